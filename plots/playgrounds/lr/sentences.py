"""What is seen, in Chinese sentences: the shape of one curve, or in what several differ."""

from plots.playgrounds.lr.pictures import EPOCH, curves, parting
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.lr.rates import Rates
    from plots.playgrounds.playground import Drawn

NOTHING = 1e-12  # as far as this below 0 is rounding


def sentence(drawn: "list[Drawn[Rates]]", step: int) -> str:
    step = min(max(step, 0), drawn[0].values["until"])
    lines = [(look["label"], series.values) for series, look in curves(drawn)]
    if len(lines) == 1:
        said = [shape(drawn[0]), at_step(drawn[0], step, lines[0][1][step])]
    else:
        here = "，".join([f"“{label}”是 {rounded(values[step])}" for label, values in lines])
        said = [comparison([values for _, values in lines]), f"第 {step} 步，{here}。"]
        said.extend([pytorch(each.values) for each in drawn])
    said.extend([negative(label, values) for label, values in lines])
    if drawn[0].values["every"] == EPOCH:
        said.append(iterations(step, drawn[0].values["iterations"]))
    return "".join(said)


def at_step(drawn: "Drawn[Rates]", step: int, rate: float) -> str:
    """Return the learning rate of a step, with OneFlow's formula where that gives it."""
    if drawn.values.get("framework") == "pytorch":
        return f"第 {step} 步的学习率是 {rounded(rate)}。"
    line = drawn.result.working(step)
    return f"第 {step} 步{'，' if '：' in line else '：'}{line}。"


def iterations(step: int, count: int) -> str:
    """Return to which iterations a step belongs, if a step is an epoch of so many."""
    return f"一步是一个 epoch：第 {step} 步的学习率用于第 {step * count + 1} 到 {step * count + count} 次更新。"


def pytorch(values: "Values") -> str:
    """Return what PyTorch does otherwise, where its curve is drawn."""
    framework = values.get("framework", "oneflow")
    return "" if framework == "oneflow" else record_of(values["scheduler"]).remark(values)


def negative(label: str, rates: "list[float]") -> str:
    """Return a warning where PyTorch's recursion leads below 0."""
    below = [step for step in range(len(rates)) if rates[step] < -NOTHING]
    return f"注意：“{label}”在第 {below[0]} 步给出了负的学习率。" if below else ""


def comparison(lines: "list[list[float]]") -> str:
    """Return from which step on curves differ."""
    step = parting(lines)
    if step is None:
        return f"{len(lines)} 条曲线完全相同。"
    return f"{len(lines)} 条曲线到第 {step - 1} 步为止相同，从第 {step} 步起不同。" if step else ""


def shape(drawn: "Drawn[Rates]") -> str:
    values = drawn.values
    name = values["scheduler"]
    if values.get("framework") == "pytorch":
        return pytorch(values) or f"PyTorch 2 的 {name}。"
    return record_of(name).shape(values, drawn.result)
