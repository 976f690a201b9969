"""ConstantLR: a fraction of b for some steps."""

from plots.models.lr_schedules.decay import ConstantLR
from plots.pictures.annotations import level
from plots.playgrounds.lr.schedulers.record import Record, fraction, length, refuse_zero
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = ConstantLR
    arguments = "factor total_iters"
    duration = "total_iters"
    last = 12
    is_stairs = True
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (fraction("factor", "0.3", "开始时乘以"), length("total_iters", 4, "第几步起恢复"))

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        low = v["lr"] * v["factor"]
        found = [room.length(0, v["total_iters"], f"total_iters = {v['total_iters']}", low=True)]
        return found + ([[level(low, f"$b$ · factor = {rounded(low)}")]] if 0 < v["factor"] < 1 else [])

    def shape(self, v: "Values", result: "Rates") -> str:
        end = v["total_iters"]
        return f"前 {end} 步是 {rounded(v['lr'] * v['factor'])}，从第 {end} 步起是 {rounded(v['lr'])}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * {write.value(v['factor'])} if t < {v['total_iters']} else b"]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch takes no 0."""
        return bool(v["factor"])

    def refuse(self, v: "Values") -> None:
        refuse_zero("factor", v)
