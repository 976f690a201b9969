"""The schedulers of OneFlow in its static graph: what it refuses, and the rates where they differ from those of a step.

A parameter whose gradient is 1 tells the rates that a graph uses: it falls by each.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import oneflow
from oneflow.nn import Graph, Module, Parameter
from oneflow.optim import SGD, lr_scheduler

Scheduler = Any  # of no common class
RATE = 1.0
CYCLE = 2  # T_0
TRIES = 8  # threads of a graph now and then touch what its process has let go


def cosine(optimizer: SGD, floor: float) -> Scheduler:
    return lr_scheduler.CosineAnnealingLR(optimizer, T_max=10, eta_min=floor)


def joined(optimizer: SGD, rescaling: list[bool]) -> Scheduler:
    parts = [lr_scheduler.LinearLR(optimizer, 0.1 * each, 0.9, 40) for each in (1, 2, 3)]
    return lr_scheduler.SequentialLR(optimizer, parts, milestones=[10, 30], interval_rescaling=rescaling)


def restarted(optimizer: SGD, times: int) -> Scheduler:
    return lr_scheduler.CosineAnnealingWarmRestarts(optimizer, CYCLE, T_mult=times, eta_min=0.1)


MADE: dict[str, tuple[int, Callable[[SGD], Scheduler]]] = {  # updates
    "LambdaLR": (3, lambda optimizer: lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + step))),
    "ChainedScheduler": (3, lambda optimizer: lr_scheduler.ChainedScheduler([cosine(optimizer, 0.1)])),
    "ReduceLROnPlateau": (3, lr_scheduler.ReduceLROnPlateau),
    "CosineAnnealingLR": (30, lambda optimizer: cosine(optimizer, 0.1)),
    "CosineAnnealingLR, eta_min = b": (3, lambda optimizer: cosine(optimizer, RATE)),
    "MultiStepLR, no milestones": (3, lambda optimizer: lr_scheduler.MultiStepLR(optimizer, [])),
    "SequentialLR, [True, False]": (50, lambda optimizer: joined(optimizer, [True, False])),
    "SequentialLR, [True, True]": (50, lambda optimizer: joined(optimizer, [True, True])),
    "SequentialLR, [False, False]": (50, lambda optimizer: joined(optimizer, [False, False])),
    "CosineAnnealingWarmRestarts, T_mult = 3": (124 * CYCLE, lambda optimizer: restarted(optimizer, 3)),
    "CosineAnnealingWarmRestarts, T_mult = 10": (114 * CYCLE, lambda optimizer: restarted(optimizer, 10)),
}


class Total(Module):  # type: ignore[misc]  # OneFlow has no types
    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter

    def forward(self) -> oneflow.Tensor:
        return self.parameter.sum()


class Training(Graph):  # type: ignore[misc]  # as above
    def __init__(self, model: Total, optimizer: SGD, scheduler: Scheduler) -> None:
        super().__init__()
        self.model = model
        self.add_optimizer(optimizer, lr_sch=scheduler)

    def build(self) -> oneflow.Tensor:
        loss = self.model()
        loss.backward()
        return loss


def in_steps(name: str) -> list[float]:
    updates, make = MADE[name]
    optimizer = SGD([Parameter(oneflow.zeros(1))], lr=RATE)
    scheduler = make(optimizer)
    rates = []
    for _ in range(updates):
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step(*([1.0] if name == "ReduceLROnPlateau" else []))
    return rates


def in_graph(name: str) -> list[float]:
    updates, make = MADE[name]
    parameter = Parameter(oneflow.zeros(1))
    optimizer = SGD([parameter], lr=RATE)
    graph = Training(Total(parameter), optimizer, make(optimizer))
    rates = []
    for _ in range(updates):
        with oneflow.no_grad():
            parameter.copy_(oneflow.zeros(1))
        graph()
        rates.append(-float(parameter.numpy()[0]))
    return rates


def outcome(where: str, name: str) -> dict[str, Any]:
    """Return the rates, or how it ended, of a process of its own: some checks end theirs."""
    ask = [sys.executable, "-m", __spec__.name, where, name]
    for _ in range(TRIES):
        asked = subprocess.run(ask, capture_output=True, encoding="utf-8")
        if asked.returncode != -signal.SIGSEGV:
            break
    lines = [line for line in asked.stdout.splitlines() if line.startswith("{")]  # OneFlow prints errors of its own
    told: dict[str, Any] = json.loads(lines[0]) if lines else {"signal": -asked.returncode}
    return told


def tell(where: str, name: str) -> None:
    try:
        told: dict[str, Any] = {"rates": {"steps": in_steps, "graph": in_graph}[where](name)}
    except Exception as error:
        told = {"error": type(error).__name__}
    print(json.dumps(told), flush=True)
    os._exit(0)  # threads that outlive a graph now and then end the process with an error


def main() -> None:
    if len(sys.argv) == 3:
        tell(*sys.argv[1:])
        return
    seen = {name: {where: outcome(where, name) for where in ("steps", "graph")} for name in MADE}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
