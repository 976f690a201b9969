"""How many clusters: the elbow of the inertia, silhouettes, and the gap to points without clusters."""

import math
from collections import namedtuple

from plots.models.checks import (
    is_finite,
    is_integer,
    listed,
    require_each,
    require_integer,
    require_labels,
    require_length,
    require_points,
)
from plots.models.kmeans.lloyd import squared, total
from plots.models.kmeans.restarts import fit, require_seeds
from plots.models.kmeans.starts import random_box
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plots.models.kmeans.restarts import Fit
    from plots.models.randomness import Random

    Points = Sequence[Sequence[float]]

MOST_REFERENCES = 1000

# gap: mean of ln J over the references minus ln J of the points. error: s, the standard error of that mean.
Gap = namedtuple("Gap", "k gap error inertia")


def fits(
    points: "Points", ks: "Iterable[int]", *, start: str = "greedy kmeans++", seeds: "Iterable[int]" = range(10)
) -> "Iterator[Fit]":
    """Yield the best run for each k; the elbow curve is its ``last.inertia`` over k.

    Arguments and errors are those of ``restarts.fit``. Of the best solutions J falls with each k and ends at 0 when k is
    the number of different points, so J alone cannot choose k.
    """
    ks = listed("ks", ks, "whole numbers ≥ 1", lambda k: is_integer(k) and k >= 1)
    seeds = require_seeds(seeds)
    for k in ks:
        yield fit(points, k, start=start, seeds=seeds)


def silhouettes(points: "Points", labels: "Sequence[int]") -> list[float]:
    """Return s = (b − a) / max(a, b) for each point, from −1 (nearer to another cluster) to 1.

    a is the mean distance to the other points of its cluster, b the least mean distance to the points of another one. A
    point alone in its cluster has s = 0. It takes n² distances.

    Args:
        points: x_1 … x_n.
        labels: z_1 … z_n, of at least two clusters.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Rousseeuw, Silhouettes (1987), Sec. 2; scikit-learn's silhouette_samples.
    """
    require_points("points", points)
    require_length("labels", labels, len(points), "point")
    require_labels("labels", labels)
    places = {label: j for j, label in enumerate(sorted(set(labels)))}  # a label may be much larger than n
    if len(places) < 2:
        raise ValueError("labels must be of at least two clusters")
    labels = [places[label] for label in labels]
    members: list[list[Sequence[float]]] = [[] for _ in places]
    for point, label in zip(points, labels):
        members[label].append(point)
    values = []
    for point, label in zip(points, labels):
        sums = [total([math.sqrt(squared(point, other)) for other in own]) for own in members]
        others = len(members[label]) - 1
        inside = sums[label] / others if others else 0.0
        outside = min([sums[j] / len(own) for j, own in enumerate(members) if j != label])
        largest = max(inside, outside)
        values.append((outside - inside) / largest if others and largest else 0.0)
    return values


def silhouette(points: "Points", labels: "Sequence[int]") -> float:
    """Return the mean of ``silhouettes``: the larger, the clearer the clusters."""
    values = silhouettes(points, labels)
    return total(values) / len(values)


def gaps(
    points: "Points",
    most: int,
    random: "Random",
    *,
    references: int = 20,
    start: str = "greedy kmeans++",
    seeds: "Iterable[int]" = range(3),
) -> list[Gap]:
    """Return the gap statistic for k = 1 … ``most``.

    Gap(k) = (1/B) Σ ln J_b − ln J, where J_b is the inertia with k centres of reference b: as many points, uniform in
    the box around the given ones. s = (standard deviation of the ln J_b)·√(1 + 1/B).

    Args:
        points: x_1 … x_n.
        most: The largest k, less than the number of different points, so that no J is 0.
        random: Draws the references.
        references: B ≥ 1.
        start, seeds: See ``restarts.fit``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Tibshirani, Walther & Hastie, Estimating the number of clusters in a data set via the gap statistic (2001), Sec. 4,
        reference (a); its W_k is J.
    """
    require_points("points", points)
    different = len({tuple(point) for point in points})
    if different < 2:
        raise ValueError("points must be at two different places or more")
    require_integer("most", most, 1, different - 1)
    require_random("random", random)
    require_integer("references", references, 1, MOST_REFERENCES)
    seeds = require_seeds(seeds)
    boxes = [random_box(points, len(points), random) for _ in range(references)]
    found = []
    for k in range(1, most + 1):
        own = fit(points, k, start=start, seeds=seeds).last.inertia
        logs = [math.log(fit(box, k, start=start, seeds=seeds).last.inertia) for box in boxes]
        mean = total(logs) / references
        variance = total([(each - mean) ** 2 for each in logs]) / references
        found.append(Gap(k, mean - math.log(own), math.sqrt(variance * (1 + 1 / references)), own))
    return found


def k_by_gap(found: "Sequence[Gap]") -> int | None:
    """Return the least k with Gap(k) ≥ Gap(k + 1) − s(k + 1), or None if there is none among those found."""
    require_each(
        "found", found, "Gaps", lambda each: isinstance(each, Gap) and is_finite(each.gap) and is_finite(each.error)
    )
    for i in range(len(found) - 1):
        now, later = found[i], found[i + 1]
        if now.gap >= later.gap - later.error:
            return int(now.k)
    return None
