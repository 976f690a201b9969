"""Which annotations a chart has room for."""

from plots.pictures.frame import AWAY, BAR, BARE, BOTTOM, LEADING, NAME, RIGHT, RISE, TEXT, TOP, WIDTH, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.annotations import Annotation

    Box = tuple[float, float, float, float]  # left, upper, right and lower edge

MOST = 6  # groups in a picture
PHONE = 340  # width of a picture on a phone
HIGH = 1.1  # of the size of the type: a line with its descenders
SLIM = 0.9  # of the width that words are taken to have: it is on the safe side


def fitting(
    groups: "list[list[Annotation]]", picture: "dict[str, Any]", *, most: int = MOST, names: int = 0
) -> "list[Annotation]":
    """Return the annotations that lie within the axes, and whose words touch none of those before them.

    Those that have no room on a phone are ``wide``.

    Args:
        groups: What belongs together stays or goes together; the first are the most important.
        picture: Its ``height`` and axes, neither of them logarithmic; ``bare`` as there.
        most: How many groups stay.
        names: Rows of names above the plot, at most.
    """
    plot, phone = Plot(picture, names), Plot(picture, names, PHONE)
    found: "list[Annotation]" = []
    for group in groups:
        if most and all(plot.holds(one) for one in group) and plot.takes(group):
            most -= any(one.get("text") for one in group)
            found += group if phone.takes(group) else [dict(one, wide=True) for one in group]
    return found


class Plot:
    """Where things lie in a chart, in units from its upper left corner, as its hands draw them.

    Args:
        picture: The chart.
        names: Rows of names above the plot.
        width: Of the picture, which is as much lower as it is narrower.
    """

    def __init__(self, picture: "dict[str, Any]", names: int = 0, width: float = WIDTH) -> None:
        self.taken: "list[Box]" = []
        self.across, self.up = picture["x"], picture["y"]
        self.left, self.right = self.up["room"], width - RIGHT
        self.top = TOP + names * NAME
        self.bottom = picture["height"] * width / WIDTH - (BARE if picture.get("bare") else BOTTOM)

    def x(self, value: float) -> float:
        return float(self.left + (self.right - self.left) * share(value, self.across))

    def y(self, value: float) -> float:
        return float(self.bottom - (self.bottom - self.top) * share(value, self.up))

    def takes(self, group: "list[Annotation]") -> bool:
        """Put words where none are yet; return whether there was room."""
        boxes = [box for one in group for box in self.boxes(one)]
        free = not any(touch(box, other) for i, box in enumerate(boxes) for other in self.taken + boxes[:i])
        if free and all(box[2] <= self.right + RIGHT for box in boxes):
            self.taken += boxes
            return True
        return False

    def holds(self, one: "Annotation") -> bool:
        """Return whether all of an annotation lies within the axes."""
        places = [one["start"], one["end"]] if one["kind"] == "arrow" else one.get("places", [])
        x, y = [x for x, _ in places], [y for _, y in places]
        if not places:
            x = [one[key] for key in ("x", "start", "end") if key in one]
            y = [one[key] for key in ("y", "top") if one.get(key) is not None]
        return all(0 <= share(each, self.across) <= 1 for each in x) and all(
            0 <= share(each, self.up) <= 1 for each in y
        )

    def boxes(self, one: "Annotation") -> "list[Box]":
        """Return the boxes of its words, if it has any, and of a measure."""
        lines = one.get("text", "").split("\n")
        if lines == [""]:
            return []
        at, size = one.get("at", ""), one.get("size", TEXT)
        middle = self.y(one["y"]) if "y" in one else self.top
        above = middle - AWAY - RISE * size
        if one["kind"] == "level":
            x, middle = self.left if at == "left" else self.right, above + one["below"] * (2 * AWAY + 0.8 * size)
            anchor = "start" if at == "left" else "end"
        elif one["kind"] == "span":
            x = (self.x(one["start"]) * (at != "end") + self.x(one["end"]) * (at != "start")) / (1 + (at == "middle"))
            x, middle = (x + AWAY, middle) if at == "end" else (x, above)
            anchor = "middle" if at == "middle" else "start"
        else:
            x, middle = self.x(one["x"]) + one.get("dx", AWAY), middle - one.get("dy", 0)
            anchor = one.get("anchor", "start")
        width = SLIM * max([text_width(line, size) for line in lines])
        height = (HIGH + LEADING * (len(lines) - 1)) * size
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        found = [(left, middle - height / 2, left + width, middle + height / 2)]
        if one["kind"] == "span":
            y = self.y(one["y"])
            found.append((self.x(one["start"]) + 1, y - BAR, self.x(one["end"]) - 1, y + BAR))
        return found


def share(value: float, axis: "dict[str, Any]") -> float:
    """Return which part of an axis lies below a value."""
    return float((value - axis["low"]) / (axis["high"] - axis["low"]))


def touch(one: "Box", other: "Box") -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
