"""The PyTorch scheduler that comes nearest to one of OneFlow's.

Most have a twin that gives the same rates. The others, ``DIFFERENT``, have one of the same name that gives other
rates or knows fewer arguments, or none, and then the nearest is taken; what is lost is said in ``remark``.
"""

from plots.models.lr_schedules import pytorch
from plots.playgrounds.controls import SettingError
from plots.playgrounds.lr.code import function_of
from plots.playgrounds.lr.schedulers import COMPOSITES, NO_SCHEDULER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.lr_schedules import Optimizer
    from plots.playgrounds.controls import Values


def nearest(name: str, values: "Values", optimizer: "Optimizer", base: float) -> "Any":
    """Return the PyTorch scheduler nearest to OneFlow's of that name.

    Raises:
        SettingError: If PyTorch does not take these values.
    """
    if name == "ConstantLR":
        refuse_zero("factor", values)
        return pytorch.ConstantLR(optimizer, values["factor"], values["total_iters"])
    if name == "LinearLR":
        refuse_zero("start_factor", values)
        return pytorch.LinearLR(optimizer, values["start_factor"], values["end_factor"], values["total_iters"])
    if name == "ExponentialLR":
        return pytorch.ExponentialLR(optimizer, values["gamma"])
    if name == "StepLR":
        return pytorch.StepLR(optimizer, values["step_size"], values["gamma"])
    if name == "MultiStepLR":
        return pytorch.MultiStepLR(optimizer, values["milestones"], values["gamma"])
    if name == "PolynomialLR":
        return pytorch.PolynomialLR(optimizer, values["steps"], values["power"])
    if name == "CosineDecayLR":
        return pytorch.CosineAnnealingLR(optimizer, values["decay_steps"], values["alpha"] * base)
    if name == "CosineAnnealingLR":
        return pytorch.CosineAnnealingLR(optimizer, values["T_max"], values["eta_min"])
    if name == "CosineAnnealingWarmRestarts":
        return pytorch.CosineAnnealingWarmRestarts(optimizer, values["T_0"], values["T_mult"], values["eta_min"])
    if name == "LambdaLR":
        return pytorch.LambdaLR(optimizer, function_of(values["lr_lambda"]))
    if name == "ChainedScheduler":
        inner = [nearest(kind, each, optimizer, base) for kind, each in values["schedulers"]]
        return pytorch.ChainedScheduler(inner, optimizer)
    if name == "SequentialLR":
        refuse_composites(values["schedulers"], "schedulers")
        inner = [nearest(kind, each, optimizer, base) for kind, each in values["schedulers"]]
        return pytorch.SequentialLR(optimizer, inner, values["milestones"])
    if name == "WarmupLR":
        return nearest_warmup(values, optimizer, base)
    arguments = "mode factor patience threshold threshold_mode cooldown min_lr eps".split()
    return pytorch.ReduceLROnPlateau(optimizer, **{argument: values[argument] for argument in arguments})


def nearest_warmup(values: "Values", optimizer: "Optimizer", base: float) -> "Any":
    """Return a ramp followed by the inner scheduler from its own step 0, which is all that PyTorch can do."""
    length = values["warmup_iters"]
    if values["warmup_factor"] == 0:
        raise SettingError(
            "PyTorch 的预热不能从 0 开始：把 warmup_factor 调大一点，或只看 OneFlow。", ["warmup_factor"]
        )
    if values["warmup_method"] == "linear":
        ramp: "Any" = pytorch.LinearLR(optimizer, values["warmup_factor"], 1.0, length)
    else:
        ramp = pytorch.ConstantLR(optimizer, values["warmup_factor"], length)
    kind, inner = values["scheduler_or_optimizer"][0]
    if kind == NO_SCHEDULER:
        return ramp
    refuse_composites(values["scheduler_or_optimizer"], "scheduler_or_optimizer")
    return pytorch.SequentialLR(optimizer, [ramp, nearest(kind, inner, optimizer, base)], [length])


def refuse_zero(name: str, values: "Values") -> None:
    """Refuse what PyTorch refuses.

    Raises:
        SettingError: If the value is 0.
    """
    if values[name] == 0:
        raise SettingError(f"PyTorch 不接受 {name} = 0：把它调大一点，或只看 OneFlow。", [name])


def refuse_composites(schedulers: "list[tuple[str, Values]]", name: str) -> None:
    """Refuse what PyTorch's SequentialLR cannot start anew.

    Raises:
        SettingError: If a composite is among them.
    """
    for kind, _ in schedulers:
        if kind in COMPOSITES:
            raise SettingError(f"PyTorch 的 SequentialLR 里不能放 {kind}：换一种，或只看 OneFlow。", [name])


def remark(name: str, values: "Values") -> str:
    """Return what PyTorch does otherwise, as a sentence; empty where there is nothing to say."""
    if name == "LinearLR" and values["end_factor"] != 1:
        return "走完斜线，PyTorch 停在 b·end_factor，OneFlow 0.7 跳回 b。"
    if name == "PolynomialLR" and (values["end_learning_rate"] or values["cycle"]):
        return "PyTorch 的 PolynomialLR 没有 end_learning_rate 和 cycle，一律降到 0。"
    if name == "CosineDecayLR":
        return (
            f"PyTorch 没有 CosineDecayLR，画的是最接近的 CosineAnnealingLR，第 {values['decay_steps']} 步之后会升回去。"
        )
    if name == "CosineAnnealingWarmRestarts" and (values["decay_rate"] != 1 or values["restart_limit"]):
        return "PyTorch 没有 decay_rate 和 restart_limit。"
    if name == "SequentialLR" and not all(values["interval_rescaling"]):
        return "PyTorch 的 SequentialLR 总是让接手的策略从自己的第 0 步开始。"
    if name == "WarmupLR" and not values["warmup_prefix"]:
        return "PyTorch 没有 WarmupLR，画的是 SequentialLR：斜坡走到 b，再从内层策略的第 0 步开始。"
    if name == "ChainedScheduler":
        return "PyTorch 的每个策略从优化器里的当前值往下算，只有纯倍数时与 OneFlow 相同。"
    return ""
