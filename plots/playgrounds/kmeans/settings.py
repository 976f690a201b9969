"""What can be set in the playground of K-Means."""

from plots.models.kmeans.datasets import DATASETS
from plots.playgrounds.controls import Choice, Control, Number, Switch
from plots.playgrounds.points import Points

SUBJECT = "data"
NONE = "none"  # no data set: all points are the reader's
TABLE = "table"  # none either: the reader brings two columns
OWN = "own"  # no rule: the reader puts the centres
RANDOM = "random"
MOST_POINTS, MOST_CENTERS = 2000, 25

# The data set as in the URL, its name in the models, its label, and the k that is chosen with it.
SETS = (
    ("blobs", "blobs", "五团", 5),
    ("grid", "grid", "5 × 5 的小团", 25),
    ("pairs", "pairs", "两对团", 4),
    ("unequal-sizes", "unequal sizes", "大小悬殊", 3),
    ("unequal-spreads", "unequal spreads", "松紧不一", 3),
    ("anisotropic", "anisotropic", "斜长的团", 3),
    ("scales", "scales", "两轴尺度悬殊", 2),
    ("outliers", "outliers", "混进异常点", 3),
    ("lone-point", "lone point", "一个远点", 2),
    ("rings", "rings", "两个圆环", 2),
    ("moons", "moons", "两个半月", 2),
    ("uniform", "uniform", "均匀，没有簇", 3),
    (NONE, "", "空白，自己放点", 3),
    (TABLE, "", "自己的数据，两列", 3),
)
# The same for the rules that draw the starting centres.
RULES = (
    (RANDOM, "random", "随机点"),
    ("box", "random box", "随机位置"),
    ("kmeans-pp", "kmeans++", "k-means++"),
    ("greedy", "greedy kmeans++", "贪心 k-means++"),
    ("farthest", "farthest first", "最远点"),
    (OWN, "", "手放"),
)
RULE_NAMES = {text: name for text, name, _ in RULES}
RULE_LABELS = {text: label for text, _, label in RULES}

DATA = Choice(SUBJECT, SETS[0][0], tuple([(text, label) for text, _, label, _ in SETS]), label="数据", shared=True)
POINTS = Points(  # changes to one data set, so they go with it
    "points", "", most=MOST_POINTS, label="改动的点", hint="也可粘贴 x,y", shared=True, kept=False
)
COUNT = Number(
    "n",
    "300",
    1,
    MOST_POINTS,
    slider=(10, MOST_POINTS),
    integer=True,
    label="点数",
    hint="n",
    shared=True,
)
NUMBERS = {
    text: Number(
        "k",
        str(k),
        1,
        MOST_CENTERS,
        slider=(1, 12 if k <= 12 else k),
        integer=True,
        label="簇数",
        hint="k",
        shared=True,
    )
    for text, _, _, k in SETS
}
START = Choice("start", RANDOM, tuple([(text, label) for text, _, label in RULES]), label="初始化", kept=True)
CENTERS = Points("centers", "", most=MOST_CENTERS, places=True, label="起点", hint="不够的用随机点补", kept=True)
SEED = Number("seed", "11", 0, 9999, slider=(0, 99), integer=True, label="种子", hint="每个种子一次运行", kept=True)
LLOYD, HARTIGAN_WONG = "lloyd", "hartigan-wong"
ALGORITHM = Choice(
    "algorithm",
    LLOYD,
    ((LLOYD, "Lloyd"), (HARTIGAN_WONG, "Hartigan–Wong")),
    label="算法",
    hint="后者一次挪一个点",
    kept=True,
)
RESTARTS = Switch("restarts", "false", label="100 次随机初始化", hint="最终 J 的分布", shared=True)

KS = Switch("ks", "false", label="k 从 1 到 8", hint="J 与轮廓系数", shared=True)


def table() -> Control:
    from plots.playgrounds.table import Table

    return Table(
        TABLE, most=MOST_POINTS, changes="points", label="自己的点", hint="每行两个数", shared=True, kept=False
    )


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    data, start = texts.get(SUBJECT, SETS[0][0]), texts.get("start", RANDOM)
    chosen: "tuple[Control, ...]" = (DATA,)
    if data == TABLE:
        chosen += (table(),)
    elif data != NONE:
        chosen += (COUNT,)
    chosen += (NUMBERS.get(data, NUMBERS[SETS[0][0]]), START)
    chosen += (CENTERS,) if start == OWN else (SEED,)
    return chosen + (ALGORITHM, POINTS, RESTARTS, KS)


DRAWS = {text: draw for text, name, _, _ in SETS for each, draw, _ in DATASETS if each == name}
