"""What is seen, in Chinese sentences: the shape of one curve, or in what several differ."""

import math

from plots.models.lr_schedules.workings import plateau_working, working
from plots.playgrounds.lr.pictures import curves
from plots.playgrounds.lr.schedulers import NO_SCHEDULER
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values
    from plots.playgrounds.playground import Drawn

MOST_NAMED = 4  # steps that a sentence lists
NOTHING = 1e-12  # as far as this below 0 is rounding


def sentence(drawn: "list[Drawn]", step: int) -> str:
    """Return what is seen.

    Args:
        drawn: The compared settings.
        step: Where the reader looks.
    """
    step = min(max(step, 0), drawn[0].values["until"])
    lines = [(look["label"], series.values) for series, look in curves(drawn) if not look.get("aside")]
    if len(lines) == 1:
        said = [shape(drawn[0]), at_step(drawn[0], step, lines[0][1][step])]
    else:
        here = "，".join([f"{label} 是 {rounded(values[step])}" for label, values in lines])
        said = [comparison([values for _, values in lines]), f"第 {step} 步，{here}。"]
        said.extend([pytorch(each.values) for each in drawn])
    said.extend([negative(label, values) for label, values in lines])
    return "".join(said)


def at_step(drawn: "Drawn", step: int, rate: float) -> str:
    """Return the learning rate of a step, with OneFlow's formula where that gives it."""
    if drawn.values.get("framework") == "pytorch":
        return f"第 {step} 步的学习率是 {rounded(rate)}。"
    scheduler, calls = drawn.result.scheduler, drawn.result.calls
    line = plateau_working(scheduler, calls[step]) if calls else working(scheduler, step)
    return f"第 {step} 步{'，' if '：' in line else '：'}{line}。"


def pytorch(values: "Values") -> str:
    """Return what PyTorch does otherwise, where its curve is drawn."""
    if values.get("framework", "oneflow") == "oneflow":
        return ""
    from plots.playgrounds.lr.pytorch import remark

    return remark(values["scheduler"], values)


def negative(label: str, rates: "list[float]") -> str:
    """Return a warning where PyTorch's recursion leads below 0."""
    below = [step for step in range(len(rates)) if rates[step] < -NOTHING]
    return f"注意：{label} 在第 {below[0]} 步给出了负的学习率。" if below else ""


def comparison(lines: "list[list[float]]") -> str:
    """Return from which step on curves differ."""
    for step in range(len(lines[0])):
        values = [values[step] for values in lines]
        if max(values) - min(values) > 1e-9 * max(abs(max(values)), abs(min(values))):
            return f"{len(lines)} 条曲线到第 {step - 1} 步为止相同，从第 {step} 步起不同。" if step else ""
    return f"{len(lines)} 条曲线完全相同。"


def shape(drawn: "Drawn") -> str:
    """Return what one curve does."""
    values = drawn.values
    name = values["scheduler"]
    if values.get("framework") == "pytorch":
        return pytorch(values) or f"PyTorch 2 的 {name}。"
    return SHAPES[name](values, drawn.result.first, drawn.result.scheduler)


def constant(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of ConstantLR."""
    return f"前 {v['total_iters']} 步是 {rounded(v['lr'] * v['factor'])}，从第 {v['total_iters']} 步起是 {rounded(v['lr'])}。"


def linear(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of LinearLR."""
    start, end = rounded(v["lr"] * v["start_factor"]), rounded(v["lr"] * v["end_factor"])
    after = "" if v["end_factor"] == 1 else f"跳回 {rounded(v['lr'])}，"
    return f"从 {start} 沿直线走向 {end}，第 {v['total_iters']} 步起{after}不再变。"


def exponential(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of ExponentialLR."""
    gamma = v["gamma"]
    if gamma == 1:
        return "每步乘以 1，一直不变。"
    pace = math.log(2) / abs(math.log(gamma))
    return f"每步乘以 {rounded(gamma)}，约 {rounded(pace, 2)} 步{'减半' if gamma < 1 else '翻倍'}。"


def step_lr(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of StepLR."""
    times = v["until"] // v["step_size"]
    return f"每 {v['step_size']} 步乘以 {rounded(v['gamma'])}，到第 {v['until']} 步共 {times} 次。"


def multi_step(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of MultiStepLR."""
    if not v["milestones"]:
        return "没有里程碑，一直不变。"
    return f"在{listed(v['milestones'])}各乘以 {rounded(v['gamma'])}。"


def polynomial(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of PolynomialLR."""
    end = rounded(v["end_learning_rate"])
    if v["cycle"]:
        return f"每 {v['steps']} 步降到 {end} 一次，弹起的峰一次比一次低。"
    return f"用 {v['steps']} 步从 {rounded(v['lr'])} 降到 {end}，之后不变。"


def cosine_decay(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of CosineDecayLR."""
    return f"沿半个余弦用 {v['decay_steps']} 步降到 {rounded(v['lr'] * v['alpha'])}，之后停在那里。"


def cosine_annealing(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of CosineAnnealingLR."""
    T = v["T_max"]
    return f"第 {T} 步降到 {rounded(v['eta_min'])}，然后掉头，第 {2 * T} 步回到 {rounded(v['lr'])}。"


def warm_restarts(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of CosineAnnealingWarmRestarts."""
    starts, start, length, cycles = [], v["T_0"], v["T_0"] * v["T_mult"], 1
    limit = v["restart_limit"]
    while start <= v["until"] and (not limit or cycles < limit):
        starts.append(start)
        start, length, cycles = start + length, length * v["T_mult"], cycles + 1
    ended = limit > 0 and start <= v["until"]
    said = f"在{listed(starts)}跳回峰值。" if starts else "" if ended else "还没有走完第一个周期。"
    return said + (f"{limit} 个周期之后停在 {rounded(v['eta_min'])}。" if ended else "")


def custom(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of LambdaLR."""
    highest = max(rates)
    return f"b 乘以你的函数：最高 {rounded(highest)}，在第 {rates.index(highest)} 步；最低 {rounded(min(rates))}。"


def sequential(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of SequentialLR."""
    names = "、".join([kind for kind, _ in v["schedulers"]])
    return f"依次是 {names}，在{listed(v['milestones'])}换人。" if v["milestones"] else f"只有 {names}。"


def warmup(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of WarmupLR."""
    kind, _ = v["scheduler_or_optimizer"][0]
    length = v["warmup_iters"]
    start = rounded(v["lr"] * v["warmup_factor"])
    if v["warmup_method"] == "linear":
        way = f"从 {start} 沿直线走到 {rounded(v['lr'] * scheduler.schedulers[0].end_factor)}"
    else:
        way = f"停在 {start}"
    if kind == NO_SCHEDULER:
        return f"前 {length} 步{way}，之后是 {rounded(v['lr'])}。"
    place = "从它自己的第 0 步开始" if v["warmup_prefix"] else f"从它自己的第 {length} 步接上"
    return f"前 {length} 步{way}，之后由 {kind} {place}。"


def chained(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of ChainedScheduler."""
    names = "、".join([kind for kind, _ in v["schedulers"]])
    if len(v["schedulers"]) == 1:
        return f"只有 {names}。"
    return f"每一步依次经过 {names}：前一个算出的学习率，是后一个的初始学习率。"


def plateau(v: "Values", rates: "list[float]", scheduler: "Any") -> str:
    """Return the shape of ReduceLROnPlateau."""
    drops = [step for step in range(1, len(rates)) if rates[step] < rates[step - 1]]
    if not drops:
        return "指标一直在变好，或坏的次数没有超过 patience：没有降。"
    return f"在{listed(drops)}各降一次，共 {len(drops)} 次。"


def listed(steps: "list[int]") -> str:
    """Return some steps in words, the first few of many."""
    said = "、".join([str(step) for step in steps[:MOST_NAMED]])
    return f"第 {said} 步" if len(steps) <= MOST_NAMED else f"第 {said}……步"


SHAPES = {
    "ConstantLR": constant,
    "LinearLR": linear,
    "ExponentialLR": exponential,
    "StepLR": step_lr,
    "MultiStepLR": multi_step,
    "PolynomialLR": polynomial,
    "CosineDecayLR": cosine_decay,
    "CosineAnnealingLR": cosine_annealing,
    "CosineAnnealingWarmRestarts": warm_restarts,
    "LambdaLR": custom,
    "SequentialLR": sequential,
    "WarmupLR": warmup,
    "ChainedScheduler": chained,
    "ReduceLROnPlateau": plateau,
}
