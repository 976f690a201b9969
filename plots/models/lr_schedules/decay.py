"""Schedules whose value is b times a simple factor, and the polynomial one."""

import math

from plots.models.checks import (
    is_number,
    require,
    require_flag,
    require_fraction,
    require_number,
    require_positive,
    require_rate,
    require_ratio,
)
from plots.models.lr_schedules.base import LRScheduler

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.lr_schedules.optimizer import AnyOptimizer


def geometric(base_lr: float, ratio: float, exponent: float, *, name: str) -> float:
    """Return base_lr · ratio^exponent.

    Args:
        base_lr: Learning rate for exponent 0, ≥ 0.
        ratio: Factor per unit of the exponent, ≥ 0.
        exponent: How many factors, ≥ 0.
        name: The argument that ``ratio`` came from, for the message.

    Raises:
        ValueError: If the value is too large for a float. CPython raises OverflowError where
            MicroPython returns infinity.
    """
    try:
        # As a float, since an integer ratio with a huge exponent would be computed digit by digit.
        lr: float = base_lr * ratio ** float(exponent)
    except ArithmeticError:
        lr = math.inf
    if not lr < math.inf:
        raise ValueError(
            f"{name} must keep the learning rate finite: {base_lr!r} * {ratio!r} ** {exponent!r} is too large"
        )
    return lr


def count_reached(milestones: "Sequence[float]", step: float) -> int:
    """Return how many of the sorted ``milestones`` are ≤ ``step``."""
    return sum(1 for milestone in milestones if milestone <= step)


class ConstantLR(LRScheduler):
    """A fraction of b for a while, then b.

    η(t) = b·factor if t < total_iters, else b.

    Args:
        optimizer: See LRScheduler.
        factor: Fraction of b, 0 ≤ factor ≤ 1. So this warms up and never decays.
        total_iters: Length of the first part in steps; η(t) = b from the start if ≤ 0.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/constant_lr.py.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        factor: float = 1.0 / 3,
        total_iters: float = 5,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_fraction("factor", factor)
        require_number("total_iters", total_iters)
        self.factor = factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        if step < self.total_iters:
            return base_lr * self.factor
        return base_lr


class LinearLR(LRScheduler):
    """A straight line between two fractions of b, then b.

    η(t) = b·[start_factor + (end_factor − start_factor)·t/total_iters] if t < total_iters,
    else b.

    With end_factor ≠ 1 the curve jumps at total_iters: in 0.7.0 the rate after the line is b,
    not b·end_factor.

    Args:
        optimizer: See LRScheduler.
        start_factor: Fraction of b at t = 0, 0 ≤ start_factor ≤ 1.
        end_factor: Fraction of b that the line heads for, 0 ≤ end_factor ≤ 1.
        total_iters: Length of the line in steps; η(t) = b from the start if ≤ 0.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/linear_lr.py. OneFlow from 0.9.0 on and
        PyTorch stay at b·end_factor.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        start_factor: float = 1.0 / 3,
        end_factor: float = 1.0,
        total_iters: float = 5,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_fraction("start_factor", start_factor)
        require_fraction("end_factor", end_factor)
        require_number("total_iters", total_iters)
        self.start_factor = start_factor
        self.end_factor = end_factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        if step < self.total_iters:
            rise = self.end_factor - self.start_factor
            return base_lr * (self.start_factor + rise * (step / self.total_iters))
        return base_lr


class ExponentialLR(LRScheduler):
    """The same factor at every step.

    η(t) = b·gamma^t.

    Args:
        optimizer: See LRScheduler.
        gamma: Factor per step, > 0 and finite; above 1 the rate grows.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range, or the rate has grown too large for a
            float; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/exponential_lr.py.
    """

    def __init__(self, optimizer: "AnyOptimizer", gamma: float, last_step: int = -1, verbose: bool = False) -> None:
        require_ratio("gamma", gamma)
        self.gamma = gamma
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        return geometric(base_lr, self.gamma, step, name="gamma")


class StepLR(LRScheduler):
    """The same factor every ``step_size`` steps: a staircase.

    η(t) = b·gamma^⌊t/step_size⌋.

    Args:
        optimizer: See LRScheduler.
        step_size: Length of a stair in steps, > 0; need not be a whole number.
        gamma: Factor per stair, > 0 and finite.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range, or the rate has grown too large for a
            float; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/step_lr.py (there AssertionError).
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        step_size: float,
        gamma: float = 0.1,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_positive("step_size", step_size)
        require_ratio("gamma", gamma)
        self.step_size = step_size
        self.gamma = gamma
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        return geometric(base_lr, self.gamma, math.floor(step / self.step_size), name="gamma")


class MultiStepLR(LRScheduler):
    """The same factor at each of the given steps.

    η(t) = b·gamma^n, where n is the number of milestones ≤ t.

    Args:
        optimizer: See LRScheduler.
        milestones: Steps from which the next factor acts, a sequence of strictly increasing
            numbers; those ≤ 0 act from the start. May be empty.
        gamma: Factor per milestone, > 0 and finite.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range, or the rate has grown too large for a
            float; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/multistep_lr.py (there AssertionError).
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        milestones: "Sequence[float]",
        gamma: float = 0.1,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require(
            "milestones",
            milestones,
            "a list of strictly increasing numbers",
            lambda m: all(is_number(m[i]) for i in range(len(m))) and all(m[i - 1] < m[i] for i in range(1, len(m))),
        )
        require_ratio("gamma", gamma)
        self.milestones = milestones
        self.gamma = gamma
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        return geometric(base_lr, self.gamma, count_reached(self.milestones, step), name="gamma")


class PolynomialLR(LRScheduler):
    """A power curve from b to an absolute end rate, once or as a sawtooth.

    With d = steps, e = end_learning_rate and p = power:
    η(t) = (b − e)·(1 − u/D)^p + e, where
    u = min(t, d), D = d without ``cycle``, and u = max(t, 1), D = d·⌈u/d⌉ with it.

    With ``cycle`` η(0) = η(1), so b itself is never used. All teeth have the length d, and each
    starts lower than the one before: at t = k·d + 1 η(t) − e is ((d − 1)/((k + 1)·d))^p of b − e.

    Args:
        optimizer: See LRScheduler.
        steps: Length d of the decay or of one tooth, > 0 (finite with ``cycle``).
        end_learning_rate: Rate e at the end, ≥ 0 and finite; not a fraction of b. Above b the
            curve rises.
        power: Exponent p ≥ 0. 1 is a line, 0 keeps b.
        cycle: Whether to start again at t = d, 2·d, …
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/polynomial_lr.py (there AssertionError or
        ZeroDivisionError). From 0.8.0 on ``steps`` is called ``decay_batch``. PyTorch's has
        neither end rate nor cycle.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        steps: float,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_positive("steps", steps)
        require_flag("cycle", cycle)
        if cycle:
            require("steps", steps, "finite with cycle", lambda x: x < math.inf)
        require_rate("end_learning_rate", end_learning_rate)
        require("power", power, "≥ 0", lambda x: is_number(x) and x >= 0)
        self.max_decay_steps = steps  # the key under which OneFlow saves it
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        length = self.max_decay_steps
        if self.cycle:
            if step == 0:
                step = 1
            length = length * math.ceil(step / length)
        else:
            step = min(step, length)
        factor: float = (1 - step / length) ** self.power
        return (base_lr - self.end_learning_rate) * factor + self.end_learning_rate
