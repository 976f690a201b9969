"""Wrong cells are refused in both interpreters, with row, column and rule."""

import json

import pytest

from plots.models.history.events import timeline
from plots.models.history.rows import RULES, RowError
from tests.micropython.interpreter import run_in_micropython
from tests.replays import history_tables as tables
from tests.replays.history_refusals import MODELS, REFUSED, TABLES, refusal

CASES = [pytest.param(i, id=f"{case[0]}-{case[1]}-{json.dumps(case[2])}") for i, case in enumerate(REFUSED)]


@pytest.fixture(scope="module")
def in_micropython():
    code = "from tests.replays.history_refusals import refusal\nresult = [refusal(*case) for case in argument]"
    return run_in_micropython(code, [case[:3] for case in REFUSED])


@pytest.mark.parametrize("i", CASES)
def test_is_refused_with_row_column_and_rule(i):
    table, row, cells, column, rule = REFUSED[i]

    assert refusal(table, row, cells)[:3] == [row, column, rule]


@pytest.mark.parametrize("i", CASES)
def test_is_refused_in_micropython_with_the_same_sentence(i, in_micropython):
    expected = refusal(*REFUSED[i][:3])

    assert in_micropython[i][:3] == expected[:3]
    if expected[3].isascii():  # MicroPython quotes other signs by their number
        assert in_micropython[i][3] == expected[3]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_must_be_there(table):
    for column in TABLES[table]()[0]:
        if column in ("git_tag_date", "source_url_2") or (table, column) == ("rounds", "note"):
            continue
        rows = TABLES[table]()
        del rows[-1][column]
        with pytest.raises(RowError) as raised:
            MODELS[table](rows)
        assert (raised.value.index, raised.value.column, raised.value.rule) == (len(rows) - 1, column, "column")


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_by_hand_are_right_as_they_are(table):
    assert refusal(table, 0, {}) is None


def test_every_rule_is_broken_once():
    assert {case[4] for case in REFUSED} | {"column"} == set(RULES)


def test_the_message_says_row_column_rule_and_what_was_given():
    with pytest.raises(RowError, match=r"row 2: evidence must be one of hard, strong, medium, got 'unverified'"):
        timeline(tables.changed(tables.events(), 1, evidence="unverified"))
