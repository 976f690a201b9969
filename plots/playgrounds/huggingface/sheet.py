"""The timeline on a sheet: where each event lies, and which ones are named.

Time goes down, lanes are columns, names stand at the right. The figure and the page draw the same sheet, in units of
the figures. A date that is known to the month or the year is a bar over all that it may mean.
"""

from collections import namedtuple

from plots.models.history.dates import span
from plots.models.history.events import GRADES, LANES
from plots.pictures.frame import WIDTH, text_width
from plots.playgrounds.huggingface.landmarks import short_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.events import Event

# ``marks``: one per event; ``names``: at the right; ``ticks``: (text, y, whether it is a year).
Sheet = namedtuple("Sheet", "marks names ticks")
# Centre ``x``, from ``top`` to ``bottom``; ``lane``: its number from 0; ``grade``: of evidence; a day is a dot, whose
# ``top`` is its ``bottom``.
Mark = namedtuple("Mark", "id x top bottom lane grade")
# ``text`` centred on ``y``, led to from ``start``, the height of the mark, at ``x``.
Name = namedtuple("Name", "id text y x start lane")

TOP, BOTTOM = 34.0, 650.0  # of the axis of time
HEIGHT = 684
FIRST_LANE, PITCH = 58.0, 30.0  # centre of the first lane, from one to the next
LAST_LANE = FIRST_LANE + PITCH * (len(LANES) - 1)
EDGE = LAST_LANE + PITCH / 2  # of the lanes; names begin a little further
NAMES = EDGE + 14
DOT = 4.0  # radius
SIZE = 13  # of the names
GAP = 17.0  # from one name to the next
ASIDE = (0.0, 9.0, -9.0)  # where a mark goes that would cover another
QUARTERS = (("4 月", 0.25), ("7 月", 0.5), ("10 月", 0.75))
FINE_YEARS = 3  # up to so many years the axis shows quarters, too
MOST_NAMES = int((BOTTOM - TOP) / GAP)
# Below the axis: full, half full and empty marks, with what they mean.
KEY = (
    (Mark("", 44.0, 668.0, 668.0, 1, GRADES[0]), "可复算"),
    (Mark("", 124.0, 668.0, 668.0, 1, GRADES[1]), "当事方"),
    (Mark("", 204.0, 668.0, 668.0, 1, GRADES[2]), "媒体"),
)


def sheet(events: "Sequence[Event]", first_year: int, last_year: int) -> Sheet:
    """Return the sheet of these events, in the order of time.

    Args:
        events: All of them within the years.
        first_year, last_year: Of the axis, both included.
    """
    marks = marks_of(events, first_year, last_year)
    return Sheet(marks, names_of(events, marks), ticks_of(first_year, last_year))


def height_of(year: float, first_year: int, last_year: int) -> float:
    """Return where a moment, in years, lies on the axis."""
    return TOP + (BOTTOM - TOP) * (year - first_year) / (last_year + 1 - first_year)


def marks_of(events: "Sequence[Event]", first_year: int, last_year: int) -> list[Mark]:
    """Return a mark for each event; one that would cover another in its lane goes aside."""
    marks: list[Mark] = []
    for one in events:
        start, end = [height_of(year, first_year, last_year) for year in span(one.date)]
        if one.date.day is not None:
            start = end = (start + end) / 2
        lane = LANES.index(one.lane)
        middle = FIRST_LANE + PITCH * lane
        above = [[each.bottom for each in marks if each.x == middle + aside] for aside in ASIDE]
        rooms = [start - max(bottoms) if bottoms else BOTTOM for bottoms in above]
        free = [i for i, room in enumerate(rooms) if room > 2 * DOT] or [rooms.index(max(rooms))]
        marks.append(Mark(one.id, middle + ASIDE[free[0]], start, end, lane, one.evidence))
    return marks


def names_of(events: "Sequence[Event]", marks: list[Mark]) -> list[Name]:
    """Return the names of all events where there is room for them, else of the landmarks."""
    room = WIDTH - NAMES - 4
    found = []
    for one, mark in zip(events, marks):
        short = short_name(one.id)
        if short or len(events) <= MOST_NAMES:
            found.append((short or shortened(one.title, room), mark))
    middles = [(mark.top + mark.bottom) / 2 for _, mark in found]
    order = sorted([(middle, i) for i, middle in enumerate(middles)])
    places = apart([middle for middle, _ in order], GAP, TOP + GAP / 2, BOTTOM - GAP / 2)
    names = []
    for (start, i), y in zip(order, places):
        text, mark = found[i]
        names.append(Name(mark.id, text, y, mark.x, start, mark.lane))
    return names


def shortened(text: str, room: float) -> str:
    """Return a text that fits into so many units, the end cut off."""
    if text_width(text, SIZE) <= room:
        return text
    while text_width(text, SIZE) + text_width("…", SIZE) > room:
        text = text[:-1]
    return text.rstrip(" ，、：；（") + "…"


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
