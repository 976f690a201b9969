"""Compute the records of oracles/lr.json again with our schedulers, in CPython or in MicroPython."""

import math

from plots.models import lr_schedules
from plots.models.lr_schedules import Optimizer, learning_rates, pytorch
from plots.models.lr_schedules.workings import plateau_working, watched, working

LIBRARIES = {"oneflow": lr_schedules, "pytorch": pytorch}
FIELDS = ("id", "framework", "version", "source", "scheduler", "params", "base_lr", "metrics", "lrs", "note")


def replay(record):
    """Return the learning rates that ``record["lrs"]`` should equal.

    A field, library, scheduler or parameter that is not known raises: a record is understood whole or not at all.
    """
    unknown = [field for field in record if field not in FIELDS]
    if unknown:
        raise ValueError(f"unknown fields: {unknown}")
    library = LIBRARIES[record["framework"]]
    return learning_rates(
        lambda optimizer: build(library, record, optimizer),
        len(record["lrs"]),
        lr=record["base_lr"],
        metrics=record.get("metrics"),
    )


def expected(record):
    """Return what the library gave."""
    return record["lrs"]


def lines(record):
    """Return what is said of each step of a record of OneFlow."""
    scheduler = build(lr_schedules, record, Optimizer(record["base_lr"]))
    if record.get("metrics") is not None:
        return [plateau_working(scheduler, call) for call in watched(scheduler, record["metrics"])]
    return [working(scheduler, step) for step in range(len(record["lrs"]))]


def build(library, spec, optimizer):
    """Return the scheduler that ``spec`` (its name and parameters, schedulers inside it alike) describes."""
    params = dict(spec["params"])
    if "lr_lambda" in params:
        params["lr_lambda"] = function(params["lr_lambda"])
    if "schedulers" in params:
        params["schedulers"] = [build(library, inner, optimizer) for inner in params["schedulers"]]
    inner = params.get("scheduler_or_optimizer")
    if inner is not None:
        params["scheduler_or_optimizer"] = optimizer if inner == "optimizer" else build(library, inner, optimizer)
    elif spec["scheduler"] != "ChainedScheduler":
        params["optimizer"] = optimizer
    return getattr(library, spec["scheduler"])(**params)


def function(source):
    """Return the function with this source, or a list of functions for a list of sources."""
    return eval(source, {"math": math}) if isinstance(source, str) else [function(one) for one in source]
