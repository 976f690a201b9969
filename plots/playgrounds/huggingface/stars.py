"""The stars of the repository in a range that the reader sets: fetched when they are first looked at.

x is in months since ``START``, so that a step of the slider is a month.
"""

import json
from collections import namedtuple

from plots.models.history.dates import days_in_month, in_chinese, written
from plots.models.history.releases import library_releases, of_kinds
from plots.models.history.stars import runs, star_snapshots, stars_per_day
from plots.pictures.annotations import moment
from plots.pictures.chart import axis, rung
from plots.pictures.frame import dot_size, text_width
from plots.playgrounds.controls import SettingError
from plots.playgrounds.huggingface.tables import table
from plots.playgrounds.numbers import exact, rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.history.dates import Date
    from plots.models.history.releases import Release
    from plots.models.history.stars import Snapshot
    from plots.pictures.annotations import Annotation
    from plots.pictures.chart import Tick
    from plots.playgrounds.controls import Values

# ``snapshots`` and ``releases`` of the range, which is ``start`` to ``end`` in months since ``START``.
Stars = namedtuple("Stars", "snapshots releases start end from_zero")

SNAPSHOTS = "transformers_stars.csv"
RELEASES = "transformers_releases.csv"
START = (2019, 1)  # year and month
FINE_MONTHS = 30  # up to so many months minor releases are marked, too
QUARTER_MONTHS = 24  # up to so many the quarters have ticks
TEN_THOUSAND = 10_000
MOST_STARS = 18.0  # of the axis, in units of 10⁴: as in the figure
PLOT = 320.0  # about the width of the plot on a phone, for names that keep apart
HEIGHT = 300
ARTICLE, ARTICLE_NOTE = "本文首次发表", "original article date"  # in a picture, and in the table
ROWS = 3  # in which the names of releases stand


def snapshots() -> "list[Snapshot]":
    """Return the snapshots of the stars, in the order of time."""
    found: "list[Snapshot]" = table(SNAPSHOTS, star_snapshots)
    return found


def releases() -> "list[Release]":
    """Return the releases, in the order of time."""
    found: "list[Release]" = table(RELEASES, library_releases)
    return found


def stars_of(values: "Values") -> Stars:
    """Return the snapshots of a range, and the releases that are marked there."""
    start, end = [months_of_year(values[name]) for name in ("start", "end")]
    if start >= end:
        texts = " 到 ".join([exact(values[name]) for name in ("start", "end")])
        raise SettingError(f"起点要早于终点，现在是 {texts}。", ["start"])
    shown = [one for one in snapshots() if start <= month_of(one.date) <= end]
    if len(shown) < 2:
        raise SettingError(f"这一段里只有 {len(shown)} 个快照，画不成线。把范围放宽一些。", ["end"])
    kinds = ("major", "minor") if end - start <= FINE_MONTHS else ("major",)
    marked = [one for one in of_kinds(releases(), kinds) if start <= month_of(one.date) <= end]
    return Stars(shown, marked, start, end, values["zero"])


def month_of(day: "Date") -> float:
    """Return the middle of a day in months since ``START``."""
    months = (day.year - START[0]) * 12 + day.month - START[1]
    return float(months + (day.day - 0.5) / days_in_month(day.year, day.month))


def months_of_year(year: float) -> float:
    """Return a moment given in years in months since ``START``: 2019.25 is the beginning of April 2019."""
    return (year - START[0]) * 12 - (START[1] - 1)


def stars_picture(result: Stars) -> str:
    """Return the line of the stars as JSON: a series for each stretch that snapshots cover, x in months."""
    counts = [one.stars / TEN_THOUSAND for one in result.snapshots]
    is_whole = len(result.snapshots) > 0 and result.from_zero and max(counts) > 0.9 * MOST_STARS
    low, high = 0.0, MOST_STARS if is_whole else rung(max(counts))
    if not result.from_zero:
        air = 0.05 * (max(counts) - min(counts)) + 0.01
        low, high = min(counts) - air, max(counts) + air
    margin = 0.02 * (result.end - result.start)
    is_fine = result.end - result.start <= FINE_MONTHS
    picture = {
        "name": "stars",
        "kind": "lines",
        "height": HEIGHT,
        "label": f"折线图：GitHub 星标数，{in_chinese(result.snapshots[0].date)}到 {in_chinese(result.snapshots[-1].date)}",
        "x": axis(
            "",
            result.start - margin,
            result.end + margin,
            first=result.start,
            last=result.end,
            ticks=ticks_of(result),
        ),
        "y": axis("GitHub 星标（万）", low, high),
        "series": [
            {
                "label": "",
                "role": 1,
                "dots": is_fine,
                "dot": dot_size(len(run)),
                "points": [[place(one), one.stars / TEN_THOUSAND] for one in run],
            }
            for run in runs(result.snapshots)
        ],
        "annotations": releases_of(result),
        "titles": [[place(one), written(one.date)] for one in result.snapshots],
        "format": {"y": 6},
    }
    return json.dumps(picture)


def place(one: "Any") -> float:
    """Return where a snapshot or a release lies on the x axis, to a thousandth of a month."""
    return round(month_of(one.date), 3)


def ticks_of(result: Stars) -> "list[Tick]":
    """Return the beginnings of the years, and of the quarters where there is room for them."""
    is_fine = result.end - result.start <= QUARTER_MONTHS
    found: "list[Tick]" = []
    for month in range(int(result.start), int(result.end) + 1):
        year, number = START[0] + month // 12, month % 12 + 1
        if month >= result.start and number == 1:
            found.append((month, str(year)))
        elif month >= result.start and is_fine and number in (4, 7, 10):
            found.append((month, f"{number} 月"))
    return found


def releases_of(result: Stars) -> "list[Annotation]":
    """Return the releases as moments, and the day of this article; their names in rows where they would touch."""
    moments = [(place(one), name_of(one)) for one in result.releases]
    moments += [(place(one), ARTICLE) for one in result.snapshots if one.note == ARTICLE_NOTE]
    ends = [-PLOT] * ROWS
    found = []
    for x, name in sorted(moments):
        at = (x - result.start) / (result.end - result.start) * PLOT
        free = [row for row in range(ROWS) if ends[row] + 6 <= at]
        if free:
            ends[free[0]] = at + text_width(name)
        found.append(moment(x, name if free else "", row=free[0] if free else 0))
    return found


def name_of(release: "Release") -> str:
    """Return 4.28 for 4.28.0, and 4.0.0 as it is."""
    version: str = release.version
    return version[: -len(".0")] if release.kind == "minor" else version


def stars_sentence(result: Stars, step: int) -> str:
    """Return what was gained in the range, and the snapshot the reader looks at."""
    first, last = result.snapshots[0], result.snapshots[-1]
    per_day = rounded(stars_per_day(result.snapshots), 3)
    now = sorted([(abs(place(one) - step), i) for i, one in enumerate(result.snapshots)])[0][1]
    at = result.snapshots[now]
    return (
        f"从 {in_chinese(first.date)}的 {first.stars} 颗到 {in_chinese(last.date)}的 {last.stars} 颗，平均每天 {per_day} 颗。"
        f"{in_chinese(at.date)}：[{at.stars} 颗]({at.source})。"
    )
