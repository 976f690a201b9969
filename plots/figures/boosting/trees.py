"""One tree: as a tree with what its nodes know, and as the stairs that it is."""

import itertools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.figures.boosting.charts import TREE, panel, stairs, stems, zero
from plots.figures.boosting.runs import TRAIN_X, edges, residuals, run, weights
from plots.marks import Chart
from plots.models.digits import significant
from plots.style import WIDTH, Palette

TALL = 262.0  # of the part that shows the tree, SVG units
ROWS = (30.0, 112.0, 217.0)  # centres of the boxes of each depth
INNER, LEAF = (132.0, 54.0), (113.0, 84.0)  # sizes of the boxes


def draw_tree(palette: Palette) -> Figure:
    """Draw the first tree of the article's run, and below it the residuals that it was grown from with its weights."""
    figure, (upper, lower) = style.figure(424, rows=2, height_ratios=[TALL, 120])
    states = run(1)
    tree = states[1].tree
    upper.set_axis_off()
    upper.set_xlim(0, WIDTH)
    upper.set_ylim(TALL, 0)
    plot = Chart(upper, palette)
    centres = places(tree)
    for place in range(len(tree)):
        draw_node(plot, tree, place, centres)
    plot = panel(lower, palette, "残差 $y-F_0$ 与四片叶子的权重 $w$", y=(-1.9, 1.9), y_ticks=[-1, 0, 1], x_label="$x$")
    zero(plot)
    stems(plot, TRAIN_X, residuals(states, 0), size=3)
    stairs(plot, weights(tree), series=TREE)
    name_leaves(lower, plot, tree)
    return figure


def places(tree: Any) -> dict[int, tuple[float, float]]:
    """Return the centre of each node's box: leaves side by side, a split above the middle of its children."""
    leaves = [place for place in in_order(tree, 0) if tree[place].split is None]
    centres = {place: ((i + 0.5) * WIDTH / len(leaves), ROWS[tree[place].depth]) for i, place in enumerate(leaves)}
    for place in reversed(range(len(tree))):  # children come after their parent
        node = tree[place]
        if node.split is not None:
            centres[place] = ((centres[node.left][0] + centres[node.right][0]) / 2, ROWS[node.depth])
    return centres


def in_order(tree: Any, place: int) -> list[int]:
    """Return the nodes below a place, and it, from the left to the right."""
    node = tree[place]
    return [place] if node.split is None else [*in_order(tree, node.left), place, *in_order(tree, node.right)]


def draw_node(plot: Chart, tree: Any, place: int, centres: dict[int, tuple[float, float]]) -> None:
    """Draw a node, and lines to its children."""
    node, (x, y) = tree[place], centres[place]
    G = f"$G$ = {significant(round(node.G, 9) + 0.0, 4)}"  # at the root the residuals of the mean add up to a rounding error
    if node.split is None:
        number = [each for each in in_order(tree, 0) if tree[each].split is None].index(place) + 1
        weight, value = f"$w$ = {significant(node.weight, 4)}", f"$ηw$ = {significant(node.value, 4)}"
        text = f"叶子 {number}，$H$ = {node.H:g}\n{G}\n{weight}\n{value}"
        plot.box(x, y, *LEAF, text, look="series-3")
        return
    for child, words in ((node.left, "是"), (node.right, "否")):
        to_x, to_y = centres[child]
        size = LEAF if tree[child].split is None else INNER
        start, end = (x, y + INNER[1] / 2), (to_x, to_y - size[1] / 2)
        plot.axes.plot(*zip(start, end, strict=True), color=plot.palette.muted, linewidth=1.2, zorder=1)
        plot.note(
            (start[0] + 2 * end[0]) / 3,
            (start[1] + 2 * end[1]) / 3,
            words,
            offset=(8 if to_x > x else -8, 7),
            ha="center",
        )
    text = f"$x$ < {node.split.threshold:.4g}？\n增益 {node.split.gain:#.4g}\n{G}，$H$ = {node.H:g}"
    plot.box(x, y, *INNER, text)


def name_leaves(axes: Axes, plot: Chart, tree: Any) -> None:
    """Write the number of each leaf above its range."""
    ends = edges([tree])
    for number, (start, end) in enumerate(itertools.pairwise(ends), start=1):
        axes.axvline(end, color=plot.palette.grid, linewidth=1, zorder=1)
        plot.note((start + end) / 2, 1.62, f"{number}", ha="center", series=TREE)
