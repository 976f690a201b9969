"""The settings that the figures show, each named once: a drawing, its moments and the gallery share them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
)

BASE = 0.1  # b of all figures that do not say otherwise


class Example(NamedTuple):
    """A scheduler with its arguments, and how far it is drawn."""

    last: int  # drawn from t = 0 to this step
    schedule: Callable[[Optimizer], Any]
    base: float = BASE
    metrics: Sequence[float] | None = None  # for ReduceLROnPlateau: metrics[i] is given to step() after update i

    @property
    def steps(self) -> range:
        """0 … ``last``."""
        return range(self.last + 1)

    @property
    def rates(self) -> list[float]:
        """The learning rates η(0) … η(``last``), as the training loop sees them."""
        return learning_rates(self.schedule, self.last + 1, lr=self.base, metrics=self.metrics)

    @property
    def scheduler(self) -> Any:
        """A fresh scheduler; its attributes are the arguments that it was made with."""
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
PLATEAU = Example(
    30,
    lambda optimizer: ReduceLROnPlateau(optimizer, factor=0.5, patience=2, cooldown=2),
    metrics=[*(1.0, 0.8, 0.66, 0.57), *[0.52] * 4, *(0.45, 0.41), *[0.39] * 6, 0.37, *[0.36] * 14],
)
STRATEGIES = (
    CONSTANT,
    LINEAR,
    EXPONENTIAL,
    STEP,
    MULTI_STEP,
    POLYNOMIAL,
    COSINE_DECAY,
    COSINE_ANNEALING,
    WARM_RESTARTS,
    LAMBDA,
    SEQUENTIAL,
    WARMUP,
    CHAINED,
    PLATEAU,
)
