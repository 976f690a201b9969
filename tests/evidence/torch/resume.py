"""Five ways to go on after five of twenty steps: the rates of PyTorch's schedulers, and where their counters stand."""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.optim import SGD, lr_scheduler

Scheduler = Any  # lr_scheduler.LRScheduler
SAVED, MORE = 5, 4  # steps before and after
SCHEDULERS: dict[str, Callable[..., Scheduler]] = {
    "ExponentialLR": lambda optimizer, **last: lr_scheduler.ExponentialLR(optimizer, gamma=0.9, **last),
    "CosineAnnealingLR": lambda optimizer, **last: lr_scheduler.CosineAnnealingLR(optimizer, T_max=20, **last),
    "StepLR": lambda optimizer, **last: lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.5, **last),
    "LambdaLR": lambda optimizer, **last: lr_scheduler.LambdaLR(optimizer, half, **last),
    "CosineAnnealingWarmRestarts": lambda optimizer, **last: lr_scheduler.CosineAnnealingWarmRestarts(
        optimizer, T_0=2, T_mult=2, **last
    ),
}


def half(step: int) -> float:
    return 0.5**step


def optimizer() -> SGD:
    return SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


def rates(scheduler: Scheduler, steps: int) -> list[float]:
    """Return the rates of the next ``steps`` updates, and make these."""
    seen = []
    for _ in range(steps):
        seen.append(scheduler.optimizer.param_groups[0]["lr"])
        scheduler.optimizer.step()
        scheduler.step()
    return seen


def ways(make: Callable[..., Scheduler], saved: dict[str, Any]) -> dict[str, Callable[[], Scheduler]]:
    def both() -> Scheduler:
        made = make(optimizer())
        made.optimizer.load_state_dict(saved["optimizer"])
        made.load_state_dict(saved["scheduler"])
        return made

    def scheduler_only() -> Scheduler:
        made = make(optimizer())
        made.load_state_dict(saved["scheduler"])
        return made

    def optimizer_first() -> Scheduler:
        loaded = optimizer()
        loaded.load_state_dict(saved["optimizer"])
        made = make(loaded)
        made.load_state_dict(saved["scheduler"])
        return made

    def last_epoch(step: int) -> Callable[[], Scheduler]:
        def made() -> Scheduler:
            loaded = optimizer()
            loaded.load_state_dict(saved["optimizer"])
            return make(loaded, last_epoch=step)

        return made

    return {
        "both made, both loaded": both,
        "scheduler loaded only": scheduler_only,
        "optimizer loaded, scheduler made, loaded": optimizer_first,
        "last_epoch as saved": last_epoch(saved["last_epoch"]),
        "last_epoch as saved, less 1": last_epoch(saved["last_epoch"] - 1),
    }


def runs() -> list[dict[str, Any]]:
    """Return the rates of each scheduler, uninterrupted and resumed."""
    seen = []
    for name, make in SCHEDULERS.items():
        going = make(optimizer())
        rates(going, SAVED)
        saved = {
            "optimizer": copy.deepcopy(going.optimizer.state_dict()),  # it changes with the next step
            "scheduler": going.state_dict(),
            "last_epoch": going.last_epoch,
        }
        resumed = {way: outcome(resume) for way, resume in ways(make, saved).items()}
        seen.append({"scheduler": name, "going on": rates(going, MORE), "resumed": resumed})
    return seen


def outcome(resume: Callable[[], Scheduler]) -> dict[str, Any]:
    scheduler = resume()
    return {"last_epoch": scheduler.last_epoch, "rates": rates(scheduler, MORE)}


def main() -> None:
    Path(sys.argv[1]).write_text(json.dumps(runs()), encoding="utf-8")


if __name__ == "__main__":
    main()
