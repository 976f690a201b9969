"""Schedules made of other schedules: one after the other, or one through the other.

OneFlow 0.7.0 cannot put LambdaLR or a composite into a composite: they lack a pure ``get_lr``. Ours have
one, so everything but ReduceLROnPlateau (which has no formula in t) may stand inside, at any depth.
"""

import math

from plots.models.checks import is_finite, is_number, require, require_fraction, require_number
from plots.models.lr_schedules.base import LRScheduler, base_rates, require_optimizer
from plots.models.lr_schedules.decay import ConstantLR, LinearLR, count_reached

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.lr_schedules.optimizer import AnyOptimizer


def shared_optimizer(schedulers: "Sequence[LRScheduler]") -> "AnyOptimizer":
    """Return the optimizer of ``schedulers``, which must be one or more LRSchedulers with the same one."""
    require("schedulers", schedulers, "a list or tuple", lambda s: isinstance(s, (list, tuple)))
    require("schedulers", schedulers, "at least one LRScheduler", lambda s: len(s) > 0)
    for i, scheduler in enumerate(schedulers):
        if not isinstance(scheduler, LRScheduler):
            raise ValueError(f"schedulers[{i}] must be an LRScheduler, got {type(scheduler).__name__}")
        if scheduler.optimizer is not schedulers[0].optimizer:
            raise ValueError(f"schedulers must all have the same optimizer, schedulers[{i}] has another one")
    return schedulers[0].optimizer


class Composite(LRScheduler):
    """What schedulers made of ``self.schedulers`` share; a subclass defines ``get_lrs``."""

    nested = "schedulers"
    schedulers: "list[LRScheduler]"

    def _rate(self, base_lr: float, step: float) -> float:
        return self.get_lrs([base_lr], step)[0]


class SequentialLR(Composite):
    """One scheduler after the other: at each milestone the next takes over.

    η(t) = f_k(b, u), where k is the number of milestones ≤ t, f_k the formula of scheduler k
    (from 0), and u = t − milestones[k − 1] if k ≥ 1 and interval_rescaling[k − 1], else u = t.

    Without rescaling the next scheduler is read where its own curve is at the global step t; with
    it, it starts from its own step 0. b is always the base rate of the optimizer.

    Args:
        optimizer: See LRScheduler.
        schedulers: One or more LRSchedulers on the same optimizer. LambdaLR and composites are
            our extension.
        milestones: Steps at which the next one takes over, one fewer than schedulers, sorted.
            Equal ones skip the scheduler between them, 0 skips the first.
        interval_rescaling: Whether a scheduler starts from its own step 0: one bool for all, or
            a list of one per milestone.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range, or ReduceLROnPlateau is inside; the
            message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/sequential_lr.py (there AssertionError,
        NotImplementedError or AttributeError; unsorted milestones are not noticed).
        PyTorch's always rescales.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        schedulers: "Sequence[LRScheduler]",
        milestones: "Sequence[float]",
        interval_rescaling: "bool | Sequence[bool]" = False,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_optimizer("optimizer", optimizer)
        if shared_optimizer(schedulers) is not optimizer:
            raise ValueError("schedulers must have the optimizer that is given, they have another one")
        require(
            "milestones",
            milestones,
            f"a sorted list of {len(schedulers) - 1} steps, one fewer than schedulers",
            lambda m: (
                isinstance(m, (list, tuple))
                and len(m) == len(schedulers) - 1
                and all(is_number(step) for step in m)
                and all(m[i - 1] <= m[i] for i in range(1, len(m)))
            ),
        )
        require(
            "interval_rescaling",
            interval_rescaling,
            f"a bool or a list of {len(milestones)} bools, one per milestone",
            lambda r: (
                isinstance(r, bool)
                or (isinstance(r, (list, tuple)) and len(r) == len(milestones) and all(isinstance(b, bool) for b in r))
            ),
        )
        if isinstance(interval_rescaling, bool):
            interval_rescaling = [interval_rescaling] * len(milestones)
        self.schedulers = list(schedulers)
        self.milestones = list(milestones)
        self.interval_rescaling = list(interval_rescaling)
        super().__init__(optimizer, last_step, verbose)

    def active_at(self, step: float) -> "tuple[LRScheduler, float]":
        """Return the scheduler that is active at ``step`` and the step at which it is evaluated."""
        require("step", step, "a finite number", is_finite)
        k = count_reached(self.milestones, step)
        if k > 0 and self.interval_rescaling[k - 1]:
            step = step - self.milestones[k - 1]
        return self.schedulers[k], step

    def get_lrs(self, base_lrs: list[float], step: float) -> list[float]:
        """Return η(step) of all groups."""
        scheduler, own_step = self.active_at(step)
        return scheduler.get_lrs(base_lrs, own_step)

    def step(self) -> None:
        """Go from t to t + 1, and note in the active scheduler where it is read."""
        super().step()
        scheduler, own_step = self.active_at(self.last_step)
        scheduler.last_step = own_step


class WarmupLR(SequentialLR):
    """A ramp or a low plateau first, then the given scheduler, or b.

    With w = warmup_iters, f = warmup_factor and g the given scheduler:
    t < w, "constant": η(t) = b·f;
    t < w, "linear": η(t) = b·[f + (E − f)·t/w], where E = g(b, w)/b with a scheduler and
    without warmup_prefix, else E = 1;
    t ≥ w: η(t) = g(b, t) without warmup_prefix, g(b, t − w) with it, b if there is no scheduler.

    So without warmup_prefix the warm-up replaces the first w steps of g and aims at the value
    that g has at step w; with it the warm-up goes in front and g is w steps late.

    Args:
        scheduler_or_optimizer: An LRScheduler (LambdaLR and composites are our extension), or an
            object with param_groups.
        warmup_factor: Fraction f of b at t = 0, 0 ≤ f ≤ 1.
        warmup_iters: Length w of the warm-up in steps, > 0 for an optimizer; with a scheduler
            w ≤ 0 means no warm-up.
        warmup_method: "linear" or "constant".
        warmup_prefix: Whether the scheduler starts from its own step 0 after the warm-up.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it. For "linear" with
            a scheduler and without warmup_prefix also if g(b, w) > b, or b = 0, or the groups
            have different b.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/warmup_lr.py (there ZeroDivisionError for
        b = 0). PyTorch has no such scheduler.
    """

    def __init__(
        self,
        scheduler_or_optimizer: "LRScheduler | AnyOptimizer",
        warmup_factor: float = 1.0 / 3,
        warmup_iters: float = 5,
        warmup_method: str = "linear",
        warmup_prefix: bool = False,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        if isinstance(scheduler_or_optimizer, LRScheduler):
            schedulers, optimizer = [scheduler_or_optimizer], scheduler_or_optimizer.optimizer
        else:
            schedulers, optimizer = [], scheduler_or_optimizer
            require_optimizer("scheduler_or_optimizer", optimizer)
        require("warmup_method", warmup_method, "'linear' or 'constant'", lambda m: m in ("linear", "constant"))
        require_number("warmup_iters", warmup_iters)
        if not schedulers:
            require("warmup_iters", warmup_iters, "> 0 for an optimizer", lambda w: w > 0)

        self.warmup_factor = warmup_factor
        self.warmup_iters = warmup_iters
        self.warmup_method = warmup_method
        self.warmup_prefix = warmup_prefix
        if warmup_iters > 0:
            schedulers = [self._warmup(optimizer, schedulers, last_step, verbose)] + schedulers
        milestones = [warmup_iters] * (len(schedulers) - 1)
        super().__init__(optimizer, schedulers, milestones, [warmup_prefix] * len(milestones), last_step, verbose)

    def _warmup(
        self, optimizer: "AnyOptimizer", following: list[LRScheduler], last_step: int, verbose: bool
    ) -> LRScheduler:
        """Return the scheduler of the first warmup_iters steps."""
        factor, length = self.warmup_factor, self.warmup_iters
        require_fraction("warmup_factor", factor)
        if following:
            require("warmup_prefix", self.warmup_prefix, "True or False", lambda p: isinstance(p, bool))
        if self.warmup_method == "constant":
            return ConstantLR(optimizer, factor, length, last_step, verbose)
        end_factor = 1.0
        if following and not self.warmup_prefix:
            end_factor = self._end_factor(base_rates(optimizer, last_step), following[0])
        return LinearLR(optimizer, factor, end_factor, length, last_step, verbose)

    def _end_factor(self, base_lrs: list[float], scheduler: LRScheduler) -> float:
        """Return g(b, w)/b, the fraction at which the ramp meets the scheduler's own curve."""
        b, w = base_lrs[0], self.warmup_iters
        # NumPy's isclose, by which OneFlow decides what counts as the same base rate.
        if any(abs(other - b) > 1e-8 + 1e-5 * abs(b) for other in base_lrs):
            raise ValueError(
                f"lr must be the same in all groups for a linear warm-up without warmup_prefix, got {base_lrs}"
            )
        if b == 0:
            raise ValueError("lr must be > 0 for a linear warm-up without warmup_prefix, got 0")
        try:
            end_factor = scheduler.get_lr(b, w) / b if is_finite(w) else math.inf
        except ArithmeticError:
            end_factor = math.inf
        if not end_factor <= 1:
            raise ValueError(
                f"warmup_iters must be a step where the scheduler is at most at lr = {b!r} unless warmup_prefix=True, "
                f"got {w!r}, where it is at {end_factor!r} times that"
            )
        return end_factor


class ChainedScheduler(Composite):
    """All schedulers at once: the rate of one is the base rate of the next.

    η(t) = f_n(… f_2(f_1(b, t), t) …, t).

    For pure multipliers this is the product of their factors. With an absolute rate inside
    (eta_min, end_learning_rate) the order matters.

    Args:
        schedulers: A list or tuple of one or more LRSchedulers on one optimizer. LambdaLR and
            composites are our extension.

    Raises:
        ValueError: If schedulers is something else, or ReduceLROnPlateau is inside.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/chained_scheduler.py (there
        NotImplementedError for LambdaLR and composites). PyTorch's steps them in turn, each on
        the rate that it finds; equal for pure multipliers.
    """

    def __init__(self, schedulers: "Sequence[LRScheduler]") -> None:
        optimizer = shared_optimizer(schedulers)
        self.schedulers = list(schedulers)
        super().__init__(optimizer)

    def get_lrs(self, base_lrs: list[float], step: float) -> list[float]:
        """Return η(step) of all groups."""
        for scheduler in self.schedulers:
            base_lrs = scheduler.get_lrs(base_lrs, step)
        return base_lrs

    def step(self) -> None:
        """Go from t to t + 1, and note it in the schedulers inside."""
        super().step()
        for scheduler in self.schedulers:
            scheduler.last_step = self.last_step
