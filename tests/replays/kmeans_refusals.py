"""What the models of K-Means, mixtures and chance refuse, as source that both interpreters run.

Each row is an expression and how its message begins. ``run(states)`` runs a generator to its end.
"""

import math

from plots.models import cells, kmeans, mixture
from plots.models.kmeans import choice, colours, comparison, datasets, minibatch, outliers
from plots.models.randomness import Random
from tests.replays.refusals import refused, rows

NAMES = {
    "kmeans": kmeans,
    "mixture": mixture,
    "cells": cells.cells,
    "choice": choice,
    "colours": colours,
    "agreement": comparison.adjusted_rand_index,
    "data": datasets,
    "minibatch": minibatch.minibatch,
    "outliers": outliers,
    "Random": Random,
    "random": Random(0),
    "nan": math.nan,
    "inf": math.inf,
    "run": list,
}
RUNS = [
    row
    for algorithm in ("lloyd", "half_steps")
    for row in rows(f"run(kmeans.{algorithm}({{}}, [[0.0]]))", "points must", "[]", "[[]]", "[[0.0], [1.0, 2.0]]")
    + rows(f"run(kmeans.{algorithm}([[{{}}]], [[0.0]]))", "points must", "nan", "inf", "1e101")
    + rows(f"run(kmeans.{algorithm}([[0.0]], {{}}))", "centers must", "[]", "[[0.0, 0.0]]", "[[nan]]")
    + rows(f"run(kmeans.{algorithm}([[0.0]], [[0.0]], empty={{}}))", "empty must", "'drop'")
    + rows(f"run(kmeans.{algorithm}([[0.0]], [[0.0]], max_iter={{}}))", "max_iter must", "-1")
]
STARTS = [
    row
    for name, _ in kmeans.STARTS
    for row in rows(f"kmeans.starting_centers('{name}', {{}}, 1, random)", "points must", "[]")
    + rows(f"kmeans.starting_centers('{name}', [[0.0]], {{}}, random)", "k must", "0", "2")
]
REFUSED = (
    RUNS
    + STARTS
    + rows("kmeans.starting_centers({}, [[0.0]], 1, random)", "start must be one of 'random', ", "'k-means'")
    + rows("run(kmeans.plus_plus_choices([[0.0], [1.0]], 2, random, trials={}))", "trials must", "0")
    + rows("kmeans.fit([[0.0]], 1, seeds={})", "seeds must", "[]")
    + rows("agreement({}, [0, 0])", "labels must", "[0, 0.5]")
    + rows("agreement([0, 0], {})", "truth must", "[0]", "[0, 0.5]")
    + rows("outliers.share_ranked_right([1.0, 2.0], {})", "is_outlier must", "[True, True]", "[False, False]", "[True]")
    + rows("colours.landscape({}, 1, random)", "width must", "0")
    + rows("colours.landscape(1, {}, random)", "height must", "0")
    + rows("colours.palette_bits({}, 1)", "pixels must", "0")
    + rows("colours.palette_bits(1, {})", "colours must", "0")
    + rows("run(minibatch([[0.0], [1.0]], [[0.0]], random, batch_size={}, steps=1))", "batch_size must", "0", "3")
    + rows("run(minibatch([[0.0], [1.0]], [[0.0]], random, batch_size=1, steps={}))", "steps must", "-1")
    + rows("cells({}, left=0.0, right=1.0, bottom=0.0, top=1.0)", "centers must", "[]", "[(0.0,)]")
    + rows("cells([(0.0, 0.0)], left={}, right=1.0, bottom=0.0, top=1.0)", "left must", "1.0")
    + rows("cells([(0.0, 0.0)], left=0.0, right=1.0, bottom=0.0, top={})", "bottom must", "0.0")
    + rows("choice.silhouettes([[0.0], [1.0]], {})", "labels must", "[0, 0]", "[0]", "[0, -1]")
    + rows("choice.silhouettes({}, [])", "points must", "[]")
    + rows("choice.gaps([[0.0], [0.0], [1.0]], {}, random)", "most must", "0", "2")
    + rows("choice.gaps([[0.0], [1.0], [2.0]], 2, random, references={})", "references must", "0")
    + rows("run(choice.fits([[0.0]], {}))", "k must", "[2]")
    + rows("data.rectangle({})", "width must", "0", "nan")
    + rows("data.blobs({}, random)", "n must", "0")
    + rows("data.standardised({})", "points must", "[]")
    + rows("data.radii({}, (5, 5))", "points must", "[]")
    + rows("data.radii([[0.0, 0.0]], {})", "centre must", "(5,)")
    + rows("Random({})", "seed must", "-1")
    + rows("random.below({})", "count must", "0")
    + rows("random.sample(3, {})", "size must", "4", "-1")
    + rows("run(mixture.soft_kmeans([[0.0]], [[0.0]], variance={}))", "variance must", "0", "inf")
    + rows("run(mixture.soft_kmeans([[0.0]], [[0.0]], variance=1, tolerance={}))", "tolerance must", "-1")
    + rows("run(mixture.soft_kmeans([[0.0]], [[0.0]], variance=1, max_iter={}))", "max_iter must", "-1")
    + rows("run(mixture.soft_kmeans([[0.0]], {}, variance=1))", "centers must", "[[0.0, 1.0]]")
    + rows("run(mixture.mixture({}, []))", "points must", "[]")
    + rows("run(mixture.mixture([[0.0], [1.0]], {}))", "labels must", "[0, 0, 0]", "[0, 2]")
    + rows("run(mixture.mixture([[0.0]], [0], ridge={}))", "ridge must", "0")
    + rows("run(mixture.mixture([[0.0]], [0], tolerance={}))", "tolerance must", "nan")
)


def refusal(source):
    """Return the name and message of the exception that ``source`` raises, or None."""
    return refused(source, dict(NAMES))


# What is said of some of them, whole; and what is allowed.
MESSAGES: list[tuple[str, str]] = []
ALLOWED = [
    "run(kmeans.lloyd([[0.0]], [[0.0]]))",
]
NAME_COMES_FIRST = True
