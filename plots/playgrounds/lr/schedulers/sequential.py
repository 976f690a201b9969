"""SequentialLR: one scheduler after the other."""

from plots.models.lr_schedules.composite import SequentialLR
from plots.pictures.annotations import note
from plots.playgrounds.controls import Number, SettingError, Switch
from plots.playgrounds.lists import Items, Marks
from plots.playgrounds.lr.schedulers.composite import Composite
from plots.playgrounds.lr.schedulers.record import LONGEST, OPTIMIZER, Call, listed, picked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Helpers, Path, Rates, Room, Said, Values


class Scheduler(Composite):
    model = SequentialLR
    least_gap = 0

    def controls(self, base: float, depth: int) -> "Controls":
        step = Number(
            "milestone", "10", 0, LONGEST, slider=(0, 100), integer=True, label="milestones", hint="从第几步接手"
        )
        rescaling = Switch("rescaling", "true", label="interval_rescaling", hint="从自己的第 0 步开始")
        default = (
            "LinearLR(start_factor=0.1,end_factor=1,total_iters=5),"
            "ConstantLR(factor=1,total_iters=5),ExponentialLR(gamma=0.8)"
        )
        return (
            self.nested(default, "依次接手", base, depth),
            Marks("milestones", "5,15", step, most=5, increasing="weakly", beside="schedulers"),
            Items("interval_rescaling", "false,true", rescaling, most=5, beside="schedulers"),
        )

    def check(self, v: "Values", base: float, path: "Path") -> None:
        joints = len(v["schedulers"]) - 1
        for argument in ("milestones", "interval_rescaling"):
            found = len(v[argument])
            if found != joints:
                raise SettingError(
                    f"{argument} 要有 {joints} 个，比策略少一个，现在有 {found} 个。",
                    path + [argument, max(joints - 1, 0)],
                )

    def call(self, v: "Values") -> Call:
        return Call(self.name, [OPTIMIZER, self.calls(v)], picked(v, "milestones interval_rescaling"))

    def end(self, v: "Values") -> int:
        return int(([0] + v["milestones"])[-1]) + self.ends(v)[-1]

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        bounds = [0] + v["milestones"] + [room.last]
        turns = [(start, min(end, room.last)) for start, end in zip(bounds, bounds[1:])]
        return [[room.span(start, end, kind)] for (start, end), (kind, _) in zip(turns, v["schedulers"]) if start < end]

    def helpers(self, v: "Values", result: "Rates") -> "Helpers":
        found = []
        for milestone, anew, inner in zip(v["milestones"], v["interval_rescaling"], result.scheduler.schedulers[1:]):
            rates = [inner.get_lr(v["lr"], step) for step in range(min(milestone, v["until"]) + 1)]
            if not anew and rates[-1] < rates[0]:  # it is entered in the middle
                at = len(rates) // 5
                found.append((rates, note(at, rates[at], type(inner).__name__, dx=7, dy=6)))
        return found

    def shape(self, v: "Values", result: "Rates") -> str:
        names = "、".join([kind for kind, _ in v["schedulers"]])
        return f"依次是 {names}，在{listed(v['milestones'])}换人。" if v["milestones"] else f"只有 {names}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        functions = [write.add(kind, inner) for kind, inner in v["schedulers"]]
        lines = []
        for i in range(len(functions) - 1, 0, -1):
            milestone = v["milestones"][i - 1]
            own = f"t - {milestone}" if v["interval_rescaling"][i - 1] else "t"
            lines += [f"if t >= {milestone}:", f"    return {functions[i]}(b, {own})"]
        return lines + [f"return {functions[0]}(b, t)"]

    def has_twin(self, v: "Values") -> bool:
        """In PyTorch each begins at its own step 0."""
        return super().has_twin(v) and all(v["interval_rescaling"]) and is_increasing(v["milestones"])

    def refuse(self, v: "Values") -> None:
        self.refuse_composites(v)
        super().refuse(v)

    def pytorch(self, v: "Values", base: float) -> Call:
        """The same without interval_rescaling."""
        return Call(self.name, [OPTIMIZER, self.pytorch_calls(v, base)], picked(v, "milestones"))

    def remark(self, v: "Values") -> str:
        return "" if all(v["interval_rescaling"]) else "PyTorch 的 SequentialLR 总是让接手的策略从自己的第 0 步开始。"

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        found = super().like_pytorch(v, base)
        if found is None or not is_increasing(v["milestones"]):
            return None
        found[1]["interval_rescaling"] = [True] * len(v["milestones"])
        return found


def is_increasing(milestones: "list[int]") -> bool:
    """Return whether every scheduler has its turn; PyTorch is wrong where one has none."""
    return all(milestone > before for before, milestone in zip([0] + milestones, milestones))
