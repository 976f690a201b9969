"""What all schedulers share: the loop, the groups, the words that are printed, and who wins."""

from types import SimpleNamespace

import pytest
from pytest import approx

from plots.models import lr_schedules
from plots.models.lr_schedules import (
    ChainedScheduler,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    Optimizer,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
)

ONEFLOW_0_7_0 = """
    ConstantLR LinearLR ExponentialLR StepLR MultiStepLR PolynomialLR CosineDecayLR CosineAnnealingLR
    CosineAnnealingWarmRestarts LambdaLR SequentialLR WarmupLR ChainedScheduler ReduceLROnPlateau
""".split()


@pytest.mark.parametrize("name", [*ONEFLOW_0_7_0, "WarmUpLR", "_LRScheduler"])
def test_every_name_of_oneflow_is_there(name):
    assert isinstance(getattr(lr_schedules, name), type)


def test_the_base_class_is_exported_under_both_names():
    assert lr_schedules._LRScheduler is lr_schedules.LRScheduler


def test_the_constructor_sets_the_rate_of_the_first_update():
    optimizer = Optimizer(1.0)

    schedule = ExponentialLR(optimizer, 0.5)
    assert (schedule.last_step, optimizer.param_groups[0]["lr"]) == (0, 1.0)

    schedule.step()
    assert (schedule.last_step, optimizer.param_groups[0]["lr"], schedule.get_last_lr()) == (1, 0.5, [0.5])


def test_the_base_class_itself_has_no_formula():
    with pytest.raises(NotImplementedError):
        LRScheduler(Optimizer())


def test_a_subclass_only_needs_get_lr():
    class HarmonicLR(LRScheduler):
        def get_lr(self, base_lr, step):
            return base_lr / (1 + step)

    assert learning_rates(HarmonicLR, 4, lr=1.0) == approx([1, 1 / 2, 1 / 3, 1 / 4], rel=1e-15)
    assert learning_rates(lambda o: ChainedScheduler([HarmonicLR(o), StepLR(o, 2, 0.1)]), 3, lr=1.0)[2] == approx(
        1 / 30
    )


@pytest.mark.parametrize("rate", [-1e-9, float("nan"), float("inf"), None, 1j])
def test_a_subclass_that_gives_no_rate_is_named_and_changes_nothing(rate):
    class WrongLR(LRScheduler):
        def get_lr(self, base_lr, step):
            return rate if step else base_lr

    optimizer = Optimizer([0.1, 0.2])
    schedule = WrongLR(optimizer)
    with pytest.raises(ValueError, match=r"WrongLR.* at step 1 must be ≥ 0 and finite"):
        schedule.step()
    assert [group["lr"] for group in optimizer.param_groups] == [0.1, 0.2]


def test_step_takes_no_epoch():
    with pytest.raises(TypeError):
        ExponentialLR(Optimizer(), 0.9).step(3)  # type: ignore[call-arg] # PyTorch takes it


@pytest.mark.parametrize("arguments", [(), (1, 2, 3, 4, 5)])
def test_a_wrong_number_of_arguments_stays_a_type_error(arguments):
    with pytest.raises(TypeError):
        StepLR(Optimizer(), *arguments)


def test_any_object_with_param_groups_is_an_optimizer():
    optimizer = SimpleNamespace(param_groups=[{"lr": 0.1, "params": []}, {"lr": 0.2, "weight_decay": 0}])

    schedule = ExponentialLR(optimizer, 0.5)
    schedule.step()

    assert [group["lr"] for group in optimizer.param_groups] == [0.05, 0.1]
    assert [group["initial_lr"] for group in optimizer.param_groups] == [0.1, 0.2]


def test_a_rate_changed_by_hand_is_lost_at_the_next_step():
    optimizer = Optimizer(0.1)
    schedule = ExponentialLR(optimizer, 0.9)
    optimizer.param_groups[0]["lr"] = 7.0

    schedule.step()

    assert optimizer.param_groups[0]["lr"] == approx(0.09, rel=1e-15)


def test_of_two_schedulers_the_one_stepped_last_wins():
    optimizer = Optimizer(0.1)
    first, last = ExponentialLR(optimizer, 0.9), StepLR(optimizer, 2, 0.5)

    rates = []
    for _ in range(5):
        rates.append(optimizer.param_groups[0]["lr"])
        first.step()
        last.step()

    assert rates == [0.1, 0.1, 0.05, 0.05, 0.025]


def test_a_scheduler_built_later_starts_from_the_first_base_rate():
    optimizer = Optimizer(0.1)
    ExponentialLR(optimizer, 0.9).step()
    optimizer.param_groups[0]["lr"] = 7.0

    assert ExponentialLR(optimizer, 0.5).base_lrs == [0.1]


def line(step, name, rate, group=0):
    module = {"ExponentialLR": "decay", "LinearLR": "decay", "StepLR": "decay"}.get(name, "composite")
    kind = f"<class 'plots.models.lr_schedules.{module}.{name}'>"
    return f"Last step {step} of {kind} adjusting learning rate of param_groups[{group}] to {rate}\n"


def test_verbose_prints_a_line_per_group_and_step_from_the_constructor_on(capsys):
    schedule = ExponentialLR(Optimizer([0.1, 1]), 0.333, verbose=True)
    schedule.step()

    assert capsys.readouterr().out == (
        line(0, "ExponentialLR", "0.10000", 0)
        + line(0, "ExponentialLR", "1.00000", 1)
        + line(1, "ExponentialLR", "0.03330", 0)
        + line(1, "ExponentialLR", "0.33300", 1)
    )


def test_inside_a_composite_the_parts_print_only_when_they_are_built(capsys):
    optimizer = Optimizer(0.1)
    parts = [LinearLR(optimizer, 0.5, verbose=True), StepLR(optimizer, 3, verbose=True)]
    schedule = SequentialLR(optimizer, parts, [1], verbose=True)
    schedule.step()

    assert capsys.readouterr().out == (
        line(0, "LinearLR", "0.05000")
        + line(0, "StepLR", "0.10000")
        + line(0, "SequentialLR", "0.05000")
        + line(1, "SequentialLR", "0.10000")
    )


def test_the_ramp_inside_a_verbose_warm_up_prints_once(capsys):
    schedule = WarmupLR(Optimizer(0.1), warmup_factor=0.5, verbose=True)
    schedule.step()

    assert capsys.readouterr().out == (
        line(0, "LinearLR", "0.05000") + line(0, "WarmupLR", "0.05000") + line(1, "WarmupLR", "0.06000")
    )


def test_nothing_is_printed_unless_asked_for(capsys):
    learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.9)), 5)

    assert capsys.readouterr().out == ""


def test_learning_rates_are_those_of_the_first_group():
    assert learning_rates(lambda o: ExponentialLR(o, 0.5), 3, lr=[1.0, 0.1]) == [1.0, 0.5, 0.25]


def test_no_steps_are_no_rates():
    assert learning_rates(lambda o: ExponentialLR(o, 0.5), 0) == []
