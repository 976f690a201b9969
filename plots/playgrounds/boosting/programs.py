"""The program that does the same with xgboost: these points, these parameters, the same predictions."""

from plots.models.boosting import LOGISTIC, base_margin, sigmoid
from plots.playgrounds.boosting.runs import data_of
from plots.playgrounds.boosting.settings import objective_of
from plots.playgrounds.controls import SettingError
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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


def written(values: "Values") -> "list[tuple[str, str]]":
    data = data_of(values)
    if not data.points:
        raise SettingError("还没有点，写不出程序。", ["points"])
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
