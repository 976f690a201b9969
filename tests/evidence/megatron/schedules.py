"""The schedules of Megatron-LM, read from its options by itself: each by its name, and those that the playground writes."""

from types import SimpleNamespace
from typing import Any
from unittest import mock

from plots.playgrounds.lr.elsewhere import elsewhere
from tests.evidence.megatron import _options
from tests.evidence.settings import settings
from tests.evidence.torch import _ranks

RATE, WARMUP, TOTAL, RECORDED = 0.1, 4, 20, 40  # as in torch/names.py
BATCH = 32  # samples of an update: what the scheduler counts
AFTER = 8  # updates beyond the end
NAMES = ("constant", "linear", "cosine", "inverse-square-root", "WSD")
ENDS = ("exponential", "linear", "cosine", "minus_sqrt")
DEFAULTS = ("lr_decay_style", "lr_wsd_decay_style", "lr_warmup_init", "min_lr")
ITERATIONS = "--{name}-iters {updates}"
SAMPLES = "--{name}-samples {samples}"


def rates(line: str, updates: int, train: str = f"--train-iters {TOTAL}") -> list[float]:
    """Return the rates of the first updates: the scheduler that its options make, stepped as its training loop does."""
    from megatron.training import training

    batch = f"--micro-batch-size 1 --global-batch-size {BATCH}"
    options = _options.read(f"{_options.REST} {batch} {train} {line}")
    optimizer = SimpleNamespace(param_groups=[{}])
    seen = []
    with mock.patch.object(training, "get_args", return_value=options):
        scheduler = training.get_optimizer_param_scheduler(optimizer)
    for _ in range(updates):
        seen.append(optimizer.param_groups[0]["lr"])
        scheduler.step(increment=BATCH)
    return seen


def named(style: str, end: str = "") -> dict[str, Any]:
    """Return the rates of a style, with its lengths in iterations and in samples."""
    about = f"--lr {RATE} --lr-decay-style {style}" + (f" --lr-wsd-decay-style {end}" if end else "")

    def lengths(pattern: str) -> str:
        lengths = {"lr-warmup": WARMUP, "lr-decay": TOTAL} | ({"lr-wsd-decay": WARMUP} if end else {})
        return " ".join(
            pattern.format(name=name, updates=updates, samples=updates * BATCH) for name, updates in lengths.items()
        )

    return {
        "name": style,
        "end": end,
        "rates": rates(f"{about} {lengths(ITERATIONS)}", RECORDED),
        "by samples": rates(f"{about} {lengths(SAMPLES)}", RECORDED, f"--train-samples {TOTAL * BATCH}"),
    }


def written() -> list[dict[str, Any]]:
    """Return the rates of every setting of the playground that has a name here."""
    seen = []
    for text, values in settings().items():
        for name, code in elsewhere(values):
            if name.startswith("Megatron"):
                line = code.replace("\\\n", " ")
                total = int(line.partition("--lr-decay-iters ")[2].split()[0]) if "--lr-decay-iters" in line else TOTAL
                seen.append({"query": text, "name": name, "code": code, "rates": rates(line, total + AFTER + 1)})
    return seen


def main() -> None:
    plain = _options.read(f"{_options.REST} --micro-batch-size 1 --train-iters {TOTAL} --lr {RATE}")
    runs = [named(style) for style in NAMES if style != "WSD"] + [named("WSD", end) for end in ENDS]
    defaults = {name: getattr(plain, name) for name in DEFAULTS}
    _ranks.write(
        {"rate": RATE, "warmup": WARMUP, "total": TOTAL, "defaults": defaults, "runs": runs, "written": written()}
    )


if __name__ == "__main__":
    main()
