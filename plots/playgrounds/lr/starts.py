"""Where the paths on the two small problems begin."""

from plots.playgrounds.controls import Control, UnreadableError, quoted
from plots.playgrounds.numbers import exact, read_decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from plots.playgrounds.protocol import Common

    Box = tuple[float, float, float, float]

# What is shown of each plane, about the lowest point: left, right, lower and upper end. Both have the shape of a plot.
BOXES = {"quadratic": (-2.2, 3.4, -1.65, 1.65), "valley": (-3.6, 1.6, -0.7, 2.4)}


class Start(Control):
    """A place of a plane, written as ``x,y``.

    Args:
        name, default, **common: See Control.
        box: In which it lies: left, right, lower and upper end.
    """

    kind = "start"

    def __init__(self, name: str, default: str, box: "Box", **common: "Unpack[Common]") -> None:
        super().__init__(name, default, **common)
        self.box = box

    def read(self, text: str) -> "tuple[float, float]":
        left, right, low, high = self.box
        try:
            x, y = [read_decimal(part.strip()) for part in text.replace("，", ",").split(",")]
        except ValueError:
            x = y = right + 1
        if not (left <= x <= right and low <= y <= high):
            ends = "x 从 {} 到 {}，y 从 {} 到 {}".format(*[exact(end) for end in self.box])
            raise UnreadableError(f"要是 x,y：{ends}，现在是{quoted(text)}。")
        return x, y
