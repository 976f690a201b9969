"""CosineAnnealingLR: down along a cosine, and up again."""

from plots.models.lr_schedules.annealing import CosineAnnealingLR
from plots.pictures.annotations import level
from plots.playgrounds.lr.schedulers.record import Record, length, lowest
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = CosineAnnealingLR
    arguments = "T_max eta_min"
    last = 50

    def controls(self, base: float, depth: int) -> "Controls":
        return (length("T_max", 20, "半个周期的步数"), lowest("eta_min", "0.01", base, "最小学习率"))

    def end(self, v: "Values") -> int:
        return int(2 * v["T_max"])

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        T, low = v["T_max"], v["eta_min"]
        found = [room.length(0, T, f"T_max = {T}"), room.length(T, 2 * T, "再过 T_max，回到 $b$")]
        return found + ([[level(low, f"eta_min = {rounded(low)}")]] if 0 < low < v["lr"] else [])

    def shape(self, v: "Values", result: "Rates") -> str:
        T = v["T_max"]
        return f"第 {T} 步降到 {rounded(v['eta_min'])}，然后掉头，第 {2 * T} 步回到 {rounded(v['lr'])}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [write.half_cosine(v["eta_min"], "b", f"t / {v['T_max']}")]
