"""Two classes on two features: what sums of trees of different depth can tell apart."""

import functools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.figures.boosting.charts import panel
from plots.figures.boosting.runs import FIRST, LAST
from plots.marks import Chart
from plots.models.boosting import LOGISTIC, boost
from plots.models.boosting.datasets import xor
from plots.models.randomness import Random
from plots.pictures.boosting.maps import BANDS
from plots.playgrounds.boosting.cells import Cells
from plots.style import Palette

POINTS, ROUNDS, ETA = 150, 30, 0.3
DEPTHS = (1, 2, 3)
RANDOM = Random(seed=1)
TRAIN = xor(POINTS, RANDOM, 0.3)
VALID = xor(POINTS, RANDOM, 0.3)


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
        draw_map(each, palette, cells(depth))
        draw_classes(plot)
    plot = panel(axes[3], palette, "验证损失", x=(0, ROUNDS), y=(0, 0.8), x_ticks=[0, 10, 20, 30], x_label="轮数 $t$")
    axes[3].set_box_aspect(1)
    for depth, series, above in zip(DEPTHS, (3, 0, 2), (9, 20, -9), strict=True):
        heights = [state.test_loss for state in classified(depth)]
        plot.line(range(len(heights)), heights, series=series, width=1.8)
        plot.note(ROUNDS, heights[-1], f"深度 {depth}：{heights[-1]:.3f}", offset=(0, above), ha="right", series=series)
    return figure


def cells(depth: int) -> Cells:
    """Return where the sum of all trees is constant, as the playground finds it."""
    first, *later = classified(depth)
    found = Cells(FIRST, LAST, first.margins[0])
    for state in later:
        found.add(state.tree)
    return found


def draw_map(axes: Axes, palette: Palette, found: Cells) -> None:
    """Draw the cells in the shades of their bands, neighbours of one shade in one piece, and a line where p crosses ½."""
    pieces = found.merged()
    for number, (role, shade) in enumerate(BANDS):
        boxes = [box for *box, level in pieces if level == number]
        patches = [Rectangle((left, bottom), right - left, top - bottom) for left, bottom, right, top in boxes]
        axes.add_collection(
            PatchCollection(
                patches, facecolor=palette.series[role - 1], alpha=shade, linewidth=0, zorder=0.8, gid=f"band {number}"
            )
        )
    x, y = [*found.columns, LAST], [*found.rows, LAST]
    rows = [[margin > 0 for margin in row] for row in found.margins]
    lines = []
    for j, row in enumerate(rows):
        lines += [[(x[i], y[j]), (x[i], y[j + 1])] for i in range(1, len(row)) if row[i] != row[i - 1]]
        if j > 0:
            lines += [[(x[i], y[j]), (x[i + 1], y[j])] for i in range(len(row)) if row[i] != rows[j - 1][i]]
    axes.add_collection(LineCollection(lines, color=palette.ink, linewidth=1.3, zorder=1.5))


def draw_classes(plot: Chart) -> None:
    """Draw the training points: a disc for class 1, a cross for class 0."""
    for kind, marker in ((1, "o"), (0, "x")):
        some = [point for point, target in zip(TRAIN.points, TRAIN.targets, strict=True) if target == kind]
        (line,) = plot.axes.plot(
            [p[0] for p in some], [p[1] for p in some], linestyle="none", marker=marker, markersize=4
        )
        line.set(color=plot.palette.ink, markeredgewidth=0 if kind else 1.1, zorder=2.5, clip_on=False)
