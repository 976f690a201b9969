"""Many starts: each seed is one run, and the best of them stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import STARTS, fit, lloyd, runs, starting_centers
from plots.models.kmeans.datasets import blobs, grid
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds


@given(case=clouds(), seeds=st.lists(st.integers(0, 99), min_size=1, max_size=4), start=st.sampled_from(STARTS))
def test_each_run_is_the_one_of_its_seed(case, seeds, start):
    points, k = case
    found = list(runs(points, k, start=start[0], seeds=seeds))

    assert [run.seed for run in found] == seeds
    for run in found:
        states = list(lloyd(points, starting_centers(start[0], points, k, Random(run.seed))))
        assert (run.first, run.last) == (states[0], states[-1])


@given(case=clouds(), seeds=st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_the_best_run_stays_and_of_equal_ones_the_first(case, seeds):
    points, k = case
    found = list(runs(points, k, seeds=seeds))
    least = min(run.last.inertia for run in found)

    assert fit(points, k, seeds=seeds) == next(run for run in found if run.last.inertia == least)


def test_restarts_find_the_five_blobs_that_single_starts_miss():
    points = blobs(200, Random(0)).points
    inertias = [run.last.inertia for run in runs(points, 5, start="random", seeds=range(40))]

    assert max(inertias) > 2 * min(inertias)
    assert min(inertias[:10]) == pytest.approx(min(inertias), rel=1e-9)


def test_on_many_groups_the_greedy_start_beats_kmeans_plus_plus_and_this_beats_random_points():
    points = grid(500, Random(0)).points
    means = []
    for start in ("greedy kmeans++", "kmeans++", "random"):
        inertias = [run.last.inertia for run in runs(points, 25, start=start, seeds=range(12))]
        means.append(sum(inertias) / len(inertias))

    assert means[0] < 0.8 * means[1] < 0.8 * means[2]


def test_a_box_start_with_empty_centres_ends_all_the_same():
    points = blobs(100, Random(0)).points
    empty_at_first = 0
    for run in runs(points, 5, start="random box", seeds=range(30)):
        empty_at_first += len(set(run.first.labels)) < 5
        assert run.last.converged
        assert set(run.last.labels) == {0, 1, 2, 3, 4}

    assert empty_at_first > 0
