"""What a schedule does to a loss: a small network learns digits under six, each with the peak that suits it best.

A draw is a split of the data, a start and an order of the batches, the same for all schedules. The draws of a run are
trained at once, stacked: both optimizers work element by element, so that none sees the others.
"""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn
from torch.optim import SGD, AdamW, Optimizer, lr_scheduler
from torch.optim.lr_scheduler import LRScheduler

PIXELS, HIDDEN, DIGITS = 64, 32, 10
LEARNT, BATCH, STEPS, SEEN_EVERY = 1200, 16, 750, 25
COOLED = STEPS // 5  # the last steps of WSD
TUNING, COMPARED = range(40), range(1000, 1100)  # draws
STEPS_OF_GRID = 13  # each √2 times the one before
OPTIMIZERS: dict[str, tuple[float, Callable[[list[Tensor], float], Optimizer]]] = {  # with the lowest peak of the grid
    "AdamW": (0.002, lambda weights, peak: AdamW(weights, lr=peak, weight_decay=0.01)),
    "SGD": (0.00625, lambda weights, peak: SGD(weights, lr=peak, momentum=0.9)),
}
SCHEDULES: dict[str, Callable[[Optimizer], LRScheduler]] = {
    "constant": lambda optimizer: lr_scheduler.ConstantLR(optimizer, factor=1.0),
    "stairs": lambda optimizer: lr_scheduler.MultiStepLR(optimizer, [STEPS // 2, STEPS * 3 // 4], gamma=0.1),
    "cosine to 10%": lambda optimizer: lr_scheduler.CosineAnnealingLR(
        optimizer, STEPS, eta_min=optimizer.param_groups[0]["lr"] / 10
    ),
    "cosine": lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, STEPS),
    "linear": lambda optimizer: lr_scheduler.PolynomialLR(optimizer, STEPS),
    "WSD": lambda optimizer: lr_scheduler.LambdaLR(
        optimizer, lambda step: 1 - math.sqrt(max(step - STEPS + COOLED, 0) / COOLED)
    ),
}


class Draws(NamedTuple):
    """Several draws, stacked."""

    learnt: Tensor  # indices of samples
    held_out: Tensor
    order: Tensor  # places in ``learnt``
    weights: list[Tensor]


def draws(seeds: range, samples: int) -> Draws:
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]

    def shuffled(count: int) -> Tensor:
        return torch.stack([torch.randperm(count, generator=each) for each in generators])

    def normal(rows: int, columns: int, gain: float) -> Tensor:
        drawn = torch.stack([torch.randn(rows, columns, generator=each) for each in generators])
        return drawn * math.sqrt(gain / rows)

    split = shuffled(samples)
    weights = [
        normal(PIXELS, HIDDEN, gain=2),
        torch.zeros(len(seeds), 1, HIDDEN),
        normal(HIDDEN, DIGITS, gain=1),
        torch.zeros(len(seeds), 1, DIGITS),
    ]
    epochs = math.ceil(STEPS * BATCH / LEARNT)
    order = torch.cat([shuffled(LEARNT) for _ in range(epochs)], dim=1)
    return Draws(split[:, :LEARNT], split[:, LEARNT:], order, [each.requires_grad_() for each in weights])


def losses(weights: list[Tensor], pixels: Tensor, digits: Tensor) -> Tensor:
    """Return the mean cross-entropy of each draw."""
    first, first_bias, last, last_bias = weights
    scores = torch.relu(pixels @ first + first_bias) @ last + last_bias
    each = nn.functional.cross_entropy(scores.flatten(0, 1), digits.flatten(), reduction="none")
    return each.view(digits.shape).mean(dim=1)


def trained(optimizer_name: str, schedule: str, peak: float, seeds: range) -> Tensor:
    """Return the losses on what was held out, of the start and of every 25 steps: a column for each draw."""
    data = load_digits()
    pixels = torch.tensor(data.data / 16, dtype=torch.float32)
    digits = torch.tensor(data.target)
    drawn = draws(seeds, len(digits))
    optimizer = OPTIMIZERS[optimizer_name][1](drawn.weights, peak)
    scheduler = SCHEDULES[schedule](optimizer)
    seen = []
    for step in range(STEPS + 1):
        if step % SEEN_EVERY == 0:
            with torch.no_grad():
                seen.append(losses(drawn.weights, pixels[drawn.held_out], digits[drawn.held_out]))
        if step < STEPS:
            batch = torch.gather(drawn.learnt, 1, drawn.order[:, step * BATCH : (step + 1) * BATCH])
            optimizer.zero_grad()
            losses(drawn.weights, pixels[batch], digits[batch]).sum().backward()
            optimizer.step()
            scheduler.step()
    return torch.stack(seen)


def compared(optimizer_name: str) -> dict[str, Any]:
    """Return how each schedule did: with every peak of the grid, and with its best one on draws that did not choose it."""
    lowest, _ = OPTIMIZERS[optimizer_name]
    grid = [lowest * math.sqrt(2) ** each for each in range(STEPS_OF_GRID)]
    schedules = {}
    for name in SCHEDULES:
        tuned = [trained(optimizer_name, name, peak, TUNING)[-1].mean().item() for peak in grid]
        peak = grid[tuned.index(min(tuned))]
        seen = trained(optimizer_name, name, peak, COMPARED)
        quartiles = torch.quantile(seen, torch.tensor([0.25, 0.75]), dim=1)
        schedules[name] = {
            "tuned": rounded(tuned),
            "peak": peak,
            "mean": rounded(seen.mean(dim=1).tolist()),
            "quartiles": [rounded(each.tolist()) for each in quartiles],
            "last": rounded(seen[-1].tolist()),
        }
    return {"grid": grid, "schedules": schedules}


def rounded(values: list[float]) -> list[float]:
    return [round(value, 6) for value in values]


def main() -> None:
    torch.set_num_threads(1)
    setting = {
        "learnt": LEARNT,
        "batch": BATCH,
        "steps": STEPS,
        "seen every": SEEN_EVERY,
        "hidden": HIDDEN,
        "tuning draws": len(TUNING),
        "draws": len(COMPARED),
    }
    seen = {**setting, "optimizers": {name: compared(name) for name in OPTIMIZERS}}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
