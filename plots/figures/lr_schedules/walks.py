"""How a point walks along a schedule: one moment per step, with the formula's numbers put in."""

from collections.abc import Callable, Sequence

from plots.figures import Frame, Marker
from plots.figures.lr_schedules.examples import Example

Text = Callable[[int], str]


def walk(example: Example, expression: Text, *, prefix: Text = lambda t: "") -> Callable[[], Sequence[Frame]]:
    """Return the ``frames`` of a `Drawing`: at step t the point stands on (t, η(t)).

    Args:
        example: The schedule that is walked along.
        expression: The right side of the formula of η(t) with the numbers of step t put in.
        prefix: What stands before the formula: which part of the schedule is at work.
    """

    def frames() -> list[Frame]:
        return [
            Frame((Marker(t, rate, number(rate)),), prefix(t) + equation(f"η({t})", expression(t), rate))
            for t, rate in enumerate(example.rates)
        ]

    return frames


def equation(left: str, expression: str, value: float) -> str:
    """Return ``left = expression = value``, with ≈ where the value is rounded."""
    if expression == number(value):
        return f"{left} = {expression}"
    sign = "=" if abs(float(number(value)) - value) <= 1e-12 * abs(value) else "≈"
    return f"{left} = {expression} {sign} {number(value)}"


def number(value: float) -> str:
    """Return ``value`` to four significant digits."""
    return f"{value:.4g}"
