"""The timeline on a sheet: where each event lies, and which ones are named.

Time goes down, lanes are columns, names stand at the right, all in units of the figures. A date that is known to the
month or the year is a bar over all that it may mean. A picture of kind ``timeline`` has ``marks`` (x, top, bottom, lane,
grade; a day is a dot, whose top is its bottom), ``names`` (index of the event, text, x, start, y, lane: centred on ``y``,
led to from the mark at ``x`` and ``start``), ``ticks`` (text, y, whether it is a year), and ``items``: the ids of the
events that are shown.
"""

from plots.models.history.dates import span
from plots.models.history.events import GRADES, LANE_NAMES, LANES
from plots.pictures.chart import axis
from plots.pictures.frame import READING_MS, WIDTH, text_width
from plots.pictures.huggingface.landmarks import LANDMARKS, SHORT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plots.models.history.events import Event

    Mark = tuple[float, float, float, int, int]

TOP, BOTTOM = 34.0, 650.0  # of the axis of time
HEIGHT = 684
YEARS = 36.0  # right end of the names of the years
FIRST_LANE, PITCH = 58.0, 30.0  # centre of the first lane, from one to the next
LAST_LANE = FIRST_LANE + PITCH * (len(LANES) - 1)
EDGE = LAST_LANE + PITCH / 2  # of the lanes; names begin a little further
NAMES = EDGE + 14
COLOURS = ("series-2", "series-1", "series-4", "series-3", "muted", "ink")  # of the lanes, in their order
DOT = 4.0  # radius
SIZE = 13  # of the names
CLAUSE_ENDS = "，：；（、"  # what follows can be left out
GAP = 17.0  # from one name to the next
ASIDE = (0.0, 9.0, -9.0)  # where a mark goes that would cover another
QUARTERS = (("4 月", 0.25), ("7 月", 0.5), ("10 月", 0.75))
FINE_YEARS = 3  # up to so many years the axis shows quarters, too
MOST_NAMES = int((BOTTOM - TOP) / GAP)
# Below the axis: full, half full and empty marks, with what they mean.
KEY = (
    ((44.0, 668.0, 668.0, 1, 0), "可复算"),
    ((124.0, 668.0, 668.0, 1, 1), "当事方"),
    ((204.0, 668.0, 668.0, 1, 2), "媒体"),
)


def timeline(events: "Sequence[Event]", first_year: int, last_year: int) -> "dict[str, Any]":
    """Return the picture of these events.

    Args:
        events: In the order of time, all of them within the years.
        first_year, last_year: Of the axis, both included.
    """
    marks = marks_of(events, first_year, last_year)
    last = max(len(events) - 1, 0)
    return {
        "name": "timeline",
        "kind": "timeline",
        "label": f"时间线，{first_year} 到 {last_year} 年，{len(events)} 件事，时间向下，每列一类",
        "width": WIDTH,
        "height": HEIGHT,
        "x": axis("第几件", 0, last, first=0, last=last),
        "numbered": 1,
        "reading": READING_MS,
        "top": TOP,
        "bottom": BOTTOM,
        "years": YEARS,
        "edge": EDGE,
        "names_from": NAMES,
        "size": SIZE,
        "dot": DOT,
        "lanes": [[name, FIRST_LANE + PITCH * i, COLOURS[i]] for i, name in enumerate(LANE_NAMES)],
        "ticks": ticks_of(first_year, last_year),
        "marks": [(x, round(top, 2), round(bottom, 2), lane, grade) for x, top, bottom, lane, grade in marks],
        "names": names_of(events, marks),
        "key": KEY,
        "items": [one.id for one in events],
    }


def lane_colour(lane: str) -> str:
    return COLOURS[LANES.index(lane)]


def height_of(year: float, first_year: int, last_year: int) -> float:
    """Return where a moment, in years, lies on the axis."""
    return TOP + (BOTTOM - TOP) * (year - first_year) / (last_year + 1 - first_year)


def marks_of(events: "Sequence[Event]", first_year: int, last_year: int) -> "list[Mark]":
    """Return a mark for each event; one that would cover another in its lane goes aside."""
    marks: "list[Mark]" = []
    for one in events:
        start, end = [height_of(year, first_year, last_year) for year in span(one.date)]
        if one.date.day is not None:
            start = end = (start + end) / 2
        lane = LANES.index(one.lane)
        middle = FIRST_LANE + PITCH * lane
        above = [[bottom for x, _, bottom, _, _ in marks if x == middle + aside] for aside in ASIDE]
        rooms = [start - max(bottoms) if bottoms else BOTTOM for bottoms in above]
        free = [i for i, room in enumerate(rooms) if room > 2 * DOT] or [rooms.index(max(rooms))]
        place = middle + ASIDE[free[0]]
        marks.append((place, start, end, lane, GRADES.index(one.evidence)))
    return marks


def names_of(events: "Sequence[Event]", marks: "list[Mark]") -> "list[tuple[int, str, float, float, float, int]]":
    """Return the names of all events where there is room for them, else of the landmarks."""
    room = WIDTH - NAMES - 4
    found = []
    for i, (one, (_, top, bottom, _, _)) in enumerate(zip(events, marks)):
        text = LANDMARKS.get(one.id) or (brief(one, room) if len(events) <= MOST_NAMES else "")
        if text:
            found.append(((top + bottom) / 2, i, text))
    found.sort()
    places = apart([middle for middle, _, _ in found], GAP, TOP + GAP / 2, BOTTOM - GAP / 2)
    return [
        (i, text, marks[i][0], round(start, 2), round(y, 2), marks[i][3]) for (start, i, text), y in zip(found, places)
    ]


def brief(one: "Event", room: float) -> str:
    """Return a title, its short name or as many of its clauses as fit into so many units."""
    text: str = one.title
    if text_width(text, SIZE) <= room:
        return text
    if one.id in SHORT:
        return SHORT[one.id]
    ends = [i for i, character in enumerate(text) if character in CLAUSE_ENDS]
    return text[: max([end for end in ends if text_width(text[:end], SIZE) <= room] or [len(text)])]


def apart(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return rising places moved as little as possible, by least squares, so that neighbours keep a gap.

    All stay within ``low`` and ``high``, which must have room for them.
    """
    groups: list[tuple[float, int]] = []  # sum of what is left of the gaps, number of places: neighbours that touch
    for i, place in enumerate(places):
        total, count = place - i * gap, 1
        while groups and groups[-1][0] * count > total * groups[-1][1]:
            before = groups.pop()
            total, count = total + before[0], count + before[1]
        groups.append((total, count))
    moved: list[float] = []
    last = high - (len(places) - 1) * gap
    for total, count in groups:
        for _ in range(count):
            moved.append(min(max(total / count, low), last) + len(moved) * gap)
    return moved


def ticks_of(first_year: int, last_year: int) -> list[tuple[str, float, bool]]:
    """Return the beginnings of the years, and of the quarters where there are few years."""
    ticks = []
    for year in range(first_year, last_year + 1):
        ticks.append((str(year), height_of(year, first_year, last_year), True))
        if last_year - first_year < FINE_YEARS:
            ticks += [(text, height_of(year + part, first_year, last_year), False) for text, part in QUARTERS]
    return ticks
