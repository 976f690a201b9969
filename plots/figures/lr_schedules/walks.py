"""How a point walks along a schedule: one moment per step, with the formula's numbers put in."""

from collections.abc import Callable

from plots.figures import Frame, Marker
from plots.figures.lr_schedules.examples import Example
from plots.models.lr_schedules.workings import number, working


def walk(example: Example) -> Callable[[], list[Frame]]:
    """Return the ``frames`` of a `Drawing`: at step t the point stands on (t, η(t))."""

    def frames() -> list[Frame]:
        scheduler = example.scheduler
        return [Frame((Marker(t, rate, number(rate)),), working(scheduler, t)) for t, rate in enumerate(example.rates)]

    return frames
