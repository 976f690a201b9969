"""How a point walks along a schedule: one moment per step, with the formula's numbers put in."""

from collections.abc import Callable
from typing import Any

from plots.figures import Frame, Marker
from plots.figures.lr_schedules.examples import Example

Text = Callable[[Any, int], str]  # of a scheduler and a step


def walk(example: Example, expression: Text, part: Text = lambda scheduler, t: "") -> Callable[[], list[Frame]]:
    """Return the ``frames`` of a `Drawing`: at step t the point stands on (t, η(t)).

    Args:
        example: The schedule that is walked along.
        expression: The right side of the formula of η(t) with the numbers of step t put in.
        part: Which part of the schedule is at work at step t; stands before the formula.
    """

    def frames() -> list[Frame]:
        scheduler = example.scheduler
        return [
            Frame(
                (Marker(t, rate, number(rate)),),
                part(scheduler, t) + equation(f"η({t})", expression(scheduler, t), rate),
            )
            for t, rate in enumerate(example.rates)
        ]

    return frames


def equation(left: str, expression: str, value: float) -> str:
    """Return ``left = expression = value``, with ≈ where the value is rounded."""
    if expression == number(value):
        return f"{left} = {expression}"
    return f"{left} = {expression} {'≈' if is_rounded(value) else '='} {number(value)}"


def number(value: float) -> str:
    """Return ``value`` to four significant digits; zeros at its end say that it is rounded."""
    return f"{value:#.4g}" if is_rounded(value) else f"{value:.4g}"


def is_rounded(value: float) -> bool:
    """Return whether ``value`` has more than four digits, those of its rounding errors not counted."""
    return abs(float(f"{value:.4g}") - value) > 1e-12 * abs(value)
