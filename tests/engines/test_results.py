"""Every action has a page of this blog that it suits, and the record is one of what is driven."""

import pytest

from tests.engines import record
from tests.engines.actions import ACTIONS
from tests.engines.drivers import ENGINES
from tests.engines.table import rows

pytestmark = pytest.mark.articles


def test_every_action_is_done_somewhere(site):
    assert {action.name for action in ACTIONS} == {row.action.name for row in rows(site)}


def test_the_record_is_of_these_engines_and_actions():
    records = record.read()
    assert set(records) == set(ENGINES)
    for engine, tried in records.items():
        assert {name.split(" ", 1)[1] for name in tried.outcomes} == {action.name for action in ACTIONS}, engine
    assert record.PAGE.read_text(encoding="utf-8") == record.page(records)
