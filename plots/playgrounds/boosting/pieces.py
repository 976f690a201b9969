"""Where a sum of trees on one feature is constant. Each tree is added to what is there."""

from plots.models.boosting import boxes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class Stairs:
    """F_t over one feature, from ``low`` to ``high``; at first F_0, the ``base``."""

    def __init__(self, low: float, high: float, base: float) -> None:
        self.low = low
        self.high = high
        self.starts = [low]
        self.heights = [base]

    def add(self, tree: "Sequence[Any]") -> None:
        starts, values = leaves_along(tree, self.low, self.high)
        edges = sorted(set(self.starts + starts))
        heights = []
        own = other = 0
        for edge in edges:
            while own + 1 < len(self.starts) and self.starts[own + 1] <= edge:
                own += 1
            while other + 1 < len(starts) and starts[other + 1] <= edge:
                other += 1
            heights.append(self.heights[own] + tree[values[other]].value)
        self.starts, self.heights = edges, heights


def leaves_along(tree: "Sequence[Any]", low: float, high: float) -> "tuple[list[float], list[int]]":
    """Return where the leaves of a tree on one feature begin, from the left, and their places in the tree."""
    found = sorted([(ends[0][0], place) for place, ends in boxes(tree, [(low, high)])])
    return [start for start, _ in found], [place for _, place in found]
