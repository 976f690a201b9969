"""What can be set in the playground of boosting."""

from plots.models.boosting import LOGISTIC, SQUARED_ERROR
from plots.models.boosting.datasets import CLASSES, CURVES
from plots.playgrounds.controls import Choice, Control, Number
from plots.playgrounds.points import Points

SUBJECT = "data"
# No data set: all points are the reader's, on a curve, in two classes, or two columns that were brought.
NONE, OWN_CLASSES, TABLE = "none", "classes", "table"
METHOD = "method"
BOOSTING, BAGGING, FOREST, ADABOOST = "boosting", "bagging", "forest", "adaboost"
MOST_POINTS = 300
MOST_ROUNDS = 300

# The data set as in the URL and in the models, its label, and the noise that it has unless another is chosen.
SETS = (
    ("sine", "曲线：两道波", "0.3"),
    ("steps", "曲线：三级台阶，一个异常点", "0.2"),
    ("tent", "曲线：帐篷", "0.1"),
    (NONE, "曲线：空白，自己放点", ""),
    (TABLE, "曲线：自己的数据，两列", ""),
    ("xor", "两类：XOR", "0.3"),
    ("disc", "两类：圆盘", "0.3"),
    ("diagonal", "两类：斜线", "0.3"),
    ("spirals", "两类：双螺线", "0.15"),
    (OWN_CLASSES, "两类：空白，自己放点", ""),
)
DRAWS = dict(CURVES + CLASSES)
CLASS_NAMES = [name for name, _ in CLASSES] + [OWN_CLASSES]

DATA = Choice(SUBJECT, "sine", tuple([(name, label) for name, label, _ in SETS]), label="数据", shared=True)


def points(hint: str, *, classes: bool) -> Points:
    """Return the control of changes to one data set: they go with it."""
    return Points("points", "", most=MOST_POINTS, classes=classes, label="改动的点", hint=hint, shared=True, kept=False)


POINTS = (points("也可粘贴 x,y", classes=False), points("也可粘贴 x,y,类", classes=True))


def count(default: str) -> Number:
    """Return the control of the number of points."""
    return Number(
        "n",
        default,
        2,
        MOST_POINTS,
        slider=(10, 200),
        integer=True,
        label="点数",
        hint="n",
        shared=True,
        kept=False,
        group="数据",
    )


def noise(default: str) -> Number:
    return Number(
        "noise", default, 0, 3, slider=(0, 1), label="噪声", hint="标准差", shared=True, kept=False, group="数据"
    )


def method(*others: "tuple[str, str]") -> Choice:
    """Return the control of how trees are added."""
    return Choice(METHOD, BOOSTING, ((BOOSTING, "提升"),) + others, label="加法", kept=True)


# One feature is all that a forest could draw from on a curve; AdaBoost is for two classes.
METHODS = (
    method((BAGGING, "装袋")),
    method((BAGGING, "装袋"), (FOREST, "随机森林"), (ADABOOST, "AdaBoost")),
)
COUNTS = (count("40"), count("150"))
NOISES = {name: noise(text) for name, _, text in SETS if text}
SEED = Number("seed", "1", 0, 9999, slider=(0, 99), integer=True, label="种子", shared=True, group="数据")
TREES = (
    Number("eta", "0.3", 0.01, 1, hint="学习率 η", kept=True),
    Number("max_depth", "2", 1, 6, integer=True, hint="树的深度", kept=True),
    Number("rounds", "60", 1, MOST_ROUNDS, slider=(1, 100), integer=True, hint="轮数", kept=True),
)
LIMITS = (
    Number("lambda", "1", 0, 1000, slider=(0, 30), step=0.5, hint="叶子权重的惩罚 λ", kept=True),
    Number("gamma", "0", 0, 1000, slider=(0, 3), hint="分裂的门槛 γ", kept=True),
    Number("min_child_weight", "1", 0, 1000, slider=(0, 20), step=0.5, hint="H 的下限", kept=True),
    Number("subsample", "1", 0.05, 1, step=0.05, hint="每棵树用几成样本", kept=True),
    Number("early_stopping_rounds", "10", 1, MOST_ROUNDS, slider=(1, 30), integer=True, hint="耐心", kept=True),
)


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    data = texts.get(SUBJECT, DATA.default)
    kind = 1 if data in CLASS_NAMES else 0
    adding = METHODS[kind]
    trees: "tuple[Control, ...]" = TREES + LIMITS
    if texts.get(METHOD) == ADABOOST:
        trees = TREES
    elif texts.get(METHOD) in (BAGGING, FOREST):
        trees = TREES[1:] + LIMITS[:-1]
    chosen: "tuple[Control, ...]" = (DATA, adding) + trees
    if data == TABLE:
        chosen += (table(),)
    elif data not in (NONE, OWN_CLASSES):
        chosen += (COUNTS[kind], NOISES.get(data, NOISES[DATA.default]), SEED)
    return chosen + (POINTS[kind],)


def table() -> Control:
    from plots.playgrounds.table import Table

    return Table(
        TABLE, most=MOST_POINTS, changes="points", label="自己的点", hint="每行 x 和 y", shared=True, kept=False
    )


def objective_of(data: str) -> str:
    return LOGISTIC if data in CLASS_NAMES else SQUARED_ERROR
