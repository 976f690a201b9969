"""The first week of the library: who committed what to the minute, from git.

commits = first_week(rows)
by_author(after(commits, milestone(commits, "release")))    # [("Thomas Wolf", 74), …], the most first
"""

from collections import namedtuple

from plots.models.history.dates import Date, date, days_between, precision
from plots.models.history.rows import Row, read, require_order, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``date`` and ``clock`` (15:19) in UTC; ``hour``: of the day, with a fraction; ``author``: a name, or one of OTHERS;
# ``milestone``: one of MILESTONES, "" for most.
Commit = namedtuple("Commit", "date clock hour author milestone source evidence")

MILESTONES = ("first", "release", "port", "training", "tidy", "outsider")
OTHERS = ("outsider", "server")  # people from outside the company, and a machine without a name
COMMIT = "https://github.com/{}/commit/{}"


def first_week(table: "Table") -> list[Commit]:
    """Return the commits, in the order of time; merges are left out of the table.

    Args:
        table: Rows with the columns of ``hf_first_week.csv``.

    Raises:
        RowError: If a cell is wrong, a commit occurs twice, or a row is out of order.
    """
    commits = read(table, commit)
    require_unique(table, "commit")
    require_order(table, "written_utc")
    return commits


def commit(row: Row) -> Commit:
    """Return the commit of a row."""
    when, hour = moment(row, "written_utc")
    return Commit(
        when,
        row.text("written_utc")[11:16],
        hour,
        row.text("author"),
        row.choice("milestone", MILESTONES) if row.optional("milestone") else "",
        COMMIT.replace("{}", row.text("repository"), 1).replace("{}", row.text("commit"), 1),
        "hard",
    )


def moment(row: Row, column: str) -> "tuple[Date, float]":
    """Return the day and the hour of a moment that is written as 2018-10-31T15:19:12Z."""
    text = row.text(column)
    try:
        when = date(text[:10])
        hour, minute, second = [int(part) for part in text[11:-1].split(":")]
    except ValueError:
        row.refuse(column, "moment")
    is_time = 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60
    if precision(when) != "day" or len(text) != 20 or text[10] + text[-1] != "TZ" or not is_time:
        row.refuse(column, "moment")
    return when, hour + minute / 60 + second / 3600


def milestone(commits: "Sequence[Commit]", name: str) -> Commit:
    """Return the commit that is a milestone.

    Raises:
        ValueError: If there is none.
    """
    for one in commits:
        if one.milestone == name:
            return one
    raise ValueError(f"name must be that of a milestone, got {name!r}")


def hours_between(first: Commit, second: Commit) -> float:
    """Return how many hours after ``first`` the commit ``second`` came."""
    hours: float = 24 * days_between(first.date, second.date) + second.hour - first.hour
    return hours


def after(commits: "Sequence[Commit]", first: Commit) -> list[Commit]:
    """Return the commits that came later than one."""
    return [one for one in commits if hours_between(first, one) > 0]


def by_author(commits: "Sequence[Commit]") -> "list[tuple[str, int]]":
    """Return how many commits each author made, the most first."""
    authors = [one.author for one in commits]
    found = [(-authors.count(name), name) for name in set(authors)]
    return [(name, -count) for count, name in sorted(found)]
