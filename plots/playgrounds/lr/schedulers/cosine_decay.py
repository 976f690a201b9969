"""CosineDecayLR: half a cosine wave down to a fraction of b."""

from plots.models.lr_schedules.annealing import CosineDecayLR
from plots.pictures.annotations import level
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call, Record, fraction, length
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = CosineDecayLR
    arguments = "decay_steps alpha"
    duration = "decay_steps"
    is_different = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (length("decay_steps", 20, "衰减的步数"), fraction("alpha", "0.1", "终点是初始学习率的几倍"))

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        end = v["lr"] * v["alpha"]
        found = [room.length(0, v["decay_steps"], f"decay_steps = {v['decay_steps']}")]
        return found + ([[level(end, f"$b$ · alpha = {rounded(end)}")]] if 0 < v["alpha"] < 1 else [])

    def shape(self, v: "Values", result: "Rates") -> str:
        return f"沿半个余弦用 {v['decay_steps']} 步降到 {rounded(v['lr'] * v['alpha'])}，之后停在那里。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        alpha = write.value(v["alpha"])
        return [
            f"cosine = (1 + math.cos(math.pi * min(t / {v['decay_steps']}, 1))) / 2",
            f"return b * ((1 - {alpha}) * cosine + {alpha})" if v["alpha"] else "return b * cosine",
        ]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch has none that stays at its end."""
        return False

    def pytorch(self, v: "Values", base: float) -> Call:
        """CosineAnnealingLR is the same as far as the end."""
        floor = v["alpha"] * base
        return Call("CosineAnnealingLR", [OPTIMIZER], [("T_max", v["decay_steps"]), ("eta_min", floor)])

    def remark(self, v: "Values") -> str:
        return f"PyTorch 没有 CosineDecayLR，画的是最接近的 CosineAnnealingLR，第 {v['decay_steps']} 步之后会升回去。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        return "CosineAnnealingLR", {"T_max": v["decay_steps"], "eta_min": v["alpha"] * base}
