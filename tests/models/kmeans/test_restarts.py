"""Many starts: each seed is one run, and the best of them stays."""

from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import STARTS, fit, lloyd, runs, starting_centers
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
