"""Snapshots by hand: milestones, ranges, gaps."""

import pytest

from plots.models.history.dates import date
from plots.models.history.stars import between, milestones, passed, runs, star_snapshots, stars_per_day
from tests.replays import history_tables as tables

SNAPSHOTS = star_snapshots(tables.stars())


def test_a_milestone_is_the_first_snapshot_at_or_above_a_number():
    assert milestones(SNAPSHOTS) == [(100, SNAPSHOTS[1])]
    assert passed("passes 150,000") == 150_000
    assert passed("Series A announced") is None


def test_a_range_holds_its_first_and_its_last_day():
    assert between(SNAPSHOTS, date("2019-07-31"), date("2019-09-29")) == SNAPSHOTS[1:3]
    assert between(SNAPSHOTS, date("2019-08-01"), date("2019-08-01")) == []
    with pytest.raises(ValueError, match="first must be ≤ last"):
        between(SNAPSHOTS, date("2019-09-29"), date("2019-07-31"))
    with pytest.raises(ValueError, match="known to the day"):
        between(SNAPSHOTS, date("2019"), date("2019-07-31"))


def test_a_line_breaks_at_a_gap():
    assert runs(SNAPSHOTS) == [SNAPSHOTS[:2], SNAPSHOTS[2:]]  # 60 days
    assert runs(SNAPSHOTS, days=60) == [SNAPSHOTS]
    assert runs([]) == []


def test_stars_per_day_is_what_was_gained_over_the_days_between():
    assert stars_per_day(SNAPSHOTS[:2]) == (101 - 75) / 29
    with pytest.raises(ValueError, match="at least 2, got 1"):
        stars_per_day(SNAPSHOTS[:1])
