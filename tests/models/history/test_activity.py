"""Quarters by hand: missing ones stay missing, lines break there, the way of merging is seen."""

import pytest

from plots.models.history import activity
from plots.models.history.dates import date
from tests.replays import history_tables as tables

QUARTERS = activity.quarterly_activity(tables.quarters())


def test_a_quarter_that_the_table_leaves_out_is_there_and_empty():
    assert [one.label for one in QUARTERS] == ["2018Q4", "2019Q1", "2019Q2", "2019Q3", "2019Q4"]
    left_out = QUARTERS[2]
    assert left_out.end == date("2019-06-30")
    assert not left_out.is_complete
    assert all(getattr(left_out, field) is None for field in activity.FIELDS)


def test_an_empty_cell_is_none_and_not_zero():
    assert QUARTERS[0].stars is None
    assert QUARTERS[0].bot_commits == 0
    assert QUARTERS[4].commits is None
    assert (QUARTERS[4].families, QUARTERS[4].deprecated) == (9, 0)


def test_a_line_breaks_where_a_quarter_is_missing():
    assert activity.runs(QUARTERS, "stars") == [[(1, 90)], [(3, 140)]]
    assert activity.runs(QUARTERS, "commits") == [[(0, 300), (1, 200)], [(3, 100)]]
    assert activity.runs(QUARTERS, "families") == [[(0, 1), (1, 4)], [(3, 8), (4, 9)]]
    assert activity.runs([], "stars") == []
    with pytest.raises(ValueError, match="field must be one of commits"):
        activity.runs(QUARTERS, "label")


def test_squash_merges_begin_where_the_main_line_has_nearly_all_commits_for_good():
    assert activity.squash_merges_since(QUARTERS) == "2019Q3"
    assert activity.squash_merges_since(QUARTERS[:2]) is None
    again = tables.changed(tables.quarters(), 0, mainline_commits="300")  # not for good
    assert activity.squash_merges_since(activity.quarterly_activity(again)) == "2019Q3"


def test_quarters_follow_each_other_and_hold_their_days():
    assert [activity.following(label) for label in ("2018Q4", "2019Q1")] == ["2019Q1", "2019Q2"]
    assert [activity.last_day_of(f"2019Q{i}") for i in (1, 2, 3, 4)] == [
        "2019-03-31",
        "2019-06-30",
        "2019-09-30",
        "2019-12-31",
    ]
    assert [activity.label_of(date(f"2019-{month:02}-15")) for month in range(1, 13)] == [
        f"2019Q{i}" for i in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
    ]
