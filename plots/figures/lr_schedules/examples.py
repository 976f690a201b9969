"""The settings that the figures show, each named once: a drawing, its moments and the gallery share them."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
)

Scheduler = TypeVar("Scheduler", bound=LRScheduler)
BASE = 0.1  # b of all figures that do not say otherwise


class Example(NamedTuple, Generic[Scheduler]):
    """A scheduler with its arguments, and how far it is drawn."""

    last: int  # drawn from t = 0 to this step
    schedule: Callable[[Optimizer], Scheduler]
    base: float = BASE

    @property
    def steps(self) -> range:
        """0 … ``last``."""
        return range(self.last + 1)

    @property
    def rates(self) -> list[float]:
        """The learning rates η(0) … η(``last``), as the training loop sees them."""
        return learning_rates(self.schedule, self.last + 1, lr=self.base)

    @property
    def scheduler(self) -> Scheduler:
        """A fresh scheduler: its attributes are the arguments, its ``get_lr`` reads off any step."""
        return self.schedule(Optimizer(self.base))


CONSTANT = Example(12, lambda optimizer: ConstantLR(optimizer, factor=0.3, total_iters=4))
LINEAR = Example(12, lambda optimizer: LinearLR(optimizer, start_factor=0.2, end_factor=1.0, total_iters=5))
EXPONENTIAL = Example(30, lambda optimizer: ExponentialLR(optimizer, gamma=0.9))
STEP = Example(20, lambda optimizer: StepLR(optimizer, step_size=5, gamma=0.5))
MULTI_STEP = Example(14, lambda optimizer: MultiStepLR(optimizer, milestones=[2, 5, 9], gamma=0.5))
POLYNOMIAL = Example(30, lambda optimizer: PolynomialLR(optimizer, steps=20, end_learning_rate=0.01, power=2.0))
COSINE_DECAY = Example(30, lambda optimizer: CosineDecayLR(optimizer, decay_steps=20, alpha=0.1))
COSINE_ANNEALING = Example(50, lambda optimizer: CosineAnnealingLR(optimizer, T_max=20, eta_min=0.01))
WARM_RESTARTS = Example(40, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, T_0=5, T_mult=2, eta_min=0.01))
LAMBDA = Example(30, lambda optimizer: LambdaLR(optimizer, lr_lambda=lambda t: 1 / (1 + 0.2 * t)))
SEQUENTIAL = Example(
    30,
    lambda optimizer: SequentialLR(
        optimizer,
        [
            LinearLR(optimizer, start_factor=0.1, total_iters=5),
            ConstantLR(optimizer, factor=1.0),
            ExponentialLR(optimizer, gamma=0.8),
        ],
        milestones=[5, 15],
        interval_rescaling=[False, True],
    ),
)
WARMUP = Example(
    35, lambda optimizer: WarmupLR(CosineDecayLR(optimizer, decay_steps=30), warmup_factor=0.1, warmup_iters=5)
)
CHAINED = Example(
    20,
    lambda optimizer: ChainedScheduler(
        [ConstantLR(optimizer, factor=0.3, total_iters=3), ExponentialLR(optimizer, gamma=0.9)]
    ),
)
THREE_COSINES = (
    Example(60, lambda optimizer: CosineDecayLR(optimizer, decay_steps=20)),
    Example(60, lambda optimizer: CosineAnnealingLR(optimizer, T_max=20)),
    Example(60, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, T_0=20)),
)
