"""ExponentialLR: each step a fraction of the one before."""

import math

from plots.models.lr_schedules.decay import ExponentialLR
from plots.pictures.annotations import arrow, level, moment, note
from plots.playgrounds.lr.schedulers.record import Record, factor
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values

MOST_STEPS = 40  # drawn, for the arrows to be seen


class Scheduler(Record):
    model = ExponentialLR
    arguments = "gamma"
    multiplies = True

    def controls(self, base: float, depth: int) -> "Controls":
        return (factor("0.9", "每步乘以"),)

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        gamma, base = v["gamma"], v["lr"]
        if gamma == 1:
            return []
        found = []
        if room.last <= MOST_STEPS and gamma < 1:
            points = list(enumerate(room.rates[:4]))
            arrows = [arrow(start, end, bend=-0.9) for start, end in zip(points, points[1:])]
            words = note(points[-2][0], points[-2][1], f"每步 ×$γ$，$γ$ = {rounded(gamma)}", dx=24, dy=12)
            found.append(arrows + [words])
        pace, level_reached, name = math.log(2) / abs(math.log(gamma)), base / 2, "$b$/2"
        if gamma > 1:
            level_reached, name = 2 * base, "2$b$"
        measure = room.span(0, pace, f"{rounded(pace, 2)} 步{'减半' if gamma < 1 else '翻倍'}", low=True)
        found.append([measure, moment(pace, top=level_reached), level(level_reached, name)])
        return found

    def shape(self, v: "Values", result: "Rates") -> str:
        gamma = v["gamma"]
        if gamma == 1:
            return "每步乘以 1，一直不变。"
        pace = math.log(2) / abs(math.log(gamma))
        return f"每步乘以 {rounded(gamma)}，约 {rounded(pace, 2)} 步{'减半' if gamma < 1 else '翻倍'}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * {write.value(v['gamma'])} ** t"]
