"""How many clusters: three curves over k, and the silhouettes behind one of them."""

import functools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.marks import Chart
from plots.models.kmeans.choice import fits, gaps, k_by_gap, silhouette, silhouettes
from plots.models.kmeans.datasets import pairs, uniform
from plots.models.randomness import Random
from plots.style import SMALL, Palette, tint

DATA = {"两两相邻的四团": pairs(200, Random(0)).points, "均匀，没有簇": uniform(200, Random(0)).points}
KS = range(1, 9)
REFERENCES = 10
SILHOUETTES = (2, 4)  # values of k


@functools.cache
def best_fits(name: str) -> list[Any]:
    return list(fits(DATA[name], KS))


@functools.cache
def gap_values(name: str) -> list[Any]:
    return gaps(DATA[name], KS[-1], Random(0), references=REFERENCES, seeds=range(2))


@functools.cache
def mean_silhouettes(name: str) -> list[float]:
    """Return the mean silhouette for each k from 2 on."""
    return [silhouette(DATA[name], run.last.labels) for run in best_fits(name)[1:]]


def draw_choose_k(palette: Palette) -> Figure:
    """Inertia, silhouette and gap: of four groups, and of points without any."""
    figure, axes = style.figure(470, rows=3, columns=2, sharex=True)
    for column, name in enumerate(DATA):
        inertia, mean, gap = axes[column::2]
        runs = best_fits(name)
        draw_curve(inertia, palette, KS, [run.last.inertia for run in runs], f"{name}\n$J$")
        values = mean_silhouettes(name)
        draw_curve(mean, palette, KS[1:], values, "平均轮廓系数", chosen=KS[1 + values.index(max(values))])
        found = gap_values(name)
        draw_curve(gap, palette, KS, [each.gap for each in found], "间隔统计量", chosen=k_by_gap(found))
        for each in found:
            gap.vlines(each.k, each.gap - each.error, each.gap + each.error, color=palette.series[0], linewidth=1.2)
        inertia.set_ylim(0, None)
        mean.set_ylim(0, 0.85)
        gap.set_xlabel("$k$", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    return figure


def draw_curve(
    axes: Axes, palette: Palette, x: range, y: list[float], title: str, *, chosen: int | None = None
) -> None:
    """Draw a curve over k, with a ring round the k that it speaks for."""
    chart = Chart(axes, palette)
    axes.set_title(title, fontsize=SMALL, color=palette.muted)
    axes.set_xlim(0.6, 8.4)
    axes.set_xticks(KS)
    axes.locator_params(axis="y", nbins=4)
    chart.dots(x, y, size=4.5)
    if chosen is not None:
        height = y[x.index(chosen)]
        chart.ring([chosen], [height])
        last = chosen == x[-1]
        chart.note(
            chosen, height, f"$k$ = {chosen}", offset=(0, 12) if last else (8, 8), ha="right" if last else "left"
        )


def draw_silhouettes(palette: Palette) -> Figure:
    """A bar for each point, sorted within its cluster; the dashed line is the mean."""
    name = next(iter(DATA))
    figure, axes = style.figure(300, columns=2, sharey=True)
    for each, k in zip(axes, SILHOUETTES, strict=True):
        labels = best_fits(name)[k - 1].last.labels
        values = silhouettes(DATA[name], labels)
        chart = Chart(each, palette)
        each.set_xlim(0, 1)
        each.set_ylim(len(values) + 8 * (k + 1), -4)
        each.set_yticks([])
        each.set_xlabel("轮廓系数", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
        mean = silhouette(DATA[name], labels)
        each.set_title(f"$k$ = {k}，平均 {mean:.3f}", fontsize=SMALL)
        top = 4.0
        for label in range(k):
            own = sorted((value for value, its in zip(values, labels, strict=True) if its == label), reverse=True)
            rows = [top + i for i in range(len(own) + 1)]
            each.fill_betweenx(
                rows,
                [*own, own[-1]],
                step="post",
                facecolor=tint(palette, f"series-{label + 1}"),
                edgecolor=palette.series[label],
                linewidth=0.9,
                gid=f"{k} {label}",
            )
            chart.note(0.02, top + len(own) / 2, f"簇 {label + 1}：{len(own)} 个点")
            top += len(own) + 8
        each.axvline(mean, color=palette.ink, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3)
    return figure
