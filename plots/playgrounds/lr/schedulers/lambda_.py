"""LambdaLR: b times a function of the reader."""

from plots.models.lr_schedules.user_function import LambdaLR
from plots.pictures.annotations import note
from plots.playgrounds.controls import Code
from plots.playgrounds.lr.code import EXAMPLE, NAME, OURS
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call, Function, Record
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Rates, Room, Said, Values

LONGEST_SHOWN = 30  # characters of a function in the picture


class Scheduler(Record):
    model = LambdaLR
    fits_in_oneflow = False

    def controls(self, base: float, depth: int) -> "Controls":
        return (Code(NAME, EXAMPLE, ours=OURS, hint="学习率的倍数，t 从 0 开始"),)

    def call(self, v: "Values") -> Call:
        return Call(self.name, [OPTIMIZER, Function(v[NAME])], [])

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        name, _, body = v[NAME].partition(":")
        said = "$η(t)$ = $b · λ(t)$"
        if name == "lambda t" and len(body) <= LONGEST_SHOWN and "\n" not in body:
            said += "\n$λ(t)$ =" + body.replace("**", "^").replace("*", "·")
        x = 0.3 * room.last
        if room.is_below(x, room.last, room.highest / 2):
            return [[note(x, 0.66 * room.highest, said, size=14)]]
        return [[note(0, room.roof, said.replace("\n", "，"))]]

    def shape(self, v: "Values", result: "Rates") -> str:
        rates, highest = result.first, max(result.first)
        return f"b 乘以你的函数：最高 {rounded(highest)}，在第 {rates.index(highest)} 步；最低 {rounded(min(rates))}。"

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        return [f"return b * ({write.function(v[NAME])})(t)"]
