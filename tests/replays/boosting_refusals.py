"""What the models of boosting refuse, as source that both interpreters run: (expression, how its message begins)."""

import math

from plots.models.boosting import base_margin, best_round, boost, cases, early_stopping, leaf_weight
from plots.models.boosting import datasets as data
from plots.models.boosting.importance import KINDS, importance
from plots.models.boosting.predictions import margins_of
from plots.models.randomness import Random
from tests.replays.refusals import refused, rows


def train(points=((0.0,), (1.0,)), targets=(0.0, 1.0), **settings):
    """Run the boosting of two points to its end."""
    return list(boost(points, targets, **settings))


NAMES = {
    "train": train,
    "importance": importance,
    "base_margin": base_margin,
    "leaf_weight": leaf_weight,
    "margins_of": margins_of,
    "best_round": best_round,
    "stopped": lambda patience, **settings: list(early_stopping(boost([[0.0]], [0.0], **settings), patience)),
    "data": data,
    "cases": cases,
    "KINDS": KINDS,
    "Random": Random,
    "inf": math.inf,
    "nan": math.nan,
}
NUMBERS = ("nan", "inf", "-inf", "'1'", "None", "1j", "[1.0]")
PENALTIES = ("-0.1",) + NUMBERS
CLASSES = "objective='binary:logistic'"


REFUSED = (
    rows("train({})", "points must", "[]", "None", "3")
    + rows("train([[0.0], {}])", "points must", "[]", "[0.0, 1.0]")
    + rows("train([[], []])", "points must", "")
    + rows("train([{}, 1.0])", "points must", "0.0", "None")
    + rows("train([[0.0], [{}]])", "points must", "nan", "inf", "-inf", "'1'", "1j", "2e12")
    + rows("train(targets={})", "targets must", "[]", "[0.0]", "[0.0, 1.0, 2.0]")
    + rows("train(targets=[0.0, {}])", "targets must", *NUMBERS)
    + rows("train(targets=[0, {}], " + CLASSES + ")", "targets must", "2", "0.5", "-1", "None")
    + rows("train(objective={})", "objective must", "'reg:linear'", "''", "None", "1")
    + rows("train(rounds={})", "rounds must", "-1", "1.0", "nan", "'2'", "None", "True")
    + rows("train(eta={})", "eta must", "0", "1.1", *PENALTIES)
    + rows("train(max_depth={})", "max_depth must", "0", "-1", "1.0", "None", "True")
    + rows("train(reg_lambda={})", "reg_lambda must", *PENALTIES)
    + rows("train(reg_alpha={})", "reg_alpha must", *PENALTIES)
    + rows("train(gamma={})", "gamma must", *PENALTIES)
    + rows("train(min_child_weight={})", "min_child_weight must", *PENALTIES)
    + rows("train(subsample={}, random=Random(0))", "subsample must", "0", "1.1", *PENALTIES)
    + rows("train(subsample=0.5)", "random must", "")
    + rows("train(base_score={})", "base_score must", "nan", "inf", "'1'", "1e13", "[1.0]")
    + rows("train(base_score={}, " + CLASSES + ")", "base_score must", "0", "1", "-0.5", "nan", "'0.5'")
    + rows("train(tree_method={})", "tree_method must", "'approx'", "'auto'", "None")
    + rows("train(max_bin={})", "max_bin must", "1", "0", "4.0", "None", "True")
    + rows("train(test=([[0.0]], {}))", "test must", "[]", "[nan]")
    + rows("train(test=([[0.0, 1.0]], [0.0]))", "test must", "")
    + rows("train(test=([[0.0]], [2]), " + CLASSES + ")", "targets must", "")
    + rows("train(grid=[{}])", "grid must", "[0.0, 1.0]", "[nan]", "[]")
    + rows("margins_of([[0.0], {}], [], 0.0)", "points must", "[]", "[nan]")
    + rows("base_margin('binary:logistic', {})", "targets must", "[2]", "[0, nan]")
    + rows("importance([], 1, {})", "kind must", "'split'", "None")
    + rows("importance([], {}, 'gain')", "features must", "0", "1.5", "True")
    + rows("leaf_weight(1.0, 1.0, reg_lambda={})", "reg_lambda must", *PENALTIES)
    + rows("leaf_weight(1.0, 1.0, reg_alpha={})", "reg_alpha must", *PENALTIES)
    + rows("stopped({}, test=([[0.0]], [0.0]))", "patience must", "0", "-1", "1.5", "True", "None")
    + rows("stopped(1)", "states must", "")
    + rows("best_round({})", "losses must", "[]", "[1.0]")
    + rows("data.sine({}, Random(0))", "n must", "0", "-1", "2.5", "None")
    + rows("data.xor({}, Random(0))", "n must", "0", "2.5")
    + rows("data.spirals({}, Random(0))", "n must", "0", "2.5")
    + rows("cases.switch_and_waves({}, Random(0))", "n must", "0", "2.5")
    + rows("data.sine(3, Random(0), {})", "noise must", *PENALTIES)
    + rows("data.disc(3, Random(0), {})", "noise must", *PENALTIES)
    + rows("data.spirals(3, Random(0), {})", "noise must", *PENALTIES)
    + rows("cases.switch_and_waves(3, Random(0), {})", "noise must", *PENALTIES)
    + rows("cases.with_gaps(data.sine(3, Random(0)), Random(0), {})", "share must", "-0.1", "1.1", "nan", "'1'")
)


def refusal(source):
    """Return the name and message of the exception that ``source`` raises, or None."""
    return refused(source, dict(NAMES))


# What is said of some of them, whole; and what is allowed.
MESSAGES = [
    ("train(eta=2)", "eta must be > 0 and ≤ 1, got 2"),
    ("train([[0.0], [nan]])", "points must have coordinates from −1e12 to 1e12 or None, points[1] has nan"),
]
ALLOWED = [
    "train()",
    "train([[None], [1]], [0, 1], subsample=0.5, random=Random(0))",
    "train(test=([[0.0]], [1.0]), grid=[[None]])",
]
NAME_COMES_FIRST = True
