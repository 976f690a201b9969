"""Bias and variance of trees and of what is made of many, measured: fifty training sets from one known function."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import make_friedman1
from sklearn.ensemble import (
    AdaBoostRegressor,
    BaggingRegressor,
    GradientBoostingRegressor,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeRegressor

SETS, SIZE, ASKED, TREES = 50, 200, 1000, 100
ROUNDS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000)


def models(seed: int) -> dict[str, Any]:
    return {
        "stump": DecisionTreeRegressor(max_depth=1, random_state=seed),
        "deep tree": DecisionTreeRegressor(random_state=seed),
        "bagging": BaggingRegressor(n_estimators=TREES, random_state=seed),
        "random forest": RandomForestRegressor(n_estimators=TREES, max_features=1 / 3, random_state=seed),
        "AdaBoost": AdaBoostRegressor(DecisionTreeRegressor(max_depth=3), n_estimators=TREES, random_state=seed),
        "boosting": GradientBoostingRegressor(n_estimators=TREES, max_depth=3, learning_rate=0.1, random_state=seed),
    }


def parts(predictions: list[Any], truth: Any) -> dict[str, float]:
    """Return the square of the bias and the variance, each a mean over the points that are asked for."""
    found = np.array(predictions)
    bias = ((found.mean(axis=0) - truth) ** 2).mean()
    return {"bias": round(float(bias), 3), "variance": round(float(found.var(axis=0).mean()), 3)}


def main() -> None:
    asked, truth = make_friedman1(ASKED, noise=0.0, random_state=10_000)
    found: dict[str, list[Any]] = {}
    by_round: dict[int, list[Any]] = {}
    for seed in range(SETS):
        points, targets = make_friedman1(SIZE, noise=1.0, random_state=seed)
        for name, model in models(seed).items():
            found.setdefault(name, []).append(model.fit(points, targets).predict(asked))
        long = GradientBoostingRegressor(n_estimators=ROUNDS[-1], max_depth=3, learning_rate=0.1, random_state=seed)
        for number, predicted in enumerate(long.fit(points, targets).staged_predict(asked), start=1):
            if number in ROUNDS:
                by_round.setdefault(number, []).append(predicted)
    seen = {
        "sets": SETS,
        "size": SIZE,
        "models": {name: parts(each, truth) for name, each in found.items()},
        "rounds": {number: parts(each, truth) for number, each in by_round.items()},
    }
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
