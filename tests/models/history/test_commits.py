"""The first week by hand: commits are counted from a milestone, in hours, and by author."""

import pytest

from plots.models.history import commits
from plots.models.history.dates import Date
from tests.replays import history_tables as tables

COMMITS = commits.first_week(tables.commits())
RELEASE = commits.milestone(COMMITS, "release")


def test_a_moment_is_a_day_a_clock_and_an_hour():
    assert (RELEASE.date, RELEASE.clock) == (Date(2018, 10, 31), "15:19")
    assert RELEASE.hour == pytest.approx(15 + 19 / 60 + 12 / 3600)
    assert RELEASE.source == "https://github.com/c/d/commit/fe354"


def test_hours_are_counted_across_midnight_and_the_end_of_a_month():
    assert commits.hours_between(RELEASE, COMMITS[2]) == pytest.approx(10)
    assert commits.hours_between(COMMITS[2], RELEASE) == pytest.approx(-10)


def test_what_came_before_a_milestone_is_left_out_and_the_most_busy_author_is_first():
    assert commits.by_author(commits.after(COMMITS, RELEASE)) == [("Ada", 2), ("Bob", 1), ("outsider", 1)]


def test_a_milestone_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="name must be that of a milestone, got 'tidy'"):
        commits.milestone(COMMITS, "tidy")
