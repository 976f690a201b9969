"""Numbers that the company or the press gave: staff, models, data sets, users. Definitions differ, so one at a time.

numbers = reported_numbers(rows)
of_metric(numbers, "employees")             # in the order of time
"""

from collections import namedtuple

from plots.models.history.events import GRADES
from plots.models.history.rows import Row, read, require_order

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

Reported = namedtuple("Reported", "date metric value source evidence note")

METRICS = (
    "chat_messages",
    "companies_using",
    "employees",
    "hub_datasets",
    "hub_models",
    "transformers_checkpoints_on_hub",
    "transformers_installs_per_day",
    "users",
)


def reported_numbers(table: "Table") -> list[Reported]:
    """Return the numbers by metric, each in the order of time.

    Args:
        table: Rows with the columns of ``hf_reported_numbers.csv``.

    Raises:
        RowError: If a cell is wrong or a row is out of order.
    """
    numbers = read(table, reported)
    require_order(table, "metric", "date")
    return numbers


def reported(row: Row) -> Reported:
    """Return the number of a row."""
    return Reported(
        row.dated("date"),
        row.choice("metric", METRICS),
        row.number("value"),
        row.address("source_url"),
        row.choice("evidence", GRADES),
        row.optional("note"),
    )


def of_metric(numbers: "Sequence[Reported]", metric: str) -> list[Reported]:
    """Return the numbers of one metric.

    Raises:
        ValueError: If it is unknown.
    """
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {metric!r}")
    return [one for one in numbers if one.metric == metric]
