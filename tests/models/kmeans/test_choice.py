"""Choosing k: by hand, at the edges, and on data where the answer is known or disputed."""

import itertools
import math

import pytest
from hypothesis import given

from plots.models.kmeans import inertia, means
from plots.models.kmeans.choice import Gap, fits, gaps, k_by_gap, silhouettes
from plots.models.kmeans.datasets import blobs
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds_with_centers


def test_silhouettes_by_hand():
    # Point 0: 2 to its own, (8 + 10)/2 = 9 to the others. Point 2: 2 and 7. Point 8: 2 and 7. Point 10: 2 and 9.
    values = silhouettes([[0.0], [2.0], [8.0], [10.0]], [0, 0, 1, 1])

    assert values == pytest.approx([7 / 9, 5 / 7, 5 / 7, 7 / 9], rel=1e-14)


def test_a_point_with_the_wrong_cluster_has_a_negative_silhouette():
    assert silhouettes([[0.0], [1.0], [9.0], [8.0]], [0, 0, 0, 1])[2] < 0


def test_a_point_alone_has_silhouette_0_and_so_have_points_all_in_one_place():
    assert silhouettes([[0.0], [5.0], [6.0]], [1, 0, 0])[0] == 0
    assert silhouettes([[1.0], [1.0], [1.0]], [0, 0, 1]) == [0, 0, 0]


def test_an_unused_label_changes_nothing():
    points = [[0.0], [2.0], [8.0], [10.0]]

    assert silhouettes(points, [0, 0, 3, 3]) == silhouettes(points, [0, 0, 1, 1])


@given(clouds_with_centers())
def test_silhouettes_lie_between_minus_1_and_1(case):
    points, _ = case
    labels = [i % 2 for i in range(len(points))]
    if len(points) > 1:
        assert all(-1 <= value <= 1 for value in silhouettes(points, labels))


def test_the_elbow_of_five_blobs_falls_to_the_end_and_bends_at_five():
    points = blobs(150, Random(0)).points
    curve = [fit.last.inertia for fit in fits(points, range(1, 8), seeds=range(4))]
    drops = [now - later for now, later in itertools.pairwise(curve)]

    assert all(drop > 0 for drop in drops)
    assert drops[3] > 4 * drops[4]  # from 4 to 5 against from 5 to 6


def test_a_gap_is_the_logarithm_against_the_mean_of_the_references():
    points = [[0.0, 0.0], [0.0, 2.0], [6.0, 0.0], [6.0, 2.0]]
    found = gaps(points, 2, Random(5), references=3)
    random, logs = Random(5), []
    for _ in range(3):
        box = [[random.uniform(0, 6), random.uniform(0, 2)] for _ in range(4)]
        logs.append(math.log(inertia(box, means(box, [0] * 4, [[0.0, 0.0]]), [0] * 4)))
    mean = sum(logs) / 3

    assert found[0].inertia == 4 * (9 + 1)
    assert found[0].gap == pytest.approx(mean - math.log(40), rel=1e-12)
    assert found[0].error == pytest.approx(
        math.sqrt(sum((log - mean) ** 2 for log in logs) / 3 * (1 + 1 / 3)), rel=1e-12
    )
    assert found[1].inertia == 4


def test_the_rule_takes_the_first_gap_that_the_next_does_not_clearly_exceed():
    def gap(k, value):
        return Gap(k, value, 0.1, 1.0)

    assert k_by_gap([gap(1, 0.2), gap(2, 0.5), gap(3, 0.59), gap(4, 0.1)]) == 2
    assert k_by_gap([gap(1, 0.2), gap(2, 0.5), gap(3, 0.61), gap(4, 0.1)]) == 3
    assert k_by_gap([gap(1, 0.2), gap(2, 0.5)]) is None
    assert k_by_gap([]) is None
