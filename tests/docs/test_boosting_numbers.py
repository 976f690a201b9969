"""Numbers that the article on gradient boosting states in a sentence, a caption or a table, not as a block's output.

Each test says the fragment as the article writes it, and computes its number from the models. A fragment that the
article no longer contains fails, so that a rewritten sentence takes its test along.
"""

import csv
import itertools
import math
import re
from functools import cache
from typing import Any

import numpy as np
import pytest
import sklearn
import xgboost as xgb
from sklearn.datasets import load_diabetes, make_hastie_10_2
from sklearn.ensemble import AdaBoostClassifier
from sklearn.model_selection import KFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier

from plots.figures.boosting.ensembles import parts
from plots.models.boosting import (
    LOGISTIC,
    base_margin,
    best_round,
    boost,
    early_stopping,
    leaf_weight,
    leaves,
    objective_named,
    paper_gain,
    score,
    split_gain,
)
from plots.models.boosting.cases import switch_and_waves, with_gaps
from plots.models.boosting.datasets import sine, xor
from plots.models.boosting.importance import KINDS, importance
from plots.models.boosting.predictions import thresholds
from plots.models.randomness import Random
from scripts.checks.code_blocks import DOCS
from scripts.shared.paths import ROOT
from tests.docs.told import Text, speeds
from tests.evidence.environments import seen

ARTICLE = (DOCS / "posts" / "gradient-boosting.md").read_text(encoding="utf-8")
says = Text(ARTICLE).says
FOUR = [[1.0], [2.0], [3.0], [4.0]]
SIX, LABELS = [[float(i)] for i in range(6)], [0, 0, 1, 0, 1, 1]


def sets():
    """Return the training and the validation set of the article."""
    random = Random(seed=1)
    return sine(40, random, noise=0.3), sine(40, random, noise=0.3)


@cache
def run(**settings):
    """Return the states of the article's data; of a setting named again the same list."""
    fit, valid = sets()
    return list(boost(fit.points, fit.targets, **{"eta": 0.3, "max_depth": 2, **settings}, test=tuple(valid)))


def xgboost_root(points, targets, *, rounds=1, obj=None, weight=None, **settings):
    """Return the first line of the first tree that xgboost grows, and the model."""
    data = xgb.DMatrix(np.array(points, float), np.array(targets, float), weight=weight)
    model = xgb.train({"tree_method": "exact", "max_depth": 1, "nthread": 1, **settings}, data, rounds, obj=obj)
    return model.get_dump()[0].splitlines()[0], model


def root_cover(model):
    return model.trees_to_dataframe()["Cover"][0]


def missing_predicted(model):
    return float(model.predict(xgb.DMatrix(np.array([[math.nan]])))[0])


def test_the_opening_figure():
    says(
        "八棵小树加起来",
        "剩下的残差是第九棵树的目标",
        "两个正弦波加标准差 0.3 的噪声，40 个训练点，学习率 0.3；另有 40 个不参与训练的点用来验证，验证损失在第 32 轮最低",
    )
    fit, valid = sets()
    assert len(fit.points) == len(valid.points) == 40
    assert best_round([state.test_loss for state in run(rounds=60)]) == 32


def test_four_points_by_hand():
    says(
        "平均值 4.5 最好。残差（residual）$y-F_0$ 是 −3.5、−2.5、1.5、4.5",
        "切在 2.5 最好，左边 −3，右边 3。加上去，预测变成 1.5、1.5、7.5、7.5",
        "新的残差是 −0.5、0.5、−1.5、1.5。最好的一刀换到 3.5：左边三个点平均 −0.5，右边一个点 1.5。预测变成 1、1、7、9",
        "残差 0、1、−1、0，又切在 2.5，左边 0.5，右边 −0.5",
        "均方误差依次是 10.25、1.25、0.5、0.25",
        "平方误差之和从 41 降到 5，少了 36，库的 `gain` 正是 36。按论文的目标函数，损失取 $\\frac12(y-F)^2$，减少的是 18",
    )
    states = list(boost(FOUR, [1.0, 2.0, 6.0, 9.0], rounds=3, max_depth=1, eta=1.0, reg_lambda=0.0))
    assert [state.margins for state in states[:3]] == [[4.5] * 4, [1.5, 1.5, 7.5, 7.5], [1, 1, 7, 9]]
    assert [thresholds([state.tree]) for state in states[1:]] == [[2.5], [3.5], [2.5]]
    assert [[leaf.value for leaf in leaves(state.tree)] for state in states[1:]] == [[-3, 3], [-0.5, 1.5], [0.5, -0.5]]
    assert [state.train_loss for state in states] == [10.25, 1.25, 0.5, 0.25]
    assert [4 * state.train_loss for state in states[:2]] == [41, 5]
    assert (states[1].tree[0].split.gain, paper_gain(states[1].tree[0].split.gain)) == (36, 18)
    assert min(states[1].tree[0].curves[0].gains) < 36


def test_a_single_point_may_get_worse_while_the_loss_falls():
    says("第一个点的残差已经是 0，第 3 轮又变成 $-0.5$", "$\\eta\\le1$ 时走不过头")
    states = list(boost(FOUR, [1.0, 2.0, 6.0, 9.0], rounds=3, max_depth=1, eta=1.0, reg_lambda=0.0))
    assert [1.0 - state.margins[0] for state in states[2:]] == [0, -0.5]
    for eta in (0.3, 1.0):
        losses = [state.train_loss for state in run(rounds=100, eta=eta)]
        assert all(after <= before + 1e-12 for before, after in itertools.pairwise(losses))


def test_second_derivatives_of_the_logistic_loss():
    says(
        "$p=0.5$ 时最大，0.25；$p=0.01$ 时只有 0.0099",
        "正例只占百分之一的数据，一开始 $p\\approx0.01$，每边至少要 102 个样本",
    )
    rule = objective_named(LOGISTIC)
    assert [rule.derivatives(rule.margin(p), 0)[1] for p in (0.5, 0.01)] == pytest.approx([0.25, 0.0099])
    assert math.ceil(1 / 0.0099) == 102


def test_where_the_margin_starts():
    says("10 个样本里有 3 个正例，$F_0=\\ln(0.3/0.7)=-0.847$")
    assert round(base_margin(LOGISTIC, [1] * 3 + [0] * 7), 3) == -0.847
    _, model = xgboost_root(np.zeros((10, 1)), [1] * 3 + [0] * 7, objective=LOGISTIC)
    assert model.predict(xgb.DMatrix(np.zeros((1, 1))), output_margin=True)[0] == pytest.approx(-0.847, abs=1e-3)


def test_second_derivatives_that_the_library_scales():
    says("库里的 $h$ 取两倍", "泊松的 $h$ 在库里还要乘 $e^{0.7}$", "0，不限；泊松 0.7")
    three = {"objective": "multi:softprob", "num_class": 3, "base_score": 0.5, "min_child_weight": 0}
    _, model = xgboost_root(SIX, [0, 0, 1, 1, 2, 2], **three)
    assert root_cover(model) == pytest.approx(6 * 2 * 1 / 3 * 2 / 3, rel=1e-5)
    counts = [[float(i)] for i in range(60)], [i % 7 for i in range(60)]
    _, model = xgboost_root(*counts, objective="count:poisson", base_score=3.0)
    assert root_cover(model) == pytest.approx(60 * 3 * math.exp(0.7), rel=1e-5)


def test_a_certain_leaf_scores_next_to_nothing():
    says("两个正例，$\\lambda=1$，$p=0.5$ 时得 0.667，$p=0.99$ 时只有 0.0004")
    scores = [score(2 * (p - 1), 2 * p * (1 - p)) for p in (0.5, 0.99)]
    assert [round(each, 4) for each in scores] == [0.6667, 0.0004]


def test_ties_depend_on_where_the_scan_begins():
    says("精确法从右往左，六个点留下 3.5；[直方图法](#exact-hist)从左往右，留下的是左边那一刀")
    settings = {"objective": LOGISTIC, "eta": 1.0, "base_score": 0.5, "min_child_weight": 0}
    firsts = [xgboost_root(SIX, LABELS, tree_method=method, **settings)[0] for method in ("exact", "hist")]
    assert [first[:8] for first in firsts] == ["0:[f0<3.", "0:[f0<2]"]


def test_the_leaf_of_two_positives():
    says(
        "每个样本 $h=0.25$，$g=0.5-y$。切在 3.5，右边两个正例，$G=-1$，$H=0.5$；左边 $G=1$，$H=1$",
        "w_L=-\\frac{1}{1+1}=-0.5,\\qquad w_R=\\frac{1}{0.5+1}=0.667",
        "抛物线仍然给出 2；$\\lambda=1$ 再把它拉到 0.667",
        "1.5 与 3.5 并列最大，都是 1.1667",
    )
    *_, state = boost(
        SIX, LABELS, objective=LOGISTIC, max_depth=1, eta=1.0, base_score=0.5, min_child_weight=0.0, rounds=1
    )
    left, right = leaves(state.tree)
    assert (left.G, left.H, right.G, right.H) == (1, 1, -1, 0.5)
    assert (left.weight, round(right.weight, 3)) == (-0.5, 0.667)
    assert leaf_weight(right.G, right.H, reg_lambda=0.0) == 2
    gains = dict(zip(state.tree[0].curves[0].thresholds, state.tree[0].curves[0].gains, strict=True))
    assert max(gains.values()) == gains[1.5] == gains[3.5] == pytest.approx(1.1667, abs=1e-4)
    assert state.tree[0].split.threshold == 3.5


def test_the_default_child_weight_forbids_that_split():
    says("代码里把 `min_child_weight` 设成 0，不然每边至少要 [4 个样本](#regularisation)，一刀也切不成")
    settings: dict[str, Any] = {"objective": LOGISTIC, "max_depth": 1, "eta": 1.0, "base_score": 0.5}
    *_, state = boost(SIX, LABELS, rounds=1, **settings)
    assert state.tree[0].split is None
    assert "leaf" in xgboost_root(SIX, LABELS, **settings)[0]


def test_the_first_split_of_the_data():
    says("40 个点，39 个候选", "增益在 5.205 处最高，21.90", "这里第一棵树的根增益是 21.9", "一个节点为什么切在 5.2")
    [tried] = run(rounds=1)[1].tree[0].curves
    split = run(rounds=1)[1].tree[0].split
    assert (len(tried.gains), f"{split.threshold:.3f}", f"{split.gain:.2f}") == (39, "5.205", "21.90")


def test_the_first_tree():
    says(
        "根节点阈值 5.205、增益 21.90，左子节点阈值 0.32、增益 1.208，右子节点阈值 5.68、增益 0.098",
        "最左的叶子只有两个点，$\\lambda=1$ 让它只取残差平均的三分之二",
        "加标准差 0.3 的噪声",
    )
    tree = run(rounds=1)[1].tree
    splits = [node.split for node in tree if node.split]
    assert [f"{split.threshold:.4g}" for split in splits] == ["5.205", "0.32", "5.68"]
    assert [f"{split.gain:.4g}" for split in splits] == ["21.9", "1.208", "0.09822"]
    first = leaves(tree)[0]
    assert (first.H, first.weight) == (2, pytest.approx(2 / 3 * -first.G / 2))


def test_gamma_of_paper_and_library():
    says("增益恰好是 1。按论文的公式，$\\gamma$ 到了 0.5 就不该切", "根的增益只有 0.0025，下一层有 0.4 以上")
    assert paper_gain(split_gain(1.0, 2.0, -1.0, 2.0, reg_lambda=0.0), 0.5) == 0
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    *_, state = boost(
        corners, [0.0, 1.0, 1.0, 0.1], max_depth=2, eta=1.0, reg_lambda=0.0, min_child_weight=0.0, rounds=1
    )
    first, *below = [node.split.gain for node in state.tree if node.split]
    assert first == pytest.approx(0.0025)
    assert min(below) > 0.4


def test_smaller_rates_need_more_rounds():
    says(
        "学习率 1 在第 10 轮最低后升得最高，0.3 在第 32 轮，0.1 在第 95 轮，0.03 到第 300 轮仍在降",
        "$\\eta=1$ 的最低点稍差，之后升得也最高",
    )
    losses = [[state.test_loss for state in run(rounds=300, eta=eta)] for eta in (1.0, 0.3, 0.1, 0.03)]
    assert [best_round(each) for each in losses] == [10, 32, 95, 300]
    assert min(losses[0]) > max(min(each) for each in losses[1:])
    assert losses[0][-1] == max(each[-1] for each in losses)


def test_the_rate_changes_the_second_tree_not_the_first():
    says("0.3 与 0.1，第 1 棵树切在同样的三处，第 2 棵已经不一样")
    large, small = [[thresholds([state.tree]) for state in run(rounds=2, eta=eta)[1:]] for eta in (0.3, 0.1)]
    assert large[0] == small[0]
    assert len(large[0]) == 3
    assert large[1] != small[1]


def test_stumps_cannot_be_added_up_to_xor():
    says(
        "150 个训练点错 55 个；深度 2 错 4 个，深度 3 错 2 个。验证集 150 个点依次错 76、12、9 个",
        "最好的一刀在 1.235，增益只有 3.9",
        "深度 3 的那棵树，第三层的两刀是 30.8 和 55.5",
        "逻辑损失，30 轮，$\\eta=0.3$",
    )
    random = Random(1)
    fit, valid = xor(150, random, 0.3), xor(150, random, 0.3)
    wrong = []
    for depth in (1, 2, 3):
        states = list(
            boost(fit.points, fit.targets, objective=LOGISTIC, rounds=30, eta=0.3, max_depth=depth, test=tuple(valid))
        )
        pairs = ((states[-1].predictions, fit.targets), (states[-1].test_predictions, valid.targets))
        wrong.append(tuple(sum((p > 0.5) != (y == 1) for p, y in zip(*pair, strict=True)) for pair in pairs))
        assert round(states[1].tree[0].split.threshold, 3) == 1.235
        assert round(states[1].tree[0].split.gain, 1) == 3.9
    assert [round(node.split.gain, 1) for node in states[1].tree if node.depth == 2 and node.split] == [30.8, 55.5]
    assert wrong == [(55, 76), (4, 12), (2, 9)]


def test_sums_of_stumps_have_no_interaction():
    says("F(0,0)+F(1,1)=F(0,1)+F(1,0)")
    corners = [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    *_, state = boost(corners, [0.0, 2.0, 1.0, 5.0], rounds=20, max_depth=1)
    assert sum(state.margins[:2]) == pytest.approx(sum(state.margins[2:]))


@pytest.mark.parametrize(
    ("name", "values", "best"),
    [
        ("reg_lambda", (0.1, 0.3, 1, 3, 10, 30, 100, 300), 10),
        ("gamma", (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3), 0.03),
        ("min_child_weight", (1, 2, 3, 5, 8, 10, 15, 20), 8),
    ],
)
def test_where_a_penalty_is_best(name, values, best):
    says("最低处分别在 $\\lambda=10$、$\\gamma=0.03$、`min_child_weight` 为 8", "三个旋钮都把训练损失往上推")
    ends = [run(rounds=100, **{name: value})[-1] for value in values]
    assert values[best_round([0.0] + [state.test_loss for state in ends]) - 1] == best
    training = [state.train_loss for state in ends]
    assert training == sorted(training)
    assert ends[-1].test_loss > ends[0].test_loss


def test_what_gamma_prunes():
    says("100 棵树一共 164 片叶子，不设 $\\gamma$ 时是 385 片", "第 23 轮之后的树一刀也不切")
    counts = [[len(leaves(state.tree)) for state in run(rounds=100, gamma=gamma)[1:]] for gamma in (0.03, 0)]
    assert [sum(each) for each in counts] == [164, 385]
    assert max(number for number, count in enumerate(counts[0], start=1) if count > 1) == 23


def test_lambda_shrinks_small_leaves_more():
    says("$H=1$ 的叶子，$\\lambda=1$ 打五折；$H=19$ 的叶子，打九五折")
    for H, share in ((1, 0.5), (19, 0.95)):
        assert leaf_weight(1, H) == pytest.approx(share * leaf_weight(1, H, reg_lambda=0.0))


def test_gains_grow_with_the_square_of_the_unit():
    says("$y$ 放大 10 倍，平方损失的增益放大 100 倍")
    fit, _ = sets()
    *_, state = boost(fit.points, [10 * y for y in fit.targets], rounds=1)
    assert state.tree[0].split.gain == pytest.approx(100 * run(rounds=1)[1].tree[0].split.gain, rel=1e-6)


def test_half_of_the_rows():
    says("最好的验证损失从 0.1212 到 0.1184")
    runs = run(rounds=100), run(rounds=100, subsample=0.5, random=Random(seed=0))
    assert [round(min(state.test_loss for state in states), 4) for states in runs] == [0.1212, 0.1184]


def test_overfitting_and_where_patience_stops():
    says(
        "到第 100 轮，它从第 0 轮的 0.7038 降到了 0.0028，比噪声的方差 0.09 还小得多",
        "第 32 轮的验证损失最低，0.1212；到第 100 轮升回 0.1452",
        "耐心为 10，第 42 轮停下；耐心为 1，第 14 轮就停，取了第 13 轮",
        "返回的模型有 42 棵树，不是 32 棵",
    )
    states = run(rounds=100)
    assert [round(states[number].train_loss, 4) for number in (0, 100)] == [0.7038, 0.0028]
    assert round(0.3**2, 2) == 0.09
    losses = [state.test_loss for state in states]
    assert best_round(losses) == 32
    assert [round(losses[number], 4) for number in (32, 100)] == [0.1212, 0.1452]
    assert [list(early_stopping(states, patience))[-1].round for patience in (10, 1)] == [42, 14]
    assert best_round(losses[:15]) == 13


def test_seven_missing_values():
    says(
        "缺失的七个点，目标都大于 0.5",
        "增益 21.90；去右边，最多 10.82",
        "随机抹掉四成的 $x$，抹掉了七个",
        "增益与没有缺失时一模一样",
    )
    data = with_gaps(sets()[0], Random(seed=2), share=0.4, least=0.5)
    gone = [y for [x], y in zip(data.points, data.targets, strict=True) if x is None]
    assert len(gone) == 7
    assert min(gone) > 0.5
    [_, state] = boost(data.points, data.targets, rounds=1, max_depth=1)
    [tried] = state.tree[0].curves
    best = [
        max(gain for gain, is_left in zip(tried.gains, tried.default_left, strict=True) if is_left is side and gain)
        for side in (True, False)
    ]
    assert [f"{gain:.2f}" for gain in best] == ["21.90", "10.82"]
    assert max(best) == run(rounds=1)[1].tree[0].split.gain


def test_without_missing_values_the_direction_is_arbitrary():
    says("精确法一律往左，直方图法一律往右", "默认参数训练 1 轮，预测一个缺失的 $x$，一个给 0.4，一个给 0.6")
    for method, predicted in (("exact", 0.4), ("hist", 0.6)):
        _, model = xgboost_root(FOUR, [0, 0, 1, 1], tree_method=method, max_depth=6)
        assert missing_predicted(model) == pytest.approx(predicted)


def test_bins():
    says("8 个桶只试 7 处，切在 5.03，增益 20.40；精确法切在 5.205，21.90", "16 个桶的 15 个边界", "阈值却写作 5.38")
    for bins, found in ((8, (7, "5.03", "20.40")), (16, (15, "5.44", "20.99")), (64, (39, "5.38", "21.90"))):
        root = run(rounds=1, tree_method="hist", max_bin=bins)[1].tree[0]
        assert (len(root.curves[0].gains), f"{root.split.threshold:.2f}", f"{root.split.gain:.2f}") == found


def test_three_kinds_of_importance_in_three_orders():
    says(
        "weight 依次为 223、24、125，gain 依次为 4.3、112、0.1，cover 依次为 87、157、100",
        "weight 说波第一、开关末位；gain 说开关第一；cover 说噪声排在波的前面",
        "噪声被切了 125 次，其中 124 次从第 12 轮起",
        "每次补三成，前 10 轮各切一次",
        "下面折叠的例子里，噪声只占 0.3%",
        "200 个样本，深度 3，60 轮",
    )
    data = switch_and_waves(200, Random(seed=1))
    trees = [state.tree for state in boost(data.points, data.targets, rounds=60, eta=0.3, max_depth=3) if state.tree]
    weight, gain, cover, total_gain, _ = [importance(trees, 3, kind) for kind in KINDS]
    assert weight == [223, 24, 125]
    assert [round(value, 1) for value in gain] == [4.3, 112.1, 0.1]
    assert [round(value) for value in cover] == [87, 157, 100]
    assert round(total_gain[2] / sum(total_gain), 3) == 0.003
    assert [importance([tree], 3, "weight")[1] for tree in trees[:10]] == [1] * 10
    assert importance(trees[11:], 3, "weight")[2] == 124
    orders = [tuple(np.argsort(each)) for each in (weight, gain, cover)]
    assert len(set(orders)) == 3


def test_noise_may_gain_more_than_a_feature_that_matters():
    says("300 行，有用的 0/1 列只值 0.3 个标准差，深度 6、训练 100 轮，一列纯噪声的 `total_gain` 可以是它的二十倍")
    says("有用的列值 2 个标准差时，两列仍差不多")
    random = np.random.RandomState(1)
    points = np.column_stack([random.rand(300), random.randint(0, 2, 300)])
    noise = random.randn(300)
    for effect, least, most in ((0.3, 20, 30), (2.0, 0.5, 2)):
        _, model = xgboost_root(points, effect * points[:, 1] + noise, max_depth=6, rounds=100)
        gains = model.get_score(importance_type="total_gain")
        assert least < gains["f0"] / gains["f1"] < most


def test_shap_values_and_their_base_add_up_to_the_margin():
    says("各特征的贡献，加上所有样本共用的一个基准值，等于这个样本的间隔")
    _, model = xgboost_root(SIX, LABELS, objective=LOGISTIC, max_depth=6, min_child_weight=0, rounds=5)
    data = xgb.DMatrix(np.array(SIX))
    parts, margins = model.predict(data, pred_contribs=True), model.predict(data, output_margin=True)
    assert len(set(parts[:, -1])) == 1
    assert parts.sum(axis=1) == pytest.approx(margins, abs=1e-5)


def test_calls_of_2016_fail():
    says(
        "- `learning_rates=` → 回调 `LearningRateScheduler`：TypeError",
        "- `feval=` → `custom_metric=`：TypeError",
        "- `ntree_limit=k` → `iteration_range=(0, k)`：TypeError",
        "- `best_ntree_limit` → `best_iteration + 1`：AttributeError",
        "- `fit` 里的 `early_stopping_rounds`、`eval_metric` → 写进构造函数或 `set_params`：TypeError",
        '- `gpu_id`、`gpu_hist` → `device="cuda"`：报错',
        "标签编成 0 到 $K-1$：警告，或 ValueError",
    )
    x, y = np.array(SIX), np.array(LABELS)
    data = xgb.DMatrix(x, y)
    model = xgb.train({}, data, 2)
    word: dict[str, Any]
    for word in ({"learning_rates": [0.1, 0.2]}, {"feval": None}):
        with pytest.raises(TypeError, match="unexpected keyword"):
            xgb.train({}, data, 2, **word)
    with pytest.raises(TypeError, match="unexpected keyword"):
        model.predict(data, ntree_limit=1)
    with pytest.raises(AttributeError):
        _ = model.best_ntree_limit  # type: ignore[attr-defined] # it is gone
    for word in ({"early_stopping_rounds": 1}, {"eval_metric": "logloss"}):
        with pytest.raises(TypeError, match="unexpected keyword"):
            xgb.XGBClassifier(n_estimators=2).fit(x, y, **word)
    with pytest.raises(ValueError, match="Invalid classes"):
        xgb.XGBClassifier(n_estimators=2).fit(x, y + 1)
    for word in ({"gpu_id": 0}, {"tree_method": "gpu_hist"}):
        with pytest.raises(xgb.core.XGBoostError):
            xgb.train(word, data, 1)


def test_a_list_of_rates_is_used_one_round_late():
    says("第 1 棵树仍用参数里的 `eta`，第 $k$ 棵树（$k\\ge2$）用 `rates[k - 2]`")
    data = xgb.DMatrix(np.zeros((4, 1)), np.ones(4))
    settings = {"eta": 0.1, "reg_lambda": 0, "base_score": 0.0}
    given = [0.2, 0.3, 0.4, 0.5]
    model = xgb.train(settings, data, 4, callbacks=[xgb.callback.LearningRateScheduler(given)])
    margins = [0.0] + [float(model.predict(data, iteration_range=(0, k))[0]) for k in range(1, 5)]
    used = [(after - before) / (1 - before) for before, after in itertools.pairwise(margins)]
    assert used == pytest.approx([0.1, *given[:3]], abs=1e-5)


def test_a_custom_objective_needs_the_start_of_the_built_in_one():
    says("自定义目标写 `base_score=math.log(p / (1 - p))`", "或者自定义的写 0.0，内置的写 0.5")

    def logistic(margins, data):
        p = 1 / (1 + np.exp(-margins))
        return p - data.get_label(), p * (1 - p)

    fit = xor(150, Random(1), 0.3)
    targets = [float(x > 5) * y for [x, _], y in zip(fit.points, fit.targets, strict=True)]
    share = sum(targets) / len(targets)
    data, settings = xgb.DMatrix(np.array(fit.points)), {"max_depth": 3, "rounds": 20}

    def margins(**others):
        return xgboost_root(fit.points, targets, **settings, **others)[1].predict(data, output_margin=True)

    free = margins(obj=logistic, base_score=math.log(share / (1 - share)))
    assert margins(objective=LOGISTIC) == pytest.approx(free, abs=1e-5)
    half = margins(obj=logistic, base_score=0.0)
    assert margins(objective=LOGISTIC, base_score=0.5) == pytest.approx(half, abs=1e-5)
    assert max(abs(half - free)) > 0.1


def test_what_the_exact_method_does_not_do():
    says(
        "`max_leaves`、`grow_policy`、`max_bin` 不起作用，也不警告",
        '`colsample_bynode`、类别特征、`max_depth=0`、`sampling_method="gradient_based"` 会报错',
    )
    fit, _ = sets()

    def dump(**settings):
        return xgboost_root(fit.points, fit.targets, max_depth=4, **settings)[1].get_dump()

    for ignored in ({"max_leaves": 3}, {"max_leaves": 3, "grow_policy": "lossguide"}, {"max_bin": 4}):
        assert dump(**ignored) == dump()
        assert dump(**ignored, tree_method="hist") != dump(tree_method="hist")
    with pytest.raises(xgb.core.XGBoostError, match=r"bynode|by node"):
        dump(colsample_bynode=0.5)
    kinds = xgb.DMatrix(np.array(SIX), LABELS, feature_types=["c"], enable_categorical=True)
    with pytest.raises(xgb.core.XGBoostError, match="categorical"):
        xgb.train({"tree_method": "exact"}, kinds, 1)


def test_weights_of_samples_count_in_the_bound():
    says("样本没有加权时它就是样本数")
    assert "leaf" in xgboost_root(FOUR, [0, 0, 1, 1], weight=[0.1] * 4)[0]


def test_a_misspelled_parameter_changes_nothing():
    says("拼错的参数不起作用，树仍然长到深度 6；今天会警告“are not used”")
    data = xgb.DMatrix(np.array(sets()[0].points), np.array(sets()[0].targets))
    with pytest.warns(UserWarning, match="are not used"):
        misspelled = xgb.train({"max_detph": 1}, data, 2)
    assert misspelled.get_dump() == xgb.train({"max_depth": 6}, data, 2).get_dump()


def test_trees_do_not_extrapolate():
    says("预测 $x$ 为 1、2、100 的点，三个数相同")
    grid = [[1.0], [2.0], [100.0]]
    *_, state = boost([[i / 20] for i in range(21)], [i / 20 for i in range(21)], grid=grid)
    assert len(set(state.grid_margins)) == 1


def test_the_answers_to_the_exercises():
    says(
        "叶子 $-3$ 与 3，预测 2.5、2.5、8.5、8.5。残差 $-1.5$、1.5、$-0.5$、0.5，第 2 轮切在 1.5，叶子 $-1.5$ 与 0.5",
        "增益是 $36/4+36/4-0$，即 18",
        "$1/0.0475$ 约为 21.05，所以是 22 个",
    )
    states = list(boost(FOUR, [1.0, 4.0, 8.0, 9.0], rounds=2, max_depth=1, eta=1.0, reg_lambda=0.0))
    assert [y - margin for y, margin in zip([1, 4, 8, 9], states[1].margins, strict=True)] == [-1.5, 1.5, -0.5, 0.5]
    assert [[leaf.value for leaf in leaves(state.tree)] for state in states[1:]] == [[-3, 3], [-1.5, 0.5]]
    assert split_gain(6.0, 2.0, -6.0, 2.0, reg_lambda=2.0) == 18
    assert (round(1 / 0.0475, 2), math.ceil(1 / 0.0475)) == (21.05, 22)
    assert pytest.approx(0.0475) == 0.05 * 0.95
    *_, free = boost(
        [[float(i)] for i in range(100)],
        [1] * 5 + [0] * 95,
        objective=LOGISTIC,
        max_depth=1,
        rounds=1,
        min_child_weight=0.0,
    )
    assert len(leaves(free.tree)[0].rows) == 5


def test_what_the_library_does_where_the_article_says_so():
    says(
        "$y$ 是 0、0、1、1 和 10、10.5、10.5，精确法第一刀的阈值是 8.00000095",
        "不收缩、没有罚项时，$x=5$ 给 1，$x=100$ 却跟着缺失的样本走，给 10.33",
        "3.2.0 里 $H$ 不到它的叶子权重也归零，3.4.1 不再归零",
        "正例占一成时填 9，起点从 0.1 变成 0.5",
    )
    older, newer = (seen(f"xgboost-behaviour-{python}") for python in ("3.11", "3.12"))
    for version in (older, newer):
        exact, hist = version["missing"]
        assert exact["threshold"] == pytest.approx(8.00000095, abs=1e-7)
        assert exact["predictions"] == hist["predictions"]
        assert [round(exact["predictions"][x], 2) for x in ("5", "100", "nan")] == [1, 10.33, 10.33]
        assert version["starting_score"] == pytest.approx(
            {"a tenth": 0.1, "scale_pos_weight=9": 0.5, "weights 3 and 1": 0.75}
        )
        assert version["refusals"] == {
            "exact, max_depth=0": "XGBoostError",
            "exact, gradient_based": "XGBoostError",
            "search without eval_set": "ValueError",
            "search with eval_set": "fine",
        }
    assert older["light_leaf"]["leaf"] == 0 < newer["light_leaf"]["leaf"]


def test_what_other_libraries_do_by_default():
    says(
        '4.7.0 默认只开 EFB，GOSS 要写 `data_sample_strategy="goss"`',
        "默认的 `boosting_type` 是 `Plain`",
        "默认长对称树",
    )
    defaults = seen("boosters-defaults")
    assert (defaults["lightgbm"]["data_sample_strategy"], defaults["lightgbm"]["enable_bundle"]) == ("bagging", "1")
    assert (defaults["catboost"]["boosting_type"], defaults["catboost"]["grow_policy"]) == ("Plain", "SymmetricTree")


def signed(number, digits):
    return f"{number:+.{digits}f}".replace("-", "−")


def told(claim, sign=1):
    """Return difference and error of a claim as the article writes them, and the record."""
    record = seen("xgboost-repeats-3.11")[claim]
    digits = 3 if record["error"] >= 0.001 else 4
    return f"{sign * record['difference']:.{digits}f} ± {record['error']:.{digits}f}", record


def verdict(record):
    """Return what the rule of the article says: two standard errors, or they cannot be told apart."""
    if abs(record["difference"]) <= 2 * record["error"]:
        return "分不出"
    return "前者好" if record["difference"] < 0 else "前者差"


def test_every_repeated_claim_is_told_with_its_difference_error_and_verdict():
    record = seen("xgboost-repeats-3.11")
    rounds = record.pop("waves: the best round")
    rows = re.findall(r"^ +([+−][\d.]+ ± [\d.]+) +(\d+)  (分不出|前者[好差])  ", ARTICLE, re.MULTILINE)
    assert len(rows) == len(record)
    for (difference, lower, said), claim in zip(rows, record, strict=True):
        digits = 3 if record[claim]["error"] >= 0.001 else 4
        assert difference == f"{signed(record[claim]['difference'], digits)} ± {record[claim]['error']:.{digits}f}"
        assert (int(lower), said) == (record[claim]["lower"], verdict(record[claim])), claim
        assert record[claim]["draws"] == 20
    says(f"中位数是 {np.median(rounds):g}，最小 {rounds[0]}，最大 {rounds[-1]}", "多数站得住；三条分不出")
    assert [verdict(each) for each in record.values()].count("分不出") == 3


def test_the_two_versions_agree_about_the_repeated_claims_or_the_article_says_where_not():
    older, newer = (
        {
            claim: verdict(each)
            for claim, each in seen(f"xgboost-repeats-{python}").items()
            if ":" in claim and isinstance(each, dict)
        }
        for python in ("3.11", "3.12")
    )
    assert older.keys() == newer.keys()
    different = [claim for claim in older if older[claim] != newer[claim]]
    says("3.4.1 上结论相同" + ("，除了" if different else "。"))


def test_differences_that_sentences_quote():
    for claim, sign, before, after in (
        ("waves: eta 1, not 0.3", 1, "的最低验证损失比 0.3 的高 ", "，0.1 与 0.3"),
        ("waves: lambda 10, not 1", -1, "$\\lambda$ 低 ", "，$\\gamma$ 低"),
        ("waves: gamma 0.03, not 0", -1, "$\\gamma$ 低 ", "，`min_child_weight`"),
        ("waves: min_child_weight 8, not 1", -1, "`min_child_weight` 低 ", "[^repeats]"),
    ):
        number, record = told(claim, sign)
        says(before + number + after)
        assert sign * record["difference"] > 2 * record["error"]
    for claim in ("waves: eta 0.1, not 0.3", "waves: half of the rows"):
        assert verdict(told(claim)[1]) == "分不出"
    number, record = told("rare: weighed 19 times, not once")
    says(f"加权的平均低 {number}，{record['draws'] - record['lower']} 次更低[^repeats]")


def test_tables_beside_the_records_hold_the_same():
    with (ROOT / "plots/data/boosting-repeats.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    versions = {"3.2.0": "3.11", "3.4.1": "3.12"}
    assert len(rows) == 2 * len({row["claim"] for row in rows})
    for row in rows:
        record = seen(f"xgboost-repeats-{versions[row['xgboost']]}")[row["claim"]]
        assert {name: float(row[name]) for name in record} == record
    measured = seen("sklearn-ensembles")
    for kind, name in (("model", "models"), ("round", "rounds")):
        assert {part.name: {"bias": part.bias, "variance": part.variance} for part in parts(kind)} == measured[name]


def test_bias_and_variance():
    models, rounds = (seen("sklearn-ensembles")[name] for name in ("models", "rounds"))
    for name, chinese in (
        ("stump", "一个树桩的偏差平方"),
        ("deep tree", "一棵深树"),
        ("bagging", "装袋"),
        ("random forest", "随机森林"),
        ("AdaBoost", "AdaBoost"),
        ("boosting", "提升"),
    ):
        between = "、方差 " if name == "stump" else " 与 "
        says(f"{chinese} {models[name]['bias']:.1f}{between}{models[name]['variance']:.1f}")
    says(
        f"偏差从 {rounds['1']['bias']:.1f} 降到 {rounds['1000']['bias']:.1f}，方差从 {rounds['1']['variance']:.1f} 升到 {rounds['1000']['variance']:.1f}",
        f"一棵深树的方差 {models['deep tree']['variance']:.1f}，装袋之后 {models['bagging']['variance']:.1f}",
        f"提升从第 1 轮的 {rounds['1']['bias']:.1f} 出发，100 轮把偏差削到 {rounds['100']['bias']:.1f}，方差升到 {rounds['100']['variance']:.1f}",
        "50 份训练集，各 200 个点",
    )


def test_adaboost_of_two_classes_takes_the_best_steps_of_exponential_loss():
    says("二分类时可以看作指数损失的前向分步", f"用 scikit-learn {sklearn.__version__} 核对过")
    points, kinds = make_hastie_10_2(300, random_state=0)
    model = AdaBoostClassifier(DecisionTreeClassifier(max_depth=1), n_estimators=10).fit(points, kinds)
    F = np.zeros(len(kinds))
    for tree, weight in zip(model.estimators_, model.estimator_weights_, strict=True):
        step = weight / 2  # SAMME gives twice the step: signs of votes do not see it
        losses = [np.exp(-kinds * (F + each * tree.predict(points))).sum() for each in (0.99 * step, step, 1.01 * step)]
        assert min(losses) == losses[1]
        F += step * tree.predict(points)


def test_successive_halving_loses_the_best_of_the_grid():
    folds = KFold(5, shuffle=True, random_state=0)
    fixed = {"n_estimators": 180, "learning_rate": 0.1, "tree_method": "exact", "n_jobs": 1}
    scores = {
        (depth, penalty): cross_val_score(
            xgb.XGBRegressor(max_depth=depth, reg_lambda=penalty, **fixed), *load_diabetes(return_X_y=True), cv=folds
        ).mean()
        for depth in (1, 2, 4, 6)
        for penalty in (1, 10, 100)
    }
    assert max(scores, key=lambda each: scores[each]) == (1, 10)
    says(
        "{'max_depth': 2, 'reg_lambda': 10, 'n_estimators': 180}",
        f"180 轮的 $R^2$ 是 {scores[1, 10]:.3f}，留到最后的只有 {scores[2, 10]:.3f}",
    )


def test_random_problems():
    older, newer = (seen(f"xgboost-problems-{python}") for python in ("3.11", "3.12"))
    says(
        f"3.2.0 上精确法有 {older['exact']['same']} 个相同，直方图法全部相同；3.4.1 上不同的除 {newer['exact']['tie']} 个以外",
        f"剩下的 {older['exact']['tie']} 个和 {newer['exact']['tie']} 个是并列",
    )
    assert (older["exact"]["problems"], older["hist"]["problems"]) == (3000, 1000)
    assert older["hist"]["same"] == 1000
    assert not any("other" in record[method] for record in (older, newer) for method in ("exact", "hist"))
    assert "tie" not in newer["hist"]


def test_how_much_faster_hist_is():
    """The seconds are those of one run: another may take twice as long, and the ratios stay."""
    measured, told = seen("xgboost-speed-3.11"), speeds(ARTICLE)
    assert [rows for rows, *_ in told] == [row["rows"] for row in measured]
    for (_, *seconds), row in zip(told, measured, strict=True):
        assert seconds == pytest.approx([row["exact"], row["hist"]], rel=1, abs=0.01)
    assert all(0.5 < row["exact"] / row["hist"] < 1.5 for row in measured if row["rows"] <= 1000)
    [times] = re.findall(r"两万行快 (\d+) 倍", ARTICLE)
    assert int(times) == pytest.approx(measured[-1]["exact"] / measured[-1]["hist"], rel=0.3)
    assert int(times) == round(told[-1][1] / told[-1][2])


def test_absolute_loss_and_quantiles_on_both_versions():
    older, newer = (seen(f"xgboost-behaviour-{python}") for python in ("3.11", "3.12"))
    assert older["absolute_loss"] == [2, 2, 2, 8, 8, 8]
    assert newer["absolute_loss"] == [4.44] * 5 + [90]
    says("3.4.1 换成光滑的近似，同样的设置给出五个 4.44 和一个 90")
    says(f"3.2.0 是 {older['quantiles']}，3.4.1 改过算法，是 {newer['quantiles']}")
