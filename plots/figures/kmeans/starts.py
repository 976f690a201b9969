"""Where the centres start, and where the run ends therefore."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.figures.kmeans.examples import (
    BLOBS,
    GRID,
    WIDE,
    blobs_least,
    blobs_run,
    box_inertias,
    grid_inertias,
)
from plots.figures.kmeans.planes import draw_paths, draw_state, planes
from plots.marks import Chart
from plots.models.kmeans import lloyd, plus_plus_choices, starting_centers
from plots.models.kmeans.datasets import rectangle
from plots.models.kmeans.hartigan_wong import hartigan_wong
from plots.models.kmeans.outliers import median
from plots.models.randomness import Random
from plots.style import Palette

ENDS = (2, 0, 30, 343)  # seeds of four different ends
RULES = {"random": "随机点", "kmeans++": "k-means++", "greedy kmeans++": "贪心 k-means++"}
NEAR = 1.01  # a run within 1 % of the least J has found it
GOLDEN = (math.sqrt(5) - 1) / 2
STUCK = 343  # seed of the worst end on five groups
GRID_SEED = 0
GRID_BOX = (-0.3, 10.3, -0.2, 10.2)
EMPTY_SEED = 48  # of a start with a centre that no point is nearest to
LARGEST = 12  # diameter of a point before a draw, in whole units: few different marks make a small file


def draw_local_minima(palette: Palette) -> Figure:
    """Four starts, four ends: the same points, and the same algorithm."""
    made = [blobs_run(seed) for seed in ENDS]
    titles = [f"种子 {seed}：$J$ = {states[-1].inertia:.2f}" for seed, states in zip(ENDS, made, strict=True)]
    figure, charts = planes(palette, WIDE, titles)
    for chart, states in zip(charts, made, strict=True):
        end = states[-1]
        draw_state(chart, BLOBS, end.centers, end.labels, size=3.6)
        draw_paths(chart, states)
    return figure


def draw_plus_plus(palette: Palette) -> Figure:
    """Before each draw a point is as large as likely: the diameter is D, the area D²."""
    first, *later = plus_plus_choices(BLOBS, 5, Random(0))
    chosen = [first.index]
    figure, charts = planes(palette, WIDE, [f"抽第 {number} 个质心" for number in range(2, 6)])
    largest = math.sqrt(max(later[0].weights))
    for chart, choice in zip(charts, later, strict=True):
        sizes = [max(1.0, round(LARGEST * math.sqrt(weight) / largest)) for weight in choice.weights]
        for size in sorted(set(sizes)):
            points = [point for point, its in zip(BLOBS, sizes, strict=True) if its == size]
            chart.scatter(points, size=size).set(markerfacecolor=palette.grid, markeredgewidth=0.6)
        for label, index in enumerate(chosen):
            chart.center(BLOBS[index], label)
        chart.ring(*([coordinate] for coordinate in BLOBS[choice.index])).set_markersize(14)
        chosen.append(choice.index)
    return figure


def draw_strips(
    axes: Axes, palette: Palette, rows: Mapping[str, Sequence[float]], *, series: Sequence[int], right: float
) -> None:
    """Draw a dot for each run on a strip for each row, and a bar at the median; values are over the least J."""
    chart = Chart(axes, palette)
    chart.scale(last=right, top=len(rows), x_label="$J$ ÷ 最小的 $J$")
    axes.set_xlim(0.94, right)
    axes.set_ylim(len(rows) - 0.6, -0.72)
    axes.grid(visible=False)
    axes.set_yticks([])
    axes.set_xticks(range(1, math.ceil(right)))
    axes.axvline(1, color=palette.muted, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    for row, (name, values) in enumerate(rows.items()):
        heights = [row + 0.5 * ((i * GOLDEN) % 1 - 0.5) for i in range(len(values))]  # evenly spread
        line = chart.line(values, heights, series=series[row], size=4.2)
        line.set(linestyle="none", alpha=0.75, gid=name)
        axes.vlines(median(values), row - 0.34, row + 0.34, color=palette.ink, linewidth=2, zorder=4)
        hits = sum(value <= NEAR for value in values)
        mean = sum(values) / len(values)
        chart.note(1.0, row - 0.5, f"{name}：平均 {mean:.2f} 倍，{hits} 次到最小", offset=(4, 0), series=series[row])


def draw_starts(palette: Palette) -> Figure:
    """A hundred runs of each rule on 25 groups."""
    least = min(min(grid_inertias(start)) for start in RULES)
    rows = {name: [inertia / least for inertia in grid_inertias(start)] for start, name in RULES.items()}
    figure, (axes,) = style.figure(310)
    draw_strips(axes, palette, rows, series=(1, 0, 2), right=max(map(max, rows.values())) + 0.2)
    return figure


def draw_one_update(palette: Palette) -> Figure:
    """What the loop of 2016 left after its one update, and where the run would have ended."""
    least = blobs_least()
    rows = {
        name: [inertia / least for inertia in box_inertias(max_iter)]
        for name, max_iter in (("只更新一次", 1), ("运行到收敛", 300))
    }
    figure, (axes,) = style.figure(250)
    draw_strips(axes, palette, rows, series=(1, 0), right=max(map(max, rows.values())) + 0.2)
    return figure


def draw_empty(palette: Palette) -> Figure:
    """A centre without points: left where it is, or moved to the point that is farthest from its own centre."""
    start = starting_centers("random box", BLOBS, 5, Random(EMPTY_SEED))
    kept = list(lloyd(BLOBS, start, empty="keep"))
    moved = list(lloyd(BLOBS, start, empty="farthest"))
    shown = {
        "开始：一个质心没有点": moved[0],
        "留在原处，更新一次": kept[1],
        "移到最远的点，更新一次": moved[1],
        "移到最远的点，结束": moved[-1],
    }
    titles = [f"{words}\n$J$ = {state.inertia:.2f}" for words, state in shown.items()]
    figure, charts = planes(palette, WIDE, titles, head=40)
    for chart, state in zip(charts, shown.values(), strict=True):
        draw_state(chart, BLOBS, state.centers, state.labels, size=3.6)
    label = next(label for label in range(5) if label not in moved[0].labels)
    for chart, state in zip(charts, shown.values(), strict=True):
        chart.ring(*([coordinate] for coordinate in state.centers[label])).set_markersize(17)
    return figure


def exchanged() -> list[tuple[str, Any, Any, Any]]:
    """Return three cases: a name, points, and the ends of Lloyd's and of Hartigan and Wong's runs from one start."""
    cases = (
        ("四个角", rectangle(4).points, [[2.0, 0.0], [2.0, 1.0]]),
        (f"五团，种子 {STUCK}", BLOBS, starting_centers("random", BLOBS, 5, Random(STUCK))),
        ("25 团", GRID, starting_centers("random", GRID, 25, Random(GRID_SEED))),
    )
    return [
        (name, points, list(lloyd(points, start))[-1], list(hartigan_wong(points, start))[-1])
        for name, points, start in cases
    ]


def draw_hartigan_wong(palette: Palette) -> Figure:
    """Three starts: where Lloyd's algorithm stays, and where one point at a time leads."""
    cases = exchanged()
    titles = [
        f"{name}：{method}\n$J$ = {end.inertia:.2f}"
        for name, _, *ends in cases
        for method, end in zip(("Lloyd", "Hartigan–Wong"), ends, strict=True)
    ]
    boxes = [box for box in ((-0.6, 4.6, -1.2, 2.2), WIDE, GRID_BOX) for _ in range(2)]
    figure, charts = planes(palette, (0, 4, 0, 3), titles, head=40, boxes=boxes)
    panels = [(points, end) for _, points, *ends in cases for end in ends]
    for chart, (points, end) in zip(charts, panels, strict=True):
        draw_state(chart, points, end.centers, end.labels, size=3.6)
    return figure
