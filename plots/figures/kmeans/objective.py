"""What is minimised: the objective, the smallest local minimum, the cells."""

import math
from collections.abc import Sequence

from matplotlib.figure import Figure

from plots.figures.kmeans.examples import BLOBS, SQUARE, TOY, TOY_SEED, WIDE, Box, Points, blobs_run, toy_best
from plots.figures.kmeans.planes import EDGE, draw_spokes, draw_state, planes
from plots.hands.plane import draw_parts
from plots.models.cells import cells
from plots.models.kmeans import inertia, lloyd, nearest, squared_distance, starting_centers
from plots.models.kmeans.datasets import rectangle
from plots.models.randomness import Random
from plots.style import Palette

CORNERS = rectangle(4).points
CELLS_SEED = 2  # of a run that finds the five groups
NEIGHBOURS = (3, 4)  # whose border is explained
HALVES: dict[str, Points] = {"左右各一半": [[0, 0.5], [4, 0.5]], "上下各一半": [[2, 0], [2, 1]]}


def draw_objective(palette: Palette) -> Figure:
    """A spoke from each point to its centre: J adds up the squares of their lengths."""
    drawn = starting_centers("random", TOY, 3, Random(TOY_SEED))
    best = toy_best().centers
    shown = [(centers, nearest(TOY, centers)[0]) for centers in (drawn, best)]
    titles = [
        f"{name}：$J$ = {inertia(TOY, centers, labels):.1f}"
        for name, (centers, labels) in zip(("随机取三个质心", "最好的三个质心"), shown, strict=True)
    ]
    figure, charts = planes(palette, SQUARE, titles)
    for chart, (centers, labels) in zip(charts, shown, strict=True):
        draw_spokes(chart, TOY, centers, labels)
        draw_state(chart, TOY, centers, labels, parts=False)
    return figure


def draw_rectangle(palette: Palette) -> Figure:
    """Four corners, two centres: neither half step leaves either of the two."""
    ends = {name: list(lloyd(CORNERS, centers))[-1] for name, centers in HALVES.items()}
    titles = [f"{name}：$J$ = {end.inertia:g}" for name, end in ends.items()]
    figure, charts = planes(palette, (-0.75, 4.75, -0.75, 1.75), titles)
    for chart, end in zip(charts, ends.values(), strict=True):
        draw_parts(chart, end.centers)
        draw_spokes(chart, CORNERS, end.centers, end.labels)
        draw_state(chart, CORNERS, end.centers, end.labels, size=7, parts=False)
    return figure


def draw_cells(palette: Palette) -> Figure:
    """The border between two cells is the perpendicular bisector of their centres."""
    state = blobs_run(CELLS_SEED)[-1]
    left, right, bottom, top = WIDE
    box = (left - 0.7, right + 2.9, bottom, top)
    figure, (chart,) = planes(palette, box, [""], columns=1, head=EDGE)
    draw_state(chart, BLOBS, state.centers, state.labels, size=4.5)
    first, second = NEIGHBOURS
    one, other = state.centers[first], state.centers[second]
    start, end = border(state.centers, first, second, box)
    x, y = ((start[axis] + end[axis]) / 2 for axis in (0, 1))
    (between,) = chart.axes.plot([one[0], other[0]], [one[1], other[1]], color=palette.ink, linewidth=1.4, zorder=4)
    between.set_linestyle((0, (4, 3)))
    for center in (one, other):
        chart.axes.plot([x, center[0]], [y, center[1]], color=palette.mark, linewidth=1.6, zorder=4)
    chart.axes.plot([start[0], end[0]], [start[1], end[1]], color=palette.ink, linewidth=2.4, zorder=4)
    chart.ring([x], [y])
    distance = math.sqrt(squared_distance((x, y), one))
    chart.note(x, y, f"到两个质心\n都是 {distance:.2f}", offset=(9, 19))
    return figure


def border(
    centers: Sequence[Sequence[float]], first: int, second: int, box: Box
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of the edge that the cells of two centres share."""
    left, right, bottom, top = box
    parts = cells(centers, left=left, right=right, bottom=bottom, top=top)
    ends = [
        corner
        for corner in parts[first]
        if math.isclose(squared_distance(corner, centers[first]), squared_distance(corner, centers[second]))
    ]
    start, end = ends
    return start, end
