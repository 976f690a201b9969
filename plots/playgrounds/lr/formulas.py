"""The formulas of OneFlow's schedulers as source code: functions of the base learning rate b and the step t."""

from plots.playgrounds.lr.code import NAME, as_function, is_statements
from plots.playgrounds.lr.schedulers import NO_SCHEDULER
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values

BASE = "BASE_LR"
NAMES = {
    "ConstantLR": "constant",
    "LinearLR": "linear",
    "ExponentialLR": "exponential",
    "StepLR": "step",
    "MultiStepLR": "multi_step",
    "PolynomialLR": "polynomial",
    "CosineDecayLR": "cosine_decay",
    "CosineAnnealingLR": "cosine_annealing",
    "CosineAnnealingWarmRestarts": "warm_restarts",
    "LambdaLR": "custom",
    "SequentialLR": "sequential",
    "WarmupLR": "warmup",
    "ChainedScheduler": "chained",
}


class Formulas:
    """Writes functions, those that others call first.

    Args:
        base: The base learning rate, as source.
        stays: Whether LinearLR stays at its end, as in PyTorch, and does not jump back to b.
    """

    def __init__(self, base: str, *, stays: bool = False) -> None:
        self.definitions = [f"{BASE} = {base}"]
        self.stays = stays
        self.names: "list[str]" = []

    def add(self, name: str, values: "Values") -> str:
        """Write the function of a scheduler and return its name."""
        lines = WRITERS[name](self, values)
        function = self.unused(NAMES[name])
        body = "\n".join(["    " + line for line in lines])
        self.definitions.append(f"def {function}(b, t):\n{body}")
        return function

    def unused(self, name: str) -> str:
        """Return ``name``, with a number where it is taken."""
        self.names.append(name)
        count = self.names.count(name)
        return name if count == 1 else f"{name}_{count}"

    def constant(self, v: "Values") -> "list[str]":
        """Return the lines of ConstantLR."""
        return [f"return b * {text(v['factor'])} if t < {v['total_iters']} else b"]

    def linear(self, v: "Values") -> "list[str]":
        """Return the lines of LinearLR."""
        start, end, length = text(v["start_factor"]), text(v["end_factor"]), v["total_iters"]
        after = f"b * {end}" if self.stays and v["end_factor"] != 1 else "b"
        return [f"return b * ({start} + ({end} - {start}) * t / {length}) if t < {length} else {after}"]

    def exponential(self, v: "Values") -> "list[str]":
        """Return the lines of ExponentialLR."""
        return [f"return b * {text(v['gamma'])} ** t"]

    def step(self, v: "Values") -> "list[str]":
        """Return the lines of StepLR."""
        return [f"return b * {text(v['gamma'])} ** (t // {v['step_size']})"]

    def multi_step(self, v: "Values") -> "list[str]":
        """Return the lines of MultiStepLR."""
        return [f"return b * {text(v['gamma'])} ** sum(m <= t for m in {v['milestones']})"]

    def polynomial(self, v: "Values") -> "list[str]":
        """Return the lines of PolynomialLR."""
        length, end, power = v["steps"], text(v["end_learning_rate"]), text(v["power"])
        if v["cycle"]:
            lines = ["t = max(t, 1)", f"length = {length} * -(-t // {length})"]
        else:
            lines = [f"t, length = min(t, {length}), {length}"]
        return lines + [f"return (b - {end}) * (1 - t / length) ** {power} + {end}"]

    def cosine_decay(self, v: "Values") -> "list[str]":
        """Return the lines of CosineDecayLR."""
        alpha, length = text(v["alpha"]), v["decay_steps"]
        return [
            f"cosine = (1 + math.cos(math.pi * min(t / {length}, 1))) / 2",
            f"return b * ((1 - {alpha}) * cosine + {alpha})" if v["alpha"] else "return b * cosine",
        ]

    def cosine_annealing(self, v: "Values") -> "list[str]":
        """Return the lines of CosineAnnealingLR."""
        return [between(v["eta_min"], "b", f"t / {v['T_max']}")]

    def warm_restarts(self, v: "Values") -> "list[str]":
        """Return the lines of CosineAnnealingWarmRestarts."""
        low, limit = text(v["eta_min"]), v["restart_limit"]
        lines = [
            f"cycle, start, length = 0, 0, {v['T_0']}",
            "while t >= start + length:",
            f"    cycle, start, length = cycle + 1, start + length, length * {v['T_mult']}",
        ]
        if limit:
            lines += [f"if cycle >= {limit}:", f"    return {low}"]
        peak = "b" if v["decay_rate"] == 1 else f"b * {text(v['decay_rate'])} ** cycle"
        return lines + [between(v["eta_min"], peak, "(t - start) / length")]

    def custom(self, v: "Values") -> "list[str]":
        """Return the lines of LambdaLR."""
        return [f"return b * ({reader_function(v[NAME], self.definitions)})(t)"]

    def sequential(self, v: "Values") -> "list[str]":
        """Return the lines of SequentialLR."""
        functions = [self.add(kind, inner) for kind, inner in v["schedulers"]]
        lines = []
        for i in range(len(functions) - 1, 0, -1):
            milestone = v["milestones"][i - 1]
            own = f"t - {milestone}" if v["interval_rescaling"][i - 1] else "t"
            lines += [f"if t >= {milestone}:", f"    return {functions[i]}(b, {own})"]
        return lines + [f"return {functions[0]}(b, t)"]

    def warmup(self, v: "Values") -> "list[str]":
        """Return the lines of WarmupLR."""
        kind, inner = v["scheduler_or_optimizer"][0]
        length, start = v["warmup_iters"], text(v["warmup_factor"])
        function = None if kind == NO_SCHEDULER else self.add(kind, inner)
        lines = [f"if t < {length}:"]
        if v["warmup_method"] == "constant":
            lines.append(f"    return b * {start}")
        elif function is None or v["warmup_prefix"]:
            lines.append(f"    return b * ({start} + (1 - {start}) * t / {length})")
        else:
            lines += [
                f"    end = {function}({BASE}, {length}) / {BASE}",
                f"    return b * ({start} + (end - {start}) * t / {length})",
            ]
        if function is None:
            return lines + ["return b"]
        own = f"t - {length}" if v["warmup_prefix"] else "t"
        return lines + [f"return {function}(b, {own})"]

    def chained(self, v: "Values") -> "list[str]":
        """Return the lines of ChainedScheduler."""
        functions = [self.add(kind, inner) for kind, inner in v["schedulers"]]
        return [f"b = {function}(b, t)" for function in functions] + ["return b"]


WRITERS = {
    "ConstantLR": Formulas.constant,
    "LinearLR": Formulas.linear,
    "ExponentialLR": Formulas.exponential,
    "StepLR": Formulas.step,
    "MultiStepLR": Formulas.multi_step,
    "PolynomialLR": Formulas.polynomial,
    "CosineDecayLR": Formulas.cosine_decay,
    "CosineAnnealingLR": Formulas.cosine_annealing,
    "CosineAnnealingWarmRestarts": Formulas.warm_restarts,
    "LambdaLR": Formulas.custom,
    "SequentialLR": Formulas.sequential,
    "WarmupLR": Formulas.warmup,
    "ChainedScheduler": Formulas.chained,
}


def between(low: float, high: str, way: str) -> str:
    """Return the line that goes along half a cosine from ``high`` to ``low``."""
    cosine = f"(1 + math.cos(math.pi * {way})) / 2"
    return f"return {text(low)} + ({high} - {text(low)}) * {cosine}" if low else f"return {high} * {cosine}"


def reader_function(code: str, definitions: "list[str]") -> str:
    """Return the reader's code as an expression that is a function; statements go into ``definitions``."""
    if not is_statements(code):
        return as_function(code)
    number = sum([1 for definition in definitions if f"= {NAME}" in definition]) + 1
    definitions.append(f"{code.strip()}\n\n\nlambda_{number} = {NAME}")
    return f"lambda_{number}"


def text(value: "Any") -> str:
    """Return a value as Python source."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return repr(value)
    return exact(value)
