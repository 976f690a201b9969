"""Mini-batch K-Means: each centre is the mean of all points that it was given."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import nearest
from plots.models.kmeans.minibatch import minibatch
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds_with_centers


def test_two_batches_by_hand():
    # Both points are in each batch: 1 belongs to the centre at 0, 9 to that at 10, and the first one takes its place.
    states = list(minibatch([[1.0], [9.0]], [[0.0], [10.0]], Random(0), batch_size=2, steps=2))

    assert [state.centers for state in states] == [[[0.0], [10.0]], [[1.0], [9.0]], [[1.0], [9.0]]]
    assert [state.counts for state in states] == [[0, 0], [1, 1], [2, 2]]
    assert [state.moved for state in states] == [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    assert [state.distances for state in states] == [0, 4, 8]


@given(case=clouds_with_centers(), seed=st.integers(0, 999), share=st.sampled_from([0.1, 0.5, 1.0]))
def test_each_centre_is_the_mean_of_what_it_was_given(case, seed, share):
    points, centers = case
    size = max(1, int(share * len(points)))
    given_points: list[list] = [[] for _ in centers]
    states = list(minibatch(points, centers, Random(seed), batch_size=size, steps=5))
    for before, now in itertools.pairwise(states):
        assert len(set(now.batch)) == size
        for i, label in zip(now.batch, nearest([points[i] for i in now.batch], before.centers)[0], strict=True):
            given_points[label].append(points[i])

    for center, count, own, start in zip(now.centers, now.counts, given_points, centers, strict=True):
        assert count == len(own)
        mean = [sum(column) / len(own) for column in zip(*own, strict=True)] if own else start
        assert center == pytest.approx(mean, rel=1e-12, abs=1e-11)


def test_states_are_not_one_object_that_moves_on():
    states = list(minibatch([[0.0], [4.0]], [[1.0]], Random(0), batch_size=1, steps=4))

    assert states[0].centers == [[1.0]]
    assert [state.counts for state in states] == [[0], [1], [2], [3], [4]]
