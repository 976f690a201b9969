"""What many trees do to bias and variance: averaged, they lose variance; added one after another, bias."""

import csv
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from plots import style
from plots.figures.boosting.charts import log_x, name_x
from plots.marks import Chart
from plots.style import SMALL, Palette, tint

DATA = Path(__file__).resolve().parents[2] / "data" / "boosting-ensembles.csv"
NAMES = {
    "stump": "一个树桩",
    "deep tree": "一棵深树",
    "bagging": "装袋",
    "random forest": "随机森林",
    "AdaBoost": "AdaBoost",
    "boosting": "提升",
}
BIAS, VARIANCE = 0, 1  # in Palette.series
TICKS = (1, 10, 100, 1000)


class Part(NamedTuple):
    """The squared bias and the variance of a model, or of boosting after some rounds."""

    name: str
    bias: float
    variance: float


def parts(kind: str) -> list[Part]:
    """Return what was measured, of each "model" or after each "round"."""
    with DATA.open(newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == kind]
    return [Part(row["name"], float(row["bias"]), float(row["variance"])) for row in rows]


def draw_ensembles(palette: Palette) -> Figure:
    """Draw the two parts of the error as stacked bars, and of boosting against the rounds."""
    figure, (bars, lines) = style.figure(400, rows=2, height_ratios=[6, 5])
    draw_models(Chart(bars, palette), palette)
    draw_rounds(Chart(lines, palette), palette)
    return figure


def draw_models(plot: Chart, palette: Palette) -> None:
    axes, found = plot.axes, parts("model")
    axes.set_title("误差 = 偏差² + 方差；上两行一棵树，其余 100 棵", fontsize=SMALL, color=palette.ink)
    axes.grid(visible=False)
    axes.set_xlim(0, 22)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_yticks(range(len(found)), [NAMES[part.name] for part in found], color=palette.ink)
    for place, part in enumerate(found):
        looks: dict[str, Any] = {"height": 0.66, "linewidth": 1, "gid": part.name}
        axes.barh(place, part.bias, color=palette.series[BIAS], edgecolor=palette.series[BIAS], label="偏差²", **looks)
        axes.barh(
            place,
            part.variance,
            left=part.bias,
            color=tint(palette, "series-2"),
            edgecolor=palette.series[VARIANCE],
            hatch="///",
            label="方差",
            **looks,
        )
        plot.note(part.bias + part.variance, place, f"{part.bias:.1f} + {part.variance:.1f}", offset=(6, 0))


def draw_rounds(plot: Chart, palette: Palette) -> None:
    found = parts("round")
    rounds = [int(part.name) for part in found]
    log_x(plot.axes, rounds[0], rounds[-1], TICKS)
    plot.axes.set_ylim(0, 22)
    plot.axes.set_title("提升：轮数越多，偏差越小，方差略增", fontsize=SMALL, color=palette.ink)
    name_x(plot.axes, palette, "轮数")
    for series, label, values in (
        (BIAS, "偏差²", [part.bias for part in found]),
        (VARIANCE, "方差", [part.variance for part in found]),
    ):
        plot.line(rounds, values, series=series, width=1.8, name=label)
        plot.note(rounds[4], values[4], label, offset=(8, 8), series=series)
