"""Single facts by hand: a number is asked for by its id."""

import pytest

from plots.models.history.facts import single_facts, value
from tests.replays import history_tables as tables

FACTS = single_facts(tables.facts())


def test_a_number_is_asked_for_by_its_id():
    assert value(FACTS, "languages") == 46
    with pytest.raises(ValueError, match="id must be that of a fact, got 'language'"):
        value(FACTS, "language")
