"""Numbers as the figures of this article write them."""

from plots.models.digits import significant


def signed(value: float, digits: int = 4) -> str:
    """Return a number to some significant digits, with a true minus sign."""
    return significant(value, digits)
