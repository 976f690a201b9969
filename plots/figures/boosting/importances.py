"""One model, three kinds of importance, three orders."""

import functools

from matplotlib.figure import Figure

from plots import style
from plots.figures.boosting.runs import trees
from plots.marks import Chart
from plots.models.boosting import boost
from plots.models.boosting.cases import switch_and_waves
from plots.models.boosting.importance import importance
from plots.models.randomness import Random
from plots.style import SMALL, Palette, tint

FEATURES = ("波", "开关", "噪声")
KINDS = (
    ("weight", "weight：用它分裂的次数"),
    ("gain", "gain：一次分裂的平均增益"),
    ("cover", "cover：一次分裂平均经过的点数"),
)


@functools.cache
def importances(kind: str) -> list[float]:
    """Return the importance of the three features after 60 rounds on the data that were made for it."""
    made = switch_and_waves(200, Random(1))
    states = tuple(boost(made.points, made.targets, rounds=60, eta=0.3, max_depth=3))
    return importance(trees(states), len(FEATURES), kind)


def draw_importance(palette: Palette) -> Figure:
    """Draw the three features' bars for each kind; the longest is filled, and the places are written."""
    figure, axes = style.figure(330, rows=len(KINDS))
    for each, (kind, title) in zip(axes, KINDS, strict=True):
        values = importances(kind)
        first = max(values)
        plot = Chart(each, palette)
        each.set_title(title, fontsize=SMALL, color=palette.ink)
        each.grid(visible=False)
        each.spines["bottom"].set_visible(False)
        each.tick_params(bottom=False, labelbottom=False)
        each.set_xlim(0, 1.22 * first)
        each.set_ylim(len(values) - 0.5, -0.5)
        each.set_yticks(range(len(values)), FEATURES, color=palette.ink)
        for place, value in enumerate(values):
            rank = sorted(values, reverse=True).index(value) + 1
            fill = palette.series[0] if rank == 1 else tint(palette, "series-1")
            each.barh(
                place,
                value,
                height=0.66,
                color=fill,
                edgecolor=palette.series[0],
                linewidth=1,
                gid=FEATURES[place],
                label="重要性",
            )
            plot.note(value, place, f"{value:.3g}，第 {rank}", offset=(6, 0))
    return figure
