"""What XGBoost does where the article says what it does: missing values, light leaves, weights, refusals, defaults."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb
from sklearn.model_selection import GridSearchCV

from plots.models.boosting.datasets import sine
from plots.models.randomness import Random

nan = float("nan")
PLAIN = {"nthread": 1, "eta": 1.0, "lambda": 0.0, "min_child_weight": 0.0, "max_depth": 3}


def missing() -> list[dict[str, Any]]:
    """Return the first threshold and some predictions where what is missing differs from all that is there."""
    points = np.array([[1.0], [2.0], [3.0], [4.0], [nan], [nan], [nan]])
    labels = [0.0, 0.0, 1.0, 1.0, 10.0, 10.5, 10.5]
    seen = []
    for method in ("exact", "hist"):
        model = xgb.train({**PLAIN, "tree_method": method}, xgb.DMatrix(points, label=labels), 1)
        asked = xgb.DMatrix(np.array([[5.0], [7.0], [100.0], [nan]]))
        frame = model.trees_to_dataframe()
        seen.append(
            {
                "method": method,
                "threshold": float(frame.loc[0, "Split"]),
                "predictions": dict(zip(("5", "7", "100", "nan"), model.predict(asked).round(4).tolist(), strict=True)),
            }
        )
    return seen


def light_leaf() -> dict[str, Any]:
    """Return what three positives, H = 0.75, predict under min_child_weight = 1."""
    data = xgb.DMatrix(np.zeros((3, 1)), label=[1, 1, 1], base_margin=[0, 0, 0])
    model = xgb.train({"objective": "binary:logistic", "eta": 1, "base_score": 0.5, "nthread": 1}, data, 1)
    return {"leaf": float(model.trees_to_dataframe().loc[0, "Gain"]), "probability": float(model.predict(data)[0])}


def starting_score() -> dict[str, float]:
    """Return base_score for a tenth of positives: alone, with scale_pos_weight = 9, and weights of 1 and 3 for a half."""
    tenth = np.array([1.0] + [0.0] * 9)
    half = np.array([1.0, 0.0] * 5)

    def score(data: Any, **settings: Any) -> float:
        model = xgb.train({"objective": "binary:logistic", "nthread": 1, **settings}, data, 1)
        text = json.loads(model.save_config())["learner"]["learner_model_param"]["base_score"]
        return float(text.strip("[]"))

    return {
        "a tenth": score(xgb.DMatrix(np.zeros((10, 1)), label=tenth)),
        "scale_pos_weight=9": score(xgb.DMatrix(np.zeros((10, 1)), label=tenth), scale_pos_weight=9),
        "weights 3 and 1": score(xgb.DMatrix(np.zeros((10, 1)), label=half, weight=1 + 2 * half)),
    }


def refusals() -> dict[str, str]:
    """Return what becomes of settings that the exact method refuses, and to early stopping within a search."""
    random = np.random.RandomState(0)
    points, labels = random.rand(60, 3), random.randint(2, size=60)
    data = xgb.DMatrix(points, label=labels)
    search = GridSearchCV(
        xgb.XGBClassifier(early_stopping_rounds=5, n_jobs=1), {"max_depth": [1, 2]}, cv=3, error_score="raise"
    )
    calls: dict[str, Callable[[], Any]] = {
        "exact, max_depth=0": lambda: xgb.train({"tree_method": "exact", "max_depth": 0}, data, 1),
        "exact, gradient_based": lambda: xgb.train(
            {"tree_method": "exact", "sampling_method": "gradient_based", "subsample": 0.5}, data, 1
        ),
        "search without eval_set": lambda: search.fit(points, labels),
        "search with eval_set": lambda: search.fit(points, labels, eval_set=[(points, labels)], verbose=False),
    }
    return {name: said(call) for name, call in calls.items()}


def absolute_loss() -> list[float]:
    """Return what a stump predicts for six points, one of them wild, under the absolute loss."""
    line, wild = np.arange(1.0, 7.0)[:, None], [1.0, 2.0, 3.0, 7.0, 8.0, 90.0]
    model = xgb.train({**PLAIN, "objective": "reg:absoluteerror", "max_depth": 1}, xgb.DMatrix(line, wild), 1)
    return [round(float(each), 2) for each in model.predict(xgb.DMatrix(line))]


def quantiles() -> float:
    """Return the share of new points between the predicted 10 % and 90 % quantiles of the article's example."""
    random = Random(seed=1)
    fit, valid = sine(400, random, noise=0.3), sine(400, random, noise=0.3)
    settings = {"n_estimators": 60, "max_depth": 2, "learning_rate": 0.2, "n_jobs": 1}
    model = xgb.XGBRegressor(objective="reg:quantileerror", quantile_alpha=np.array([0.1, 0.9]), **settings)
    low, high = model.fit(np.array(fit.points), fit.targets).predict(np.array(valid.points)).T
    return float(np.mean((low <= valid.targets) & (valid.targets <= high)))


def said(call: Callable[[], Any]) -> str:
    try:
        call()
    except (ValueError, xgb.core.XGBoostError) as error:
        return type(error).__name__
    return "fine"


def main() -> None:
    parts = (missing, light_leaf, starting_score, refusals, absolute_loss, quantiles)
    seen: dict[str, Any] = {part.__name__: part() for part in parts}
    seen["enable_categorical"] = str(xgb.XGBClassifier().get_params()["enable_categorical"])
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
