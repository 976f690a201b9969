"""Where a node can be split, and what each place would gain: exactly, or between the bins of a histogram.

``exact`` tries the middle between any two neighbouring different values among the points of the node. ``hist`` bins each
feature once before training, at most ``max_bin`` bins with about as many points each, and tries the borders only.
"""

from collections import namedtuple

from plots.models.boosting.formulas import score, shrunk, single

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[Sequence[float | None]]

__all__: list[str] = []  # what boost is made of; its arguments have been checked

EXACT, HIST = "exact", "hist"

LEAST_GAIN = 1e-6  # of a split, as in the library: what is not above it is rounding
BEYOND = {EXACT: 1e-6, HIST: 1e-5}  # how far a threshold is beyond twice a value, as in the library

# A feature of all points. values: one for each, None if it is missing. marks: the values, or with bins their numbers.
# order: the points that have it, sorted by it. borders: between bin i and i + 1, None if exact. both: whether it is
# worth trying both directions for missing values.
Column = namedtuple("Column", "feature values marks order borders both")

# What was tried along one feature, in ascending order: at each threshold its gain, None where a side would have less than
# min_child_weight; where missing values would go; G and H of the left side. If the node has missing values, first all
# thresholds with these to the right, then all with these to the left.
Curve = namedtuple("Curve", "feature thresholds gains default_left G_left H_left")

# A point goes left if its value is < threshold, or if it is missing and default_left. gain: as in formulas.split_gain.
Split = namedtuple("Split", "feature threshold gain default_left")

# The penalties that decide about splits and weights; see rounds.boost.
Penalties = namedtuple("Penalties", "reg_lambda reg_alpha gamma min_child_weight")


def columns(points: "Points", tree_method: str = EXACT, max_bin: int = 256) -> list[Column]:
    """Return the features of points whose coordinates have been rounded (``rounded``), sorted once for all trees."""
    found = []
    for feature in range(len(points[0])):
        values = [point[feature] for point in points]
        pairs = sorted([(value, i) for i, value in enumerate(values) if value is not None])
        order, ascending = [i for _, i in pairs], [value for value, _ in pairs]
        marks = list(values)
        borders = None
        if tree_method == HIST and pairs:
            from plots.models.boosting.histograms import quantile_borders  # which a page seldom needs

            borders = quantile_borders(ascending, max_bin)
            number = 0
            for value, i in pairs:
                while number < len(borders) and value >= borders[number]:
                    number += 1
                marks[i] = number
        both = len(pairs) < len(points) and len(pairs) > 0 and ascending[0] < ascending[-1]
        found.append(Column(feature, values, marks, order, borders, both))
    return found


def rounded(points: "Points") -> list[list[float | None]]:
    """Return the points with coordinates in single precision: what the library cannot tell apart is equal here, too."""
    flat = single([0.0 if value is None else value for point in points for value in point])
    return [
        [None if value is None else flat[i * len(point) + axis] for axis, value in enumerate(point)]
        for i, point in enumerate(points)
    ]


def curve(
    column: Column,
    present: "Sequence[int]",
    absent: "Sequence[int]",
    g: "Sequence[float]",
    h: "Sequence[float]",
    sums: tuple[float, float],
    penalties: Penalties,
) -> tuple[Curve, Split | None]:
    """Return what a node could gain along one feature, and its best split there if any gains more than nothing.

    Args:
        column: The feature.
        present: The points of the node that have it, sorted by it.
        absent: The other points of the node.
        g, h: The derivatives of all points.
        sums: G and H of the node.
        penalties: λ, α and the least H of a side.

    Of equal gains the first wins in the order in which the library looks: exact from the largest threshold down, hist
    from the smallest up. With missing values both look first with these to the right, from the smallest up, then with
    these to the left, from the largest down. Gains are in single precision, as theirs, so that equal ones are equal.
    """
    places, G_here, H_here = [], [], []
    G, H, before = 0.0, 0.0, None
    marks = column.marks
    for i in present:
        mark = marks[i]
        if before is not None and mark != before:
            places.append((before, mark))
            G_here.append(G)
            H_here.append(H)
        G += g[i]
        H += h[i]
        before = mark
    rightward = thresholds_of(column, places, first=True)
    leftward = thresholds_of(column, places, first=False) if column.borders is not None else rightward
    if absent and present:
        G_absent, H_absent = sums[0] - G, sums[1] - H
        to_right = (rightward + [outside(column, present[-1], 1)], G_here + [G], H_here + [H])
        G_with = [G_absent] + [each + G_absent for each in G_here]
        H_with = [H_absent] + [each + H_absent for each in H_here]
        to_left = ([outside(column, present[0], -1)] + leftward, G_with, H_with)
        passes = (
            [(False, to_right), (True, to_left)] if column.both or column.borders is not None else [(True, to_left)]
        )
    else:
        is_left = column.borders is None and not column.both
        passes = [(is_left, (leftward if is_left else rightward, G_here, H_here))]

    tried = Curve(column.feature, [], [], [], [], [])
    best = None
    for default_left, (thresholds, G_left, H_left) in passes:
        gains = gains_of(G_left, H_left, sums, penalties)
        tried.thresholds.extend(thresholds)
        tried.gains.extend(gains)
        tried.default_left.extend([default_left] * len(gains))
        tried.G_left.extend(G_left)
        tried.H_left.extend(H_left)
        for i in reversed(range(len(gains))) if default_left else range(len(gains)):
            gain = gains[i]
            if gain is not None and gain > (0.0 if best is None else best.gain):
                best = Split(column.feature, thresholds[i], gain, default_left)
    return tried, best


def thresholds_of(column: Column, places: "Sequence[tuple[float, float]]", *, first: bool) -> list[float]:
    """Return where to cut between neighbouring marks; between bins with empty ones between them, first or last."""
    if column.borders:
        return [float(column.borders[int(low) if first else int(high) - 1]) for low, high in places]
    middles = single([(low + high) / 2 for low, high in places])
    # Neighbours in single precision have nothing between them.
    return [middle if middle > low else high for middle, (low, high) in zip(middles, places)]


def outside(column: Column, i: int, sign: int) -> float:
    """Return a threshold beyond point i, the first or the last of a node, with only its missing values on that side."""
    mark, value = column.marks[i], column.values[i]
    if column.borders and sign < 0 < mark:
        return float(column.borders[mark - 1])
    if column.borders and sign > 0 and mark < len(column.borders):
        return float(column.borders[mark])
    beyond = BEYOND[EXACT if column.borders is None else HIST]
    return single([value + sign * (abs(value) + beyond)])[0]  # by its own size, as the library does


def gains_of(
    G_left: "Sequence[float]", H_left: "Sequence[float]", sums: tuple[float, float], penalties: Penalties
) -> list[float | None]:
    """Return the gain for each left side, None where a side has less than min_child_weight."""
    G, H = sums
    reg_lambda, reg_alpha = penalties.reg_lambda, penalties.reg_alpha
    least = penalties.min_child_weight * (1 - 1e-9)  # H is a sum: 0.2 five times is 1 for this purpose
    lefts, rights = G_left, [G - a for a in G_left]
    if reg_alpha:
        lefts, rights = [shrunk(a, reg_alpha) for a in lefts], [shrunk(a, reg_alpha) for a in rights]
    # The score of each side, written out: this is where the time goes.
    lefts = [a * a / (b + reg_lambda) if b > 0 else 0.0 for a, b in zip(lefts, H_left)]
    rights = [a * a / (H - b + reg_lambda) if H - b > 0 else 0.0 for a, b in zip(rights, H_left)]
    [own] = single([score(G, H, reg_lambda=reg_lambda, reg_alpha=reg_alpha)])
    both = single([a + b for a, b in zip(single(lefts), single(rights))])
    gains = single([each - own for each in both])
    return [gain if b >= least and H - b >= least else None for gain, b in zip(gains, H_left)]
