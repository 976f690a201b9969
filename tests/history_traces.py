"""What a sentence of the history article may state: values of the tables, by the id of their row.

    filled("{day:first-commit}的第一个提交")      # [Value("2018 年 10 月 29 日", …)] and the text with the value in its hole

A hole is ``{kind:id}``. It is filled from the row alone, so that a test which names a hole cannot repeat a number.

===========================  ================================================================================
``day ym md y m d wd``       of a date: an event, a release, a snapshot of stars, ``created``, or one of ``DATES``
``n``                        of a fact, of ``metric@date``, of ``families@quarter``, of ``stars@day``, ``forks@day``
``han some``                 of a fact: 三, 数十万
``usd sum value``            of a round: its amount, the sum up to it, its valuation
``v line x``                 a release: 4.18.0, v5, 5.x
``passed quarter year calc`` a milestone of stars, a quarter, a year that is counted, one of ``COMPUTED``
===========================  ================================================================================
"""

import itertools
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import yaml

from plots.data.history import history
from plots.models.history.activity import squash_merges_since
from plots.models.history.dates import Date, date, days_between, in_chinese, written
from plots.models.history.events import GRADES, LANES, event_with
from plots.models.history.facts import value
from plots.models.history.funding import closed
from plots.models.history.numbers import of_metric
from plots.models.history.releases import FEATURES, gaps, mean_gap, names, newest, of_kinds, per_year
from plots.models.history.sources import citation
from plots.models.history.stars import at, between, milestones, runs, stars_per_day
from plots.registry import figures
from scripts.checks.code_blocks import DOCS

TABLES = history()
PAGE = DOCS / "posts" / "huggingface.md"
FRONT = yaml.safe_load(PAGE.read_text(encoding="utf-8").split("---")[1])
CREATED, UPDATED = (date(FRONT["date"][name].isoformat()) for name in ("created", "updated"))
HOLE = re.compile(r"\{(\w+):([^{}]+)\}")
DIGITS = "〇一二三四五六七八九十"
WEEKDAYS = "一二三四五六日"


class Value(NamedTuple):
    """What a hole holds."""

    text: str
    notes: frozenset[str]
    """Footnotes, one of which the sentence must carry; none for what the page itself or a count of ours states."""
    evidence: str
    is_ours: bool = False
    """Whether it is worked out of rows, so that 本文统计 may stand for a footnote."""


class Found(NamedTuple):
    """A row, as far as holes need it."""

    row: Any
    sources: tuple[str, ...]
    evidence: str


def of(row: Any) -> Found:
    """Return a row of any table with its sources and its grade of evidence."""
    sources = row.sources if hasattr(row, "sources") else (row.source,)
    return Found(row, tuple(sources), getattr(row, "evidence", "hard"))


def event(id: str) -> Any:
    return event_with(TABLES.events, id)


def fact(id: str) -> Any:
    return next(one for one in TABLES.facts if one.id == id)


def a_round(id: str) -> Any:
    return next(one for one in TABLES.rounds if one.id == id)


def release(version: str) -> Any:
    return next(one for one in TABLES.releases if one.version == version)


def quarter(label: str) -> Any:
    return next(one for one in TABLES.quarters if one.label == label)


def snapshot(day: str) -> Any:
    return at(TABLES.snapshots, date(day))


def reported(metric: str, when: str) -> Any:
    return next(one for one in of_metric(TABLES.numbers, metric) if written(one.date) == when)


def number(id: str) -> int:
    return value(TABLES.facts, id)


def days(first: str, second: str) -> int:
    """Return the days from one event to another; ``created`` is the day of the first edition."""
    return days_between(dated(first), dated(second))


def months(first: str, second: str) -> float:
    return days(first, second) / 30.44


def later(when: Date, count: int) -> Date:
    """Return the date ``count`` days after another."""
    year, month, day = when
    candidates = (Date(y, m, d) for y in (year, year + 1) for m in range(1, 13) for d in range(1, 32))
    for one in candidates:
        try:
            if days_between(when, date(written(one))) == count:
                return one
        except ValueError:
            continue
    raise ValueError(f"count must be less than a year, got {count}")


# Dates that a table gives as days after an event: the event, the fact, and what is added to the fact.
DATES: dict[str, tuple[str, str, Callable[[], int]]] = {
    "tensorflow-code": ("first-commit", "tensorflow-code-day", lambda: 0),
    "bert-week-start": ("first-commit", "bert-week-start-day", lambda: 0),
    "bert-week-end": ("first-commit", "bert-week-start-day", lambda: number("bert-week-days") - 1),
    "outsiders": ("first-commit", "outsiders-day", lambda: 0),
    "accelerate-first-commit": ("first-flax-model", "accelerate-day", lambda: 0),
    "bloom-training-end": ("bloom-training", "bloom-training-days", lambda: 0),
}


def dated_row(id: str) -> Found | None:
    """Return the row that gives a date; None for a date of the page."""
    if id in ("created", "updated"):
        return None
    if id in DATES:
        return of(fact(DATES[id][1]))
    if "@" in id:
        return of(reported(*id.split("@")))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", id):
        return of(snapshot(id))
    if re.fullmatch(r"\d+\.\d+\.\d+\w*", id):
        return of(release(id))
    return of(event(id))


def dated(id: str) -> Date:
    """Return the date that an id stands for."""
    if id in ("created", "updated"):
        return CREATED if id == "created" else UPDATED
    if id in DATES:
        base, offset, more = DATES[id]
        return later(event(base).date, number(offset) + more())
    found = dated_row(id)
    assert found is not None
    return Date(*found.row.date)


def short(count: int) -> str:
    """Return 137, 2.5 万, 1760 亿: as Chinese writes a number without losing a digit."""
    for unit, name in ((10**8, " 亿"), (10**4, " 万")):
        if count >= unit and len(text := f"{count / unit:.4f}".rstrip("0").rstrip(".")) <= 5:
            return text + name
    return str(count)


def han(count: int) -> str:
    """Return a number up to ten as it stands before a measure word."""
    return "两" if count == 2 else DIGITS[count]


def some(count: int) -> str:
    """Return 数十万 for an order of magnitude."""
    return {1000: "几千", 100_000: "数十万"}[count]


def chinese_quarter(label: str) -> str:
    return f"{label[:4]} 年第{DIGITS[int(label[5])]}季度"


def true(condition: bool, text: str) -> str:
    """Return the words for what a computation confirms."""
    assert condition, text
    return text


def whole(count: float, *, low: float | None = None) -> str:
    """Return a count rounded to a whole number; with ``low``, its lower bound instead."""
    return str(math.floor(count) if low is not None else round(count))


def year(label: str) -> list[Any]:
    return [one for one in TABLES.quarters if one.label[:4] == label]


def before_5() -> list[Any]:
    """Return what was released after 4.57.0 and before 5.0.0."""
    return TABLES.releases[TABLES.releases.index(release("4.57.0")) + 1 : TABLES.releases.index(release("5.0.0"))]


def features_of_half(year: int) -> int:
    """Return how many major and minor releases the first half of a year had."""
    own = [one.date for one in of_kinds(TABLES.releases, FEATURES)]
    return sum(one.year == year and one.month <= 6 for one in own)


def pace(first: str, last: str) -> float:
    """Return the stars per day from one snapshot to another."""
    return stars_per_day(between(TABLES.snapshots, date(first), date(last)))


def fastest_milestones() -> float:
    """Return the stars per day of the fastest stretch from one milestone to the next."""
    marks = [written(one.date) for _, one in milestones(TABLES.snapshots)]
    return max(pace(*both) for both in itertools.pairwise(marks))


def count_of_figures() -> int:
    """Return how many figures of the article are registered."""
    return len(figures("plots.figures.huggingface"))


GIVEN = names(TABLES.releases, TABLES.events)
YEARLY = dict(per_year(TABLES.releases))
RUNS = runs(TABLES.snapshots)

# What is worked out of the tables, as the article writes it.
COMPUTED: dict[str, Callable[[], str]] = {
    "grades": lambda: han(len(GRADES)),
    "lanes": lambda: han(len(LANES)),
    "renames": lambda: han(len(GIVEN) - 1),
    "names": lambda: han(len(GIVEN)),
    "old-names": lambda: han(len(GIVEN) - 1),
    "figures": lambda: han(count_of_figures()),
    "valued-rounds": lambda: han(sum(one.valuation is not None for one in closed(TABLES.rounds))),
    "gaps": lambda: han(len(RUNS) - 1),
    "quarters-without-commits": lambda: han(sum(one.commits is None for one in TABLES.quarters)),
    "years-from-app-to-article": lambda: whole(days("ios-app", "created") / 365.25),
    "years-after": lambda: han(UPDATED.year - CREATED.year),
    "years-from-paper-to-post": lambda: han(
        dated("transformers-5-candidate").year - dated("transformers-paper-emnlp").year
    ),
    "years-of-tensorflow": lambda: true(
        5.9 < days("renamed-transformers", "tensorflow-and-jax-removed") / 365.25 < 6, "6"
    ),
    "months-from-torchmoji-to-bert": lambda: whole(months("torchmoji", "first-commit")),
    "months-from-tweet-to-round-a": lambda: whole(months("friday-tweet", "round-a"), low=0),
    "months-from-first-commit-to-round-a": lambda: whole(months("first-commit", "round-a"), low=0),
    "over-a-year": lambda: true(
        all(365 < days(id, "first-commit") < 500 for id in ("neuralcoref", "torchmoji")), "一年"
    ),
    "about-a-year": lambda: true(365 <= days("friday-tweet", "round-a") < 400, "一年"),
    "about-a-week": lambda: true(days("first-commit", "bert-week-end") == 7, "一周"),
    "a-week-to-gpt-2": lambda: true(days("gpt-and-transformer-xl", "gpt-2") == 7, "一周"),
    "twice": lambda: true(
        2 <= reported("hub_models", "2020-11").value / number("hub-models-at-v4-recalled") < 2.2, "一倍"
    ),
    "releases-twice": lambda: true(2 < YEARLY[2026] / YEARLY[2025] < 3, "一倍"),
    "under-a-year": lambda: true(days("first-commit", "renamed-transformers") < 365, "一年"),
    "year-before-round-c": lambda: true(
        [written(reported("employees", when).date)[:7] for when in ("2021-05", "2022-05-09")] == ["2021-05", "2022-05"],
        "一年",
    ),
    "bert-week-share": lambda: DIGITS[number("bert-week-share") // 10] + "成",
    "days-from-install-to-tweet": lambda: whole(days("first-installable-release", "friday-tweet")),
    "days-from-first-commit-to-week-end": lambda: whole(days("first-commit", "bert-week-end")),
    "days-from-first-commit-to-install": lambda: whole(days("first-commit", "first-installable-release")),
    "days-from-first-commit-to-tweet": lambda: whole(days("first-commit", "friday-tweet")),
    "days-from-week-end-to-install": lambda: whole(days("bert-week-end", "first-installable-release")),
    "days-of-old-names": lambda: whole(days("first-commit", "renamed-transformers")),
    "days-since-4-18": lambda: whole(days_between(newest(TABLES.releases, on=CREATED).date, CREATED)),
    "days-from-article-to-round-c": lambda: whole(days("created", "round-c")),
    "bloom-days-at-article": lambda: whole(days("bloom-training", "created")),
    "months-to-stable-diffusion": lambda: han(math.ceil(months("diffusers", "stable-diffusion"))),
    "months-of-chinese-readme": lambda: whole(months("chinese-readme", "created"), low=0),
    "year-to-chinese-blog": lambda: true(365 <= days("created", "chinese-blog") < 372, "一年"),
    **{
        f"open-source-{y}": partial(
            whole, sum(one.lane == "open-source" and one.date.year == y for one in TABLES.events)
        )
        for y in (2017, 2018, 2019)
    },
    **{f"releases-{i + 1}": partial(whole, GIVEN[i].releases) for i in range(3)},
    **{f"releases-in-{y}": partial(whole, YEARLY[y]) for y in (2018, 2020, 2025, 2026)},
    "mean-gap-4": lambda: whole(mean_gap(TABLES.releases, line=4)),
    "mean-gap-5": lambda: whole(math.ceil(mean_gap(TABLES.releases, line=5))),
    "longest-gap": lambda: true(
        max(gaps(TABLES.releases)) == days_between(release("0.6.0").date, GIVEN[1].first.date),
        whole(max(gaps(TABLES.releases))),
    ),
    "second-gap": lambda: true(
        sorted(gaps(TABLES.releases))[-2] == days_between(release("4.57.0").date, release("5.0.0").date),
        whole(sorted(gaps(TABLES.releases))[-2]),
    ),
    "patches-before-5": lambda: whole(sum(one.kind == "patch" for one in before_5())),
    "candidates-of-5": lambda: whole(sum(one.kind == "prerelease" for one in before_5())),
    "half-year-twice": lambda: true(2 < features_of_half(2026) / features_of_half(2025) < 3, "一倍"),
    "staff-in-authors": lambda: true(
        reported("employees", "2022-05-09").value < sum(one.new_authors for one in year("2021")) / 2, "一半"
    ),
    "milestone-pace": lambda: true(0.3 < fastest_milestones() / pace("2023-03-31", "2023-04-30") < 0.37, "三分之一"),
    "stars-per-day": lambda: whole(stars_per_day(TABLES.snapshots)),
    "stars-per-day-april-2023": lambda: whole(pace("2023-03-31", "2023-04-30")),
    "squash": lambda: chinese_quarter(str(squash_merges_since(TABLES.quarters))),
    "commits-2019": lambda: whole(sum(one.commits for one in year("2019"))),
    "commits-2021": lambda: whole(sum(one.commits for one in year("2021"))),
    "mainline-2019": lambda: whole(sum(one.mainline for one in year("2019"))),
    "mainline-2021": lambda: whole(sum(one.mainline for one in year("2021"))),
}

OF_THE_PAGE = ("grades", "lanes", "figures", "years-after")  # how the article is laid out; nobody asks for a source


def date_text(kind: str, when: Date) -> str:
    """Return a date as far as a kind of hole writes it."""
    if kind == "wd":
        return "周" + WEEKDAYS[(days_between(date("2018-10-29"), when)) % 7]  # that was a Monday
    if kind == "iso":
        return written(when)
    if kind == "y":
        return str(when.year)
    assert when.month is not None, f"{written(when)} is known to the year only"
    if kind == "ym":
        return in_chinese(Date(when.year, when.month, None))
    if kind == "m":
        return f"{when.month} 月"
    assert when.day is not None, f"{written(when)} is known to the month only"
    return {"day": in_chinese(when), "md": f"{when.month} 月 {when.day} 日", "d": f"{when.day} 日"}[kind]


def notes(found: Found) -> frozenset[str]:
    """Return the footnotes of a row."""
    return frozenset(citation(address, TABLES.pages).id for address in found.sources)


def held(kind: str, id: str) -> Value:
    """Return what a hole holds."""
    if kind == "calc":
        return Value(COMPUTED[id](), frozenset(), "hard", id not in OF_THE_PAGE)
    if kind in ("day", "ym", "md", "y", "m", "d", "wd", "iso"):
        row = dated_row(id)
        text = date_text(kind, dated(id))
        return Value(text, notes(row), row.evidence) if row else Value(text, frozenset(), "hard")
    if kind == "n" and id == "events":
        return Value(str(len(TABLES.events)), frozenset(), "hard", True)
    if kind in ("usd", "sum", "value"):
        row = of(a_round(id))
        amount = {"usd": row.row.amount, "sum": row.row.cumulative, "value": row.row.valuation}[kind]
        is_sum_of_ours = kind == "sum" and id != "angel-extension"  # the press gives that sum itself
        ours = is_sum_of_ours or (kind == "usd" and "derived" in row.row.note)
        is_press = kind == "value" and "press" in row.row.valuation_basis
        cited = Found(row.row, row.sources[1:], "medium") if is_press and id == "series-c" else row
        return Value(short(amount) + "美元", notes(cited), cited.evidence, ours)
    if kind == "v":
        return Value(id, notes(of(release(id))), "hard")
    if kind in ("line", "x"):
        major = release(id).numbers[0]
        return Value(f"v{major}" if kind == "line" else f"{major}.x", frozenset(), "hard")
    if kind == "passed":
        aim = int(id.removeprefix("stars-"))
        row = of(next(one for passed, one in milestones(TABLES.snapshots) if passed == aim))
        return Value(short(aim), notes(row), "hard")
    if kind == "year":
        assert year(id) or any(one.date.year == int(id) for one in TABLES.events), id
        return Value(id, frozenset(), "hard", True)
    if kind == "quarter":
        return Value(chinese_quarter(quarter(id).label), frozenset(), "hard", True)
    if "@" in id:
        field, when = id.split("@")
        rows: dict[str, Callable[[str], Any]] = {"stars": snapshot, "forks": snapshot, "families": quarter}
        row = of(rows[field](when) if field in rows else reported(field, when))
        amount = getattr(row.row, field) if field in rows else row.row.value
    else:
        row = of(fact(id))
        amount = row.row.value
    form = {"n": short, "han": han, "some": some}[kind]
    return Value(str(amount) if kind == "n" and "stars@" in id else form(amount), notes(row), row.evidence)


def filled(template: str) -> tuple[str, list[tuple[int, Value]]]:
    """Return a text with its holes filled, and each value with the place at which it stands."""
    text, values, end = "", [], 0
    for match in HOLE.finditer(template):
        text += template[end : match.start()]
        value = held(match[1], match[2])
        values.append((len(text), value))
        text += value.text
        end = match.end()
    return text + template[end:], values
