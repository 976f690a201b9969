"""The schedulers of PyTorch in the settings that its own tests try, and in random ones; resumed and changed on the way."""

import json
import sys
import warnings
from pathlib import Path

import torch
from torch.optim import SGD, lr_scheduler

from tests.evidence.schedules import record


def optimizer_of(rates: list[float]) -> SGD:
    return SGD([{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate} for rate in rates], lr=rates[0])


def main() -> None:
    warnings.simplefilter("ignore")  # of an order of calls that is meant
    Path(sys.argv[1]).write_text(json.dumps(record("torch", lr_scheduler, optimizer_of)), encoding="utf-8")


if __name__ == "__main__":
    main()
