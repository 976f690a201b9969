"""Quarters by hand: missing ones stay missing, lines break there, the way of merging is seen."""

import pytest

from plots.models.history.activity import (
    FIELDS,
    following,
    label_of,
    last_day_of,
    quarterly_activity,
    runs,
    squash_merges_since,
)
from plots.models.history.dates import date
from tests.replays import history_tables as tables

QUARTERS = quarterly_activity(tables.quarters())


def test_a_quarter_that_the_table_leaves_out_is_there_and_empty():
    assert [one.label for one in QUARTERS] == ["2018Q4", "2019Q1", "2019Q2", "2019Q3", "2019Q4"]
    left_out = QUARTERS[2]
    assert left_out.end == date("2019-06-30")
    assert not left_out.is_complete
    assert all(getattr(left_out, field) is None for field in FIELDS)


def test_an_empty_cell_is_none_and_not_zero():
    assert QUARTERS[0].stars is None
    assert QUARTERS[0].bot_commits == 0
    assert QUARTERS[4].commits is None
    assert (QUARTERS[4].families, QUARTERS[4].deprecated) == (9, 0)


def test_a_line_breaks_where_a_quarter_is_missing():
    assert runs(QUARTERS, "stars") == [[(1, 90)], [(3, 140)]]
    assert runs(QUARTERS, "commits") == [[(0, 300), (1, 200)], [(3, 100)]]
    assert runs(QUARTERS, "families") == [[(0, 1), (1, 4)], [(3, 8), (4, 9)]]
    assert runs([], "stars") == []
    with pytest.raises(ValueError, match="field must be one of commits"):
        runs(QUARTERS, "label")


def test_squash_merges_begin_where_the_main_line_has_nearly_all_commits_for_good():
    assert squash_merges_since(QUARTERS) == "2019Q3"
    assert squash_merges_since(QUARTERS[:2]) is None
    again = tables.changed(tables.quarters(), 0, mainline_commits="300")  # not for good
    assert squash_merges_since(quarterly_activity(again)) == "2019Q3"


def test_quarters_follow_each_other_and_hold_their_days():
    assert [following(label) for label in ("2018Q4", "2019Q1")] == ["2019Q1", "2019Q2"]
    assert [last_day_of(f"2019Q{i}") for i in (1, 2, 3, 4)] == ["2019-03-31", "2019-06-30", "2019-09-30", "2019-12-31"]
    assert [label_of(date(f"2019-{month:02}-15")) for month in range(1, 13)] == [
        f"2019Q{i}" for i in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
    ]
