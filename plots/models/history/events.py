"""The timeline: what happened, when it is known to have happened, and who says so.

events = timeline(rows)
filtered(events, lanes=("product", "funding"), first_year=2018, last_year=2021, search="Lux Capital")
"""

from collections import namedtuple

from plots.models.history.dates import in_chinese, written
from plots.models.history.rows import Row, read, require_order, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``id``: the anchor; ``date``: a Date; ``lane``: one of LANES; ``title``: in Chinese; ``source``: an address;
# ``evidence``: one of GRADES.
Event = namedtuple("Event", "id date lane title title_en source evidence")

LANES = ("product", "open-source", "research", "funding", "community", "company")
LANE_NAMES = ("产品", "开源", "研究", "融资", "社区", "公司")

# hard: anyone can recompute it; strong: the organisation concerned says so; medium: press, interviews.
GRADES = ("hard", "strong", "medium")
GRADE_NAMES = ("可复算的记录", "当事方的说法", "媒体与访谈")


def timeline(table: "Table") -> list[Event]:
    """Return the events, in the order of time; one known to the year stands before those of its months.

    Args:
        table: Rows with id, date, precision, category (the lane), title_en, title_zh, source_url, evidence.

    Raises:
        RowError: If a cell is wrong, an id occurs twice, or a row is out of order.
    """
    events = read(table, event)
    require_unique(table, "id")
    require_order(table, "date")
    return events


def event(row: Row) -> Event:
    """Return the event of a row."""
    return Event(
        row.slug("id"),
        row.dated("date"),
        row.choice("category", LANES),
        row.text("title_zh"),
        row.text("title_en"),
        row.address("source_url"),
        row.choice("evidence", GRADES),
    )


def filtered(
    events: "Sequence[Event]",
    *,
    lanes: "Sequence[str]" = LANES,
    first_year: "int | None" = None,
    last_year: "int | None" = None,
    search: str = "",
) -> list[Event]:
    """Return the events of these lanes and years that hold every word of ``search``, in their order.

    Args:
        events: To choose from.
        lanes: Those to keep; none keeps nothing.
        first_year: The first year to keep, None for no bound.
        last_year: The last one, None for no bound.
        search: Words between spaces, full-width ones too; each must occur in a title, the date, the lane or the id.
            Case and the accent of é do not matter.

    Raises:
        ValueError: If a lane is unknown or the years are the wrong way round.
    """
    for lane in lanes:
        if lane not in LANES:
            raise ValueError(f"lanes must be among {', '.join(LANES)}, got {lane!r}")
    if first_year is not None and last_year is not None and first_year > last_year:
        raise ValueError(f"first_year must be ≤ last_year, got {first_year} and {last_year}")
    words = folded(search).split()
    return [
        one
        for one in events
        if one.lane in lanes
        and (first_year is None or one.date.year >= first_year)
        and (last_year is None or one.date.year <= last_year)
        and has_words(one, words)
    ]


def has_words(one: Event, words: "Sequence[str]") -> bool:
    """Return whether every word occurs in what a reader may search an event by."""
    when = f"{written(one.date)} {in_chinese(one.date)}"
    text = folded(f"{one.title} {one.title_en} {when} {one.lane} {lane_name(one.lane)} {one.id}")
    return all(word in text for word in words)


def folded(text: str) -> str:
    """Return a text as it is searched: A to Z in lower case, é as e, full-width spaces as spaces.

    ``str.lower`` knows other letters than A to Z in CPython only.
    """
    signs = [chr(ord(sign) + 32) if "A" <= sign <= "Z" else sign for sign in text]
    return "".join(signs).replace("é", "e").replace("É", "e").replace("\u3000", " ")


def lane_name(lane: str) -> str:
    """Return the Chinese name of a lane."""
    return LANE_NAMES[LANES.index(lane)]


def grade_name(grade: str) -> str:
    """Return the Chinese name of a grade of evidence."""
    return GRADE_NAMES[GRADES.index(grade)]


def years(events: "Sequence[Event]") -> tuple[int, int]:
    """Return the first and the last year with an event.

    Raises:
        ValueError: If there is no event.
    """
    if len(events) == 0:
        raise ValueError("events must not be empty")
    found = [one.date.year for one in events]
    return min(found), max(found)


def event_with(events: "Sequence[Event]", id: str) -> Event:
    """Return the event of this id.

    Raises:
        ValueError: If there is none.
    """
    for one in events:
        if one.id == id:
            return one
    raise ValueError(f"id must be that of an event, got {id!r}")
