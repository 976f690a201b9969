"""The real tables give in MicroPython, where readers filter them, what they give in CPython."""

import csv

import pytest

from plots.data.history import COLUMNS, FOLDER
from tests import oracle_records
from tests.micropython.interpreter import run_in_cpython, run_in_micropython

# Each expression gives plain data; numbers are compared to within rounding.
EXPRESSIONS = [
    "[[e.id, e.title, dates.in_chinese(e.date), list(dates.span(e.date)), e.lane] for e in EVENTS]",
    "[e.id for e in events.filtered(EVENTS, lanes=('funding', 'research'), first_year=2018, last_year=2022)]",
    "[e.id for e in events.filtered(EVENTS, search='transformers\\u30002019 年')]",
    "[e.id for e in events.filtered(EVENTS, search='CLEMENT')]",
    "list(events.years(EVENTS))",
    "plain(ROUNDS)",
    "[funding.total(ROUNDS), funding.closed(ROUNDS)[-1].id]",
    "[list(pair) for pair in releases.per_year(RELEASES)]",
    "[releases.mean_gap(RELEASES, line=4), releases.mean_gap(RELEASES, line=5)]",
    "[[n.name, n.releases, n.first.version] for n in releases.names(RELEASES, EVENTS)]",
    "[releases.newest(RELEASES, on=dates.date('2022-04-21')).version]",
    "plain(QUARTERS)",
    "[activity.squash_merges_since(QUARTERS)]",
    "[activity.runs(QUARTERS, field) for field in activity.FIELDS]",
    "[[n, s.stars] for n, s in stars.milestones(STARS)]",
    "[[len(run) for run in stars.runs(STARS)]]",
    "[stars.stars_per_day(stars.between(STARS, dates.date('2020-01-01'), dates.date('2020-12-31')))]",
    "[[n.metric, n.value] for n in NUMBERS]",
    "plain(FACTS)",
    "[sources.footnote(sources.citation(e.source, PAGES)) for e in EVENTS]",
]

CODE = """
from plots.models.history import activity, dates, events, facts, funding, numbers, releases, sources, stars

def plain(value):
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value

tables, expressions = argument
EVENTS = events.timeline(tables["hf_timeline.csv"])
ROUNDS = funding.funding_rounds(tables["hf_funding.csv"])
NUMBERS = numbers.reported_numbers(tables["hf_reported_numbers.csv"])
FACTS = facts.single_facts(tables["hf_facts.csv"])
PAGES = sources.known_pages(tables["hf_sources.csv"])
RELEASES = releases.library_releases(tables["transformers_releases.csv"])
QUARTERS = activity.quarterly_activity(tables["transformers_activity_quarterly.csv"])
STARS = stars.star_snapshots(tables["transformers_stars.csv"])

result = [eval(source) for source in expressions]
"""


@pytest.fixture(scope="module")
def results():
    tables = {}
    for name in COLUMNS:
        with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
            tables[name] = list(csv.DictReader(lines))
    return run_in_cpython(CODE, [tables, EXPRESSIONS]), run_in_micropython(CODE, [tables, EXPRESSIONS])


@pytest.mark.parametrize("index", range(len(EXPRESSIONS)), ids=EXPRESSIONS)
def test_both_interpreters_agree(index, results):
    cpython, micropython = results

    assert cpython[index]
    assert oracle_records.difference(micropython[index], cpython[index]) is None
