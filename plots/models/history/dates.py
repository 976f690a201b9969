"""Dates that are known to the year, the month or the day, and where they lie on an axis.

    date("2018-10")                 # Date(year=2018, month=10, day=None)
    span(date("2018-10"))           # (2018.7479…, 2018.8328…): all of October, in years
    day_number(2018, 11, 17) - day_number(2018, 10, 29)      # 19

A date that is known to the year is a span of a year, not the first of January.
"""

from collections import namedtuple

# ``month`` and ``day`` are None where they are not known.
Date = namedtuple("Date", "year month day")

PRECISIONS = ("year", "month", "day")
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DIGITS = "0123456789"


def is_leap(year: int) -> bool:
    """Return whether a year of the Gregorian calendar has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31; ``month`` counts from 1."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month - 1]


def date(text: str) -> Date:
    """Return the date written as 2016, 2016-05 or 2016-05-08.

    Raises:
        ValueError: If it is written in another way or there is no such date.
    """
    parts = text.split("-")
    widths = [len(part) for part in parts]
    if widths not in ([4], [4, 2], [4, 2, 2]) or not all(sign in DIGITS for part in parts for sign in part):
        raise ValueError(f"date must be written as 2016, 2016-05 or 2016-05-08, got {text!r}")
    numbers = [int(part) for part in parts]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else None
    day = numbers[2] if len(numbers) > 2 else None
    has_month = month is None or 1 <= month <= 12
    if not has_month or (month is not None and day is not None and not 1 <= day <= days_in_month(year, month)):
        raise ValueError(f"date must exist, got {text!r}")
    return Date(year, month, day)


def precision(when: Date) -> str:
    """Return which of ``PRECISIONS`` a date is known to."""
    if when.month is None:
        return "year"
    return "month" if when.day is None else "day"


def written(when: Date) -> str:
    """Return a date as the tables write it, e.g. 2016-05."""
    text = "%04d" % when.year
    for part in (when.month, when.day):
        if part is not None:
            text += "-%02d" % part
    return text


def in_chinese(when: Date) -> str:
    """Return a date as sentences write it, e.g. 2016 年 5 月 8 日, no further than it is known."""
    text = f"{when.year} 年"
    if when.month is not None:
        text += f" {when.month} 月"
    if when.day is not None:
        text += f" {when.day} 日"
    return text


def day_number(year: int, month: int, day: int) -> int:
    """Return the days since 1 January of the year 1, so that a difference is a number of days."""
    before = year - 1
    days = 365 * before + before // 4 - before // 100 + before // 400
    return days + sum(days_in_month(year, m) for m in range(1, month)) + day - 1


def first_day(when: Date) -> int:
    """Return the number of the first day that a date may mean."""
    return day_number(when.year, when.month or 1, when.day or 1)


def last_day(when: Date) -> int:
    """Return the number of the last day that a date may mean."""
    month = when.month or 12
    return day_number(when.year, month, when.day or days_in_month(when.year, month))


def days_between(first: Date, second: Date) -> int:
    """Return how many days after ``first`` the date ``second`` lies.

    Raises:
        ValueError: Unless both are known to the day.
    """
    for name, when in (("first", first), ("second", second)):
        if when.day is None:
            raise ValueError(f"{name} must be known to the day, got {written(when)}")
    return first_day(second) - first_day(first)


def span(when: Date) -> tuple[float, float]:
    """Return the start and the end of what a date may mean, in years: all of 2016 is (2016.0, 2017.0)."""
    start = day_number(when.year, 1, 1)
    length = 366 if is_leap(when.year) else 365
    return when.year + (first_day(when) - start) / length, when.year + (last_day(when) + 1 - start) / length


def middle(when: Date) -> float:
    """Return the middle of what a date may mean, in years."""
    start, end = span(when)
    return (start + end) / 2
