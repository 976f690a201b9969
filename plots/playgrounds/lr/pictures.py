"""The picture of the learning rate."""

from plots.pictures.chart import Series, axis, picture_json, rung, steps_axis
from plots.playgrounds.lr.schedulers import NO_SCHEDULER
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.playground import Drawn

    Look = dict[str, Any]

HEADROOM = 1.25  # of the y axis over the highest rate: as in the figures
FAR = 4  # times as high as the curves b may be and still be shown
MOST_CURVES = 4
LOSSES = ("quadratic", "valley")  # pictures of losses.py
# What is constant between two changes is drawn as stairs.
STAIRS = ("ConstantLR", "StepLR", "MultiStepLR", "ReduceLROnPlateau")
STEPS = "步数 t"


def lr_picture(drawn: "list[Drawn]") -> str:
    """Return the learning rates of all settings as JSON."""
    base = drawn[0].values["lr"]
    last = drawn[0].values["until"]
    series = curves(drawn)
    highest = max([max(each.values) for each, _ in series])
    near = all(each.values["lr"] == base for each in drawn) and (highest == 0 or base <= FAR * highest)
    if near:
        highest = max(highest, base)
    lowest = min([min(each.values) for each, _ in series])
    picture = {
        "name": "lr",
        "kind": "steps" if all(each.values["scheduler"] in STAIRS for each in drawn) else "lines",
        "label": "学习率 η(t)",
        "x": steps_axis(STEPS, last),
        "y": axis("学习率 η(t)", low_end(lowest), rung(HEADROOM * highest), first=min(lowest, 0), last=highest),
        "rules": [{"y": base, "label": f"b = {rounded(base)}"}] if near else [],
        "handles": [handle for each in drawn for handle in handles(each, last)],
    }
    return picture_json(picture, series)


def low_end(lowest: float) -> float:
    """Return where the y axis begins: at 0, unless PyTorch goes below it by more than rounding."""
    return 0 if lowest > -1e-12 else -rung(-lowest)


def curves(drawn: "list[Drawn]") -> "list[tuple[Series, Look]]":
    """Return the curves of all settings and how each is drawn."""
    count = sum([len(each.result.curves) for each in drawn])
    found: "list[tuple[Series, Look]]" = []
    for each in drawn:
        for i, (framework, series) in enumerate(each.result.curves):
            look: "Look" = {"setting": each.setting, "label": each.label}
            if count <= MOST_CURVES:
                look["role"] = len(found) + 1
            else:
                look["role"] = each.setting + 1
                look["dash"] = i > 0
            if len(each.result.curves) > 1:
                look["label"] = framework if len(drawn) == 1 else f"{each.label}，{framework}"
            found.append((series, look))
    if len(drawn) == 1:
        found.extend(helpers(drawn[0]))
    return found


def helpers(drawn: "Drawn") -> "list[tuple[Series, Look]]":
    """Return what helps to understand a single curve: the schedule that a warm-up replaces."""
    values = drawn.values
    if values["scheduler"] != "WarmupLR" or values["warmup_prefix"]:
        return []
    kind, _ = values["scheduler_or_optimizer"][0]
    if kind == NO_SCHEDULER:
        return []
    inner = drawn.result.scheduler.schedulers[-1]
    count = min(values["warmup_iters"], values["until"]) + 1
    series = Series([inner.get_lr(values["lr"], step) for step in range(count)])
    return [(series, {"label": f"g：内层的 {kind}", "role": 2, "setting": drawn.setting, "aside": True})]


def is_chain(drawn: "list[Drawn]") -> bool:
    """Return whether the one thing drawn is OneFlow's ChainedScheduler."""
    values = drawn[0].values
    return len(drawn) == 1 and values["scheduler"] == "ChainedScheduler" and values["framework"] != "pytorch"


def handles(drawn: "Drawn", last: int) -> "list[dict[str, Any]]":
    """Return the milestones that can be dragged: each between its neighbours."""
    milestones = drawn.values.get("milestones", [])
    gap = 0 if drawn.values["scheduler"] == "SequentialLR" else 1
    found = []
    for i, x in enumerate(milestones):
        found.append(
            {
                "path": ["milestones", i],
                "setting": drawn.setting,
                "label": f"里程碑 {i + 1}",
                "x": x,
                "low": milestones[i - 1] + gap if i else 0,
                "high": milestones[i + 1] - gap if i + 1 < len(milestones) else max(x, last),
                "step": 1,
            }
        )
    return found
