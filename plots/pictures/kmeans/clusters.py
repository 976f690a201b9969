"""Points with their clusters, half step by half step, over the cells of the centres.

A picture of kind ``points`` has a ``plane`` (its axes ``x`` and ``y``; ``square`` if both have one scale), the
``points`` and their ``names``, and the ``moments``: ``words``, ``step``, ``centers``, ``labels`` (a character for each
point, "0" for the first centre) and the ``sizes`` of the clusters, whose marks are the ``glyphs`` (role, name, corners). With
``regions`` the cells of the centres lie below. ``edits`` says which controls take moved points and centres, and of which
setting they are. With ``progress`` there is more to come: the page asks for the picture again.
"""

import json

from plots.pictures.chart import axis, even_ticks
from plots.pictures.frame import READING_MS
from plots.pictures.glyphs import CENTER, glyphs, point_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Point = list[float] | tuple[float, float]

HEIGHT = 336
LOW, HIGH = -0.5, 10.5  # of both axes, as long as no point lies beyond
MARGIN = 0.05  # of what lies beyond the usual box
MOST_UNEQUAL = 4  # as many times as wide may be shown with one scale
LETTERS = {"assign": "E", "update": "M", "transfer": "T", "quick": "Q"}  # what a step is called
STEPS = "步"
LABELS = ("$x_1$", "$x_2$")


def clusters_json(
    points: "Sequence[Point]",
    texts: str,
    names: str,
    moments: "list[str]",
    *,
    plane: "dict[str, Any]",
    k: int,
    last: int,
    **asked: "Any",
) -> str:
    """Return points with their clusters as JSON.

    Args:
        points: x_1 … x_n.
        texts, names: The points and their names, as JSON.
        moments: As `moment_json` writes them.
        plane: The axes, as `plane_of` and `plane_around` return them.
        k: Number of clusters.
        last: The last half step that the slider goes to.
        **asked: ``name`` and ``label`` of the picture, its ``edits``, its ``progress`` where there is more to come.
    """
    picture = {
        "kind": "points",
        "height": HEIGHT,
        "x": axis(STEPS, 0, max(last, 1), first=0, last=max(last, 1)),
        "start": 0,
        "reading": READING_MS,
        "plane": plane,
        "size": point_size(len(points)),
        "center": CENTER,
        "glyphs": glyphs(k),
        "regions": True,
    }
    picture.update(asked)
    head = json.dumps(picture)[:-1]
    return f'{head},"points":{texts},"names":{names},"moments":[{",".join(moments)}]}}'


def moment_json(
    step: str, words: str, centers: "Sequence[Sequence[float]]", labels: str, sizes: "Sequence[int]"
) -> str:
    """Return what there is after a half step."""
    places = ",".join(["[%.10g,%.10g]" % (x, y) for x, y in centers])
    letter = LETTERS[step]
    return '{"step":"%s","words":"%s","sizes":%s,"centers":[%s],"labels":"%s"}' % (letter, words, sizes, places, labels)


def plane_of(points: "Sequence[Point]") -> "dict[str, Any]":
    """Return the axes: the usual box, or a larger one that holds all points."""
    ends = []
    for place in (0, 1):
        values = [point[place] for point in points] + [LOW, HIGH]
        low, high = min(values), max(values)
        room = MARGIN * (high - low) if (low, high) != (LOW, HIGH) else 0
        ends.append((low - room, high + room))
    return sides_of(ends, LABELS)


def plane_around(points: "Sequence[Point]", names: "Sequence[str]") -> "dict[str, Any]":
    """Return the axes close round the points, whose columns may have ``names``."""
    ends = []
    for place in (0, 1):
        values = [point[place] for point in points] or [LOW, HIGH]
        low, high = min(values), max(values)
        room = MARGIN * (high - low) or 1  # all may lie on one line
        ends.append((low - room, high + room))
    return sides_of(ends, names or LABELS)


def sides_of(ends: "Sequence[tuple[float, float]]", labels: "Sequence[str]") -> "dict[str, Any]":
    sides = []
    for (low, high), label in zip(ends, labels):
        width = high - low  # there are ticks beyond the ends: one axis may have room to spare
        sides.append(axis(label, low, high, ticks=even_ticks(low - width, high + width, most=18)))
    widths = [side["high"] - side["low"] for side in sides]
    return {"x": sides[0], "y": sides[1], "square": max(widths) <= MOST_UNEQUAL * min(widths)}
