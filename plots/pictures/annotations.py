"""What a picture says beside its data: levels, moments, measured spans, notes, arrows, rings, shaded ranges.

Places are in the units of the data, offsets in units of the figures. Words between dollars (``$b$``) are set in italics;
a line ends with ``\\n``. ``role`` is that of a series, whose colour the words have; 0 is the ink.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Annotation = dict[str, Any]
    Place = tuple[float, float]


def level(y: float, text: str = "", *, at: str = "right", below: bool = False) -> "Annotation":
    """Return a dashed horizontal line; its words stand over it, or ``below``, at its ``left`` or ``right`` end."""
    return {"kind": "level", "y": y, "text": text, "at": at, "below": below}


def moment(x: float, text: str = "", *, top: "float | None" = None, row: int = 0) -> "Annotation":
    """Return a dotted vertical line from the x axis up to ``top`` (default: the upper edge).

    Its words stand beside its top, or so many rows lower, where the names of neighbours would touch.
    """
    return {"kind": "moment", "x": x, "text": text, "top": top, "row": row}


def span(start: float, end: float, y: float, text: str, *, at: str = "middle") -> "Annotation":
    """Return the measure of a length on the x axis: a line between two bars.

    Its words stand over its ``middle`` or its ``start``, or after its ``end``.
    """
    return {"kind": "span", "start": start, "end": end, "y": y, "text": text, "at": at}


def note(
    x: float,
    y: float,
    text: str,
    *,
    dx: float = 0,
    dy: float = 0,
    anchor: str = "start",
    role: int = 0,
    size: float = 12,
) -> "Annotation":
    """Return words at a place, moved by ``dx`` to the right and by ``dy`` up; a halo of paper keeps them readable."""
    return {
        "kind": "note",
        "x": x,
        "y": y,
        "text": text,
        "dx": dx,
        "dy": dy,
        "anchor": anchor,
        "role": role,
        "size": size,
    }


def arrow(start: "Place", end: "Place", *, bend: float = 0, gap: float = 3) -> "Annotation":
    """Return an arrow, straight or bent to one side (a share of its length), that keeps a ``gap`` to both places."""
    return {"kind": "arrow", "start": start, "end": end, "bend": bend, "gap": gap}


def ring(places: "list[Place]") -> "Annotation":
    """Return rings round points that the text speaks of."""
    return {"kind": "ring", "places": places}


def shade(start: float, end: float) -> "Annotation":
    """Return a tinted range of the x axis."""
    return {"kind": "shade", "start": start, "end": end}
