"""What the figures of this article share: the colours of the lanes, how money and dates are written."""

from plots.models.history.dates import Date, middle
from plots.models.history.events import LANES
from plots.style import Palette, colour

# By lane, names of colours as in a look; the page has the same in playgrounds/huggingface.css.
COLOURS = {
    "product": "series-2",
    "open-source": "series-1",
    "research": "series-4",
    "funding": "series-3",
    "community": "muted",
    "company": "ink",
}
HUNDRED_MILLION, TEN_THOUSAND = 10**8, 10**4


def lane_colour(palette: Palette, lane: int) -> str:
    """Return the colour of a lane, by its number."""
    return colour(palette, COLOURS[LANES[lane]])


def dollars(amount: int) -> str:
    """Return US dollars in Chinese units, exactly: 4 亿美元, 40 万美元."""
    if amount >= HUNDRED_MILLION:
        return f"{amount / HUNDRED_MILLION:g} 亿美元"
    return f"{amount / TEN_THOUSAND:g} 万美元"


def places(dates: list[Date]) -> list[float]:
    """Return where days lie on an axis of years."""
    return [middle(one) for one in dates]
