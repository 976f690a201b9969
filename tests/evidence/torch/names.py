"""The schedules of transformers and DeepSpeed by their names: the rates of a short run, and of what comes after its end."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from deepspeed.runtime import lr_schedules as deepspeed
from torch.optim import SGD
from transformers import get_scheduler

Scheduler = Any  # of no common class
RATE, WARMUP, TOTAL, RECORDED = 0.1, 4, 20, 40
TRANSFORMERS: tuple[tuple[str, dict[str, Any]], ...] = (  # name, what it cannot do without
    ("linear", {}),
    ("cosine", {}),
    ("cosine_with_restarts", {"num_cycles": 2}),
    ("polynomial", {"power": 2.0}),
    ("constant", {}),
    ("constant_with_warmup", {}),
    ("inverse_sqrt", {}),
    ("cosine_with_min_lr", {"min_lr_rate": 0.1}),
    ("cosine_warmup_with_min_lr", {"min_lr_rate": 0.1}),
    ("warmup_stable_decay", {"num_decay_steps": 4}),
)
DEEPSPEED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("WarmupLR", {"warmup_max_lr": RATE}),
    ("WarmupLR", {"warmup_max_lr": RATE, "warmup_type": "linear"}),
    ("WarmupDecayLR", {"warmup_max_lr": RATE, "warmup_type": "linear", "total_num_steps": TOTAL}),
    ("WarmupCosineLR", {"warmup_type": "linear", "total_num_steps": TOTAL}),
)


def rates(make: Callable[[SGD], Scheduler]) -> list[float]:
    """Return the rates of the first ``RECORDED`` updates."""
    optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)
    scheduler = make(optimizer)
    seen = []
    for _ in range(RECORDED):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return seen


def runs() -> Iterator[dict[str, Any]]:
    for name, settings in TRANSFORMERS:
        seen = rates(lambda o, name=name, settings=settings: get_scheduler(name, o, WARMUP, TOTAL, settings))  # type: ignore[misc] # its defaults are no types
        yield {"system": "transformers", "name": name, "settings": settings, "rates": seen}
    for name, settings in DEEPSPEED:
        kind = getattr(deepspeed, name)
        seen = rates(lambda o, kind=kind, settings=settings: kind(o, warmup_num_steps=WARMUP, **settings))  # type: ignore[misc] # as above
        yield {"system": "deepspeed", "name": name, "settings": settings, "rates": seen}


def main() -> None:
    seen = {"rate": RATE, "warmup": WARMUP, "total": TOTAL, "runs": list(runs())}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
