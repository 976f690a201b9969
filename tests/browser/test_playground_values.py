"""What a playground draws is what the models compute: ten random settings of each of the 14 schedulers."""

import math
import random
from typing import Any
from urllib.parse import urlencode

import pytest

from plots.models import lr_schedules
from tests.browser.playing import curve, drawn_points, open_playground, picture, query_of, settle

SETTINGS = 10
TOLERANCE = 1e-9
INNER = ("ConstantLR", "LinearLR", "ExponentialLR", "StepLR", "CosineDecayLR", "CosineAnnealingLR", "PolynomialLR")
FUNCTIONS = ("1 / (1 + {a} * t)", "lambda t: {a} ** t", "def lr_lambda(t):\n    return min(1, {a} * t)")


class Draw:
    """Random settings, the same in every run: text for the address and the values that the models get."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def real(self, low: float, high: float) -> float:
        return float(f"{self.random.uniform(low, high):.3g}")

    def flag(self) -> bool:
        return self.random.random() < 0.5

    def rising(self, count: int, high: int) -> list[int]:
        return sorted(self.random.sample(range(1, high), count))

    def arguments(self, scheduler: str, base: float) -> dict[str, Any]:
        """Return the arguments of a scheduler that contains no other."""
        if scheduler == "ConstantLR":
            return {"factor": self.real(0, 1), "total_iters": self.whole(1, 40)}
        if scheduler == "LinearLR":
            return {
                "start_factor": self.real(0.01, 1),
                "end_factor": self.real(0, 1),
                "total_iters": self.whole(1, 40),
            }
        if scheduler == "ExponentialLR":
            return {"gamma": self.real(0.5, 1.05)}
        if scheduler == "StepLR":
            return {"step_size": self.whole(1, 30), "gamma": self.real(0.1, 1.1)}
        if scheduler == "MultiStepLR":
            return {"milestones": self.rising(self.whole(1, 5), 60), "gamma": self.real(0.1, 1)}
        if scheduler == "PolynomialLR":
            end = self.real(0, base)
            return {
                "steps": self.whole(1, 50),
                "end_learning_rate": end,
                "power": self.real(0.1, 4),
                "cycle": self.flag(),
            }
        if scheduler == "CosineDecayLR":
            return {"decay_steps": self.whole(1, 60), "alpha": self.real(0, 1)}
        if scheduler == "CosineAnnealingLR":
            return {"T_max": self.whole(1, 60), "eta_min": self.real(0, base)}
        if scheduler == "CosineAnnealingWarmRestarts":
            return {
                "T_0": self.whole(1, 20),
                "T_mult": self.whole(1, 3),
                "eta_min": self.real(0, base),
                "decay_rate": self.real(0.3, 1),
                "restart_limit": self.whole(0, 4),
            }
        raise AssertionError(scheduler)


def text_of(value: object) -> str:
    """Return a value as an address writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(text_of(each) for each in value)
    return repr(value)


def call(scheduler: str, arguments: dict[str, object]) -> str:
    return f"{scheduler}({','.join(f'{name}={text_of(value)}' for name, value in arguments.items())})"


def made(scheduler: str, optimizer: lr_schedules.Optimizer, arguments: dict[str, Any]) -> lr_schedules.LRScheduler:
    model: lr_schedules.LRScheduler = getattr(lr_schedules, scheduler)(optimizer, **arguments)
    return model


def setting(scheduler: str, number: int) -> tuple[dict[str, object], list[float]]:
    """Return the query of a random setting, and the rates that the model gives."""
    draw = Draw(f"{scheduler} {number}")
    base, until = draw.real(0.001, 1), draw.whole(5, 120)
    optimizer = lr_schedules.Optimizer(base)
    query: dict[str, object] = {"scheduler": scheduler, "lr": base, "until": until}
    if scheduler == "ReduceLROnPlateau":
        return plateau(draw, query, optimizer, until)
    model: lr_schedules.LRScheduler
    if scheduler in ("SequentialLR", "ChainedScheduler"):
        names = [draw.random.choice(INNER) for _ in range(draw.whole(2, 3))]
        inner = [(name, draw.arguments(name, base)) for name in names]
        query["schedulers"] = ",".join(call(*each) for each in inner)
        schedulers = [made(name, optimizer, arguments) for name, arguments in inner]
        if scheduler == "ChainedScheduler":
            model = lr_schedules.ChainedScheduler(schedulers)
        else:
            milestones = draw.rising(len(names) - 1, until + 1)
            rescaling = [draw.flag() for _ in milestones]
            query |= {"milestones": text_of(milestones), "interval_rescaling": text_of(rescaling)}
            model = lr_schedules.SequentialLR(optimizer, schedulers, milestones, rescaling)
    elif scheduler == "WarmupLR":
        name = draw.random.choice(("CosineDecayLR", "ConstantLR", "StepLR", "PolynomialLR"))
        arguments = draw.arguments(name, base)
        if "gamma" in arguments:
            arguments["gamma"] = min(1.0, arguments["gamma"])  # the ramp may not end above b
        own: dict[str, Any] = {
            "warmup_factor": draw.real(0, 1),
            "warmup_iters": draw.whole(1, 20),
            "warmup_method": draw.random.choice(("linear", "constant")),
            "warmup_prefix": draw.flag(),
        }
        query |= {"scheduler_or_optimizer": call(name, arguments)}
        query |= {key: value if isinstance(value, str) else text_of(value) for key, value in own.items()}
        model = lr_schedules.WarmupLR(made(name, optimizer, arguments), **own)
    elif scheduler == "LambdaLR":
        code = draw.random.choice(FUNCTIONS).format(a=draw.real(0.05, 0.95))
        query["lr_lambda"] = code
        model = lr_schedules.LambdaLR(optimizer, function_of(code))
    else:
        arguments = draw.arguments(scheduler, base)
        query |= {key: text_of(value) for key, value in arguments.items()}
        model = made(scheduler, optimizer, arguments)
    return query, [model.get_lr(base, step) for step in range(until + 1)]


def plateau(draw: Draw, query: dict, optimizer: lr_schedules.Optimizer, until: int) -> tuple[dict, list[float]]:
    metrics = [draw.real(0, 1) for _ in range(until + 1)]
    arguments: dict[str, Any] = {
        "mode": draw.random.choice(("min", "max")),
        "factor": draw.real(0.1, 0.9),
        "patience": draw.whole(0, 6),
        "threshold": draw.real(0.0001, 0.1),
        "threshold_mode": draw.random.choice(("rel", "abs")),
        "cooldown": draw.whole(0, 5),
    }
    query |= {key: value if isinstance(value, str) else text_of(value) for key, value in arguments.items()}
    query |= {"metric": "drawn", "metrics": text_of(metrics)}
    model = lr_schedules.ReduceLROnPlateau(optimizer, **arguments)
    rates = []
    for metric in metrics:
        rates.append(optimizer.param_groups[0]["lr"])
        model.step(metric)
    return query, rates


def function_of(code: str):
    names: dict[str, object] = {}
    if code.startswith("def"):
        exec(code, names)
        return names["lr_lambda"]
    return eval(code if code.startswith("lambda") else f"lambda t: {code}", names)


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", lr_schedules.__all__[:14])
def test_the_picture_of_ten_random_settings_is_what_the_model_computes(page, server, scheduler):
    """The first comes with the address of the page; the others are opened as the first was, in the same page."""
    for number in range(SETTINGS):
        query, rates = setting(scheduler, number)

        if number == 0:
            element = open_playground(page, server, query_of(**query))
        else:
            element.evaluate("(element, query) => element.playground.open(query, [])", urlencode(query))
        if scheduler == "LambdaLR":
            element.get_by_role("button", name="运行").click()
            settle(element)

        values = curve(element)
        assert len(values) == len(rates), query
        scale = max(map(abs, rates)) or 1.0
        assert all(
            math.isclose(one, other, rel_tol=0, abs_tol=TOLERANCE * scale)
            for one, other in zip(values, rates, strict=True)
        ), query


@pytest.mark.parametrize("scheduler", ["StepLR", "CosineDecayLR"])
def test_the_line_goes_where_the_data_is(page, server, scheduler):
    query, _ = setting(scheduler, 0)
    element = open_playground(page, server, query_of(**query))

    data = picture(element)
    values = data["series"][0]["values"]
    span = data["y"]["high"] - data["y"]["low"]
    corners = drawn_points(element)
    drawn = corners if data["kind"] == "lines" else [corners[0], *corners[2::2]]
    assert len(drawn) == len(values)
    for step, ((x, y), value) in enumerate(zip(drawn, values, strict=True)):
        assert math.isclose(x, step, abs_tol=0.01)
        assert math.isclose(y, value, abs_tol=span / 1000)
