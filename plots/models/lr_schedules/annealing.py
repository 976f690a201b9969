"""Schedules made of half a cosine wave: the same formula, three fates after its end."""

import math

from plots.models.checks import (
    is_number,
    is_rate,
    require,
    require_integer,
    require_number,
    require_positive,
    require_rate,
)
from plots.models.lr_schedules.base import LRScheduler
from plots.models.lr_schedules.decay import geometric

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from plots.models.lr_schedules.optimizer import AnyOptimizer


def half_cosine(step: float, length: float) -> float:
    """Return ½·(1 + cos(π·step/length)): 1 at step 0, 0 at step ``length``, 1 at 2·``length``.

    Raises:
        OverflowError: If step/length is too large for a float. The cosine itself would raise a nameless ValueError.
    """
    angle = math.pi * step / length
    if abs(angle) == math.inf:
        raise OverflowError("step / length is too large")
    return 0.5 * (1 + math.cos(angle))


class CosineDecayLR(LRScheduler):
    """Half a cosine wave from b down to a fraction of b, then flat.

    η(t) = b·[(1 − alpha)·½·(1 + cos(π·t/decay_steps)) + alpha] if t < decay_steps,
    else b·alpha.

    Args:
        optimizer: See LRScheduler.
        decay_steps: Length of the decay in steps, > 0.
        alpha: Fraction of b at the end, ≥ 0 and finite. Above 1 the curve rises.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/cosine_decay_lr.py (there AssertionError, and
        negative rates for a negative alpha). Loshchilov & Hutter, SGDR (2017), one cycle.
        PyTorch has no such scheduler; its CosineAnnealingLR rises again.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        decay_steps: float,
        alpha: float = 0.0,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_positive("decay_steps", decay_steps)
        require_rate("alpha", alpha)
        self.decay_steps = decay_steps
        self.alpha = alpha
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        if step < self.decay_steps:
            return base_lr * ((1 - self.alpha) * half_cosine(step, self.decay_steps) + self.alpha)
        return base_lr * self.alpha


class CosineAnnealingLR(LRScheduler):
    """A cosine wave between b and an absolute lowest rate, for ever.

    η(t) = eta_min + (b − eta_min)·½·(1 + cos(π·t/T_max)).

    The period is 2·T_max: after T_max the rate climbs back to b.

    Args:
        optimizer: See LRScheduler.
        T_max: Steps from b to eta_min, ≠ 0; the sign does not matter.
        eta_min: Rate at T_max, ≥ 0 and finite; not a fraction of b. Above b the curve rises first.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/cosine_annealing_lr.py (there
        ZeroDivisionError for T_max = 0, and negative rates for a negative eta_min).
        Loshchilov & Hutter, SGDR (2017), Sec. 3, without the restarts.
    """

    def __init__(
        self, optimizer: "AnyOptimizer", T_max: float, eta_min: float = 0.0, last_step: int = -1, verbose: bool = False
    ) -> None:
        require("T_max", T_max, "a number ≠ 0", lambda x: is_number(x) and x != 0)
        require_rate("eta_min", eta_min)
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        return self.eta_min + (base_lr - self.eta_min) * half_cosine(step, self.T_max)


class CosineAnnealingWarmRestarts(LRScheduler):
    """Half a cosine wave again and again, each as long as, or longer than, the one before.

    Cycle k = 0, 1, 2, … has T_0·T_mult^k steps. With k the cycle of step t and s the steps since
    that cycle began:
    η(t) = eta_min + (b·decay_rate^k − eta_min)·½·(1 + cos(π·s/(T_0·T_mult^k))) while
    restart_limit = 0 or k < restart_limit, then eta_min.

    Inside a cycle eta_min is never reached: the last step of a cycle is one short of it.

    Args:
        optimizer: See LRScheduler.
        T_0: Length of the first cycle in steps, an integer ≥ 1.
        T_mult: Each cycle is this many times as long as the one before, an integer ≥ 1.
        eta_min: Lowest rate, ≥ 0 and finite; the same in all cycles.
        decay_rate: Factor per cycle for the highest rate, ≥ 0 and finite. A peak below eta_min
            makes the cycle rise.
        restart_limit: How many cycles (not restarts) there are; 0 for no end, and if negative the
            rate is eta_min from the start.
        last_step, verbose: See LRScheduler.

    Raises:
        ValueError: If an argument is outside its range, or the peak has grown too large for a
            float; the message names it.

    Source:
        OneFlow v0.7.0, python/oneflow/nn/optimizer/cosine_annealing_warm_restarts.py. There k is
        a rounded logarithm, one too small at some restarts (t = 111·T_0 for T_mult = 10, 121·T_0
        for 3; none for 1 and 2); here it is counted.
        Loshchilov & Hutter, SGDR (2017), Sec. 3. PyTorch has no decay_rate and no restart_limit.
    """

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        T_0: int,
        T_mult: int = 1,
        eta_min: float = 0.0,
        decay_rate: float = 1.0,
        restart_limit: float = 0,
        last_step: int = -1,
        verbose: bool = False,
    ) -> None:
        require_integer("T_0", T_0)
        require_integer("T_mult", T_mult)
        require_rate("eta_min", eta_min)
        require_rate("decay_rate", decay_rate)
        require_number("restart_limit", restart_limit)
        self.T_0 = T_0
        self.T_mult = T_mult
        self.eta_min = eta_min
        self.decay_rate = decay_rate
        self.restart_limit = restart_limit
        super().__init__(optimizer, last_step, verbose)

    def _rate(self, base_lr: float, step: float) -> float:
        cycle, start, length = self.cycle_at(step)
        if self.restart_limit < 0 or 0 < self.restart_limit <= cycle:
            return self.eta_min
        peak = geometric(base_lr, self.decay_rate, cycle, name="decay_rate")
        return self.eta_min + (peak - self.eta_min) * half_cosine(step - start, length)

    def cycle_at(self, step: float) -> tuple[float, float, float]:
        """Return the number, the first step and the length of the cycle that contains ``step``."""
        require("step", step, "≥ 0 and finite", is_rate)
        if self.T_mult == 1:
            cycle = step // self.T_0
            return cycle, cycle * self.T_0, self.T_0
        require("step", step, "≥ 0 and finite", lambda t: 0 <= t < math.inf)
        cycle, start, length = 0, 0, self.T_0
        while step >= start + length:
            cycle, start, length = cycle + 1, start + length, length * self.T_mult
        return cycle, start, length
