"""Gradient descent with a given learning rate at each step, on two small problems where one can watch it.

    noise = normal_noise(2 * len(rates), seed=1)
    losses = [loss for x, y, loss in descend(QUADRATIC, rates, noise, momentum=0.9)]

Both problems are two-dimensional: a run is also a path over their contours. The gradient carries noise given as data,
so that compared runs get the same.
"""

import math

from plots.models.checks import (
    is_finite,
    is_rate,
    require,
    require_count,
    require_each,
    require_length,
    require_numbers,
)
from plots.models.randomness import Random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["descend", "normal_noise"]

LARGEST = 1e9  # of a rate or a number of noise: the one step beyond LOST stays finite
LOST = 1e6  # a loss from which no run comes back


class Problem:
    """f(x, y) = ½·flat·x² + ½·steep·(y − bend·x²)²: a bowl, or a valley whose floor is the parabola y = bend·x².

    Args:
        start: First point.
        flat, steep: Curvatures > 0 along the floor and up its walls. The walls bound the rate by 2/steep.
        bend: Of the floor.
        noise: Size of the gradient's noise.
    """

    def __init__(
        self, start: tuple[float, float], *, flat: float, steep: float, bend: float = 0.0, noise: float
    ) -> None:
        self.start = start
        self.flat = flat
        self.steep = steep
        self.bend = bend
        self.noise = noise

    def loss(self, x: float, y: float) -> float:
        """Return f(x, y)."""
        height = y - self.bend * x * x
        return 0.5 * (self.flat * x * x + self.steep * height * height)

    def gradient(self, x: float, y: float) -> tuple[float, float]:
        """Return ∇f = (flat·x − 2·steep·bend·x·h, steep·h) with h = y − bend·x²."""
        height = y - self.bend * x * x
        return self.flat * x - 2 * self.steep * self.bend * x * height, self.steep * height

    def contour(self, loss: float, count: int) -> list[tuple[float, float]]:
        """Return ``count`` points, anticlockwise from the right, of the closed line f(x, y) = ``loss`` > 0.

        Above the floor, that is in x and h, it is an ellipse.
        """
        across, up = math.sqrt(2 * loss / self.flat), math.sqrt(2 * loss / self.steep)
        found = []
        for i in range(count):
            x = across * math.cos(2 * math.pi * i / count)
            found.append((x, up * math.sin(2 * math.pi * i / count) + self.bend * x * x))
        return found


QUADRATIC = Problem((3.0, 1.0), flat=1.0, steep=10.0, noise=1.0)
VALLEY = Problem((-3.0, 1.5), flat=0.3, steep=5.0, bend=0.3, noise=0.3)


def descend(
    problem: Problem,
    rates: "Sequence[float]",
    noise: "Sequence[float]",
    *,
    momentum: float = 0.0,
    start: tuple[float, float] | None = None,
) -> "Iterator[tuple[float, float, float]]":
    """Yield x, y and f(x, y) at the start and after each update.

    v ← momentum·v + ∇f + noise·ξ, then (x, y) ← (x, y) − lr(t)·v; v is 0 at the start. This is the SGD of PyTorch and
    OneFlow, without dampening. A run whose loss exceeds ``LOST`` has diverged and ends there.

    Args:
        problem: QUADRATIC or VALLEY.
        rates: lr(t) of update t + 1, finite. Negative ones climb: PyTorch's schedules may give them. Beyond ±1e9 they
            count as ±1e9, by which a run is lost, too.
        noise: ξ, two numbers for each update, that of x first.
        momentum: 0 ≤ momentum < 1.
        start: First point, else the problem's.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require("problem", problem, "QUADRATIC or VALLEY", lambda x: isinstance(x, Problem))
    require("momentum", momentum, "in [0, 1)", lambda x: is_rate(x) and x < 1)
    require_each("rates", rates, "finite numbers", is_finite)
    require_numbers("noise", noise, LARGEST)
    if len(noise) < 2 * len(rates):
        raise ValueError(f"noise must hold two numbers for each of {len(rates)} updates, got {len(noise)}")
    if start is None:
        start = problem.start
    require_length("start", start, 2, "coordinate")
    require_numbers("start", start, LARGEST)
    x, y = start
    v_x = v_y = 0.0
    loss = problem.loss(x, y)
    yield x, y, loss
    for t, rate in enumerate(rates):
        slope_x, slope_y = problem.gradient(x, y)
        v_x = momentum * v_x + slope_x + problem.noise * noise[2 * t]
        v_y = momentum * v_y + slope_y + problem.noise * noise[2 * t + 1]
        if not -LARGEST <= rate <= LARGEST:
            rate = math.copysign(LARGEST, rate)
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
