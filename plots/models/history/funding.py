"""Money: rounds whose sums close.

rounds = funding_rounds(rows)
total(rounds)                       # US dollars of the closed rounds
[one.valuation for one in closed(rounds)]     # None where no source gives one
"""

from collections import namedtuple

from plots.models.history.events import GRADES
from plots.models.history.rows import Row, read, require_order, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``date``: announced; ``amount``, ``cumulative`` and ``valuation``: US dollars; ``cumulative``: of the closed rounds up to
# this one, None for an offer; ``lead``: "" where none is named; ``others``: a tuple of names; ``sources``: one or two
# addresses.
Round = namedtuple(
    "Round", "id status date amount cumulative lead others valuation valuation_basis sources evidence note"
)

STATUSES = ("closed", "declined")


def funding_rounds(table: "Table") -> list[Round]:
    """Return the rounds and declined offers, in the order of time.

    Args:
        table: Rows with the columns of ``hf_funding.csv``.

    Raises:
        RowError: If a cell is wrong, a round occurs twice, a row is out of order, or a sum does not close.
    """
    rounds = read(table, funding_round)
    require_unique(table, "round")
    require_order(table, "announced")
    sum_so_far = 0
    for index, one in enumerate(rounds):
        row = Row(index, table[index])
        if one.status != "closed":
            if one.cumulative is not None:
                row.refuse("cumulative_usd", "empty", "an offer adds nothing")
            continue
        sum_so_far += one.amount
        if one.cumulative != sum_so_far:
            row.refuse("cumulative_usd", "expected", str(sum_so_far))
    return rounds


def funding_round(row: Row) -> Round:
    """Return the round of a row."""
    amount = row.number("amount_usd")
    if amount == 0:
        row.refuse("amount_usd", "positive")
    valuation, basis = row.optional_number("valuation_usd"), row.optional("valuation_basis")
    if (valuation is None) != (basis == ""):
        row.refuse("valuation_basis", "together", "valuation_usd")
    sources = [row.address("source_url")]
    if row.optional("source_url_2"):
        sources.append(row.address("source_url_2"))
    return Round(
        row.slug("round"),
        row.choice("status", STATUSES),
        row.dated("announced"),
        amount,
        row.optional_number("cumulative_usd"),
        row.optional("lead"),
        tuple(name.strip() for name in row.optional("other_investors").split(";") if name.strip()),
        valuation,
        basis,
        tuple(sources),
        row.choice("evidence", GRADES),
        row.optional("note"),
    )


def closed(rounds: "Sequence[Round]") -> list[Round]:
    """Return the rounds whose money came; a declined offer is none, and its valuation is no valuation of a round."""
    return [one for one in rounds if one.status == "closed"]


def total(rounds: "Sequence[Round]") -> int:
    """Return the US dollars of the closed rounds."""
    return sum(one.amount for one in closed(rounds))
