"""Metric curves for ReduceLROnPlateau: some to pick from, in place of one that the reader draws."""

import math

from plots.playgrounds.controls import Choice, Number
from plots.playgrounds.lists import Curve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# The curve of the article: it falls, waits at 0.52, falls, waits at 0.39, and stays at 0.36.
ARTICLE = [1.00, 0.80, 0.66, 0.57, 0.52, 0.52, 0.52, 0.52, 0.45, 0.41, 0.39, 0.39, 0.39, 0.39, 0.39, 0.39, 0.37, 0.36]


def article(i: int) -> float:
    """Return the metric after update i in the article's example."""
    return ARTICLE[min(i, len(ARTICLE) - 1)]


def decaying(i: int) -> float:
    """Return a validation loss that falls ever more slowly towards 0.3."""
    return 0.3 + 0.7 * math.exp(-i / 12)


def wavering(i: int) -> float:
    """Return a loss that falls and goes up and down on its way."""
    return 0.3 + 0.7 * math.exp(-i / 12) + 0.04 * math.sin(2.1 * i)


def overfitting(i: int) -> float:
    """Return a validation loss that rises again after its lowest point at i = 15."""
    return 0.4 + 0.6 * ((i - 15) / 15) ** 2 if i < 15 else 0.4 + 0.0004 * (i - 15) ** 2


def accuracy(i: int) -> float:
    """Return an accuracy that rises towards 0.92; for mode="max"."""
    return 0.92 - 0.72 * math.exp(-i / 9)


CURVES: "tuple[tuple[str, str, Callable[[int], float]], ...]" = (
    ("article", "文章里的例子：三次停滞", article),
    ("decaying", "越降越慢的验证损失", decaying),
    ("wavering", "有起伏的损失", wavering),
    ("overfitting", "先降后升：过拟合", overfitting),
    ("accuracy", "上升的准确率（配合 mode = max）", accuracy),
)
DRAWN = "drawn"
METRIC = Choice(
    "metric",
    CURVES[0][0],
    tuple([(name, label) for name, label, _ in CURVES] + [(DRAWN, "自己画")]),
    label="指标",
    hint="每次更新之后交给 step()",
)
METRICS = Curve(
    "metrics",
    "1,0.8,0.66,0.57,0.52,0.52,0.52,0.52,0.45,0.41,0.39",
    Number("value", "1", -1e6, 1e6),
    most=1001,
    label="指标曲线",
    hint="在图上画，或写成一串数",
)


def metric_curve(name: str, drawn: list[float], count: int) -> list[float]:
    """Return ``count`` metrics of one of ``CURVES``, or of the curve that the reader has drawn, whose last value goes on."""
    for each, _, value in CURVES:
        if each == name:
            return [value(i) for i in range(count)]
    return [drawn[min(i, len(drawn) - 1)] for i in range(count)]
