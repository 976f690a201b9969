"""Stars and forks of the repository over time, from daily snapshots.

snapshots = star_snapshots(rows)
milestones(snapshots)                       # [(10000, Snapshot(…)), …]: first snapshot at or above
between(snapshots, date("2020-01-01"), date("2020-12-31"))
"""

from collections import namedtuple

from plots.models.history.dates import DIGITS, Date, days_between, written
from plots.models.history.events import GRADES
from plots.models.history.rows import Row, read, require_order, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``name``: of the repository at that time.
Snapshot = namedtuple("Snapshot", "date stars forks name note source")

REPOSITORIES = ("pytorch-pretrained-BERT", "pytorch-transformers", "transformers")
PASSES = "passes "  # how the note of a milestone begins
LONGEST_MONTH_DAYS = 45  # between snapshots of two month ends; more is a gap


def star_snapshots(table: "Table") -> list[Snapshot]:
    """Return the snapshots in the order of time.

    Args:
        table: Rows with the columns of ``transformers_stars.csv``.

    Raises:
        RowError: If a cell is wrong, a day occurs twice, a row is out of order, an old name comes back, or the snapshot
            that passes a number is not the first at or above it.
    """
    snapshots = read(table, snapshot)
    require_unique(table, "date")
    require_order(table, "date")
    for index, one in enumerate(snapshots):
        row = Row(index, table[index])
        above = snapshots[index - 1] if index > 0 else None
        if above is not None and REPOSITORIES.index(one.name) < REPOSITORIES.index(above.name):
            row.refuse("repo_name", "order", above.name)
        aim = passed(one.note)
        if aim is not None and not (one.stars >= aim and (above is None or above.stars < aim)):
            row.refuse("note", "milestone")
    return snapshots


def snapshot(row: Row) -> Snapshot:
    """Return the snapshot of a row."""
    row.choice("evidence", GRADES)
    note = row.optional("note")
    if note.startswith(PASSES) and not all(sign in DIGITS for sign in note[len(PASSES) :].replace(",", "")):
        row.refuse("note", "number")
    return Snapshot(
        row.day("date"),
        row.number("stars"),
        row.number("forks"),
        row.choice("repo_name", REPOSITORIES),
        note,
        row.address("source_url"),
    )


def passed(note: str) -> "int | None":
    """Return 10000 for ``passes 10,000``; None for another note."""
    if not note.startswith(PASSES):
        return None
    return int(note[len(PASSES) :].replace(",", ""))


def milestones(snapshots: "Sequence[Snapshot]") -> list[tuple[int, Snapshot]]:
    """Return each number of stars that a note says is passed, with the snapshot."""
    found = []
    for one in snapshots:
        aim = passed(one.note)
        if aim is not None:
            found.append((aim, one))
    return found


def between(snapshots: "Sequence[Snapshot]", first: Date, last: Date) -> list[Snapshot]:
    """Return the snapshots from one day to another, both included.

    Raises:
        ValueError: If the days are the wrong way round or not known to the day.
    """
    if days_between(first, last) < 0:
        raise ValueError(f"first must be ≤ last, got {written(first)} and {written(last)}")
    return [one for one in snapshots if days_between(first, one.date) >= 0 and days_between(one.date, last) >= 0]


def runs(snapshots: "Sequence[Snapshot]", *, days: int = LONGEST_MONTH_DAYS) -> list[list[Snapshot]]:
    """Return the stretches without a gap of more than ``days`` days: a line is drawn through each, not across."""
    found: list[list[Snapshot]] = []
    for one in snapshots:
        if not found or days_between(found[-1][-1].date, one.date) > days:
            found.append([])
        found[-1].append(one)
    return found


def stars_per_day(snapshots: "Sequence[Snapshot]") -> float:
    """Return the stars gained per day from the first snapshot to the last.

    Raises:
        ValueError: If there are fewer than two.
    """
    if len(snapshots) < 2:
        raise ValueError(f"snapshots must be at least 2, got {len(snapshots)}")
    gained: int = snapshots[-1].stars - snapshots[0].stars
    return gained / days_between(snapshots[0].date, snapshots[-1].date)
