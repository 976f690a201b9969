"""Writes xgboost.json: what XGBoost gives for data sets of ours. Run it where xgboost (or xgboost-cpu) is installed:

    python -m tests.models.boosting.make_xgboost_records

The tests read the file, so that they need no xgboost.
"""

import datetime
import json
from pathlib import Path

import numpy as np
import xgboost

from plots.models.boosting.cases import switch_and_waves, with_gaps
from plots.models.boosting.datasets import diagonal, disc, sine, spirals, steps, xor
from plots.models.randomness import Random

PATH = Path(__file__).with_name("xgboost.json")
LOGISTIC = {"objective": "binary:logistic"}
MISSING = with_gaps(sine(40, Random(3)), Random(1), 0.9, 0.3)
# name, data, parameters of xgboost.train and of boost alike, and how many rounds
CASES = [
    ("depth 2", sine(40, Random(1)), {"max_depth": 2}, 8),
    ("depth 3, own base score", sine(40, Random(2)), {"max_depth": 3, "base_score": 1.5}, 5),
    ("the library's defaults", switch_and_waves(60, Random(3)), {}, 5),
    ("three features, no penalty", switch_and_waves(60, Random(4)), {"max_depth": 3, "reg_lambda": 0.0, "eta": 0.7}, 5),
    ("lambda", steps(50, Random(5)), {"max_depth": 3, "reg_lambda": 7.0}, 6),
    ("alpha", steps(50, Random(5)), {"max_depth": 3, "reg_alpha": 2.0}, 6),
    ("alpha and lambda 0", sine(40, Random(8)), {"max_depth": 2, "reg_alpha": 0.5, "reg_lambda": 0.0}, 6),
    ("gamma", sine(60, Random(6)), {"max_depth": 4, "gamma": 0.4}, 6),
    ("gamma prunes all in the end", sine(30, Random(7)), {"max_depth": 3, "gamma": 3.0, "eta": 0.5}, 6),
    ("min_child_weight 6", sine(60, Random(9)), {"max_depth": 4, "min_child_weight": 6.0}, 5),
    ("min_child_weight above all", sine(10, Random(9)), {"min_child_weight": 11.0}, 3),
    ("logistic, xor", xor(60, Random(1)), {**LOGISTIC, "max_depth": 3}, 6),
    ("logistic, spirals", spirals(70, Random(2)), {**LOGISTIC, "max_depth": 4, "eta": 0.5, "min_child_weight": 0.0}, 6),
    (
        "logistic, disc, weight of a child",
        disc(80, Random(3)),
        {**LOGISTIC, "max_depth": 3, "min_child_weight": 2.3},
        6,
    ),
    ("logistic, base score, gamma", diagonal(60, Random(4)), {**LOGISTIC, "base_score": 0.2, "gamma": 0.9}, 6),
    ("xor, gamma and what pays below", xor(60, Random(5), 0.0), {"max_depth": 2, "gamma": 1.0}, 3),
    ("missing values", with_gaps(sine(50, Random(6)), Random(7)), {"max_depth": 3}, 6),
    ("missing values of classes", with_gaps(disc(60, Random(8)), Random(9)), {**LOGISTIC, "max_depth": 3}, 5),
    ("hist", sine(50, Random(1)), {"max_depth": 3, "tree_method": "hist"}, 6),
    ("hist, three features", switch_and_waves(60, Random(3)), {"max_depth": 4, "tree_method": "hist"}, 5),
    ("hist, gamma", xor(60, Random(5)), {"max_depth": 3, "tree_method": "hist", "gamma": 1.0}, 4),
    ("hist, classes", disc(60, Random(2)), {**LOGISTIC, "max_depth": 3, "tree_method": "hist"}, 5),
    ("hist, missing values", with_gaps(sine(50, Random(6)), Random(7)), {"max_depth": 3, "tree_method": "hist"}, 6),
    ("missing is the split", MISSING, {"max_depth": 3}, 3),
    ("hist, missing is the split", MISSING, {"max_depth": 3, "tree_method": "hist"}, 3),
    ("ties: the same to the left and to the right", sine(1, Random(0)), {"max_depth": 2, "eta": 1.0}, 3),
]
MIRRORED = ([[float(i)] for i in range(8)], [0.1, 0.7, 0.3, 0.2, 0.2, 0.3, 0.7, 0.1])


def plain(number):
    """Return a number of single precision in as few digits as tell it apart."""
    return float(str(np.float32(number)))


def nodes(tree):
    """Return the nodes of a tree level by level: splits as [feature, threshold, gain, cover, default is left], leaves."""
    found, waiting = [], [tree]
    for node in waiting:
        if "leaf" in node:
            found.append({"leaf": node["leaf"], "cover": node["cover"]})
            continue
        left = node["missing"] == node["yes"]
        found.append(
            {
                "feature": int(node["split"][1:]),
                "threshold": node["split_condition"],
                "gain": node["gain"],
                "cover": node["cover"],
                "default_left": left,
            }
        )
        children = {child["nodeid"]: child for child in node["children"]}
        waiting += [children[node["yes"]], children[node["no"]]]
    return found


def record(name, data, parameters, rounds):
    """Return what xgboost says of one case."""
    points, targets = MIRRORED if name.startswith("ties") else data
    X = np.array([[np.nan if value is None else value for value in point] for point in points], dtype=np.float64)
    train = xgboost.DMatrix(X, label=np.array(targets, dtype=np.float64))
    settings = {"tree_method": "exact", "nthread": 1, **parameters}
    if "base_score" not in settings:
        settings["base_score"] = float(np.mean(targets))
    random = Random(rounds)
    grid = [[random.uniform(0, 10) for _ in points[0]] for _ in range(10)]
    booster = xgboost.train(settings, train, rounds)
    own, gridded = (
        [plain(value) for value in booster.predict(xgboost.DMatrix(np.array(each)), output_margin=True)]
        for each in (X, grid)
    )
    found = {
        "name": name,
        "points": points,
        "targets": list(targets),
        "parameters": {"tree_method": "exact", **parameters},
        "rounds": rounds,
        "grid": grid,
        "trees": [nodes(json.loads(tree)) for tree in booster.get_dump(with_stats=True, dump_format="json")],
        "margins": own,
        "grid_margins": gridded,
        "probabilities": [plain(p) for p in booster.predict(train)],
    }
    kinds = ("weight", "gain", "cover", "total_gain", "total_cover")
    found["importance"] = {kind: booster.get_score(importance_type=kind) for kind in kinds}
    return found


if __name__ == "__main__":
    records = [record(*case) for case in CASES]
    head = {"xgboost": xgboost.__version__, "numpy": np.__version__, "made": datetime.date(2026, 11, 24).isoformat()}
    PATH.write_text(json.dumps({**head, "records": records}) + "\n", encoding="utf-8")
