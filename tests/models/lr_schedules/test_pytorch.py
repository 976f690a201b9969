"""PyTorch 2.13: what recursion changes, and where the names say the same but the values differ.

The oracle records hold the values; here is what they cannot show.
"""

import importlib

import pytest
from pytest import approx

from plots.models.lr_schedules import Optimizer, learning_rates, pytorch
from tests.evidence import environments
from tests.stand_ins import standing_in

NAMES = """
    LRScheduler LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR ExponentialLR SequentialLR
    CosineAnnealingLR ChainedScheduler ReduceLROnPlateau CosineAnnealingWarmRestarts PolynomialLR _LRScheduler
""".split()


@pytest.mark.parametrize("name", NAMES)
def test_the_names_of_pytorch_are_there(name):
    assert isinstance(getattr(pytorch, name), type)


def test_two_schedulers_on_one_optimizer_multiply():
    optimizer = Optimizer(0.1)
    first, last = pytorch.ExponentialLR(optimizer, 0.9), pytorch.StepLR(optimizer, 2, 0.5)

    rates = []
    for _ in range(4):
        rates.append(optimizer.param_groups[0]["lr"])
        first.step()
        last.step()

    assert rates == approx([0.1, 0.09, 0.0405, 0.03645], rel=1e-12)


def test_a_rate_changed_by_hand_stays_changed():
    optimizer = Optimizer(0.1)
    schedule = pytorch.ExponentialLR(optimizer, 0.5)
    optimizer.param_groups[0]["lr"] = 8.0

    schedule.step()

    assert schedule.get_last_lr() == [4.0]


@pytest.fixture
def saved():
    optimizer = Optimizer(0.1)
    schedule = pytorch.ExponentialLR(optimizer, 0.9)
    for _ in range(5):
        schedule.step()
    return optimizer.state_dict(), schedule.state_dict()


def rates_from(optimizer, schedule, steps=3):
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        schedule.step()
    return rates


def test_a_run_resumed_with_the_scheduler_alone_never_heals(saved):
    optimizer = Optimizer(0.1)
    schedule = pytorch.ExponentialLR(optimizer, 0.9)
    schedule.load_state_dict(saved[1])

    assert schedule.last_epoch == 5
    assert rates_from(optimizer, schedule) == approx([0.1, 0.09, 0.081], rel=1e-12)


def test_runs_are_resumed_as_pytorch_resumes_them():
    with standing_in():
        runs = list(importlib.import_module("tests.evidence.torch.resume").runs())

    for ours, theirs in zip(runs, environments.seen("torch-resume"), strict=True):
        assert ours["scheduler"] == theirs["scheduler"]
        assert ours["going on"] == approx(theirs["going on"], rel=1e-12)
        assert list(ours["resumed"]) == list(theirs["resumed"])
        for way, outcome in ours["resumed"].items():
            assert outcome["last_epoch"] == theirs["resumed"][way]["last_epoch"]
            assert outcome["rates"] == approx(theirs["resumed"][way]["rates"], rel=1e-12), (ours["scheduler"], way)


def test_warm_restarts_resumed_two_cycles_late_stand_within_a_cycle():
    optimizer = Optimizer(1.0)
    optimizer.param_groups[0]["initial_lr"] = 1.0
    schedule = pytorch.CosineAnnealingWarmRestarts(optimizer, T_0=5, T_mult=2, last_epoch=9)

    assert rates_from(optimizer, schedule) == approx([1.0, 0.97552826, 0.9045085], rel=1e-7)


@pytest.mark.parametrize("optimizer_first", [False, True])
def test_a_run_resumed_with_both_is_right_in_either_order(saved, optimizer_first):
    optimizer = Optimizer(0.1)
    if optimizer_first:
        optimizer.load_state_dict(saved[0])
    schedule = pytorch.ExponentialLR(optimizer, 0.9)
    if not optimizer_first:
        optimizer.load_state_dict(saved[0])
    schedule.load_state_dict(saved[1])

    assert rates_from(optimizer, schedule) == approx([0.059049, 0.0531441, 0.04782969], rel=1e-12)


def test_linear_stays_at_its_end_factor():
    rates = learning_rates(lambda o: pytorch.LinearLR(o, 0.5, 0.8, 4), 7)

    assert rates == approx([0.05, 0.0575, 0.065, 0.0725, 0.08, 0.08, 0.08], rel=1e-12)


def test_a_chain_discards_what_came_before_one_that_starts_from_b():
    def chain(*parts):
        return learning_rates(lambda o: pytorch.ChainedScheduler([part(o) for part in parts]), 5, lr=1.0)

    def multiplier(optimizer):
        return pytorch.ExponentialLR(optimizer, 0.5)

    def from_b(optimizer):
        return pytorch.LambdaLR(optimizer, lambda t: 1 / (1 + t))

    assert chain(multiplier, from_b) == approx([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5])
    assert chain(from_b, multiplier) == approx([1, 1 / 4, 1 / 6, 1 / 8, 1 / 10])


def test_multiplicative_multiplies_from_the_first_step_on():
    assert learning_rates(lambda o: pytorch.MultiplicativeLR(o, lambda t: 1 / t), 4, lr=6.0) == approx([6, 6, 3, 1])


def test_a_milestone_counts_as_often_as_it_is_given():
    rates = learning_rates(lambda o: pytorch.MultiStepLR(o, [3, 1, 3, -2], 0.5), 5, lr=1.0)

    assert rates == [1.0, 0.5, 0.5, 0.125, 0.125]


def test_a_negative_floor_gives_negative_rates():
    assert learning_rates(lambda o: pytorch.CosineAnnealingLR(o, 2, eta_min=-0.1), 3) == approx([0.1, 0.0, -0.1])


def test_plateau_has_its_last_rate_from_the_start():
    schedule = pytorch.ReduceLROnPlateau(Optimizer([0.1, 0.2]), patience=0)
    assert (schedule.get_last_lr(), schedule.last_epoch) == ([0.1, 0.2], 0)

    schedule.step(1.0)
    schedule.step(1.0)
    assert schedule.get_last_lr() == approx([0.01, 0.02])
    assert schedule.last_epoch == 2


def test_a_nested_schedule_resumes():
    def build(optimizer):
        parts = [pytorch.LinearLR(optimizer), pytorch.CosineAnnealingWarmRestarts(optimizer, 3, 2)]
        tail = pytorch.LambdaLR(optimizer, lambda t: 0.5**t)
        return pytorch.ChainedScheduler(
            [pytorch.SequentialLR(optimizer, [*parts, tail], [3, 9]), pytorch.StepLR(optimizer, 5)]
        )

    optimizer = Optimizer(0.1)
    schedule = build(optimizer)
    rates_from(optimizer, schedule, 5)
    again = Optimizer(0.1)
    resumed = build(again)
    again.load_state_dict(optimizer.state_dict())
    resumed.load_state_dict(schedule.state_dict())

    assert rates_from(again, resumed, 10) == rates_from(optimizer, schedule, 10)


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda o: pytorch.ExponentialLR(3, 0.9), TypeError),  # type: ignore[arg-type] # no optimizer
        (lambda o: pytorch.ExponentialLR(o, 0.9, last_epoch=3), KeyError),
        (pytorch.LRScheduler, NotImplementedError),
        (lambda o: pytorch.ConstantLR(o, 1.5), ValueError),
        (lambda o: pytorch.LinearLR(o, 0), ValueError),
        (lambda o: pytorch.LinearLR(o, 0.5, 1.5), ValueError),
        (lambda o: pytorch.CosineAnnealingWarmRestarts(o, 0), ValueError),
        (lambda o: pytorch.CosineAnnealingWarmRestarts(o, 3, 1.5), ValueError),  # type: ignore[arg-type] # no whole number
        (lambda o: pytorch.LambdaLR(o, [abs, abs]), ValueError),
        (lambda o: pytorch.ChainedScheduler([]), ValueError),
        (lambda o: pytorch.ChainedScheduler([pytorch.ReduceLROnPlateau(o)]), ValueError),  # type: ignore[list-item] # needs a metric
        (lambda o: pytorch.SequentialLR(Optimizer(), [pytorch.StepLR(o, 3)], []), ValueError),
        (lambda o: pytorch.SequentialLR(o, [pytorch.StepLR(o, 3)], [3]), ValueError),
        (lambda o: learning_rates(lambda o: pytorch.StepLR(o, 0), 3), ZeroDivisionError),
        (lambda o: learning_rates(lambda o: pytorch.ConstantLR(o, 0.0, 2), 3), ZeroDivisionError),
    ],
)
def test_what_pytorch_refuses(build, error):
    with pytest.raises(error):
        build(Optimizer(0.1))
