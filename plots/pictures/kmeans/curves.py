"""What is shown below the points: the inertia over the half steps, and where many starts end."""

from plots.models.digits import significant
from plots.pictures.annotations import moment
from plots.pictures.chart import BELOW, Series, axis, picture_json, rung, steps_axis
from plots.pictures.kmeans.clusters import STEPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BINS = 24
EQUAL = 1e-9  # the same up to rounding


def inertia_json(curves: "list[tuple[list[float], dict[str, Any]]]") -> str:
    """Return the inertia over the half steps as JSON; each curve comes with its label, role and setting."""
    highest = max([max(values) for values, _ in curves])
    picture = {
        "name": "inertia",
        "kind": "lines",
        "height": BELOW,
        "label": "簇内平方和 J：只降不升",
        "x": steps_axis(STEPS, max([len(values) for values, _ in curves]) - 1),
        "y": axis("簇内平方和 J", 0, rung(highest)),
    }
    return picture_json(picture, [(Series(values), look) for values, look in curves])


def histogram(rows: "list[tuple[str, list[float]]]", here: float, name: str) -> "dict[str, Any]":
    """Return where many runs end: a row for each rule, all with the same bins, which hold the numbers of the runs.

    Args:
        rows: The label of each rule, and the final inertia of its runs.
        here, name: That of the run in the pictures above, and what it is called.
    """
    finals = [final for _, each in rows for final in each] + [here]
    low, high = min(finals), max(finals)
    if high - low <= EQUAL * high:  # all the same
        low, high = 0.95 * low, 1.05 * high + (1 if high == 0 else 0)
    shown: "list[dict[str, Any]]" = []
    for i, (label, each) in enumerate(rows):
        bins: "list[list[int]]" = [[] for _ in range(BINS)]
        for run, final in enumerate(each):
            bins[min(int((final - low) / (high - low) * BINS), BINS - 1)].append(run)
        shown.append({"label": label, "role": 1 + i % 4, "bins": bins})
    count = len(rows[0][1])
    room = 0.02 * (high - low)
    return {
        "name": "restarts",
        "kind": "histogram",
        "height": BELOW,
        "label": f"{count} 次随机初始化：最终 J 的分布",
        "x": axis("最终的 J", low - room, high + room, first=low, last=high),
        "y": axis("次数", 0, max([len(runs) for row in shown for runs in row["bins"]])),
        "edges": [low + (high - low) * i / BINS for i in range(BINS + 1)],
        "rows": shown,
        "annotations": [moment(here, f"{name}：{significant(here, 4)}", row=1)],
    }
