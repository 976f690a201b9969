"""Boosting by hand, with the arithmetic in sight, and what it always does."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots.models.boosting import boost, leaves, logit, split_gain
from plots.models.boosting.datasets import diagonal, sine
from plots.models.boosting.predictions import leaf_of, margins_of, thresholds
from plots.models.boosting.splits import rounded
from plots.models.randomness import Random
from tests.models.boosting.samples import CLASSIFIED, SETTINGS, WITH_GAPS, samples

LOGISTIC = "binary:logistic"
STAIR = ([[0.0], [0.0], [1.0], [1.0]], [0.0, 0.0, 1.0, 1.0])
SIX = ([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 0, 1, 1])
ONE_STUMP = {"objective": LOGISTIC, "max_depth": 1, "eta": 1.0, "base_score": 0.5, "min_child_weight": 0.0}
BARE = {"reg_lambda": 0.0, "eta": 1.0}


def column(*values):
    return [[value] for value in values]


def last(points, targets, **settings):
    *_, state = boost(points, targets, **settings)
    return state


# By hand


def test_one_stump_by_hand():
    # Mean 4. Residuals −4, −2, 6; λ = 1. Splits: 0.5: 16/2 + 16/3 − 0 = 13⅓; 1.5: 36/3 + 36/2 = 30.
    # Leaves: −6/3 = −2 and 6/2 = 3, half of it with η = ½.
    start, state = boost(column(0, 1, 2), [0, 2, 10], rounds=1, max_depth=1, eta=0.5)
    root, left, right = state.tree

    assert start.margins == [4, 4, 4]
    assert state.gradients == [4, 2, -6]
    assert state.hessians == [1, 1, 1]
    assert root.curves[0].thresholds == [0.5, 1.5]
    assert root.curves[0].gains == pytest.approx([13 + 1 / 3, 30], rel=1e-6)
    assert (root.curves[0].G_left, root.curves[0].H_left) == ([4, 6], [1, 2])
    assert (root.split.feature, root.split.threshold, root.split.gain) == (0, 1.5, 30)
    assert (left.rows, left.G, left.H, left.weight, left.value) == ([0, 1], 6, 2, -2, -1)
    assert (right.rows, right.G, right.H, right.weight, right.value) == ([2], -6, 1, 3, 1.5)
    assert state.margins == [3, 3, 5.5]
    assert state.train_loss == pytest.approx((9 + 1 + 4.5**2) / 3)


@pytest.mark.parametrize(("gamma", "nodes"), [(0.0, 3), (0.6, 3), (1.0, 3), (1.001, 1)])
def test_gamma_is_compared_with_the_gain_without_the_half_of_the_paper(gamma, nodes):
    state = last(*STAIR, rounds=1, max_depth=1, base_score=0.5, gamma=gamma, **BARE)

    assert state.grown[0].split.gain == 1.0
    assert len(state.tree) == nodes


def test_logistic_loss_by_hand():
    # From p = ½: g = ½ for class 0 and −½ for class 1, h = ¼. λ = 1. The split of largest gain is at 3.5: on the left
    # three 0 and a 1, G = 1, H = 1, leaf −1/2; on the right two 1, G = −1, H = ½, leaf 1/1.5. Gain 1/2 + 1/1.5.
    state = last(*SIX, rounds=1, **ONE_STUMP)
    p_left, p_right = 1 / (1 + math.exp(0.5)), 1 / (1 + math.exp(-2 / 3))

    assert state.tree[0].split.threshold == 3.5
    assert state.tree[0].split.gain == pytest.approx(7 / 6, rel=1e-6)
    assert state.margins == pytest.approx([-0.5] * 4 + [2 / 3] * 2)
    assert state.predictions == pytest.approx([p_left] * 4 + [p_right] * 2)
    assert state.train_loss == pytest.approx(-(3 * math.log(1 - p_left) + math.log(p_left) + 2 * math.log(p_right)) / 6)


def test_the_second_round_of_the_logistic_loss_is_that_of_the_library():
    state = last(*SIX, rounds=2, **ONE_STUMP)

    assert state.tree[0].split.threshold == 1.5
    assert [leaf.value for leaf in leaves(state.tree)] == pytest.approx([-0.513658, 0.481361], abs=1e-6)


@pytest.mark.parametrize(("target", "is_left"), [(1.0, False), (0.0, True)])
def test_missing_values_go_where_they_gain_most(target, is_left):
    state = last(column(1, 2, 3, 4, None, None), [0, 0, 1, 1, target, target], rounds=1, max_depth=1)

    assert state.tree[0].split.threshold == 2.5
    assert state.tree[0].split.default_left is is_left
    assert state.margins[4] == state.margins[0 if is_left else 3]


def test_that_a_value_is_missing_can_be_the_split():
    state = last(column(3, 1, None, 2, None), [0, 0, 6, 0, 6], rounds=1, max_depth=1, **BARE)

    assert state.margins == [0, 0, 6, 0, 6]
    assert margins_of(column(-9, 0, 3, None), [state.tree], 2.4) == [0, 0, 0, 6]


@pytest.mark.parametrize(("method", "is_left", "threshold"), [("exact", True, 6.0), ("hist", False, 8.0)])
def test_exact_cuts_in_the_middle_and_hist_at_the_next_value(method, is_left, threshold):
    state = last(column(1, 2, 4, 8, 16), [0, 0, 0, 1, 1], rounds=1, max_depth=1, tree_method=method)

    assert state.tree[0].split.threshold == threshold
    assert state.tree[0].split.default_left is is_left  # nothing was missing: an accident not to rely on


def test_of_equal_gains_exact_takes_the_larger_threshold_and_hist_the_smaller():
    points, targets = column(0, 1, 2), [0.1, 0.7, 0.1]

    assert last(points, targets, rounds=1, max_depth=1).tree[0].split.threshold == 1.5
    assert last(points, targets, rounds=1, max_depth=1, tree_method="hist").tree[0].split.threshold == 1.0


def test_of_equal_gains_the_first_feature_wins():
    state = last([[0.0, 5.0], [1.0, 6.0]], [0.0, 1.0], rounds=1, max_depth=1)

    assert state.tree[0].split.feature == 0
    assert [curve.gains for curve in state.tree[0].curves] == [[0.25], [0.25]]


XOR = ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0, 0.0])


def test_a_poor_split_stays_if_one_below_it_pays_but_hist_never_tries():
    settings = {"rounds": 1, "max_depth": 2, "gamma": 0.2, **BARE}
    exact, hist = last(*XOR, **settings), last(*XOR, tree_method="hist", **settings)

    assert exact.tree[0].split.gain < 0.2
    assert exact.margins == pytest.approx(XOR[1])
    assert len(hist.tree) == 1


def test_values_that_single_precision_cannot_tell_apart_are_one():
    state = last(column(1.0, 1.0 + 1e-9, 2.0), [0.0, 5.0, 1.0], rounds=1, max_depth=2)

    assert [curve.thresholds for curve in state.tree[0].curves] == [[1.5]]


def test_neighbours_in_single_precision_are_split():
    high = 1 + 2**-23
    state = last(column(1.0, high), [0.0, 1.0], rounds=1, max_depth=1, **BARE)

    assert state.margins == [0, 1]
    assert state.tree[0].split.threshold == high


def test_one_class_alone_keeps_every_number_finite():
    state = last(column(0, 1), [1, 1], objective=LOGISTIC, rounds=3)

    assert all(math.isfinite(number) for number in [*state.margins, *state.predictions, state.train_loss])
    assert state.train_loss < 2e-6


def test_a_margin_far_out_keeps_every_number_finite():
    points, targets = column(0, 1), [0, 1]
    settings: dict[str, Any] = {"objective": LOGISTIC, "min_child_weight": 0.0, "base_score": 1e-12, **BARE}
    for state in boost(points, targets, rounds=30, **settings):
        assert all(math.isfinite(number) for number in [*state.margins, *state.predictions, state.train_loss])


# Always


@given(samples())
def test_zero_rounds_are_the_mean(sample):
    points, targets = sample
    [state] = boost(points, targets, rounds=0)
    mean = math.fsum(targets) / len(targets)

    assert state.round == 0
    assert state.tree is None
    assert state.margins == pytest.approx([mean] * len(points), rel=1e-12, abs=1e-12)


@given(CLASSIFIED)
def test_zero_rounds_of_classes_are_the_share(sample):
    points, targets = sample
    [state] = boost(points, targets, rounds=0, objective=LOGISTIC)

    assert state.predictions == pytest.approx([sum(targets) / len(targets)] * len(points), abs=1.1e-6)


@given(samples() | WITH_GAPS, SETTINGS)
def test_the_prediction_is_the_sum_of_the_stages(sample, settings):
    points, targets = sample
    states = list(boost(points, targets, rounds=4, grid=points[::-1], test=sample, **settings))
    trees = [state.tree for state in states[1:]]
    base = states[0].margins[0]

    for t, state in enumerate(states):
        stages = [sum(tree[leaf_of(tree, point)].value for tree in trees[:t]) for point in rounded(points)]
        assert state.round == t
        assert state.margins == pytest.approx([base + stage for stage in stages], rel=1e-9, abs=1e-9)
        assert margins_of(points, trees[:t], base) == state.margins
        assert state.grid_margins == state.margins[::-1]
        assert (state.test_margins, state.test_loss) == (state.margins, state.train_loss)


@given(samples() | WITH_GAPS, SETTINGS)
@example(([[0.0], [None]], [0.0, 1.0]), {"max_depth": 1, "min_child_weight": 0.0, "tree_method": "hist"})
def test_leaves_share_the_points_and_each_sums_up_its_own(sample, settings):
    points, targets = sample
    for state in boost(points, targets, rounds=2, **settings):
        for tree in (state.tree, state.grown) if state.tree else ():
            assert sorted(row for leaf in leaves(tree) for row in leaf.rows) == list(range(len(points)))
            for place, node in enumerate(tree):
                assert node.depth <= settings["max_depth"]
                assert pytest.approx(sum(state.gradients[i] for i in node.rows), abs=1e-9) == node.G
                assert len(node.rows) == node.H
                if node.split is None:
                    assert all(leaf_of(tree, rounded(points)[i]) == place for i in node.rows)
                else:
                    assert [tree[node.left].depth, tree[node.right].depth] == [node.depth + 1] * 2
                    assert min(tree[node.left].H, tree[node.right].H) >= settings.get("min_child_weight", 1.0)


@given(samples() | WITH_GAPS, SETTINGS)
def test_the_split_is_the_best_of_those_tried_and_gains_are_the_formula(sample, settings):
    points, targets = sample
    penalties = {name: settings[name] for name in ("reg_lambda", "reg_alpha")}
    state = last(points, targets, rounds=1, **settings)
    for node in state.grown:
        tried = [curve for curve in node.curves if curve.gains]
        scale = 1e-6 * (1 + sum(target**2 for target in targets) + node.G**2)
        for curve in tried:
            for gain, G, H in zip(curve.gains, curve.G_left, curve.H_left, strict=True):
                if min(H, node.H - H) < settings["min_child_weight"]:
                    assert gain is None
                else:
                    expected = split_gain(G, H, node.G - G, node.H - H, **penalties)
                    assert gain == pytest.approx(expected, abs=scale)
        allowed = [gain for curve in tried for gain in curve.gains if gain is not None]
        if node.split is not None:
            assert node.split.gain == max(allowed)
        elif node.depth < settings["max_depth"]:
            assert max(allowed, default=0.0) <= max(1e-6, settings["gamma"])


@given(samples(), SETTINGS)
def test_the_squared_error_never_rises(sample, settings):
    points, targets = sample
    losses = [state.train_loss for state in boost(points, targets, rounds=6, **settings)]

    assert all(later <= now + 1e-9 * (1 + now) for now, later in pairwise(losses))


@given(samples(), SETTINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_points_is_irrelevant(sample, settings, shuffler):
    points, targets = sample
    order = list(range(len(points)))
    shuffler.shuffle(order)
    state = last(points, targets, rounds=1, **settings)
    other = last([points[i] for i in order], [targets[i] for i in order], rounds=1, **settings)

    assert other.margins == pytest.approx([state.margins[i] for i in order], rel=1e-9, abs=1e-9)


@given(samples(), st.integers(1, 3))
def test_only_the_order_of_the_values_of_a_feature_matters(sample, max_depth):
    points, targets = sample
    curved = [[value**3 + value for value in point] for point in points]

    ours = last(points, targets, rounds=1, max_depth=max_depth).margins
    assert last(curved, targets, rounds=1, max_depth=max_depth).margins == pytest.approx(ours, rel=1e-9, abs=1e-9)


@given(samples(), SETTINGS)
def test_a_larger_gamma_leaves_no_more_leaves_in_the_first_tree(sample, settings):
    counts = [
        len(leaves(last(*sample, rounds=1, **{**settings, "gamma": gamma}).tree)) for gamma in (0.0, 0.3, 1.0, 5.0)
    ]

    assert counts == sorted(counts, reverse=True)


@given(samples())
def test_deep_trees_without_penalties_repeat_the_mean_of_equal_points(sample):
    points, targets = sample
    groups: dict[tuple, list[float]] = {}
    for point, target in zip(map(tuple, points), targets, strict=True):
        groups.setdefault(point, []).append(target)
    state = last(points, targets, rounds=30, max_depth=6, **BARE)
    means = [sum(groups[tuple(point)]) / len(groups[tuple(point)]) for point in points]

    assert state.margins == pytest.approx(means, abs=0.01)  # splits that gain 1e-6 or less are not made


def test_between_thresholds_the_ensemble_is_constant():
    data = sine(40, Random(3))
    trees = [state.tree for state in boost(data.points, data.targets, max_depth=2) if state.tree]
    places = thresholds(trees)
    middles = [(a + b) / 2 for a, b in pairwise(places)]

    assert places == sorted(set(places))
    assert margins_of(column(*middles), trees, 0.0) == margins_of(column(*places[:-1]), trees, 0.0)


# Row sampling and the course of the losses


def test_each_tree_is_grown_from_its_own_share_of_the_points():
    data = sine(40, Random(0))
    states = list(boost(data.points, data.targets, rounds=5, subsample=0.5, random=Random(1)))
    drawn = [state.rows for state in states[1:]]

    assert all(len(rows) == len(set(rows)) == 20 and rows == sorted(rows) for rows in drawn)
    assert len({tuple(rows) for rows in drawn}) == 5
    assert [state.tree[0].rows for state in states[1:]] == drawn
    assert all(len(state.gradients) == 40 for state in states[1:])


def test_a_seed_determines_the_samples_and_a_share_of_1_draws_none():
    data, random = sine(40, Random(0)), Random(7)

    def run(seed):
        return last(data.points, data.targets, subsample=0.3, random=Random(seed)).margins

    assert run(1) == run(1)
    assert run(1) != run(2)
    list(boost(data.points, data.targets, random=random))
    assert random.state == Random(7).state


def test_even_a_small_share_is_one_point():
    state = last(column(0, 1), [0.0, 1.0], rounds=1, subsample=0.01, random=Random(0))

    assert len(state.rows) == 1


def test_classes_are_learned_and_the_loss_is_the_mean_logarithm():
    data = diagonal(150, Random(0), 0.0)
    state = last(data.points, data.targets, objective=LOGISTIC, rounds=40, max_depth=3)
    right = [(p > 0.5) == (y == 1) for p, y in zip(state.predictions, data.targets, strict=True)]
    logs = [math.log(p if y else 1 - p) for p, y in zip(state.predictions, data.targets, strict=True)]

    assert all(right)
    assert state.train_loss == pytest.approx(-sum(logs) / len(logs))
    assert [logit(p) for p in state.predictions] == pytest.approx(state.margins)
