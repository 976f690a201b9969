"""The schedule whose formula the user writes."""

import math

from plots.models.checks import is_finite, require, require_length, require_list
from plots.models.lr_schedules.base import LRScheduler, require_optimizer

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plots.models.lr_schedules.optimizer import AnyOptimizer


class LambdaError(ValueError):
    """The user's function gives no rate at ``step``: ``got`` is what comes of it, or what it raised."""

    def __init__(self, step: float, got: "float | Exception") -> None:
        super().__init__(f"lr_lambda must give a learning rate ≥ 0 and finite, at step {step!r} got {got!r}")
        self.step = step
        self.got = got


def evaluate(lr_lambda: "Callable[[float], float]", base_lr: float, step: float) -> float:
    """Return base_lr · lr_lambda(step), or raise LambdaError."""
    got: "float | Exception"
    try:
        got = lr = base_lr * lr_lambda(step)
        if 0 <= lr < math.inf:
            return lr
    except Exception as error:
        got = error
    raise LambdaError(step, got)


class LambdaLR(LRScheduler):
    """A multiplier of b that is any function of t.

    η(t) = b·lr_lambda(t).

    Args:
        optimizer: See LRScheduler.
        lr_lambda: A function of the step, called with 0 first, or a list or tuple of them, one
            per parameter group. It returns the multiplier, not the rate; the product must be
            ≥ 0 and finite.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If lr_lambda is not callable, raises or gives a negative or non-finite rate,
            or a list has the wrong length; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/lambda_lr.py (there AssertionError for a list
        of wrong length). There it has no get_lr and so does not work inside SequentialLR,
        WarmupLR and ChainedScheduler; here it does.
    """

    nested = "lr_lambdas"

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        lr_lambda: "Callable[[float], float] | Sequence[Callable[[float], float]]",
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_optimizer("optimizer", optimizer)
        groups = len(optimizer.param_groups)
        if callable(lr_lambda):
            self.lr_lambdas = [lr_lambda] * groups
        else:
            require("lr_lambda", lr_lambda, "a function or a list of functions", lambda f: all(callable(g) for g in f))
            require_length("lr_lambda", lr_lambda, groups, "parameter group")
            self.lr_lambdas = list(lr_lambda)
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        """Return η(step) of a group with base rate ``base_lr``.

        Raises:
            ValueError: If groups have different functions: then only get_lrs knows which to use.
        """
        first = self.lr_lambdas[0]
        if any(function is not first for function in self.lr_lambdas):
            raise ValueError("lr_lambda must be one function for all groups where one rate is asked for, got a list")
        return evaluate(first, base_lr, step)

    def get_lrs(self, base_lrs: list[float], step: float) -> list[float]:
        """Return η(step) of all groups, each by its own function."""
        require_list("base_lrs", base_lrs, "a list of rates")
        require("step", step, "a finite number", is_finite)
        if len(base_lrs) != len(self.lr_lambdas):  # a composite is asked for a single rate
            return super().get_lrs(base_lrs, step)
        return [evaluate(function, base_lr, step) for function, base_lr in zip(self.lr_lambdas, base_lrs)]
