"""Sequential, warm-up and chained schedules: by hand, at every join, nested and with several groups."""

import pytest
from pytest import approx

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    Optimizer,
    SequentialLR,
    StepLR,
    WarmUpLR,
    WarmupLR,
    learning_rates,
)


def constant_then_exponential(optimizer, interval_rescaling):
    parts = [ConstantLR(optimizer, factor=0.1, total_iters=2), ExponentialLR(optimizer, gamma=0.9)]
    return SequentialLR(optimizer, parts, [2], interval_rescaling)


@pytest.mark.parametrize(
    ("interval_rescaling", "rates"),
    [
        (False, [0.1, 0.1, 0.81, 0.729, 0.6561]),
        (True, [0.1, 0.1, 1.0, 0.9, 0.81]),
        ([True], [0.1, 0.1, 1.0, 0.9, 0.81]),
    ],
)
def test_the_next_scheduler_goes_on_at_the_global_step_or_starts_at_its_own_step_0(interval_rescaling, rates):
    given = learning_rates(lambda o: constant_then_exponential(o, interval_rescaling), 5, lr=1.0)

    assert given == approx(rates, rel=1e-15)


@pytest.mark.parametrize("interval_rescaling", [False, True])
def test_equal_milestones_skip_the_scheduler_between_them(interval_rescaling):
    def with_between(optimizer):
        parts = [ConstantLR(optimizer, 0.5, 9), StepLR(optimizer, 1, 0.1), ExponentialLR(optimizer, 0.9)]
        return SequentialLR(optimizer, parts, (4, 4), interval_rescaling)

    def without(optimizer):
        parts = (ConstantLR(optimizer, 0.5, 9), ExponentialLR(optimizer, 0.9))
        return SequentialLR(optimizer, parts, [4], interval_rescaling)

    assert learning_rates(with_between, 20) == learning_rates(without, 20)


def test_building_the_parts_does_not_change_b():
    optimizer = Optimizer(0.1)
    parts = [ConstantLR(optimizer, 0.5, 2), ConstantLR(optimizer, 0.01, 9)]
    assert optimizer.param_groups[0]["lr"] == approx(0.001)

    schedule = SequentialLR(optimizer, parts, [2])

    assert schedule.base_lrs == [0.1]
    assert schedule.get_last_lr() == [0.05]


def test_warm_up_without_prefix_replaces_the_first_steps_and_meets_the_curve():
    rates = learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.9), warmup_factor=0.5, warmup_iters=5), 9)

    ramp = [0.05 + (0.1 * 0.9**5 - 0.05) * t / 5 for t in range(5)]
    assert rates == approx(ramp + [0.1 * 0.9**t for t in range(5, 9)], rel=1e-14)
    assert [round(rate, 4) for rate in rates[:7]] == [0.05, 0.0518, 0.0536, 0.0554, 0.0572, 0.059, 0.0531]


def test_warm_up_with_prefix_shifts_the_curve_to_the_right():
    def schedule(optimizer):
        return WarmupLR(ExponentialLR(optimizer, 0.9), warmup_factor=0.5, warmup_iters=5, warmup_prefix=True)

    rates = learning_rates(schedule, 9)

    assert rates == approx([0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.09, 0.081, 0.0729], rel=1e-14)


def test_warm_up_goes_down_when_the_curve_is_lower_at_its_end():
    rates = learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.5), warmup_factor=0.5, warmup_iters=4), 6, lr=1.0)

    assert rates[:5] == sorted(rates[:5], reverse=True)
    assert rates[4] == 0.0625


@pytest.mark.parametrize("warmup_iters", [0, -2])
@pytest.mark.parametrize("prefix", [False, True])
def test_no_warm_up_leaves_the_scheduler_as_it_is(warmup_iters, prefix):
    def schedule(optimizer):  # and the factor, which is not used, may be anything
        return WarmupLR(ExponentialLR(optimizer, 0.9), 5.0, warmup_iters, warmup_prefix=prefix)

    assert learning_rates(schedule, 10) == learning_rates(lambda o: ExponentialLR(o, 0.9), 10)


def test_a_rising_curve_can_only_be_warmed_up_in_front():
    with pytest.raises(ValueError, match=r"warmup_iters .* warmup_prefix=True"):
        WarmupLR(ExponentialLR(Optimizer(), 1.1), warmup_iters=5)

    rates = learning_rates(lambda o: WarmupLR(ExponentialLR(o, 1.1), 0.5, 5, warmup_prefix=True), 7)
    assert rates[5:] == approx([0.1, 0.11], rel=1e-15)


def test_groups_with_different_rates_need_a_constant_warm_up_or_a_prefix():
    def curve():
        return ExponentialLR(Optimizer([0.1, 0.01]), 0.9)

    with pytest.raises(ValueError, match="lr must be the same in all groups"):
        WarmupLR(curve())
    assert WarmupLR(curve(), 0.5, warmup_prefix=True).get_last_lr() == [0.05, 0.005]
    assert WarmupLR(curve(), 0.5, warmup_method="constant").get_last_lr() == [0.05, 0.005]
    assert WarmupLR(Optimizer([0.1, 0.01]), 0.5).get_last_lr() == [0.05, 0.005]


def test_groups_whose_rates_differ_by_rounding_count_as_equal():
    optimizer = Optimizer([0.3, 0.1 + 0.2])

    assert WarmupLR(ExponentialLR(optimizer, 0.9), 0.5).get_last_lr() == approx([0.15, 0.15])


def test_the_alias_is_the_same_class():
    assert WarmUpLR is WarmupLR


def test_the_order_of_chained_multipliers_does_not_matter():
    def parts(optimizer):
        return [LinearLR(optimizer), MultiStepLR(optimizer, [3, 9]), CosineDecayLR(optimizer, 20, 0.1)]

    forward = learning_rates(lambda o: ChainedScheduler(parts(o)), 30)

    assert forward == approx(learning_rates(lambda o: ChainedScheduler(parts(o)[::-1]), 30), rel=1e-14)


def test_lambda_inside_keeps_one_function_per_group():
    optimizer = Optimizer([1.0, 1.0])
    own = LambdaLR(optimizer, [lambda t: 0.5**t, lambda t: 1.0])
    schedule = SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 9), ChainedScheduler([own, own])], [1], True)

    schedule.step()
    schedule.step()

    assert schedule.get_last_lr() == [0.25, 1.0]
    with pytest.raises(ValueError, match="lr_lambda must be one function"):
        schedule.get_lr(1.0, 2)
    with pytest.raises(ValueError, match="lr_lambda must be one function"):
        WarmupLR(LambdaLR(Optimizer([1.0, 1.0]), [lambda t: 0.5**t, lambda t: 1.0]))


def test_the_parts_know_where_they_are_read():
    optimizer = Optimizer(1.0)
    parts = [ConstantLR(optimizer, 0.1, 2), ExponentialLR(optimizer, 0.9)]
    schedule = SequentialLR(optimizer, parts, [2], interval_rescaling=True)
    for _ in range(5):
        schedule.step()
    assert [part.last_step for part in parts] == [1, 3]

    chain = ChainedScheduler(parts)
    chain.step()
    assert [part.last_step for part in parts] == [1, 1]
