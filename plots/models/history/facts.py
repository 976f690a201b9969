"""Single numbers that the article states and no other table holds, each with its source.

value(facts, "bloom-parameters")            # 176000000000
"""

from collections import namedtuple

from plots.models.history.events import GRADES
from plots.models.history.rows import Row, read, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``unit``: in Chinese, as it follows the number; ``title``: what the number counts, and whether it is a bound.
Fact = namedtuple("Fact", "id value unit title source evidence")


def single_facts(table: "Table") -> list[Fact]:
    """Return the facts, in the order of the table.

    Args:
        table: Rows with the columns of ``hf_facts.csv``.

    Raises:
        RowError: If a cell is wrong or an id occurs twice.
    """
    facts = read(table, fact)
    require_unique(table, "id")
    return facts


def fact(row: Row) -> Fact:
    """Return the fact of a row."""
    return Fact(
        row.slug("id"),
        row.number("value"),
        row.text("unit"),
        row.text("title_zh"),
        row.address("source_url"),
        row.choice("evidence", GRADES),
    )


def value(facts: "Sequence[Fact]", id: str) -> int:
    """Return the number of the fact of this id.

    Raises:
        ValueError: If there is none.
    """
    for one in facts:
        if one.id == id:
            number: int = one.value
            return number
    raise ValueError(f"id must be that of a fact, got {id!r}")
