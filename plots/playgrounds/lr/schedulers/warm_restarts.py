"""CosineAnnealingWarmRestarts: cosines that begin again at the top."""

from plots.models.lr_schedules.annealing import CosineAnnealingWarmRestarts
from plots.pictures.annotations import arrow, level, note
from plots.playgrounds.controls import Number
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call, Record, fraction, length, listed, lowest, picked
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = CosineAnnealingWarmRestarts
    arguments = "T_0 T_mult eta_min decay_rate restart_limit"
    last = 40
    is_different = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (
            length("T_0", 5, "第一周期的步数"),
            Number("T_mult", "2", 1, 10, integer=True, hint="周期逐次变长的倍数"),
            lowest("eta_min", "0.01", base, "最小学习率"),
            fraction("decay_rate", "1", "峰值逐次乘以"),
            Number("restart_limit", "0", 0, 1000, slider=(0, 10), integer=True, hint="周期上限，0 不限"),
        )

    def end(self, v: "Values") -> int:
        return int(v["T_0"] * (1 + v["T_mult"]))

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        low = v["eta_min"]
        found = [[level(low, "eta_min")]] if 0 < low < v["lr"] else []
        start, length, ends = 0, v["T_0"], []
        for name in ("T_0", "T_0·T_mult", "T_0·T_mult²")[: v["restart_limit"] or 3]:
            ends.append(start + length - 1)
            found.append(room.length(start, start + length, f"{name} = {length}"))
            start, length = start + length, length * v["T_mult"]
        for end in ends[1:]:
            x = end + 0.055 * room.last
            if (
                end < room.last
                and room.rates[end] > low
                and not room.is_below(x, x + 0.25 * room.last, room.highest / 2)
            ):
                words = note(x, 0.3 * room.highest, "周期的最后一步\n仍高于 eta_min")
                return found + [[words, arrow((x, 0.22 * room.highest), (end, room.rates[end]))]]
        return found

    def shape(self, v: "Values", result: "Rates") -> str:
        starts, start, length, cycles = [], v["T_0"], v["T_0"] * v["T_mult"], 1
        limit = v["restart_limit"]
        while start <= v["until"] and (not limit or cycles < limit):
            starts.append(start)
            start, length, cycles = start + length, length * v["T_mult"], cycles + 1
        ended = limit > 0 and start <= v["until"]
        said = f"在{listed(starts)}跳回峰值。" if starts else "" if ended else "还没有走完第一个周期。"
        return said + (f"{limit} 个周期之后停在 {rounded(v['eta_min'])}。" if ended else "")

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        low, limit = write.value(v["eta_min"]), v["restart_limit"]
        lines = [
            f"cycle, start, length = 0, 0, {v['T_0']}",
            "while t >= start + length:",
            f"    cycle, start, length = cycle + 1, start + length, length * {v['T_mult']}",
        ]
        if limit:
            lines += [f"if cycle >= {limit}:", f"    return {low}"]
        peak = "b" if v["decay_rate"] == 1 else f"b * {write.value(v['decay_rate'])} ** cycle"
        return lines + [write.half_cosine(v["eta_min"], peak, "(t - start) / length")]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch has no decay_rate and no restart_limit."""
        return bool(v["decay_rate"] == 1 and not v["restart_limit"])

    def pytorch(self, v: "Values", base: float) -> Call:
        """Cycles of equal height, without end."""
        return Call(self.name, [OPTIMIZER], picked(v, "T_0 T_mult eta_min"))

    def remark(self, v: "Values") -> str:
        return "" if self.has_twin(v) else "PyTorch 没有 decay_rate 和 restart_limit。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        changed = dict(v)
        changed["decay_rate"], changed["restart_limit"] = 1, 0
        return self.name, changed
