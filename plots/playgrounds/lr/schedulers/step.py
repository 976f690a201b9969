"""StepLR: stairs of equal length."""

from plots.models.lr_schedules.decay import StepLR
from plots.playgrounds.lr.schedulers.record import Record, factor, length, times_gamma
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = StepLR
    arguments = "step_size gamma"
    last = 20
    is_stairs = True
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (length("step_size", 5, "一级台阶的步数"), factor("0.5", "每级乘以"))

    def end(self, v: "Values") -> int:
        return int(2 * v["step_size"])

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        size = v["step_size"]
        found = [[room.span(0, size, f"step_size = {size}")]]
        return found + times_gamma(range(size, room.last + 1, size), v["gamma"], room)

    def shape(self, v: "Values", result: "Rates") -> str:
        size, until = v["step_size"], v["until"]
        return f"每 {size} 步乘以 {rounded(v['gamma'])}，到第 {until} 步共 {until // size} 次。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * {write.value(v['gamma'])} ** (t // {v['step_size']})"]
