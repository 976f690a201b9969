"""J over the places of two centres on a line: valleys, and the ways down."""

import functools
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.marks import AUXILIARY, Chart
from plots.models.kmeans import inertia, lloyd, nearest
from plots.style import SMALL, Palette

LINE = [[0], [1], [5], [6], [9], [10]]
STARTS = ((0, 1), (0, 10), (6, 9), (9, 10))
LOW, HIGH, STEPS = -1, 11, 72
LEVELS = (18, 20, 22, 24, 27, 30, 35, 40, 50, 60, 80, 100, 140, 180, 240, 300)


def value(first: float, second: float) -> float:
    """Return J of two centres, each point with the nearer one."""
    centers = [[first], [second]]
    labels, _ = nearest(LINE, centers)
    return inertia(LINE, centers, labels)


@functools.cache
def heights() -> tuple[list[float], list[list[float]]]:
    """Return the places of a centre, and J for each two of them."""
    places = [LOW + (HIGH - LOW) * i / STEPS for i in range(STEPS + 1)]
    return places, [[value(x, y) for x in places] for y in places]


def ways() -> list[list[Any]]:
    return [list(lloyd(LINE, [[first], [second]])) for first, second in STARTS]


def draw_landscape(palette: Palette) -> Figure:
    """Contour lines of J, and the runs from four starts; an open mark is a start, a full one an end."""
    figure, (axes,) = style.figure(440)
    chart = Chart(axes, palette)
    axes.grid(visible=False)
    axes.set_xlim(LOW, HIGH)
    axes.set_ylim(LOW, HIGH)
    axes.set_aspect("equal")
    axes.spines["left"].set_visible(True)
    axes.set_xticks(range(0, 11, 2))
    axes.set_yticks(range(0, 11, 2))
    axes.set_xlabel("$μ_1$", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    axes.set_title("$μ_2$", fontsize=SMALL, color=palette.muted)
    places, values = heights()
    lines = axes.contour(places, places, values, levels=LEVELS, colors=palette.muted, linewidths=0.6, zorder=1)
    lines.set_alpha(0.7)
    axes.plot([LOW, HIGH], [LOW, HIGH], color=palette.grid, linewidth=AUXILIARY, linestyle=(0, (4, 3)), zorder=1)
    for series, states in enumerate(ways()):
        stops = [(state.centers[0][0], state.centers[1][0]) for state in states]
        chart.path(stops, series=series, width=2.2)
        chart.center(stops[0], series, size=8).set_markerfacecolor(palette.paper)
        chart.center(stops[-1], series, size=8)
    ends = {(end.centers[0][0], end.centers[1][0]): end.inertia for *_, end in ways()}
    for (x, y), least in ends.items():
        above = y > 9  # beside it others arrive
        place = {"offset": (0, 17), "ha": "center"} if above else {"offset": (9, -11)}
        chart.note(x, y, f"$J$ = {least:.4g}", halo=True, **place)
    return figure
