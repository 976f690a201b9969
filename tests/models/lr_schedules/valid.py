"""Valid values of what the models of the schedules are asked for; see tests/models/hostile.py."""

from plots.models import lr_schedules
from plots.models.lr_schedules.workings import watched

# PyTorch's schedulers, which refuse what PyTorch refuses, in its words.
APART = ("plots.models.lr_schedules.pytorch",)
INSIDE = (
    "print_lr",
    "update_lrs",
    "is_better",
    "_LRScheduler",
    "lr_schedules.base.",
    "lr_schedules.state.",
    "ReduceLROnPlateau.state_dict",  # the best metric so far is at first infinite, as in OneFlow
)
OFFERED = lr_schedules.__all__  # by the package, for its modules


def optimizer():
    return lr_schedules.Optimizer(0.1)


def plateau():
    return lr_schedules.ReduceLROnPlateau(optimizer(), patience=0)


SHARED = optimizer()


def made_sequence():
    return lr_schedules.SequentialLR(SHARED, [lr_schedules.StepLR(SHARED, 3)], [])


VALID: dict[str, object] = {
    **dict.fromkeys(("optimizer", "scheduler_or_optimizer"), optimizer),
    "milestones": lambda: [2, 4],
    "SequentialLR.milestones": list,
    "lr_lambda": lambda: lambda t: 1 / (t + 1),
    "build": lambda: lambda o: lr_schedules.StepLR(o, 3),
    "metrics": lambda: [1.0, 2.0],
    "ReduceLROnPlateau.step.metrics": lambda: 1.0,
    "base_lrs": lambda: [0.1],
    "state_dict": dict,
    "scheduler": lambda: lr_schedules.StepLR(optimizer(), 3),
    "plateau": plateau,
    "call": lambda: watched(plateau(), [1.0, 2.0])[1],
    "SequentialLR.optimizer": lambda: SHARED,
    "schedulers": lambda: [lr_schedules.StepLR(SHARED, 3)],
    "WarmupLR.load_state_dict.state_dict": lambda: lr_schedules.WarmupLR(optimizer()).state_dict(),
    "SequentialLR.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "ChainedScheduler.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "LambdaLR.load_state_dict.state_dict": lambda: lr_schedules.LambdaLR(optimizer(), lambda t: 1).state_dict(),
    "Optimizer.load_state_dict.state_dict": lambda: optimizer().state_dict(),
}
