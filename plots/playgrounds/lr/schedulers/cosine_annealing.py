"""CosineAnnealingLR: down along a cosine, and up again."""

from plots.models.lr_schedules.annealing import CosineAnnealingLR
from plots.playgrounds.lr.schedulers.record import Record, length, lowest
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Control, Values
    from plots.playgrounds.lr.formulas import Formulas


class Scheduler(Record):
    model = CosineAnnealingLR
    arguments = "T_max eta_min"
    last = 50

    def controls(self, base: float, depth: int) -> "tuple[Control, ...]":
        return (length("T_max", 20, "半个周期的步数"), lowest("eta_min", "0.01", base, "最小学习率"))

    def shape(self, v: "Values", rates: "list[float]", scheduler: "Any") -> str:
        T = v["T_max"]
        return f"第 {T} 步降到 {rounded(v['eta_min'])}，然后掉头，第 {2 * T} 步回到 {rounded(v['lr'])}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [write.half_cosine(v["eta_min"], "b", f"t / {v['T_max']}")]
