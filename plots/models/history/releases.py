"""Releases of the library under its three names, and how often they come.

releases = library_releases(rows)
per_year(releases)                          # [(2018, 3), (2019, 10), …]: major and minor ones
mean_gap(releases, line=4)                  # days between minor releases of 4.x
names(releases, events)                     # one repository, three names
"""

from collections import namedtuple

from plots.models.history.dates import DIGITS, Date, days_between, in_chinese, written
from plots.models.history.events import GRADES, event_with
from plots.models.history.rows import Row, read, require_order, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.events import Event
    from plots.models.history.rows import Table

# ``date``: of the first upload, UTC; ``numbers``: (major, minor, patch); ``kind``: one of KINDS; ``is_withdrawn``: from the
# package index, later.
Release = namedtuple("Release", "date version numbers package kind is_withdrawn note source evidence")

# A name of the repository: from ``start`` until the day of the next name (None: still). ``package``: what is installed;
# ``first``: its first release; ``releases``: how many there were, candidates included; ``event``: the id of the event.
Name = namedtuple("Name", "name package start end first releases event")

KINDS = ("major", "minor", "patch", "prerelease")
FEATURES = ("major", "minor")  # what a reader notices
PACKAGES = ("pytorch-pretrained-bert", "pytorch-transformers", "transformers")

# (name of the repository, package, event at which it got the name)
NAMES = (
    ("pytorch-pretrained-BERT", "pytorch-pretrained-bert", "first-commit"),
    ("pytorch-transformers", "pytorch-transformers", "renamed-pytorch-transformers"),
    ("transformers", "transformers", "renamed-transformers"),
)


def library_releases(table: "Table") -> list[Release]:
    """Return the releases, in the order of their upload.

    Args:
        table: Rows with the columns of ``transformers_releases.csv``.

    Raises:
        RowError: If a cell is wrong, a version occurs twice, a row is out of order, an old name comes back, a kind does
            not fit its version, or the git tag lies more than a day from the upload.
    """
    releases = read(table, release)
    require_unique(table, "version")
    require_order(table, "package_upload_utc")
    for index in range(1, len(releases)):
        above = releases[index - 1].package
        if PACKAGES.index(releases[index].package) < PACKAGES.index(above):
            Row(index, table[index]).refuse("package", "order", above)
    return releases


def release(row: Row) -> Release:
    """Return the release of a row."""
    when = row.day("release_date")
    version = row.text("version")
    numbers = version_numbers(version)
    if numbers is None:
        row.refuse("version", "version")
    kind = row.choice("kind", KINDS)
    if kind != kind_of(version):
        row.refuse("kind", "expected", kind_of(version))
    if not row.text("package_upload_utc").startswith(written(when) + "T"):
        row.refuse("package_upload_utc", "start", written(when) + "T")
    if bool(row.optional("git_tag")) != bool(row.optional("git_tag_date")):
        row.refuse("git_tag_date", "together", "git_tag")
    if row.optional("git_tag_date") and abs(days_between(row.day("git_tag_date"), when)) > 1:
        row.refuse("git_tag_date", "near", written(when))
    note = row.optional("note")
    return Release(
        when,
        version,
        numbers,
        row.choice("package", PACKAGES),
        kind,
        note.startswith("withdrawn"),
        note,
        row.address("source_url"),
        row.choice("evidence", GRADES),
    )


def version_numbers(version: str) -> "tuple[int, int, int] | None":
    """Return (4, 0, 0) for 4.0.0 and for 4.0.0rc1; None if it is no version."""
    base, _, candidate = version.partition("rc")
    parts = base.split(".")
    texts = parts + [candidate] if "rc" in version else parts
    if len(parts) != 3 or not all(text and all(sign in DIGITS for sign in text) for text in texts):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2])


def kind_of(version: str) -> str:
    """Return which of ``KINDS`` a version is: x.0.0 is major, x.y.0 minor, with rc a prerelease."""
    numbers = version_numbers(version)
    if numbers is None:
        raise ValueError(f"version must be like 4.0.0 or 4.0.0rc1, got {version!r}")
    if "rc" in version:
        return "prerelease"
    if numbers[2] > 0:
        return "patch"
    return "minor" if numbers[1] > 0 else "major"


def of_kinds(releases: "Sequence[Release]", kinds: "Sequence[str]" = FEATURES) -> list[Release]:
    """Return the releases of these kinds, in their order."""
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(f"kinds must be among {', '.join(KINDS)}, got {kind!r}")
    return [one for one in releases if one.kind in kinds]


def per_year(releases: "Sequence[Release]", kinds: "Sequence[str]" = FEATURES) -> list[tuple[int, int]]:
    """Return (year, number of releases) for each year from the first release to the last, those with none included."""
    chosen = of_kinds(releases, kinds)
    if len(releases) == 0:
        return []
    first, last = releases[0].date.year, releases[-1].date.year
    return [(year, sum(one.date.year == year for one in chosen)) for year in range(first, last + 1)]


def gaps(releases: "Sequence[Release]", *, line: "int | None" = None) -> list[int]:
    """Return the days between each major or minor release and the next.

    Args:
        releases: In the order of time.
        line: The major number, 4 for 4.x, whose own releases are meant; None for all.
    """
    chosen = [one for one in of_kinds(releases) if line is None or one.numbers[0] == line]
    return [days_between(chosen[i - 1].date, chosen[i].date) for i in range(1, len(chosen))]


def mean_gap(releases: "Sequence[Release]", *, line: "int | None" = None) -> float:
    """Return the mean of ``gaps`` in days.

    Raises:
        ValueError: If there are fewer than two releases to measure between.
    """
    days = gaps(releases, line=line)
    if len(days) == 0:
        raise ValueError(f"releases must hold two major or minor ones of line {line}")
    return sum(days) / len(days)


def newest(releases: "Sequence[Release]", *, on: Date) -> Release:
    """Return the last major, minor or patch release uploaded by the end of a day.

    Raises:
        ValueError: If there was none yet.
    """
    found = [one for one in releases if one.kind != "prerelease" and days_between(one.date, on) >= 0]
    if len(found) == 0:
        raise ValueError(f"on must not be before the first release, got {written(on)}")
    return found[-1]


def names(releases: "Sequence[Release]", events: "Sequence[Event]") -> list[Name]:
    """Return the three names of the repository, each with the day it was given and what was released under it.

    Raises:
        ValueError: If an event of ``NAMES`` or a release under one of them is missing.
    """
    starts = [event_with(events, id).date for _, _, id in NAMES]
    found = []
    for i, (name, package, id) in enumerate(NAMES):
        own = [one for one in releases if one.package == package]
        if len(own) == 0:
            raise ValueError(f"releases must hold one of {package}")
        end = starts[i + 1] if i + 1 < len(starts) else None
        if days_between(starts[i], own[0].date) < 0:
            raise ValueError(f"releases of {package} must not begin before {in_chinese(starts[i])}")
        found.append(Name(name, package, starts[i], end, own[0], len(own), id))
    return found
