"""Numbers that the learning-rate article states in a sentence, a caption or a table, not as the output of a block.

Each test says the fragment as the article writes it, and computes its number from the models. A fragment that the
article no longer contains fails, so that a rewritten sentence takes its test along.
"""

import json
import math
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
    pytorch,
)
from scripts.checks.code_blocks import DOCS

ORACLES = Path(__file__).parent.parent / "oracles" / "lr.json"
ARTICLE = (DOCS / "posts" / "oneflow-lrscheduler-visualization.md").read_text(encoding="utf-8")


def says(*fragments):
    """Assert that the article contains each fragment."""
    for fragment in fragments:
        assert fragment in ARTICLE


def changes(lrs):
    return [t for t in range(1, len(lrs)) if lrs[t] != lrs[t - 1]]


def test_the_records_that_the_models_are_held_to():
    says("128 条记录，7680 个学习率", "OneFlow 0.7.0 的 75 条", "另外 53 条由 PyTorch 2.13.0 执行得到", "每条 60 个值")
    records = json.loads(ORACLES.read_text(encoding="utf-8"))
    versions = [(record["framework"], record["version"]) for record in records]
    assert (versions.count(("oneflow", "0.7.0")), versions.count(("pytorch", "2.13.0"))) == (75, 53)
    assert len(records) == 128
    assert [len(record["lrs"]) for record in records] == [60] * 128


def test_the_three_cosines_agree_for_twenty_steps():
    says("长度都填 20，下限都取 0，前 20 步的值一模一样", "过了 $t=20$ 就分道扬镳")
    decay = learning_rates(lambda o: CosineDecayLR(o, decay_steps=20), 61)
    annealing = learning_rates(lambda o: CosineAnnealingLR(o, T_max=20), 61)
    restarts = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=20), 61)
    assert decay[:20] == pytest.approx(annealing[:20], abs=1e-15)
    assert decay[:20] == pytest.approx(restarts[:20], abs=1e-15)
    assert set(decay[20:]) == {0.0}
    assert annealing[40] == pytest.approx(0.1)
    assert restarts[20] == restarts[40] == restarts[60] == 0.1


def test_a_fixed_rate_rests_on_its_floor():
    says(
        r"$m_\infty/2=0.1/1.9/2\approx0.0263$",
        "期望损失约为固定 0.1 的五分之一",
        "固定 0.1  0.0263",
        "先大后小  0.0051",
    )
    assert round(0.1 / (2 - 0.1) / 2, 4) == 0.0263
    fixed, decayed = 0.0263, 0.0051
    assert fixed / decayed == pytest.approx(5, rel=0.05)


def test_the_exponential_halves_in_about_six_and_a_half_steps():
    says("约 6.6 步减半", "20 轮后还剩 12%", "第一轮才走 20 步就只剩 12%", r"走 300 步，只剩 $1.9\times10^{-14}$ 倍")
    rates = learning_rates(lambda o: ExponentialLR(o, gamma=0.9), 301, lr=1.0)
    assert rates[6] > 0.5 > rates[7]
    assert round(rates[20], 2) == 0.12
    assert f"{rates[300]:.1e}" == "1.9e-14"


def test_linear_jumps_in_oneflow_and_stays_in_pytorch():
    says("两条都从 0.05 升到 0.0725", "0.7.0 的斜坡瞄准 0.08，走到头却跳上 0.1；PyTorch 停在 0.08")
    ramp: dict[str, Any] = {"start_factor": 0.5, "end_factor": 0.8, "total_iters": 4}
    ours = learning_rates(lambda o: LinearLR(o, **ramp), 11)
    theirs = learning_rates(lambda o: pytorch.LinearLR(o, **ramp), 11)
    assert ours[:4] == pytest.approx(theirs[:4])
    assert [ours[0], ours[3]] == pytest.approx([0.05, 0.0725])
    assert ours[4:] == pytest.approx([0.1] * 7)
    assert theirs[4:] == pytest.approx([0.08] * 7)


def test_linear_to_zero_jumps_back_one_step_after_its_end():
    says("看着像线性衰减到零，走完 `total_iters` 步却跳回 $b$。训练只要多走一步，就会用满学习率更新一次")
    rates = learning_rates(lambda o: LinearLR(o, start_factor=1.0, end_factor=0.0, total_iters=20), 21)
    assert rates[19] < 0.01
    assert rates[20] == 0.1


def test_step_size_one_is_the_exponential():
    says("$s=1$ 时就是 `ExponentialLR`")
    steps = learning_rates(lambda o: StepLR(o, step_size=1, gamma=0.9), 20)
    assert steps == pytest.approx(learning_rates(lambda o: ExponentialLR(o, gamma=0.9), 20))


def test_a_milestone_acts_on_its_own_step():
    says("$t=m$ 时已经下了台阶，也就是第 $m+1$ 次更新就用新值")
    assert changes(learning_rates(lambda o: MultiStepLR(o, milestones=[2, 5, 9], gamma=0.5), 14)) == [2, 5, 9]


def test_pytorch_counts_a_repeated_milestone_twice():
    says("PyTorch 对同样的列表照单全收，重复的里程碑会降两次")
    rates = learning_rates(lambda o: pytorch.MultiStepLR(o, milestones=[3, 3], gamma=0.5), 5)
    assert rates[3] == pytest.approx(0.025)


def test_a_default_end_equal_to_the_base_rate_changes_nothing():
    says("$b$ 恰好等于 1e-4，学习率则一动不动", "初始学习率 $b$ 一次也没有用上")
    assert set(learning_rates(lambda o: PolynomialLR(o, steps=5), 10, lr=1e-4)) == {1e-4}
    cycle = learning_rates(lambda o: PolynomialLR(o, steps=10, end_learning_rate=0.001, cycle=True), 41)
    assert max(cycle) < 0.1


def test_the_half_cosine_is_steepest_in_the_middle_and_half_on_average():
    says(r"中点最陡，是直线的 $\pi/2\approx1.57$ 倍", r"平均值是 $\tfrac12$")
    rates = learning_rates(lambda o: CosineDecayLR(o, decay_steps=1000), 1000, lr=1.0)
    slopes = [1000 * (a - b) for a, b in pairwise(rates)]
    assert round(max(slopes), 2) == 1.57
    assert slopes.index(max(slopes)) == pytest.approx(500, abs=1)
    assert sum(rates) / 1000 == pytest.approx(0.5, abs=1e-3)


def test_alpha_is_a_fraction_of_the_base_rate():
    says("想停在学习率 0.001，而 $b=0.1$，应当写 `alpha=0.01`，不是 `alpha=0.001`")
    assert learning_rates(lambda o: CosineDecayLR(o, decay_steps=20, alpha=0.01), 21)[20] == pytest.approx(0.001)


def test_a_period_twice_too_short_ends_at_the_top_and_twice_too_long_in_the_middle():
    says("填成总步数的一半，训练结束时学习率已经升回 $b$", r"填成两倍，训练结束时才降到中点 $(b+\eta_{\min})/2$")
    annealing = CosineAnnealingLR(Optimizer(0.1), T_max=50, eta_min=0.01)
    assert annealing.get_lr(0.1, 100) == pytest.approx(0.1)
    assert annealing.get_lr(0.1, 25) == pytest.approx((0.1 + 0.01) / 2)


def test_warm_restarts_at_5_15_35():
    says("周期长度 5、10、20，所以在第 5、15、35 步重启")
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=5, T_mult=2, eta_min=0.01), 41)
    assert [t for t in range(1, 41) if rates[t] > rates[t - 1]] == [5, 15, 35]
    assert min(rates) > 0.01


def test_a_restart_limit_of_two_jumps_once():
    says("`restart_limit=2` 是两个周期，不是两次重启：只跳一次，之后停在 `eta_min`")
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=10, eta_min=0.01, restart_limit=2), 41)
    assert [t for t in range(1, 41) if rates[t] > rates[t - 1]] == [10]
    assert set(rates[20:]) == {0.01}


def test_a_decay_rate_lowers_the_peaks_and_leaves_the_floor():
    says("`decay_rate` 只降低峰值，不降低下限", "峰值 0.00625 已经低于下限")
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=10, eta_min=0.01, decay_rate=0.5), 41)
    assert rates[0::10] == pytest.approx([0.1, 0.05, 0.025, 0.0125, 0.00625])
    assert all(0.01 < rate < 0.013 for rate in rates[9::10])


def test_the_fifth_restart_of_t_mult_three_is_at_121_times_t_0():
    says("会算错第五次重启的第一步（$t=121\\,T_0$）：该用峰值，却用了 `eta_min`", r"浮点的 $\log_3 243$ 略小于 5")
    assert sum(3**k for k in range(5)) == 121
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=2, T_mult=3), 243)
    assert rates[242] == 0.1
    assert math.log(1 - 242 / 2 * (1 - 3), 3) < 5


def test_inverse_time_halves_at_step_5():
    says("这里的函数是 $1/(1+0.2t)$，第 5 步恰好减半", "$b=0.1$、函数返回 0.1，实际用的是 0.01")
    assert learning_rates(lambda o: LambdaLR(o, lambda t: 1 / (1 + 0.2 * t)), 6)[5] == pytest.approx(0.05)
    assert learning_rates(lambda o: LambdaLR(o, lambda t: 0.1), 1) == pytest.approx([0.01])


def test_rescaling_at_step_10():
    says("第 10 步时 False 降到 0.0349，True 升到 0.1")

    def relay(rescaling):
        return lambda o: SequentialLR(
            o, [ConstantLR(o, 0.5, 10), ExponentialLR(o, 0.9)], [10], interval_rescaling=rescaling
        )

    assert round(learning_rates(relay(False), 11)[10], 4) == 0.0349
    assert learning_rates(relay(True), 11)[10] == pytest.approx(0.1)


def test_the_warmup_meets_the_cosine_below_the_base_rate():
    says("最高点是 0.0933，不到 0.1")
    rates = learning_rates(lambda o: WarmupLR(CosineDecayLR(o, decay_steps=30), 0.1, 5), 36)
    assert round(max(rates), 4) == 0.0933
    assert rates.index(max(rates)) == 5
    assert rates[30:] == [0.0] * 6


def test_the_prefix_decides_where_the_exponential_starts():
    says("prefix 为 False 的曲线从 0.05 升到 0.059", "为 True 的曲线从 0.05 升到 0.1")

    def peak(prefix):
        return max(learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.9), 0.5, 5, "linear", prefix), 20))

    assert [round(peak(prefix), 3) for prefix in (False, True)] == [0.059, 0.1]


def test_a_warmup_without_prefix_may_go_down_or_refuse():
    says("“预热”甚至会往下走", "$g(b,w)>b$（例如增长的指数），或者各参数组的 $b$ 不同")
    down = learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.5), 0.5, 5), 6)
    assert down == sorted(down, reverse=True)
    optimizer = Optimizer(0.1)
    growing = ExponentialLR(optimizer, 1.1)
    with pytest.raises(ValueError, match="warmup_prefix"):
        WarmupLR(growing)
    WarmupLR(growing, warmup_prefix=True)
    WarmupLR(growing, warmup_method="constant")
    two_groups = Optimizer(0.1)
    two_groups.param_groups.append({"lr": 0.2})
    with pytest.raises(ValueError, match="lr must be the same in all groups"):
        WarmupLR(ExponentialLR(two_groups, 0.9))


def test_a_warmup_below_a_long_first_stair_reaches_the_base_rate():
    says("第一级台阶比 $w$ 长的 `StepLR`，峰值就是 $b$")
    assert learning_rates(lambda o: WarmupLR(StepLR(o, step_size=30)), 7)[5] == pytest.approx(0.1)


def test_what_a_warmup_is_made_of():
    says("只传优化器，里面就只有预热；有 $g$ 而 $w\\le0$，里面就只有 $g$")
    assert [type(s) for s in WarmupLR(Optimizer(0.1)).schedulers] == [LinearLR]
    decay = ExponentialLR(Optimizer(0.1), 0.9)
    assert WarmupLR(decay, warmup_iters=0).schedulers == [decay]


def test_the_order_of_a_chain_matters_where_there_is_a_floor():
    says("在第 20 步降到 0.003585", "在第 20 步停在 0.01", "第 20 步的学习率相差 2.8 倍")
    cosine_first = learning_rates(
        lambda o: ChainedScheduler([CosineAnnealingLR(o, 20, 0.01), ExponentialLR(o, 0.95)]), 41
    )
    exponential_first = learning_rates(
        lambda o: ChainedScheduler([ExponentialLR(o, 0.95), CosineAnnealingLR(o, 20, 0.01)]), 41
    )
    assert round(cosine_first[20], 6) == 0.003585
    assert exponential_first[20] == pytest.approx(0.01)
    assert round(exponential_first[20] / cosine_first[20], 1) == 2.8


def test_a_chain_keeps_its_floor_while_the_exponential_is_above_it():
    says("第 45 步起，指数的输出自己低于 `eta_min`，后面的余弦只能把它向 `eta_min` 拉近", "45 0.008633 0.009952")
    alone = learning_rates(lambda o: ExponentialLR(o, 0.95), 81)
    chained = learning_rates(lambda o: ChainedScheduler([ExponentialLR(o, 0.95), CosineAnnealingLR(o, 20, 0.01)]), 81)
    assert [t for t in range(81) if alone[t] < 0.01] == list(range(45, 81))
    assert min(chained[:45]) == pytest.approx(0.01)
    assert all(alone[t] <= chained[t] <= 0.01 + 1e-15 for t in range(45, 81))


def plateau(metrics, **settings):
    return learning_rates(lambda o: ReduceLROnPlateau(o, **settings), len(metrics), metrics=metrics)


def test_a_plateau_reduces_at_12_then_every_11_calls():
    says("第 12 次更新仍用旧值，下标 12 的那次（第 13 次）才用新值，之后每 11 次降一档")
    assert changes(plateau([0.5] * 50)) == [12, 23, 34, 45]


def test_the_plateau_of_the_figure():
    says("在第 8、14、21、26 步各减半", "间隔是 `cooldown + patience + 1 = 5` 步")
    losses = [1.0, 0.8, 0.66, 0.57, 0.52, 0.52, 0.52, 0.52, 0.45, 0.41, 0.39, 0.39, 0.39, 0.39, 0.39, 0.39, 0.37]
    rates = plateau(losses + [0.36] * 14, factor=0.5, patience=2, cooldown=2)
    assert changes(rates) == [8, 14, 21, 26]
    assert rates[26] == pytest.approx(0.1 / 16)


def test_a_changed_rate_stays_changed_on_a_plateau():
    says("手动改过的值会保留，并从那里继续降")
    optimizer = Optimizer(0.1)
    scheduler = ReduceLROnPlateau(optimizer, patience=0)
    scheduler.step(1.0)
    optimizer.param_groups[0]["lr"] = 0.02
    scheduler.step(1.0)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.002)


def same(ours, theirs, steps=60):
    return learning_rates(ours, steps) == pytest.approx(learning_rates(theirs, steps), abs=1e-12)


def test_the_table_of_pytorch_twins():
    says("| `StepLR` | 同名 | 相同 |", "| `CosineAnnealingLR` | 同名 | 相同 |")
    assert same(lambda o: ConstantLR(o, 0.3, 4), lambda o: pytorch.ConstantLR(o, 0.3, 4))
    assert same(lambda o: ExponentialLR(o, 0.9), lambda o: pytorch.ExponentialLR(o, 0.9))
    assert same(lambda o: StepLR(o, 5, 0.5), lambda o: pytorch.StepLR(o, 5, 0.5))
    assert same(lambda o: MultiStepLR(o, [2, 5, 9], 0.5), lambda o: pytorch.MultiStepLR(o, [2, 5, 9], 0.5))
    assert same(lambda o: PolynomialLR(o, 20, 0.0, 2.0), lambda o: pytorch.PolynomialLR(o, 20, 2.0))
    assert same(lambda o: CosineAnnealingLR(o, 20, 0.01), lambda o: pytorch.CosineAnnealingLR(o, 20, 0.01))
    assert same(
        lambda o: CosineAnnealingWarmRestarts(o, 5, 2, 0.01),
        lambda o: pytorch.CosineAnnealingWarmRestarts(o, 5, 2, 0.01),
    )


def test_seven_cells_of_the_pytorch_table_are_bold():
    says("粗体是会让曲线变样的七处", "12 个同名，两个没有")
    table = ARTICLE[ARTICLE.index("| OneFlow 0.7.0 | PyTorch | 数值 |") :].split("\n\n")[0].splitlines()[2:]
    assert len(table) == 14
    assert sum("| 同名 |" in row for row in table) == 12
    assert sum("**" in row for row in table) == 7


def test_the_table_of_pytorch_differences():
    says(
        "`total_iters=0` 时 OneFlow 恒为 $b$，PyTorch 恒为 $bf$",
        "到 `decay_steps` 为止等于 `CosineAnnealingLR`，`T_max` 取 `decay_steps`，`eta_min` 取 `alpha * b`",
        '`warmup_prefix=True` 等于 `SequentialLR`：前 $w$ 步 `LinearLR`（`"constant"` 是 `ConstantLR`），之后 $g$',
    )
    assert set(learning_rates(lambda o: ConstantLR(o, 0.3, 0), 5)) == {0.1}
    assert learning_rates(lambda o: pytorch.ConstantLR(o, 0.3, 0), 5) == pytest.approx([0.03] * 5)
    assert same(lambda o: CosineDecayLR(o, 20, 0.1), lambda o: pytorch.CosineAnnealingLR(o, 20, 0.01), steps=21)
    assert not same(lambda o: CosineDecayLR(o, 20, 0.1), lambda o: pytorch.CosineAnnealingLR(o, 20, 0.01), steps=22)
    assert same(
        lambda o: WarmupLR(ExponentialLR(o, 0.9), 0.5, 5, warmup_prefix=True),
        lambda o: pytorch.SequentialLR(o, [pytorch.LinearLR(o, 0.5, 1.0, 5), pytorch.ExponentialLR(o, 0.9)], [5]),
    )
    assert same(
        lambda o: WarmupLR(ExponentialLR(o, 0.9), 0.5, 5, "constant", True),
        lambda o: pytorch.SequentialLR(o, [pytorch.ConstantLR(o, 0.5, 5), pytorch.ExponentialLR(o, 0.9)], [5]),
    )
    with pytest.raises(ValueError, match="start"):
        pytorch.LinearLR(Optimizer(0.1), start_factor=0.0)
    with pytest.raises(ZeroDivisionError):
        learning_rates(lambda o: pytorch.ConstantLR(o, 0.0, 3), 5)


def test_a_scheduler_that_starts_from_the_base_rate_discards_the_chain_in_pytorch():
    says("`LambdaLR` 或热重启排在后面，会丢掉前面的")
    alone = learning_rates(lambda o: pytorch.LambdaLR(o, lambda t: 1 / (1 + t)), 20)

    def chain(o):
        return pytorch.ChainedScheduler([pytorch.ExponentialLR(o, 0.5), pytorch.LambdaLR(o, lambda t: 1 / (1 + t))])

    assert learning_rates(chain, 20) == pytest.approx(alone)


def test_a_period_in_epochs_stepped_per_iteration():
    says("`T_max=6` 每次迭代调用（错，周期只有 12 次更新）")
    rates = learning_rates(lambda o: CosineAnnealingLR(o, T_max=6), 60)
    assert rates[12:] == pytest.approx(rates[:-12])


def test_a_period_counted_in_batches_is_four_times_too_long():
    says("`T_max` 就成了应有的四倍，训练结束时余弦才走了四分之一", "391 98 9800")
    assert round(391 / 98) == 4
    assert round(98 / 391, 2) == 0.25


def test_resume():
    says(
        "真实的学习率是 0.059049",
        "| 一：构造两个，再加载两个 | 0.059049，对 |",
        "| 二：只加载策略 | 0.1，错 |",
        "| 三：加载优化器，构造策略，加载策略 | 0.1，错 |",
        "| 四：`last_step` 填存下的值 | 0.053144，错 |",
        "| 五：`last_step` 填存下的值减 1 | 0.059049，对 |",
    )
    rates = learning_rates(lambda o: ExponentialLR(o, gamma=0.9), 7)
    assert [round(rate, 6) for rate in rates[5:]] == [0.059049, 0.053144]


def test_warmup_and_stable_decay_recipes():
    says("峰值恰好是 0.1，终点恰好是第 60 步的 0.01", "早已过了终点，学习率直接变成 0")
    rates = learning_rates(lambda o: WarmupLR(CosineDecayLR(o, 54, 0.1), 0.1, 6, warmup_prefix=True), 61)
    assert max(rates) == rates[6] == pytest.approx(0.1)
    assert rates[59] > rates[60] == pytest.approx(0.01)

    def without_rescaling(o):
        return SequentialLR(o, [LinearLR(o, 0.1, 1.0, 6), ConstantLR(o, 1.0), PolynomialLR(o, 12, 0.0)], [6, 48])

    assert learning_rates(without_rescaling, 49)[48] == 0.0


def test_bert():
    says(
        "两种写法在第 60 步同时归零，峰值差一成",
        "虚线升到 0.00009 后直线降到 0",
        r"$w^2>T$ 时接头处会回落（本文推导）：BERT 的 $w=10^4$、$T=10^6$，回落约 1%。缩小后的例子 $36<60$，没有回落",
    )
    shifted = learning_rates(lambda o: WarmupLR(PolynomialLR(o, 54, 0.0), 0.0, 6, warmup_prefix=True), 61, lr=1e-4)
    replaced = learning_rates(lambda o: WarmupLR(PolynomialLR(o, 60, 0.0), 0.0, 6), 61, lr=1e-4)
    assert [max(shifted), max(replaced)] == pytest.approx([1e-4, 0.9e-4])
    assert (shifted[59] > 0.0, shifted[60], replaced[60]) == (True, 0.0, 0.0)
    warmup, total = 10**4, 10**6
    assert 1 - (1 - warmup / total) / ((warmup - 1) / warmup) == pytest.approx(0.01, rel=0.02)
    for w, total in ((6, 60), (7, 48), (8, 63), (8, 65)):
        assert ((w - 1) / w > 1 - w / total) == (w**2 > total)


def test_poly_is_nearly_a_line():
    says("两条曲线最多只差初始学习率的 3.9%", "都从 0.007 降到 0")
    schedules = [partial(PolynomialLR, steps=60, end_learning_rate=0.0, power=power) for power in (0.9, 1.0)]
    curves = [learning_rates(schedule, 61, lr=0.007) for schedule in schedules]
    assert round(max(abs(a - b) for a, b in zip(*curves, strict=True)) / 0.007, 3) == 0.039


def test_noam():
    says(
        "前 10 步直线升到 0.014",
        r"等于 $(d_{\text{model}}\,w)^{-0.5}$；$w=4000$ 时约为 0.0007",
        r"$(10/60)^{1/2}\approx41\%$",
        r"$0.95^{50}\approx7.7\%$",
    )

    def noam(warmup):
        return lambda t: 512**-0.5 * min((t + 1) ** -0.5, (t + 1) * warmup**-1.5)

    rates = learning_rates(lambda o: LambdaLR(o, noam(10)), 61, lr=1.0)
    assert rates.index(max(rates)) == 9
    assert round(max(rates), 3) == 0.014
    assert round(noam(4000)(3999), 4) == 0.0007
    assert max(rates) == pytest.approx((512 * 10) ** -0.5)
    assert rates[59] / rates[9] == pytest.approx(math.sqrt(10 / 60))
    assert f"{math.sqrt(10 / 60):.0%} {0.95**50:.1%}" == "41% 7.7%"


def test_mixed_rescaling_uses_the_global_step():
    says("例如里程碑 10 和 30、标志 `[True, False]`，第三段在动态图里代入 $t$")

    def mixed(o):
        return SequentialLR(
            o, [ConstantLR(o, 0.5, 99), StepLR(o, 5), ExponentialLR(o, 0.9)], [10, 30], interval_rescaling=[True, False]
        )

    assert learning_rates(mixed, 36)[35] == pytest.approx(0.1 * 0.9**35)


def test_the_fifth_restart_of_the_graph_comes_t_0_steps_late():
    says("静态图先把 $t/T_0$ 取整再求对数，从这一步起连错 $T_0$ 步，学习率停在下限附近，到 $t=122\\,T_0$ 才归位")

    def lr(step, first, mult=3, eta_min=0.01):
        """Compute as CosineAnnealingWarmRestartsLearningRate of OneFlow 0.7.0 does, in double."""
        cycle = math.floor(math.log(1 - step // first * (1 - mult)) / math.log(mult))
        length = mult**cycle * first
        own_step = step - (length - first) // (mult - 1)
        return eta_min + (0.1 - eta_min) / 2 * (1 + math.cos(math.pi * own_step / length))

    for first in (1, 5, 10):
        right = learning_rates(partial(CosineAnnealingWarmRestarts, T_0=first, T_mult=3, eta_min=0.01), 300 * first)
        graph = [lr(step, first) for step in range(300 * first)]
        wrong = [step for step in range(300 * first) if graph[step] != pytest.approx(right[step], abs=1e-9)]
        assert wrong == list(range(121 * first, 122 * first))
        assert all(0.01 <= graph[step] < 0.0101 for step in wrong)


def test_milestone_zero_skips_the_first_scheduler():
    says("里程碑 0 使第一个策略永远不上场")
    rates = learning_rates(lambda o: SequentialLR(o, [ConstantLR(o, 0.5, 5), ExponentialLR(o, 0.9)], [0]), 6)
    assert rates == pytest.approx(learning_rates(lambda o: ExponentialLR(o, 0.9), 6))
