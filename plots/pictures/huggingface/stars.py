"""The stars of the repository: a line for each stretch that snapshots cover, releases as moments.

x is in months since ``START``, so that a step of the slider is a month.
"""

from plots.models.history.dates import days_in_month, in_chinese, written
from plots.models.history.stars import milestones, runs
from plots.pictures.annotations import moment, note, ring
from plots.pictures.chart import MARGIN, axis, rung
from plots.pictures.frame import AWAY, LATE, dot_size, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plots.models.history.dates import Date
    from plots.models.history.releases import Release
    from plots.models.history.stars import Snapshot
    from plots.pictures.annotations import Annotation
    from plots.pictures.chart import Tick

START = (2019, 1)  # year and month
HEIGHT = 300
FINE_MONTHS = 30  # up to so many months snapshots are dots, and minor releases are marked, too
QUARTER_MONTHS = 24  # up to so many the quarters have ticks
TEN_THOUSAND = 10_000
MOST_STARS = 18.0  # of the axis, in units of 10⁴
NAMED = (10_000, 50_000, 100_000, 150_000)  # numbers of stars
PLOT = 280.0  # width of the plot on a phone, for names that keep apart
ROWS = 3  # in which the names of releases stand
ARTICLE, ARTICLE_NOTE = "本文首次发表", "original article date"  # in a picture, and in the table


def stars(
    snapshots: "Sequence[Snapshot]", releases: "Sequence[Release]", *, start: float, end: float, from_zero: bool
) -> "dict[str, Any]":
    """Return the picture of the snapshots and releases of a range.

    Args:
        snapshots, releases: In the order of time; of the first at least one.
        start, end: Of the range, in months.
        from_zero: Whether the y axis begins at 0.
    """
    counts = [one.stars / TEN_THOUSAND for one in snapshots]
    is_whole = from_zero and max(counts) > 0.9 * MOST_STARS
    low, high = 0.0, MOST_STARS if is_whole else rung(max(counts))
    if not from_zero:
        air = 0.05 * (max(counts) - min(counts)) + 0.01
        low, high = min(counts) - air, max(counts) + air
    margin = MARGIN * (end - start)
    days = [in_chinese(one.date) for one in (snapshots[0], snapshots[-1])]
    return {
        "name": "stars",
        "kind": "lines",
        "height": HEIGHT,
        "label": f"折线图：GitHub 星标数，{days[0]}到 {days[1]}",
        "x": axis("日期", start - margin, end + margin, first=start, last=end, ticks=ticks_of(start, end)),
        "y": axis("GitHub 星标（万）", low, high),
        "series": [
            {
                "label": "",
                "role": 1,
                "dots": end - start <= FINE_MONTHS,
                "dot": dot_size(len(run)),
                "points": [place_of(one) for one in run],
            }
            for run in runs(snapshots)
        ],
        "annotations": releases_of(releases, start, end) + named_days(snapshots),
        "titles": [(month_of(one.date), written(one.date)) for one in snapshots],
        "format": {"y": 6},
    }


def month_of(day: "Date") -> float:
    """Return the middle of a day in months since ``START``, to a thousandth."""
    months = (day.year - START[0]) * 12 + day.month - START[1]
    return float(round(months + (day.day - 0.5) / days_in_month(day.year, day.month), 3))


def place_of(snapshot: "Snapshot") -> "tuple[float, float]":
    return month_of(snapshot.date), snapshot.stars / TEN_THOUSAND


def ticks_of(start: float, end: float) -> "list[Tick]":
    """Return the beginnings of the years, and of the quarters where there is room for them."""
    found: "list[Tick]" = []
    for month in range(int(start), int(end) + 1):
        year, number = START[0] + month // 12, month % 12 + 1
        if month >= start and number == 1:
            found.append((month, str(year)))
        elif month >= start and end - start <= QUARTER_MONTHS and number in (4, 7, 10):
            found.append((month, f"{number} 月"))
    return found


def releases_of(releases: "Sequence[Release]", start: float, end: float) -> "list[Annotation]":
    """Return the releases as moments; their names stand in rows where they would touch."""
    ends = [-PLOT] * ROWS
    found = []
    for one in releases:
        x, name = month_of(one.date), name_of(one)
        at = ((x - start) / (end - start) + MARGIN) / (1 + 2 * MARGIN) * PLOT
        width = text_width(name)
        left = at - AWAY - width if at > LATE * PLOT else at + AWAY  # it stands before a late moment
        free = [row for row in range(ROWS) if ends[row] + AWAY <= left]
        if free:
            ends[free[0]] = left + width
        found.append(moment(x, name if free else "", row=free[0] if free else 0))
    return found


def name_of(release: "Release") -> str:
    """Return 4.28 for 4.28.0, and 4.0.0 as it is."""
    version: str = release.version
    return version[: -len(".0")] if release.kind == "minor" else version


def named_days(snapshots: "Sequence[Snapshot]") -> "list[Annotation]":
    """Return the days on which a round number of stars was passed, and that of this article, ringed and named."""
    rings, notes = [], []
    for aim, one in milestones(snapshots):
        if aim in NAMED:
            x, y = place_of(one)
            name = f"{aim // TEN_THOUSAND} 万"
            rings.append((x, y))
            # the others have room at the left
            notes.append(
                note(x, y, name, dx=8, dy=-9) if aim == NAMED[0] else note(x, y, name, dx=-8, dy=8, anchor="end")
            )
    for one in snapshots:
        if one.note == ARTICLE_NOTE:
            x, y = place_of(one)
            rings.append((x, y))
            notes.append(note(x, y, ARTICLE, dx=9, dy=-8))
    return ([ring(rings)] if rings else []) + notes
