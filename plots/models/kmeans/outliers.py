"""Points that belong to no cluster, found by their distance to the nearest centre."""

import math

from plots.models.checks import require_each, require_flag, require_length, require_numbers, require_points
from plots.models.kmeans.lloyd import assigned

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[Sequence[float]]


def outlier_scores(points: "Points", centers: "Points", *, relative: bool = True) -> list[float]:
    """Return for each point its distance to the nearest centre, the larger the more unusual.

    Args:
        points: x_1 … x_n, n ≥ 1.
        centers: The centres of a run.
        relative: Whether to divide by the median distance of the same cluster, so that wide clusters are not suspect.
            Where the median is 0 the distance stays as it is.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    require_flag("relative", relative)
    labels, squares = assigned(points, centers)
    distances = [math.sqrt(square) for square in squares]
    if not relative:
        return distances
    members: list[list[float]] = [[] for _ in centers]
    for label, distance in zip(labels, distances):
        members[label].append(distance)
    units = [median(own) if own else 0.0 for own in members]
    return [distance / (units[label] or 1.0) for label, distance in zip(labels, distances)]


def median(numbers: "Sequence[float]") -> float:
    """Return the middle of the sorted numbers, or the mean of the two in the middle.

    Raises:
        ValueError: Unless there are numbers.
    """
    require_numbers("numbers", numbers, least=1)
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def share_ranked_right(scores: "Sequence[float]", is_outlier: "Sequence[bool]") -> float:
    """Return how often an outlier scores above another point, over all such pairs, ties counted half.

    This is the area under the ROC curve: 1 if all outliers come first, ½ for scores by chance.

    Raises:
        ValueError: Unless there are outliers and others, one flag per score.
    """
    require_numbers("scores", scores)
    require_length("is_outlier", is_outlier, len(scores), "score")
    require_each("is_outlier", is_outlier, "True and False", lambda x: isinstance(x, bool))
    high = [score for score, flag in zip(scores, is_outlier) if flag]
    low = [score for score, flag in zip(scores, is_outlier) if not flag]
    if not high or not low:
        raise ValueError("is_outlier must be true of some and false of some, it is not")
    right = sum([1.0 if a > b else 0.5 if a == b else 0.0 for a in high for b in low])
    return right / (len(high) * len(low))
