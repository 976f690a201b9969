"""Saving and resuming: the five ways of the article's table, and what a state holds."""

import copy
from typing import Any

import pytest
from pytest import approx

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingWarmRestarts,
    ExponentialLR,
    LambdaLR,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
    WarmupLR,
)


@pytest.fixture
def saved():
    """The states of optimizer and scheduler after five steps; the next rate would be 0.1·0.9^5 = 0.059049."""
    optimizer = Optimizer(0.1)
    schedule = ExponentialLR(optimizer, 0.9)
    for _ in range(5):
        optimizer.step()
        schedule.step()
    return optimizer.state_dict(), schedule.state_dict()


def load_both(optimizer_state, schedule_state):
    optimizer = Optimizer(0.1)
    schedule = ExponentialLR(optimizer, 0.9)
    optimizer.load_state_dict(optimizer_state)
    schedule.load_state_dict(schedule_state)
    return optimizer, schedule


def load_only_the_scheduler(_, schedule_state):
    optimizer = Optimizer(0.1)
    schedule = ExponentialLR(optimizer, 0.9)
    schedule.load_state_dict(schedule_state)
    return optimizer, schedule


def load_the_optimizer_before_building_the_scheduler(optimizer_state, schedule_state):
    optimizer = Optimizer(0.1)
    optimizer.load_state_dict(optimizer_state)
    schedule = ExponentialLR(optimizer, 0.9)
    schedule.load_state_dict(schedule_state)
    return optimizer, schedule


def build_with_the_saved_step(optimizer_state, schedule_state):
    optimizer = Optimizer(0.1)
    optimizer.load_state_dict(optimizer_state)
    return optimizer, ExponentialLR(optimizer, 0.9, last_step=schedule_state["last_step"])


def build_with_one_step_less(optimizer_state, schedule_state):
    optimizer = Optimizer(0.1)
    optimizer.load_state_dict(optimizer_state)
    return optimizer, ExponentialLR(optimizer, 0.9, last_step=schedule_state["last_step"] - 1)


@pytest.mark.parametrize(
    ("resume", "rates"),
    [
        (load_both, [0.059049, 0.0531441, 0.04782969]),
        (load_only_the_scheduler, [0.1, 0.0531441, 0.04782969]),
        (load_the_optimizer_before_building_the_scheduler, [0.1, 0.0531441, 0.04782969]),
        (build_with_the_saved_step, [0.0531441, 0.04782969, 0.043046721]),
        (build_with_one_step_less, [0.059049, 0.0531441, 0.04782969]),
    ],
)
def test_a_resumed_run_uses_the_rates_of_the_table(resume, rates, saved):
    optimizer, schedule = resume(*saved)

    used = []
    for _ in range(3):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()

    assert used == approx(rates, rel=1e-12)


def test_the_state_is_every_attribute_but_the_optimizer(saved):
    _, state = saved

    assert state == {
        "gamma": 0.9,
        "last_step": 5,
        "verbose": False,
        "base_lrs": [0.1],
        "_last_lr": approx([0.059049]),
    }


def test_the_keys_are_those_of_oneflow():
    assert set(PolynomialLR(Optimizer(), 10).state_dict()) >= {
        "max_decay_steps",
        "end_learning_rate",
        "power",
        "cycle",
    }
    assert set(ReduceLROnPlateau(Optimizer()).state_dict()) >= {"num_bad_steps", "mode_worse", "min_lrs", "best"}


def test_loading_overwrites_the_settings_too(saved):
    schedule = ExponentialLR(Optimizer(0.1), 0.5)
    schedule.load_state_dict(saved[1])

    assert schedule.gamma == 0.9


def test_a_saved_state_is_not_touched_by_later_steps_or_by_loading():
    schedule = WarmupLR(ExponentialLR(Optimizer(0.1), 0.9))
    state = schedule.state_dict()
    before = copy.deepcopy(state)

    schedule.step()
    schedule.load_state_dict(state)
    schedule.load_state_dict(state)
    schedule.step()

    assert state == before


def nested(optimizer):
    restarts = CosineAnnealingWarmRestarts(optimizer, 3, 2, eta_min=0.01, decay_rate=0.8)
    chain = ChainedScheduler([StepLR(optimizer, 4, 0.5), LambdaLR(optimizer, lambda t: 1 / (1 + t))])
    return WarmupLR(SequentialLR(optimizer, [restarts, ConstantLR(optimizer, 0.5, 30), chain], [8, 12], [False, True]))


@pytest.mark.parametrize("stop", [0, 4, 5, 9, 13, 20])
def test_a_nested_schedule_resumes_anywhere(stop):
    def go(optimizer, schedule, steps):
        rates = []
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            schedule.step()
        return rates

    optimizer = Optimizer(0.1)
    schedule = nested(optimizer)
    go(optimizer, schedule, stop)
    states = copy.deepcopy((optimizer.state_dict(), schedule.state_dict()))

    again = Optimizer(0.1)
    resumed = nested(again)
    again.load_state_dict(states[0])
    resumed.load_state_dict(states[1])

    assert go(again, resumed, 20) == go(optimizer, schedule, 20)
    assert resumed.state_dict() == schedule.state_dict()


class Decay:
    """A callable object: unlike a function it has settings that can be saved."""

    def __init__(self, rate):
        self.rate = rate

    def __call__(self, step):
        return self.rate**step


def test_of_functions_none_is_saved_and_of_callable_objects_their_attributes():
    functions: list[Any] = [lambda t: 1.0, Decay(0.5), abs]
    schedule = LambdaLR(Optimizer([0.1] * 3), functions)
    state = schedule.state_dict()
    assert state["lr_lambdas"] == [None, {"rate": 0.5}, None]

    other = LambdaLR(Optimizer([0.1] * 3), [lambda t: 2.0, Decay(0.9), abs])
    other.load_state_dict(state)
    assert vars(other.lr_lambdas[1]) == {"rate": 0.5}
    assert other.lr_lambdas[0](0) == 2.0
    assert functions[1].rate == 0.5


@pytest.mark.parametrize(
    ("schedule", "state", "name"),
    [
        (lambda o: ExponentialLR(o, 0.9), None, "state_dict"),
        (ReduceLROnPlateau, [], "state_dict"),
        (lambda o: LambdaLR(o, lambda t: 1.0), {}, "lr_lambdas of state_dict"),
        (lambda o: LambdaLR(o, lambda t: 1.0), {"lr_lambdas": [None, None]}, "lr_lambdas of state_dict"),
        (lambda o: ChainedScheduler([ExponentialLR(o, 0.9)]), {"last_step": 3}, "schedulers of state_dict"),
        (lambda o: SequentialLR(o, [StepLR(o, 3)], []), {"schedulers": None}, "schedulers of state_dict"),
        (lambda o: SequentialLR(o, [StepLR(o, 3)], []), {"schedulers": [None]}, "state_dict"),
    ],
)
def test_what_is_no_state_of_this_scheduler_is_refused_whole(schedule, state, name):
    scheduler = schedule(Optimizer())
    before = scheduler.last_step

    with pytest.raises(ValueError, match=name):
        scheduler.load_state_dict(state)
    assert scheduler.last_step == before


def test_resuming_needs_initial_lr():
    with pytest.raises(ValueError, match=r"last_step must be -1 .*'initial_lr'"):
        ExponentialLR(Optimizer(), 0.9, last_step=4)
