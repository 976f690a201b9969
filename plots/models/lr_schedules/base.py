"""What the schedulers have in common: groups with a base rate, steps that are counted, a state that is saved."""

import math

from plots.models.checks import holds, is_finite, is_rate, require, require_flag, require_list, require_rate
from plots.models.lr_schedules.state import Stateful

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from typing import Any

    from plots.models.lr_schedules.optimizer import AnyOptimizer


def require_optimizer(name: str, optimizer: object) -> None:
    """See that ``optimizer.param_groups`` is a list of one or more dicts with ``"lr"``."""
    groups: Any = getattr(optimizer, "param_groups", None)
    is_list = isinstance(groups, (list, tuple)) and len(groups) > 0
    if not is_list or not all(isinstance(group, dict) and "lr" in group for group in groups):
        kind = type(optimizer).__name__
        raise ValueError(f"{name} must be an object whose param_groups are one or more dicts with 'lr', got {kind}")


def base_rates(optimizer: "AnyOptimizer", last_step: float) -> list[float]:
    """Return b of each parameter group, and write it down there as ``initial_lr``.

    Args:
        optimizer: An object with ``param_groups``.
        last_step: −1 for a fresh start: a group without ``initial_lr`` gives its ``lr``. Otherwise a run is resumed,
            and every group must have ``initial_lr``.

    Raises:
        ValueError: If ``initial_lr`` is missing when resuming, or a base rate is negative or not finite.
    """
    rates = []
    for i, group in enumerate(optimizer.param_groups):
        if last_step != -1 and "initial_lr" not in group:
            raise ValueError(
                f"last_step must be -1 for a fresh optimizer, got {last_step!r}: "
                f"param_groups[{i}] has no 'initial_lr' to resume from"
            )
        key = "initial_lr" if "initial_lr" in group else "lr"
        require_rate(f"{key} of param_groups[{i}]", group[key])
        rates.append(group[key])
    for group, rate in zip(optimizer.param_groups, rates):
        group["initial_lr"] = rate
    return rates


class LRScheduler(Stateful):
    """Base class: counts steps and writes η(t) = ``get_lr(b, t)`` into each parameter group.

    A subclass defines ``_rate``, the formula, or ``get_lr`` itself as in OneFlow. The constructor calls ``step()``
    once, so η(0) is set when it returns. As η(t) depends on b and t only, a rate changed by hand is overwritten at the
    next ``step()``, and of two schedulers on one optimizer the one stepped last wins.

    Args:
        optimizer: Any object with ``param_groups``, a list of dicts with ``"lr"``, ≥ 0 and finite.
        last_step: −1 to start at t = 0; k to resume at t = k + 1, for which every group needs ``"initial_lr"``.
        verbose: Whether each step prints one line per group.

    Raises:
        ValueError: If an argument is outside its range, or a rate turns out negative or not finite; the message
            names the argument.
        NotImplementedError: If there is neither.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/lr_scheduler.py. There only OneFlow's own optimizers are accepted,
        and bad arguments raise TypeError (optimizer) or KeyError (``initial_lr``).
    """

    def __init__(self, optimizer: "AnyOptimizer", last_step: int = -1, verbose: bool = False) -> None:
        require_optimizer("optimizer", optimizer)
        require("last_step", last_step, "a finite number", is_finite)
        require_flag("verbose", verbose)
        self.optimizer = optimizer
        self.last_step: float = last_step
        self.verbose = verbose
        self.base_lrs = base_rates(optimizer, last_step)
        self.step()

    def get_lr(self, base_lr: float, step: float) -> float:
        """Return η(step) of a group with base rate ``base_lr``: a pure function, whatever step() has done."""
        require_rate("base_lr", base_lr)
        require("step", step, "a finite number", is_finite)
        try:
            lr = self._rate(base_lr, step)
        except ArithmeticError:  # a division by 0 or an overflow that no constructor could foresee
            lr = math.nan
        if not is_rate(lr):
            raise ValueError(f"{self._arguments()} at step {step} must be ≥ 0 and finite, got {lr!r}")
        return lr

    def _rate(self, base_lr: float, step: float) -> float:
        """Return the formula of ``get_lr``, whose arguments have been checked."""
        raise NotImplementedError

    def get_lrs(self, base_lrs: list[float], step: float) -> list[float]:
        """Return η(step) of all groups."""
        require_list("base_lrs", base_lrs, "a list of rates")
        return [self.get_lr(base_lr, step) for base_lr in base_lrs]

    def step(self) -> None:
        """Go from t to t + 1: to be called after each ``optimizer.step()``."""
        self.last_step += 1
        try:
            lrs = self.get_lrs(self.base_lrs, self.last_step)
        except ArithmeticError:  # a division by 0 or an overflow that no constructor could foresee
            lrs = [math.nan]
        self.update_lrs(lrs)

    def update_lrs(self, lrs: list[float]) -> None:
        """Write one learning rate per group into the optimizer, after a look at all of them.

        The constructors refuse most arguments that lead to bad rates. What is left are overflows, and subclasses
        written elsewhere.
        """
        if not all(holds(is_rate, lr) for lr in lrs):
            raise ValueError(f"{self._arguments()} at step {self.last_step} must be ≥ 0 and finite, got {lrs!r}")
        self._last_lr = list(lrs)
        for i, (group, lr) in enumerate(zip(self.optimizer.param_groups, lrs)):
            group["lr"] = lr
            if self.verbose:
                self.print_lr(i, lr)

    def get_last_lr(self) -> list[float]:
        """Return the learning rates written by the last step, one per group."""
        return self._last_lr

    def print_lr(self, group: int, lr: float) -> None:
        """Print the learning rate of one group, in OneFlow's words."""
        print(
            f"Last step {self.last_step} of {type(self)} adjusting learning rate of param_groups[{group}] to {lr:.5f}"
        )

    def _arguments(self) -> str:
        """Return the class and the names of its own attributes, for a message."""
        common = ("optimizer", "last_step", "verbose", "base_lrs", "_last_lr")
        return f"{type(self).__name__}({', '.join(sorted(key for key in self.__dict__ if key not in common))})"
