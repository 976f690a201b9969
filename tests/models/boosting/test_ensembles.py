"""Averages of trees and AdaBoost: by hand, against scikit-learn's trees and votes, and the same in both interpreters."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis.strategies import integers
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from plots.models.boosting import LOGISTIC, boost
from plots.models.boosting.datasets import CLASSES, CURVES
from plots.models.boosting.ensembles import adaboost, average
from plots.models.randomness import Random
from tests.micropython.interpreter import run_in_cpython, run_in_micropython
from tests.oracle_records import difference

DRAWS = dict(CURVES + CLASSES)
LINE = [[0.0], [1.0], [2.0], [3.0]]


def test_an_average_of_one_tree_on_all_points_by_hand():
    class Each(Random):
        """Draws every point once."""

        numbers = iter(range(4))

        def below(self, count):
            return next(self.numbers)

    before, after = average(LINE, [0.0, 0.0, 1.0, 3.0], random=Each(0), rounds=1, max_depth=1)

    assert before.margins == [1.0] * 4  # the mean
    assert after.tree[0].split.threshold == 2.5  # 0, 0, 1 against 3: 16/3 − 4 is more than what the others gain
    assert after.margins == pytest.approx([1 / 3, 1 / 3, 1 / 3, 3.0])
    assert after.train_loss == pytest.approx((1 / 9 + 1 / 9 + 4 / 9) / 4)


@given(seed=integers(0, 1000))
@example(seed=367)  # a threshold at a point
def test_each_stump_of_a_bag_is_as_good_as_scikit_learns_on_its_sample_and_their_mean_is_the_prediction(seed):
    data = DRAWS["sine"](30, Random(seed), 0.3)
    states = list(average(data.points, data.targets, random=Random(seed), rounds=4, max_depth=1))
    x, y = np.array(data.points, dtype=np.float32), np.array(data.targets)  # as both libraries read them
    trees = []
    for state in states[1:]:
        counts = np.array(state.hessians)
        [split, left, right] = state.tree[0].split, state.tree[1], state.tree[2]
        trees.append(y.mean() + np.where(x[:, 0] < split.threshold, left.weight, right.weight))
        theirs = DecisionTreeRegressor(max_depth=1).fit(x, y, sample_weight=counts).predict(x)
        assert counts @ (trees[-1] - y) ** 2 == pytest.approx(
            counts @ (theirs - y) ** 2, rel=1e-5
        )  # one of equal gains
        assert state.margins == pytest.approx(np.mean(trees, axis=0), abs=1e-6)
        assert counts.sum() == 30


def test_the_shares_of_a_forest_lie_between_0_and_1_and_its_trees_use_one_feature_at_a_node():
    data = DRAWS["spirals"](60, Random(3), 0.15)
    settings: dict[str, Any] = {"objective": LOGISTIC, "rounds": 20, "max_depth": 4, "features": 1}
    states = list(average(data.points, data.targets, random=Random(5), **settings))

    assert all(0 <= share <= 1 for share in states[-1].predictions)
    nodes = [node for state in states[1:] for node in state.grown if node.curves]
    assert {len(node.curves) for node in nodes} == {1}
    assert {node.curves[0].feature for node in nodes} == {0, 1}
    loss = -sum(
        math.log(max(p if y else 1 - p, 1e-6)) for p, y in zip(states[-1].predictions, data.targets, strict=True)
    )
    assert states[-1].train_loss == pytest.approx(loss / 60)


@pytest.mark.parametrize("depth", [1, 2])
def test_adaboost_votes_as_scikit_learns(depth):
    data, test = (DRAWS["disc"](80, Random(seed), 0.3) for seed in (1, 2))
    states = list(adaboost(data.points, data.targets, rounds=12, max_depth=depth, test=test))
    theirs = AdaBoostClassifier(DecisionTreeClassifier(max_depth=depth), n_estimators=12)
    theirs.fit(data.points, data.targets)

    alphas = [abs(state.tree[-1].value) for state in states[1:]]  # 2α of ours is the weight of theirs
    assert alphas == pytest.approx(theirs.estimator_weights_, rel=1e-6)
    assert [p > 0.5 for p in states[-1].test_predictions] == list(theirs.predict(test.points) == 1)


def test_a_stump_cannot_do_better_than_chance_on_exclusive_or_and_adaboost_says_so():
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    *_, last = adaboost(corners, [0, 1, 1, 0], rounds=5)

    assert last.margins == [0.0] * 4
    assert last.train_loss == pytest.approx(math.log(2))


def test_boosting_beats_no_average_at_its_own_training_loss():
    """Averages lower the variance; what is left over of the training set they leave."""
    data = DRAWS["sine"](40, Random(1), 0.3)
    *_, boosted = boost(data.points, data.targets, rounds=100, max_depth=2)
    *_, bag = average(data.points, data.targets, random=Random(0), rounds=100, max_depth=2)
    assert boosted.train_loss < bag.train_loss


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"features": 2}, "features must be an integer from 1 to 1"),
        ({"subsample": 0}, "subsample"),
        ({"rounds": -1}, "rounds"),
        ({"max_depth": 0}, "max_depth"),
        ({"random": 3}, "random"),
        ({"reg_lambda": -1}, "reg_lambda"),
        ({"objective": "x"}, "objective"),
    ],
)
def test_an_argument_out_of_its_range_is_named(settings, message):
    with pytest.raises(ValueError, match=message):
        next(average(LINE, [0.0, 0.0, 1.0, 1.0], **{"random": Random(0)} | settings))


@pytest.mark.parametrize("targets", [[0.0, 2.0, 1.0, 1.0], [0.0, 1.0]])
def test_adaboost_is_for_two_classes(targets):
    with pytest.raises(ValueError, match="targets"):
        next(adaboost(LINE, targets))


CODE = """
from plots.models.boosting.ensembles import adaboost, average
from plots.models.boosting.datasets import CLASSES, CURVES
from plots.models.randomness import Random

close = []
for name, draw in CURVES + CLASSES:
    data = draw(40, Random(5))
    planar = len(data.points[0]) == 2
    found = [average(data.points, data.targets, random=Random(2), rounds=4, max_depth=3, test=draw(20, Random(6)))]
    if planar:
        settings = {"objective": "binary:logistic", "features": 1}
        found.append(average(data.points, data.targets, random=Random(2), rounds=4, max_depth=3, **settings))
        found.append(adaboost(data.points, data.targets, rounds=4, max_depth=2, test=draw(20, Random(6))))
    close.append([[[state.margins, state.train_loss, state.test_loss] for state in states] for states in found])
result = {"close": close}
"""


def test_both_interpreters_find_the_same():
    here, there = run_in_cpython(CODE), run_in_micropython(CODE)
    assert difference(there["close"], here["close"], absolute=1e-5, relative=1e-6) is None  # gains: single precision
