"""Where the centres start: each rule draws what it says, as often as it says."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import (
    STARTS,
    farthest_first,
    greedy_kmeans_plus_plus,
    kmeans_plus_plus,
    plus_plus_choices,
    random_box,
    random_points,
    starting_centers,
)
from plots.models.kmeans.lloyd import total
from plots.models.kmeans.starts import drawn
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds

NAMES = [name for name, _ in STARTS]
SEEDS = st.integers(0, 10**6)


@pytest.mark.parametrize("name", NAMES)
@given(case=clouds(), seed=SEEDS)
def test_every_rule_gives_k_centres_that_a_seed_determines(name, case, seed):
    points, k = case
    centers = starting_centers(name, points, k, Random(seed))

    assert len(centers) == k
    assert all(len(center) == len(points[0]) for center in centers)
    assert starting_centers(name, points, k, Random(seed)) == centers


@pytest.mark.parametrize("name", [name for name in NAMES if name != "random box"])
@given(case=clouds(), seed=SEEDS)
def test_every_rule_but_the_box_takes_points(name, case, seed):
    points, k = case

    assert all(center in points for center in starting_centers(name, points, k, Random(seed)))


@given(case=clouds(), seed=SEEDS)
def test_random_points_take_no_point_twice(case, seed):
    points, k = case
    numbered = [[*point, float(i)] for i, point in enumerate(points)]

    assert len({center[-1] for center in random_points(numbered, k, Random(seed))}) == k


@given(case=clouds(), seed=SEEDS)
def test_the_box_is_the_smallest_around_the_points(case, seed):
    points, k = case
    for center in random_box(points, k, Random(seed)):
        for coordinate, column in zip(center, zip(*points, strict=True), strict=True):
            assert min(column) <= coordinate <= max(column)


def test_the_box_is_filled_evenly():
    random = Random(4)
    corners = [[0.0, -1.0], [4.0, 1.0]]
    centers = [center for _ in range(1000) for center in random_box(corners, 2, random)]

    assert sum(x for x, _ in centers) / 2000 == pytest.approx(2, abs=0.12)
    assert sum(x < 1 and y < 0 for x, y in centers) / 2000 == pytest.approx(1 / 8, abs=0.03)


@pytest.mark.parametrize("rule", [kmeans_plus_plus, greedy_kmeans_plus_plus, farthest_first])
@given(case=clouds(), seed=SEEDS)
def test_different_points_are_taken_before_any_is_taken_twice(rule, case, seed):
    points, k = case
    different = len({tuple(point) for point in points})

    assert len({tuple(center) for center in rule(points, k, Random(seed))}) == min(k, different)


def test_the_next_centre_is_drawn_in_proportion_to_the_squared_distance():
    points = [[0.0], [1.0], [3.0]]
    counts = dict.fromkeys(itertools.permutations(range(3), 2), 0)
    random = Random(8)
    for _ in range(12_000):
        counts[tuple(choice.index for choice in plus_plus_choices(points, 2, random))] += 1

    # From 0 the squared distances are 1 and 9, from 1 they are 1 and 4, from 3 they are 9 and 4.
    chances = {(0, 1): 1 / 10, (0, 2): 9 / 10, (1, 0): 1 / 5, (1, 2): 4 / 5, (2, 0): 9 / 13, (2, 1): 4 / 13}
    for pair, chance in chances.items():
        expected = 4000 * chance
        assert counts[pair] == pytest.approx(expected, abs=4 * math.sqrt(expected))


@given(case=clouds(), seed=SEEDS, trials=st.integers(1, 5))
def test_a_choice_says_what_it_was_made_from(case, seed, trials):
    points, k = case
    choices = list(plus_plus_choices(points, k, Random(seed), trials=trials))
    chosen: list[list[float]] = []
    for choice in choices:
        if chosen:
            squares = [min(sum((a - b) ** 2 for a, b in zip(x, c, strict=True)) for c in chosen) for x in points]
            assert choice.weights == pytest.approx(squares, rel=1e-12)
            assert len(choice.candidates) == trials
        else:
            assert choice.weights == [1.0] * len(points)
            assert choice.candidates == [choice.index]
        best = choice.potentials.index(min(choice.potentials))
        assert choice.candidates[best] == choice.index
        chosen.append(points[choice.index])
    potentials = [min(choice.potentials) for choice in choices]

    assert all(later <= now * (1 + 1e-12) for now, later in itertools.pairwise(potentials))


def test_the_greedy_rule_draws_as_often_as_scikit_learn():
    points = [[float(i * i)] for i in range(120)]
    trials = {2: 2, 3: 3, 5: 3, 8: 4, 10: 4, 20: 4, 25: 5, 100: 6}  # 2 + ⌊ln k⌋
    for k, count in trials.items():
        chosen = [[float(points[choice.index][0])] for choice in plus_plus_choices(points, k, Random(k), trials=count)]

        assert greedy_kmeans_plus_plus(points, k, Random(k)) == chosen


def test_seeding_is_within_its_bound_on_average():
    # k groups of equal points, far apart: the least J with 0.01 around each of 5 places is 5·2·0.01² = 0.001.
    points = [[10.0 * i + j] for i in range(5) for j in (-0.01, 0.01)]
    total = 0.0
    for seed in range(300):
        *_, last = plus_plus_choices(points, 5, Random(seed))
        total += min(last.potentials)

    assert total / 300 <= 8 * (math.log(5) + 2) * 0.001


def test_farthest_first_by_hand():
    points = [[0.0], [1.0], [10.0], [4.0]]
    first = points[Random(0).below(4)]
    expected = {0.0: [10.0, 4.0], 1.0: [10.0, 4.0], 10.0: [0.0, 4.0], 4.0: [10.0, 0.0]}

    assert farthest_first(points, 3, Random(0)) == [first] + [[x] for x in expected[first[0]]]


def test_weighted_draws_follow_their_weights():
    weights = [1, 0, 3, 6, 0]
    counts = [0] * 5
    random = Random(2)
    for _ in range(10_000):
        counts[drawn(weights, 10, random)] += 1

    assert counts[1] == counts[4] == 0
    for count, weight in zip(counts, weights, strict=True):
        assert count == pytest.approx(1000 * weight, abs=4 * math.sqrt(1000 * weight + 1))


@given(seed=SEEDS, weights=st.lists(st.sampled_from([0.0, 0.1, 1e-12, 3.7, 1e15]), max_size=8))
def test_what_has_no_weight_is_never_drawn(seed, weights):
    weights = [*weights, 0.1, 0.0]

    assert weights[drawn(weights, total(weights), Random(seed))] > 0
