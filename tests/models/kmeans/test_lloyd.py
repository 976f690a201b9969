"""Lloyd's algorithm: by hand, at its edges, and what must hold for all points and centres."""

import itertools
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots.models.kmeans import half_steps, inertia, lloyd, nearest, sizes, squared_distance
from plots.models.kmeans.datasets import rectangle
from plots.models.kmeans.lloyd import relocations
from tests.models.kmeans.clouds import HALVES, clouds_with_centers

EMPTY = pytest.mark.parametrize("empty", ["farthest", "keep"])


def end(points, centers, **options):
    *_, last = lloyd(points, centers, **options)
    return last


def rounding(points):
    """Return how far a sum of squares over these points may be off."""
    return 1e-13 * (1 + sum(x * x for point in points for x in point))


def distances(a, b):
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True))


# By hand


def test_four_numbers_by_hand():
    # From 0 and 1: {0}, {1, 5, 6}. Means 0 and 4: {0, 1}, {5, 6}. Means 0.5 and 5.5: no label changes, no mean moves.
    states = list(lloyd([[0.0], [1.0], [5.0], [6.0]], [[0.0], [1.0]]))

    assert [state.centers for state in states] == [[[0.0], [1.0]], [[0.0], [4.0]], [[0.5], [5.5]], [[0.5], [5.5]]]
    assert [state.labels for state in states] == [[0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert [state.inertia for state in states] == [41.0, 6.0, 1.0, 1.0]
    assert [state.changed for state in states] == [[0, 1, 2, 3], [1], [], []]
    assert [state.moved for state in states] == [[0.0, 0.0], [0.0, 3.0], [0.5, 1.5], [0.0, 0.0]]
    assert [state.iteration for state in states] == [0, 1, 2, 3]
    assert [state.converged for state in states] == [False, False, False, True]


def test_the_states_between_have_new_centres_and_old_labels():
    states = list(half_steps([[0.0], [1.0], [5.0], [6.0]], [[0.0], [1.0]]))

    assert [state.step for state in states] == ["assign"] + ["update", "assign"] * 3
    assert [state.iteration for state in states] == [0, 1, 1, 2, 2, 3, 3]
    assert states[1].centers == [[0.0], [4.0]]
    assert states[1].labels == [0, 1, 1, 1]
    assert states[1].inertia == 9 + 1 + 4
    assert states[1].changed == []


@pytest.mark.parametrize("width", [2.0, 4.0, 10.0])
def test_the_rectangle_keeps_both_its_halves_however_bad_one_is(width):
    corners = rectangle(width).points
    good = end(corners, [[0.0, 0.5], [width, 0.5]])
    bad = end(corners, [[width / 2, 0.0], [width / 2, 1.0]])

    assert (good.inertia, bad.inertia) == (1.0, width**2)
    assert good.iteration == bad.iteration == 1


def test_of_equal_distances_the_first_centre_wins():
    assert nearest([[0.0], [1.0]], [[-1.0], [1.0], [1.0]]) == ([0, 1], [1.0, 0.0])


def test_an_empty_centre_goes_to_the_farthest_point_which_leaves_its_cluster():
    points = [[0.0], [1.0], [2.0], [9.0]]
    _, update, assign, *_ = half_steps(points, [[1.0], [50.0]])

    assert update.relocated == [(1, 3)]
    assert update.changed == [3]
    assert update.labels == [0, 0, 0, 1]
    assert update.centers == [[1.0], [9.0]]
    assert assign.labels == [0, 0, 0, 1]
    assert assign.changed == [3]  # against the assignment before


def test_several_empty_centres_take_the_farthest_points_in_order():
    assert relocations([4.0, 0.0, 9.0, 1.0], [4, 0, 0, 0]) == [(1, 2), (2, 0), (3, 3)]


def test_of_points_equally_far_the_first_is_taken():
    assert relocations([1.0, 4.0, 4.0], [0, 3]) == [(0, 1)]


def test_an_empty_centre_may_stay_where_it_is():
    last = end([[0.0], [1.0], [2.0]], [[1.0], [50.0]], empty="keep")

    assert last.centers == [[1.0], [50.0]]
    assert last.labels == [0, 0, 0]


def test_with_fewer_different_points_than_centres_the_others_stay():
    last = end([[1.0], [1.0], [3.0], [3.0]], [[1.0], [3.0], [7.0]])

    assert last.centers == [[1.0], [3.0], [7.0]]
    assert last.inertia == 0


def test_a_centre_that_loses_its_only_point_in_a_relocation_stays():
    # The centre at 100 has only the point 90, which is the farthest and goes to the empty centre.
    _, update, *_ = half_steps([[0.0], [1.0], [90.0]], [[0.5], [100.0], [-500.0]])

    assert update.relocated == [(2, 2)]
    assert update.centers == [[0.5], [100.0], [90.0]]


@pytest.mark.parametrize("max_iter", [0, 1, 2])
def test_a_run_that_is_cut_short_has_not_converged(max_iter):
    states = list(lloyd([[0.0], [1.0], [5.0], [6.0]], [[0.0], [1.0]], max_iter=max_iter))

    assert len(states) == max_iter + 1
    assert not states[-1].converged


def test_far_from_the_origin_distances_keep_their_digits():
    near = [[0.0, 0.0], [1.0, 0.0], [0.0, 3.0], [1.0, 3.0]]
    far = [[x + 1e8, y - 1e8] for x, y in near]
    there = end(far, [far[0], far[3]])

    assert there.labels == end(near, [near[0], near[3]]).labels
    assert there.inertia == 1.0


# At the edges


@given(clouds_with_centers())
@example(([[0.1]] * 3, [[0.0]]))  # whose mean is 0.10000000000000002
def test_a_centre_on_every_point_leaves_no_inertia(case):
    points, _ = case
    last = end(points, points)

    assert last.inertia <= rounding(points)
    assert last.iteration <= 2


@given(st.lists(HALVES, min_size=1, max_size=3), st.integers(1, 20), st.integers(1, 5))
def test_equal_points_are_one_cluster(point, n, k):
    last = end([point] * n, [point] * k)

    assert last.labels == [0] * n
    assert last.inertia == 0


# Properties


@EMPTY
@given(case=clouds_with_centers())
@example(case=([[0.1], [0.1], [0.1]], [[5.0], [6.0], [0.0]]))
def test_inertia_never_rises(case, empty):
    points, centers = case
    run = [state.inertia for state in half_steps(points, centers, empty=empty)]

    assert all(later <= now + rounding(points) for now, later in itertools.pairwise(run))


@EMPTY
@given(case=clouds_with_centers())
def test_each_point_is_with_its_nearest_centre_and_of_equal_ones_with_the_first(case, empty):
    points, centers = case
    for state in lloyd(points, centers, empty=empty):
        for point, label in zip(points, state.labels, strict=True):
            squares = [squared_distance(point, center) for center in state.centers]
            assert label == squares.index(min(squares))
        assert state.inertia == pytest.approx(inertia(points, state.centers, state.labels), rel=1e-12)


@EMPTY
@given(case=clouds_with_centers())
def test_each_centre_is_the_mean_of_its_points(case, empty):
    points, centers = case
    last = end(points, centers, empty=empty)

    assert last.converged
    for j, center in enumerate(last.centers):
        own = [point for point, label in zip(points, last.labels, strict=True) if label == j]
        if own:
            mean = [math.fsum(column) / len(own) for column in zip(*own, strict=True)]
            assert center == pytest.approx(mean, rel=1e-12, abs=1e-12)


@given(case=clouds_with_centers(st.integers(-30, 30).map(float), most=16), random=st.randoms(use_true_random=False))
def test_a_run_is_the_same_for_points_in_another_order(case, random):
    points, centers = case
    order = list(range(len(points)))
    random.shuffle(order)
    one = list(lloyd(points, centers, empty="keep"))
    other = list(lloyd([points[i] for i in order], centers, empty="keep"))

    # Sums of whole numbers are exact in any order, so the centres are the same to the last bit.
    assert [state.centers for state in one] == [state.centers for state in other]
    assert [[state.labels[i] for i in order] for state in one] == [state.labels for state in other]


@EMPTY
@given(case=clouds_with_centers())
def test_a_run_ends_in_finitely_many_steps_and_never_returns(case, empty):
    points, centers = case
    states = list(lloyd(points, centers, empty=empty))

    assert states[-1].converged
    labellings = [tuple(state.labels) for state in states[:-1]]
    assert all(labellings[i] not in labellings[: i - 1] for i in range(2, len(labellings)))
    if any(states[-1].moved):
        assert math.hypot(*states[-1].moved) <= len(points) * 2**-52 * max(abs(x) for point in points for x in point)
    else:
        assert states[-1].centers == states[-2].centers
        assert states[-1].labels == states[-2].labels


@EMPTY
@given(case=clouds_with_centers())
def test_what_changed_and_what_moved_are_said_truly(case, empty):
    points, centers = case
    for before, now in itertools.pairwise(lloyd(points, centers, empty=empty)):
        pairs = enumerate(zip(before.labels, now.labels, strict=True))
        assert now.changed == [i for i, (old, new) in pairs if old != new]
        assert now.moved == [
            math.sqrt(squared_distance(old, new)) for old, new in zip(before.centers, now.centers, strict=True)
        ]


@given(clouds_with_centers())
def test_the_loop_for_the_plane_equals_that_for_any_dimension(case):
    points, centers = case
    flat = [[*point, 0.0][:2] for point in points]
    flat_centers = [[*center, 0.0][:2] for center in centers]

    # A third coordinate that is 0 adds nothing, and takes the other loop.
    assert nearest(flat, flat_centers) == nearest([[*p, 0.0] for p in flat], [[*c, 0.0] for c in flat_centers])


@given(clouds_with_centers())
def test_inertia_is_also_the_mean_squared_distance_of_pairs(case):
    points, centers = case
    last = end(points, centers)
    by_pairs = 0.0
    for j, count in enumerate(sizes(last.labels, len(centers))):
        own = [point for point, label in zip(points, last.labels, strict=True) if label == j]
        by_pairs += sum(distances(a, b) for a in own for b in own) / (2 * count) if count else 0

    assert last.inertia == pytest.approx(by_pairs, abs=rounding(points), rel=1e-12)


@given(clouds_with_centers())
def test_what_is_given_is_left_as_it_is(case):
    points, centers = case
    copies = [list(point) for point in points], [list(center) for center in centers]
    states = list(half_steps(points, centers))
    first = states[0].centers

    assert (points, centers) == copies
    assert first == copies[1]  # the states are not one object that moves on
