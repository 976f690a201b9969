"""Numbers that the XGBoost notebooks state: each is printed by a cell, stands in the code, or has its reason here.

``STATED`` binds sentences to the outputs that they read; a sentence that is rewritten takes its line along.
"""

import inspect
import json
import math
import re

import numpy as np
import pytest
import xgboost as xgb
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_wine,
    make_friedman1,
    make_hastie_10_2,
)

from scripts.checks.code_blocks import DOCS
from scripts.shared.markdown_code import fences, without_fences
from tests.docs.told import Told, speeds
from tests.downloads import answers
from tests.evidence.environments import seen

NAMES = ("basics", "model", "sklearn-api", "importance", "early-stopping", "pandas")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")

DART = seen("xgboost-repeats-3.11")["spheres: dart, not trees"]
BOOSTING = (DOCS / "posts" / "gradient-boosting.md").read_text("utf-8")
MEASURED = {value for row in speeds(BOOSTING) for value in row} | {round(DART[name], 3) for name in ("first", "second")}
# Numbers that no cell prints and no code contains, each with where it comes from.
ELSEWHERE: dict[str, set[float]] = {
    "basics": {0.007, 15, 0.1623, 13, 569},  # tests below
    "model": MEASURED,
    "sklearn-api": {180, 150, 442, 47, 0.3, 0.03},  # 0.3 is tested below, 0.03 is what an exercise asks to try
    "importance": {20},  # the formula, tested below
    "early-stopping": {9.34, 1600, 0.9, 0.325, 20},
    "pandas": set(),
}
RECORDED = {  # sentence, claim of xgboost-repeats, sign of its difference
    "model": [
        ("高 {}[^repeats]：这里不值得", "spheres: dart, not trees", 1),
        ("列采样低 {}，", "spheres: half of the columns", -1),
        ("行采样高 {}，刚过两倍标准误[^repeats]", "spheres: half of the rows", 1),
        ("次次如此，平均低 {}[^repeats]", "spheres: stumps, 600 rounds, not depth 3 at its best", -1),
    ],
    "sklearn-api": [
        ("3 轮平均低 {}[^repeats]", "iris: 3 rounds, not 50", -1),
        ("它反而比第二名（深度 1、200 轮）低 {}[^repeats]", "diabetes: depth 2 with 50 trees, not 1 with 200", 1),
    ],
    "early-stopping": [
        ("次次比 20 的高，平均高 {}[^repeats]", "flipped: patience 1, not 20", 1),
        ("测试损失平均高 {}[^repeats]", "flipped: stopped by error, not log loss", 1),
        ("次次如此，平均低 {}[^repeats]", "flipped: trained again on all", -1),
    ],
}
COUNTS = set(range(11))  # of what the reader sees: three columns, five folds
YEARS_AND_RELEASES = {2016, 1958, 2015, 2018, 2.1, 3.0, 3.1, 3.3, 3.4, 3.2}

STATED = [
    ("basics", "从 0.43915 降到 0.00761", "for metric in history[part]", ["0.43915", "0.00761"]),
    ("basics", "第 9 轮 0.16401，第 49 轮 0.16230", "for metric in history[part]", ["9   0.05317", "0.16401", "0.16230"]),
    ("basics", "143 个里错 8 个，错误率 0.0559，与训练日志最后一行的 0.05594 相符", "wrong = int(", ["8 个判错，错误率 0.0559"]),
    ("basics", "0.62676 正是训练集里良性的比例，换成间隔是 $\\ln\\frac{p}{1-p}=0.51834$", "base = float(", ["0.62676 0.51834"]),
    ("basics", "一棵树的错误率是 0.1189，十棵 0.0629，五十棵 0.0559", "for stop in (1, 10, 50)", ["1 0.1189\n10 0.0629\n50 0.0559"]),
    ("basics", "54 个里错 1 个。20 轮却有 60 棵树", "W_train, W_eval", ["错 1 个，共 54 个\n20 轮 60 棵树"]),
    ("basics", "10 轮之后训练集一个也没有错", "fooled = xgb.train", ["训练集错误率 0.00"]),
    ("basics", "worst texture 以 25 次排第一", "nlargest(3)", ["'worst texture': 25"]),
    ("basics", "worst perimeter 以 73.73 排第一", "nlargest(3)", ["{'worst perimeter': 73.73"]),
    ("basics", "没用过的 5 列不在字典里", "total_cover", ["用到 25 列，共 30 列"]),
    ("basics", "在第 46 轮最低，0.0840，第 49 轮是 0.0842", "cv = xgb.cv(", ["46 0.084", "0.0842"]),
    ("model", "线性模型的验证损失 0.6970", "linear.update", ["0.495  0.6970"]),
    ("model", "深度 1 的验证损失 0.4546，比深度 3 的 0.3376 差不少", "linear.update", ["0.4546", "0.3376"]),
    ("model", "600 轮之后，深度 1 降到 0.2077，而深度 3 最好也只有 0.2622", "fit(600", ["0.2077", "最低 0.2622"]),
    ("model", "`eta=1` 的最低点是 0.3053，`eta=0.3` 是 0.2626", "rates = {eta", ["0.3053    56", "0.2626   195"]),
    ("model", "0.1 只到 0.3228，0.03 停在 0.4647，它们的最低点都是最后一轮", "rates = {eta", ["0.3228   199", "0.4647   199"]),
    ("model", "真正用到的却是 0.1、0.2、0.3、0.4、0.5", "def rates_used", ["真用： [0.1, 0.2, 0.3, 0.4, 0.5]"]),
    ("model", "0.4 用了两次", "def rates_used", ["函数： [0.4, 0.4, "]),
    ("model", "从 1483 片减到 265 片", "leaves = sum(", ["1483  0.0231  0.3304", "265  0.2197  0.3626"]),
    ("model", "`min_child_weight=10` 减到 641 片，训练损失和验证损失却都比不加时高", "leaves = sum(", ["641  0.1106  0.3724"]),
    ("model", "把验证损失从 0.3304 降到 0.2970，叶子一片没少", "leaves = sum(", ["1548  0.0272  0.2970"]),
    ("model", "列采样五个种子个个更低，不是碰巧；行采样有的更低，有的更高", "without = ", ["colsample_bytree 有的种子更低： True 个个更低： True", "subsample 有的种子更低： True 个个更低： False"]),
    ("model", "`exact` 把缺失送到 1 号（左），另外两种送到 2 号（右）", "[tree] =", ["[f0<6] yes=1,no=2,missing=1", "hist 0:[f0<8] yes=1,no=2,missing=2"]),
    ("model", "$\\lambda=10$ 反而有 1681 片叶子", "leaves = sum(", ["1681  0.0727  0.3791"]),
    ("model", "四种组合的训练损失都比不丢树时高", "sample_type", ["weighted forest 训练损失比不丢树时高： True"]),
    ("model", "同一个公式，差到 1.77", "def logistic", ["不给起点 最大差 1.77"]),
    ("model", "20 轮是 0.181", "def spread", ["{'my_error': 0.181}"]),
    ("model", "在第 19 轮，0.818；写反了，“最好”成了最差的第 0 轮，0.62", "def accuracy", ["True 19 0.818\nFalse 0 0.62"]),
    ("model", "`exact` 切在 4 与 8 的中点 6，另外两种切在 8", "[tree] =", ["exact 0:[f0<6]", "approx 0:[f0<8]", "hist 0:[f0<8]"]),
    ("sklearn-api", "180 张里错 3 张和 1 张", "models.append", ["错 3 张，错误率 0.0167", "错 1 张，错误率 0.0056"]),
    ("sklearn-api", "前 3 轮的错误率 0.0533，比 50 轮的 0.0733 低", "few[held]", ["50 轮 0.0733", "前 3 轮 0.0533"]),
    ("sklearn-api", "得到 0.3333", "pd.crosstab", ["旧写法的错误率 0.3333"]),
    ("sklearn-api", "浅而慢的得 0.442，默认的只有 0.303", "cross_val_predict(model", ["R² 0.442", "R² 0.303"]),
    ("sklearn-api", "第一名是深度 2、50 轮，0.460", "search.fit", ["{'max_depth': 2, 'n_estimators': 50} 0.46"]),
    ("sklearn-api", "比第二名只高 0.008，而两者逐折相减，这个差的标准差有 0.022", "search.fit", ["比第二名高 0.008，这个差的标准差 0.022"]),
    ("sklearn-api", "五折之间的标准差就有 0.086", "search.fit", ["标准差 0.086"]),
    ("sklearn-api", "在训练集上到了 1.000，等于把 442 行数据全背下来了。浅而慢的在训练集上是 0.681", "cross_val_predict(model", ["训练集 0.681", "训练集 1.000"]),
    ("sklearn-api", "不要拿 0.442 与 0.460 相减", "nested = ", ["0.442"]),
    ("sklearn-api", "150 朵里差 3 朵", "few[held]", ["50 轮 0.0733", "前 3 轮 0.0533"]),
    ("sklearn-api", "标准差是 0.0128 与 0.0120，分层抖得少的恰好是五个种子", "spreads = ", ["'不分层': '0.0128', '分层': '0.0120'", "分层抖得少的种子 5 个"]),
    ("sklearn-api", "不给起点却差出 11.1", "def squared", ["不给起点 最大差 11.1", "起点为平均 最大差 0.0"]),
    ("sklearn-api", "均值从 0.03162 到 0.02174", "X_three", ["不分层 0.03162 ± 0.0350", "分层 0.02174 ± 0.0085"]),
    ("sklearn-api", "目标的范围是 25 到 346，最大差不到 0.001", "theirs = ", ["目标的范围 25 到 346\n最大差小于 0.001： True"]),
    ("importance", "测试集 $R^2$ 是 0.9289", "make_friedman1(1000", ["0.9289"]),
    ("importance", "x0 用了 500 次，排第一；flag 只有 80 次，排最后", "kinds = ", ["x0     500.0", "flag    80.0"]),
    ("importance", "flag 的 304.2 排第一", "kinds = ", ["flag    80.0  304.2  399.5"]),
    ("importance", "flag 以 399.5 排第一；**纯噪声 x6 居然排第二**", "ranks = ", ["x6         8    10      2", "flag      11     1      1"]),
    ("importance", "x6 有 18 次切在树根", "ranks = ", ["切在树根的次数 {'x5': 2, 'x6': 18}"]),
    ("importance", "却有 43 列拿到了重要性", "fooled.fit", ["用到 43 列"]),
    ("importance", "x3 掉得最多，0.54；噪声五列几乎不掉", "shuffled = ", ["{'x3': 0.54", "噪声五列都小于 0.01： True"]),
    ("importance", "x3 第一，2.64；flag 第二，2.35；噪声最大的才 0.07", "sizes = ", ["{'x3': 2.64, 'flag': 2.35", "噪声五列最大 0.07"]),
    ("importance", "从起点 16.4 出发，flag 减 2.4，x0 减 1.9，x1 加 0.7", "biggest = ", ["16.4", "'flag': -2.4", "'x0': -1.9", "'x1': 0.7"]),
    ("importance", "落到 11.3；真值是 11.8", "biggest = ", ["预测 11.3，真值 11.8"]),
    ("importance", "从 0.54 降到 0.26", "twin.fit", ["x3 原来 0.54，现在 0.26"]),
    ("early-stopping", "第 131 轮验证损失最低，0.4910；走完 400 轮升到 0.5713", "full = ", ["131  0.2214  0.4831  0.4910", "0.5713"]),
    ("early-stopping", "训练损失此时只有 0.0639", "full = ", ["399  0.0639"]),
    ("early-stopping", "测试损失 0.5521，比 0.4831 差很多", "def stop", ["1      29  0.5523    31  0.5521"]),
    ("early-stopping", "耐心 5，取第 86 轮；10、20、50 都找到第 131 轮", "def stop", ["5      86", "10    131", "20    131", "50    131"]),
    ("early-stopping", "152 轮全用，0.4889；截到第 131 轮，0.4831", "save_best", ["152 131\n全部 0.4889\n截断 0.4831"]),
    ("early-stopping", "模型只留 132 轮", "save_best", ["132 0.4831"]),
    ("early-stopping", "老老实实种满 400 轮", "train_last = ", ["种了 400 轮"]),
    ("early-stopping", "那是第 108 轮", "train_last = ", ["error ：第 108 轮"]),
    ("early-stopping", "平均偏低 0.0018，是标准误 0.0004 的四倍多", "random.randint", ["偏低 0.0018 ± 0.0004"]),
    ("basics", "20 次划分里 19 次第 49 轮更好，平均低 0.0284，是标准误 0.0043 的六倍多", "def compared", ["第 49 轮减第 9 轮 -0.0284 ± 0.0043 ，更低 19 次"]),
    ("early-stopping", "147 行就是 147 轮", "stratified=True", ["147 0.4667"]),
    ("early-stopping", "测试损失降到 0.4685；直接用前面的 132 轮，0.4700", "stratified=True", ["132 0.4700\n147 0.4685"]),
    ("early-stopping", "第 1 轮就是最好的；改成 `False`（不写也一样），30 轮都还在进步", "def my_rmse", ["True 1\nFalse 30"]),
    ("early-stopping", "第 6 轮 AUC 到了 1.0000，之后不动，耐心 5 种 12 轮，耐心 10 种 17 轮", "digits = ", ["5 6 1.0000 12\n10 6 1.0000 17"]),
    ("pandas", "类别比独热高 0.01，可是把 600 个测试样本有放回地重抽 200 次，这个差自己就晃动 0.01", "get_dummies", ["类别比独热高 0.01\n", "标准差 0.01"]),
    ("pandas", "三种编码几乎打平", "get_dummies", ["类别：5 列，AUC 0.75\n独热：12 列，AUC 0.74\n整数：5 列，AUC 0.75"]),
    ("pandas", "把门槛提到 100，只能分出一个", "max_cat_to_onehot", ["4 0:[city:{1,3,4}]", "100 0:[city:{3}]"]),
    ("pandas", "中间的 lhasa 编成 $-1$", "lhasa", ["[0, -1, 4]"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def told():
    return {name: Told(f"xgboost/{name}") for name in NAMES}


@pytest.mark.parametrize(("name", "fragment", "part", "printed"), STATED)
def test_a_sentence_says_what_its_cell_prints(told, name, fragment, part, printed):
    told[name].says(fragment)
    output = told[name].printed(part)
    for piece in printed:
        assert piece in output


def test_what_becomes_of_categories_with_chinese_names(told):
    told["pandas"].says(
        "训练时的次序是北京、上海、广州，换成另外五种次序，三种悄悄预测成别的城市，两种报解码的错",
        "只来上海、广州两行，也悄悄预测成北京、上海",
        "3.4.1 六种次序都对",
    )
    older, newer = (
        {each["trained"]: each for each in seen(f"xgboost-categories-{python}")} for python in ("3.11", "3.12")
    )
    unsorted = older["chinese, not sorted"]
    assert unsorted["names"] == ["北京", "上海", "广州"]
    assert unsorted["counts"]["orders"] == {"right": 1, "wrong": 3, "refused": 2}
    [part] = [each for each in unsorted["parts"] if each["asked"] == ["上海", "广州"]]
    assert (part["outcome"], part["found"]) == ("wrong", [0, 1])
    assert all(each["counts"]["orders"] == {"right": 6} for each in newer.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_text_is_printed_or_stands_in_the_code(told, name):
    known = {float(number) for number in NUMBER.findall(everything_run(told[name]))}
    known |= YEARS_AND_RELEASES | COUNTS | ELSEWHERE[name]
    text = sentences(told[name].text)
    for sentence, claim, sign in RECORDED.get(name, []):
        text = text.replace(sentence.format(recorded(claim, sign)), "")
    unknown = [number for number in NUMBER.findall(text) if float(number) not in known]
    assert unknown == []


def recorded(claim, sign):
    """Return the difference of a repeated claim and its error, as a sentence gives them."""
    record = seen("xgboost-repeats-3.11")[claim]
    digits = 3 if record["error"] >= 0.001 else 4
    return f"{sign * record['difference']:.{digits}f} ± {record['error']:.{digits}f}"


@pytest.mark.parametrize("name", RECORDED)
def test_differences_over_twenty_draws_are_those_of_the_record(told, name):
    for sentence, claim, sign in RECORDED[name]:
        told[name].says(sentence.format(recorded(claim, sign)))
        record = seen("xgboost-repeats-3.11")[claim]
        assert sign * record["difference"] > 2 * record["error"]
        assert "次次" not in sentence or record["lower"] in {0, 20}


def test_other_numbers_of_records(told):
    told["model"].says(f"60 轮的验证错误率平均 {DART['first']:.3f}，普通的树 {DART['second']:.3f}")
    assert speeds(told["model"].text) == speeds(BOOSTING)
    told["early-stopping"].says(r"$-0.1\ln0.1-0.9\ln0.9=0.325$")
    assert round(-0.1 * math.log(0.1) - 0.9 * math.log(0.9), 3) == 0.325


def sentences(text):
    """Return what readers see as sentences and tables, without blocks of code, inline code and sources."""
    text = "\n".join(without_fences(text.partition("\n[^")[0].split("\n")))
    return re.sub(r"\d+\.\d+\.\d+|\d{4}-\d\d(-\d\d)?|`[^`]+`|\]\([^)]*\)", "", text)


def everything_run(told):
    """Return the code of a notebook, what it prints, and the blocks of its answers."""
    outputs = [output.get("text") or output["data"]["text/plain"] for cell in told.outputs for output in cell]
    blocks = [fence.code for fence in fences(told.text.split("\n"))]
    return "\n".join([*(cell.code for cell in told.notebook.code_cells), *outputs, *blocks])


@pytest.mark.parametrize("name", ["basics", "model", "sklearn-api", "importance", "early-stopping"])
def test_there_are_answers_to_be_run(told, name):  # by tests/site/test_downloads.py
    assert answers(told[name].notebook)


def test_the_sizes_of_the_bundled_data(told):
    told["basics"].says("569 个肿块，每个 30 项测量", "13 项化验，三个产地")
    assert load_breast_cancer().data.shape == (569, 30)
    assert load_wine().data.shape[1] == 13
    told["sklearn-api"].says("442 位病人，10 项指标", "鸢尾花，三类各 50 朵", "150 朵里差 3 朵", "180 张里错")
    assert load_diabetes().data.shape == (442, 10)
    assert list(np.bincount(load_iris().target)) == [50] * 3
    assert len(load_digits(n_class=2).target) == 2 * 180


def test_the_defaults_of_the_library(told):
    told["sklearn-api"].says("深度 6，学习率 0.3，$\\lambda=1$", "这里是 100，原生的 `train` 是 10")
    model = xgb.XGBRegressor().fit(np.array([[0.0], [1.0]]), [0.0, 1.0])
    config = json.loads(model.get_booster().save_config())["learner"]["gradient_booster"]["tree_train_param"]
    assert (int(config["max_depth"]), round(float(config["eta"]), 6), float(config["lambda"])) == (6, 0.3, 1.0)
    assert model.get_booster().num_boosted_rounds() == 100
    assert inspect.signature(xgb.train).parameters["num_boost_round"].default == 10


def test_the_targets_follow_the_rules_that_the_text_gives(told):
    for name in ("model", "early-stopping"):
        told[name].says("平方和大于 9.34 的是 1 类")
    points, sign = make_hastie_10_2(3000, random_state=0)
    assert np.array_equal((points**2).sum(axis=1) > 9.34, sign > 0)
    told["importance"].says(r"y=10\sin(\pi x_0x_1)+20(x_2-0.5)^2+10x_3+5x_4+\varepsilon")
    points, target = make_friedman1(100, noise=0.0, random_state=0)
    x = points.T
    assert np.allclose(target, 10 * np.sin(np.pi * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4])


def test_numbers_that_follow_from_others(told):
    told["basics"].says("多错一个，错误率就多 0.007", "用了 15 棵树", "单独一次划分的验证损失是 0.1623")
    assert round(1 / 143, 3) == 0.007
    assert 5 * 3 == 15
    assert "0.16230" in told["basics"].printed("for metric in history[part]")
    told["model"].says(r"\ln2\approx0.6931")
    assert round(np.log(2), 4) == 0.6931
    told["sklearn-api"].says("后面 47 轮没有带来好处")
    assert 50 - 3 == 47
    told["early-stopping"].says("合起来 2000 个样本，五折交叉验证", "五折里每次用 1600 个")
    assert 2000 * 4 / 5 == 1600
    told["sklearn-api"].says("150 朵里差 3 朵", r"$5!/5^5\approx4\%$")
    assert round(150 * (0.0733 - 0.0533)) == 3
    assert round(100 * math.factorial(5) / 5**5) == 4
    told["early-stopping"].says("种了几轮 = 最好的一轮 + 1 + 耐心")
    for patience in (1, 5, 10, 20, 50):
        best, _, built, _ = told["early-stopping"].row("def stop", f"{patience} ")
        assert built == best + 1 + patience


@pytest.mark.parametrize("name", NAMES)
def test_nothing_printed_names_a_release(told, name):
    """Outputs are the same with both locked releases, so none may say which one ran."""
    outputs = "".join(output.get("text") or "" for cell in told[name].outputs for output in cell)
    assert not re.search(r"\b3\.[24]\.\d", outputs)
