"""A row of a table: cells that are text, read as what their column holds.

Each reader refuses a wrong cell with a ``RowError``, which knows row, column and rule, so that the build can name the
file and the line and say the cure.
"""

from plots.models.history.dates import DIGITS, PRECISIONS, Date, date, precision

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

    Table = Sequence[dict[str, str]]

SLUG_SIGNS = "abcdefghijklmnopqrstuvwxyz-" + DIGITS

# What each rule asks of a cell, in words; {} is what it must agree with.
RULES = {
    "column": "must be there",
    "filled": "must not be empty",
    "trimmed": "must not start or end with a space",
    "number": "must be a whole number ≥ 0 without separators",
    "date": "must be a date written as 2016, 2016-05 or 2016-05-08",
    "day": "must be a date written as 2016-05-08",
    "moment": "must be a moment written as 2018-10-31T15:19:12Z",
    "choice": "must be one of {}",
    "slug": "must be lower-case ASCII letters and digits, joined by single hyphens",
    "unique": "must differ from row {}",
    "address": "must start with https:// or http:// and hold no spaces",
    "order": "must not come before the row above, {}",
    "expected": "must be {}",
    "empty": "must be empty: {}",
    "together": "must be filled exactly where {} is",
    "start": "must start with {}",
    "most": "must be at most {}",
    "positive": "must be > 0",
    "near": "must be at most a day from {}",
    "within": "must be a day of {}",
    "version": "must be a version like 4.0.0 or 4.0.0rc1",
    "quarter": "must be a quarter like 2018Q4",
    "milestone": "must be told by the first snapshot at or above the number",
    "opened": "must be the id of a page that was opened",
}


class RowError(ValueError):
    """A cell that is wrong.

    Args:
        index: Of the row, from 0, the header not counted.
        column: Its name.
        value: The text of the cell.
        rule: One of ``RULES``.
        detail: What the cell must agree with.
    """

    def __init__(self, index: int, column: str, value: "str | None", rule: str, detail: str = "") -> None:
        super().__init__(f"row {index + 1}: {column} {RULES[rule].replace('{}', detail)}, got {value!r}")
        self.index = index
        self.column = column
        self.value = value
        self.rule = rule
        self.detail = detail


class Row:
    """The cells of a row, by the name of their column."""

    def __init__(self, index: int, cells: "dict[str, str]") -> None:
        self.index = index
        self.cells = cells

    def refuse(self, column: str, rule: str, detail: str = "") -> "NoReturn":
        """Raise the ``RowError`` for a cell."""
        raise RowError(self.index, column, self.cells.get(column), rule, detail)

    def optional(self, column: str) -> str:
        """Return the text of a cell; it may be empty."""
        value = self.cells.get(column)
        if value is None:
            self.refuse(column, "column")
        if value != value.strip():
            self.refuse(column, "trimmed")
        return value

    def text(self, column: str) -> str:
        """Return the text of a cell that must be filled."""
        value = self.optional(column)
        if not value:
            self.refuse(column, "filled")
        return value

    def number(self, column: str) -> int:
        """Return a whole number ≥ 0."""
        value = self.text(column)
        if not all(sign in DIGITS for sign in value):
            self.refuse(column, "number")
        return int(value)

    def optional_number(self, column: str) -> "int | None":
        """Return a whole number ≥ 0, or None if the cell is empty: not known is not zero."""
        return self.number(column) if self.optional(column) else None

    def choice(self, column: str, allowed: "Sequence[str]") -> str:
        """Return a text that is one of ``allowed``."""
        value = self.text(column)
        if value not in allowed:
            self.refuse(column, "choice", ", ".join(allowed))
        return value

    def day(self, column: str) -> Date:
        """Return a date that is known to the day."""
        return self.parsed(column, "day", ("day",))

    def dated(self, column: str, precision_column: str = "precision") -> Date:
        """Return a date whose precision another column repeats."""
        when = self.parsed(column, "date", PRECISIONS)
        if self.choice(precision_column, PRECISIONS) != precision(when):
            self.refuse(precision_column, "expected", precision(when))
        return when

    def parsed(self, column: str, rule: str, allowed: "Sequence[str]") -> Date:
        """Return a date of an allowed precision."""
        value = self.text(column)
        try:
            when = date(value)
        except ValueError:
            self.refuse(column, rule)
        if precision(when) not in allowed:
            self.refuse(column, rule)
        return when

    def slug(self, column: str) -> str:
        """Return a text that can be an anchor: the events of a page are linked to by it."""
        value = self.text(column)
        if not all(part and all(sign in SLUG_SIGNS for sign in part) for part in value.split("-")):
            self.refuse(column, "slug")
        return value

    def address(self, column: str) -> str:
        """Return the address of a page."""
        value = self.text(column)
        scheme, separator, _ = value.partition("://")
        if not separator or scheme not in ("https", "http") or " " in value or any(sign in value for sign in "<>|"):
            self.refuse(column, "address")
        return value


def read(table: "Table", make: "Callable[[Row], Any]") -> "list[Any]":
    """Return what ``make`` makes of each row."""
    return [make(Row(index, cells)) for index, cells in enumerate(table)]


def require_unique(table: "Table", column: str) -> None:
    """Raise RowError if two rows hold the same text in a column."""
    first: dict[str, int] = {}
    for index, cells in enumerate(table):
        value = cells[column]
        if value in first:
            raise RowError(index, column, value, "unique", str(first[value] + 1))
        first[value] = index


def require_order(table: "Table", *columns: str) -> None:
    """Raise RowError if a row comes before the one above by the text of its columns.

    Dates are written so that their text is in the order of time; one known to the year comes before its months.
    """
    before = None
    for index, cells in enumerate(table):
        now = [cells[column] for column in columns]
        if before is not None and now < before:
            raise RowError(index, columns[-1], now[-1], "order", " ".join(before))
        before = now
