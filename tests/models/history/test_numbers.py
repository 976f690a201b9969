"""Reported numbers by hand: one metric at a time."""

import pytest

from plots.models.history.numbers import of_metric, reported_numbers
from tests.replays import history_tables as tables

NUMBERS = reported_numbers(tables.numbers())


def test_a_metric_is_asked_for_by_its_name():
    assert [one.value for one in of_metric(NUMBERS, "employees")] == [10, 120]
    assert of_metric(NUMBERS, "users") == []
    with pytest.raises(ValueError, match="metric must be one of"):
        of_metric(NUMBERS, "staff")
