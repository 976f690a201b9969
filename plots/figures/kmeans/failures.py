"""Where K-Means fails, what finds the groups there, and how far apart clusters of unequal sizes must be."""

import functools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from plots import style
from plots.figures.kmeans.examples import Box, Points
from plots.figures.kmeans.planes import planes
from plots.marks import Chart
from plots.models.kmeans import lloyd
from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.kmeans.datasets import (
    anisotropic,
    gaussians,
    moons,
    rings,
    scales,
    unequal_sizes,
    unequal_spreads,
)
from plots.models.randomness import Random
from plots.style import SMALL, Palette

N = 240
DATA = (  # a name, what draws it, the number of its groups
    ("大小悬殊", unequal_sizes, 3),
    ("宽窄不同", unequal_spreads, 3),
    ("拉长", anisotropic, 3),
    ("环", rings, 2),
    ("月牙", moons, 2),
    ("单位不同", scales, 2),
)
METHODS = ("K-Means", "高斯混合", "谱聚类", "Ward", "DBSCAN")
SHAPE: Box = (0, 4, 0, 3.6)  # of a panel
MANY = 20  # points of a group, of which every other one is drawn

SMALL_GROUP = 10  # points, beside as many times more
RATIOS = (10, 30, 100, 300)
SHARES = (0.6, 0.75, 0.9, 1.1, 1.35, 1.7, 2.1)  # of the distance that the formula asks for


class Panel(NamedTuple):
    """A labelling of points, −1 for noise, and how well it agrees with the groups that they were drawn from."""

    title: str
    points: Points
    truth: Sequence[int]
    labels: list[int]
    agreement: float


def models(k: int) -> list[Any]:
    """Return the methods as scikit-learn has them: the true k, and the same settings for all data."""
    return [
        KMeans(k, n_init=10, random_state=0),
        GaussianMixture(k, tol=1e-6, max_iter=1000, n_init=10, init_params="random_from_data", random_state=0),
        SpectralClustering(k, affinity="nearest_neighbors", n_neighbors=15, random_state=0),
        AgglomerativeClustering(k),
        DBSCAN(eps=0.8),
    ]


@functools.cache
def panels() -> list[Panel]:
    """Return the cells of the sheet, row by row."""
    found = []
    for name, draw, k in DATA:
        data = draw(N, Random(0))
        for method, model in zip(METHODS, models(k), strict=True):
            with threadpool_limits(1):  # the same sums whatever the number of cores
                labels = [int(label) for label in model.fit_predict(np.array(data.points))]
            agreement = adjusted_rand_index([label + 1 for label in labels], data.truth)
            title = f"{method} {signed(agreement)}"
            if method == METHODS[0]:
                title = f"{name}\n{title}"
            found.append(Panel(title, data.points, data.truth, labels, agreement))
    return found


def signed(agreement: float) -> str:
    """Return two decimals with the sign that Chinese text has, and none before zero."""
    return f"{round(agreement, 2) + 0:.2f}".replace("-", "−")


def part(points: Points) -> Box:
    """Return the box of the points with a margin."""
    box: list[float] = []
    for axis in (0, 1):
        low, high = min(point[axis] for point in points), max(point[axis] for point in points)
        box += [low - 0.07 * (high - low), high + 0.07 * (high - low)]
    return box[0], box[1], box[2], box[3]


def draw_failures(palette: Palette) -> Figure:
    """A row for each kind of data, a column for each method."""
    shown = panels()
    figure, charts = planes(
        palette,
        SHAPE,
        [panel.title for panel in shown],
        columns=len(METHODS),
        head=38,
        boxes=[part(panel.points) for panel in shown],
    )
    for chart, panel in zip(charts, shown, strict=True):
        if panel.points == scales(N, Random(0)).points:  # y in other units: stretched, or x would be a thin strip
            left, right, bottom, top = part(panel.points)
            chart.axes.set(xlim=(left, right), ylim=(bottom, top), aspect="auto")
        drawn = drawn_of(panel.truth)
        noise = [panel.points[i] for i in drawn if panel.labels[i] < 0]
        if noise:
            chart.scatter(noise, size=2)
        inside = [i for i in drawn if panel.labels[i] >= 0]
        chart.clusters([panel.points[i] for i in inside], [panel.labels[i] for i in inside], size=3)
    return figure


def drawn_of(truth: Sequence[int]) -> list[int]:
    """Return the points that a small panel has room for: of large groups every other one."""
    own = {group: [i for i, each in enumerate(truth) if each == group] for group in sorted(set(truth))}
    return [i for members in own.values() for i in (members[::2] if len(members) > MANY else members)]


def needed_distance(ratio: float) -> float:
    """Return Δ/σ from which merging costs more than cutting saves: √(2/π·(N + n)/n)."""
    return math.sqrt(2 / math.pi * (ratio + 1))


@functools.cache
def is_kept(ratio: int, distance: float) -> bool:
    """Return whether two clusters, 1 wide, have less J than the large one in halves does, with the small one in a half."""
    points = gaussians(
        SMALL_GROUP * (ratio + 1), Random(0), ((0.0, 0.0), (distance, 0.0)), [1.0] * 2, [ratio, 1]
    ).points
    ends = []
    for start in ([[0.0, 0.0], [distance, 0.0]], [[-0.8, 0.0], [0.8, 0.0]], [[0.0, -0.8], [0.0, 0.8]]):
        *_, end = lloyd(points, start)
        ends.append(end)
    best = min(ends, key=lambda end: float(end.inertia))
    truth = [0] * (SMALL_GROUP * ratio) + [1] * SMALL_GROUP
    return adjusted_rand_index(best.labels, truth) > 0.9


def draw_unequal_sizes(palette: Palette) -> Figure:
    """How far apart two clusters must be, by how much larger one is: the formula, and what has the least J."""
    figure, (axes,) = style.figure(300)
    chart = Chart(axes, palette)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
    axes.set_xlim(7, 430)
    axes.set_ylim(1.1, 36)
    axes.set_xticks(RATIOS, [str(ratio) for ratio in RATIOS])
    axes.set_yticks([2, 5, 10, 20], ["2", "5", "10", "20"])
    axes.set_xlabel("大簇的点数 ÷ 小簇的点数", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    axes.set_title("两簇的距离 ÷ 簇的标准差", fontsize=SMALL, color=palette.muted)
    curve = [2 ** (i / 4) for i in range(12, 35)]
    line = chart.line(curve, [needed_distance(ratio) for ratio in curve], name="公式")
    line.set_marker("")
    found = [(ratio, share * needed_distance(ratio)) for ratio in RATIOS for share in SHARES]
    for label, name in ((1, "切开大簇"), (0, "分对")):
        chart.cluster([each for each in found if is_kept(*each) != bool(label)], label, size=6).set_gid(name)
    chart.note(8, 24, "分开两个簇，$J$ 更小", ha="left", size=13)
    chart.note(400, 1.6, "切开大簇，$J$ 更小", ha="right", size=13)
    return figure
