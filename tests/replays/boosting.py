"""Compute the records of oracles/boosting.json again with our boosting, in CPython or in MicroPython.

``trained`` does the same for the records of models/boosting/xgboost.json.
"""

from plots.models.boosting import boost
from plots.models.boosting.importance import KINDS, importance

FIELDS = ("name", "note", "x", "y", "rounds", "params", "n_points", "grid", "trace")
PARAMETERS = ("eta", "reg_lambda", "base_score", "gamma", "min_child_weight")


def replay(record):
    """Return what the record says about the rounds of stumps on one feature.

    A field or parameter that is not known raises: a record is understood whole or not at all.
    """
    unknown = [field for field in record if field not in FIELDS]
    unknown += [name for name in record["params"] if name not in PARAMETERS]
    if unknown:
        raise ValueError(f"unknown fields: {unknown}")
    points, grid = [[x] for x in record["x"]], [[x] for x in record["grid"]]
    states = list(boost(points, record["y"], rounds=record["rounds"], max_depth=1, grid=grid, **record["params"]))
    return {"n_points": len(points), "rounds": states[-1].round, "trace": [told(state) for state in states[1:]]}


def told(state):
    """Return a round in the words of the records; a tree that is one leaf has no threshold and no gain."""
    root = state.tree[0]
    left, right = (state.tree[root.left], state.tree[root.right]) if root.split else (root, root)
    return {
        "round": state.round,
        "threshold": root.split.threshold if root.split else None,
        "gain": root.split.gain if root.split else None,
        "left": left.value,
        "right": right.value,
        "predictions": state.predictions,
        "grid_predictions": state.grid_margins,
        "train_mse": state.train_loss,
    }


def expected(record):
    """Return what the record says; what it leaves out raises."""
    return {field: record[field] for field in ("n_points", "rounds", "trace")}


def trained(record):
    """Return trees, margins and importances as the records of xgboost.json have them."""
    states = list(
        boost(record["points"], record["targets"], rounds=record["rounds"], grid=record["grid"], **record["parameters"])
    )
    trees = [state.tree for state in states[1:]]
    features = len(record["points"][0])
    return {
        "trees": [[plain(node) for node in tree] for tree in trees],
        "margins": states[-1].margins,
        "grid_margins": states[-1].grid_margins,
        "predictions": states[-1].predictions,
        "importance": {kind: importance(trees, features, kind) for kind in KINDS},
    }


def plain(node):
    """Return a node as the library writes it."""
    if node.split is None:
        return {"leaf": node.value, "cover": node.H}
    feature, threshold, gain, default_left = node.split
    return {"feature": feature, "threshold": threshold, "gain": gain, "cover": node.H, "default_left": default_left}
