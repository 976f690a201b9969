"""The data sets: as many points as asked, and each shows what it is there for."""

import itertools
import math
import statistics

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots.models.kmeans.datasets import DATASETS, outliers, parts, radii, rectangle, rings, scales, standardised
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds

SETS = pytest.mark.parametrize(("draw", "groups"), [row[1:] for row in DATASETS], ids=[row[0] for row in DATASETS])


@SETS
@pytest.mark.parametrize("n", [2, 3, 30, 301])
def test_each_has_as_many_points_as_asked(draw, groups, n):
    data = draw(n, Random(1))

    assert len(data.points) == len(data.truth) == n
    assert set(data.truth) <= set(range(groups))
    assert n < 300 or set(data.truth) == set(range(groups))


@SETS
def test_coordinates_are_whole_hundredths_that_a_seed_determines(draw, groups):
    data = draw(100, Random(4))

    assert draw(100, Random(4)) == data
    assert draw(100, Random(5)) != data
    for x, y in data.points:
        assert (float(f"{x:.2f}"), float(f"{y:.2f}")) == (x, y)


@SETS
def test_all_but_two_lie_in_the_same_square(draw, groups):
    if draw is not scales:
        points = draw(300, Random(0)).points
        assert all(-3 <= x <= 13 and -3 <= y <= 20 for x, y in points)


@given(n=st.integers(1, 1000), shares=st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_parts_add_up_and_stand_to_each_other_as_their_shares(n, shares):
    sizes = parts(n, shares)

    assert sum(sizes) == n
    for size, share in zip(sizes, shares, strict=True):
        assert abs(size - n * share / sum(shares)) <= 1


def test_outliers_lie_apart():
    data = outliers(200, Random(0))
    far = [point for point, label in zip(data.points, data.truth, strict=True) if label == 3]

    assert len(far) == 10
    assert all(math.dist(point, c) >= 3 for point in far for c in ((2.5, 2.5), (7.5, 2.5), (5.0, 6.5)))


def test_the_rings_have_one_centre():
    data = rings(300, Random(0))
    inner, outer = (
        [r for (r,), ring in zip(radii(data.points, (5, 5)), data.truth, strict=True) if ring == which]
        for which in (0, 1)
    )

    assert max(inner) < min(outer)


def test_radii_by_hand():
    assert radii([[3.0, 4.0], [1.0, 1.0]], (0, 0)) == [[5.0], [math.sqrt(2)]]


def test_the_rectangle_has_four_corners():
    assert {math.dist(a, b) for a, b in itertools.combinations(rectangle(4.0).points, 2)} == {1, 4, math.sqrt(17)}


@given(clouds())
@example(([[0.0, 0.1, 0.0]] * 3, 1))
def test_standardised_points_have_mean_0_and_variance_1_or_0(case):
    points, _ = case
    for column, given_column in zip(zip(*standardised(points), strict=True), zip(*points, strict=True), strict=True):
        assert statistics.fmean(column) == pytest.approx(0, abs=1e-9)
        if len(set(given_column)) > 1:
            assert statistics.pvariance(column) == pytest.approx(1, rel=1e-9)
