"""Outliers: distances by hand, and what a lone point does to them."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import fit, sizes
from plots.models.kmeans.datasets import lone_point
from plots.models.kmeans.outliers import median, outlier_scores, share_ranked_right
from plots.models.randomness import Random

greedy = partial(fit, start="greedy kmeans++", seeds=range(10))


def test_by_hand():
    points, centers = [[0.0], [1.0], [3.0], [20.0], [28.0]], [[0.0], [24.0], [99.0]]

    assert outlier_scores(points, centers, relative=False) == [0, 1, 3, 4, 4]
    assert outlier_scores(points, centers) == [0, 1, 3, 1, 1]  # the medians are 1 and 4


def test_where_the_median_is_0_distances_stay():
    assert outlier_scores([[0.0], [0.0], [3.0]], [[0.0]]) == [0, 0, 3]


@given(st.lists(st.integers(-9, 9), min_size=1))
def test_the_median_has_as_many_below_as_above(numbers):
    middle = median(numbers)

    assert sum(number < middle for number in numbers) == sum(number > middle for number in numbers) or middle in numbers
    assert min(numbers) <= middle <= max(numbers)


def test_a_lone_point_with_a_centre_of_its_own_has_score_0_and_one_without_drags_a_centre():
    points = lone_point(201, Random(0)).points
    three, two = greedy(points, 3).last, greedy(points, 2).last

    assert sorted(sizes(three.labels, 3)) == [1, 100, 100]
    assert outlier_scores(points, three.centers)[-1] == 0
    assert sorted(sizes(two.labels, 2)) == [100, 101]
    assert outlier_scores(points, two.centers)[-1] == max(outlier_scores(points, two.centers))
    assert max(y for _, y in two.centers) > 1.15  # without it both are near 1


def test_the_share_ranked_right_by_hand():
    assert share_ranked_right([3.0, 1.0, 2.0], [True, False, False]) == 1
    assert share_ranked_right([1.0, 1.0, 2.0], [True, False, False]) == 0.25
