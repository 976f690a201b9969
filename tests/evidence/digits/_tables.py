"""The tables of plots/data that say what schedules did to a loss, made of the record.

Usage: ``python -m tests.evidence.digits._tables`` writes them; a test holds them equal.
"""

import csv
import io
from collections.abc import Iterable
from statistics import mean, stdev
from typing import Any

from plots.data import digits
from tests.evidence.environments import seen


def texts() -> dict[str, str]:
    """Return the text of each file by its name."""
    record = seen("digits-schedules")
    return {
        digits.RESULTS: text(digits.Result, results(record)),
        digits.CURVES: text(digits.Moment, curves(record)),
        digits.PEAKS: text(digits.Tried, peaks(record)),
    }


def results(record: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    for optimizer, compared in record["optimizers"].items():
        schedules = compared["schedules"]
        for name, found in schedules.items():
            gaps = [gap(found["last"], schedules[other]["last"]) for other in ("constant", "linear")]
            loss = round(mean(found["last"]), 5)
            yield (optimizer, name, round(found["peak"], 6), loss, *(part for each in gaps for part in each))


def gap(losses: list[float], others: list[float]) -> tuple[float, float]:
    """Return the mean of paired differences, and its standard error."""
    differences = [loss - other for loss, other in zip(losses, others, strict=True)]
    return round(mean(differences), 5), round(stdev(differences) / len(differences) ** 0.5, 5)


def curves(record: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    for name, found in record["optimizers"]["AdamW"]["schedules"].items():
        moments = zip(found["mean"], *found["quartiles"], strict=True)
        yield from (
            (name, number * record["seen every"], *(round(loss, 5) for loss in losses))
            for number, losses in enumerate(moments)
        )


def peaks(record: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    for optimizer, compared in record["optimizers"].items():
        for name, found in compared["schedules"].items():
            for peak, loss in zip(compared["grid"], found["tuned"], strict=True):
                yield optimizer, name, round(peak, 6), round(loss, 5)


def text(row: Any, rows: Iterable[tuple[object, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([row._fields, *rows])
    return written.getvalue()


if __name__ == "__main__":
    for name, content in texts().items():
        (digits.FOLDER / name).write_text(content, encoding="utf-8")
