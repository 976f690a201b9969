"""What the playground of the learning rate writes for transformers and DeepSpeed, run by them: the rates of each setting."""

import json
import sys
from pathlib import Path
from typing import Any

import torch
from deepspeed.runtime import lr_schedules as deepspeed
from torch.optim import SGD
from transformers import TrainingArguments, get_scheduler

from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from plots.playgrounds.lr.elsewhere import elsewhere
from plots.playgrounds.state import read_settings

AFTER = 8  # updates beyond the end
WARM = "scheduler=WarmupLR&warmup_iters=6&warmup_prefix=true&scheduler_or_optimizer="
QUERIES = (
    *(text for _, _, text in PLAYGROUND.presets),
    f"{WARM}optimizer&warmup_factor=0",
    f"{WARM}CosineDecayLR(decay_steps=30,alpha=0)&warmup_factor=0",
    f"{WARM}CosineDecayLR(decay_steps=30,alpha=0.2)&warmup_factor=0.5",
    f"{WARM}CosineAnnealingLR(T_max=30,eta_min=0.02)&warmup_factor=0",
    f"{WARM}PolynomialLR(steps=30,end_learning_rate=0.01,power=2,cycle=false)&warmup_factor=0",
    f"{WARM}CosineAnnealingWarmRestarts(T_0=10,T_mult=1,eta_min=0,decay_rate=1,restart_limit=3)&warmup_factor=0",
    "scheduler=PolynomialLR&end_learning_rate=0&power=1",
    "scheduler=SequentialLR&schedulers=LinearLR(start_factor=0,end_factor=1,total_iters=4),ConstantLR(factor=1),"
    "CosineDecayLR(decay_steps=8,alpha=0.1)&milestones=4,20",
)


def settings() -> dict[str, Any]:
    """Return the values of every setting, the compared ones too, by its query."""
    found = [each for text in QUERIES for each in read_settings(PLAYGROUND, query.read(text))]
    return {query.write([each.pairs]): each.values for each in found}


def optimizer_of(rate: float) -> SGD:
    return SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def rates(scheduler: Any, steps: int) -> list[float]:
    seen = []
    for _ in range(steps):
        seen.append(scheduler.optimizer.param_groups[0]["lr"])
        scheduler.optimizer.step()
        scheduler.step()
    return seen


def run(name: str, text: str) -> list[float] | None:
    """Return the rates of what is written for a library; None for one that is not here."""
    if name.startswith("Hugging Face"):
        made: dict[str, Any] = {}
        exec(text, made)
        given: TrainingArguments = made["arguments"]
        total = given.max_steps
        warmup, kwargs = given.get_warmup_steps(total), given.lr_scheduler_kwargs
        scheduler = get_scheduler(given.lr_scheduler_type, optimizer_of(given.learning_rate), warmup, total, kwargs)
        return rates(scheduler, total + AFTER + 1)
    if name.startswith("DeepSpeed"):
        config = json.loads(text)
        params = config["scheduler"]["params"]
        optimizer = optimizer_of(config["optimizer"]["params"]["lr"])
        scheduler = getattr(deepspeed, config["scheduler"]["type"])(optimizer, **params)
        return rates(scheduler, params.get("total_num_steps", 30) + AFTER + 1)
    return None


def main() -> None:
    seen = [
        {"query": text, "name": name, "code": code, "rates": found}
        for text, values in settings().items()
        for name, code in elsewhere(values)
        if (found := run(name, code))
    ]
    Path(sys.argv[1]).write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
