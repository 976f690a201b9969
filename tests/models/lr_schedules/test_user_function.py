"""LambdaLR: the multiplier is any function of t."""

import math
import re

import pytest
from pytest import approx

from plots.models.lr_schedules import LambdaLR, Optimizer, learning_rates
from plots.models.lr_schedules.user_function import LambdaError


def test_the_function_is_called_with_0_first_and_gives_a_multiplier_of_b():
    rates = learning_rates(lambda o: LambdaLR(o, lambda step: 1 / (1 + step)), 4)

    assert rates == approx([0.1, 0.05, 0.1 / 3, 0.025], rel=1e-15)


def test_noam_peaks_at_its_warm_up_and_falls_as_one_over_the_root():
    width, warmup = 512, 10
    schedule = LambdaLR(Optimizer(1.0), lambda t: width**-0.5 * min((t + 1) ** -0.5, (t + 1) * warmup**-1.5))

    rates = [schedule.get_lr(1.0, t) for t in range(100)]

    assert rates.index(max(rates)) == warmup - 1
    assert rates[39] == approx(rates[9] / 2, rel=1e-12)  # four times the step, half the rate


def test_each_group_has_its_own_function():
    optimizer = Optimizer([1.0, 0.1])
    schedule = LambdaLR(optimizer, [lambda t: 0.5**t, lambda t: 1 + t])

    schedule.step()
    schedule.step()

    assert schedule.get_last_lr() == approx([0.25, 0.3], rel=1e-15)
    assert [group["lr"] for group in optimizer.param_groups] == schedule.get_last_lr()


def test_get_lr_needs_one_function_for_all_groups():
    same, other = (lambda t: 0.5**t), (lambda t: 1)

    assert LambdaLR(Optimizer([1.0, 0.1]), same).get_lr(0.8, 2) == 0.2
    assert LambdaLR(Optimizer([1.0, 0.1]), (same, same)).get_lr(0.8, 2) == 0.2
    with pytest.raises(ValueError, match="lr_lambda"):
        LambdaLR(Optimizer([1.0, 0.1]), [same, other]).get_lr(0.8, 2)


@pytest.mark.parametrize(
    ("result", "got"),
    [
        (lambda: -1, "-0.1"),
        (lambda: math.nan, "nan"),
        (lambda: math.inf, "inf"),
        (lambda: None, "TypeError("),
        (lambda: "x", "TypeError("),
        (lambda: 1 / 0, "ZeroDivisionError('division by zero"),
        (lambda: 1j, "TypeError("),
    ],
)
def test_what_is_no_rate_is_named_with_its_step(result, got):
    optimizer = Optimizer(0.1)
    schedule = LambdaLR(optimizer, lambda t: result() if t == 3 else 1)
    schedule.step()
    schedule.step()

    with pytest.raises(LambdaError, match=f"lr_lambda .* at step 3 got {re.escape(got)}") as raised:
        schedule.step()
    assert raised.value.step == 3
    assert repr(raised.value.got).startswith(got)
    assert optimizer.param_groups[0]["lr"] == 0.1
