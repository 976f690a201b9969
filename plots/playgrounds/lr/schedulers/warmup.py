"""WarmupLR: a ramp in place of the first steps of another scheduler, or before them."""

from plots.models.lr_schedules import Optimizer
from plots.models.lr_schedules.composite import WarmupLR
from plots.pictures.annotations import arrow, note, ring
from plots.playgrounds.controls import Choice, SettingError, Switch
from plots.playgrounds.lr.schedulers import model_of
from plots.playgrounds.lr.schedulers.composite import Composite
from plots.playgrounds.lr.schedulers.record import NO_SCHEDULER, OPTIMIZER, Call, fraction, length, picked, result
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Helpers, Path, Rates, Room, Said, Values


class Scheduler(Composite):
    model = WarmupLR
    inside = "scheduler_or_optimizer"
    last = 35

    def controls(self, base: float, depth: int) -> "Controls":
        return (
            self.nested("CosineDecayLR(decay_steps=30,alpha=0)", "预热之后", base, depth, single=True),
            fraction("warmup_factor", "0.1", "开始时乘以"),
            length("warmup_iters", 5, "预热的步数"),
            Choice("warmup_method", "linear", (("linear", "linear　线性上升"), ("constant", "constant　保持不变"))),
            Switch("warmup_prefix", "false", hint="预热加在前面，而不是盖住开头"),
        )

    def check(self, v: "Values", base: float, path: "Path") -> None:
        if v["warmup_method"] != "linear" or v["warmup_prefix"]:
            return
        for inner in self.calls(v):
            length = v["warmup_iters"]
            end = result(inner, model_of, Optimizer(base)).get_lr(base, length)
            if end > base:
                raise SettingError(
                    f"预热的终点是内层策略在第 {length} 步的 {rounded(end)}，高于初始学习率 {rounded(base)}："
                    "打开 warmup_prefix，或把内层调低。",
                    path + ["warmup_prefix"],
                )

    def call(self, v: "Values") -> Call:
        arguments = picked(v, "warmup_factor warmup_iters warmup_method warmup_prefix")
        return Call(self.name, self.calls(v) or [OPTIMIZER], arguments)

    def end(self, v: "Values") -> int:
        before = int(v["warmup_iters"])
        return max([before] + [before * bool(v["warmup_prefix"]) + end for end in self.ends(v)])

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        length, (kind, _) = v["warmup_iters"], v[self.inside][0]
        found = [room.length(0, length, f"warmup_iters = {length}")]
        if kind == NO_SCHEDULER or length >= room.last:
            return found
        peak = room.rates[length]
        if v["warmup_prefix"]:
            found.append([room.span(length, room.last, kind)])
        elif peak < v["lr"] and peak == max(room.rates) and v["warmup_method"] == "linear":
            x = length + 0.045 * room.last
            words = note(x, 0.36 * room.highest, f"峰值 $g$({length}) = {rounded(peak)}\n低于 $b$")
            way = arrow((x, 0.47 * room.highest), (length, peak), gap=6)
            found.append([words, way, ring([(length, peak)])])
        return found

    def helpers(self, v: "Values", result: "Rates") -> "Helpers":
        kind, _ = v[self.inside][0]
        if kind == NO_SCHEDULER or v["warmup_prefix"]:
            return []
        inner = result.scheduler.schedulers[-1]
        end = min(v["warmup_iters"], v["until"])
        name = note(end, v["lr"], f"$g$：内层的 {kind}", dx=50, dy=10)
        return [([inner.get_lr(v["lr"], step) for step in range(end + 1)], name)]

    def shape(self, v: "Values", result: "Rates") -> str:
        kind, _ = v[self.inside][0]
        length = v["warmup_iters"]
        start = rounded(v["lr"] * v["warmup_factor"])
        if v["warmup_method"] == "linear":
            way = f"从 {start} 沿直线走到 {rounded(v['lr'] * result.scheduler.schedulers[0].end_factor)}"
        else:
            way = f"停在 {start}"
        if kind == NO_SCHEDULER:
            return f"前 {length} 步{way}，之后是 {rounded(v['lr'])}。"
        place = "从它自己的第 0 步开始" if v["warmup_prefix"] else f"从它自己的第 {length} 步接上"
        return f"前 {length} 步{way}，之后由 {kind} {place}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        kind, inner = v[self.inside][0]
        length, start = v["warmup_iters"], write.value(v["warmup_factor"])
        function = None if kind == NO_SCHEDULER else write.add(kind, inner)
        lines = [f"if t < {length}:"]
        if v["warmup_method"] == "constant":
            lines.append(f"    return b * {start}")
        elif function is None or v["warmup_prefix"]:
            lines.append(f"    return b * ({start} + (1 - {start}) * t / {length})")
        else:
            lines += [
                f"    end = {function}({write.base}, {length}) / {write.base}",
                f"    return b * ({start} + (end - {start}) * t / {length})",
            ]
        if function is None:
            return lines + ["return b"]
        own = f"t - {length}" if v["warmup_prefix"] else "t"
        return lines + [f"return {function}(b, {own})"]

    def has_twin(self, v: "Values") -> bool:
        """PyTorch has a ramp, followed by a scheduler from its own step 0."""
        return super().has_twin(v) and bool(v["warmup_factor"] and (v["warmup_prefix"] or not self.parts(v)))

    def refuse(self, v: "Values") -> None:
        if v["warmup_factor"] == 0:
            raise SettingError(
                "PyTorch 的预热不能从 0 开始：把 warmup_factor 调大一点，或只看 OneFlow。", ["warmup_factor"]
            )
        self.refuse_composites(v)
        super().refuse(v)

    def pytorch(self, v: "Values", base: float) -> Call:
        """A ramp, followed by the inner scheduler where there is one."""
        length = v["warmup_iters"]
        if v["warmup_method"] == "linear":
            name, ends = "LinearLR", [("start_factor", v["warmup_factor"]), ("end_factor", 1)]
        else:
            name, ends = "ConstantLR", [("factor", v["warmup_factor"])]
        ramp = Call(name, [OPTIMIZER], ends + [("total_iters", length)])
        inner = self.pytorch_calls(v, base)
        return Call("SequentialLR", [OPTIMIZER, [ramp] + inner], [("milestones", [length])]) if inner else ramp

    def remark(self, v: "Values") -> str:
        if v["warmup_prefix"]:
            return ""
        return "PyTorch 没有 WarmupLR，画的是 SequentialLR：斜坡走到 b，再从内层策略的第 0 步开始。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        found = super().like_pytorch(v, base)
        if found is not None:
            found[1]["warmup_prefix"] = True
        return found
