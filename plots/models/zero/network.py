"""The small network that the trainer trains: fully connected layers, ReLU between them, squared error, Adam.

    for loss, parameters in single_process(SAMPLES, widths=(2, 4, 1), steps=3):
        ...

All parameters lie in one flat list, layer by layer: the weights row by row (one row per output), then the biases.
"""

from collections import namedtuple

from plots.models.checks import (
    LEAST_SIZE,
    is_list,
    require_count,
    require_each,
    require_integer,
    require_list,
    require_numbers,
    require_within,
)
from plots.models.randomness import Random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Samples = Sequence[tuple[Sequence[float], Sequence[float]]]
    Values = list[float]

__all__ = ["initial_parameters", "layers", "single_process"]

MOST_PARAMETERS = 10000
LARGEST = 1e6  # of a number in samples and parameters: a loss of the first steps stays finite
FASTEST = 100  # of a learning rate, for the same reason

# Adam, Kingma & Ba (2015), with its defaults but the rate.
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
RATE = 0.05

# A layer: its widths, and where its parameters lie in the flat list.
Layer = namedtuple("Layer", "inputs outputs start stop is_last")

# Eight pairs (x, y): y is the product of the two numbers in x.
SAMPLES = tuple(((first, second), (first * second,)) for first in (-1.0, -0.5, 0.5, 1.0) for second in (-1.0, 1.0))


def layers(widths: "Sequence[int]") -> list[Layer]:
    """Return the layers of a network with these widths, inputs first: (2, 4, 1) is a two-layer network.

    Raises:
        ValueError: If there are fewer than two widths, one is not an integer ≥ 1, or they make too many parameters.
    """
    require_list("widths", widths, "a list of integers", 2)
    for width in widths:
        require_count("widths", width)
    made = []
    start = 0
    for i in range(len(widths) - 1):
        stop = start + (widths[i] + 1) * widths[i + 1]
        made.append(Layer(widths[i], widths[i + 1], start, stop, i == len(widths) - 2))
        start = stop
    require_integer("parameters of widths", start, 1, MOST_PARAMETERS)
    return made


def require_samples(samples: "Samples", widths: "Sequence[int]") -> None:
    """Raise ValueError unless there are samples, as wide as the network at both ends."""
    require_each("samples", samples, "pairs of lists", lambda pair: len(pair) == 2 and all(map(is_list, pair)), 1)
    for x, y in samples:
        require_numbers("samples", x, LARGEST)
        require_numbers("samples", y, LARGEST)
        if len(x) != widths[0] or len(y) != widths[-1]:
            raise ValueError(
                f"samples must have {widths[0]} inputs and {widths[-1]} outputs, got one with {len(x)} and {len(y)}"
            )


def initial_parameters(widths: "Sequence[int]", *, seed: int = 1) -> "Values":
    """Return weights uniform in ±1/√inputs, biases 0.1 so that no unit is dead at first."""
    random = Random(seed)
    values: Values = []
    for layer in layers(widths):
        bound = layer.inputs**-0.5
        values += [random.uniform(-bound, bound) for _ in range(layer.inputs * layer.outputs)]
        values += [0.1] * layer.outputs
    return values


def forward(layer: Layer, weights: "Sequence[float]", inputs: "Values", *, offset: int = 0) -> "Values":
    """Return a layer's outputs for all samples in ``inputs``, flat, sample by sample.

    Args:
        layer: Which layer.
        weights: A list that holds the layer's parameters.
        inputs: Its inputs, flat: as many numbers as samples times ``layer.inputs``.
        offset: Place in the flat list of all parameters of the first element of ``weights``.
    """
    first = layer.start - offset
    biases = first + layer.inputs * layer.outputs
    outputs = []
    for base in range(0, len(inputs), layer.inputs):
        for row in range(layer.outputs):
            value = weights[biases + row]
            place = first + row * layer.inputs
            for i in range(layer.inputs):
                value += weights[place + i] * inputs[base + i]
            outputs.append(value if layer.is_last or value > 0 else 0.0)
    return outputs


def error(outputs: "Values", targets: "Values", *, scale: float) -> "tuple[float, Values]":
    """Return scale · Σ ½(output − target)², and its derivatives with respect to the outputs."""
    loss = 0.0
    deltas = []
    for output, target in zip(outputs, targets):
        loss += 0.5 * scale * (output - target) ** 2
        deltas.append(scale * (output - target))
    return loss, deltas


def backward(
    layer: Layer, weights: "Sequence[float]", inputs: "Values", deltas: "Values", *, offset: int = 0
) -> "Values":
    """Return the derivatives with respect to a layer's inputs, through the ReLU that made them.

    Args:
        layer: Which layer; of the first layer nobody needs them.
        weights: A list that holds the layer's parameters.
        inputs: As in ``forward``.
        deltas: Derivatives with respect to the layer's outputs, before its ReLU.
        offset: As in ``forward``.
    """
    first = layer.start - offset
    back = []
    for sample in range(len(inputs) // layer.inputs):
        for i in range(layer.inputs):
            value = 0.0
            if inputs[sample * layer.inputs + i] > 0:
                for row in range(layer.outputs):
                    value += weights[first + row * layer.inputs + i] * deltas[sample * layer.outputs + row]
            back.append(value)
    return back


def gradient(layer: Layer, inputs: "Values", deltas: "Values", index: int) -> float:
    """Return the derivative with respect to one parameter: the one at ``index`` of the flat list.

    One at a time, so that a gradient is nowhere but in the list that it is written to.
    """
    place = index - layer.start
    weights = layer.inputs * layer.outputs
    row = place // layer.inputs if place < weights else place - weights
    value = 0.0
    for sample in range(len(inputs) // layer.inputs):
        delta = deltas[sample * layer.outputs + row]
        value += delta * inputs[sample * layer.inputs + place % layer.inputs] if place < weights else delta
    return value


def adam(
    master: "Values",
    momentum: "Values",
    variance: "Values",
    gradients: "Sequence[float]",
    *,
    step: int,
    rate: float = RATE,
    offset: int = 0,
) -> None:
    """Update parameters, momentum and variance in place.

    m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).

    Args:
        master: θ, this rank's slice of it.
        momentum: m of that slice.
        variance: v of that slice.
        gradients: A list that holds the slice's gradients.
        step: t ≥ 1, counts updates.
        rate: Learning rate η > 0.
        offset: Place of the slice's first gradient in ``gradients``.
    """
    for i in range(len(master)):
        g = gradients[offset + i]
        momentum[i] = BETA_1 * momentum[i] + (1 - BETA_1) * g
        variance[i] = BETA_2 * variance[i] + (1 - BETA_2) * g * g
        mean = momentum[i] / (1 - BETA_1**step)
        square = variance[i] / (1 - BETA_2**step)
        master[i] -= rate * mean / (square**0.5 + EPSILON)


def single_process(
    samples: "Samples",
    *,
    widths: "Sequence[int]" = (2, 4, 1),
    steps: int = 1,
    rate: float = RATE,
    seed: int = 1,
    parameters: "Sequence[float] | None" = None,
) -> "Iterator[tuple[float, Values]]":
    """Yield (loss before the update, parameters after it) of each step of training in one process on all samples.

    What ``trainer.train`` does on several ranks must come to the same.

    Args:
        samples: Pairs (x, y), all of them used in each step.
        widths: Widths of the network, inputs first.
        steps: How many updates, ≥ 0.
        rate: Adam's learning rate, > 0.
        seed: Of the first parameters.
        parameters: The first parameters, instead of those of ``seed``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    network = layers(widths)
    require_samples(samples, widths)
    require_count("steps", steps, 0)
    require_within("rate", rate, LEAST_SIZE, FASTEST)
    theta = first_parameters(widths, seed, parameters)
    momentum, variance = [0.0] * len(theta), [0.0] * len(theta)
    for step in range(1, steps + 1):
        inputs = [flat([x for x, _ in samples])]
        for layer in network:
            inputs.append(forward(layer, theta, inputs[-1]))
        loss, deltas = error(inputs.pop(), flat([y for _, y in samples]), scale=1 / len(samples))
        gradients = [0.0] * len(theta)
        for number in range(len(network) - 1, -1, -1):
            layer = network[number]
            for index in range(layer.start, layer.stop):
                gradients[index] = gradient(layer, inputs[number], deltas, index)
            if number > 0:
                deltas = backward(layer, theta, inputs[number], deltas)
        adam(theta, momentum, variance, gradients, step=step, rate=rate)
        yield loss, list(theta)


def first_parameters(widths: "Sequence[int]", seed: int, parameters: "Sequence[float] | None") -> "Values":
    """Return a copy of ``parameters``, or those of ``seed``; raise ValueError if there are not as many as needed."""
    count = layers(widths)[-1].stop
    if parameters is None:
        return initial_parameters(widths, seed=seed)
    require_numbers("parameters", parameters, LARGEST)
    if len(parameters) != count:
        raise ValueError(f"parameters must be {count} numbers, got {len(parameters)}")
    return list(parameters)


def flat(rows: "Sequence[Sequence[float]]") -> "Values":
    """Return the numbers of all rows in one list."""
    return [value for row in rows for value in row]
