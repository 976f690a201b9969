"""The schedulers of OneFlow in the settings that its own tests try, and in random ones; resumed and changed on the way."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import oneflow
from oneflow.optim import SGD, lr_scheduler

from tests.evidence.schedules import record


def polynomial(optimizer: SGD, steps: int, **others: object) -> object:
    """Return the scheduler as 0.7.0 makes it: 0.8.0 calls ``steps`` by another name."""
    return lr_scheduler.PolynomialLR(optimizer, steps, **others)


def optimizer_of(rates: list[float]) -> SGD:
    return SGD([{"params": [oneflow.nn.Parameter(oneflow.zeros(1))], "lr": rate} for rate in rates], lr=rates[0])


def main() -> None:
    library = SimpleNamespace(**{**vars(lr_scheduler), "PolynomialLR": polynomial})
    Path(sys.argv[1]).write_text(json.dumps(record("oneflow", library, optimizer_of)), encoding="utf-8")


if __name__ == "__main__":
    main()
