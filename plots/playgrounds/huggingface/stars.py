"""The stars of the repository in a range that the reader sets: fetched when they are first looked at."""

import json
from collections import namedtuple

from plots.models.history.dates import in_chinese
from plots.models.history.releases import library_releases, of_kinds
from plots.models.history.stars import star_snapshots, stars_per_day
from plots.pictures.huggingface.stars import FINE_MONTHS, START, month_of, stars
from plots.playgrounds.controls import SettingError
from plots.playgrounds.huggingface.tables import table
from plots.playgrounds.numbers import exact, rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.history.releases import Release
    from plots.models.history.stars import Snapshot
    from plots.playgrounds.controls import Values

# ``snapshots`` and ``releases`` of the range, which is ``start`` to ``end`` in months.
Stars = namedtuple("Stars", "snapshots releases start end from_zero")

SNAPSHOTS = "transformers_stars.csv"
RELEASES = "transformers_releases.csv"


def snapshots() -> "list[Snapshot]":
    found: "list[Snapshot]" = table(SNAPSHOTS, star_snapshots)
    return found


def releases() -> "list[Release]":
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


def months_of_year(year: float) -> float:
    """Return a moment given in years in months since ``START``: 2019.25 is the beginning of April 2019."""
    return (year - START[0]) * 12 - (START[1] - 1)


def stars_picture(result: Stars) -> str:
    picture = stars(result.snapshots, result.releases, start=result.start, end=result.end, from_zero=result.from_zero)
    return json.dumps(picture)


def stars_sentence(result: Stars, step: int) -> str:
    """Return what was gained in the range, and the snapshot the reader looks at."""
    first, last = result.snapshots[0], result.snapshots[-1]
    per_day = rounded(stars_per_day(result.snapshots), 3)
    now = sorted([(abs(month_of(one.date) - step), i) for i, one in enumerate(result.snapshots)])[0][1]
    at = result.snapshots[now]
    return (
        f"从 {in_chinese(first.date)}的 {first.stars} 颗到 {in_chinese(last.date)}的 {last.stars} 颗，平均每天 {per_day} 颗。"
        f"{in_chinese(at.date)}：[{at.stars} 颗]({at.source})。"
    )
