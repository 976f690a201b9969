"""The picture of the learning rate."""

from plots.pictures.annotations import level
from plots.pictures.chart import HEIGHT, SHARED, Series, axis, picture_json, rung, steps_axis
from plots.pictures.fitting import fitting
from plots.pictures.frame import text_width
from plots.playgrounds.lr.room import PLOT, Room
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from plots.pictures.annotations import Annotation
    from plots.playgrounds.lr.rates import Rates
    from plots.playgrounds.playground import Drawn

    Look = dict[str, Any]

HEADROOM = 1.25  # of the y axis over the highest rate: as in the figures
FAR = 4  # times as high as the curves b may be and still be shown
MOST_CURVES = 4
LOSSES = ("quadratic", "valley")  # pictures of losses.py
PATH = "-path"  # after their names: pictures of paths.py
STEPS = "步数 t"
EPOCH = "epoch"  # what a step may be instead of an iteration
COMPARED = 270  # height of the picture of several settings, whose names stand above
# Heights of what stands above the rates, and of the rates below.
FACTORS, PRODUCT = 146, 186
METRICS, DRIVEN = 165, 165


def lr_picture(
    drawn: "list[Drawn[Rates]]", said: "Callable[[list[Drawn[Rates]], float], list[list[Annotation]]]"
) -> str:
    """Return the learning rates of all settings as JSON; ``said`` finds what is said beside the curves, below a rate."""
    base = drawn[0].values["lr"]
    last = drawn[0].values["until"]
    series = curves(drawn)
    help = helpers(drawn, 1 + max([len(series)] + [look["role"] for _, look in series]))
    highest = max([max(each.values) for each, _ in series])
    near = all(each.values["lr"] == base for each in drawn) and (highest == 0 or base <= FAR * highest)
    if near:
        highest = max(highest, base)
    lowest = min([min(each.values) for each, _ in series])
    x, y = steps_axis(steps_name(drawn), last), axis("学习率 η(t)", low_end(lowest), rung(HEADROOM * highest))
    ends = [f"{look['label']} 从 {rounded(each.values[0])} 到 {rounded(each.values[-1])}" for each, look in series]
    picture: "dict[str, Any]" = {
        "name": "lr",
        "kind": "steps" if all(record_of(each.values["scheduler"]).is_stairs for each in drawn) else "lines",
        "label": "学习率 η(t)：" + "；".join(ends),
        "height": COMPARED if len(drawn) > 1 else HEIGHT,
        "x": x,
        "y": y,
        "handles": [handle for each in drawn for handle in handles(each, last)],
    }
    if is_chain(drawn) or any(each.result.metrics for each in drawn):
        picture.update(height=PRODUCT if is_chain(drawn) else DRIVEN, lowest=SHARED)
    groups = [[name] for _, _, name in help] + said(drawn, highest)
    if near:
        groups.insert(0, [base_level(base, last, groups)])
    picture["annotations"] = fitting(groups, picture, names=2 if len(series) > 1 else 0)
    return picture_json(picture, series + [(rates, look) for rates, look, _ in help])


def steps_name(drawn: "list[Drawn[Rates]]") -> str:
    """Return the name of the x axis."""
    return f"{STEPS}（{EPOCH}）" if drawn[0].values["every"] == EPOCH else STEPS


def low_end(lowest: float) -> float:
    """Return where the y axis begins: at 0, unless PyTorch goes below it by more than rounding."""
    return 0 if lowest > -1e-12 else -rung(-lowest)


def curves(drawn: "list[Drawn[Rates]]") -> "list[tuple[Series, Look]]":
    """Return the curves of all settings and how each is drawn; settings before may be missing, and keep their roles."""
    missing = drawn[-1].setting + 1 - len(drawn)
    count = sum([len(each.result.curves) for each in drawn]) + missing
    found: "list[tuple[Series, Look]]" = []
    for at, each in enumerate(drawn):
        for i, (framework, series) in enumerate(each.result.curves):
            look: "Look" = {"setting": each.setting, "label": each.label}
            if count <= MOST_CURVES:
                look["role"] = len(found) + 1 + each.setting - at
            else:
                look["role"] = each.setting + 1
                look["dash"] = i > 0
            if len(each.result.curves) > 1:
                look["label"] = framework if len(drawn) == 1 else f"{each.label}，{framework}"
            found.append((series, look))
    return found


def helpers(drawn: "list[Drawn[Rates]]", role: int) -> "list[tuple[Series, Look, Annotation]]":
    """Return what helps to understand the curves, in a role that none of them has: one schedule, and its name."""
    for each in drawn:
        if each.values.get("framework") == "pytorch":
            continue
        for rates, name in record_of(each.values["scheduler"]).helpers(each.values, each.result):
            look: "Look" = {"label": "", "role": role, "setting": each.setting, "aside": True}
            return [(Series(rates), look, dict(name, role=role))] if role <= MOST_CURVES else []
    return []


def parting(lines: "list[list[float]]") -> "int | None":
    """Return the first step at which curves differ, if they do."""
    for step in range(len(lines[0])):
        values = [values[step] for values in lines]
        if max(values) - min(values) > 1e-9 * max(abs(max(values)), abs(min(values))):
            return step
    return None


def said_of(one: "Drawn[Rates]", highest: float) -> "list[list[Annotation]]":
    """Return what is said of the curve of one setting in a picture that goes up to ``highest``."""
    record = record_of(one.values["scheduler"])
    if one.values.get("framework") == "pytorch" and record.remark(one.values):
        return []  # it has another curve
    return record.annotations(one.values, Room(one.result.first, highest), one.result)


def base_level(base: float, last: int, groups: "list[list[Annotation]]") -> "Annotation":
    """Return the level b, named below it where a measure over the curves is in the way."""
    text = f"$b$ = {rounded(base)}"
    free = last * (1 - text_width(text) / PLOT)
    below = any(one["kind"] == "span" and one["y"] > base and one["end"] > free for group in groups for one in group)
    return level(base, text, below=below)


def is_chain(drawn: "list[Drawn[Rates]]") -> bool:
    """Return whether the one thing drawn is OneFlow's ChainedScheduler."""
    values = drawn[0].values
    return len(drawn) == 1 and record_of(values["scheduler"]).is_product and values["framework"] != "pytorch"


def handles(drawn: "Drawn[Rates]", last: int) -> "list[dict[str, Any]]":
    """Return the milestones that can be dragged: each between its neighbours."""
    milestones = drawn.values.get("milestones", [])
    gap = record_of(drawn.values["scheduler"]).least_gap
    return [
        {
            "path": ["milestones", i],
            "setting": drawn.setting,
            "label": f"里程碑 {i + 1}",
            "x": x,
            "low": milestones[i - 1] + gap if i else 0,
            "high": milestones[i + 1] - gap if i + 1 < len(milestones) else max(x, last),
            "step": 1,
        }
        for i, x in enumerate(milestones)
    ]
