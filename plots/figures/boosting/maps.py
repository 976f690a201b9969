"""Two classes on two features: what sums of trees of different depth can tell apart."""

import functools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.figures.boosting.charts import panel
from plots.figures.boosting.runs import edges, trees
from plots.marks import Chart
from plots.models.boosting import LOGISTIC, boost, margins_of, objective_named
from plots.models.boosting.datasets import xor
from plots.models.randomness import Random
from plots.style import Palette

POINTS, ROUNDS, ETA = 150, 30, 0.3
DEPTHS = (1, 2, 3)
RANDOM = Random(seed=1)
TRAIN = xor(POINTS, RANDOM, 0.3)
VALID = xor(POINTS, RANDOM, 0.3)
BANDS = (0.1, 0.5, 0.9)  # of the probability
SHADES = (0.5, 0.2)  # of a class where it is almost certain, and where it is not


@functools.cache
def classified(depth: int) -> tuple[Any, ...]:
    """Return the states of 30 rounds on the crosswise classes."""
    return tuple(
        boost(
            TRAIN.points,
            TRAIN.targets,
            objective=LOGISTIC,
            rounds=ROUNDS,
            eta=ETA,
            max_depth=depth,
            test=(VALID.points, VALID.targets),
        )
    )


def wrong(predictions: list[float], targets: list[int]) -> int:
    """Return how many points are on the wrong side of p = ½."""
    return sum((p > 0.5) != (y == 1) for p, y in zip(predictions, targets, strict=True))


@functools.cache
def probabilities(depth: int) -> tuple[list[float], list[float], list[list[float]]]:
    """Return the edges along both features, and p in each cell between them, a row for each step of the second."""
    states = classified(depth)
    some = trees(states)
    x, y = (edges(some, feature=feature) for feature in (0, 1))
    predicted = objective_named(LOGISTIC).predicted
    rows = [margins_of([[a, b] for a in x[:-1]], some, states[0].margins[0]) for b in y[:-1]]
    return x, y, [[predicted(margin) for margin in row] for row in rows]


def draw_depth(palette: Palette) -> Figure:
    """Draw the map of each depth, and the validation losses."""
    figure, axes = style.figure(470, rows=2, columns=2)
    for each, depth in zip(axes, DEPTHS, strict=False):
        last = classified(depth)[-1]
        errors = wrong(last.predictions, TRAIN.targets), wrong(last.test_predictions, VALID.targets)
        plot = panel(each, palette, f"深度 {depth}：训练错 {errors[0]}，验证错 {errors[1]}", y=(-0.2, 10.2))
        each.set_xticks([0, 5, 10])
        each.set_yticks([0, 5, 10])
        each.grid(visible=False)
        each.set_box_aspect(1)
        draw_map(each, palette, *probabilities(depth))
        draw_classes(plot)
    plot = panel(axes[3], palette, "验证损失", x=(0, ROUNDS), y=(0, 0.8), x_ticks=[0, 10, 20, 30], x_label="轮数 $t$")
    axes[3].set_box_aspect(1)
    for depth, series, above in zip(DEPTHS, (3, 0, 2), (9, 20, -9), strict=True):
        heights = [state.test_loss for state in classified(depth)]
        plot.line(range(len(heights)), heights, series=series, width=1.8)
        plot.note(ROUNDS, heights[-1], f"深度 {depth}：{heights[-1]:.3f}", offset=(0, above), ha="right", series=series)
    return figure


def band(p: float) -> int:
    """Return in which of the bands a probability lies."""
    return sum(p > each for each in BANDS)


def draw_map(axes: Axes, palette: Palette, x: list[float], y: list[float], rows: list[list[float]]) -> None:
    """Draw the cells in four shades, neighbours of one shade in one piece, and a line where p crosses ½."""
    pieces = merged(x, y, [[band(p) for p in row] for row in rows])
    for number in range(len(BANDS) + 1):
        patches = [Rectangle((a, c), b - a, d - c) for n, a, b, c, d in pieces if n == number]
        colour = palette.series[1] if number < 2 else palette.series[0]
        shade = SHADES[0] if number in (0, len(BANDS)) else SHADES[1]
        axes.add_collection(
            PatchCollection(patches, facecolor=colour, alpha=shade, linewidth=0, zorder=0.8, gid=f"band {number}")
        )
    lines = []
    for j, row in enumerate(rows):
        lines += [[(x[i], y[j]), (x[i], y[j + 1])] for i in range(1, len(row)) if (row[i] > 0.5) != (row[i - 1] > 0.5)]
    for j in range(1, len(rows)):
        lines += [
            [(x[i], y[j]), (x[i + 1], y[j])] for i, p in enumerate(rows[j]) if (p > 0.5) != (rows[j - 1][i] > 0.5)
        ]
    axes.add_collection(LineCollection(lines, color=palette.ink, linewidth=1.3, zorder=1.5))


def merged(x: list[float], y: list[float], rows: list[list[int]]) -> list[tuple[int, float, float, float, float]]:
    """Return rectangles that cover the cells: what is in them, and their sides (left, right, lower, upper)."""
    open_ones: dict[tuple[int, float, float], float] = {}  # what ends at the lower side of a row, and where it begins
    pieces = []
    for low, row in zip(y, rows, strict=False):
        starts = [i for i in range(len(row)) if i == 0 or row[i] != row[i - 1]]
        runs = [(row[i], x[i], x[end]) for i, end in zip(starts, [*starts[1:], len(row)], strict=True)]
        pieces += [(*run, begin, low) for run, begin in open_ones.items() if run not in runs]
        open_ones = {run: open_ones.get(run, low) for run in runs}
    return pieces + [(*run, begin, y[-1]) for run, begin in open_ones.items()]


def draw_classes(plot: Chart) -> None:
    """Draw the training points: a disc for class 1, a cross for class 0."""
    for kind, marker in ((1, "o"), (0, "x")):
        some = [point for point, target in zip(TRAIN.points, TRAIN.targets, strict=True) if target == kind]
        (line,) = plot.axes.plot(
            [p[0] for p in some], [p[1] for p in some], linestyle="none", marker=marker, markersize=4
        )
        line.set(color=plot.palette.ink, markeredgewidth=0 if kind else 1.1, zorder=2.5, clip_on=False)
