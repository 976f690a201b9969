"""Round after round: the data, the ensemble, what it leaves over, and the tree that is fitted to that."""

import functools
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame, Marker
from plots.figures.boosting.charts import (
    ENSEMBLE,
    RESIDUAL,
    TREE,
    data,
    name_x,
    panel,
    stairs,
    stems,
    truth,
    zero,
)
from plots.figures.boosting.runs import TRAIN, TRAIN_X, ensemble, residuals, run, trees, weights
from plots.marks import Chart
from plots.models.boosting import boost, leaves
from plots.models.digits import significant
from plots.style import Palette

FOUR_X, FOUR_Y = (1.0, 2.0, 3.0, 4.0), (1.0, 2.0, 6.0, 9.0)
FOUR_ENDS = (0.5, 4.5)
FOUR_ROWS = 4  # one for each round from 0
NUMBERS = -6.6  # height at which the residuals are written
DOT = 3.2  # of the article's data
SHEET = (0, 2, 8)  # the rounds of the sheet on the article's data


def draw_fit(plot: Chart, states: tuple[Any, ...], t: int) -> None:
    """Draw the article's data, the true curve and F_t."""
    truth(plot)
    data(plot, TRAIN_X, TRAIN.targets, size=DOT)
    stairs(plot, ensemble(states, t), series=ENSEMBLE)


def draw_rest(plot: Chart, states: tuple[Any, ...], t: int) -> None:
    """Draw the residuals of F_t and the leaf weights of the next tree."""
    zero(plot)
    stems(plot, TRAIN_X, residuals(states, t), size=DOT)
    stairs(plot, weights(trees(states)[t]), series=TREE)


def draw_residuals(palette: Palette) -> Figure:
    """Draw three moments of the article's run: the fit, and its residuals with the next tree."""
    figure, axes = style.figure(140 * len(SHEET), rows=len(SHEET), columns=2, sharex=True)
    states = run(SHEET[-1] + 1)
    for t, left, right in zip(SHEET, axes[::2], axes[1::2], strict=True):
        last = t == SHEET[-1]
        fit = panel(left, palette, f"$F_{{{t}}}$，损失 {states[t].train_loss:.3g}", y=(-1.9, 1.9), y_ticks=[-1, 0, 1])
        draw_fit(fit, states, t)
        rest = panel(right, palette, f"残差与第 {t + 1} 棵树", y=(-1.9, 1.9), x_ticks=[0, 5, 10], y_ticks=[-1, 0, 1])
        name_x(right, palette, "$x$" * last)
        draw_rest(rest, states, t)
        if t == SHEET[0]:
            fit.note(2.9, 1.5, "真实曲线", offset=(0, 6))
            fit.note(10, states[0].margins[0], "平均值", offset=(0, 8), ha="right", series=ENSEMBLE)
            rest.note(5.6, 1.0, "叶子权重 $w$", series=TREE)
    return figure


@functools.cache
def four_points() -> tuple[Any, ...]:
    """Return five states on four points, by stumps that take all of the residual; the last one's tree is not shown."""
    points = [[x] for x in FOUR_X]
    return tuple(boost(points, FOUR_Y, max_depth=1, eta=1.0, reg_lambda=0.0, rounds=FOUR_ROWS))


def draw_four_points(palette: Palette) -> Figure:
    """Draw a row for each round: four points with the ensemble, and what is left with the next stump."""
    states = four_points()
    figure, axes = style.figure(112 * FOUR_ROWS, rows=FOUR_ROWS, columns=2, sharex=True)
    for t, left, right in zip(range(FOUR_ROWS), axes[::2], axes[1::2], strict=True):
        fit = panel(
            left,
            palette,
            f"$F_{t}$：均方误差 {states[t].train_loss:g}",
            x=FOUR_ENDS,
            y=(0, 10),
            x_ticks=FOUR_X,
            y_ticks=[0, 5, 10],
        )
        colour = palette.series[RESIDUAL]
        left.vlines(FOUR_X, states[t].margins, FOUR_Y, color=colour, linewidth=2.2, zorder=2.2)
        data(fit, FOUR_X, FOUR_Y, size=5.5)
        stairs(fit, ensemble(states, t, *FOUR_ENDS), series=ENSEMBLE)
        fit.line(FOUR_X, states[t].margins, size=3, name="预测").set_linestyle("none")
        is_last = t + 1 == FOUR_ROWS
        title = "剩下的残差" if is_last else f"残差与第 {t + 1} 棵树：{leaf_words(t + 1)}"
        rest = panel(right, palette, title, x=FOUR_ENDS, y=(-8.5, 6), x_ticks=FOUR_X, y_ticks=[-5, 0, 5])
        zero(rest)
        stems(rest, FOUR_X, residuals(states, t), size=5.5, width=2.2)
        if not is_last:
            stairs(rest, weights(states[t + 1].tree, *FOUR_ENDS), series=TREE)
        for x, value in zip(FOUR_X, residuals(states, t), strict=True):
            rest.note(x, NUMBERS, significant(value, 4), ha="center", series=RESIDUAL)
        name_x(right, palette, "$x$" * is_last)
    return figure


def leaf_words(t: int) -> str:
    """Return the leaf weights of tree t on the four points, from the left."""
    return "、".join(significant(leaf.weight, 4) for leaf in leaves(four_points()[t].tree))


def four_points_frames() -> list[Frame]:
    """Go from panel to panel: what the ensemble says, what is left of it, and the stump that takes it over."""
    states = four_points()
    shown = []
    for t, state in enumerate(states[:FOUR_ROWS]):
        said = tuple(Marker(x, F, significant(F, 4), 2 * t) for x, F in zip(FOUR_X, state.margins, strict=True))
        values = "、".join(significant(F, 4) for F in state.margins)
        shown.append(Frame(said, f"第 {t} 轮：F 取 {values}，均方误差 {state.train_loss:g}"))
        rest = residuals(states, t)
        words = f"残差 {'、'.join(significant(value, 4) for value in rest)}"
        if t + 1 < FOUR_ROWS:
            split = states[t + 1].tree[0].split
            words += f"；第 {t + 1} 棵树在 {split.threshold:g} 处分开，叶子 {leaf_words(t + 1)}"
        rings = tuple(Box(x, NUMBERS, 36, 17, "", "ring", 2 * t + 1) for x in FOUR_X)
        shown.append(Frame((), words, rings))
    return shown
