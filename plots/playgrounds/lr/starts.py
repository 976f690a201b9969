"""Starts of paths."""

from plots.playgrounds.controls import Control, UnreadableError, quoted
from plots.playgrounds.numbers import exact, read_decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from plots.playgrounds.protocol import Common

    Box = tuple[float, float, float, float]

# Of each plane: left, right, low, high.
BOXES = {"quadratic": (-2.2, 3.4, -1.65, 1.65), "valley": (-3.6, 1.6, -0.7, 2.4)}


class Start(Control):
    """A place in a ``box``, as ``x,y``."""

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
        if left <= x <= right and low <= y <= high:
            return x, y
        shown = [exact(end) for end in self.box] + [quoted(text)]
        raise UnreadableError("应为 x,y：x 从 {} 到 {}，y 从 {} 到 {}，现在是{}。".format(*shown))
