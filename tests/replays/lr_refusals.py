"""What the schedulers refuse, as source that both interpreters run: (expression, what its message must name).

In an expression ``o`` is an optimizer with one group at 0.1, ``o2`` one with two groups, ``inner`` a scheduler on
``o``, and ``run(build, steps)`` steps a scheduler. Each row is refused with ValueError.
"""

import math

from plots.models import lr_schedules
from plots.models.lr_schedules import Optimizer, learning_rates
from tests.replays.refusals import refused, rows

NOT_AN_OPTIMIZER = rows(
    "{}",
    "optimizer must be an object whose param_groups are",
    "ConstantLR(3)",
    "LinearLR(None)",
    "ExponentialLR(object(), 0.9)",
    "StepLR([0.1], 3)",
    "MultiStepLR('o', [3])",
    "PolynomialLR({'lr': 0.1}, 3)",
    "CosineDecayLR(inner, 3)",
    "CosineAnnealingLR(0.1, 3)",
    "CosineAnnealingWarmRestarts(Groups([{'rate': 0.1}]), 3)",
    "LambdaLR(None, lambda t: 1)",
    "SequentialLR(None, [inner], [])",
    "WarmupLR(None)",
    "WarmupLR(ReduceLROnPlateau(o))",
    "ReduceLROnPlateau(3)",
    "LRScheduler(Groups(None))",
    "ConstantLR(Optimizer([]))",
)

BASE = (
    rows("ExponentialLR(Optimizer({}), 0.9)", "lr of param_groups[0]", "-0.1", "nan", "inf", "'x'", "None")
    + rows("ExponentialLR(Optimizer([0.1, {}]), 0.9)", "lr of param_groups[1]", "-0.1", "nan")
    + rows("ReduceLROnPlateau(Optimizer({}))", "lr of param_groups[0]", "-0.1", "nan", "inf", "None")
    + rows("ExponentialLR(Groups([{'lr': 0.1, 'initial_lr': -1}]), 0.9)", "initial_lr of param_groups[0]", "")
    + rows("ExponentialLR(o, 0.9, last_step={})", "last_step", "0", "7", "nan", "inf", "None", "'x'")
    + rows("WarmupLR(o, last_step=3)", "last_step", "")
)

FACTORS = (
    rows("ConstantLR(o, factor={})", "factor", "-0.1", "1.1", "nan", "None", "'x'", "[]")
    + rows("ConstantLR(o, total_iters={})", "total_iters", "nan", "None", "'x'")
    + rows("LinearLR(o, start_factor={})", "start_factor", "-0.1", "1.1", "nan", "None")
    + rows("LinearLR(o, end_factor={})", "end_factor", "-0.1", "1.1", "nan", "None")
    + rows("LinearLR(o, total_iters={})", "total_iters", "nan", "None")
    + rows("ExponentialLR(o, gamma={})", "gamma", "0", "-0.9", "nan", "inf", "None", "1j")
    + rows("run(lambda o: ExponentialLR(o, {}), 400)", "gamma", "1e30", "10", "10.0")
    + rows("StepLR(o, step_size={})", "step_size", "0", "-3", "nan", "None")
    + rows("StepLR(o, 3, gamma={})", "gamma", "0", "-0.1", "nan", "inf")
    + rows("run(lambda o: StepLR(o, 1, 1e30), 20)", "gamma", "")
    + rows("run(lambda o: StepLR(o, 5e-324), 3)", "step_size", "")
    + rows("MultiStepLR(o, {})", "milestones", "[3, 2]", "[2, 2]", "[1, nan]", "[nan]", "['a']", "[None]", "5", "{5}")
    + rows("MultiStepLR(o, [3], gamma={})", "gamma", "0", "-0.1", "nan", "inf")
    + rows("run(lambda o: MultiStepLR(o, list(range(20)), 1e30), 20)", "gamma", "")
    + rows("PolynomialLR(o, {})", "steps", "0", "-3", "nan", "None", "inf, cycle=True")
    + rows("PolynomialLR(o, 3, end_learning_rate={})", "end_learning_rate", "-1e-9", "nan", "inf", "None")
    + rows("PolynomialLR(o, 3, power={})", "power", "-1", "nan", "None", "1j")
)

COSINES = (
    rows("CosineDecayLR(o, {})", "decay_steps", "0", "-3", "nan", "None")
    + rows("CosineDecayLR(o, 3, alpha={})", "alpha", "-0.1", "nan", "inf", "None")
    + rows("run(lambda o: CosineDecayLR(o, 3, alpha=1e300), 5, 1e300)", "alpha", "")
    + rows("CosineAnnealingLR(o, {})", "T_max", "0", "0.0", "nan", "None", "1j")
    + rows("run(lambda o: CosineAnnealingLR(o, 1e-310), 3)", "T_max", "")
    + rows("CosineAnnealingLR(o, 3, eta_min={})", "eta_min", "-1e-9", "nan", "inf", "None")
    + rows("CosineAnnealingWarmRestarts(o, {})", "T_0", "0", "-1", "2.0", "nan", "None")
    + rows("CosineAnnealingWarmRestarts(o, 3, {})", "T_mult", "0", "-1", "2.0", "nan", "None")
    + rows("CosineAnnealingWarmRestarts(o, 3, eta_min={})", "eta_min", "-0.01", "nan", "inf")
    + rows("CosineAnnealingWarmRestarts(o, 3, decay_rate={})", "decay_rate", "-0.5", "nan", "inf")
    + rows("CosineAnnealingWarmRestarts(o, 3, restart_limit={})", "restart_limit", "nan", "None")
    + rows("run(lambda o: CosineAnnealingWarmRestarts(o, 1, decay_rate=1e30), 20)", "decay_rate", "")
    + rows("CosineAnnealingWarmRestarts(o, 3, 2).get_lr(0.1, {})", "step", "-1", "inf", "nan")
)

LAMBDA = (
    rows("LambdaLR(o, {})", "lr_lambda", "None", "0.9", "[0.9]", "[]", "'x'", "[lambda t: 1, lambda t: 1]")
    + rows("LambdaLR(o2, [lambda t: 1])", "lr_lambda", "")
    + rows("LambdaLR(o, lambda t: {})", "lr_lambda", "-1", "nan", "inf", "None", "'x'", "1 / t", "1j", "[]")
    + rows("LambdaLR(o, lambda: 1)", "lr_lambda", "")
    + rows("run(lambda o: LambdaLR(o, lambda t: 1 - t / 5), 10)", "lr_lambda", "")
    + rows("run(lambda o: ChainedScheduler([LambdaLR(o, lambda t: 2 - t)]), 10)", "lr_lambda", "")
    + rows("run(lambda o: SequentialLR(o, [LambdaLR(o, lambda t: 2 - t), StepLR(o, 3)], [9]), 10)", "lr_lambda", "")
)

COMPOSITES = (
    rows("SequentialLR(o, {}, [])", "schedulers", "[]", "None", "inner", "[3]", "[None]", "{1: inner}")
    + rows("SequentialLR(o, [{}], [])", "schedulers", "ReduceLROnPlateau(o)", "ExponentialLR(o2, 0.9)")
    + rows("SequentialLR(o, [inner, ExponentialLR(o2, 0.9)], [3])", "schedulers", "")
    + rows(
        "SequentialLR(o, [inner, inner, inner], {})",
        "milestones",
        *("[]", "[1]", "[1, 2, 3]", "[3, 2]", "[1, nan]", "['a', 'b']", "None", "3", "{1, 2}"),
    )
    + rows(
        "SequentialLR(o, [inner, inner, inner], [1, 2], {})",
        "interval_rescaling",
        *("1", "0", "None", "'yes'", "[True]", "[True, True, True]", "[1, 0]", "[]"),
    )
    + rows("WarmupLR(inner, warmup_factor={})", "warmup_factor", "-0.1", "1.1", "nan", "None")
    + rows("WarmupLR(o, {}, warmup_method='constant')", "warmup_factor", "-0.1", "1.1", "nan", "None")
    + rows("WarmupLR(o, warmup_iters={})", "warmup_iters", "0", "-1", "nan", "None", "'x'")
    + rows("WarmupLR(inner, warmup_iters={})", "warmup_iters", "nan", "None", "'x'")
    + rows("WarmupLR(inner, warmup_method={})", "warmup_method", "'cosine'", "None", "[]", "1")
    + rows("WarmupLR(inner, warmup_prefix={})", "warmup_prefix", "0", "1", "None", "'x'")
    + rows("WarmupLR(ExponentialLR(o, 1.1))", "warmup_iters", "")
    + rows("WarmupLR(StepLR(o, 3), warmup_iters={})", "warmup_iters", "inf")
    + rows("WarmupLR(ExponentialLR(Optimizer(0), 0.9))", "lr must be > 0", "")
    + rows("WarmupLR(ExponentialLR(o2, 0.9))", "lr must be the same", "")
    + rows("ChainedScheduler({})", "schedulers", "[]", "None", "inner", "[inner, 3]", "[inner, o]")
    + rows("ChainedScheduler([{}])", "schedulers", "ReduceLROnPlateau(o)", "inner, ExponentialLR(o2, 0.9)")
)

PLATEAU = (
    rows("ReduceLROnPlateau(o, mode={})", "mode", "'mean'", "None", "[]", "1")
    + rows("ReduceLROnPlateau(o, threshold_mode={})", "threshold_mode", "'log'", "None", "[]")
    + rows("ReduceLROnPlateau(o, factor={})", "factor", "1", "1.5", "nan", "inf", "None", "'x'", "-0.5, min_lr=-1")
    + rows("ReduceLROnPlateau(o, patience={})", "patience", "nan", "None", "'x'")
    + rows("ReduceLROnPlateau(o, threshold={})", "threshold", "nan", "None", "'x'")
    + rows("ReduceLROnPlateau(o, cooldown={})", "cooldown", "nan", "None", "'x'")
    + rows("ReduceLROnPlateau(o, eps={})", "eps", "nan", "None", "'x'")
    + rows("ReduceLROnPlateau(o, min_lr={})", "min_lr", "nan", "None", "'x'", "[0, 0]", "[]", "[nan]", "[None]")
    + rows("ReduceLROnPlateau(o).step({})", "metrics", "None", "'x'", "[1, 2]")
)

REFUSED = NOT_AN_OPTIMIZER + BASE + FACTORS + COSINES + LAMBDA + COMPOSITES + PLATEAU


class Groups:
    """An object that has ``param_groups`` and nothing else."""

    def __init__(self, param_groups):
        self.param_groups = param_groups


def refusal(source):
    """Return the name and message of the exception that ``source`` raises, or None."""
    optimizer = Optimizer(0.1)
    names = {name: getattr(lr_schedules, name) for name in lr_schedules.__all__}
    names.update(nan=math.nan, inf=math.inf, Groups=Groups, o=optimizer, o2=Optimizer([0.1, 0.01]))
    names["run"] = lambda build, steps, lr=0.1: learning_rates(build, steps, lr)
    if "inner" in source:  # built only where it is used, as building a scheduler leaves its mark in the optimizer
        names["inner"] = lr_schedules.ExponentialLR(optimizer, 0.9)
    return refused(source, names)


# What is said of some of them, whole; and what is allowed.
MESSAGES = [
    ("ConstantLR(o, factor=1.5)", "factor must be in [0, 1], got 1.5"),
    ("CosineDecayLR(o, 9, alpha=-0.1)", "alpha must be ≥ 0 and finite, got -0.1"),
]
ALLOWED = [
    "ConstantLR(o, factor=0.5)",
]
