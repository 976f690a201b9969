"""Lloyd's algorithm: give each point to its nearest centre, move each centre to the mean of its points, repeat."""

import math
from collections import namedtuple

from plots.models.checks import require_count, require_labels, require_length, require_one_of, require_points

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Points = Sequence[Sequence[float]]

__all__ = ["half_steps", "inertia", "lloyd", "means", "nearest", "sizes", "squared_distance"]

ASSIGN, UPDATE = "assign", "update"
FARTHEST, KEEP = "farthest", "keep"

# iteration: updates so far. step: ASSIGN or UPDATE, the half that has just been done. inertia: J of these centres and
# labels. changed: the points whose label is no longer that of the assignment before (at first, all). moved: how far each
# centre went in update ``iteration``. relocated: pairs (centre, point), see ``relocations``. converged: the end.
State = namedtuple("State", "iteration step centers labels inertia changed moved relocated converged")


def lloyd(points: "Points", centers: "Points", *, empty: str = FARTHEST, max_iter: int = 300) -> "Iterator[State]":
    """Yield a state after each assignment: with the given centres, then after 1, 2, … updates.

    z_i ← argmin_j ‖x_i − μ_j‖², μ_j ← mean of the x_i with z_i = j. Neither step raises J, and J falls as long as centres
    move; there are finitely many labellings, so that the run ends. The last update is the first that moved no centre:
    it confirms the labels, and the last two states are equal. So is one whose moves are no longer than the mean of n equal
    points may be off, n ε max |x| with ε = 2⁻⁵²: (0.1 + 0.1 + 0.1) / 3 is not 0.1, and among equal points centres would
    wander for ever.

    Args:
        points: x_1 … x_n, n ≥ 1, of d ≥ 1 numbers each.
        centers: Where the k ≥ 1 centres start. Only their order can tell equal distances apart: the first one wins.
        empty: What becomes of a centre without points: "farthest" moves it (``relocations``), "keep" leaves it.
        max_iter: Updates after which the run ends in any case, ≥ 0; its last state is then not ``converged``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Lloyd, Least squares quantization in PCM (1982). scikit-learn's KMeans with ``init=centers, n_init=1, tol=0``:
        state i has its centres after i updates, and the last ``iteration`` is its ``n_iter_``; after a relocation it may
        need one more, since it compares labels with those before.
    """
    return states(points, centers, empty, max_iter)


def half_steps(points: "Points", centers: "Points", *, empty: str = FARTHEST, max_iter: int = 300) -> "Iterator[State]":
    """Yield the states of ``lloyd``, and between them those after each update, which still have the labels before it.

    Arguments and errors are those of ``lloyd``.
    """
    return states(points, centers, empty, max_iter, has_updates=True)


def states(
    points: "Points", centers: "Points", empty: str, max_iter: int, *, has_updates: bool = False
) -> "Iterator[State]":
    """Yield the states of ``lloyd``, or of ``half_steps``: J of an update takes a third of the time, where nobody looks."""
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    require_one_of("empty", empty, (FARTHEST, KEEP))
    require_count("max_iter", max_iter, 0)
    centers = [list(center) for center in centers]
    labels, distances = assigned(points, centers)
    yield State(0, ASSIGN, centers, labels, total(distances), list(range(len(points))), [0.0] * len(centers), [], False)
    rounding = len(points) * 2.0**-52 * max([abs(x) for point in points for x in point])
    for iteration in range(1, max_iter + 1):
        relocated = relocations(distances, counted(labels, len(centers))) if empty == FARTHEST else []
        own = list(labels)
        for center, point in relocated:
            own[point] = center
        stood, centers = centers, averaged(points, own, centers)
        moved = [math.sqrt(squared(old, new)) for old, new in zip(stood, centers)]
        if has_updates:
            changed = [point for _, point in relocated]
            yield State(iteration, UPDATE, centers, own, spread(points, centers, own), changed, moved, relocated, False)
        before, (labels, distances) = labels, reassigned(points, stood, centers, labels, distances)
        changed = [i for i, label in enumerate(labels) if label != before[i]]
        converged = total([far * far for far in moved]) <= rounding * rounding
        yield State(iteration, ASSIGN, centers, labels, total(distances), changed, moved, relocated, converged)
        if converged:
            return


def nearest(points: "Points", centers: "Points") -> tuple[list[int], list[float]]:
    """Return the label argmin_j ‖x_i − μ_j‖² of each point, the first of equal ones, and its squared distance.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    return assigned(points, centers)


def assigned(points: "Points", centers: "Points") -> tuple[list[int], list[float]]:
    """Return the same as ``nearest``, unchecked."""
    if len(centers[0]) == 2:
        return assigned_in_the_plane(points, centers)
    labels, distances = [], []
    for point in points:
        label, least = 0, math.inf
        for j, center in enumerate(centers):
            distance = squared(point, center)
            if distance < least:
                label, least = j, distance
        labels.append(label)
        distances.append(least)
    return labels, distances


def assigned_in_the_plane(points: "Points", centers: "Points") -> tuple[list[int], list[float]]:
    """Return the same as ``assigned`` for d = 2, three times as fast: this loop is where the time goes."""
    labels, distances = [], []
    indexed = [(j, center[0], center[1]) for j, center in enumerate(centers)]
    for x, y in points:
        label, least = 0, math.inf
        for j, dx, dy in indexed:
            dx -= x
            distance = dx * dx
            if distance < least:  # else y need not be looked at
                dy -= y
                distance += dy * dy
                if distance < least:
                    label, least = j, distance
        labels.append(label)
        distances.append(least)
    return labels, distances


def reassigned(
    points: "Points", stood: "Points", centers: "Points", labels: "Sequence[int]", distances: "Sequence[float]"
) -> tuple[list[int], list[float]]:
    """Return the same as ``assigned``, given what it was when the centres ``stood`` elsewhere.

    A point whose own centre stays can only go to one that has moved, and late in a run few have: with many centres this
    halves the distances that a run takes.
    """
    if len(centers[0]) != 2:
        return assigned(points, centers)
    has_moved = [old != new for old, new in zip(stood, centers)]
    everywhere = [(j, center[0], center[1]) for j, center in enumerate(centers)]
    elsewhere = [each for each, moved in zip(everywhere, has_moved) if moved]
    new_labels, new_distances = [], []
    for (x, y), label, least in zip(points, labels, distances):
        if has_moved[label]:
            rivals, least = everywhere, math.inf
        else:
            rivals = elsewhere
        for j, dx, dy in rivals:
            dx -= x
            distance = dx * dx
            if distance <= least:
                dy -= y
                distance += dy * dy
                if distance < least or (distance == least and j < label):
                    label, least = j, distance
        new_labels.append(label)
        new_distances.append(least)
    return new_labels, new_distances


def require_clusters(points: "Points", centers: "Points", labels: "Sequence[int]") -> None:
    """See that there are points, centres like them, and for each point the label of a centre."""
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    require_length("labels", labels, len(points), "point")
    require_labels("labels", labels, len(centers))


def means(points: "Points", labels: "Sequence[int]", centers: "Points") -> list[list[float]]:
    """Return the mean of the points of each label; a centre without points stays where it is in ``centers``.

    The mean is what minimises J for given labels: Σ‖x − c‖² = Σ‖x − x̄‖² + n·‖c − x̄‖².

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_clusters(points, centers, labels)
    return averaged(points, labels, centers)


def averaged(points: "Points", labels: "Sequence[int]", centers: "Points") -> list[list[float]]:
    """Return the same as ``means``, unchecked."""
    counts = counted(labels, len(centers))
    sums = [[0.0] * len(center) for center in centers]
    for point, label in zip(points, labels):
        own = sums[label]
        for axis, coordinate in enumerate(point):
            own[axis] += coordinate
    return [
        [coordinate / count for coordinate in own] if count else list(center)
        for own, count, center in zip(sums, counts, centers)
    ]


def relocations(distances: "Sequence[float]", counts: "Sequence[int]") -> list[tuple[int, int]]:
    """Return pairs (centre without points, point that it moves to).

    The points with the largest squared ``distances`` to their own centre, farthest first, each become a cluster of their
    own, which lowers J. If all lie on their centres there is nothing to gain, and nothing moves.

    Source:
        scikit-learn. There, a centre whose only point is taken away in this very step goes to the largest cluster, and
        so does one that cannot be relocated; here both stay where they are.
    """
    empty = [j for j, count in enumerate(counts) if count == 0]
    if not empty or max(distances) == 0:
        return []
    farthest = sorted((-distance, i) for i, distance in enumerate(distances))
    return [(center, i) for center, (_, i) in zip(empty, farthest)]


def inertia(points: "Points", centers: "Points", labels: "Sequence[int]") -> float:
    """Return J = Σ ‖x_i − μ_(z_i)‖².

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_clusters(points, centers, labels)
    return spread(points, centers, labels)


def spread(points: "Points", centers: "Points", labels: "Sequence[int]") -> float:
    """Return the same as ``inertia``, unchecked."""
    return total([squared(point, centers[label]) for point, label in zip(points, labels)])


def sizes(labels: "Sequence[int]", k: int) -> list[int]:
    """Return how many points each of the k labels has.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_count("k", k)
    require_labels("labels", labels, k)
    return counted(labels, k)


def counted(labels: "Sequence[int]", k: int) -> list[int]:
    """Return the same as ``sizes``, unchecked."""
    counts = [0] * k
    for label in labels:
        counts[label] += 1
    return counts


def squared_distance(a: "Sequence[float]", b: "Sequence[float]") -> float:
    """Return ‖a − b‖² = Σ (a_l − b_l)².

    The shorter ‖a‖² − 2·a·b + ‖b‖² loses all digits far from the origin.

    Raises:
        ValueError: Unless both are lists of as many numbers from −1e100 to 1e100.
    """
    require_points("a", [a])
    require_points("b", [b], len(a))
    return squared(a, b)


def squared(a: "Sequence[float]", b: "Sequence[float]") -> float:
    """Return the same as ``squared_distance``, unchecked."""
    squares = 0.0
    for p, q in zip(a, b):
        squares += (p - q) * (p - q)
    return squares


def total(numbers: "Sequence[float]") -> float:
    """Return the sum, added up one by one: sum() rounds differently from Python 3.12 on."""
    amount = 0.0
    for number in numbers:
        amount += number
    return amount
