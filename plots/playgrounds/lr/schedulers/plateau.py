"""ReduceLROnPlateau: driven by a metric."""

from plots.models.lr_schedules.plateau import ReduceLROnPlateau
from plots.playgrounds.controls import Choice, Number
from plots.playgrounds.lr.schedulers.record import Record, listed, lowest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Control, Values


class Scheduler(Record):
    model = ReduceLROnPlateau
    arguments = "mode factor patience threshold threshold_mode cooldown min_lr eps"
    is_stairs = True
    has_formula = False

    def controls(self, base: float, depth: int) -> "tuple[Control, ...]":
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

    def shape(self, v: "Values", rates: "list[float]", scheduler: "Any") -> str:
        drops = [step for step in range(1, len(rates)) if rates[step] < rates[step - 1]]
        if not drops:
            return "指标一直在变好，或坏的次数没有超过 patience：没有降。"
        return f"在{listed(drops)}各降一次，共 {len(drops)} 次。"
