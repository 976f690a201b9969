"""What the playground of the learning rate writes for transformers and DeepSpeed, run by them: the rates of each setting."""

import json
import sys
from pathlib import Path
from typing import Any

import torch
from deepspeed.runtime import lr_schedules as deepspeed
from torch.optim import SGD
from transformers import TrainingArguments, get_scheduler

from plots.playgrounds.lr.elsewhere import elsewhere
from tests.evidence.settings import settings

AFTER = 8  # updates beyond the end


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
