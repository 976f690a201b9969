"""What the figures of this article share: how money and dates are written."""

from plots.models.history.dates import Date, middle

HUNDRED_MILLION, TEN_THOUSAND = 10**8, 10**4


def dollars(amount: int) -> str:
    """Return US dollars in Chinese units, exactly: 4 亿美元, 40 万美元."""
    if amount >= HUNDRED_MILLION:
        return f"{amount / HUNDRED_MILLION:g} 亿美元"
    return f"{amount / TEN_THOUSAND:g} 万美元"


def places(dates: list[Date]) -> list[float]:
    """Return where days lie on an axis of years."""
    return [middle(one) for one in dates]
