"""The line that says how a rate comes out: true arithmetic, for whatever setting, and the same in both interpreters."""

import json
import math
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
    WarmupLR,
)
from plots.models.lr_schedules.workings import number, plateau_working, watched, working
from tests import oracle_records
from tests.arithmetic import evaluated, plain, read, rounds_to
from tests.micropython.interpreter import run_in_micropython
from tests.models.lr_schedules.strategies import base_rates, builder, fractions, lengths, schedules, spec, steps
from tests.replays.lr import lines

SIX_DIGITS = 1e-5  # relative; what is left of numbers that are written to six digits


def assert_true(line, rate, rates=None):
    """Assert that what ``line`` says of η is arithmetic with the result ``rate``."""
    _, formulas, shown, is_about = read(line)
    assert rounds_to(rate, shown), line
    if not is_about:
        assert math.isclose(rate, float(shown), rel_tol=1e-11, abs_tol=1e-300), line
    for formula in formulas:
        before = re.fullmatch(r"η\((\d+)\)", formula)
        value = rates[int(before[1])] if before else evaluated(formula)
        assert math.isclose(value, rate, rel_tol=SIX_DIGITS, abs_tol=1e-300), line
        if not is_about:
            assert math.isclose(value, float(shown), rel_tol=1e-11, abs_tol=1e-300), line


# Any setting


@given(schedule=schedules, b=base_rates, t=steps)
def test_a_line_is_true_arithmetic(schedule, b, t):
    scheduler = builder(schedule)(Optimizer(b))

    assert_true(working(scheduler, t), scheduler.get_lr(b, t))


ramps = spec(
    "WarmupLR",
    scheduler_or_optimizer=st.one_of(st.just("optimizer"), schedules),
    warmup_factor=fractions,
    warmup_iters=lengths,
    warmup_method=st.just("linear"),
    warmup_prefix=st.booleans(),
)


@given(schedule=ramps, b=base_rates, t=steps)
def test_a_linear_warm_up_is_true_arithmetic(schedule, b, t):
    try:
        scheduler = builder(schedule)(Optimizer(b))
    except ValueError:
        assume(False)  # the ramp would end above b

    assert_true(working(scheduler, t), scheduler.get_lr(b, t))


@given(
    b=base_rates,
    setting=st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["min", "max"]),
            "factor": st.floats(-0.5, 0.99),
            "patience": st.integers(-1, 5),
            "threshold": fractions,
            "threshold_mode": st.sampled_from(["rel", "abs"]),
            "cooldown": st.integers(0, 4),
            "min_lr": fractions,
            "eps": st.sampled_from([0, 1e-8, 1e-2]),
        }
    ),
    metrics=st.lists(st.floats(-1, 1), min_size=1, max_size=30),
)
def test_a_line_on_a_plateau_is_true_arithmetic(b, setting, metrics):
    plateau = ReduceLROnPlateau(Optimizer(b), **setting)
    calls = watched(plateau, metrics)
    rates = [b] + [call.next_rate for call in calls]

    for call in calls:
        assert call.rate == rates[call.t]
        line = plateau_working(plateau, call)
        assert_true(line, call.next_rate, rates)
        assert call.reduces == (read(line)[1] != [f"η({call.t})"])
    assert plateau.optimizer.param_groups[0]["lr"] == rates[-1]


RECORDS = [record for record in oracle_records.load("lr") if record["framework"] == "oneflow"]


def test_the_lines_of_the_oracle_records_are_true_and_the_same_in_micropython():
    code = "from tests.replays.lr import lines\nresult = [lines(record) for record in argument]"
    said = [lines(record) for record in RECORDS]

    assert run_in_micropython(code, RECORDS) == json.loads(json.dumps(said))
    for record, own in zip(RECORDS, said, strict=True):
        if record["scheduler"] != "ReduceLROnPlateau":
            for line, rate in zip(own, record["lrs"], strict=True):
                assert rounds_to(rate, read(line)[2]), line


@given(value=st.floats(0, 1e6))
@example(value=0.015625)
def test_a_number_is_rounded_to_four_digits_and_shows_it(value):
    text = plain(number(value))

    assert rounds_to(value, text) or value < 1e-300
    digits = text.split("e")[0].replace(".", "").lstrip("0")
    assert len(digits) >= 4 or math.isclose(float(text), value, rel_tol=1e-11)


# What stands there


def said(schedule, t, b=0.1):
    return working(schedule(Optimizer(b)), t)


@pytest.mark.parametrize(
    ("schedule", "t", "line"),
    [
        (lambda o: StepLR(o, 5, 0.5), 7, "η(7) = 0.1 × 0.5^floor(7/5) = 0.05"),
        (lambda o: ConstantLR(o, 1 / 3, 4), 0, "t < total_iters：η(0) = 0.1 × 0.333333 ≈ 0.03333"),
        (lambda o: ExponentialLR(o, 1 / 3), 1, "η(1) = 0.1 × 0.333333333333^1 ≈ 0.03333"),
        (lambda o: ConstantLR(o, 0.3, 0), 0, "t ≥ total_iters：η(0) = 0.1"),
        (lambda o: LinearLR(o, 1, 0.2, 4), 1, "t < total_iters：η(1) = 0.1 × (1 − 0.8 × 1/4) = 0.08"),
        (lambda o: MultiStepLR(o, [2, 5], 0.5), 5, "已到 2 个里程碑：η(5) = 0.1 × 0.5^2 = 0.025"),
        (lambda o: PolynomialLR(o, 4, 0.02), 1, "η(1) = 0.08 × (1 − min(1, 4)/4)^1 + 0.02 = 0.08"),
        (lambda o: PolynomialLR(o, 4, 0.2), 1, "η(1) = (0.1 − 0.2) × (1 − min(1, 4)/4)^1 + 0.2 = 0.125"),
        (lambda o: PolynomialLR(o, 4, 0, cycle=True), 0, "第 1 个锯齿：η(0) = 0.1 × (1 − max(0, 1)/4)^1 = 0.075"),
        (lambda o: PolynomialLR(o, 4, 0, cycle=True), 6, "第 2 个锯齿：η(6) = 0.1 × (1 − 6/(4 × 2))^1 = 0.025"),
        (lambda o: CosineDecayLR(o, 4, 1.5), 2, "η(2) = 0.1 × ((1 − 1.5) × (1 + cos(π × 2/4))/2 + 1.5) = 0.125"),
        (lambda o: CosineDecayLR(o, 4), 9, "η(9) = 0.1 × 0 = 0"),
        (lambda o: CosineAnnealingLR(o, -4), 2, "η(2) = 0.1 × (1 + cos(π × 2/(−4)))/2 = 0.05"),
        (
            lambda o: CosineAnnealingWarmRestarts(o, 4, 1, 0.02, 0.5),
            6,
            "k = 1：η(6) = 0.02 + (0.1 × 0.5^1 − 0.02) × (1 + cos(π × 2/4))/2 = 0.035",
        ),
        (lambda o: CosineAnnealingWarmRestarts(o, 4, 1, 0.02, 1, 1), 4, "周期已走完：η(4) = 0.02"),
        (lambda o: LambdaLR(o, lambda t: 1 / (1 + t)), 2, "λ(2) ≈ 0.333333：η(2) = 0.1 × 0.333333 ≈ 0.03333"),
        (lambda o: WarmupLR(o, 0.1, 5), 5, "预热之后：η(5) = 0.1"),
        (lambda o: WarmupLR(StepLR(o, 5, 0.5), 0.1, 4), 1, "预热：η(1) = 0.1 × (0.1 + 0.9 × 1/4) = 0.0325"),
        (
            lambda o: WarmupLR(StepLR(o, 5, 0.5), 0.1, 4, warmup_prefix=True),
            9,
            "StepLR：η(9) = 0.1 × 0.5^floor((9 − 4)/5) = 0.05",
        ),
        (
            lambda o: SequentialLR(
                o, [StepLR(o, 5), WarmupLR(ExponentialLR(o, 0.5), 0.1, 2, warmup_prefix=True)], [4], True
            ),
            7,
            "WarmupLR › ExponentialLR：η(7) = 0.1 × 0.5^(7 − 4 − 2) = 0.05",
        ),
        (
            lambda o: ChainedScheduler([StepLR(o, 5, 0.5), CosineAnnealingLR(o, 4, 0.01)]),
            6,
            "StepLR 给出 0.05，CosineAnnealingLR 接着算：η(6) = 0.01 + 0.04 × (1 + cos(π × 6/4))/2 = 0.03",
        ),
        (
            lambda o: ChainedScheduler([StepLR(o, 5, 0.5) for _ in range(4)]),
            5,
            "前 3 个策略给出 0.0125，StepLR 接着算：η(5) = 0.0125 × 0.5^floor(5/5) = 0.00625",
        ),
        (
            lambda o: SequentialLR(o, [ChainedScheduler([StepLR(o, 5, 0.5), ExponentialLR(o, 0.9)])], []),
            5,
            "ChainedScheduler：η(5) = 0.1 × 0.5^floor(5/5) × 0.9^5 ≈ 0.02952",
        ),
    ],
)
def test_what_is_said(schedule, t, line):
    assert said(schedule, t) == line


def test_the_base_rate_is_that_of_the_first_group():
    scheduler = LambdaLR(Optimizer([0.2, 0.4]), [lambda t: 0.5, lambda t: 2])

    assert working(scheduler, 3) == "λ(3) = 0.5：η(3) = 0.2 × 0.5 = 0.1"


def test_a_rate_that_is_no_more_than_written_down_is_rounded_too():
    assert said(lambda o: ConstantLR(o, 0.5, 0), 0, b=0.95080043) == "t ≥ total_iters：η(0) ≈ 0.9508"
    assert said(lambda o: ConstantLR(o, 0.5, 0), 0, b=0.95083333) == "t ≥ total_iters：η(0) = 0.950833 ≈ 0.9508"


def test_a_scheduler_written_elsewhere_is_taken_at_its_word():
    class Own(LRScheduler):
        def get_lr(self, base_lr, step):
            return base_lr / (step + 1)

    assert said(Own, 2) == "η(2) ≈ 0.03333"
    assert said(lambda o: ChainedScheduler([Own(o), Own(o)]), 1) == "Own 给出 0.05，Own 接着算：η(1) = 0.025"


@pytest.mark.parametrize(
    ("setting", "lines"),
    [
        (
            {"factor": 0.5, "patience": 1, "cooldown": 1},
            [
                "变好了，bad = 0：η(1) = η(0) = 0.1",
                "没有变好，bad = 1：η(2) = η(1) = 0.1",
                "bad = 2 > 1：η(3) = 0.1 × 0.5 = 0.05",
                "冷却期，不计坏次数，bad = 0：η(4) = η(3) = 0.05",
            ],
        ),
        (
            {"factor": 0.5, "patience": 0, "min_lr": 0.07},
            [
                "变好了，bad = 0：η(1) = η(0) = 0.1",
                "bad = 1 > 0：η(2) = max(0.1 × 0.5, 0.07) = 0.07",
                "bad = 1 > 0，但 max(0.07 × 0.5, 0.07) 没有低出 eps，不降：η(3) = η(2) = 0.07",
            ],
        ),
    ],
)
def test_what_is_said_on_a_plateau(setting, lines):
    plateau = ReduceLROnPlateau(Optimizer(0.1), **setting)

    assert [plateau_working(plateau, call) for call in watched(plateau, [1.0] * len(lines))] == lines
