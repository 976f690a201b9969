"""Bins of a histogram, and the boxes of a tree's leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.boosting import boost, boxes, leaves
from plots.models.boosting.datasets import diagonal, sine
from plots.models.boosting.formulas import single
from plots.models.boosting.histograms import quantile_borders
from plots.models.boosting.predictions import leaf_of
from plots.models.boosting.splits import columns
from plots.models.randomness import Random

ASCENDING = st.lists(st.integers(-50, 50), min_size=1, max_size=80).map(sorted)


def test_borders_by_hand():
    assert quantile_borders([1.0, 1.0, 2.0, 5.0], 4) == [2.0, 5.0]  # three values, three bins
    assert quantile_borders([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3) == [3.0, 5.0]  # two values each


@given(ASCENDING, st.integers(2, 20))
def test_borders_are_ascending_values_and_at_most_one_less_than_bins(values, max_bin):
    borders = quantile_borders(values, max_bin)

    assert len(borders) < max_bin
    assert borders == sorted(set(borders))
    assert all(border in values and border > values[0] for border in borders)


@given(st.integers(2, 40), st.integers(2, 40))
def test_different_values_are_shared_out_evenly(n, max_bin):
    [column] = columns([[float(i)] for i in range(n)], "hist", max_bin)
    sizes = [column.marks.count(mark) for mark in range(len(column.borders) + 1)]

    assert len(sizes) == min(n, max_bin)
    assert max(sizes) - min(sizes) <= 1


def test_with_enough_bins_hist_finds_the_trees_of_exact():
    data = sine(60, Random(2))
    [*_, exact], [*_, hist] = (
        list(boost(data.points, data.targets, max_depth=3, tree_method=method)) for method in ("exact", "hist")
    )

    assert hist.margins == pytest.approx(exact.margins, abs=1e-9)


@given(st.integers(0, 50), st.integers(1, 4))
def test_boxes_fill_the_square_and_hold_the_points_of_their_leaf(seed, max_depth):
    data = diagonal(40, Random(seed))
    *_, state = boost(data.points, data.targets, objective="binary:logistic", rounds=2, max_depth=max_depth)
    found = boxes(state.tree, [(0.0, 11.0), (0.0, 11.0)])

    assert sum((b - a) * (d - c) for _, [(a, b), (c, d)] in found) == pytest.approx(121)
    assert len(found) == len(leaves(state.tree))
    for x, y in map(single, data.points):
        [place] = [place for place, [(a, b), (c, d)] in found if a <= x < b and c <= y < d]
        assert place == leaf_of(state.tree, (x, y))


def test_a_box_beside_the_thresholds_meets_the_leaves_it_lies_in():
    *_, state = boost([[0.0], [1.0], [2.0]], [0.0, 1.0, 5.0], rounds=1, max_depth=2)

    assert [leaf.depth for leaf in leaves(state.tree)]
    assert boxes(state.tree, [(5.0, 6.0)]) == [(leaf_of(state.tree, (5.5,)), [(5.0, 6.0)])]


def test_hist_sends_what_is_missing_right_of_a_constant_and_puts_its_threshold_where_the_library_does():
    """XGBoost 3.2.0 and 3.4.1: `f0<2.00001001`, missing right; predictions 0.125, 0.125 and 0.875."""
    points: list[list[float | None]] = [[1.0], [1.0], [None], [None], [1.0], [None]]
    asked, targets = [[-5.0], [1.0], [3.0]], [0, 0, 1, 1, 0, 1]
    *_, state = boost(points, targets, rounds=1, grid=asked, max_depth=1, eta=1.0, tree_method="hist")
    split = state.tree[0].split
    assert (round(split.threshold, 8), split.default_left) == (2.00001001, False)
    assert state.grid_margins == pytest.approx([0.125, 0.125, 0.875])


def test_a_threshold_beyond_the_data_is_ten_times_farther_with_hist():
    """XGBoost 3.2.0 and 3.4.1: 6.00001001 with hist, 6.00000095 with exact."""
    points: list[list[float | None]] = [[1.0], [2.0], [3.0], [None], [None]]
    targets = [0, 0, 0, 5, 6]
    for method, threshold in (("hist", 6.00001001), ("exact", 6.00000095)):
        *_, state = boost(points, targets, rounds=1, max_depth=1, eta=1.0, tree_method=method)
        assert state.tree[0].split.threshold == pytest.approx(threshold, abs=1e-8)
