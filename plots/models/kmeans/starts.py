"""Where the centres start: five rules that draw k centres from a seeded generator.

=====================  =====================================================================
``random_points``       k different points, each set of k as likely as the others
``random_box``          k places in the box around the points, as the article of 2016 did
``kmeans_plus_plus``    points, one after the other, with probability D(x)² / Σ D²
``greedy_…``            the same, the best of several draws each time
``farthest_first``      one point, then always the one farthest from all chosen so far
=====================  =====================================================================
"""

import math
from collections import namedtuple

from plots.models.checks import require_count, require_integer, require_one_of, require_points
from plots.models.kmeans.lloyd import assigned, total
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plots.models.randomness import Random

    Points = Sequence[Sequence[float]]

__all__ = [
    "farthest_first",
    "greedy_kmeans_plus_plus",
    "kmeans_plus_plus",
    "plus_plus_choices",
    "random_box",
    "random_points",
    "starting_centers",
]

# One draw of k-means++. index: the point taken. weights: D(x)² of each point before the draw; for the first centre all
# are 1. candidates: the points drawn. potentials: Σ D² that each of them would leave; the first least one is taken.
Choice = namedtuple("Choice", "index weights candidates potentials")


def require_start(points: "Points", k: int, random: "Random") -> None:
    """Raise ValueError unless there are points, 1 ≤ k ≤ n, and ``random`` draws."""
    require_points("points", points)
    require_integer("k", k, 1, len(points))
    require_random("random", random)


def random_points(points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return k different points, in random order.

    Source:
        Forgy (1965); scikit-learn's ``init="random"``.
    """
    require_start(points, k, random)
    return [list(points[i]) for i in random.sample(len(points), k)]


def random_box(points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return k places, uniform in the smallest box that holds all points; a centre may have no point at all."""
    require_start(points, k, random)
    axes = [[point[axis] for point in points] for axis in range(len(points[0]))]
    bounds = [(min(axis), max(axis)) for axis in axes]
    return [[random.uniform(low, high) for low, high in bounds] for _ in range(k)]


def kmeans_plus_plus(points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return k centres of k-means++; see ``plus_plus_choices``."""
    return [list(points[choice.index]) for choice in plus_plus_choices(points, k, random)]


def greedy_kmeans_plus_plus(points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return k centres of greedy k-means++, the best of 2 + ⌊ln k⌋ draws each time; see ``plus_plus_choices``."""
    require_start(points, k, random)
    trials = 2 + int(math.log(k))
    return [list(points[choice.index]) for choice in plus_plus_choices(points, k, random, trials=trials)]


def plus_plus_choices(points: "Points", k: int, random: "Random", *, trials: int = 1) -> "Iterator[Choice]":
    """Yield the k choices of k-means++, or with several ``trials`` of its greedy form.

    The first centre is any point. After that P(next centre is x) = D(x)² / Σ D², where D(x) is the distance of x to the
    nearest centre so far. The greedy form draws ``trials`` candidates and takes the one that leaves the least Σ D².
    When every point lies on a centre (k exceeds the number of different points) any point is taken.

    Args:
        points: x_1 … x_n, n ≥ 1.
        k: Number of centres, 1 ≤ k ≤ n.
        random: Draws the candidates.
        trials: Candidates for each centre but the first, ≥ 1.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Arthur & Vassilvitskii, k-means++: the advantages of careful seeding (2007), Sec. 2.2. There the expected Σ D² of
        the k centres is at most 8·(ln k + 2) times the least J, for one trial. scikit-learn's default is the greedy
        form with 2 + ⌊ln k⌋ trials.
    """
    require_start(points, k, random)
    require_count("trials", trials)
    first = random.below(len(points))
    weights = assigned(points, [points[first]])[1]
    whole = total(weights)
    yield Choice(first, [1.0] * len(points), [first], [whole])
    for _ in range(1, k):
        candidates = [drawn(weights, whole, random) if whole > 0 else random.below(len(points)) for _ in range(trials)]
        left = [nearer(points, weights, points[candidate]) for candidate in candidates]
        potentials = [total(each) for each in left]
        best = potentials.index(min(potentials))
        yield Choice(candidates[best], weights, candidates, potentials)
        weights, whole = left[best], potentials[best]


def drawn(weights: "Sequence[float]", whole: float, random: "Random") -> int:
    """Return i with probability weights[i] / ``whole``, their sum, which is > 0; one of weight 0 never."""
    aim = whole * random.uniform()
    reached = 0.0
    for i, weight in enumerate(weights):
        reached += weight
        if reached > aim:
            return i
    raise AssertionError("the sum of all weights is above every aim")


def nearer(points: "Points", distances: "Sequence[float]", center: "Sequence[float]") -> list[float]:
    """Return the squared distances to the nearest centre once ``center`` is added."""
    if len(center) == 2:
        return nearer_in_the_plane(points, distances, center)
    added = assigned(points, [center])[1]
    return [old if old < new else new for old, new in zip(distances, added)]


def nearer_in_the_plane(points: "Points", distances: "Sequence[float]", center: "Sequence[float]") -> list[float]:
    """Return the same as ``nearer`` for d = 2, twice as fast: the greedy form does little else."""
    a, b = center
    left = list(distances)
    for i, (x, y) in enumerate(points):
        dx = a - x
        distance = dx * dx
        if distance < left[i]:  # else y need not be looked at
            dy = b - y
            distance += dy * dy
            if distance < left[i]:
                left[i] = distance
    return left


def farthest_first(points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return any point, then k − 1 times the point farthest from all centres so far: it loves outliers."""
    require_start(points, k, random)
    centers = [list(points[random.below(len(points))])]
    distances = assigned(points, centers)[1]
    while len(centers) < k:
        centers.append(list(points[distances.index(max(distances))]))
        distances = nearer(points, distances, centers[-1])
    return centers


STARTS = (
    ("random", random_points),
    ("random box", random_box),
    ("kmeans++", kmeans_plus_plus),
    ("greedy kmeans++", greedy_kmeans_plus_plus),
    ("farthest first", farthest_first),
)


def starting_centers(name: str, points: "Points", k: int, random: "Random") -> list[list[float]]:
    """Return k centres by the rule of this name in ``STARTS``.

    Raises:
        ValueError: If there is no such rule, no point, or k is not from 1 to n.
    """
    require_one_of("start", name, [each for each, _ in STARTS])
    for each, rule in STARTS:
        if each == name:
            return rule(points, k, random)
    raise AssertionError("the name is one of them")
