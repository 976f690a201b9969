"""K-Means with soft labels: the same points under a width σ, and a mixture with clusters of any ellipse."""

import functools
import math
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Frame, Marker, Shape
from plots.figures.kmeans.examples import SQUARE, TOY, Box, toy_best
from plots.figures.kmeans.planes import planes, widened
from plots.hands.plane import draw_parts
from plots.marks import Chart
from plots.models.kmeans import fit
from plots.models.kmeans.datasets import anisotropic
from plots.models.mixture import cholesky, mixture, soft_kmeans, soft_labels
from plots.models.randomness import Random
from plots.style import SMALL, WIDTH, Palette

VARIANCES = (4.0, 1.0, 0.25)  # σ², each with its panel
SURE = 0.9  # a responsibility from which on a point counts as decided
FINE = 48  # steps along each axis at which the responsibilities are looked at
LEAST = 1e-300  # a share that is rounded to zero has a logarithm, too

LONG = anisotropic(150, Random(0)).points
PLANE, CURVE, PICTURE = 0, 1, 268.0  # axes of the moving figure, and its height
PART = widened((-0.6, 10.2, -0.8, 10.7), 296 / 256)
RADIUS = 2.0  # of an ellipse, in standard deviations
CORNERS = 40  # of an ellipse
RISE, WHILE = 0.025, 25  # of the likelihood, and of updates, after which a state is walked through


@functools.cache
def soft_end(variance: float) -> Any:
    """Return the last state of the soft run from the best centres."""
    *_, last = soft_kmeans(TOY, toy_best().centers, variance=variance, tolerance=1e-6)
    return last


def undecided(responsibilities: Sequence[Sequence[float]]) -> list[int]:
    """Return the points of which no centre has ``SURE``."""
    return [i for i, row in enumerate(responsibilities) if max(row) < SURE]


def draw_soft(palette: Palette) -> Figure:
    """The narrower σ, the fewer points are shared; at zero the lines of one half are the borders of the cells."""
    ends = [soft_end(variance) for variance in VARIANCES]
    titles = [
        f"$σ^2$ = {variance:g}，{len(undecided(end.responsibilities))} 个点未定"
        for variance, end in zip(VARIANCES, ends, strict=True)
    ]
    figure, charts = planes(palette, SQUARE, [*titles, "$σ$ → 0：K-Means"])
    for chart, variance, end in zip(charts, VARIANCES, ends, strict=False):
        shared = undecided(end.responsibilities)
        draw_lines(chart, end.centers, variance, SQUARE)
        labels = [row.index(max(row)) for row in end.responsibilities]
        sure = [i for i in range(len(TOY)) if i not in shared]
        chart.clusters([TOY[i] for i in sure], [labels[i] for i in sure])
        chart.scatter([TOY[i] for i in shared], size=5).set(
            markerfacecolor=palette.paper, markeredgecolor=palette.mark, markeredgewidth=1.3
        )
        for label, center in enumerate(end.centers):
            chart.center(center, label)
    hard, best = charts[-1], toy_best()
    draw_parts(hard, best.centers)
    hard.clusters(TOY, best.labels)
    for label, center in enumerate(best.centers):
        hard.center(center, label)
    return figure


def draw_lines(chart: Chart, centers: Sequence[Sequence[float]], variance: float, box: Box) -> None:
    """Draw where a centre's responsibility is one half, and where it is ``SURE``."""
    left, right, bottom, top = box
    xs = [left + (right - left) * i / FINE for i in range(FINE + 1)]
    ys = [bottom + (top - bottom) * i / FINE for i in range(FINE + 1)]
    shares = soft_labels([(x, y) for y in ys for x in xs], centers, variance)[0]
    for label in range(len(centers)):
        odds = [log_odds(row, label) for row in shares]
        chart.axes.contour(
            xs,
            ys,
            [odds[row * len(xs) : (row + 1) * len(xs)] for row in range(len(ys))],
            levels=[0, math.log(SURE / (1 - SURE))],
            colors=chart.palette.series[label],
            linewidths=[0.8, 1.6],
            linestyles=["--", "-"],
            zorder=2,
        )


def log_odds(row: Sequence[float], label: int) -> float:
    """Return ln r/(1 − r): it changes evenly where r jumps from 0 to 1, so that its contour lines are smooth."""
    others = sum(share for j, share in enumerate(row) if j != label)
    return math.log(max(row[label], LEAST)) - math.log(max(others, LEAST))


@functools.cache
def start_labels() -> list[int]:
    """Return the labels of K-Means that the mixture starts from."""
    labels: list[int] = fit(LONG, 3, start="greedy kmeans++", seeds=range(10)).last.labels
    return labels


@functools.cache
def mixture_states() -> list[Any]:
    """Return the states of the mixture from the labels of K-Means."""
    return list(mixture(LONG, start_labels()))


def shown_states() -> list[Any]:
    """Return the states that are walked through: where something has changed, and one in a while where nothing does."""
    first, *later = mixture_states()
    shown = [first]
    for state in later:
        rise = state.log_likelihood - shown[-1].log_likelihood
        if state.converged or rise >= RISE or state.iteration - shown[-1].iteration >= WHILE:
            shown.append(state)
    return shown


def draw_mixture(palette: Palette) -> Figure:
    """Long clusters as K-Means cuts them, the ways of the means, and the likelihood."""
    states = mixture_states()
    figure = Figure(figsize=(WIDTH / style.POINTS_PER_INCH, PICTURE / style.POINTS_PER_INCH))
    chart = Chart(figure.add_axes((3 / WIDTH, 9 / PICTURE, 296 / WIDTH, 256 / PICTURE)), palette)
    chart.plane(*PART)
    chart.clusters(LONG, start_labels(), size=4.2)
    for label, way in enumerate(zip(*(state.means for state in states), strict=True)):
        chart.path([(x, y) for x, y in way], series=label, width=2)
    curve = Chart(figure.add_axes((0.735, 0.18, 0.245, 0.7)), palette)
    curve.axes.set_xticks(range(0, 200, 50))
    curve.axes.set_title("平均对数似然", fontsize=SMALL, color=palette.muted)
    curve.axes.set_xlabel("更新次数", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    curve.axes.locator_params(axis="y", nbins=5)
    curve.line([state.iteration for state in states], [state.log_likelihood for state in states], width=1.6)
    return figure


def ellipse(mean: Sequence[float], covariance: list[list[float]]) -> tuple[tuple[float, float], ...]:
    """Return where a component is ``RADIUS`` standard deviations from its mean: μ + L·u for u on a circle."""
    (a,), (b, c) = cholesky(covariance)
    turns = [2 * math.pi * i / CORNERS for i in range(CORNERS)]
    across = [(RADIUS * math.cos(turn), RADIUS * math.sin(turn)) for turn in turns]
    return tuple((round(mean[0] + a * u, 3), round(mean[1] + b * u + c * v, 3)) for u, v in across)


def mixture_frames() -> list[Frame]:
    """The moments of the mixture: an ellipse and a mean for each component, and the likelihood."""
    frames = []
    for state in shown_states():
        ellipses = [
            Shape(ellipse(mean, covariance), "ring", PLANE)
            for mean, covariance in zip(state.means, state.covariances, strict=True)
        ]
        walking = [Marker(x, y, f"μ{label + 1}", PLANE) for label, (x, y) in enumerate(state.means)]
        walking.append(Marker(state.iteration, state.log_likelihood, signed(f"{state.log_likelihood:.2f}"), CURVE))
        weights = "、".join(f"{weight:.2f}" for weight in state.weights)
        likelihood = signed(f"{state.log_likelihood:.3f}")
        words = f"第 {state.iteration} 次更新：权重 {weights}，平均对数似然 {likelihood}"
        frames.append(Frame(tuple(walking), words, (), tuple(ellipses)))
    return frames


def signed(number: str) -> str:
    """Return a number with the sign of a formula."""
    return number.replace("-", "−")
