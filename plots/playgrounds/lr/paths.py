"""Where the schedules lead plain SGD: its paths over the contours of the two small problems, step by step.

A picture of kind ``surface`` has a ``plane`` (its axes ``x`` and ``y``), the ``levels``, which are closed lines on which
the loss is the same, the ``paths``: label, role and the places after 0, 1, 2, … updates, and their ``origin``, which can
be moved from ``home`` within the ``box``.
"""

import json
import math

from plots.pictures.annotations import note
from plots.pictures.chart import BELOW, axis, even_ticks
from plots.pictures.frame import NAME, dot_size
from plots.playgrounds.lr.losses import PROBLEMS, all_descents, are_whole, progress_of
from plots.playgrounds.lr.pictures import PATH, curves, steps_name
from plots.playgrounds.lr.starts import BOXES
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.descent import Problem
    from plots.playgrounds.lr.rates import Rates
    from plots.playgrounds.lr.starts import Box
    from plots.playgrounds.playground import Drawn

    Place = tuple[float, float]

WIDEST = 8  # times as wide a plane becomes at most; what goes further leaves it
LOWEST, POWERS = 0.01, 5  # loss of the innermost contour in the usual plane; powers of ten up to the outermost
CORNERS = 80  # of a contour
NEAREST = 0.06  # of the height of the plane: what is written on a contour keeps so far from the lowest point
MOST_DOTS = 100  # steps of a path that get a dot each

contours: "dict[tuple[str, int], str]" = {}


def path_picture(name: str, drawn: "list[Drawn[Rates]]") -> str:
    """Return the paths of all settings on one problem as JSON, or how far they are."""
    key = name.replace(PATH, "")
    problem, title = PROBLEMS[key]
    runs = all_descents(key, drawn)
    if not are_whole(runs):
        return progress_of(runs)
    last = drawn[0].values["until"]
    times = zoom(BOXES[key], [place for run in runs for place in run.places])
    left, right, low, high = box = larger(BOXES[key], times)
    looks = [look for _, look in curves(drawn)]
    picture: "dict[str, Any]" = {
        "name": name,
        "kind": "surface",
        "label": f"{title}上的路径",
        "height": BELOW,
        "x": axis(steps_name(drawn), 0, last, ticks=[]),
        "plane": {"x": plane_axis("$x$", left, right), "y": plane_axis("$y$", low, high)},
        "annotations": named_levels(problem, times, box)
        + (names(looks, runs[0].places[0], box) if len(looks) > 1 else []),
        "origin": {"path": [key], "box": BOXES[key], "home": problem.start},
    }
    paths = []
    for run, look in zip(runs, looks):
        dot = dot_size(len(run.places)) if len(run.places) <= MOST_DOTS else 0
        shown = {"label": look["label"], "role": look["role"], "dot": dot}
        paths.append(f'{json.dumps(shown)[:-1]},"places":{places_json(run.places)}}}')
    return f'{json.dumps(picture)[:-1]},"levels":{contours_json(key, times)},"paths":[{",".join(paths)}]}}'


def zoom(box: "Box", places: "list[Place]") -> int:
    """Return how many times as wide as usual a plane is that holds all places: 1, 2, 4 or 8."""
    times = 1
    while times < WIDEST:
        left, right, low, high = larger(box, times)
        if all(left <= x <= right and low <= y <= high for x, y in places):
            break
        times *= 2
    return times


def larger(box: "Box", times: int) -> "Box":
    left, right, low, high = box
    return times * left, times * right, times * low, times * high


def losses(times: int) -> "list[float]":
    """Return the powers of ten that have a contour, the lowest first: one that is seen in a plane so wide."""
    lowest = LOWEST
    while lowest * 10 <= LOWEST * times * times:
        lowest *= 10
    return [lowest * 10**i for i in range(POWERS)]


def plane_axis(label: str, low: float, high: float) -> "dict[str, Any]":
    """Return an axis with ticks beyond its ends, too: it is made longer where there is room to spare."""
    width = high - low
    return axis(label, low, high, ticks=even_ticks(low - width, high + width, most=18))


def named_levels(problem: "Problem", times: int, box: "Box") -> "list[dict[str, Any]]":
    """Return what is written on the contours of the powers of ten, below the lowest point."""
    low, high = box[2:]
    found = []
    for loss in losses(times):
        y = -math.sqrt(2 * loss / problem.steep)
        if 0.95 * low < y < NEAREST * (low - high):
            found.append(note(0, y, rounded(loss), anchor="middle", size=10))
    return found


def names(looks: "list[dict[str, Any]]", start: "Place", box: "Box") -> "list[dict[str, Any]]":
    """Return the names of the paths, one below the other in the upper corner where they do not begin."""
    x, anchor, dx = (box[0], "start", 6) if start[0] > 0 else (box[1], "end", -6)
    return [
        note(x, box[3], look["label"], dx=dx, dy=-NAME * (i + 0.6), anchor=anchor, role=look["role"])
        for i, look in enumerate(looks)
    ]


def contours_json(key: str, times: int) -> str:
    """Return the lines on which the loss is a power of ten, and halfway to the next, the outermost first."""
    if (key, times) not in contours:
        problem, _ = PROBLEMS[key]
        levels = [loss * factor for loss in losses(times) for factor in (1, math.sqrt(10))]
        lines = [places_json(problem.contour(level, CORNERS), "[%.4g,%.4g]") for level in levels[::-1]]
        contours[(key, times)] = "[" + ",".join(lines) + "]"
    return contours[(key, times)]


def places_json(places: "list[Place]", form: str = "[%.5g,%.5g]") -> str:
    return "[" + ",".join([form % place for place in places]) + "]"
