"""The schedule that waits for a metric to stop improving."""

import math

from plots.models.checks import is_finite, require, require_flag, require_length, require_number, require_rate
from plots.models.lr_schedules.base import require_optimizer
from plots.models.lr_schedules.state import Stateful

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.lr_schedules.optimizer import AnyOptimizer


class ReduceLROnPlateau(Stateful):
    """Multiply the learning rate by ``factor`` when a metric has stopped improving.

    Each ``step(m)``:
    1. m is better than the best so far if m < best·(1 − threshold) ("min", "rel"),
       m < best − threshold ("min", "abs"), m > best·(1 + threshold) ("max", "rel") or
       m > best + threshold ("max", "abs"). Better: best = m, bad = 0; else bad grows by 1.
    2. During a cooldown: count it down, bad = 0.
    3. If bad > patience: lr becomes max(lr·factor, min_lr) where that lowers it by more than eps;
       a cooldown begins, bad = 0.

    It works on the current rate of the optimizer and has no formula in t: there is no get_lr, no
    get_last_lr, and the constructor changes no rate. Read the rate from the optimizer.

    Args:
        optimizer: Any object with ``param_groups``, a list of dicts with ``"lr"`` ≥ 0 and finite.
        mode: "min" if a smaller metric is better, "max" if a larger one is.
        factor: Factor per reduction, < 1; ≥ 0 where min_lr is negative.
        patience: How many steps in a row without improvement are let pass, in calls of step().
        threshold: How much better counts as better.
        threshold_mode: "rel" (a fraction of the best) or "abs".
        cooldown: Steps after a reduction in which bad ones do not count.
        min_lr: Lower bound of the rate, a number or a list of one per group.
        eps: Reductions of no more than this are not made.
        verbose: Whether to print one line per group and reduction.

    Raises:
        ValueError: If an argument is outside its range or the metric is no number; the message
            names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/reduce_lr_on_plateau.py (there TypeError for
        what is no optimizer). PyTorch's gives the same rates.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        mode: str = "min",
        factor: float = 0.1,
        patience: float = 10,
        threshold: float = 1e-4,
        threshold_mode: str = "rel",
        cooldown: float = 0,
        min_lr: "float | Sequence[float]" = 0,
        eps: float = 1e-8,
        verbose: bool = False,
    ) -> None:
        require_optimizer("optimizer", optimizer)
        require_flag("verbose", verbose)
        require("mode", mode, "'min' or 'max'", lambda m: m in ("min", "max"))
        require("factor", factor, "< 1", lambda x: is_finite(x) and x < 1)
        require("threshold_mode", threshold_mode, "'rel' or 'abs'", lambda m: m in ("rel", "abs"))
        for name, value in (("patience", patience), ("threshold", threshold), ("cooldown", cooldown), ("eps", eps)):
            require_number(name, value)
        groups = len(optimizer.param_groups)
        if isinstance(min_lr, (list, tuple)):
            require_length("min_lr", min_lr, groups, "parameter group")
            self.min_lrs = list(min_lr)
        else:
            self.min_lrs = [min_lr] * groups
        for lowest in self.min_lrs:
            require_number("min_lr", lowest)
            if lowest < 0:
                require("factor", factor, "≥ 0 with a negative min_lr", lambda x: x >= 0)
        for i, group in enumerate(optimizer.param_groups):
            require_rate(f"lr of param_groups[{i}]", group["lr"])

        self.optimizer = optimizer
        self.mode = mode
        self.factor = factor
        self.patience = patience
        self.threshold = threshold
        self.threshold_mode = threshold_mode
        self.cooldown = cooldown
        self.eps = eps
        self.verbose = verbose
        self.mode_worse = math.inf if mode == "min" else -math.inf
        self.best = self.mode_worse
        self.num_bad_steps = 0
        self.cooldown_counter: float = 0
        self.last_step = 0

    def step(self, metrics: float) -> None:
        """Take in the metric of one more update (or epoch) and reduce the rate if it is time."""
        require("metrics", metrics, "a number", lambda m: isinstance(float(m), float))
        current = float(metrics)  # a tensor with one element, too
        self.last_step += 1
        if self.is_better(current, self.best):
            self.best = current
            self.num_bad_steps = 0
        else:
            self.num_bad_steps += 1
        if self.in_cooldown:
            self.cooldown_counter -= 1
            self.num_bad_steps = 0
        if self.num_bad_steps > self.patience:
            self._reduce_lr()
            self.cooldown_counter = self.cooldown
            self.num_bad_steps = 0
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    @property
    def in_cooldown(self) -> bool:
        """Whether bad steps do not count at present."""
        return self.cooldown_counter > 0

    def is_better(self, metric: float, best: float) -> bool:
        """Return whether ``metric`` improves on ``best`` by more than the threshold."""
        margin = self.threshold
        if self.mode == "min":
            return metric < (best * (1.0 - margin) if self.threshold_mode == "rel" else best - margin)
        return metric > (best * (margin + 1.0) if self.threshold_mode == "rel" else best + margin)

    def _reduce_lr(self) -> None:
        """Lower the rate of each group that can be lowered by more than eps."""
        for i, (group, lowest) in enumerate(zip(self.optimizer.param_groups, self.min_lrs)):
            old_lr = float(group["lr"])
            new_lr = max(old_lr * self.factor, lowest)
            if old_lr - new_lr > self.eps:
                group["lr"] = new_lr
                if self.verbose:
                    print(f"Epoch {self.last_step:5d}: reducing learning rate of group {i} to {new_lr:.4e}.")
