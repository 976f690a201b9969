"""The three cosines, by hand and at every boundary."""

import math

import pytest
from pytest import approx

from plots.models.lr_schedules import (
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    Optimizer,
    learning_rates,
)

HALF = math.sqrt(0.5)  # cos(π/4)


def test_cosine_decay_falls_along_half_a_wave_and_stays_at_alpha_of_b():
    rates = learning_rates(lambda o: CosineDecayLR(o, decay_steps=4, alpha=0.2), 7, lr=1.0)

    wave = [1, (1 + HALF) / 2, 0.5, (1 - HALF) / 2]
    assert rates == approx([0.2 + 0.8 * x for x in wave] + [0.2] * 3, rel=1e-15)


def test_cosine_decay_without_alpha_ends_at_exactly_0():
    assert learning_rates(lambda o: CosineDecayLR(o, decay_steps=3), 6)[3:] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("alpha", "rates"), [(1.0, [0.1, 0.1, 0.1, 0.1]), (1.5, [0.1, 0.125, 0.15, 0.15])])
def test_cosine_decay_takes_alpha_from_1_on(alpha, rates):
    assert learning_rates(lambda o: CosineDecayLR(o, 2, alpha), 4) == approx(rates, rel=1e-15)


def test_cosine_annealing_comes_back_to_b_after_two_t_max():
    rates = learning_rates(lambda o: CosineAnnealingLR(o, T_max=2, eta_min=0.02), 9)

    assert rates == approx([0.1, 0.06, 0.02, 0.06, 0.1, 0.06, 0.02, 0.06, 0.1], rel=1e-15)


def test_the_sign_of_t_max_does_not_matter():
    backward = learning_rates(lambda o: CosineAnnealingLR(o, T_max=-7), 20)

    assert backward == learning_rates(lambda o: CosineAnnealingLR(o, T_max=7), 20)


@pytest.mark.parametrize("make", [CosineAnnealingLR, CosineDecayLR])
def test_a_wave_without_end_stays_at_b(make):
    assert learning_rates(lambda o: make(o, math.inf), 5) == [0.1] * 5


def test_warm_restarts_begin_again_after_each_cycle_one_step_short_of_eta_min():
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, T_0=4), 9, lr=1.0)

    cycle = [1, (1 + HALF) / 2, 0.5, (1 - HALF) / 2]
    assert rates == approx([*cycle, *cycle, 1], rel=1e-15)


@pytest.mark.parametrize("T_mult", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("T_0", [1, 2, 5, 13])
def test_cycles_follow_one_another_without_gap(T_0, T_mult):
    schedule = CosineAnnealingWarmRestarts(Optimizer(), T_0, T_mult)

    cycle, start, length = 0, 0, T_0
    for t in range(2000):
        if t == start + length:
            cycle, start, length = cycle + 1, t, length * T_mult
        assert schedule.cycle_at(t) == (cycle, start, length)


def test_a_negative_restart_limit_gives_eta_min_from_the_start():
    rates = learning_rates(lambda o: CosineAnnealingWarmRestarts(o, 5, eta_min=0.01, restart_limit=-1), 5)

    assert rates == [0.01] * 5
