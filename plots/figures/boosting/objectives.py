"""What a tree is fitted to under any loss: the negative gradient, and the parabola that stands for the loss of a leaf."""

import functools
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures.boosting.charts import RESIDUAL, TREE, panel, stairs, zero
from plots.figures.boosting.runs import TRAIN_X, residuals, run, trees, weights
from plots.marks import Chart
from plots.models.boosting import LOGISTIC, boost, leaf_objective, leaf_weight, objective_named
from plots.models.digits import significant
from plots.style import Palette

ROUND = 4  # whose tree is shown for the squared error
SIX_X, SIX_Y = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0), (0, 0, 1, 0, 1, 1)
SIX_ENDS = (-0.5, 5.5)
LAMBDA = 1.0
W, TOP = (-1.0, 3.0), 1.8  # leaf weights that are shown, and changes of the loss up to here


@functools.cache
def six_points() -> tuple[Any, ...]:
    """Return two rounds of the logistic loss on six points, by stumps."""
    return tuple(
        boost(
            [[x] for x in SIX_X],
            SIX_Y,
            objective=LOGISTIC,
            max_depth=1,
            eta=1.0,
            reg_lambda=LAMBDA,
            base_score=0.5,
            min_child_weight=0.0,
            rounds=2,
        )
    )


def draw_functional_gradient(palette: Palette) -> Figure:
    """Draw the negative gradients of two losses as arrows, and the tree that is fitted to them as stairs."""
    figure, (left, right) = style.figure(220, columns=2)
    plot = panel(left, palette, f"平方损失：$-g_i=y_i-F_{ROUND - 1}$", y=(-1.15, 1.15), x_ticks=[0, 5, 10])
    draw_arrows(plot, TRAIN_X, residuals(run(ROUND), ROUND - 1), size=4.5)
    stairs(plot, weights(trees(run(ROUND))[-1]), series=TREE)
    plot.note(10, 0.62, f"第 {ROUND} 棵树", ha="right", series=TREE)
    plot.note(10, 0.9, "箭头：$-g_i$", ha="right", series=RESIDUAL)
    six = six_points()
    plot = panel(right, palette, "逻辑损失：$-g_i=y_i-p_i$", x=SIX_ENDS, y=(-1.15, 1.15), x_ticks=SIX_X)
    draw_arrows(plot, SIX_X, residuals(six, 1), size=7)
    stairs(plot, weights(six[2].tree, *SIX_ENDS), series=TREE)
    plot.note(SIX_ENDS[1], 0.62, "第 2 棵树", ha="right", series=TREE)
    for x, y in zip(SIX_X, SIX_Y, strict=True):
        plot.note(x, -1.0, f"$y$={y}", ha="center")
    for axes in (left, right):
        axes.set_yticks([-1, -0.5, 0, 0.5, 1])
        axes.set_xlabel("$x$", loc="right", color=palette.muted, labelpad=1)
    return figure


def draw_arrows(plot: Chart, x: Any, y: Any, *, size: float) -> None:
    """Draw an arrow from 0 at each place: where its prediction should go."""
    zero(plot)
    colour = plot.palette.series[RESIDUAL]
    plot.axes.vlines(x, 0, y, color=colour, linewidth=1.2, zorder=2.2)
    for head, sign in (("^", 1), ("v", -1)):
        some = [(a, b) for a, b in zip(x, y, strict=True) if b * sign > 0]
        heads = plot.line([a for a, _ in some], [b for _, b in some], series=RESIDUAL, size=size)
        heads.set_linestyle("none")
        heads.set_marker(head)


def leaf() -> Any:
    """Return the right leaf of the first tree on the six points: both of its points are positive."""
    return six_points()[1].tree[2]


def exact(w: float) -> float:
    """Return how much the loss of the leaf's points changes if w is added to their margins."""
    loss, margins = objective_named(LOGISTIC).loss, six_points()[0].margins
    changes = [loss(margins[i] + w, SIX_Y[i]) - loss(margins[i], SIX_Y[i]) for i in leaf().rows]
    return float(sum(changes))


def draw_second_order(palette: Palette) -> Figure:
    """Draw the loss of a leaf against its weight, the parabola that touches it at 0, and what λ makes of that."""
    figure, (axes,) = style.figure(280)
    G, H = leaf().G, leaf().H
    title = f"损失的变化。两个正例，$p$ = 0.5：$G$ = {significant(G, 4)}，$H$ = {H:g}"
    plot = panel(axes, palette, title, x=W, y=(-1.75, TOP + 0.1), x_ticks=[-1, 0, 1, 2, 3], x_label="叶子权重 $w$")
    zero(plot)
    x = [W[0] + (W[1] - W[0]) * i / 100 for i in range(101)]
    plot.line(x, [exact(w) for w in x], series=0, name="真实损失")
    plot.note(W[1], exact(W[1]), "真实损失", offset=(0, -5), ha="right", va="top", series=0)
    for penalty, series, offset, ha in ((0.0, 1, (0, 13), "center"), (LAMBDA, 2, (0, -26), "right")):
        heights = [(w, leaf_objective(w, G, H, reg_lambda=penalty)) for w in x]
        shown = [(w, height) for w, height in heights if height <= TOP]
        plot.line([w for w, _ in shown], [height for _, height in shown], series=series, name=f"λ = {penalty:g}")
        best = leaf_weight(G, H, reg_lambda=penalty)
        lowest = leaf_objective(best, G, H, reg_lambda=penalty)
        plot.ring([best], [lowest])
        plot.note(best, lowest, f"最低点 {best:.3g}", offset=offset, ha=ha, series=series)
    plot.note(W[1], leaf_objective(W[1], G, H, reg_lambda=0.0), "$Gw$ + ½$Hw^2$", offset=(0, 14), ha="right", series=1)
    plot.note(
        2.1,
        leaf_objective(2.1, G, H, reg_lambda=LAMBDA),
        "$Gw$ + ½($H$ + $λ$)$w^2$",
        offset=(-9, 7),
        ha="right",
        series=2,
    )
    plot.note(
        2.1, leaf_objective(2.1, G, H, reg_lambda=LAMBDA), f"$λ$ = {LAMBDA:g}", offset=(-17, -9), ha="right", series=2
    )
    return figure
