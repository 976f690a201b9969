"""Code that gives the rates of a setting in OneFlow and in PyTorch, and what one writes elsewhere.

Where a library has a scheduler with the same rates, the code uses it. Where it has none, the code writes the formula
as a function and hands it to LambdaLR, which both have. The tests run the code and compare its rates with ours.
"""

from plots.playgrounds.lr.elsewhere import elsewhere
from plots.playgrounds.lr.formulas import Formulas, reader_function, source
from plots.playgrounds.lr.pictures import EPOCH
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.lr.schedulers.record import OPTIMIZER, Call, Function
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values
    from plots.playgrounds.lr.schedulers.record import Record

ONEFLOW, PYTORCH = "OneFlow", "PyTorch"
PACKAGES = {ONEFLOW: "oneflow", PYTORCH: "torch"}
LONGEST = 60  # characters of calls on one line
DEFAULTS: "dict[str, Any]" = {  # of both libraries
    "cycle": False,
    "alpha": 0,
    "end_factor": 1,
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


def written(values: "Values") -> "list[tuple[str, str]]":
    """Return names and code: one that gives the rates of the first curve per library, and for two curves the second."""
    return in_libraries(values) + elsewhere(values)


def in_libraries(values: "Values") -> "list[tuple[str, str]]":
    """Return the programs in OneFlow and PyTorch."""
    record, framework = record_of(values["scheduler"]), values.get("framework", "oneflow")
    nearest = program(PYTORCH, record.pytorch(values, values["lr"]), values)
    oneflow = program(ONEFLOW, record.call(values), values) if fits_oneflow(record, values) else ""
    twin = record.has_twin(values)
    if framework == "pytorch":
        return [(PYTORCH, nearest), (ONEFLOW, oneflow if twin and oneflow else imitated(values))]
    found = [
        (ONEFLOW, oneflow or formula(ONEFLOW, record.name, values)),
        (PYTORCH, nearest if twin else formula(PYTORCH, record.name, values)),
    ]
    if framework == "both" and not twin:
        found.append(("PyTorch 最接近的策略", nearest))
    return found


def fits_oneflow(record: "Record", values: "Values") -> bool:
    """Return whether OneFlow 0.7 can build it."""
    return all(record_of(kind).fits_in_oneflow for _, kind, _ in record.parts(values))


def formula(library: str, name: str, values: "Values", *, stays: bool = False) -> str:
    """Return code that writes OneFlow's formula as a function for the library's LambdaLR."""
    formulas = Formulas(exact(values["lr"]), stays=stays)
    function = formulas.add(name, values)
    factors = f"lambda t: {function}({Formulas.base}, t) / {Formulas.base}"
    return program(library, Call("LambdaLR", [OPTIMIZER, Function(factors)], []), values, formulas.definitions)


def imitated(values: "Values") -> str:
    """Return OneFlow code for the rates of PyTorch's scheduler."""
    found = record_of(values["scheduler"]).like_pytorch(values, values["lr"])
    if found is None:
        return from_table(values)
    name, changed = found
    for shared in ("scheduler", "lr", "until", "every", "iterations"):
        if shared in values:
            changed[shared] = values[shared]
    return formula(ONEFLOW, name, changed, stays=True)


def from_table(values: "Values") -> str:
    """Return OneFlow code that reads the rates of PyTorch's scheduler from a list."""
    from plots.playgrounds.lr.rates import compute

    rates = ", ".join([exact(rate) for rate in compute(values).first])
    definitions = [f"# PyTorch 算出的学习率；OneFlow 没有数值相同的策略。\nRATES = [{rates}]"]
    factors = Function(f"lambda t: RATES[min(t, len(RATES) - 1)] / {exact(values['lr'])}")
    return program(ONEFLOW, Call("LambdaLR", [OPTIMIZER, factors], []), values, definitions)


def program(library: str, call: Call, values: "Values", definitions: "list[str] | None" = None) -> str:
    """Return a program that prints the learning rate of every update; ``definitions`` are what the call needs."""
    writer = Writer(definitions or [])
    made = writer.call(call)
    package = PACKAGES[library]
    imports = [f"import {package}", f"from {package}.optim.lr_scheduler import {', '.join(sorted(writer.used))}"]
    if any("math." in code for code in writer.definitions + [made]):
        imports = ["import math", ""] + imports
    parts = ["\n".join(imports)] + writer.definitions
    step = "scheduler.step()"
    metrics = record_of(values["scheduler"]).metrics(values)
    if metrics is not None:
        parts.append(f"metrics = [{', '.join([exact(metric) for metric in metrics])}]  # 换成你的验证指标")
        step = "scheduler.step(metrics[t])"
    parts.append(
        f"params = [{package}.nn.Parameter({package}.zeros(1))]  # 换成 model.parameters()\n"
        f"optimizer = {package}.optim.SGD(params, lr={exact(values['lr'])})\n"
        f"scheduler = {made}"
    )
    update = ["# 前向和反向写在这里", "optimizer.step()"]
    if values["every"] == EPOCH:
        update = [f"for _ in range({values['iterations']}):  # 一个 epoch"] + ["    " + line for line in update]
    lines = ['print(t, optimizer.param_groups[0]["lr"])'] + update + [step]
    parts.append("\n    ".join([f"for t in range({values['until'] + 1}):"] + lines))
    apart = "\n\n".join([f"\n{part}\n" if part.startswith("def ") else part for part in parts]) + "\n"
    return apart.replace("\n\n\n\n", "\n\n\n")


class Writer:
    """Writes calls; the reader's functions are added to the ``definitions`` that stand before them."""

    def __init__(self, definitions: "list[str]") -> None:
        self.definitions = definitions
        self.used: "set[str]" = set()

    def call(self, call: Call) -> str:
        """Return the call that makes a scheduler, without arguments that say nothing."""
        self.used.add(call.name)
        given = [self.argument(each) for each in call.given]
        named = [f"{name}={source(value)}" for name, value in call.named if value != DEFAULTS.get(name)]
        return f"{call.name}({', '.join(given + named)})"

    def argument(self, value: "Any") -> str:
        if value is OPTIMIZER:
            return value.code
        if isinstance(value, Call):
            return self.call(value)
        if isinstance(value, Function):
            return reader_function(value.code, self.definitions)
        return listed([self.call(each) for each in value]) if isinstance(value, list) else source(value)


def listed(calls: "list[str]") -> str:
    """Return a list of calls, one a line where they are long."""
    if sum([len(call) for call in calls]) <= LONGEST:
        return f"[{', '.join(calls)}]"
    return "[\n    " + "".join([call.replace("\n", "\n    ") + ",\n    " for call in calls])[:-4] + "]"
