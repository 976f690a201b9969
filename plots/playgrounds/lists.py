"""The controls whose values are several, separated by commas."""

from plots.playgrounds.controls import Control, UnreadableError
from plots.playgrounds.numbers import exact, read_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Unpack

    from plots.playgrounds.calls import Node
    from plots.playgrounds.controls import Path
    from plots.playgrounds.markup import Writer
    from plots.playgrounds.protocol import Common, Edit
    from plots.playgrounds.state import Field, Form


class Items(Control):
    """Several values separated by commas.

    Args:
        name, default, **common: See Control.
        item: A control that reads one of them.
        most: How many there may be.
        beside: Name of the nested control inside which it is drawn: entry i at the joint of its things i and i + 1.
        increasing: Whether each must be larger than the one before ("strictly"), or at least as large ("weakly").
    """

    kind = "list"

    def __init__(
        self,
        name: str,
        default: str,
        item: Control,
        *,
        most: int = 50,
        increasing: str = "",
        beside: str = "",
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.item = item
        self.most = most
        self.increasing = increasing
        self.beside = beside

    def read(self, text: str) -> "list[Any]":
        texts = self.split(text)
        if len(texts) > self.most:
            raise UnreadableError(f"最多 {self.most} 个，现在有 {len(texts)} 个。")
        values: "list[Any]" = []
        for i, each in enumerate(texts):
            place: "Path" = [i] if self.beside else []  # only there an entry has a field of its own
            try:
                value = self.item.read(each)
            except UnreadableError as problem:
                raise UnreadableError(f"的第 {i + 1} 个{problem.message}", place) from None
            if (
                values
                and self.increasing
                and not (values[-1] < value or (values[-1] == value and self.increasing == "weakly"))
            ):
                raise UnreadableError(
                    "要从小到大排列{}，第 {} 个是 {}，它前面是 {}。".format(
                        "且不重复" if self.increasing == "strictly" else "", i + 1, exact(value), exact(values[-1])
                    ),
                    place,
                )
            values.append(value)
        return values

    def split(self, text: str) -> "list[str]":
        return [part.strip() for part in text.replace("，", ",").split(",")] if text.strip() else []

    def argument(self, text: str) -> "Node":
        return list(self.split(text))

    def fields(self, form: "Form", path: "Path") -> "list[Field]":
        return [] if self.beside else super().fields(form, path)

    def edited(self, text: str, path: "Path", operation: str, edit: "Edit") -> str:
        if not path:
            return super().edited(text, path, operation, edit)
        i, entries = path[0], self.split(text)
        if self.beside and isinstance(i, int) and i < self.most:
            entries = self.padded(entries, i + 1)
        if not isinstance(i, int) or not 0 <= i < len(entries):
            raise ValueError(f"no entry {i!r}")
        entries[i] = edit["text"]
        return ",".join(entries)

    def padded(self, entries: "list[str]", count: int) -> "list[str]":
        """Return the entries, with more put behind them until there are ``count``."""
        while len(entries) < count:
            entries = entries + [self.following(entries[-1] if entries else "")]
        return entries

    def following(self, text: str) -> str:
        """Return the text of an entry to put behind one: numbers go on in tens."""
        try:
            return str(int(read_number(text)) + 10)
        except ValueError:
            return self.item.default

    def at_joint(self, text: str, i: int) -> str:
        """Return entry ``i``, empty where there is none."""
        entries = self.split(text)
        return entries[i] if i < len(entries) else ""


class Marks(Items):
    """Steps that are also marks on the x axis of the first picture, and can be dragged there."""

    kind = "marks"


class Curve(Items):
    """Values over the steps, drawn with the pointer on a picture."""

    kind = "curve"

    def read(self, text: str) -> "list[Any]":
        if not text.strip():
            raise UnreadableError("还是空的。")
        return super().read(text)

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        return writer.area(text, path, self.kind, 2)
