"""Code that gives the rates of a setting in OneFlow and in PyTorch.

Where a library has a scheduler with the same rates, the code uses it. Where it has none, the code writes the formula
as a function and hands it to LambdaLR, which both have. The tests run the code and compare its rates with ours.
"""

from plots.playgrounds.lr.code import NAME
from plots.playgrounds.lr.formulas import BASE, Formulas, reader_function, text
from plots.playgrounds.lr.metrics import metric_curve
from plots.playgrounds.lr.schedulers import COMPOSITES, NO_SCHEDULER, PLAIN_ARGUMENTS
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values

ONEFLOW, PYTORCH = "OneFlow", "PyTorch"
LONGEST = 60  # characters of calls on one line
PACKAGES = {ONEFLOW: "oneflow", PYTORCH: "torch"}
# Those of PyTorch that multiply the rate they find, and so the rates of the others in a ChainedScheduler.
DEFAULTS: "dict[str, Any]" = {  # of both libraries
    "cycle": False,
    "alpha": 0,
    "T_mult": 1,
    "eta_min": 0,
    "decay_rate": 1,
    "restart_limit": 0,
    "warmup_method": "linear",
    "warmup_prefix": False,
    "mode": "min",
    "threshold": 1e-4,
    "threshold_mode": "rel",
    "cooldown": 0,
    "min_lr": 0,
    "eps": 1e-8,
}
MULTIPLIERS = ("ConstantLR", "LinearLR", "ExponentialLR", "StepLR", "MultiStepLR", "PolynomialLR")


def written(values: "Values") -> "list[tuple[str, str]]":
    """Return names and code: one that gives the rates of the first curve per library, and for two curves the second."""
    name, framework = values["scheduler"], values.get("framework", "oneflow")
    if framework == "pytorch":
        twin = has_twin(name, values)
        oneflow = native(ONEFLOW, name, values) if twin and fits_oneflow(name, values) else imitated(values)
        return [(PYTORCH, native(PYTORCH, name, values)), (ONEFLOW, oneflow)]
    oneflow = native(ONEFLOW, name, values) if fits_oneflow(name, values) else formula(ONEFLOW, name, values)
    pytorch = native(PYTORCH, name, values) if has_twin(name, values) else formula(PYTORCH, name, values)
    found = [(ONEFLOW, oneflow), (PYTORCH, pytorch)]
    if framework == "both" and not has_twin(name, values):
        found.append(("PyTorch 最接近的策略", native(PYTORCH, name, values)))
    return found


def fits_oneflow(name: str, values: "Values") -> bool:
    """Return whether OneFlow 0.7 can build it: it takes no composite and no LambdaLR into a composite."""
    return all(kind not in COMPOSITES and kind != "LambdaLR" for kind, _ in inside(values))


def inside(values: "Values") -> "list[tuple[str, Values]]":
    """Return the schedulers that are given to a composite."""
    found = list(values.get("schedulers", [])) + list(values.get("scheduler_or_optimizer", []))
    return [(kind, inner) for kind, inner in found if kind != NO_SCHEDULER]


def has_twin(name: str, values: "Values") -> bool:
    """Return whether PyTorch's nearest scheduler gives the rates of OneFlow's at every step."""
    if name == "ConstantLR":
        return bool(values["factor"])
    if name == "LinearLR":
        return bool(values["start_factor"] and values["end_factor"] == 1)
    if name == "PolynomialLR":
        return not values["end_learning_rate"] and not values["cycle"]
    if name == "CosineAnnealingWarmRestarts":
        return bool(values["decay_rate"] == 1 and not values["restart_limit"])
    if name == "CosineDecayLR":
        return False
    parts = inside(values)
    if any(kind in COMPOSITES or not has_twin(kind, inner) for kind, inner in parts):
        return False
    if name == "SequentialLR":
        return all(values["interval_rescaling"]) and is_increasing(values["milestones"])
    if name == "WarmupLR":
        return bool(values["warmup_factor"] and (values["warmup_prefix"] or not parts))
    if name == "ChainedScheduler":
        return len(parts) == 1 or all(kind in MULTIPLIERS for kind, _ in parts)
    return True


def is_increasing(milestones: "list[int]") -> bool:
    """Return whether every scheduler of a SequentialLR has its turn; PyTorch is wrong where one has none."""
    return all(milestone > before for before, milestone in zip([0] + milestones, milestones))


def native(library: str, name: str, values: "Values") -> str:
    """Return code that uses the library's own schedulers: in PyTorch the nearest ones."""
    writer = Native(library, values["lr"])
    made = writer.call(name, values)
    return program(library, sorted(writer.used), writer.definitions, made, values)


def formula(library: str, name: str, values: "Values", *, stays: bool = False) -> str:
    """Return code that writes OneFlow's formula as a function for the library's LambdaLR.

    Args:
        library, name, values: See native.
        stays: Whether LinearLR stays at its end, as in PyTorch.
    """
    formulas = Formulas(exact(values["lr"]), stays=stays)
    function = formulas.add(name, values)
    made = f"LambdaLR(optimizer, lambda t: {function}({BASE}, t) / {BASE})"
    return program(library, ["LambdaLR"], formulas.definitions, made, values)


def imitated(values: "Values") -> str:
    """Return OneFlow code for the rates of PyTorch's scheduler."""
    name = values["scheduler"]
    changed = in_oneflow(name, values, values["lr"])
    if changed is None:
        return from_table(values)
    name, inner = changed
    for shared in ("scheduler", "lr", "until"):
        inner[shared] = values[shared]
    return formula(ONEFLOW, name, inner, stays=True)


def in_oneflow(name: str, values: "Values", base: float) -> "tuple[str, Values] | None":
    """Return OneFlow's scheduler and values with the rates of PyTorch's nearest one, or None where there are none.

    LinearLR is taken to stay at its end.
    """
    changed = dict(values)
    if name == "PolynomialLR":
        changed["end_learning_rate"], changed["cycle"] = 0, False
    elif name == "CosineDecayLR":
        return "CosineAnnealingLR", {"T_max": values["decay_steps"], "eta_min": values["alpha"] * base}
    elif name == "CosineAnnealingWarmRestarts":
        changed["decay_rate"], changed["restart_limit"] = 1, 0
    elif name == "WarmupLR":
        changed["warmup_prefix"] = True
    elif name == "SequentialLR":
        if not is_increasing(values["milestones"]):
            return None
        changed["interval_rescaling"] = [True] * len(values["milestones"])
    elif name == "ChainedScheduler" and not all(
        kind in MULTIPLIERS and (kind != "PolynomialLR" or not inner["cycle"]) for kind, inner in inside(values)
    ):
        return None
    for argument in ("schedulers", "scheduler_or_optimizer"):
        parts = []
        for kind, inner in values.get(argument, []):
            part = (kind, inner) if kind == NO_SCHEDULER else in_oneflow(kind, inner, base)
            if part is None or kind in COMPOSITES:
                return None
            parts.append(part)
        if parts:
            changed[argument] = parts
    return name, changed


def from_table(values: "Values") -> str:
    """Return OneFlow code that reads the rates of PyTorch's scheduler from a list."""
    from plots.playgrounds.lr.rates import compute

    rates = ", ".join([exact(rate) for rate in compute(values).first])
    definitions = [f"# PyTorch 算出的学习率；OneFlow 没有数值相同的策略。\nRATES = [{rates}]"]
    made = f"LambdaLR(optimizer, lambda t: RATES[min(t, len(RATES) - 1)] / {exact(values['lr'])})"
    return program(ONEFLOW, ["LambdaLR"], definitions, made, values)


def program(library: str, used: "list[str]", definitions: "list[str]", made: str, values: "Values") -> str:
    """Return a program that prints the learning rate of every update."""
    package = PACKAGES[library]
    imports = [f"import {package}", f"from {package}.optim.lr_scheduler import {', '.join(used)}"]
    if any("math." in code for code in definitions + [made]):
        imports = ["import math", ""] + imports
    parts = ["\n".join(imports)] + definitions
    step = "scheduler.step()"
    if values["scheduler"] == "ReduceLROnPlateau":
        metrics = metric_curve(values["metric"], values.get("metrics", []), values["until"] + 1)
        parts.append(f"metrics = [{', '.join([exact(metric) for metric in metrics])}]  # 换成你的验证指标")
        step = "scheduler.step(metrics[t])"
    parts.append(
        f"params = [{package}.nn.Parameter({package}.zeros(1))]  # 换成 model.parameters()\n"
        f"optimizer = {package}.optim.SGD(params, lr={exact(values['lr'])})\n"
        f"scheduler = {made}"
    )
    parts.append(
        f"for t in range({values['until'] + 1}):\n"
        '    print(t, optimizer.param_groups[0]["lr"])\n'
        "    # 前向和反向写在这里\n"
        "    optimizer.step()\n"
        f"    {step}"
    )
    apart = "\n\n".join([f"\n{part}\n" if part.startswith("def ") else part for part in parts]) + "\n"
    return apart.replace("\n\n\n\n", "\n\n\n")


class Native:
    """Writes the calls of a library's own schedulers.

    Args:
        library: ONEFLOW or PYTORCH.
        base: The base learning rate.
    """

    def __init__(self, library: str, base: float) -> None:
        self.library = library
        self.base = base
        self.used: "set[str]" = set()
        self.definitions: "list[str]" = []

    def call(self, name: str, values: "Values") -> str:
        """Return the call that makes a scheduler."""
        if name == "LambdaLR":
            return self.made("LambdaLR", [reader_function(values[NAME], self.definitions)])
        if self.library == PYTORCH:
            return self.pytorch(name, values)
        if name == "WarmupLR":
            kind, inner = values["scheduler_or_optimizer"][0]
            given = "optimizer" if kind == NO_SCHEDULER else self.call(kind, inner)
            self.used.add(name)
            return f"WarmupLR({', '.join([given] + plain(name, values))})"
        if name == "ChainedScheduler":
            self.used.add(name)
            return f"ChainedScheduler({self.calls(values)})"
        if name == "SequentialLR":
            arguments = [f"{self.calls(values)}", f"milestones={values['milestones']}"]
            return self.made(name, arguments + [f"interval_rescaling={values['interval_rescaling']}"])
        if name == "PolynomialLR":  # its length has another name from 0.8 on
            return self.made(name, [text(values["steps"])] + plain(name, values)[1:])
        return self.made(name, plain(name, values))

    def pytorch(self, name: str, values: "Values") -> str:
        """Return the call of PyTorch's nearest scheduler."""
        if name == "PolynomialLR":
            return self.made(name, [f"total_iters={text(values['steps'])}", f"power={text(values['power'])}"])
        if name == "CosineDecayLR":
            floor = values["alpha"] * self.base
            return self.made("CosineAnnealingLR", [f"T_max={values['decay_steps']}", f"eta_min={text(floor)}"])
        if name == "CosineAnnealingWarmRestarts":
            return self.made(name, plain(name, values, "T_0 T_mult eta_min"))
        if name == "ChainedScheduler":
            self.used.add(name)
            return f"ChainedScheduler({self.calls(values)}, optimizer)"
        if name == "SequentialLR":
            return self.made(name, [f"{self.calls(values)}", f"milestones={values['milestones']}"])
        if name == "WarmupLR":
            return self.pytorch_warmup(values)
        return self.made(name, plain(name, values))

    def pytorch_warmup(self, values: "Values") -> str:
        """Return the call of a ramp, followed by the inner scheduler where there is one."""
        factor, length = text(values["warmup_factor"]), values["warmup_iters"]
        if values["warmup_method"] == "linear":
            ramp = self.made("LinearLR", [f"start_factor={factor}", f"total_iters={length}"])
        else:
            ramp = self.made("ConstantLR", [f"factor={factor}", f"total_iters={length}"])
        kind, inner = values["scheduler_or_optimizer"][0]
        if kind == NO_SCHEDULER:
            return ramp
        return self.made("SequentialLR", [listed([ramp, self.call(kind, inner)]), f"milestones=[{length}]"])

    def made(self, name: str, arguments: "list[str]") -> str:
        """Return the call of a scheduler that takes the optimizer first."""
        self.used.add(name)
        return f"{name}({', '.join(['optimizer'] + arguments)})"

    def calls(self, values: "Values") -> str:
        """Return the list of the schedulers inside a composite, one a line where they are long."""
        return listed([self.call(kind, inner) for kind, inner in values["schedulers"]])


def listed(calls: "list[str]") -> str:
    """Return a list of calls, one a line where they are long."""
    if sum([len(call) for call in calls]) <= LONGEST:
        return f"[{', '.join(calls)}]"
    return "[\n    " + "".join([call.replace("\n", "\n    ") + ",\n    " for call in calls])[:-4] + "]"


def plain(name: str, values: "Values", some: str = "") -> "list[str]":
    """Return the arguments that a scheduler takes as they are, as name=value, without those that say nothing."""
    return [
        f"{argument}={text(values[argument])}"
        for argument in (some or PLAIN_ARGUMENTS[name]).split()
        if argument not in DEFAULTS or values[argument] != DEFAULTS[argument]
    ]
