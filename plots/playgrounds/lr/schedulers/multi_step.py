"""MultiStepLR: stairs that end at the milestones."""

from plots.models.lr_schedules.decay import MultiStepLR
from plots.playgrounds.controls import Number
from plots.playgrounds.lists import Marks
from plots.playgrounds.lr.schedulers.record import LONGEST, Record, factor, listed, times_gamma
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values


class Scheduler(Record):
    model = MultiStepLR
    arguments = "milestones gamma"
    last = 14
    is_stairs = True
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        step = Number("milestone", "10", 0, LONGEST, integer=True)
        return (
            Marks("milestones", "2,5,9", step, increasing="strictly", hint="在这些步下降"),
            factor("0.5", "每次乘以"),
        )

    def end(self, v: "Values") -> int:
        return int(([0] + v["milestones"])[-1])

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        return times_gamma([step for step in v["milestones"] if 0 < step <= room.last], v["gamma"], room)

    def shape(self, v: "Values", result: "Rates") -> str:
        if not v["milestones"]:
            return "没有里程碑，一直不变。"
        return f"在{listed(v['milestones'])}各乘以 {rounded(v['gamma'])}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * {write.value(v['gamma'])} ** sum(m <= t for m in {v['milestones']})"]
