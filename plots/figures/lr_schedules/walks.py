"""How a point walks along the curves of a setting: one moment per step, with the formula's numbers put in."""

from collections.abc import Callable

from plots.figures import Frame, Marker
from plots.hands import pictures
from plots.models.lr_schedules.workings import number
from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from plots.playgrounds.state import read_settings


def walk(setting: str) -> Callable[[], list[Frame]]:
    """Return the ``frames`` of the figure of a setting: at each step a point stands on each of its curves."""

    def frames() -> list[Frame]:
        curves = [
            (axes, series["values"])
            for axes, picture in enumerate(pictures(PLAYGROUND, setting))
            for series in picture["series"]
            if not series.get("aside")
        ]
        [read] = read_settings(PLAYGROUND, query.read(setting))
        result = PLAYGROUND.compute(read.values)
        return [
            Frame(
                tuple(Marker(step, values[step], number(values[step]), axes) for axes, values in curves),
                result.working(step),
            )
            for step in range(len(result.first))
        ]

    return frames
