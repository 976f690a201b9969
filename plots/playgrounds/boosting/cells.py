"""Where a sum of trees on two features is constant. Each tree is added to what is there."""

from plots.models.boosting import boxes, logit
from plots.pictures.boosting.maps import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Box = tuple[float, float, float, float, int]


class Cells:
    """F_t over two features from ``low`` to ``high``, at first the ``base`` F_0, in cells between all thresholds so far."""

    def __init__(self, low: float, high: float, base: float) -> None:
        self.low = low
        self.high = high
        self.borders = [logit(p) for p in LEVELS]
        self.columns = [low]  # where the cells begin
        self.rows = [low]
        self.margins = [[base]]

    def add(self, tree: "Sequence[Any]") -> None:
        ends = [(self.low, self.high), (self.low, self.high)]
        found = boxes(tree, ends)
        for _, ((left, _), (bottom, _)) in found:
            if left not in self.columns:
                at = place_of(self.columns, left)
                self.columns.insert(at, left)
                for row in self.margins:
                    row.insert(at, row[at - 1])
            if bottom not in self.rows:
                at = place_of(self.rows, bottom)
                self.rows.insert(at, bottom)
                self.margins.insert(at, list(self.margins[at - 1]))
        for place, ((left, right), (bottom, top)) in found:
            value = tree[place].value
            first, last = place_of(self.columns, left), place_of(self.columns, right)
            for i in range(place_of(self.rows, bottom), place_of(self.rows, top)):
                row = self.margins[i]
                row[first:last] = [margin + value for margin in row[first:last]]

    def level(self, margin: float) -> int:
        """Return how many borders a margin has reached."""
        number = 0
        for border in self.borders:
            if margin >= border:
                number += 1
        return number

    def merged(self) -> "list[Box]":
        """Return few boxes of one level each that cover the plane: left, bottom, right, top and level."""
        done: "list[Box]" = []
        columns = self.columns + [self.high]
        rows = self.rows + [self.high]
        ends = [-float("inf")] + self.borders + [float("inf")]  # of the levels
        open_runs: "dict[tuple[int, int, int], int]" = {}  # first and last column and level -> first row
        for i, row in enumerate(self.margins):
            runs = []
            first, before = 0, self.level(row[0])
            for j in range(1, len(row)):
                if not ends[before] <= row[j] < ends[before + 1]:
                    runs.append((first, j, before))
                    first, before = j, self.level(row[j])
            runs.append((first, len(row), before))
            now = {run: open_runs.get(run, i) for run in runs}
            for run, start in open_runs.items():
                if run not in now:
                    done.append((columns[run[0]], rows[start], columns[run[1]], rows[i], run[2]))
            open_runs = now
        for run, start in open_runs.items():
            done.append((columns[run[0]], rows[start], columns[run[1]], self.high, run[2]))
        return sorted(done)

    def moment(
        self, tree: "Sequence[Any]", predictions: "list[float]", targets: "list[float]"
    ) -> "tuple[str, str, int]":
        """Return the map and the next tree with the marks of the points as JSON, and how many points are on the wrong side."""
        fit = "[" + ",".join(["[%.5g,%.5g,%.5g,%.5g,%d]" % box for box in self.merged()]) + "]"
        found = boxes(tree, [(self.low, self.high), (self.low, self.high)])
        parts = ["[%.5g,%.5g,%.5g,%.5g]" % (x[0], y[0], x[1], y[1]) for _, (x, y) in found]
        wrong = wrong_marks(predictions, targets)
        return fit, '"parts":[' + ",".join(parts) + '],"wrong":"' + wrong + '"', wrong.count("1")


def place_of(numbers: "Sequence[float]", value: float) -> int:
    """Return how many of the ascending numbers are less than ``value``."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def wrong_marks(predictions: "list[float]", targets: "list[float]") -> str:
    """Return "1" for each point that is taken for the other class, else "0"; a probability of 0.5 is class 0."""
    return "".join(["1" if (p > 0.5) != (y > 0.5) else "0" for p, y in zip(predictions, targets)])
