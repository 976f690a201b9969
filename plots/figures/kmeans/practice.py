"""Batches, outliers, and the colours of a picture."""

import functools
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from plots import style
from plots.figures.kmeans.planes import widened
from plots.hands.plane import draw_parts
from plots.marks import Chart
from plots.models.kmeans import fit, inertia, lloyd, nearest, sizes, starting_centers
from plots.models.kmeans.colours import colour_points, landscape, palette_bits, quantised, root_mean_square_error
from plots.models.kmeans.datasets import outliers, uniform
from plots.models.kmeans.minibatch import minibatch
from plots.models.kmeans.outliers import outlier_scores
from plots.models.randomness import Random
from plots.style import SMALL, WIDTH, Palette

MANY = uniform(5000, Random(0)).points
CENTERS = 10
BATCHES = ((50, 400), (500, 40))  # size and number: the same number of distances
LOOKS = 16  # times that the quality is looked at on the way of a batch run

OUTLIERS = outliers(300, Random(0))
RANKED = 40  # highest scores that are shown

WIDE, HIGH = 96, 60  # of the picture, pixels
SAMPLE = 1000  # pixels that the colours are found on
COLOURS = (2, 4, 16)


@functools.cache
def lloyd_curve() -> tuple[list[int], list[float]]:
    """Return the distances computed so far and J, for each state of Lloyd's algorithm."""
    start = starting_centers("kmeans++", MANY, CENTERS, Random(0))
    states = list(lloyd(MANY, start))
    counts = [(state.iteration + 1) * len(MANY) * CENTERS for state in states]
    return counts, [state.inertia for state in states]


@functools.cache
def batch_curve(size: int, steps: int) -> tuple[list[int], list[float]]:
    """Return the distances computed so far and J, for some states of a run in batches."""
    start = starting_centers("kmeans++", MANY, CENTERS, Random(0))
    states = list(minibatch(MANY, start, Random(1), batch_size=size, steps=steps))
    wanted = sorted({max(1, round(steps ** (i / LOOKS))) for i in range(LOOKS + 1)})
    shown = [states[i] for i in wanted]
    values = [inertia(MANY, state.centers, nearest(MANY, state.centers)[0]) for state in shown]
    return [state.distances for state in shown], values


def draw_minibatch(palette: Palette) -> Figure:
    """How good the centres are after so many distances."""
    figure, (axes,) = style.figure(280)
    chart = Chart(axes, palette)
    counts, values = lloyd_curve()
    end = values[-1]
    axes.set_xscale("log")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_title("$J$ ÷ Lloyd 结束时的 $J$", fontsize=SMALL, color=palette.muted)
    axes.set_xlabel("已计算的距离数", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    axes.axhline(1, color=palette.muted, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1.5)
    chart.dots(counts, [value / end for value in values], size=4, name="Lloyd")
    chart.note(counts[0], values[0] / end, "Lloyd，每步看全部点", offset=(8, 2), series=0)
    for series, (size, steps) in enumerate(BATCHES, start=1):
        x, y = batch_curve(size, steps)
        chart.dots(x, [value / end for value in y], series=series, size=4, name=f"每批 {size} 个点")
        chart.note(x[0], y[0] / end, f"每批 {size} 个点", offset=(8, 4), series=series)
    return figure


@functools.cache
def outlier_run() -> Any:
    """Return the best of ten runs on three groups and fifteen points apart."""
    return fit(OUTLIERS.points, 3, start="greedy kmeans++", seeds=range(10)).last


def draw_outliers(palette: Palette) -> Figure:
    """Where the points with the highest scores lie, and how far they stand out."""
    end = outlier_run()
    scores = outlier_scores(OUTLIERS.points, end.centers)
    ranked = sorted(range(len(scores)), key=lambda i: -scores[i])
    drawn = sum(group == 3 for group in OUTLIERS.truth)
    height = 268.0
    figure = Figure(figsize=(WIDTH / style.POINTS_PER_INCH, height / style.POINTS_PER_INCH))
    chart = Chart(figure.add_axes((3 / WIDTH, 3 / height, 286 / WIDTH, 262 / height)), palette)
    chart.plane(*widened((-2.3, 11.9, -1.1, 12.2), 286 / 262))
    draw_parts(chart, end.centers)
    chart.clusters(OUTLIERS.points, end.labels, size=4.2)
    for label, center in enumerate(end.centers):
        chart.center(center, label)
    chart.ring(*zip(*(OUTLIERS.points[i] for i in ranked[:drawn]), strict=True))
    curve = Chart(figure.add_axes((0.68, 0.165, 0.3, 0.73)), palette)
    curve.scale(last=RANKED, top=max(scores) * 1.06, x_label="名次", y_label="距离 ÷ 簇内中位数")
    curve.axes.set_xlim(0, RANKED + 1)
    curve.dots(range(1, RANKED + 1), [scores[i] for i in ranked[:RANKED]], size=3.6, width=0.8)
    curve.ring(range(1, drawn + 1), [scores[i] for i in ranked[:drawn]])
    return figure


@functools.cache
def pictures() -> list[tuple[str, Any, Any]]:
    """Return the picture, and with few colours, each with its title and its colours, the most frequent first."""
    original = landscape(WIDE, HIGH, Random(0))
    pixels = colour_points(original)
    sample = [pixels[i] for i in Random(1).sample(len(pixels), SAMPLE)]
    found: list[tuple[str, Any, Any]] = [("原图，每像素 24 位", original, [])]
    for k in COLOURS:
        end = fit(sample, k, start="greedy kmeans++", seeds=range(2)).last
        made = quantised(original, end.centers)
        own = sizes(end.labels, k)
        colours = [end.centers[label] for label in sorted(range(k), key=lambda label: -own[label])]
        bits = palette_bits(len(pixels), k) / len(pixels)
        error = root_mean_square_error(original, made)
        found.append((f"{k} 色，每像素 {bits:.2f} 位，误差 {error:.3f}", made, colours))
    return found


def draw_colours(palette: Palette) -> Figure:
    """A picture, and the same with the centres of its colours."""
    shown = pictures()
    figure, axes = style.figure(380, rows=2, columns=2)
    for each, (title, picture, colours) in zip(axes, shown, strict=True):
        each.imshow(picture, interpolation="none")
        for i, colour in enumerate(colours):
            shade = [part / 255 for part in colour]
            each.add_patch(Rectangle((i * WIDE / len(colours), HIGH + 2), WIDE / len(colours), 5, facecolor=shade))
        each.set_ylim(HIGH + 7, 0)
        each.set_axis_off()
        each.set_title(title, fontsize=SMALL)
    return figure
