"""Random small problems for our model and for XGBoost: how often both predict the same, at points seen and not seen.

Where they do not on 3.4.1, a leaf is lighter than min_child_weight: 3.2.0, like our model, gives it no weight.
What is left are ties: the first splits that differ gain the same, and single precision decides which of them stays.
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb

from plots.models.boosting import LOGISTIC, boost, leaves

COUNTS = {"exact": 3000, "hist": 1000}
CLOSE = 1e-5  # of the largest margin: the library adds in single precision
SQUARED = "reg:squarederror"
NAMES = {"reg_lambda": "lambda", "reg_alpha": "alpha"}


def coordinates(random: np.random.RandomState, count: int, gaps: float) -> list[float | None]:
    """Return numbers of which many are equal, or few, or all; some missing."""
    step = random.choice([0.5, 0.1, 100.0])
    drawn = np.round(random.uniform(-4, 4, count) / step) * step
    return [None if random.rand() < gaps else float(value) for value in drawn]


def problem(random: np.random.RandomState, method: str) -> dict[str, Any]:
    """Return points, targets, settings, and points to ask for."""
    count, features = random.randint(2, 21), random.randint(1, 4)
    gaps = random.choice([0.0, 0.0, 0.3])
    columns = [coordinates(random, count + 10, gaps) for _ in range(features)]
    points = [list(point) for point in zip(*columns, strict=True)]
    objective = str(random.choice([SQUARED, LOGISTIC]))
    targets = np.round(random.uniform(-5, 5, count), 1)
    if objective == LOGISTIC:
        targets = (random.permutation(count) < random.randint(1, count)).astype(float)
    settings = {
        "objective": objective,
        "tree_method": method,
        "eta": float(random.choice([0.1, 0.3, 1.0])),
        "max_depth": int(random.randint(1, 5)),
        "reg_lambda": float(random.choice([0.0, 1.0, 3.5])),
        "reg_alpha": float(random.choice([0.0, 0.0, 0.5])),
        "gamma": float(random.choice([0.0, 0.0, 0.5])),
        "min_child_weight": float(random.choice([0.0, 1.0, 3.0])),
        "base_score": 0.5,
    }
    return {"points": points[:count], "asked": points[count:], "targets": targets.tolist(), "settings": settings}


def of_library(points: list[Any], targets: list[float], asked: list[Any], settings: dict[str, Any]) -> Any:
    """Return the library's margins and its trees."""
    told = {NAMES.get(name, name): value for name, value in settings.items()}
    seen, unseen = (xgb.DMatrix(np.array(each, dtype=float)) for each in (points, asked))
    seen.set_label(targets)
    model = xgb.train({**told, "nthread": 1}, seen, 3)
    margins = np.concatenate([model.predict(data, output_margin=True) for data in (seen, unseen)])
    return margins, [json.loads(tree) for tree in model.get_dump(dump_format="json", with_stats=True)]


def first_difference(tree: Any, theirs: dict[str, Any], place: int = 0) -> tuple[float, float] | None:
    """Return what our split and the library's gain where the two trees first differ; nothing where they do not."""
    split = tree[place].split
    if split is None or "leaf" in theirs:
        return None if split is None and "leaf" in theirs else (getattr(split, "gain", 0.0), theirs.get("gain", 0.0))
    if f"f{split.feature}" != theirs["split"] or not math.isclose(
        split.threshold, theirs["split_condition"], rel_tol=CLOSE, abs_tol=CLOSE
    ):
        return split.gain, theirs["gain"]
    sides = zip((tree[place].left, tree[place].right), theirs["children"], strict=True)
    return next((found for ours, child in sides if (found := first_difference(tree, child, ours))), None)


def outcome(given: dict[str, Any]) -> str:
    """Return whether both predict the same; if not, what they differ on: a light leaf, a tie, or something other."""
    settings = given["settings"]
    states = list(boost(given["points"], given["targets"], rounds=3, grid=given["asked"], **settings))
    ours = np.array([*states[-1].margins, *states[-1].grid_margins])
    theirs, trees = of_library(given["points"], given["targets"], given["asked"], settings)
    if np.abs(ours - theirs).max() <= CLOSE * max(1.0, np.abs(theirs).max()):
        return "same"
    if min(leaf.H for state in states[1:] for leaf in leaves(state.tree)) < settings["min_child_weight"]:
        return "light leaf"
    pairs = zip((state.tree for state in states[1:]), trees, strict=True)
    gains = next((found for tree, other in pairs if (found := first_difference(tree, other))), (0.0, 1.0))
    return "tie" if math.isclose(*gains, rel_tol=CLOSE) else "other"


def main() -> None:
    seen = {}
    for method, count in COUNTS.items():
        random = np.random.RandomState(0)
        seen[method] = {"problems": count, **Counter(outcome(problem(random, method)) for _ in range(count))}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
