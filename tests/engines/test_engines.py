"""What is driven in the engines leaves out no page that matters, and the record is one of what is driven."""

import re

import pytest

from scripts.assets.python_files import playground_ids
from tests.engines import record
from tests.engines.actions import ACTIONS
from tests.engines.drivers import ENGINES
from tests.engines.table import kind_of, rows

OF_A_PLAYGROUND = ("a slider moves by key", "a change is undone", "the link is copied", "SVG", "PNG", "CSV")


@pytest.fixture(scope="module")
def driven(site):
    found: dict[str, list[str]] = {}
    for row in rows(site):
        found.setdefault(row.path, []).append(row.action.name)
    return found


def test_every_article_notebook_and_playground_and_each_other_kind_of_page_is_driven(site, driven):
    pages = {
        "" if file.parent == site else f"{file.parent.relative_to(site).as_posix()}/"
        for file in site.rglob("index.html")
    }
    assert {kind_of(path) for path in pages} == {kind_of(path) for path in driven}
    matter = {path for path in pages if re.fullmatch(r"(posts|playgrounds)/[^/]+/|notebooks/[^/]+/[^/]+/", path)}
    assert matter <= set(driven)


def test_with_every_playground_is_done_what_all_can(driven):
    for id in playground_ids():
        done = driven[f"playgrounds/{id}/"]
        assert all(any(name.startswith(each) for name in done) for each in OF_A_PLAYGROUND), id


def test_every_action_is_done_somewhere(driven):
    assert {action.name for action in ACTIONS} == {name for done in driven.values() for name in done}


def test_the_record_is_of_these_engines_and_actions():
    records = record.read()
    assert set(records) == set(ENGINES)
    for engine, tried in records.items():
        assert {name.split(" ", 1)[1] for name in tried.outcomes} == {action.name for action in ACTIONS}, engine
    assert record.PAGE.read_text(encoding="utf-8") == record.page(records)
