"""Commits, authors and model families per quarter; what nobody counted is None.

quarters = quarterly_activity(rows)
for run in runs(quarters, "stars"):         # a line is drawn through each run, not across a gap
    [(quarters[i].label, value) for i, value in run]
"""

from collections import namedtuple

from plots.models.history.dates import date, written
from plots.models.history.events import GRADES
from plots.models.history.rows import Row, read

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plots.models.history.dates import Date
    from plots.models.history.rows import Table

# ``commits``: without merges and bots; ``mainline``: steps along the first parents; ``authors``: active ones;
# ``new_authors``: seen for the first time; ``families``: of models, in the tree at ``snapshot``, without ``deprecated``
# ones; ``stars``: on ``stars_date``. What is not known is None; a quarter that the table leaves out is all None.
Quarter = namedtuple(
    "Quarter",
    "label end is_complete commits bot_commits mainline authors new_authors all_authors all_commits families deprecated "
    "stars stars_date snapshot note source",
)

# The numbers of a quarter, and the columns that hold them.
FIELDS = tuple(
    "commits bot_commits mainline authors new_authors all_authors all_commits families deprecated stars".split()
)
COLUMNS = tuple(
    "commits bot_commits mainline_commits active_authors new_authors cumulative_authors cumulative_commits model_families "
    "model_families_deprecated stars".split()
)
FROM_GIT = COLUMNS[:7]  # known together or not at all

LAST_DAYS = ("03-31", "06-30", "09-30", "12-31")
ALIKE = 0.95  # mainline commits per commit, from which on a commit is about a pull request


def quarterly_activity(table: "Table") -> list[Quarter]:
    """Return the quarters from the first of the table to its last, none left out.

    Args:
        table: Rows with the columns of ``transformers_activity_quarterly.csv``.

    Raises:
        RowError: If a cell is wrong, a row is out of order, or a sum does not close.
    """
    found = read(table, quarter)
    quarters: list[Quarter] = []
    authors: int | None = 0
    commits: int | None = 0
    for index, one in enumerate(found):
        row = Row(index, table[index])
        if quarters:
            above = quarters[-1].label
            if one.label <= above:
                row.refuse("quarter", "order", above)
            while following(quarters[-1].label) != one.label:
                quarters.append(missing(following(quarters[-1].label)))
                authors = commits = None  # after a gap a sum cannot be checked
        authors = closed_sum(row, "cumulative_authors", authors, one.new_authors, one.all_authors)
        commits = closed_sum(row, "cumulative_commits", commits, one.commits, one.all_commits)
        quarters.append(one)
    return quarters


def closed_sum(row: Row, column: str, before: "int | None", added: "int | None", after: "int | None") -> "int | None":
    """Return the sum after a row; raise RowError unless it is that before plus what is added."""
    if before is not None and added is not None and after != before + added:
        row.refuse(column, "expected", str(before + added))
    return after


def quarter(row: Row) -> Quarter:
    """Return the quarter of a row."""
    label = row.text("quarter")
    if not is_label(label):
        row.refuse("quarter", "quarter")
    if row.text("quarter_end") != last_day_of(label):
        row.refuse("quarter_end", "expected", last_day_of(label))
    is_complete = row.choice("complete", ("yes", "no")) == "yes"
    numbers = [row.optional_number(column) for column in COLUMNS]
    for column in FROM_GIT:
        if (row.optional(column) == "") != (row.optional("commits") == ""):
            row.refuse(column, "together", "commits")
    if is_complete and numbers[0] is None:
        row.refuse("complete", "expected", "no")
    new, active = numbers[4], numbers[3]
    if new is not None and active is not None and new > active:
        row.refuse("new_authors", "most", str(active))
    if (row.optional("stars") == "") != (row.optional("stars_date") == ""):
        row.refuse("stars_date", "together", "stars")
    snapshot = row.day("snapshot_date")
    stars_date = row.day("stars_date") if row.optional("stars_date") else None
    for column, day in (("snapshot_date", snapshot), ("stars_date", stars_date)):
        if day is not None and label_of(day) != label:
            row.refuse(column, "within", label)
    row.text("snapshot_ref")
    row.choice("evidence", GRADES)
    return Quarter(
        *[label, date(last_day_of(label)), is_complete]
        + numbers
        + [stars_date, snapshot, row.optional("note"), row.address("source_url")]
    )


def is_label(label: str) -> bool:
    """Return whether a text is like 2018Q4."""
    year, q, number = label[:4], label[4:5], label[5:]
    return len(label) == 6 and all("0" <= sign <= "9" for sign in year) and q == "Q" and number in ("1", "2", "3", "4")


def last_day_of(label: str) -> str:
    """Return the last day of a quarter as text."""
    return f"{label[:4]}-{LAST_DAYS[int(label[5]) - 1]}"


def label_of(day: "Date") -> str:
    """Return the quarter of a day, e.g. 2018Q4."""
    return f"{written(day)[:4]}Q{(day.month + 2) // 3}"


def following(label: str) -> str:
    """Return the next quarter."""
    year, number = int(label[:4]), int(label[5])
    return "%04dQ%d" % ((year, number + 1) if number < 4 else (year + 1, 1))


def missing(label: str) -> Quarter:
    """Return a quarter of which nothing is known."""
    empty: list[Any] = [None] * (len(FIELDS) + 2)
    return Quarter(*[label, date(last_day_of(label)), False] + empty + ["", ""])


def runs(quarters: "Sequence[Quarter]", field: str) -> list[list[tuple[int, int]]]:
    """Return the stretches in which a field is known, each a list of (index of the quarter, value).

    Args:
        quarters: From ``quarterly_activity``, so that their indices are steps of a quarter.
        field: One of ``FIELDS``.
    """
    if field not in FIELDS:
        raise ValueError(f"field must be one of {', '.join(FIELDS)}, got {field!r}")
    found: list[list[tuple[int, int]]] = []
    is_open = False
    for index, one in enumerate(quarters):
        value = getattr(one, field)
        if value is None:
            is_open = False
            continue
        if not is_open:
            found.append([])
            is_open = True
        found[-1].append((index, value))
    return found


def squash_merges_since(quarters: "Sequence[Quarter]") -> "str | None":
    """Return the first quarter from which on a commit is about a merged pull request; None if there is none.

    Before it people pushed many small commits, so the numbers of commits before and after are not alike. It is read off
    the history: from this quarter on, the first-parent line has at least ``ALIKE`` of the commits in every quarter.
    """
    since = None
    for one in quarters:
        if one.commits is None or one.mainline is None:
            continue
        if one.mainline < ALIKE * one.commits:
            since = None
        elif since is None:
            since = one.label
    return since
