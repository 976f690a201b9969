"""Pictures that are a board: boxes, words and lines placed on a sheet of fixed width, moment by moment.

A picture of kind ``board`` has a ``width`` and a ``height`` in units of the figures, what always stands there
(``boxes``, ``notes``, ``lines``), its ``moments`` (``boxes`` on top, and the ``words`` that say what is seen), the
moment ``rest`` that is shown before the reader walks, and a ``table`` of the data. It is the grammar of the diagrams in
`plots.marks`, so that a picture can stand where a figure stood.
"""

import json

from plots.pictures.frame import TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # Centre, size, text, look: a name of plots.style.LOOKS, or "bar-1" … "bar-6" for a filled and hatched bar.
    Box = tuple[float, float, float, float, str, str]


def note(x: float, y: float, text: str, *, anchor: str = "start", size: int = TEXT, look: str = "") -> "dict[str, Any]":
    """Return words whose line is centred on ``y``; ``look``: ``"strong"``, ``"mark"`` or ``"inside"`` a filled bar."""
    return {"x": x, "y": y, "text": text, "anchor": anchor, "size": size, "look": look}


def line(x: float, y: float, to_x: float, to_y: float, look: str) -> "list[Any]":
    """Return a straight line; ``look``: ``"limit"`` (dashed, in the colour of marks), ``"cut"`` or ``"way"``."""
    return [x, y, to_x, to_y, look]


def board_json(picture: "dict[str, Any]", moments: "list[tuple[str, list[Box]]]") -> str:
    """Return a picture and its moments, each its words and boxes, as JSON.

    Many boxes make a picture, and formatting is quicker than ``json.dumps``: texts in boxes are plain words.
    """
    parts = []
    for words, boxes in moments:
        parts.append('{"words":%s,"boxes":%s}' % (json.dumps(words), boxes_json(boxes)))
    return json.dumps(picture)[:-1] + ',"moments":[' + ",".join(parts) + "]}"


def boxes_json(boxes: "list[Box]") -> str:
    """Return boxes as JSON, each ``[x, y, width, height, text, look]``."""
    return "[" + ",".join(['[%.6g,%.6g,%.6g,%.6g,"%s","%s"]' % box for box in boxes]) + "]"
