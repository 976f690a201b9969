"""LinearLR: a straight line between two fractions of b, then b."""

from plots.models.lr_schedules.decay import LinearLR
from plots.pictures.annotations import level
from plots.playgrounds.lr.schedulers.record import Record, fraction, length, refuse_zero
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = LinearLR
    arguments = "start_factor end_factor total_iters"
    duration = "total_iters"
    last = 12
    is_different = True
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (
            fraction("start_factor", "0.2", "第 0 步乘以"),
            fraction("end_factor", "1", "走向"),
            length("total_iters", 5, "斜线的步数"),
        )

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        found = [room.length(0, v["total_iters"], f"total_iters = {v['total_iters']}", low=True)]
        for end in ("start_factor", "end_factor"):
            rate = v["lr"] * v[end]
            if 0 < v[end] < 1:
                found.append([level(rate, f"$b$ · {end} = {rounded(rate)}")])
        return found

    def shape(self, v: "Values", result: "Rates") -> str:
        start, end = rounded(v["lr"] * v["start_factor"]), rounded(v["lr"] * v["end_factor"])
        after = "" if v["end_factor"] == 1 else f"跳回 {rounded(v['lr'])}，"
        return f"从 {start} 沿直线走向 {end}，第 {v['total_iters']} 步起{after}不再变。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        start, end, length = write.value(v["start_factor"]), write.value(v["end_factor"]), v["total_iters"]
        after = f"b * {end}" if write.stays and v["end_factor"] != 1 else "b"
        return [f"return b * ({start} + ({end} - {start}) * t / {length}) if t < {length} else {after}"]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch stays at the end of the line, and takes no 0."""
        return bool(v["start_factor"] and v["end_factor"] == 1)

    def refuse(self, v: "Values") -> None:
        refuse_zero("start_factor", v)

    def remark(self, v: "Values") -> str:
        return "" if v["end_factor"] == 1 else "走完斜线，PyTorch 停在 b·end_factor，OneFlow 0.7 跳回 b。"
