"""The picture of the learning rate."""

from plots.pictures.annotations import level
from plots.pictures.chart import HEIGHT, SHARED, Series, axis, picture_json, rung, steps_axis
from plots.playgrounds.lr.schedulers import record_of
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
STEPS = "步数 t"
# Heights of what stands above the rates, and of the rates below.
FACTORS, PRODUCT = 124, 186
METRICS, DRIVEN = 165, 165


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
        "kind": "steps" if all(record_of(each.values["scheduler"]).is_stairs for each in drawn) else "lines",
        "label": "学习率 η(t)",
        "height": HEIGHT,
        "x": steps_axis(STEPS, last),
        "y": axis("学习率 η(t)", low_end(lowest), rung(HEADROOM * highest)),
        "annotations": [level(base, f"$b$ = {rounded(base)}")] if near else [],
        "handles": [handle for each in drawn for handle in handles(each, last)],
    }
    if is_chain(drawn) or any(each.result.metrics for each in drawn):
        picture.update(height=PRODUCT if is_chain(drawn) else DRIVEN, lowest=SHARED)
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
    found = record_of(drawn.values["scheduler"]).helpers(drawn.values, drawn.result.scheduler)
    return [
        (Series(rates), {"label": label, "role": 2, "setting": drawn.setting, "aside": True}) for label, rates in found
    ]


def is_chain(drawn: "list[Drawn]") -> bool:
    """Return whether the one thing drawn is OneFlow's ChainedScheduler."""
    values = drawn[0].values
    return len(drawn) == 1 and record_of(values["scheduler"]).is_product and values["framework"] != "pytorch"


def handles(drawn: "Drawn", last: int) -> "list[dict[str, Any]]":
    """Return the milestones that can be dragged: each between its neighbours."""
    milestones = drawn.values.get("milestones", [])
    gap = record_of(drawn.values["scheduler"]).least_gap
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
