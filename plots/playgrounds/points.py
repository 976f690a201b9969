"""The control whose value is points of the plane, set on a picture: put, moved and deleted there.

Its text says what is changed in a set of points, entry by entry: ``3.2,4.5`` adds a point, ``17:3.2,4.5`` moves the
point with the number 17, ``17:`` deletes it. On an empty set the text is simply the points. Entries stand between
semicolons; on lines of their own, as they are pasted, they are read as well. Points of two classes end with theirs:
``3.2,4.5,1``; a moved one may leave it out and keeps it then, a new one is of class 1.
"""

from plots.playgrounds.controls import Control, UnreadableError, quoted
from plots.playgrounds.numbers import read_decimal, read_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Unpack

    from plots.playgrounds.controls import Path, Values
    from plots.playgrounds.protocol import Common, Edit

    # The number of the point that is changed, None for a new one; where it is now, None where it is deleted.
    Change = tuple[int | None, tuple[float, ...] | None]

FAR = 1000000  # the largest coordinate, positive or negative
LINKED = 60  # how many entries a link carries; with more it says nothing of them
ADDED = "+"  # begins the name of a point that was added: "+0" is the first of them


class Points(Control):
    """Points, or changes to points.

    Args:
        name, default, **common: See Control.
        most: How many entries there may be.
        places: Whether the entries are points only, no changes.
        classes: Whether a point has a class, 0 or 1.
    """

    kind = "points"

    def __init__(
        self,
        name: str,
        default: str,
        *,
        most: int,
        places: bool = False,
        classes: bool = False,
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.most = most
        self.places = places
        self.classes = classes

    def read(self, text: str) -> "list[Change]":
        written = entries(text)
        if len(written) > self.most:
            raise UnreadableError(f"最多 {self.most} 个，现在有 {len(written)} 个。")
        return [self.read_entry(each, i) for i, each in enumerate(written)]

    def read_entry(self, text: str, i: int) -> "Change":
        number, colon, place = text.rpartition(":")
        if colon and self.places:
            raise UnreadableError(f"的第 {i + 1} 个不能有编号，现在是{quoted(text)}。")
        try:
            index = read_integer(number) if colon else None
            point = None if colon and not place.strip() else self.read_place(place)
        except ValueError:
            place = "x,y,类（0 或 1）" if self.classes else "x,y"
            form = place if self.places else f"{place}、编号:{place} 或 编号:"
            raise UnreadableError(f"的第 {i + 1} 个是{quoted(text)}，要写成 {form}。") from None
        if index is not None and index < 0:
            raise UnreadableError(f"的第 {i + 1} 个的编号要 ≥ 0，现在是{quoted(text)}。")
        if point is not None and max(abs(point[0]), abs(point[1])) > FAR:
            raise UnreadableError(f"的第 {i + 1} 个的坐标要在 ±{FAR} 之间，现在是{quoted(text)}。")
        return index, point

    def read_place(self, text: str) -> "tuple[float, ...]":
        parts = [part.strip() for part in text.replace("，", ",").split(",")]
        if self.classes and len(parts) == 3 and parts[2] in ("0", "1"):
            return read_decimal(parts[0]), read_decimal(parts[1]), int(parts[2])
        x, y = [read_decimal(part) for part in parts]
        return x, y

    def travels(self, text: str) -> bool:
        return text.count(";") < LINKED and len(entries(text)) <= LINKED

    def edited(self, text: str, path: "Path", operation: str, edit: "Edit") -> str:
        """``set`` writes the whole text or moves the point of a name, ``add`` and ``remove`` add and delete one."""
        if not path:
            return ";".join(entries(text) + [edit["text"]]) if operation == "add" else str(edit["text"])
        found, name = entries(text), str(path[0])
        place = "" if operation == "remove" else edit["text"]
        if name.startswith(ADDED):
            at = [i for i, each in enumerate(found) if ":" not in each][int(name[1:])]
            found[at : at + 1] = [place] if place else []
        else:
            kept = [each for each in found if each.partition(":")[0] != name or ":" not in each]
            found = kept + [f"{int(name)}:{place}"]
        return ";".join(found)


def left_out(values: "Values") -> str:
    """Say that a link does not carry the points that the reader brought, or the changed ones where they are too many."""
    if "table" in values and values["table"].points:
        return "自己的点只留在这个标签页里，链接里不带它们。"
    count = len(values.get("points", []))
    return f"改动了 {count} 个点，超过 {LINKED} 个：链接里不带它们。" if count > LINKED else ""


def entries(text: str) -> "list[str]":
    parts = text.replace("；", ";").replace("\n", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def changed(base: "list[Any]", changes: "list[Change]") -> "tuple[list[Any], list[str]]":
    """Return the points of ``base`` after the changes, those added last, and the name of each.

    What is said of a point that is not there is left out.
    """
    moved: "dict[int, Any]" = {}
    added = []
    for index, point in changes:
        if index is None:
            added.append(point)
        else:
            moved[index] = point
    points, names = [], []
    for i, point in enumerate(base):
        now = moved.get(i, point) if moved else point
        if now is not None:
            points.append(now)
            names.append(str(i))
    for i, point in enumerate(added):
        points.append(point)
        names.append(ADDED + str(i))
    return points, names
