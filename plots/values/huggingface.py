"""The dates and numbers of the history article: rows of its tables by their ids, and what is worked out of them.

What a path reaches through a row is stated by the sources of that row, and a sentence that says it carries one of their
footnotes (tests/docs/test_huggingface_numbers.py). What is worked out of rows is ours, and carries none.
"""

import datetime
import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from plots.data.history import COLLECTED, UNTIL, history
from plots.models.history.activity import Quarter, squash_merges_since
from plots.models.history.commits import Commit, after, by_author, hours_between
from plots.models.history.dates import Date, date, days_between, first_day, written
from plots.models.history.events import GRADES, LANES, Event
from plots.models.history.facts import Fact
from plots.models.history.funding import Round, closed
from plots.models.history.numbers import Reported
from plots.models.history.releases import FEATURES, Release, gaps, mean_gap, names, newest, of_kinds, per_year
from plots.models.history.stars import Snapshot, between, runs, stars_per_day
from plots.models.history.stars import milestones as passed
from plots.pictures.huggingface.stars import ARTICLE_NOTE

WRITERS = {"Thomas Wolf": "wolf", "Victor Sanh": "sanh", "Tim Rault": "rault"}


def by_id(rows: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in rows}


def events() -> dict[str, Event]:
    return by_id(history().events)


def facts() -> dict[str, Fact]:
    return by_id(history().facts)


def rounds() -> dict[str, Round]:
    return by_id(history().rounds)


def snapshots() -> dict[str, Snapshot]:
    return {written(one.date): one for one in history().snapshots}


def quarters() -> dict[str, Quarter]:
    return {one.label: one for one in history().quarters}


def reported() -> dict[str, dict[str, Reported]]:
    """Return what the company or the press counted, by what it is and by the date."""
    found: dict[str, dict[str, Reported]] = {}
    for one in history().numbers:
        found.setdefault(one.metric, {})[written(one.date)] = one
    return found


def releases() -> dict[str, Release]:
    """Return the releases by their versions, as 4-0-0: a path has dots of its own."""
    return {one.version.replace(".", "-"): one for one in history().releases}


def milestones() -> dict[int, Snapshot]:
    """Return the first snapshot at or above each round number of stars, with that number."""
    return {stars: one._replace(stars=stars) for stars, one in passed(history().snapshots)}


def moments() -> dict[str, Event]:
    """Return what a table dates by the days after an event, as an event with the source of that number."""

    def after(event: str, fact: str) -> Event:
        days = facts()[fact]
        when = datetime.date(*events()[event].date) + datetime.timedelta(days.value)
        return events()[event]._replace(
            date=Date(when.year, when.month, when.day), source=days.source, evidence=days.evidence
        )

    return {
        "accelerate-first-commit": after("first-flax-model", "accelerate-day"),
        "bloom-training-end": after("bloom-training", "bloom-training-days"),
    }


def week() -> dict[str, Commit]:
    """Return the milestones of the first week."""
    return {one.milestone: one for one in history().commits if one.milestone}


def week_days() -> dict[str, float]:
    """Return how many days after Google's release each milestone was reached."""
    return {name: week_hours()[name] / 24 for name in week_hours()}


def week_hours() -> dict[str, float]:
    return {name: hours_between(week()["release"], one) for name, one in week().items()}


def week_commits() -> dict[str, int]:
    """Return the commits from Google's release to the end of the table: all, those of the three who wrote, the others'."""
    own = by_author(after(history().commits, week()["release"]))
    counted = {WRITERS[name]: count for name, count in own if name in WRITERS}
    everything = sum(count for _, count in own)
    return {**counted, "all": everything, "others": everything - sum(counted.values())}


def week_share() -> dict[str, float]:
    return {name: count / week_commits()["all"] for name, count in week_commits().items()}


def in_words() -> dict[str, Fact]:
    """Return facts that a sentence tells by their order of magnitude alone."""
    words = {1000: "几千", 100_000: "数十万"}
    return {id: facts()[id]._replace(value=words[facts()[id].value]) for id in ("users-at-launch", "teenagers-in-2018")}


def revenue_below() -> float:
    """Return what the yearly revenue of 2023 lay below, where the valuation was so many times as much."""
    valuation: int = rounds()["series-d"].valuation or 0
    times: int = facts()["valuation-over-revenue"].value
    return valuation / times


def until() -> dict[str, Date]:
    """Return the days up to which the tables were followed in their sources."""
    return {"collected": COLLECTED, **UNTIL}


def valuations() -> dict[str, Round]:
    """Return the closed rounds with a valuation; where only the press gives it, the official source does not count."""
    return by_id(
        one._replace(sources=one.sources[1:], evidence="medium") if "press" in one.valuation_basis else one
        for one in closed(history().rounds)
        if one.valuation is not None
    )


def first_edition() -> Date:
    [when] = [one.date for one in history().snapshots if one.note == ARTICLE_NOTE]
    return Date(*when)


def last_release() -> Date:
    return Date(*history().releases[-1].date)


class Span(NamedTuple):
    """How far it is from one date to another: in whole units, and the number of begun ones."""

    days: int
    weeks: int
    months: int
    years: int
    begun_months: int
    begun_years: int


def span(first: Date, last: Date) -> Span:
    """Return the distance; a date that is known to the year or the month is its first day."""
    days = first_day(last) - first_day(first)
    start, end = first.day or 1, last.day or 1
    months = 12 * (last.year - first.year) + (last.month or 1) - (first.month or 1) - (end < start)
    begun = months + (end != start)
    return Span(days, days // 7, months, months // 12, begun, math.ceil(begun / 12))


def spans() -> dict[str, dict[str, Span]]:
    """Return how far it is from each event or moment to each later one, by their ids."""
    dates = {id: one.date for id, one in (events() | moments()).items()} | {
        "article": first_edition(),
        "newest-at-article": newest(history().releases, on=first_edition()).date,
        "last-release": last_release(),
        "employees-before-round-c": reported()["employees"]["2021-05"].date,
        "docs-in-june-2022": reported()["hub_models"]["2022-06-01"].date,
        **{f"week-{name}": one.date for name, one in week().items()},
    }
    return {
        first: {last: span(start, end) for last, end in dates.items() if first_day(start) <= first_day(end)}
        for first, start in dates.items()
    }


def counts() -> dict[str, int]:
    tables = history()
    given = len(names(tables.releases, tables.events))
    return {
        "events": len(tables.events),
        "lanes": len(LANES),
        "grades": len(GRADES),
        "names": given,
        "renames": given - 1,
        "gaps_between_snapshots": len(runs(tables.snapshots)) - 1,
        "quarters_without_commits": sum(one.commits is None for one in tables.quarters),
        "valuations": len(valuations()),
    }


def open_source() -> dict[int, int]:
    """Return the events of open source by year."""
    own = [one.date.year for one in history().events if one.lane == "open-source"]
    return {year: own.count(year) for year in own}


def raised() -> dict[str, int]:
    """Return the money of all rounds up to each."""
    return {one.id: one.cumulative for one in closed(history().rounds)}


def releases_by_name() -> list[int]:
    return [one.releases for one in names(history().releases, history().events)]


def releases_in() -> dict[int, int]:
    """Return the major and minor releases of each year."""
    return dict(per_year(history().releases))


def release_gaps() -> dict[str, Any]:
    """Return days between major or minor releases: means of 4.x and 5.x, the latter as its bound, and two long ones."""
    found = releases()
    first_of_new_name = names(history().releases, history().events)[1].first
    return {
        "mean_of_4": mean_gap(history().releases, line=4),
        "bound_of_5": math.ceil(mean_gap(history().releases, line=5)),
        "before_rename": days_between(found["0-6-0"].date, first_of_new_name.date),
        "before_5": days_between(found["4-57-0"].date, found["5-0-0"].date),
        "longest": sorted(gaps(history().releases))[-2:],
    }


def before_5() -> dict[str, int]:
    """Return the patches and candidates between 4.57.0 and 5.0.0."""
    versions = [*releases()]
    own = [releases()[one].kind for one in versions[versions.index("4-57-0") + 1 : versions.index("5-0-0")]]
    return {kind: own.count(kind) for kind in own}


def more() -> dict[str, float]:
    """Return how many times more one number is than another: 1 is twice as many."""
    features = [one.date for one in of_kinds(history().releases, FEATURES)]
    half_years = {year: sum(one.year == year and one.month <= 6 for one in features) for year in (2025, 2026)}
    return {
        "releases": releases_in()[2026] / releases_in()[2025] - 1,
        "releases_of_half_year": half_years[2026] / half_years[2025] - 1,
    }


def stars_a_day() -> dict[str, float]:
    """Return the stars gained per day: overall, in April 2023, and how many times less between any two milestones."""
    april = pace(date("2023-03-31"), date("2023-04-30"))
    marks = [one.date for one in milestones().values()]
    return {
        "overall": stars_per_day(history().snapshots),
        "april_2023": april,
        "times_milestones": april / max(pace(first, last) for first, last in pairwise(marks)),
    }


def pace(first: Date, last: Date) -> float:
    return stars_per_day(between(history().snapshots, first, last))


def years() -> dict[str, dict[str, int]]:
    """Return the commits of two years, and the steps along the first parents."""

    def total(field: str, year: str) -> int:
        return sum(getattr(one, field) for one in history().quarters if one.label[:4] == year)

    return {year: {field: total(field, year) for field in ("commits", "mainline")} for year in ("2019", "2021")}


def quarter_names() -> dict[str, str]:
    labels = {
        "first": history().quarters[0].label,
        "last": history().quarters[-1].label,
        "squashed_since": str(squash_merges_since(history().quarters)),
    }
    return {name: f"{label[:4]} 年第{'一二三四'[int(label[5]) - 1]}季度" for name, label in labels.items()}
