"""How a split is chosen: the gain at each threshold, below the data; with missing values, and with few bins."""

from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame, Marker
from plots.figures.boosting.charts import (
    ENSEMBLE,
    MARGIN,
    TREE,
    cut,
    data,
    name_x,
    panel,
    stairs,
    stems,
    zero,
)
from plots.figures.boosting.runs import FIRST, LAST, TRAIN, TRAIN_X, curve, residuals, run, weights
from plots.marks import Chart
from plots.models.boosting import HIST, boost, leaf_weight
from plots.models.boosting.cases import with_gaps
from plots.models.digits import significant
from plots.models.randomness import Random
from plots.style import POINTS_PER_INCH, WIDTH, Palette

GAIN_TOP = 25.0
HEIGHT = 330.0
LEFT, RIGHT = 38.0, 470.0  # edges of both panels of the moving figure: its boxes need their sizes
UPPER, LOWER = (24.0, 170.0), (196.0, 292.0)  # their upper and lower edges
THIN = 0.8  # of a box that stands for a line
REST_TOP = 1.8  # residuals are shown from −this to this


def stump() -> tuple[Any, ...]:
    """Return the first round on the article's data by a tree of one split."""
    return run(1, max_depth=1)


def draw_split_gain(palette: Palette) -> Figure:
    """Draw the residuals of the mean with the best split, and below them the gain at each threshold."""
    figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, HEIGHT / POINTS_PER_INCH))
    upper, lower = (
        figure.add_axes((LEFT / WIDTH, 1 - bottom / HEIGHT, (RIGHT - LEFT) / WIDTH, (bottom - top) / HEIGHT))
        for top, bottom in (UPPER, LOWER)
    )
    states = stump()
    tried, split = curve(states[1]), states[1].tree[0].split
    plot = panel(upper, palette, "残差 $y-F_0$ 与分裂后的叶子权重", y=(-REST_TOP, REST_TOP), y_ticks=[-1, 0, 1])
    upper.tick_params(labelbottom=False)
    zero(plot)
    stems(plot, TRAIN_X, residuals(states, 0))
    stairs(plot, weights(states[1].tree), series=TREE, width=1.5)
    for node, x in ((states[1].tree[1], 2.6), (states[1].tree[2], 7.4)):  # on the other side of 0, where nothing is
        plot.note(
            x, -0.35 if node.weight > 0 else 0.35, f"$w$ = {significant(node.weight, 4)}", ha="center", series=TREE
        )
    plot = panel(lower, palette, "在每个阈值分开的增益", y=(0, GAIN_TOP), y_ticks=[0, 10, 20], x_label="阈值")
    plot.dots(tried.thresholds, tried.gains, size=3.6, width=1.2)
    cut(split.threshold, palette, upper, lower)
    plot.ring([split.threshold], [split.gain])
    plot.note(split.threshold, split.gain, f"阈值 {split.threshold:.4g}，增益 {split.gain:.2f}", offset=(10, 3))
    return figure


def split_gain_frames() -> list[Frame]:
    """Let the threshold walk over all candidates: the two leaf weights, and where the gain is on its curve."""
    state = stump()[1]
    node, tried = state.tree[0], curve(state)
    shown = []
    for x, gain, G, H in zip(tried.thresholds, tried.gains, tried.G_left, tried.H_left, strict=True):
        sides = ((FIRST, x, G, H), (x, LAST, node.G - G, node.H - H))
        boxes = [Box(x, 0, THIN, UPPER[1] - UPPER[0], "", "mark")]
        for start, end, G_side, H_side in sides:
            width = (end - start) / (LAST - FIRST) / (1 + 2 * MARGIN) * (RIGHT - LEFT)
            boxes.append(Box((start + end) / 2, leaf_weight(G_side, H_side), width, THIN, "", "mark"))
        words = "；".join(f"G = {significant(G_side, 4)}，H = {H_side:g}" for _, _, G_side, H_side in sides)
        readout = f"阈值 {x:.4g}，左 {words.replace('；', '；右 ')}；增益 {gain:.4g}"
        shown.append(Frame((Marker(x, gain, f"{gain:.3g}", 1),), readout, tuple(boxes)))
    return shown


def gaps() -> tuple[Any, tuple[Any, ...]]:
    """Return the article's data with missing values, and one round on it by a tree of one split."""
    made = with_gaps(TRAIN, Random(2), share=0.4, least=0.5)
    return made, tuple(boost(made.points, made.targets, rounds=1, max_depth=1, eta=1.0))


def draw_missing(palette: Palette) -> Figure:
    """Draw the data with the missing ones aside, and below them two curves of gains: missing to the right, to the left."""
    figure, (upper, aside, lower, empty) = style.figure(350, rows=2, columns=2, width_ratios=[6, 1])
    made, states = gaps()
    tried, split = curve(states[1]), states[1].tree[0].split
    plot = panel(
        upper, palette, "训练集与分裂后的 $F_1$", y=(-1.9, 1.9), y_ticks=[-1, 0, 1], x_ticks=[0, 2, 4, 6, 8, 10]
    )
    known = [(point[0], y) for point, y in zip(made.points, made.targets, strict=True) if point[0] is not None]
    data(plot, [x for x, _ in known], [y for _, y in known])
    x = [FIRST, split.threshold, LAST]
    left, right = (states[1].tree[place].value + states[0].margins[0] for place in (1, 2))
    stairs(plot, (x, [left, right, right]), series=ENSEMBLE)
    strip = panel(aside, palette, "缺失", x=(0, 1), y=(-1.9, 1.9), x_ticks=[], y_ticks=[-1, 0, 1])
    aside.tick_params(labelleft=False)
    absent = [y for point, y in zip(made.points, made.targets, strict=True) if point[0] is None]
    data(strip, [(i + 1) / (len(absent) + 1) for i in range(len(absent))], absent).set_marker("D")
    stairs(strip, ([0, 1], [left if split.default_left else right] * 2), series=ENSEMBLE)
    strip.note(0.5, -0.6, f"{len(absent)} 个点", ha="center")
    plot = panel(
        lower, palette, "增益", y=(0, GAIN_TOP), y_ticks=[0, 10, 20], x_ticks=[0, 2, 4, 6, 8, 10], x_label="阈值"
    )
    empty.set_axis_off()
    for series, (goes_left, words) in enumerate(((True, "缺失往左"), (False, "缺失往右"))):
        pairs = [
            (threshold, gain)
            for threshold, gain, sent in zip(tried.thresholds, tried.gains, tried.default_left, strict=True)
            if sent == goes_left and threshold <= LAST
        ]
        plot.line([x for x, _ in pairs], [gain for _, gain in pairs], series=series, size=3.4, width=1.3, name=words)
        threshold, gain = max(pairs, key=lambda pair: pair[1])
        plot.ring([threshold], [gain])
        offset, ha = ((10, 4), "left") if goes_left else ((-8, -36), "right")
        plot.note(threshold, gain, f"{words} {gain:.2f}", offset=offset, ha=ha, series=series)
    cut(split.threshold, palette, upper, lower)
    return figure


def draw_exact_hist(palette: Palette) -> Figure:
    """Draw the gains at all thresholds, and over them those at the borders of 8 and of 16 bins."""
    figure, axes = style.figure(360, rows=2, sharex=True)
    exact, best = curve(stump()[1]), stump()[1].tree[0].split
    for each, bins in zip(axes, (8, 16), strict=True):
        state = run(1, max_depth=1, tree_method=HIST, max_bin=bins)[1]
        tried, split = curve(state), state.tree[0].split
        plot = panel(each, palette, f"增益：{bins} 个桶试 {len(tried.thresholds)} 处", y=(0, 27), y_ticks=[0, 10, 20])
        plot.line(exact.thresholds, exact.gains, series=0, size=3.2, width=1.0, name="精确")
        each.vlines(tried.thresholds, 0, tried.gains, color=palette.series[1], linewidth=1.2, zorder=2)
        borders = plot.line(tried.thresholds, tried.gains, series=1, size=6, name="直方图")
        borders.set_linestyle("none")
        borders.set_marker("D")
        plot.ring([split.threshold], [split.gain])
        words = f"最好的边界 {split.threshold:.4g}，增益 {split.gain:.2f}"
        plot.note(split.threshold, split.gain, words, offset=(20 if bins == 8 else 10, 14), series=1)
        each.vlines(TRAIN_X, 0, 1.6, color=palette.ink, linewidth=0.9, zorder=2.6)
    words = f"精确：试 {len(exact.thresholds)} 处\n最好 {best.threshold:.4g}，增益 {best.gain:.2f}"
    Chart(axes[0], palette).note(FIRST, 20, words, series=0)
    name_x(axes[-1], palette, "阈值（底下的短线是数据）")
    return figure
