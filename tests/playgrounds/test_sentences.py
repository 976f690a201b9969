"""What is seen, in words: the numbers in them are those of the curve."""

import random
import re

import pytest

from plots.figures import lr_schedules as figures
from plots.playgrounds.lr.examples import FIGURES
from tests.playgrounds.bridges import ask, opened, series
from tests.playgrounds.settings import random_query
from tests.playgrounds.tried.lr import SCHEDULER_NAMES
from tests.searches import existing

STRATEGIES = [name for name, drawing in figures.FIGURES.items() if drawing.frames]
SENTENCES = {
    "scheduler=ConstantLR": "前 4 步是 0.03，从第 4 步起是 0.1。",
    "scheduler=LinearLR": "从 0.02 沿直线走向 0.1，第 5 步起不再变。",
    "scheduler=LinearLR&end_factor=0.8": "从 0.02 沿直线走向 0.08，第 5 步起跳回 0.1，不再变。",
    "scheduler=ExponentialLR": "每步乘以 0.9，约 6.6 步减半。",
    "scheduler=ExponentialLR&gamma=1.1": "每步乘以 1.1，约 7.3 步翻倍。",
    "scheduler=ExponentialLR&gamma=1": "每步乘以 1，一直不变。",
    "scheduler=StepLR": "每 5 步乘以 0.5，到第 20 步共 4 次。",
    "scheduler=MultiStepLR": "在第 2、5、9 步各乘以 0.5。",
    "scheduler=MultiStepLR&milestones=": "没有里程碑，一直不变。",
    "scheduler=MultiStepLR&milestones=1,2,3,4,5": "在第 1、2、3、4……步各乘以 0.5。",
    "scheduler=PolynomialLR": "用 20 步从 0.1 降到 0.01，之后不变。",
    "scheduler=PolynomialLR&cycle=true": "每 20 步降到 0.01 一次，弹起的峰一次比一次低。",
    "scheduler=CosineDecayLR": "沿半个余弦用 20 步降到 0.01，之后停在那里。",
    "scheduler=CosineAnnealingLR": "第 20 步降到 0.01，然后掉头，第 40 步回到 0.1。",
    "scheduler=CosineAnnealingWarmRestarts": "在第 5、15、35 步跳回峰值。",
    "scheduler=CosineAnnealingWarmRestarts&restart_limit=2": "在第 5 步跳回峰值。2 个周期之后停在 0.01。",
    "scheduler=CosineAnnealingWarmRestarts&restart_limit=1": "1 个周期之后停在 0.01。",
    "scheduler=CosineAnnealingWarmRestarts&T_0=90&until=40": "还没有走完第一个周期。",
    "scheduler=LambdaLR": "b 乘以你的函数：最高 0.1，在第 0 步；最低 0.01429。",
    "scheduler=SequentialLR": "依次是 LinearLR、ConstantLR、ExponentialLR，在第 5、15 步换人。",
    "scheduler=WarmupLR": "前 5 步从 0.01 沿直线走到 0.0933，之后由 CosineDecayLR 从它自己的第 5 步接上。",
    "scheduler=WarmupLR&warmup_prefix=true": "前 5 步从 0.01 沿直线走到 0.1，之后由 CosineDecayLR 从它自己的第 0 步开始。",
    "scheduler=WarmupLR&scheduler_or_optimizer=optimizer&warmup_method=constant": "前 5 步停在 0.01，之后是 0.1。",
    "scheduler=ChainedScheduler": (
        "每一步依次经过 ConstantLR、ExponentialLR：前一个算出的学习率，是后一个的初始学习率。"
    ),
    "scheduler=ChainedScheduler&schedulers=StepLR()": "只有 StepLR。",
    "scheduler=ReduceLROnPlateau": "在第 8、14、21、26 步各降一次，共 4 次。",
    "scheduler=ReduceLROnPlateau&patience=50": "指标一直在变好，或坏的次数没有超过 patience：没有降。",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_the_shape_of_one_curve(text):
    assert opened(text)["sentence"].startswith(SENTENCES[text] + "第 0 步")


def test_the_step_that_the_reader_looks_at_is_named():
    settings = opened("scheduler=StepLR")["settings"]

    assert ask("sentence", settings=settings, step=10).endswith("第 10 步：η(10) = 0.1 × 0.5^floor(10/5) = 0.025。")
    assert ask("sentence", settings=settings, step=99).endswith("第 20 步：η(20) = 0.1 × 0.5^floor(20/5) = 0.00625。")
    assert ask("show", settings=settings, step=5)["sentence"].endswith("第 5 步：η(5) = 0.1 × 0.5^floor(5/5) = 0.05。")


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_playground_says_what_its_figure_says(name):
    query = {id: query for query, id in FIGURES}[f"lr/{name}"]
    frames = existing(figures.FIGURES[name].frames)()
    settings = opened(query)["settings"]
    for step in range(0, len(frames), 3):
        assert ask("sentence", settings=settings, step=step).endswith(f"{frames[step].readout}。")


def test_a_curve_of_pytorch_has_no_formula_of_oneflow():
    sentence = opened("scheduler=LinearLR&end_factor=0.8&framework=pytorch", step=9)["sentence"]

    assert sentence.endswith("第 9 步的学习率是 0.08。")


def test_compared_curves_say_where_they_part():
    assert opened("scheduler=StepLR&vs=scheduler%3DStepLR%26gamma%3D0.25", step=5)["sentence"] == (
        "2 条曲线到第 4 步为止相同，从第 5 步起不同。第 5 步，“gamma = 0.5”是 0.05，“gamma = 0.25”是 0.025。"
    )
    assert opened("vs=")["sentence"].startswith("2 条曲线完全相同。")
    assert opened("vs=lr%3D0.2")["sentence"] == "第 0 步，“初始学习率 = 0.1”是 0.1，“初始学习率 = 0.2”是 0.2。"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("scheduler=LinearLR&end_factor=0.8", "走完斜线，PyTorch 停在 b·end_factor，OneFlow 0.7 跳回 b。"),
        ("scheduler=CosineDecayLR", "第 20 步之后会升回去。"),
        ("scheduler=SequentialLR", "PyTorch 的 SequentialLR 总是让接手的策略从自己的第 0 步开始。"),
        ("scheduler=PolynomialLR", "PyTorch 的 PolynomialLR 没有 end_learning_rate 和 cycle，一律降到 0。"),
    ],
)
def test_what_pytorch_does_otherwise_is_said(text, remark):
    assert remark in opened(text + "&framework=both")["sentence"]
    assert remark in opened(text + "&framework=pytorch")["sentence"]
    assert remark not in opened(text)["sentence"]


def test_a_negative_rate_is_pointed_out():
    nested = "schedulers=CosineAnnealingLR(T_max=5,eta_min=0.05),StepLR(step_size=2,gamma=0.1)"
    state = opened(f"scheduler=ChainedScheduler&{nested}&framework=pytorch")

    assert min(series(state)[0]) < 0
    assert "给出了负的学习率" in state["sentence"]
    assert state["pictures"][0]["y"]["low"] < 0


@pytest.mark.parametrize("name", SCHEDULER_NAMES)
def test_sentences_are_short_and_chinese(name):
    generator = random.Random(name)
    for _ in range(10):
        sentence = opened(random_query(generator, "lr", scheduler=[name]), run=True)["sentence"]
        assert len(sentence) < 320  # a formula is half of it
        assert sentence == "" or sentence.endswith("。")
        assert not re.search(r"[1-9][\d.]{13,}|None|nan|inf\b", sentence)
