"""Valid values of what the models of boosting are asked for; see tests/models/hostile.py."""

from plots.models.boosting import boost
from plots.models.boosting import datasets as boosting_data
from plots.models.randomness import Random


def states():
    return list(boost([[0.0], [1.0], [2.0]], [0.0, 1.0, 1.0], rounds=2, test=([[0.5]], [1.0])))


VALID: dict[str, object] = {
    "data": lambda: boosting_data.sine(5, Random(1)),
    "trees": lambda: [state.tree for state in states() if state.tree],
    "tree": lambda: states()[-1].tree,
    "objective_named.objective": lambda: "reg:squarederror",
    "base_margin.objective": lambda: "binary:logistic",
    "base_margin.targets": lambda: [0.0, 1.0],
    "targets": lambda: [0.0, 1.0, 1.0, 0.0],
    "margins_of.points": lambda: [[0.0], [1.0]],
    "states": states,
    "losses": lambda: [3.0, 2.0, 1.0],
    "point": lambda: [1.0],
    "box": lambda: [(0.0, 2.0)],
}
