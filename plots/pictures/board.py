"""Pictures that are a board: boxes, words and lines placed on a sheet of fixed width, moment by moment.

A picture of kind ``board`` has a ``width`` and a ``height`` in units of the figures, what always stands there
(``boxes``, ``lines`` over them, ``notes`` over these), its ``areas`` (what is told where one points, the last that holds the
place; with the moment to which it leads, where it leads to one), its ``moments`` (``boxes`` on top, and the ``words`` that say what
is seen), for each of them its ``moves`` (what is on its way while one comes to it from the moment before: a page lets it glide),
the moment ``rest`` that is shown before the reader walks, and a ``table`` of the data. Looks are those of
`plots.pictures.looks`.
"""

import json

from plots.pictures.frame import READING_MS, TEXT, WIDTH
from plots.pictures.looks import HATCHES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Box = tuple[float, float, float, float, str, str]  # centre, size, text, look
    Line = tuple[float, float, float, float, str]  # from here to there, look
    Area = (
        tuple[float, float, float, float, str] | tuple[float, float, float, float, str, int]
    )  # centre, size, words, moment
    Moments = list[tuple[str, list[Box]]]  # what is seen, in words; what is drawn
    Move = tuple[float, float, float, float, float, float, str, str]  # from here to there, size, text, look
    Picture = dict[str, Any]

BOX = '[%.6g,%.6g,%.6g,%.6g,"%s","%s"]'
LINE = '[%.6g,%.6g,%.6g,%.6g,"%s"]'
MOVE = '[%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,"%s","%s"]'
TITLE = 22.0  # height of the title of a board among several


def board(
    name: str,
    label: str,
    height: float,
    *,
    moments: "Moments",
    rest: int = 0,
    boxes: "list[Box]",
    notes: "list[dict[str, Any]]",
    lines: "list[Line] | None" = None,
    areas: "Sequence[Area]" = (),
    moves: "Sequence[list[Move]]" = (),
    table: "list[list[str]]",
) -> "Picture":
    """Return a picture; the reader walks through its moments."""
    last = len(moments) - 1
    return {
        "name": name,
        "kind": "board",
        "label": label,
        "width": WIDTH,
        "height": height,
        "x": {"label": "时刻", "low": 0, "high": last, "first": 0, "last": last},
        "boxes": boxes,
        "lines": lines or [],
        "notes": notes,
        "areas": areas,
        "moments": moments,
        "moves": list(moves),
        "rest": rest,
        "reading": READING_MS,
        "table": table,
    }


def note(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = TEXT, look: str = "plain"
) -> "dict[str, Any]":
    """Return words whose line is centred on ``y``."""
    return {"x": x, "y": y, "text": text, "anchor": anchor, "size": size, "look": look}


def titled(picture: "Picture", title: str) -> None:
    """Move all that is on a board down, to write its title above."""
    picture["height"] += TITLE
    for each in picture["notes"]:
        each["y"] += TITLE
    picture["lines"] = [(x, y + TITLE, to_x, to_y + TITLE, look) for x, y, to_x, to_y, look in picture["lines"]]
    picture["boxes"] = lowered(picture["boxes"])
    picture["areas"] = [(area[0], area[1] + TITLE) + area[2:] for area in picture["areas"]]
    picture["moments"] = [(words, lowered(boxes)) for words, boxes in picture["moments"]]
    picture["moves"] = [
        [(move[0], move[1] + TITLE, move[2], move[3] + TITLE) + move[4:] for move in moves]
        for moves in picture["moves"]
    ]
    picture["notes"].append(note(4, 12, title, size=13, look="strong"))


def lowered(boxes: "list[Box]") -> "list[Box]":
    """Return boxes moved down by a title."""
    return [(x, y + TITLE, width, height, text, look) for x, y, width, height, text, look in boxes]


def hatching(bar: "Box") -> "list[Line]":
    """Return the lines over a part of a bar."""
    x, y, width, height, _, look = bar
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    found: "list[Line]" = []
    for way, space in HATCHES.get(look, ()):
        if way == "level":
            found += [(left, place, right, place, "hatch") for place in places(top, bottom, space)]
        elif way == "upright":
            found += [(place, top, place, bottom, "hatch") for place in places(left, right, space)]
        else:
            for start in places(left - height, right, space):  # from the lower to the upper edge, cut at the sides
                near, far = max(start, left), min(start + height, right)
                ends = (near - start, far - start)
                one, other = [bottom - along if way == "rising" else top + along for along in ends]
                found.append((near, one, far, other, "hatch"))
    return found


def places(start: float, stop: float, space: float) -> "list[float]":
    """Return the places between two ends, so far from one another."""
    return [start + space * i for i in range(1, int((stop - start) / space) + 1) if start + space * i < stop]


def board_json(picture: "Picture") -> str:
    """Return a picture as JSON.

    Many boxes and lines make a picture, and formatting is quicker than ``json.dumps``: texts in boxes are plain words.
    """
    whole = dict(picture)
    moments, moves, lines = whole.pop("moments"), whole.pop("moves"), whole.pop("lines")
    shown = ['{"words":%s,"boxes":%s}' % (json.dumps(words), rows(BOX, boxes)) for words, boxes in moments]
    under_way = [rows(MOVE, each) for each in moves]
    lists = (("lines", rows(LINE, lines)), ("moments", f"[{','.join(shown)}]"), ("moves", f"[{','.join(under_way)}]"))
    return json.dumps(whole)[:-1] + "".join([f',"{name}":{text}' for name, text in lists]) + "}"


def rows(form: str, found: "Sequence[tuple[Any, ...]]") -> str:
    """Return tuples as JSON, each in a form of ``BOX``, ``LINE`` and ``MOVE``."""
    return "[" + ",".join([form % row for row in found]) + "]"
