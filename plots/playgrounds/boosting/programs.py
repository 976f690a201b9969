"""The program that does the same with xgboost: these points, these parameters, the same predictions.

Other sums of trees are scikit-learn's, which draws its samples differently and knows no λ and γ.
"""

import math

from plots.models.boosting import LOGISTIC, base_margin, sigmoid
from plots.playgrounds.boosting.runs import data_of
from plots.playgrounds.boosting.settings import ADABOOST, BOOSTING, FOREST, METHOD, objective_of
from plots.playgrounds.controls import SettingError
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.playgrounds.boosting.runs import Data
    from plots.playgrounds.controls import Values

PER_LINE = 12  # numbers

PROGRAM = """import numpy as np
import xgboost as xgb

{sets}
params = {
    "objective": "{objective}",
    "base_score": {base},
    "tree_method": "exact",
    "eta": {eta},
    "max_depth": {max_depth},
    "lambda": {lambda},
    "gamma": {gamma},
    "min_child_weight": {min_child_weight},
    "subsample": {subsample},{sampling}
    "nthread": 1,
}
train = xgb.DMatrix(x, label=y)
"""
SAMPLING = "  # 这里每行各抛一次硬币，互动图恰好抽这么多行：抽到的行不同，预测也不同"
STOPPING = """valid = xgb.DMatrix(x_valid, label=y_valid)
losses = {}
model = xgb.train(
    params,
    train,
    num_boost_round={rounds},
    evals=[(train, "train"), (valid, "valid")],
    evals_result=losses,
    early_stopping_rounds={patience},
    verbose_eval=False,
)
best = model.best_iteration  # 从 0 数；互动图里是第 best + 1 轮
print(best, model.best_score)
print(model.predict(train, iteration_range=(0, best + 1)))
"""
PLAIN = """model = xgb.train(params, train, num_boost_round={rounds})
print(model.predict(train))
"""
NAMES = ("eta", "max_depth", "lambda", "gamma", "min_child_weight", "subsample")


SKLEARN = """import numpy as np
from sklearn.ensemble import {ensemble}{trees}

{sets}{note}model = {model}
model.fit(x, y)
print(model.{predict})
"""
DRAWN = "# 抽到的样本与互动图的不同，预测也不同；scikit-learn 的树没有 λ 和 γ\n"


def written(values: "Values") -> "list[tuple[str, str]]":
    data = data_of(values)
    if not data.points:
        raise SettingError("还没有点，写不出程序。", ["points"])
    if values[METHOD] != BOOSTING:
        return [("scikit-learn", in_sklearn(values, data))]
    objective = objective_of(values["data"])
    base = base_margin(objective, data.targets)
    if objective == LOGISTIC:
        base = sigmoid(base)
    sets = written_set("x", "y", data.points, data.targets)
    if data.valid is not None:
        sets += written_set("x_valid", "y_valid", *data.valid)
    text = PROGRAM + (PLAIN if data.valid is None else STOPPING)
    replaced = [("sets", sets), ("objective", objective), ("base", repr(base))]
    replaced += [(name, exact(values[name])) for name in NAMES]
    replaced += [("sampling", SAMPLING if values["subsample"] < 1 else "")]
    replaced += [("rounds", str(values["rounds"])), ("patience", str(values["early_stopping_rounds"]))]
    for name, word in replaced:
        text = text.replace("{" + name + "}", word)
    return [("XGBoost", text)]


def in_sklearn(values: "Values", data: "Data") -> str:
    """Return the program of an average of trees, or of AdaBoost."""
    kind = "Classifier" if objective_of(values["data"]) == LOGISTIC else "Regressor"
    tree = "DecisionTree" + kind
    size = f"n_estimators={values['rounds']}"
    depth = f"max_depth={values['max_depth']}"
    if values[METHOD] == ADABOOST:
        ensemble, note = "AdaBoostClassifier", ""
        parts = [f"{tree}({depth})", size, f"learning_rate={exact(values['eta'])}"]
    else:
        note = DRAWN
        leaf = f"min_samples_leaf={max(1, math.ceil(values['min_child_weight']))}"
        parts = [size, f"max_samples={float(values['subsample'])}"]
        if values[METHOD] == FOREST:
            ensemble = "RandomForest" + kind
            parts = [depth, leaf, "max_features=1"] + parts
        else:
            ensemble = "Bagging" + kind
            parts = [f"{tree}({depth}, {leaf})"] + parts
    parts.append("random_state=0")
    model = ensemble + "(\n    " + ",\n    ".join(parts) + ",\n)"
    trees = f"\nfrom sklearn.tree import {tree}" if tree in model else ""
    predict = "predict_proba(x)[:, 1]" if kind == "Classifier" else "predict(x)"
    sets = written_set("x", "y", data.points, data.targets)
    return SKLEARN.format(ensemble=ensemble, trees=trees, sets=sets, note=note, model=model, predict=predict)


def written_set(x: str, y: str, points: "Sequence[Sequence[float]]", targets: "Sequence[float]") -> str:
    """Return the lines that define points and targets."""
    features = len(points[0])
    flat = [number for point in points for number in point]
    shape = f".reshape(-1, {features})"
    return f"{x} = np.array([\n{rows(flat)}\n]){shape}\n{y} = np.array([\n{rows(targets)}\n])\n"


def rows(numbers: "Sequence[float]") -> str:
    """Return numbers as lines of a list."""
    words = [exact(number) for number in numbers]
    lines = [words[i : i + PER_LINE] for i in range(0, len(words), PER_LINE)]
    return "\n".join(["    " + ", ".join(line) + "," for line in lines])
