"""PolynomialLR: a power curve down to an absolute rate, once or as a saw."""

from plots.models.lr_schedules.decay import PolynomialLR
from plots.pictures.annotations import level
from plots.playgrounds.controls import Number, Switch
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call, Record, length, lowest, picked
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = PolynomialLR
    duration = "steps"
    is_different = True
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (
            length("steps", 20, "衰减的步数"),
            lowest("end_learning_rate", "0.01", base, "终点的学习率"),
            Number("power", "2", 0, 10, slider=(0, 5), step=0.1, hint="幂"),
            Switch("cycle", "false", hint="到头后重来"),
        )

    def call(self, v: "Values") -> Call:
        """The length goes without its name, which is another one from 0.8 on."""
        return Call(self.name, [OPTIMIZER, v["steps"]], picked(v, "end_learning_rate power cycle"))

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        end = v["end_learning_rate"]
        found = [room.length(0, v["steps"], f"steps = {v['steps']}")]
        return found + ([[level(end, f"end_learning_rate = {rounded(end)}")]] if 0 < end < v["lr"] else [])

    def shape(self, v: "Values", result: "Rates") -> str:
        end = rounded(v["end_learning_rate"])
        if v["cycle"]:
            return f"每 {v['steps']} 步降到 {end} 一次，弹起的峰一次比一次低。"
        return f"用 {v['steps']} 步从 {rounded(v['lr'])} 降到 {end}，之后不变。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        length, end, power = v["steps"], write.value(v["end_learning_rate"]), write.value(v["power"])
        if v["cycle"]:
            lines = ["t = max(t, 1)", f"length = {length} * -(-t // {length})"]
        else:
            lines = [f"t, length = min(t, {length}), {length}"]
        return lines + [f"return (b - {end}) * (1 - t / length) ** {power} + {end}"]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch always goes down to 0, once."""
        return not v["end_learning_rate"] and not v["cycle"]

    def pytorch(self, v: "Values", base: float) -> Call:
        """Length and power are all that PyTorch knows."""
        return Call(self.name, [OPTIMIZER], [("total_iters", v["steps"]), ("power", v["power"])])

    def remark(self, v: "Values") -> str:
        return "" if self.has_twin(v) else "PyTorch 的 PolynomialLR 没有 end_learning_rate 和 cycle，一律降到 0。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        changed = dict(v)
        changed["end_learning_rate"], changed["cycle"] = 0, False
        return self.name, changed
