"""The 14 learning-rate strategies of OneFlow 0.7.0, and the loop that runs them.

    from plots.models.lr_schedules import CosineDecayLR, WarmupLR, learning_rates

    def schedule(optimizer):
        return WarmupLR(CosineDecayLR(optimizer, decay_steps=100, alpha=0.1), warmup_iters=10)

    rates = learning_rates(schedule, 120, lr=0.1)   # η(0) … η(119)

Names, signatures, defaults and numbers are those of ``oneflow.optim.lr_scheduler`` at v0.7.0:

==========================================  ==========================================
one formula η(t) = f(b, t)                 ``ConstantLR LinearLR ExponentialLR StepLR
                                            MultiStepLR PolynomialLR CosineDecayLR
                                            CosineAnnealingLR CosineAnnealingWarmRestarts``
a formula of the user                       ``LambdaLR``
made of other schedulers                    ``SequentialLR WarmupLR ChainedScheduler``
driven by a metric                          ``ReduceLROnPlateau``
base class and alias                        ``LRScheduler`` (as ``_LRScheduler``, too), ``WarmUpLR``
==========================================  ==========================================

Symbols, here and in the article: b is the base learning rate of a parameter group, t
(``last_step``) counts the calls of ``scheduler.step()``, and η(t) is the rate that update t + 1
uses in the loop forward, backward, ``optimizer.step()``, ``scheduler.step()``. The constructor
sets η(0). Every scheduler but ReduceLROnPlateau has the pure function ``get_lr(base_lr, step)``:
no hidden state, so a curve can be read off at any step in any order.

``optimizer`` is any object with ``param_groups``, a list of dicts with ``"lr"``; ``Optimizer``
here is the smallest one. All groups are scheduled, each from its own base rate.

Where we differ from OneFlow 0.7.0, on purpose:

- Bad arguments raise ValueError that names the argument and its range, whatever OneFlow raises
  (AssertionError, KeyError, ZeroDivisionError, …) and also where it would go on in silence to a
  negative or non-finite rate. An argument is refused for its range alone, whether or not this
  schedule comes to use it, and nan always is. What else OneFlow accepts works as it does there,
  however odd. A wrong number of arguments stays TypeError, and the abstract base class
  NotImplementedError.
- Composites may contain LambdaLR and other composites. There they end in NotImplementedError.
- CosineAnnealingWarmRestarts counts its cycles with integers. There a rounded logarithm misses
  some restarts by one step, e.g. the third of T_mult = 10 and the fifth of T_mult = 3.

``plots.models.lr_schedules.pytorch`` holds the same names as PyTorch 2.13 understands them.
"""

from plots.models.lr_schedules.annealing import (
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
)
from plots.models.lr_schedules.base import LRScheduler
from plots.models.lr_schedules.composite import ChainedScheduler, SequentialLR, WarmupLR
from plots.models.lr_schedules.decay import (
    ConstantLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from plots.models.lr_schedules.optimizer import Optimizer, learning_rates
from plots.models.lr_schedules.plateau import ReduceLROnPlateau
from plots.models.lr_schedules.user_function import LambdaLR

_LRScheduler = LRScheduler  # the only name under which OneFlow 0.7.0 exports it
WarmUpLR = WarmupLR

__all__ = [
    "ConstantLR",
    "LinearLR",
    "ExponentialLR",
    "StepLR",
    "MultiStepLR",
    "PolynomialLR",
    "CosineDecayLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "LambdaLR",
    "SequentialLR",
    "WarmupLR",
    "ChainedScheduler",
    "ReduceLROnPlateau",
    "LRScheduler",
    "WarmUpLR",
    "Optimizer",
    "learning_rates",
]
