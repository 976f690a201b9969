"""The classes of points that the reader changes."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.points import Change


def classed(change: "Change", places: "list[Any]") -> "Change":
    """Return a change whose point has a class: the one that it had, 1 for a new one."""
    index, place = change
    if place is None or len(place) == 3:
        return change
    own = 1 if index is None or index >= len(places) else places[index][2]
    return index, place + (own,)
