"""Parts of a plane side by side: points, clusters, centres, cells."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures.kmeans.examples import Box, Points
from plots.hands.plane import draw_parts
from plots.marks import Chart
from plots.style import SMALL, WIDTH, Palette

EDGE, GAP, HEAD = 3.0, 12.0, 24.0  # round the panels, between them, and above each for one line; SVG units


def planes(
    palette: Palette,
    box: Box,
    titles: Sequence[str],
    *,
    columns: int = 2,
    head: float = HEAD,
    boxes: Sequence[Box] | None = None,
) -> tuple[Figure, list[Chart]]:
    """Return a figure with a plane for each title: all show the same ``box``, or each its own of ``boxes``.

    All are as large as ``box``; one of ``boxes`` of another shape is widened to it.
    ``head`` is the room above each panel for its title, in SVG units.
    """
    left, right, bottom, top = box
    width = (WIDTH - 2 * EDGE - GAP * (columns - 1)) / columns
    tall = width * (top - bottom) / (right - left)
    rows = -(-len(titles) // columns)
    whole = rows * (head + tall) + (rows - 1) * GAP / 2 + EDGE
    figure = Figure(figsize=(WIDTH / style.POINTS_PER_INCH, whole / style.POINTS_PER_INCH))
    charts = []
    for i, title in enumerate(titles):
        row, column = divmod(i, columns)
        x, y = EDGE + column * (width + GAP), head + row * (head + tall + GAP / 2)
        axes = figure.add_axes((x / WIDTH, 1 - (y + tall) / whole, width / WIDTH, tall / whole))
        chart = Chart(axes, palette)
        chart.plane(*(box if boxes is None else widened(boxes[i], width / tall)))
        axes.set_title(title, fontsize=SMALL, linespacing=1.35)
        charts.append(chart)
    return figure, charts


def widened(box: Box, shape: float) -> Box:
    """Return a box round another one, as many times as wide as high as ``shape`` says."""
    left, right, bottom, top = box
    across = max(0.0, shape * (top - bottom) - (right - left)) / 2
    up = max(0.0, (right - left) / shape - (top - bottom)) / 2
    return left - across, right + across, bottom - up, top + up


def draw_state(
    chart: Chart, points: Points, centers: Points, labels: Sequence[int], *, size: float = 5.0, parts: bool = True
) -> None:
    """Draw cells, points and centres."""
    if parts:
        draw_parts(chart, centers)
    chart.clusters(points, labels, size=size)
    for label, center in enumerate(centers):
        chart.center(center, label, size=2.2 * size)


def draw_spokes(chart: Chart, points: Points, centers: Points, labels: Sequence[int]) -> None:
    """Draw a line from each point to its centre."""
    for label, center in enumerate(centers):
        xs, ys = [], []
        for point, its in zip(points, labels, strict=True):
            if its == label:
                xs += [center[0], point[0]]  # one line there and back: short in the file
                ys += [center[1], point[1]]
        (line,) = chart.axes.plot(xs, ys, color=chart.cluster_colour(label), linewidth=0.7, alpha=0.6, zorder=2)
        line.set_gid(f"spokes {label}")


def draw_paths(chart: Chart, states: Sequence[Any]) -> None:
    """Draw the ways of the centres through the states of a run, with a small mark where each starts."""
    for label, ways in enumerate(zip(*(state.centers for state in states), strict=True)):
        chart.path(ways, series=label)
