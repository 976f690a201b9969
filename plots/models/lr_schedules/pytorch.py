"""The schedulers of ``torch.optim.lr_scheduler`` as PyTorch 2.13 understands them, where OneFlow 0.7.0 does not.

Most of PyTorch's schedulers are recursive: a step makes the next rate from the one that it finds in the optimizer.
As long as nothing else touches that rate, the values are those of OneFlow's closed forms. Otherwise not:

- a rate changed by hand stays changed, and two schedulers on one optimizer multiply;
- a run resumed with the scheduler's state alone starts at a wrong rate and never heals;
- ChainedScheduler steps its schedulers in turn, so the order matters only where one has an absolute rate, and one
  that starts from b discards what came before it;
- ConstantLR and LinearLR with total_iters = 0 keep their first factor; LinearLR stays at b·end_factor;
- SequentialLR starts each from its own step 0, and PolynomialLR has neither end rate nor cycle.

Arguments are checked as little as PyTorch does; negative rates come out as there. Left out: CyclicLR,
OneCycleLR, SWALR, ``step(epoch)``, tensors, the warning of the order, the refusal of a group added later.

Source:
    PyTorch 2.13.0, torch/optim/lr_scheduler.py.
"""

# ruff: noqa: D102

import math

from plots.models.checks import require, require_count, require_fraction, require_length
from plots.models.lr_schedules.annealing import half_cosine
from plots.models.lr_schedules.decay import count_reached
from plots.models.lr_schedules.plateau import ReduceLROnPlateau as OneFlowPlateau
from plots.models.lr_schedules.state import Stateful

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plots.models.lr_schedules.optimizer import AnyOptimizer


class LRScheduler(Stateful):
    """Base class: a subclass defines ``get_lr()``, the rates of all groups at ``last_epoch``.

    Args:
        optimizer: Any object with ``param_groups``, a list of dicts with ``"lr"``.
        last_epoch: −1 to start at epoch 0; k to resume at epoch k + 1 from the rates in the optimizer.

    Raises:
        TypeError: If the optimizer has no ``param_groups``.
        KeyError: If a run is resumed and a group has no ``"initial_lr"``.
    """

    def __init__(self, optimizer: "AnyOptimizer", last_epoch: int = -1) -> None:
        if not hasattr(optimizer, "param_groups"):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        for i, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", group["lr"])
            elif "initial_lr" not in group:
                raise KeyError(f"param 'initial_lr' is not specified in param_groups[{i}]")
        self.optimizer = optimizer
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.last_epoch = last_epoch
        self._first_step()

    def get_lr(self) -> list[float]:
        """Return the rates of all groups at ``last_epoch``, made from those in the optimizer."""
        raise NotImplementedError

    def get_restart_lr(self) -> list[float]:
        """Return the rates of all groups at epoch 0, for a scheduler that SequentialLR starts late."""
        return self.get_lr()

    def step(self) -> None:
        """Go to the next epoch: to be called after each ``optimizer.step()``."""
        self.last_epoch += 1
        self._write(self.get_lr())

    def get_last_lr(self) -> list[float]:
        """Return the learning rates written by the last step, one per group."""
        return self._last_lr

    def _first_step(self) -> None:
        """Step to epoch 0 (or, resumed, one epoch on): the only step that multiplies by nothing."""
        self._is_initial = True
        self.step()
        self._is_initial = False

    def _restart(self) -> None:
        """Go to epoch 0."""
        self.last_epoch = 0
        self._write(self.get_restart_lr())

    def _write(self, lrs: list[float]) -> None:
        for group, lr in zip(self.optimizer.param_groups, lrs):
            group["lr"] = lr
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]


class Recursive(LRScheduler):
    """A scheduler that makes the rate of a group from the one before it."""

    def next_lr(self, lr: float, base_lr: float) -> float:
        """Return the rate at ``last_epoch`` of a group that is at ``lr`` now."""
        raise NotImplementedError

    def first_lr(self, base_lr: float) -> float:
        """Return the rate at epoch 0."""
        return float(base_lr)

    def get_lr(self) -> list[float]:
        """Return the rates of all groups at ``last_epoch``, made from those in the optimizer."""
        return [self.next_lr(group["lr"], b) for group, b in zip(self.optimizer.param_groups, self.base_lrs)]

    def get_restart_lr(self) -> list[float]:
        """Return the rates of all groups at epoch 0, whatever is in the optimizer."""
        return [self.first_lr(base_lr) for base_lr in self.base_lrs]


class ConstantLR(Recursive):
    """times ``factor`` at epoch 0, divided by it at ``total_iters``; 0 ≤ factor ≤ 1."""

    def __init__(
        self, optimizer: "AnyOptimizer", factor: float = 1.0 / 3, total_iters: int = 5, last_epoch: int = -1
    ) -> None:
        require_fraction("factor", factor)
        self.factor = factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        if self.last_epoch == 0:
            return lr * self.factor
        return lr * (1.0 / self.factor) if self.last_epoch == self.total_iters else lr

    def first_lr(self, base_lr: float) -> float:
        return base_lr if self.total_iters <= 0 else base_lr * self.factor


class LinearLR(Recursive):
    """A line from b·start_factor to b·end_factor, then flat; 0 < start_factor ≤ 1, 0 ≤ end_factor ≤ 1."""

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        start_factor: float = 1.0 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        require("start_factor", start_factor, "in (0, 1]", lambda x: 0 < x <= 1)
        require_fraction("end_factor", end_factor)
        self.start_factor = start_factor
        self.end_factor = end_factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        if self.last_epoch == 0:
            return lr * self.start_factor
        if self._is_initial or self.last_epoch > self.total_iters:
            return lr
        rise = self.end_factor - self.start_factor
        return lr * (1.0 + rise / (self.total_iters * self.start_factor + (self.last_epoch - 1) * rise))

    def first_lr(self, base_lr: float) -> float:
        done = min(self.total_iters, 0) / self.total_iters
        return base_lr * (self.start_factor + (self.end_factor - self.start_factor) * done)


class ExponentialLR(Recursive):
    """times gamma at every step."""

    def __init__(self, optimizer: "AnyOptimizer", gamma: float, last_epoch: int = -1) -> None:
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        return lr if self._is_initial else lr * self.gamma


class StepLR(Recursive):
    """times gamma at every multiple of ``step_size``."""

    def __init__(self, optimizer: "AnyOptimizer", step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> None:
        self.step_size = step_size
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        is_edge = self.last_epoch != 0 and self.last_epoch % self.step_size == 0
        return lr * self.gamma if is_edge else lr


class MultiStepLR(Recursive):
    """times gamma at each milestone; a milestone given n times counts n times, those before epoch 0 do not count."""

    def __init__(
        self, optimizer: "AnyOptimizer", milestones: "Sequence[int]", gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.milestones = list(milestones)
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        if self.last_epoch not in self.milestones:
            return lr
        factor: float = self.gamma ** self.milestones.count(self.last_epoch)
        return lr * factor

    def first_lr(self, base_lr: float) -> float:
        factor: float = self.gamma ** count_reached(self.milestones, 0)
        return base_lr * factor


class PolynomialLR(Recursive):
    """b·(1 − t/total_iters)^power, then flat."""

    def __init__(
        self, optimizer: "AnyOptimizer", total_iters: int = 5, power: float = 1.0, last_epoch: int = -1
    ) -> None:
        self.total_iters = total_iters
        self.power = power
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        if self._is_initial or self.last_epoch > self.total_iters:
            return lr
        t, total = self.last_epoch, self.total_iters
        factor: float = ((1.0 - t / total) / (1.0 - (t - 1) / total)) ** self.power
        return lr * factor


class CosineAnnealingLR(Recursive):
    """A cosine wave between b and ``eta_min`` with period 2·T_max."""

    def __init__(self, optimizer: "AnyOptimizer", T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> None:
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def next_lr(self, lr: float, base_lr: float) -> float:
        if self._is_initial:
            return lr
        t, half_period = self.last_epoch, self.T_max
        if (t - 1 - half_period) % (2 * half_period) == 0:  # the quotient below would be 0/0
            return lr + (base_lr - self.eta_min) * (1 - math.cos(math.pi / half_period)) / 2
        now = 1 + math.cos(math.pi * t / half_period)
        before = 1 + math.cos(math.pi * (t - 1) / half_period)
        return now / before * (lr - self.eta_min) + self.eta_min

    def first_lr(self, base_lr: float) -> float:
        return self.eta_min + (base_lr - self.eta_min)


class CosineAnnealingWarmRestarts(LRScheduler):
    """Half a cosine wave again and again, ``T_mult`` times as long each time; always made from b."""

    def __init__(
        self, optimizer: "AnyOptimizer", T_0: int, T_mult: int = 1, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        require_count("T_0", T_0)
        require_count("T_mult", T_mult)
        self.T_0 = T_0
        self.T_mult = T_mult
        self.eta_min = eta_min
        self.T_i = T_0
        self.T_cur = last_epoch
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        factor = half_cosine(self.T_cur, self.T_i)
        return [self.eta_min + (base_lr - self.eta_min) * factor for base_lr in self.base_lrs]

    def step(self) -> None:
        """Go to the next epoch, counted within the present cycle."""
        if self.last_epoch < 0:
            self.T_cur, self.T_i = -1, self.T_0
        self.T_cur += 1
        if self.T_cur >= self.T_i:
            self.T_cur %= self.T_i  # resumed late, it is cycles on; T_i grows once
            self.T_i *= self.T_mult
        super().step()


class LambdaLR(LRScheduler):
    """b·lr_lambda(t); a function for all groups or a list of one per group."""

    nested = "lr_lambdas"

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        lr_lambda: "Callable[[int], float] | Sequence[Callable[[int], float]]",
        last_epoch: int = -1,
    ) -> None:
        groups = len(optimizer.param_groups)
        if callable(lr_lambda):
            self.lr_lambdas = [lr_lambda] * groups
        else:
            require_length("lr_lambda", lr_lambda, groups, "parameter group")
            self.lr_lambdas = list(lr_lambda)
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        return [base_lr * function(self.last_epoch) for function, base_lr in zip(self.lr_lambdas, self.base_lrs)]


class MultiplicativeLR(LambdaLR):
    """times lr_lambda(t) at every step."""

    def get_lr(self) -> list[float]:
        rates = [group["lr"] for group in self.optimizer.param_groups]
        if self._is_initial:
            return rates
        return [lr * function(self.last_epoch) for function, lr in zip(self.lr_lambdas, rates)]


class Composite(LRScheduler):
    """What schedulers made of ``self._schedulers`` share."""

    nested = "_schedulers"
    _schedulers: "list[LRScheduler]"

    def __init__(self, schedulers: "Sequence[LRScheduler]", optimizer: "AnyOptimizer | None") -> None:
        name = type(self).__name__
        if len(schedulers) < 1:
            raise ValueError(f"{name} expects at least one scheduler, but got no scheduler.")
        self.optimizer = optimizer or schedulers[0].optimizer
        for i, scheduler in enumerate(schedulers):
            if isinstance(scheduler, ReduceLROnPlateau):
                raise ValueError(f"{name} does not support `ReduceLROnPlateau`, but got one at index {i}")
            if scheduler.optimizer is not self.optimizer:
                raise ValueError(f"{name} expects all schedulers to belong to the same optimizer, not so at index {i}")
        self._schedulers = list(schedulers)


class SequentialLR(Composite):
    """One scheduler after the other, each from its own epoch 0."""

    def __init__(
        self,
        optimizer: "AnyOptimizer",
        schedulers: "Sequence[LRScheduler]",
        milestones: "Sequence[int]",
        last_epoch: int = -1,
    ) -> None:
        super().__init__(schedulers, optimizer)
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(f"Expected one milestone fewer than schedulers, got {len(milestones)}, {len(schedulers)}")
        self._milestones = milestones
        self.last_epoch = last_epoch + 1
        # The constructors of the schedulers have each made a step already: take it back, in the groups and in them.
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"]
        self._take_back(self)
        first = self._schedulers[count_reached(milestones, 0)]
        first._first_step()
        self._last_lr = first.get_last_lr()

    def _take_back(self, scheduler: LRScheduler) -> None:
        if isinstance(scheduler, Composite):
            for inner in scheduler._schedulers:
                self._take_back(inner)
        else:
            scheduler.last_epoch -= 1

    def step(self) -> None:
        """Go to the next epoch; at a milestone the next scheduler starts at its own epoch 0."""
        self.last_epoch += 1
        k = count_reached(self._milestones, self.last_epoch)
        active = self._schedulers[k]
        if k > 0 and self._milestones[k - 1] == self.last_epoch:
            active._restart()
        else:
            active.step()
        self._last_lr = active.get_last_lr()


class ChainedScheduler(Composite):
    """All schedulers at every step, each on the rate that the one before it has written."""

    def __init__(self, schedulers: "Sequence[LRScheduler]", optimizer: "AnyOptimizer | None" = None) -> None:
        super().__init__(schedulers, optimizer)
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def step(self) -> None:
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]


class ReduceLROnPlateau(OneFlowPlateau):
    """The same rates as OneFlow's; with get_last_lr() from the start and without ``verbose``."""

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
    ) -> None:
        super().__init__(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps)
        self._last_lr = [group["lr"] for group in optimizer.param_groups]

    @property
    def last_epoch(self) -> int:
        """How many metrics have been taken in."""
        return self.last_step

    def get_last_lr(self) -> list[float]:
        """Return the learning rates after the last step, one per group."""
        return self._last_lr


_LRScheduler = LRScheduler
