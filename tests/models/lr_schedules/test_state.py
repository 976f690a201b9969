"""Saving and resuming: the five ways of the article's table, and what a state holds."""

import copy
from typing import Any

import pytest
from pytest import approx

from plots.models.lr_schedules import (
    ChainedScheduler,
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


def test_the_state_is_every_attribute_but_the_optimizer(saved):
    _, state = saved

    assert state == {"gamma": 0.9, "last_step": 5, "verbose": False, "base_lrs": [0.1], "_last_lr": approx([0.059049])}


def test_the_keys_are_those_of_oneflow():
    assert set(PolynomialLR(Optimizer(), 10).state_dict()) >= {"max_decay_steps", "end_learning_rate", "power", "cycle"}
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
