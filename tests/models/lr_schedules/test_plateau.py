"""ReduceLROnPlateau: by hand, step by step."""

import math

import pytest
from pytest import approx

from plots.models.lr_schedules import Optimizer, ReduceLROnPlateau, learning_rates


def rates_on(metrics, lr=0.1, **settings):
    return learning_rates(lambda o: ReduceLROnPlateau(o, **settings), len(metrics), lr=lr, metrics=metrics)


def test_with_defaults_a_flat_metric_reduces_first_at_update_12_and_then_every_11():
    rates = rates_on([1.0] * 50, lr=1.0)

    assert [i for i in range(1, 50) if rates[i] != rates[i - 1]] == [12, 23, 34, 45]
    assert rates[45:] == approx([1e-4] * 5)


def test_patience_lets_that_many_bad_steps_pass():
    assert rates_on([1, 2, 2, 2, 2, 2, 2], lr=1.0, factor=0.5, patience=2) == [1, 1, 1, 1, 0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("mode", "threshold_mode", "best", "edge"),
    [("min", "rel", 10.0, 9.0), ("min", "abs", 10.0, 9.9), ("max", "rel", 10.0, 11.0), ("max", "abs", 10.0, 10.1)],
)
def test_better_is_strictly_beyond_the_threshold(mode, threshold_mode, best, edge):
    schedule = ReduceLROnPlateau(Optimizer(), mode, threshold=0.1, threshold_mode=threshold_mode)
    beyond = -1e-9 if mode == "min" else 1e-9

    assert not schedule.is_better(edge, best)
    assert schedule.is_better(edge + beyond, best)
    assert schedule.is_better(edge, math.inf if mode == "min" else -math.inf)


def test_bad_steps_do_not_count_during_the_cooldown():
    rates = rates_on([1.0] * 10, lr=1.0, factor=0.5, patience=0, cooldown=3)

    assert rates == [1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]


def test_min_lr_is_a_floor_and_never_raises_the_rate():
    assert rates_on([1.0] * 5, lr=1.0, factor=0.1, patience=0, min_lr=0.05) == [1.0, 1.0, 0.1, 0.05, 0.05]
    assert rates_on([1.0] * 5, lr=0.1, factor=0.1, patience=0, min_lr=0.5) == [0.1] * 5


def test_a_reduction_of_no_more_than_eps_is_not_made():
    assert rates_on([1.0] * 5, lr=1.0, factor=0.5, patience=0, eps=0.5) == [1.0] * 5
    assert rates_on([1.0] * 4, lr=1.0, factor=0.5, patience=0, eps=0.49) == [1.0, 1.0, 0.5, 0.5]


def test_a_cooldown_begins_even_when_nothing_was_written():
    schedule = ReduceLROnPlateau(Optimizer(1.0), patience=0, cooldown=2, eps=9.0)
    for _ in range(2):
        schedule.step(1.0)

    assert (schedule.in_cooldown, schedule.cooldown_counter) == (True, 2)


def test_a_relative_threshold_takes_an_equal_negative_metric_for_better():
    assert rates_on([-1.0] * 30, patience=0) == [0.1] * 30
    assert rates_on([-1.0] * 4, lr=1.0, patience=0, threshold_mode="abs") == approx([1, 1, 0.1, 0.01])


def test_nan_is_never_better():
    assert rates_on([math.nan] * 4, lr=1.0, factor=0.5, patience=0) == [1.0, 0.5, 0.25, 0.125]


def test_it_works_on_the_rate_that_it_finds():
    optimizer = Optimizer(0.1)
    schedule = ReduceLROnPlateau(optimizer, factor=0.5, patience=0)
    schedule.step(1.0)
    optimizer.param_groups[0]["lr"] = 0.8

    schedule.step(1.0)

    assert optimizer.param_groups[0]["lr"] == 0.4


def test_each_group_has_its_own_floor():
    optimizer = Optimizer([1.0, 1.0])
    schedule = ReduceLROnPlateau(optimizer, factor=0.1, patience=0, min_lr=[0.0, 0.3])
    for _ in range(3):
        schedule.step(1.0)

    assert [group["lr"] for group in optimizer.param_groups] == approx([0.01, 0.3])


def test_it_has_no_formula_and_the_constructor_changes_nothing():
    optimizer = Optimizer(0.1)
    schedule = ReduceLROnPlateau(optimizer)

    assert optimizer.param_groups == [{"lr": 0.1}]
    assert schedule.last_step == 0
    for name in ("get_lr", "get_last_lr", "base_lrs", "_last_lr"):
        assert not hasattr(schedule, name)


def test_step_needs_a_metric():
    with pytest.raises(TypeError):
        ReduceLROnPlateau(Optimizer()).step()  # type: ignore[call-arg] # it is missing


@pytest.mark.parametrize("metric", [None, "x", [1, 2], 1j])
def test_a_metric_that_is_no_number_is_named_and_not_counted(metric):
    schedule = ReduceLROnPlateau(Optimizer())

    with pytest.raises(ValueError, match="metrics must be a number"):
        schedule.step(metric)
    assert schedule.last_step == 0


def test_a_factor_below_0_goes_to_min_lr_as_in_oneflow():
    assert rates_on([1.0] * 4, lr=1.0, factor=-0.5, patience=0, min_lr=0.2) == [1.0, 1.0, 0.2, 0.2]


def test_verbose_prints_reductions_only(capsys):
    optimizer = Optimizer([1.0, 0.1])
    schedule = ReduceLROnPlateau(optimizer, factor=0.5, patience=0, min_lr=[0.0, 0.1], verbose=True)
    for _ in range(2):
        schedule.step(1.0)

    assert capsys.readouterr().out == "Epoch     2: reducing learning rate of group 0 to 5.0000e-01.\n"
