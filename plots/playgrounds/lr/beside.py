"""What stands beside the picture of some schedules: what each of a chain does, and the metric that a plateau watches."""

from plots.pictures.annotations import moment
from plots.pictures.chart import SHARED, Series, axis, picture_json, rung, steps_axis
from plots.pictures.fitting import fitting
from plots.playgrounds.lr.pictures import FACTORS, HEADROOM, METRICS, curves, said_of, steps_name
from plots.playgrounds.lr.room import Room
from plots.playgrounds.lr.schedulers import record_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.lr.pictures import Look
    from plots.playgrounds.lr.rates import Rates
    from plots.playgrounds.playground import Drawn

METRIC_RUNGS = (1.1, 2.2, 5.5, 11.0)
METRIC = "指标"
METRIC_ROLE = 3  # where it stands beside one rate
MOST_SAID = 40  # mostly numbers of one digit


def factors_picture(drawn: "list[Drawn[Rates]]") -> str:
    """Return what each scheduler of a chain makes of b by itself, in units of b, as JSON."""
    base, last = drawn[0].values["lr"], drawn[0].values["until"]
    series: "list[tuple[Series, Look]]" = []
    for i, part in enumerate(drawn[0].result.scheduler.schedulers):
        values = [part.get_lr(base, step) / base for step in range(last + 1)]
        look: "Look" = {"setting": 0, "label": type(part).__name__, "role": 2 + i % 3, "dash": i > 2}
        series.append((Series(values), look))
    highest = max([max(each.values) for each, _ in series])
    picture: "dict[str, Any]" = {
        "name": "factors",
        "kind": "lines",
        "label": "每个策略的倍数",
        "height": FACTORS,
        "bare": True,
        "lowest": SHARED,
        "x": steps_axis(steps_name(drawn), last),
        "y": axis("倍数", 0, rung(HEADROOM * highest)),
    }
    ends = [one["x"] for group in said_of(drawn[0], base) for one in group if one["kind"] == "moment"]
    picture["annotations"] = fitting([[moment(end)] for end in ends], picture)
    return picture_json(picture, series)


def metrics_picture(drawn: "list[Drawn[Rates]]") -> str:
    """Return the metrics that ReduceLROnPlateau watches as JSON."""
    watched = [(each, each.result.metrics) for each in drawn if each.result.metrics]
    values = [value for _, metrics in watched for value in metrics.values]
    low, high = min(values), max(values)
    y = axis(
        METRIC if len(drawn) > 1 else METRIC + "，数字是连续没有变好的次数",
        0 if low >= 0 else -rung(-low, METRIC_RUNGS),
        rung(high, METRIC_RUNGS),
    )
    picture: "dict[str, Any]" = {
        "name": "metrics",
        "kind": "lines",
        "label": METRIC,
        "height": METRICS,
        "bare": True,
        "lowest": SHARED,
        "x": steps_axis(steps_name(drawn), drawn[0].values["until"]),
        "y": y,
        "curve": {
            "path": ["metrics"],
            "setting": watched[0][0].setting,
            "series": 0,
            "low": y["low"],
            "high": y["high"],
            "decimals": 3,
            "label": "指标曲线",
        },
    }
    role = {look["setting"]: look["role"] for _, look in reversed(curves(drawn))}
    if len(drawn) == 1:
        [one] = drawn
        role = {one.setting: METRIC_ROLE}
        room = Room(values, max(values))
        said = record_of(one.values["scheduler"]).watched(one.values, room, one.result)
        picture["annotations"] = fitting(said, picture, most=MOST_SAID)
    series = [
        (metrics, {"setting": each.setting, "label": each.label, "role": role[each.setting]})
        for each, metrics in watched
    ]
    return picture_json(picture, series)
