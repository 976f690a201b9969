"""The picture of the points with their clusters, moment by moment.

A picture of kind ``points`` has a ``plane`` (its axes ``x`` and ``y``; ``square`` if both have one scale), the
``points`` and their ``names``, and the ``moments``: ``words``, ``step``, ``centers``, ``labels`` (a character for each
point, "0" for the first centre) and the ``sizes`` of the clusters. With ``regions`` the cells of the centres lie below.
``edits`` says which controls take moved points and centres, and of which setting they are. With ``progress`` there is
more to come: the page asks for the picture again.
"""

import json

from plots.pictures.chart import axis
from plots.playgrounds.kmeans.runs import HIGH, LOW
from plots.playgrounds.kmeans.sentences import moment_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn

MARGIN = 0.05  # of what lies beyond the usual box
MOST_UNEQUAL = 4  # as many times as wide may be shown with one scale
STEPS = "半步"


def points_picture(name: str, drawn: "list[Drawn]", i: int) -> str:
    """Return the points of setting ``i`` as JSON, with as much of the run as there is."""
    run: "Run" = drawn[i].result
    last = max([len(each.result.moments) for each in drawn]) - 1
    picture = {
        "name": name,
        "kind": "points",
        "label": drawn[i].label if len(drawn) > 1 else "",
        "x": axis(STEPS, 0, max(last, 1), first=0, last=max(last, 1)),
        "plane": plane(run),
        "regions": True,
        "edits": {"points": ["points"], "centers": ["centers"], "setting": drawn[i].setting},
    }
    if not run.finished:
        picture["progress"] = run.progress
    parts = [json.dumps(picture)[:-1], '"points":' + run.points_json, '"names":' + run.names_json]
    return ",".join(parts) + ',"moments":[' + ",".join(moments_json(run)) + "]}"


def plane(run: "Run") -> "dict[str, Any]":
    """Return the axes: the usual box, or a larger one that holds all points."""
    sides = []
    for place, label in ((0, "x₁"), (1, "x₂")):
        low = high = None
        values = [point[place] for point in run.points]
        if values:
            low, high = min(values), max(values)
        if low is None or high is None or (low >= LOW and high <= HIGH):
            sides.append(axis(label, LOW, HIGH, first=LOW, last=HIGH))
            continue
        low, high = min(low, LOW), max(high, HIGH)
        room = MARGIN * (high - low)
        sides.append(axis(label, low - room, high + room, first=low, last=high))
    widths = [side["high"] - side["low"] for side in sides]
    return {"x": sides[0], "y": sides[1], "square": max(widths) <= MOST_UNEQUAL * min(widths)}


def moments_json(run: "Run") -> "list[str]":
    """Return the moments as JSON."""
    found = []
    for i, each in enumerate(run.moments):
        centers = ",".join(["[%.10g,%.10g]" % (x, y) for x, y in each.centers])
        head = '{"step":"%s","words":"%s"' % ("E" if each.step == "assign" else "M", moment_words(run, i))
        found.append('%s,"sizes":%s,"centers":[%s],"labels":"%s"}' % (head, each.sizes, centers, each.labels))
    return found
