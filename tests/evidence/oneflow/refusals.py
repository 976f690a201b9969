"""What OneFlow says to arguments that make no sense: the exception of each, and what is left of it under ``python -O``."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import oneflow
from oneflow.nn import Parameter
from oneflow.optim import SGD, lr_scheduler

Scheduler = Any  # of no common class


def optimizer() -> SGD:
    return SGD([Parameter(oneflow.zeros(1))], lr=0.1)


def stepped(scheduler: Scheduler, steps: int, *arguments: Any) -> None:
    for _ in range(steps):
        scheduler.step(*arguments)


def sequence(milestones: list[int]) -> Scheduler:
    parts = [lr_scheduler.ConstantLR(optimizer()) for _ in range(2)]
    return lr_scheduler.SequentialLR(optimizer(), parts, milestones=milestones)


CASES: dict[str, Callable[[], Any]] = {
    "ConstantLR(factor=2)": lambda: lr_scheduler.ConstantLR(optimizer(), factor=2),
    "LinearLR(start_factor=2)": lambda: lr_scheduler.LinearLR(optimizer(), start_factor=2),
    "LinearLR(end_factor=2)": lambda: lr_scheduler.LinearLR(optimizer(), end_factor=2),
    "ExponentialLR(gamma=0)": lambda: lr_scheduler.ExponentialLR(optimizer(), gamma=0),
    "CosineAnnealingWarmRestarts(T_0=0)": lambda: lr_scheduler.CosineAnnealingWarmRestarts(optimizer(), T_0=0),
    "CosineAnnealingWarmRestarts(T_mult=0)": lambda: lr_scheduler.CosineAnnealingWarmRestarts(optimizer(), 2, T_mult=0),
    "SequentialLR(milestones=[])": lambda: sequence([]),
    "WarmupLR(warmup_method='cosine')": lambda: lr_scheduler.WarmupLR(optimizer(), warmup_method="cosine"),
    "ReduceLROnPlateau(factor=1)": lambda: lr_scheduler.ReduceLROnPlateau(optimizer(), factor=1.0),
    "ReduceLROnPlateau(mode='best')": lambda: lr_scheduler.ReduceLROnPlateau(optimizer(), mode="best"),
    "ReduceLROnPlateau(threshold_mode='best')": lambda: lr_scheduler.ReduceLROnPlateau(
        optimizer(), threshold_mode="best"
    ),
    "ReduceLROnPlateau(min_lr=[0, 0])": lambda: lr_scheduler.ReduceLROnPlateau(optimizer(), min_lr=[0, 0]),
    "StepLR(step_size=0)": lambda: lr_scheduler.StepLR(optimizer(), step_size=0),
    "StepLR(gamma=0)": lambda: lr_scheduler.StepLR(optimizer(), step_size=2, gamma=0),
    "MultiStepLR(gamma=0)": lambda: lr_scheduler.MultiStepLR(optimizer(), [2], gamma=0),
    "MultiStepLR(milestones=[4, 2])": lambda: lr_scheduler.MultiStepLR(optimizer(), [4, 2]),
    "PolynomialLR(steps=0)": lambda: lr_scheduler.PolynomialLR(optimizer(), 0),
    "CosineDecayLR(decay_steps=0)": lambda: lr_scheduler.CosineDecayLR(optimizer(), decay_steps=0),
    "LambdaLR(lr_lambda=[f, f])": lambda: lr_scheduler.LambdaLR(optimizer(), [lambda step: 1.0] * 2),
    "CosineAnnealingLR(T_max=0)": lambda: lr_scheduler.CosineAnnealingLR(optimizer(), T_max=0),
    "PolynomialLR(power=-1) at its end": lambda: stepped(lr_scheduler.PolynomialLR(optimizer(), 3, power=-1.0), 3),
    "StepLR(last_step=3) without initial_lr": lambda: lr_scheduler.StepLR(optimizer(), step_size=2, last_step=3),
    "ReduceLROnPlateau.step()": lambda: stepped(lr_scheduler.ReduceLROnPlateau(optimizer()), 1),
    "StepLR.step(1)": lambda: stepped(lr_scheduler.StepLR(optimizer(), step_size=2), 1, 1),
}


def answers() -> dict[str, str | None]:
    """Return the exception of each; None of one that goes through."""
    return {name: answer(case) for name, case in CASES.items()}


def answer(case: Callable[[], Any]) -> str | None:
    try:
        case()
    except Exception as error:
        return type(error).__name__
    return None


def main() -> None:
    if not __debug__:
        print(json.dumps(answers()))
        return
    ask = [sys.executable, "-O", "-m", __spec__.name]
    asked = subprocess.run(ask, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    without = json.loads(asked.stdout.splitlines()[-1])
    seen = {name: {"answer": said, "python -O": without[name]} for name, said in answers().items()}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
