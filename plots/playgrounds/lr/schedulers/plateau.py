"""ReduceLROnPlateau: driven by a metric."""

from plots.models.lr_schedules.plateau import ReduceLROnPlateau
from plots.pictures.annotations import note, shade
from plots.playgrounds.controls import Choice, Number
from plots.playgrounds.lr.metrics import DRAWN, METRIC, METRICS, metric_curve
from plots.playgrounds.lr.schedulers.record import Record, listed, lowest
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.pictures.annotations import Annotation
    from plots.playgrounds.lr.schedulers.types import Controls, Rates, Room, Said, Values


class Scheduler(Record):
    model = ReduceLROnPlateau
    arguments = "mode factor patience threshold threshold_mode cooldown min_lr eps"
    is_stairs = True
    has_formula = False

    def controls(self, base: float, depth: int) -> "Controls":
        seldom = "更多参数"
        return (
            Choice("mode", "min", (("min", "min　越小越好"), ("max", "max　越大越好"))),
            Number("factor", "0.5", 0.01, 0.99, hint="每次乘以"),
            Number("patience", "2", 0, 1000, slider=(0, 20), integer=True, hint="能忍几次没有变好"),
            Number(
                "threshold", "0.0001", 0, 1, slider=(0.0001, 1), logarithmic=True, hint="好多少才算变好", group=seldom
            ),
            Choice("threshold_mode", "rel", (("rel", "rel　按比例"), ("abs", "abs　按差值")), group=seldom),
            Number("cooldown", "2", 0, 1000, slider=(0, 20), integer=True, hint="降过之后歇几次"),
            lowest("min_lr", "0", base, "最低学习率", group=seldom),
            Number("eps", "1e-8", 0, 1, slider=(1e-8, 1), logarithmic=True, hint="降得不到这么多就不降", group=seldom),
        )

    def metric_controls(self, chosen: str) -> "Controls":
        return (METRIC, METRICS) if chosen == DRAWN else (METRIC,)

    def metrics(self, v: "Values") -> "list[float]":
        return metric_curve(v["metric"], v.get("metrics", []), v["until"] + 1)

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        cooling = [call.t for call in result.calls if call.cooling]
        drops = [step for step in range(1, room.last + 1) if room.rates[step] < room.rates[step - 1]]
        return [[note(step, room.rates[step - 1], f"×{rounded(v['factor'])}", dx=3, dy=6)] for step in drops] + [
            shaded(cooling)
        ]

    def watched(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        x = room.last / 3
        found = [
            [note(call.t, call.metric, str(call.bad), dy=11, anchor="middle")] for call in result.calls if call.bad
        ]
        if room.is_below(x, room.last, 0.6 * room.highest):
            words = f"bad > patience = {v['patience']} 就降一次，\n然后冷却 cooldown = {v['cooldown']} 次（色带）"
            found.insert(0, [note(x, 0.85 * room.highest, words)])
        return found + [shaded([call.t for call in result.calls if call.cooling])]

    def shape(self, v: "Values", result: "Rates") -> str:
        rates = result.first
        drops = [step for step in range(1, len(rates)) if rates[step] < rates[step - 1]]
        if not drops:
            return "指标一直在变好，或坏的次数没有超过 patience：没有降。"
        return f"在{listed(drops)}各降一次，共 {len(drops)} 次。"


def shaded(steps: "list[int]") -> "list[Annotation]":
    """Return the ranges of these steps, those in a row as one."""
    starts = [step for step in steps if step - 1 not in steps]
    ends = [step for step in steps if step + 1 not in steps]
    return [shade(start - 0.5, end + 0.5) for start, end in zip(starts, ends)]
