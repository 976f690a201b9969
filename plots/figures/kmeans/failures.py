"""Where K-Means fails, and what finds the groups there."""

import functools
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from plots.figures.kmeans.examples import Box, Points
from plots.figures.kmeans.planes import planes
from plots.hands.plane import draw_parts
from plots.marks import Chart
from plots.models.kmeans import fit
from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.kmeans.datasets import (
    anisotropic,
    lone_point,
    radii,
    rings,
    scales,
    standardised,
    unequal_sizes,
    unequal_spreads,
)
from plots.models.mixture import mixture
from plots.models.randomness import Random
from plots.style import Palette

N = 240
SEEDS = range(10)
MIDDLE = (5, 5)  # of the rings
SHAPE: Box = (0, 4, 0, 2.7)  # of the panels
SCALES = scales(N, Random(0))


class Panel(NamedTuple):
    """A labelling of points, and how well it agrees with the groups that they were drawn from."""

    title: str
    points: Points
    labels: list[int]
    centers: Points  # with cells; empty where the parts have other borders
    agreement: float


class Case(NamedTuple):
    """K-Means on one data set, and what does better there."""

    kmeans: Panel
    instead: Panel


def kmeans(data: Any, k: int, words: str, *, seen: Points | None = None) -> Panel:
    """Return the best of ten runs on the points, or on what is ``seen`` of them, which is then drawn if it is a plane."""
    points = data.points if seen is None else seen
    end = fit(points, k, start="greedy kmeans++", seeds=SEEDS).last
    in_plane = len(points[0]) == 2
    shown = points if in_plane else data.points
    return Panel(words, shown, end.labels, end.centers if in_plane else [], adjusted_rand_index(end.labels, data.truth))


def gaussian_mixture(data: Any, labels: list[int]) -> Panel:
    """Return the components of the mixture that starts from the labels of K-Means."""
    *_, last = mixture(data.points, labels)
    own = [row.index(max(row)) for row in last.responsibilities]
    return Panel("高斯混合", data.points, own, [], adjusted_rand_index(own, data.truth))


@functools.cache
def cases() -> list[Case]:
    found = []
    for name, draw in (("大小悬殊", unequal_sizes), ("宽窄不同", unequal_spreads), ("拉长的簇", anisotropic)):
        data = draw(N, Random(0))
        panel = kmeans(data, 3, f"{name}：K-Means")
        found.append(Case(panel, gaussian_mixture(data, panel.labels)))
    data = SCALES
    scaled = standardised(data.points)
    found.append(Case(kmeans(data, 2, "单位不同：K-Means"), kmeans(data, 2, "先标准化", seen=scaled)))
    data = lone_point(201, Random(0))
    found.append(Case(kmeans(data, 2, "一个异常点：$k$ = 2"), kmeans(data, 3, "$k$ = 3：它自成一簇")))
    data = rings(N, Random(0))
    found.append(
        Case(kmeans(data, 2, "环：K-Means"), kmeans(data, 2, "对半径做 K-Means", seen=radii(data.points, MIDDLE)))
    )
    return found


def part(points: Points) -> Box:
    """Return the box of the points with a margin."""
    box: list[float] = []
    for axis in (0, 1):
        low, high = min(point[axis] for point in points), max(point[axis] for point in points)
        box += [low - 0.07 * (high - low), high + 0.07 * (high - low)]
    return box[0], box[1], box[2], box[3]


def draw_failures(palette: Palette) -> Figure:
    """A row for each case: K-Means, and what to use instead."""
    panels = [panel for case in cases() for panel in (case.kmeans, case.instead)]
    titles = [f"{panel.title}\nARI = {panel.agreement:.2f}" for panel in panels]
    figure, charts = planes(palette, SHAPE, titles, head=42, boxes=[part(panel.points) for panel in panels])
    for chart, panel in zip(charts, panels, strict=True):
        if panel.points is SCALES.points:  # y in other units: stretched, or x would be a thin strip
            left, right, bottom, top = part(panel.points)
            chart.axes.set(xlim=(left, right), ylim=(bottom, top), aspect="auto")
        draw_panel(chart, panel)
    return figure


def draw_panel(chart: Chart, panel: Panel) -> None:
    """Draw points and, where there are any, centres and cells."""
    if panel.centers:
        draw_parts(chart, panel.centers)
    chart.clusters(panel.points, panel.labels, size=3.8)
    for label, center in enumerate(panel.centers):
        chart.center(center, label, size=9)
