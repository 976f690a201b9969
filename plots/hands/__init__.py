"""The hand that draws with matplotlib what `plots.pictures` describes; the other one draws in the page.

A figure that a playground takes over is drawn from the pictures that this playground shows at that setting: one above
the other, as in the page. Each kind of picture has a module here, as it has one in the page.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from plots import presets
from plots.hands.board import draw_board
from plots.hands.chart import draw_chart
from plots.hands.plane import draw_ensemble, draw_map, draw_points
from plots.hands.timeline import draw_timeline
from plots.style import POINTS_PER_INCH, WIDTH, Palette

if TYPE_CHECKING:
    from plots.playgrounds.playground import Playground

Picture = dict[str, Any]  # each kind is told where the page draws it, in overrides/…/playground/pictures/
# Draws a picture on a figure; its upper edge is so many units below that of the figure.
Hand = Callable[[Figure, Picture, Palette, float], None]

HANDS: dict[str, Hand] = {  # by kind of picture
    "board": draw_board,
    "lines": draw_chart,
    "steps": draw_chart,
    "points": draw_points,
    "ensemble": draw_ensemble,
    "map": draw_map,
    "timeline": draw_timeline,
}


def taken_over(playground: "Playground") -> dict[str, Callable[[Palette], Figure]]:
    """Return what draws the figures that a playground takes over, those of its presets too, by name."""
    return {
        figure.partition("/")[2]: functools.partial(draw_setting, playground, query)
        for query, figure in presets.figures(playground).items()
    }


def draw_setting(playground: "Playground", query: str, palette: Palette) -> Figure:
    """Return the figure of a setting, given by its query."""
    return draw(pictures(playground, query), palette)


def pictures(playground: "Playground", query: str) -> list[Picture]:
    """Return the pictures that are shown first at a setting, when they are whole."""
    state = presets.whole(playground, query)
    if not state["pictures"]:
        raise ValueError(f"{playground.id}?{query} shows no picture: {state['problems']}")
    found: list[Picture] = state["pictures"]
    return found


def draw(shown: list[Picture], palette: Palette) -> Figure:
    """Return a figure of pictures, one above the other, each as high as it says."""
    height = sum(picture["height"] for picture in shown)
    figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH))
    top = 0.0
    for picture in shown:
        HANDS[picture["kind"]](figure, picture, palette, top)
        top += picture["height"]
    return figure
