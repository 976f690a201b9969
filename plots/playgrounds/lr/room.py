"""Where a curve leaves room for what is said of it."""

from plots.pictures.annotations import moment, span
from plots.pictures.fitting import SLIM
from plots.pictures.frame import text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.pictures.annotations import Annotation

PLOT = 400  # about how wide a plot is, in units
CLEAR = 0.18  # of the highest rate: a curve that is higher leaves room for a span below it


class Room:
    """The room above and below a curve from step 0; what is drawn stays below ``highest`` > 0."""

    def __init__(self, rates: "list[float]", highest: float) -> None:
        self.rates = rates
        self.last = len(rates) - 1
        self.highest = highest
        self.roof = 1.1 * highest
        self.floor = 0.05 * highest

    def units(self, steps: float) -> float:
        """Return how wide so many steps are."""
        return PLOT * steps / self.last

    def is_below(self, start: float, end: float, level: float) -> bool:
        """Return whether the curve stays below a level between two steps."""
        return all(rate < level for rate in self.rates[max(0, int(start)) : int(end) + 1])

    def span(self, start: float, end: float, text: str, *, low: bool = False) -> "Annotation":
        """Return the measure of some steps: over the curve, or ``low``, near the axis, where the curve is high."""
        low = low and all(rate >= CLEAR * self.highest for rate in self.rates[int(start) : int(end) + 1])
        fits = SLIM * text_width(text) <= self.units(end - start)
        at = "middle" if fits else "end" if low else "start"
        return span(start, end, self.floor if low else self.roof, text, at=at)

    def length(self, start: float, end: float, text: str, *, low: bool = False) -> "list[Annotation]":
        """Return the measure of some steps, and the step where they end."""
        measure = self.span(start, end, text, low=low)
        return [measure, moment(end, top=max(measure["y"], self.highest))]
