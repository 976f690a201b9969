"""The learning rates of a setting, without the playground's code."""

import math

from plots.models import lr_schedules
from plots.models.lr_schedules import learning_rates
from plots.playgrounds.lr.metrics import metric_curve
from plots.playgrounds.lr.schedulers.record import NO_SCHEDULER


def expected_rates(values):
    """Return the learning rates of a setting from the training loop, built without the playground's code."""
    name = values["scheduler"]
    count = values["until"] + 1
    metrics = metric_curve(values["metric"], values.get("metrics", []), count) if "metric" in values else None
    return learning_rates(lambda optimizer: built(name, values, optimizer), count, lr=values["lr"], metrics=metrics)


def built(name, values, optimizer):
    """Return the scheduler that a setting describes, from its values by name alone."""
    arguments = {
        key: value
        for key, value in values.items()
        if key not in {"scheduler", "lr", "until", "every", "iterations", "framework", "metric", "metrics"}
        and key not in {"momentum", "noise", "seed", "quadratic", "valley"}
    }
    if "lr_lambda" in arguments:
        arguments["lr_lambda"] = compiled(arguments["lr_lambda"])
    if "schedulers" in arguments:
        arguments["schedulers"] = [built(kind, inner, optimizer) for kind, inner in arguments["schedulers"]]
    if "scheduler_or_optimizer" in arguments:
        [(kind, inner)] = arguments["scheduler_or_optimizer"]
        arguments["scheduler_or_optimizer"] = optimizer if kind == NO_SCHEDULER else built(kind, inner, optimizer)
    elif name != "ChainedScheduler":
        arguments["optimizer"] = optimizer
    return getattr(lr_schedules, name)(**arguments)


def compiled(code):
    names = {"math": math}
    if code.startswith("def "):
        exec(code, names)
        return names["lr_lambda"]
    return eval(code if code.startswith("lambda") else f"lambda t: {code}", names)
