"""Constant, linear, exponential, stepped and polynomial schedules, by hand and at every boundary."""

import math

import pytest
from pytest import approx

from plots.models.lr_schedules import (
    ConstantLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    StepLR,
    learning_rates,
)


def test_constant_is_a_fraction_of_b_until_total_iters_and_b_from_then_on():
    rates = learning_rates(lambda o: ConstantLR(o, factor=0.5, total_iters=4), 6, lr=0.05)

    assert rates == [0.025, 0.025, 0.025, 0.025, 0.05, 0.05]


@pytest.mark.parametrize("total_iters", [0, -3])
def test_constant_without_length_is_b_from_the_start(total_iters):
    assert learning_rates(lambda o: ConstantLR(o, 0.5, total_iters), 3) == [0.1, 0.1, 0.1]


def test_constant_for_ever_never_gets_to_b():
    assert learning_rates(lambda o: ConstantLR(o, 0.5, math.inf), 100, lr=1.0) == [0.5] * 100


def test_linear_jumps_to_b_when_its_end_factor_is_not_1():
    rates = learning_rates(lambda o: LinearLR(o, start_factor=0.5, end_factor=0.8, total_iters=4), 6)

    assert rates == approx([0.05, 0.0575, 0.065, 0.0725, 0.1, 0.1], rel=1e-15)


@pytest.mark.parametrize("total_iters", [0, -3])
def test_linear_without_length_is_b_from_the_start(total_iters):
    assert learning_rates(lambda o: LinearLR(o, 0.3, 0.6, total_iters), 3) == [0.1, 0.1, 0.1]


@pytest.mark.parametrize(
    ("gamma", "rates"), [(0.5, [1.0, 0.5, 0.25, 0.125]), (1.0, [1.0, 1.0, 1.0, 1.0]), (2, [1.0, 2.0, 4.0, 8.0])]
)
def test_exponential_multiplies_by_gamma_at_every_step(gamma, rates):
    assert learning_rates(lambda o: ExponentialLR(o, gamma), 4, lr=1.0) == rates


def test_exponential_underflows_to_0():
    assert ExponentialLR(Optimizer(0.1), gamma=0.1).get_lr(0.1, 1000) == 0.0


def test_step_multiplies_by_gamma_at_every_multiple_of_step_size():
    rates = learning_rates(lambda o: StepLR(o, step_size=2, gamma=0.5), 7, lr=1.0)

    assert rates == [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125]


def test_step_size_need_not_be_whole():
    rates = learning_rates(lambda o: StepLR(o, step_size=2.5, gamma=0.5), 9, lr=1.0)

    assert rates == [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]


def test_multi_step_drops_exactly_at_its_milestones():
    rates = learning_rates(lambda o: MultiStepLR(o, milestones=[2, 5, 9], gamma=0.5), 11)

    assert rates == [0.1] * 2 + [0.05] * 3 + [0.025] * 4 + [0.0125] * 2


@pytest.mark.parametrize(
    ("milestones", "rates"),
    [
        ([], [1.0, 1.0, 1.0, 1.0]),
        ([0, 2], [0.5, 0.5, 0.25, 0.25]),
        ([-4, -1, 3], [0.25, 0.25, 0.25, 0.125]),
        ((1, 2), [1.0, 0.5, 0.25, 0.25]),
        ([1.5, math.inf], [1.0, 1.0, 0.5, 0.5]),
        (range(1, 4, 2), [1.0, 0.5, 0.5, 0.25]),
    ],
)
def test_multi_step_takes_any_increasing_numbers(milestones, rates):
    assert learning_rates(lambda o: MultiStepLR(o, milestones, gamma=0.5), 4, lr=1.0) == rates


def test_polynomial_of_power_1_is_a_line_to_the_end_rate_and_stays_there():
    rates = learning_rates(lambda o: PolynomialLR(o, steps=4, end_learning_rate=0.02), 7)

    assert rates == approx([0.1, 0.08, 0.06, 0.04, 0.02, 0.02, 0.02], rel=1e-15)


def test_polynomial_of_power_0_keeps_b():
    assert learning_rates(lambda o: PolynomialLR(o, steps=3, power=0), 6) == [0.1] * 6


def test_polynomial_with_cycle_never_uses_b_and_ends_each_tooth_at_the_end_rate():
    rates = learning_rates(lambda o: PolynomialLR(o, steps=10, end_learning_rate=0.001, cycle=True), 21)

    assert rates[:3] == approx([0.0901, 0.0901, 0.0802], rel=1e-12)
    assert rates[9:12] == approx([0.0109, 0.001, 0.04555], rel=1e-12)
    assert rates[20] == 0.001
