"""Gradient descent with a given learning rate at each step, on two small problems where one can watch it.

    noise = normal_noise(2 * len(rates), seed=1)
    losses = [loss for x, y, loss in descend(QUADRATIC, rates, noise, momentum=0.9)]

Both problems are two-dimensional, so that a run is also a path in the plane. The gradient carries noise that is given
as data, so that runs that are compared get the same.
"""

from collections import namedtuple

from plots.models.checks import is_rate, require, require_count, require_each, require_numbers, short
from plots.models.randomness import Random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["descend", "normal_noise"]

LARGEST = 1e9  # of a rate or a number of noise: the one step beyond LOST stays finite
LOST = 1e6  # a loss from which no run comes back

# Quadratic: the steep direction bounds the rate by 2/STEEP, the flat one asks for a large one.
FLAT, STEEP = 1.0, 10.0
# Valley: its floor is the parabola y = BEND·x², which falls towards 0; the walls bound the rate.
FLOOR, WALL, BEND = 0.3, 5.0, 0.3

# A problem: its first point, the functions (x, y) → f and (x, y) → ∇f, and the size of the gradient's noise.
Problem = namedtuple("Problem", "start loss gradient noise")


def quadratic_loss(x: float, y: float) -> float:
    """Return f(x, y) = ½·(x² + 10·y²)."""
    return 0.5 * (FLAT * x * x + STEEP * y * y)


def quadratic_gradient(x: float, y: float) -> tuple[float, float]:
    """Return ∇f = (x, 10·y)."""
    return FLAT * x, STEEP * y


def valley_loss(x: float, y: float) -> float:
    """Return f(x, y) = ½·0.3·x² + ½·5·(y − 0.3·x²)²."""
    height = y - BEND * x * x
    return 0.5 * (FLOOR * x * x + WALL * height * height)


def valley_gradient(x: float, y: float) -> tuple[float, float]:
    """Return ∇f = (0.3·x − 3·x·h, 5·h) with h = y − 0.3·x²."""
    height = y - BEND * x * x
    return FLOOR * x - 2 * WALL * BEND * x * height, WALL * height


QUADRATIC = Problem((3.0, 1.0), quadratic_loss, quadratic_gradient, 1.0)
VALLEY = Problem((-3.0, 1.5), valley_loss, valley_gradient, 0.3)


def descend(
    problem: Problem, rates: "Sequence[float]", noise: "Sequence[float]", *, momentum: float = 0.0
) -> "Iterator[tuple[float, float, float]]":
    """Yield x, y and f(x, y) at the start and after each update.

    v ← momentum·v + ∇f + noise·ξ, then (x, y) ← (x, y) − lr(t)·v; v is 0 at the start. This is the SGD of PyTorch and
    OneFlow, without dampening. A run whose loss exceeds ``LOST`` has diverged and ends there.

    Args:
        problem: QUADRATIC or VALLEY.
        rates: lr(t) of update t + 1, from 0 to 1e9.
        noise: ξ, two numbers for each update, that of x first.
        momentum: 0 ≤ momentum < 1.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require("problem", problem, "QUADRATIC or VALLEY", lambda x: isinstance(x, Problem))
    require("momentum", momentum, "in [0, 1)", lambda x: is_rate(x) and x < 1)
    require_each("rates", rates, f"numbers from 0 to {short(LARGEST)}", lambda x: is_rate(x) and x <= LARGEST)
    require_numbers("noise", noise, LARGEST)
    if len(noise) < 2 * len(rates):
        raise ValueError(f"noise must hold two numbers for each of {len(rates)} updates, got {len(noise)}")
    x, y = problem.start
    v_x = v_y = 0.0
    loss = problem.loss(x, y)
    yield x, y, loss
    for t, rate in enumerate(rates):
        slope_x, slope_y = problem.gradient(x, y)
        v_x = momentum * v_x + slope_x + problem.noise * noise[2 * t]
        v_y = momentum * v_y + slope_y + problem.noise * noise[2 * t + 1]
        x -= rate * v_x
        y -= rate * v_y
        loss = problem.loss(x, y)
        yield x, y, loss
        if loss > LOST:
            return


def normal_noise(count: int, *, seed: int) -> list[float]:
    """Return ``count`` numbers from the normal distribution with mean 0 and variance 1.

    Args:
        count: How many, ≥ 0.
        seed: A whole number ≥ 0. The same seed gives the same numbers, and of these more or fewer.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_count("count", count, 0)
    random = Random(seed)
    return [random.normal() for _ in range(count)]
