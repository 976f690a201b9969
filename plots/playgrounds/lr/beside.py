"""What stands beside the picture of some schedules: what each of a chain does, and the metric that a plateau watches."""

from plots.pictures.chart import SHARED, Series, axis, picture_json, rung, steps_axis
from plots.playgrounds.lr.pictures import FACTORS, HEADROOM, METRICS, STEPS, curves

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.pictures import Look
    from plots.playgrounds.playground import Drawn

METRIC_RUNGS = (1.1, 2.2, 5.5, 11.0)


def factors_picture(drawn: "list[Drawn]") -> str:
    """Return what each scheduler of a chain makes of b by itself, in units of b, as JSON."""
    base, last = drawn[0].values["lr"], drawn[0].values["until"]
    series: "list[tuple[Series, Look]]" = []
    for i, part in enumerate(drawn[0].result.scheduler.schedulers):
        values = [part.get_lr(base, step) / base for step in range(last + 1)]
        look: "Look" = {"setting": 0, "label": type(part).__name__, "role": 2 + i % 3, "dash": i > 2}
        series.append((Series(values), look))
    highest = max([max(each.values) for each, _ in series])
    picture = {
        "name": "factors",
        "kind": "lines",
        "label": "每个策略的倍数",
        "height": FACTORS,
        "bare": True,
        "lowest": SHARED,
        "x": steps_axis(STEPS, last),
        "y": axis("倍数", 0, rung(HEADROOM * highest)),
    }
    return picture_json(picture, series)


def metrics_picture(drawn: "list[Drawn]") -> str:
    """Return the metrics that ReduceLROnPlateau watches as JSON."""
    watching = [each for each in drawn if each.result.metrics]
    values = [value for each in watching for value in each.result.metrics.values]
    low, high = min(values), max(values)
    y = axis("指标", 0 if low >= 0 else -rung(-low, METRIC_RUNGS), rung(high, METRIC_RUNGS))
    picture = {
        "name": "metrics",
        "kind": "lines",
        "label": "指标",
        "height": METRICS,
        "bare": True,
        "lowest": SHARED,
        "x": steps_axis(STEPS, drawn[0].values["until"]),
        "y": y,
        "curve": {
            "path": ["metrics"],
            "setting": watching[0].setting,
            "series": 0,
            "low": y["low"],
            "high": y["high"],
            "decimals": 3,
            "label": "指标曲线",
        },
    }
    role = {each.setting: look["role"] for each, look in reversed(with_settings(drawn))}
    series = [
        (each.result.metrics, {"setting": each.setting, "label": each.label, "role": role[each.setting]})
        for each in watching
    ]
    return picture_json(picture, series)


def with_settings(drawn: "list[Drawn]") -> "list[tuple[Drawn, Look]]":
    """Return the look of every curve with the setting that it belongs to."""
    return [(each, look) for _, look in curves(drawn) for each in drawn if each.setting == look["setting"]]
