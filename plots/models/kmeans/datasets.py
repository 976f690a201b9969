"""Points in the plane for figures and playground: what K-Means is good at, and where it fails.

    data = blobs(300, Random(seed=0))
    data.points, data.truth

Most lie in the square from 0 to 10. Coordinates are whole hundredths: short in a program that is copied, and the same in
every interpreter, where the last bit of a logarithm is not.
"""

import math
from collections import namedtuple

from plots.models.checks import (
    LARGEST_SIZE,
    require_count,
    require_length,
    require_numbers,
    require_points,
    require_positive_size,
    require_ratio,
)
from plots.models.kmeans.lloyd import squared, total
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.randomness import Random

    Points = Sequence[Sequence[float]]

# truth: the number of the group that each point was drawn from.
Data = namedtuple("Data", "points truth")

__all__ = [
    "anisotropic",
    "blobs",
    "gaussians",
    "grid",
    "lone_point",
    "moons",
    "outliers",
    "pairs",
    "radii",
    "rectangle",
    "rings",
    "scales",
    "standardised",
    "unequal_sizes",
    "unequal_spreads",
    "uniform",
]

TRIANGLE = ((2.2, 2.6), (7.6, 3.2), (4.6, 7.8))


def hundredths(number: float) -> float:
    """Return the nearest whole hundredth."""
    return math.floor(100 * number + 0.5) / 100


def require_draw(n: int, random: "Random") -> None:
    """Raise ValueError unless n ≥ 1 points can be drawn."""
    require_count("n", n)
    require_random("random", random)


def parts(n: int, shares: "Sequence[float]") -> list[int]:
    """Return n in parts that stand to each other as the shares do, up to rounding."""
    whole, reached = total(shares), 0.0
    ends = [0]
    for share in shares:
        reached += share
        ends.append(math.floor(n * reached / whole + 0.5))
    return [ends[i + 1] - ends[i] for i in range(len(shares))]


def gaussians(
    n: int,
    random: "Random",
    places: "Points",
    deviations: "Sequence[float]",
    shares: "Sequence[float] | None" = None,
) -> Data:
    """Return n points of round Gaussian groups, one group after the other.

    Args:
        n: Number of points, ≥ 1.
        random: Draws them.
        places: The centre (x, y) of each group.
        deviations: The standard deviation of each group along each axis.
        shares: How much of the points each group gets, in any unit, > 0; equal if left out.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_draw(n, random)
    require_points("places", places, 2, far=LARGEST_SIZE)
    shares = [1] * len(places) if shares is None else shares
    for name, values in (("deviations", deviations), ("shares", shares)):
        require_length(name, values, len(places), "group")
        require_numbers(name, values, LARGEST_SIZE)
    for share in shares:
        require_positive_size("shares", share)
    data = Data([], [])
    for group, size in enumerate(parts(n, shares)):
        x, y = places[group]
        for _ in range(size):
            deviation = deviations[group]
            data.points.append([hundredths(random.normal(x, deviation)), hundredths(random.normal(y, deviation))])
            data.truth.append(group)
    return data


def blobs(n: int, random: "Random") -> Data:
    """Return five round groups of equal size and spread: the case that K-Means assumes."""
    places = ((1.8, 2.2), (2.9, 7.6), (5.3, 4.7), (8.1, 8.0), (7.9, 2.0))
    return gaussians(n, random, places, [0.7] * 5)


def grid(n: int, random: "Random") -> Data:
    """Return 25 narrow groups on a 5 × 5 grid: a start that misses one is not repaired by Lloyd's algorithm."""
    places = [(1.0 + 2 * column, 1.0 + 2 * row) for row in range(5) for column in range(5)]
    return gaussians(n, random, places, [0.3] * 25)


def pairs(n: int, random: "Random") -> Data:
    """Return four groups, two by two near each other: two or four clusters, as one likes."""
    return gaussians(n, random, ((1.4, 1.8), (3.9, 2.6), (6.2, 7.4), (8.7, 8.2)), [0.45] * 4)


def unequal_sizes(n: int, random: "Random") -> Data:
    """Return three groups with 500 : 100 : 10 of the points."""
    return gaussians(n, random, TRIANGLE, [0.8] * 3, [500, 100, 10])


def unequal_spreads(n: int, random: "Random") -> Data:
    """Return three groups, one much wider than the others: its margin goes to the nearest narrow one."""
    return gaussians(n, random, ((1.6, 3.0), (5.3, 5.6), (8.6, 2.6)), [0.4, 1.5, 0.4])


def anisotropic(n: int, random: "Random") -> Data:
    """Return three long parallel groups, side by side: cells are cut straight between centres, not along them."""
    data = gaussians(n, random, [(0.0, 0.0)] * 3, [1.0] * 3)
    shifted = []
    for (along, across), group in zip(data.points, data.truth):
        x = 5.0 + 1.7 * along + 1.35 * (group - 1)
        y = 5.0 + 1.25 * along + 0.35 * across - 1.55 * (group - 1)
        shifted.append([hundredths(x), hundredths(y)])
    return Data(shifted, data.truth)


def scales(n: int, random: "Random") -> Data:
    """Return two groups that x alone tells apart, while y has a hundred times the width: J sees only y."""
    data = gaussians(n, random, ((3.0, 0.0), (7.0, 0.0)), [0.8] * 2)
    return Data([[x, hundredths(random.uniform(0, 1000))] for x, _ in data.points], data.truth)


def outliers(n: int, random: "Random") -> Data:
    """Return three groups and, as a fourth, one point in twenty that lies at least 3 from their centres."""
    require_draw(n, random)
    most = n - n // 20
    data = gaussians(most, random, ((2.5, 2.5), (7.5, 2.5), (5.0, 6.5)), [0.6] * 3)
    while len(data.points) < n:
        x, y = hundredths(random.uniform(-2, 12)), hundredths(random.uniform(-2, 12))
        if all((x - a) ** 2 + (y - b) ** 2 >= 9 for a, b in ((2.5, 2.5), (7.5, 2.5), (5.0, 6.5))):
            data.points.append([x, y])
            data.truth.append(3)
    return data


def lone_point(n: int, random: "Random") -> Data:
    """Return two groups and, as a third, a single point far away."""
    require_draw(n, random)
    data = gaussians(max(n - 1, 1), random, ((2.0, 1.0), (6.0, 1.0)), [0.6] * 2)
    return Data(data.points + [[4.0, 20.0]], data.truth + [2])


def rings(n: int, random: "Random") -> Data:
    """Return a ring around a ring, with the same centre: no straight line parts them."""
    require_draw(n, random)
    data = Data([], [])
    for group, size in enumerate(parts(n, [1, 2])):
        for _ in range(size):
            angle = 2 * math.pi * random.uniform()
            radius = random.normal((1.6, 4.0)[group], 0.2)
            data.points.append([hundredths(5 + radius * math.cos(angle)), hundredths(5 + radius * math.sin(angle))])
            data.truth.append(group)
    return data


def moons(n: int, random: "Random") -> Data:
    """Return two half circles that reach into each other."""
    require_draw(n, random)
    data = Data([], [])
    for group, size in enumerate(parts(n, [1, 1])):
        x, y, side = ((3.6, 4.2, 1), (6.4, 5.8, -1))[group]
        for _ in range(size):
            angle = math.pi * random.uniform()
            radius = random.normal(2.8, 0.2)
            data.points.append(
                [hundredths(x + side * radius * math.cos(angle)), hundredths(y + side * radius * math.sin(angle))]
            )
            data.truth.append(group)
    return data


def uniform(n: int, random: "Random") -> Data:
    """Return one group that fills the square evenly: there is nothing to find."""
    require_draw(n, random)
    points = [[hundredths(random.uniform(0, 10)), hundredths(random.uniform(0, 10))] for _ in range(n)]
    return Data(points, [0] * n)


# What can be chosen by name: a function (n, random) → Data, and the number of groups that it draws.
DATASETS = (
    ("blobs", blobs, 5),
    ("grid", grid, 25),
    ("pairs", pairs, 4),
    ("unequal sizes", unequal_sizes, 3),
    ("unequal spreads", unequal_spreads, 3),
    ("anisotropic", anisotropic, 3),
    ("scales", scales, 2),
    ("outliers", outliers, 4),
    ("lone point", lone_point, 3),
    ("rings", rings, 2),
    ("moons", moons, 2),
    ("uniform", uniform, 1),
)


def rectangle(width: float) -> Data:
    """Return the corners of a rectangle of this width and height 1: the smallest local minimum.

    With k = 2 the halves left and right have J = 1 and top and bottom J = width², and Lloyd's algorithm leaves neither.

    Raises:
        ValueError: Unless 0 < width < ∞.
    """
    require_ratio("width", width)
    return Data([[0.0, 0.0], [0.0, 1.0], [width, 0.0], [width, 1.0]], [0, 0, 1, 1])


def standardised(points: "Points") -> list[list[float]]:
    """Return the points with mean 0 and variance 1 along each axis; where all are equal but for rounding, 0.

    x ← (x − x̄) / s with s² = Σ (x − x̄)² / n, as scikit-learn's StandardScaler. There, too, rounding is taken for what
    leaves s² ≤ n ε s² + (n ε x̄)², with ε = 2⁻⁵² (``_is_constant_feature``).
    """
    require_points("points", points)
    columns = []
    for axis in range(len(points[0])):
        column = [point[axis] for point in points]
        mean = total(column) / len(column)
        variance = total([(x - mean) ** 2 for x in column]) / len(column)
        rounding = len(column) * 2.0**-52
        is_constant = variance <= rounding * variance + (rounding * mean) ** 2
        columns.append([0.0 if is_constant else (x - mean) / math.sqrt(variance) for x in column])
    return [list(point) for point in zip(*columns)]


def radii(points: "Points", centre: "Sequence[float]") -> list[list[float]]:
    """Return r = ‖x − centre‖ of each point, alone: for rings around one centre the coordinate that tells them apart.

    Args:
        points: x_1 … x_n, n ≥ 1.
        centre: As many numbers as a point has.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_points("points", points)
    require_points("centre", [centre], len(points[0]))
    return [[math.sqrt(squared(point, centre))] for point in points]
