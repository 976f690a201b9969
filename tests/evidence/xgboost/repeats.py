"""What article and notebooks conclude, each over twenty draws: the paired difference of two settings, and its error.

A difference is of losses (or errors), the first setting less the second: below 0 the first is better. The error is that
of its mean; where the mean is below two of it, the two cannot be told apart.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, make_classification, make_hastie_10_2
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score, train_test_split

from plots.models.boosting.datasets import sine, xor
from plots.models.randomness import Random

DRAWS = 20
EXACT = {"tree_method": "exact", "nthread": 1}
BINARY = {**EXACT, "objective": "binary:logistic", "eta": 0.3, "max_depth": 3}
CURVE = {**EXACT, "eta": 0.3, "max_depth": 2}
Pair = tuple[float, float]


def curve(parts: tuple[Any, ...], rounds: int, settings: dict[str, Any], metric: str = "") -> Any:
    """Return the validation score after each round."""
    train, labels, held, truth = parts
    scores: dict[str, Any] = {}
    xgb.train(
        {**settings, **({"eval_metric": metric} if metric else {})},
        xgb.DMatrix(train, labels),
        rounds,
        evals=[(xgb.DMatrix(held, truth), "held")],
        evals_result=scores,
        verbose_eval=False,
    )
    [found] = scores["held"].values()
    return np.array(found)


def waves(draw: int) -> tuple[Any, ...]:
    """Return the article's forty points and forty more, of another draw."""
    random = Random(seed=draw + 1)
    fit, valid = sine(40, random, noise=0.3), sine(40, random, noise=0.3)
    return np.array(fit.points), fit.targets, np.array(valid.points), valid.targets


def on_waves(first: dict[str, Any], second: dict[str, Any], rounds: int, at: str) -> Callable[[int], Pair]:
    """Return what compares two settings on a draw: mean squared errors, the least of all rounds or the last."""

    def pair(draw: int) -> Pair:
        both = [curve(waves(draw), rounds, {**CURVE, **each, "seed": draw}) ** 2 for each in (first, second)]
        one, other = (each.min() if at == "best" else each[-1] for each in both)
        return float(one), float(other)

    return pair


def on_xor(draw: int) -> Pair:
    random = Random(draw + 1)
    fit, valid = xor(150, random, 0.3), xor(150, random, 0.3)
    parts = np.array(fit.points), fit.targets, np.array(valid.points), valid.targets
    one, other = (curve(parts, 30, {**BINARY, "max_depth": depth}, "error")[-1] for depth in (1, 2))
    return float(one), float(other)


def spheres(draw: int) -> tuple[Any, ...]:
    points, sign = make_hastie_10_2(2000, random_state=draw)
    train, held, labels, truth = train_test_split(points, (sign > 0).astype(int), test_size=0.5, random_state=draw)
    return train, labels, held, truth


def stumps(draw: int) -> Pair:
    one, other = (curve(spheres(draw), 600, {**BINARY, "max_depth": depth}, "logloss") for depth in (1, 3))
    return float(one[-1]), float(other.min())


def fast(draw: int) -> Pair:
    one, other = (curve(spheres(draw), 200, {**BINARY, "eta": eta}, "logloss").min() for eta in (1.0, 0.3))
    return float(one), float(other)


def on_spheres(**change: Any) -> Callable[[int], Pair]:
    def pair(draw: int) -> Pair:
        parts, deep = spheres(draw), {**BINARY, "max_depth": 6, "seed": draw}
        one, other = (curve(parts, 80, {**deep, **each}, "logloss")[-1] for each in (change, {}))
        return float(one), float(other)

    return pair


def dart(draw: int) -> Pair:
    with xgb.config_context(verbosity=0):
        dropping = {**BINARY, "booster": "dart", "rate_drop": 0.1, "seed": draw}
        one, other = (curve(spheres(draw), 60, each, "error")[-1] for each in (dropping, BINARY))
    return float(one), float(other)


def on_diabetes(first: dict[str, Any], second: dict[str, Any]) -> Callable[[int], Pair]:
    def pair(draw: int) -> Pair:
        folds = KFold(5, shuffle=True, random_state=draw)
        models = (xgb.XGBRegressor(tree_method="exact", n_jobs=1, **each) for each in (first, second))
        one, other = (-cross_val_score(model, *load_diabetes(return_X_y=True), cv=folds).mean() for model in models)
        return float(one), float(other)

    return pair


def few_rounds(draw: int) -> Pair:
    points, kinds = load_iris(return_X_y=True)
    wrong = np.zeros(2)
    for train, held in StratifiedKFold(5, shuffle=True, random_state=draw).split(points, kinds):
        model = xgb.XGBClassifier(n_estimators=50, tree_method="exact", n_jobs=1).fit(points[train], kinds[train])
        for i, rounds in enumerate((3, 50)):
            wrong[i] += (model.predict(points[held], iteration_range=(0, rounds)) != kinds[held]).sum()
    return float(wrong[0] / len(kinds)), float(wrong[1] / len(kinds))


def on_cancer(first: tuple[int, int], second: tuple[int, int]) -> Callable[[int], Pair]:
    """Return what compares two pairs of depth and round."""

    def pair(draw: int) -> Pair:
        data = load_breast_cancer()
        train, held, labels, truth = train_test_split(
            data.data, data.target, test_size=0.25, stratify=data.target, random_state=draw
        )
        one, other = (
            curve((train, labels, held, truth), number + 1, {**BINARY, "max_depth": depth}, "logloss")[number]
            for depth, number in (first, second)
        )
        return float(one), float(other)

    return pair


class Flipped:
    """Three thousand points of which a tenth of the labels is flipped, in three parts: to train, to stop, to report."""

    def __init__(self, draw: int) -> None:
        points, sign = make_hastie_10_2(3000, random_state=draw)
        labels = np.where(np.random.RandomState(draw).rand(3000) < 0.1, sign <= 0, sign > 0).astype(int)
        self.rest, self.test, self.rest_labels, self.truth = train_test_split(
            points, labels, test_size=1000, random_state=draw
        )
        self.train, self.valid, self.labels, self.held = train_test_split(
            self.rest, self.rest_labels, test_size=1000, random_state=draw
        )

    def stopped(self, patience: int, metric: str) -> tuple[Any, int]:
        model = xgb.train(
            {**BINARY, "eta": 0.2, "eval_metric": metric},
            xgb.DMatrix(self.train, self.labels),
            400,
            evals=[(xgb.DMatrix(self.valid, self.held), "valid")],
            early_stopping_rounds=patience,
            verbose_eval=False,
        )
        return model, model.best_iteration + 1

    def loss(self, model: Any, rounds: int) -> float:
        return float(log_loss(self.truth, model.predict(xgb.DMatrix(self.test), iteration_range=(0, rounds))))


def impatient(draw: int) -> Pair:
    data = Flipped(draw)
    one, other = (data.loss(*data.stopped(patience, "logloss")) for patience in (1, 20))
    return one, other


def by_error(draw: int) -> Pair:
    data = Flipped(draw)
    one, other = (data.loss(*data.stopped(20, metric)) for metric in ("error", "logloss"))
    return one, other


def refitted(draw: int) -> Pair:
    data = Flipped(draw)
    model, rounds = data.stopped(20, "logloss")
    all_of_it = xgb.train({**BINARY, "eta": 0.2}, xgb.DMatrix(data.rest, data.rest_labels), rounds)
    return data.loss(all_of_it, rounds), data.loss(model, rounds)


RARE = {"n_informative": 5, "weights": [0.95], "class_sep": 0.8, "flip_y": 0.02}


def weighed(draw: int) -> Pair:
    """Return 1 − AUC where the rare positives count nineteen times, and where they count once."""
    points, kinds = make_classification(6000, n_features=10, random_state=draw, **RARE)
    train, held, labels, truth = train_test_split(points, kinds, test_size=0.5, random_state=draw)
    settings = {**BINARY, "eta": 0.1}
    one, other = (
        1 - curve((train, labels, held, truth), 100, {**settings, "scale_pos_weight": weight}, "auc")[-1]
        for weight in (19, 1)
    )
    return float(one), float(other)


SMALL = {"n_estimators": 100, "max_depth": 2, "learning_rate": 0.1}
CLAIMS: dict[str, Callable[[int], Pair]] = {
    "waves: eta 1, not 0.3": on_waves({"eta": 1.0}, {}, 300, "best"),
    "waves: eta 0.1, not 0.3": on_waves({"eta": 0.1}, {}, 300, "best"),
    "waves: depth 6, not 2": on_waves({"max_depth": 6}, {}, 100, "best"),
    "waves: half of the rows": on_waves({"subsample": 0.5}, {}, 100, "best"),
    "waves: lambda 10, not 1": on_waves({"lambda": 10}, {}, 100, "last"),
    "waves: gamma 0.03, not 0": on_waves({"gamma": 0.03}, {}, 100, "last"),
    "waves: min_child_weight 8, not 1": on_waves({"min_child_weight": 8}, {}, 100, "last"),
    "xor: depth 1, not 2": on_xor,
    "cancer: round 49, not 9": on_cancer((3, 49), (3, 9)),
    "cancer: depth 1, not 3": on_cancer((1, 49), (3, 49)),
    "spheres: stumps, 600 rounds, not depth 3 at its best": stumps,
    "spheres: eta 1, not 0.3": fast,
    "spheres: half of the columns": on_spheres(colsample_bytree=0.5),
    "spheres: half of the rows": on_spheres(subsample=0.5),
    "spheres: lambda 10": on_spheres(reg_lambda=10),
    "spheres: gamma 5": on_spheres(gamma=5),
    "spheres: min_child_weight 10": on_spheres(min_child_weight=10),
    "spheres: dart, not trees": dart,
    "iris: 3 rounds, not 50": few_rounds,
    "diabetes: the defaults, not depth 2": on_diabetes({}, SMALL),
    "diabetes: depth 2 with 50 trees, not 1 with 200": on_diabetes(
        {**SMALL, "n_estimators": 50}, {**SMALL, "max_depth": 1, "n_estimators": 200}
    ),
    "flipped: patience 1, not 20": impatient,
    "flipped: stopped by error, not log loss": by_error,
    "flipped: trained again on all": refitted,
    "rare: weighed 19 times, not once": weighed,
}


def compared(pair: Callable[[int], Pair]) -> dict[str, Any]:
    """Return both means, the mean difference of the pairs, its standard error, and how often the first was lower."""
    both = np.array([pair(draw) for draw in range(DRAWS)])
    gaps = both[:, 0] - both[:, 1]
    return {
        "draws": DRAWS,
        "first": both[:, 0].mean().round(5),
        "second": both[:, 1].mean().round(5),
        "difference": gaps.mean().round(5),
        "error": (gaps.std(ddof=1) / np.sqrt(DRAWS)).round(5),
        "lower": int((gaps < 0).sum()),
    }


def main() -> None:
    seen: dict[str, Any] = {claim: compared(pair) for claim, pair in CLAIMS.items()}
    rounds = [int(curve(waves(draw), 300, CURVE).argmin()) + 1 for draw in range(DRAWS)]
    seen["waves: the best round"] = sorted(rounds)
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
