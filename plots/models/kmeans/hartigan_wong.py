"""Hartigan and Wong's algorithm: points change their cluster one at a time, and both centres move at once."""

import math

from plots.models.checks import require_count, require_points
from plots.models.kmeans.lloyd import ASSIGN, State, assigned, averaged, counted, spread, squared, total

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Points = Sequence[Sequence[float]]

__all__ = ["QUICK", "TRANSFER", "hartigan_wong"]

TRANSFER, QUICK = "transfer", "quick"
ROUNDING = 1e-12  # of a gain: moves that gain less could go round in circles


def hartigan_wong(points: "Points", centers: "Points", *, max_iter: int = 300) -> "Iterator[State]":
    """Yield the state at the start, as Lloyd's algorithm has it, and one after each stage in which points may have moved.

    To take x out of cluster a lowers J by n_a/(n_a − 1)·‖x − μ_a‖²; to put it into b raises J by n_b/(n_b + 1)·‖x − μ_b‖².
    A transfer stage visits each point once and moves it to where it costs least, if that lowers J. A quick stage then goes
    round and round, and looks only at the cluster that would be the next best of each point, until none moves. The run
    ends with a transfer stage that moves nothing: no change of one point lowers J. Lloyd's algorithm stays there, too;
    the other way round it need not be so.

    Args:
        points: x_1 … x_n, n ≥ 1, of d ≥ 1 numbers each.
        centers: Where the k ≥ 1 centres start; each point begins with the nearest, of equal ones with the first.
        max_iter: Transfer stages after which the run ends in any case, ≥ 0; its last state is then not ``converged``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Hartigan & Wong, Algorithm AS 136 (1979), without the live sets that save it distances; R's ``kmeans`` by default.
        R refuses a start that leaves a centre without points; here the first point that gains by it goes there.
    """
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    require_count("max_iter", max_iter, 0)
    clusters = Clusters(points, centers)
    yield clusters.first
    for iteration in range(1, max_iter + 1):
        has_moved = clusters.transfer()
        yield clusters.state(iteration, TRANSFER, converged=not has_moved)
        if not has_moved:
            return
        if clusters.settle():
            yield clusters.state(iteration, QUICK)


class Clusters:
    """Points in clusters, whose means are kept while points move between them."""

    def __init__(self, points: "Points", centers: "Points") -> None:
        self.points = points
        self.labels, distances = assigned(points, centers)
        self.sizes = counted(self.labels, len(centers))
        self.centers = averaged(points, self.labels, centers)
        self.others = [-1] * len(points)  # where each point would go if it had to leave; none is known yet
        everything, still = list(range(len(points))), [0.0] * len(centers)
        self.shown_labels, self.shown_centers = list(self.labels), [list(center) for center in centers]
        self.first = State(
            0, ASSIGN, self.shown_centers, self.shown_labels, total(distances), everything, still, [], False
        )

    def state(self, iteration: int, step: str, *, converged: bool = False) -> State:
        """Return what there is, and how it differs from the state before."""
        changed = [i for i, label in enumerate(self.labels) if label != self.shown_labels[i]]
        centers = averaged(self.points, self.labels, self.centers)  # without the rounding of many moves
        moved = [math.sqrt(squared(old, new)) for old, new in zip(self.shown_centers, centers)]
        self.shown_labels, self.shown_centers = list(self.labels), centers
        inertia = spread(self.points, centers, self.labels)
        return State(iteration, step, centers, self.shown_labels, inertia, changed, moved, [], converged)

    def transfer(self) -> bool:
        """Move each point to the best cluster, where that lowers J; return whether any has moved."""
        has_moved = False
        for i in range(len(self.points)):
            self.others[i] = self.cheapest(i)
            has_moved = self.try_to_move(i) or has_moved
        return has_moved

    def settle(self) -> bool:
        """Move points to their next best cluster until that lowers J no longer; return whether any has moved."""
        has_moved, i, quiet = False, 0, 0
        while quiet < len(self.points):
            quiet += 1
            if self.try_to_move(i):
                has_moved, quiet = True, 0
            i = (i + 1) % len(self.points)
        return has_moved

    def cheapest(self, i: int) -> int:
        """Return the cluster, not its own, that takes point i at the least cost; −1 if there is no other."""
        least, best = math.inf, -1
        for j in range(len(self.centers)):
            if j != self.labels[i]:
                cost = self.cost(i, j)
                if cost < least:
                    least, best = cost, j
        return best

    def cost(self, i: int, j: int) -> float:
        """Return by how much J rises when point i comes into cluster j."""
        return self.sizes[j] / (self.sizes[j] + 1) * squared(self.points[i], self.centers[j])

    def gain(self, i: int) -> float:
        """Return by how much J falls when point i leaves its cluster: not at all when it is alone there."""
        size = self.sizes[self.labels[i]]
        return size / (size - 1) * squared(self.points[i], self.centers[self.labels[i]]) if size > 1 else 0.0

    def try_to_move(self, i: int) -> bool:
        """Move point i to its other cluster if that lowers J, and return whether it has moved."""
        old, new = self.labels[i], self.others[i]
        if new < 0 or self.cost(i, new) >= self.gain(i) * (1 - ROUNDING):
            return False
        point, left, joined = self.points[i], self.sizes[old], self.sizes[new]
        self.centers[old] = [(c * left - x) / (left - 1) for c, x in zip(self.centers[old], point)]
        self.centers[new] = [(c * joined + x) / (joined + 1) for c, x in zip(self.centers[new], point)]
        self.sizes[old], self.sizes[new] = left - 1, joined + 1
        self.labels[i], self.others[i] = new, old
        return True
