"""Dates that are known to the year, the month or the day."""

import datetime

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from plots.models.history.dates import (
    Date,
    date,
    day_number,
    days_between,
    days_in_month,
    first_day,
    in_chinese,
    last_day,
    middle,
    precision,
    span,
    written,
)


@pytest.mark.parametrize(
    ("text", "parts", "known_to", "chinese"),
    [
        ("2016", (2016, None, None), "year", "2016 年"),
        ("2016-05", (2016, 5, None), "month", "2016 年 5 月"),
        ("2016-05-08", (2016, 5, 8), "day", "2016 年 5 月 8 日"),
        ("2020-02-29", (2020, 2, 29), "day", "2020 年 2 月 29 日"),
    ],
)
def test_a_date_is_read_and_written_no_further_than_it_is_known(text, parts, known_to, chinese):
    when = date(text)

    assert when == Date(*parts)
    assert precision(when) == known_to
    assert written(when) == text
    assert in_chinese(when) == chinese


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "2016-5",
        "2016-05-8",
        "2016/05/08",
        "2016-13",
        "2016-00",
        "2016-02-30",
        "2019-02-29",
        "2016-05-00",
        "2016-05-08T10",
        "20١٦",
        "2016-05-08-01",
        "-2016",
        "2016-",
        "1900-02-29",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="date must"):
        date(text)


@given(one=dates(), other=dates())
def test_days_are_counted_as_the_standard_library_counts_them(one, other):
    first, second = (Date(day.year, day.month, day.day) for day in (one, other))

    assert days_between(first, second) == (other - one).days
    assert first_day(first) == last_day(first) == one.toordinal() - 1


@given(year=integers(1, 9998), month=integers(1, 12))
def test_a_month_has_as_many_days_as_in_the_standard_library(year, month):
    after = datetime.date(year + month // 12, month % 12 + 1, 1)

    assert days_in_month(year, month) == (after - datetime.date(year, month, 1)).days
    assert last_day(Date(year, month, None)) - day_number(year, month, 1) + 1 == days_in_month(year, month)


def test_a_year_is_a_span_and_not_the_first_of_january():
    assert span(date("2016")) == (2016.0, 2017.0)
    assert middle(date("2016")) == 2016.5
    start, end = span(date("2016-12-31"))
    assert start == 2016 + 365 / 366
    assert end == 2017.0
    assert span(date("2019-01")) == (2019.0, 2019 + 31 / 365)


def test_days_are_only_counted_between_days():
    with pytest.raises(ValueError, match="second must be known to the day, got 2016-05"):
        days_between(date("2016-05-01"), date("2016-05"))
