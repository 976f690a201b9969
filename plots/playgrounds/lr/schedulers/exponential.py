"""ExponentialLR: each step a fraction of the one before."""

import math

from plots.models.lr_schedules.decay import ExponentialLR
from plots.playgrounds.lr.schedulers.record import Record, factor
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Control, Values
    from plots.playgrounds.lr.formulas import Formulas


class Scheduler(Record):
    model = ExponentialLR
    arguments = "gamma"
    multiplies = True

    def controls(self, base: float, depth: int) -> "tuple[Control, ...]":
        return (factor("0.9", "每步乘以"),)

    def shape(self, v: "Values", rates: "list[float]", scheduler: "Any") -> str:
        gamma = v["gamma"]
        if gamma == 1:
            return "每步乘以 1，一直不变。"
        pace = math.log(2) / abs(math.log(gamma))
        return f"每步乘以 {rounded(gamma)}，约 {rounded(pace, 2)} 步{'减半' if gamma < 1 else '翻倍'}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * {write.value(v['gamma'])} ** t"]
