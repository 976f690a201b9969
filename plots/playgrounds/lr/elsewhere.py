"""A setting in Hugging Face, DeepSpeed and Megatron: the name that they have for its shape, what one writes, where it ends.

Their schedulers are a warm-up along a line and what follows it. What is written here was run on transformers 5.24.0,
DeepSpeed 0.19.8 and megatron-core 0.19.2: torch/elsewhere.py and megatron/schedules.py of tests/evidence.
"""

from plots.playgrounds.lr.examples import HALVING, MINUS_SQRT
from plots.playgrounds.lr.formulas import source
from plots.playgrounds.lr.schedulers.record import NO_SCHEDULER
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values

    Found = tuple[str, str]
    Arguments = list[tuple[str, Any]]

STYLES = {"linear": "linear", "cosine": "cosine", "minus_sqrt": "1-sqrt"}  # Megatron's, and Hugging Face's names


class Shape:
    """What is left of a setting without its names.

    Args:
        kind: ``constant``, ``linear``, ``polynomial``, ``cosine``, ``restarts``, ``cooled``.
        length: Of the decay, in steps.
        end: The rate at its end.
        style: How WSD ends, as Megatron says it.
    """

    warmup = 0  # steps
    start = 0.0  # rate at step 0 where there is a warm-up
    flat = 0  # steps of WSD before its decay, the warm-up not counted

    def __init__(
        self, kind: str, length: int = 0, end: float = 0.0, *, power: float = 1.0, cycles: int = 0, style: str = ""
    ) -> None:
        self.kind, self.length, self.end = kind, length, end
        self.power, self.cycles, self.style = power, cycles, style

    @property
    def total(self) -> int:
        return self.warmup + self.flat + self.length


def elsewhere(values: "Values") -> "list[Found]":
    """Return names and what one writes, for those that have a name for the setting."""
    if values["every"] != "iteration" or values.get("framework") == "pytorch":
        return []
    shape = shape_of(values["scheduler"], values, values["lr"])
    if shape is None:
        return []
    found = [hugging_face(shape, values), deepspeed(shape, values["lr"]), megatron(shape, values["lr"])]
    return [each for each in found if each]


# What a setting is


def shape_of(name: str, v: "Values", base: float) -> "Shape | None":
    """Return the shape of a setting; None where only its own library has it."""
    if name == "WarmupLR":
        return warmed_up(v, base)
    return in_sequence(v, base) if name == "SequentialLR" else decay_of(name, v, base)


def warmed_up(v: "Values", base: float) -> "Shape | None":
    kind, inner = v["scheduler_or_optimizer"][0]
    shape = Shape("constant") if kind == NO_SCHEDULER else decay_of(kind, inner, base)
    if shape is None or v["warmup_method"] != "linear" or not (v["warmup_prefix"] or kind == NO_SCHEDULER):
        return None
    shape.warmup, shape.start = v["warmup_iters"], base * v["warmup_factor"]
    return shape


def in_sequence(v: "Values", base: float) -> "Shape | None":
    """Return the shape of a ramp to b, perhaps b, and a decay from its own start."""
    (ramp, first), (last, inner) = v["schedulers"][0], v["schedulers"][-1]
    flat, milestones = v["schedulers"][1:-1], v["milestones"]
    shape = decay_of(last, inner, base, of_wsd=len(flat) == 1)
    if (
        shape is None
        or ramp != "LinearLR"
        or (first["end_factor"], [first["total_iters"]]) != (1, milestones[:1])
        or not v["interval_rescaling"][-1]
        or any(kind != "ConstantLR" or inside["factor"] != 1 for kind, inside in flat)
        or len(flat) > 1
    ):
        return None
    shape.warmup, shape.start = first["total_iters"], base * first["start_factor"]
    if flat:
        shape.flat = milestones[1] - milestones[0]
    return shape


def decay_of(name: str, v: "Values", base: float, *, of_wsd: bool = False) -> "Shape | None":
    if name == "PolynomialLR" and not v["cycle"]:
        style = "linear" if v["power"] == 1 else ""
        kind = "linear" if v["power"] == 1 and not v["end_learning_rate"] else "polynomial"
        shape = Shape(kind, v["steps"], v["end_learning_rate"], power=v["power"], style=style)
    elif name == "CosineDecayLR":
        shape = Shape("cosine", v["decay_steps"], base * v["alpha"], style="cosine")
    elif name == "CosineAnnealingLR":
        shape = Shape("cosine", v["T_max"], v["eta_min"], style="cosine")
    elif name == "CosineAnnealingWarmRestarts" and is_plain(v):
        shape = Shape("restarts", v["T_0"] * v["restart_limit"], cycles=v["restart_limit"])
    elif name == "LambdaLR" and of_wsd:
        return cooled(v["lr_lambda"])
    else:
        return None
    return shape if shape.style or not of_wsd else None


def is_plain(v: "Values") -> bool:
    """Return whether restarts are equal cycles down to 0, and an end."""
    return (v["T_mult"], v["eta_min"], v["decay_rate"]) == (1, 0, 1) and bool(v["restart_limit"])


def cooled(code: str) -> "Shape | None":
    """Return the end of WSD that a function of ours is."""
    length = code.partition("min(t / ")[2].partition(",")[0]
    for template, style in ((MINUS_SQRT, "minus_sqrt"), (HALVING, "exponential")):
        if length.isdigit() and code == template.format(length):
            return Shape("cooled", int(length), style=style)
    return None


# What one writes


def hugging_face(shape: Shape, values: "Values") -> "Found | None":
    """Return the arguments of its Trainer; a warm-up begins at 0, or in WSD at the end's rate."""
    base = values["lr"]
    if shape.flat and shape.style not in STYLES:
        return None
    name, kwargs = hugging_face_name(shape, base)
    arguments: "Arguments" = [
        ("learning_rate", base),
        ("max_steps", shape.total if shape.length else values["until"]),
        ("warmup_steps", shape.warmup),
        ("lr_scheduler_type", name),
    ]
    lines = [f"    {each}={source(value)},\n" for each, value in arguments]
    if kwargs:
        pairs = ", ".join([f'"{each}": {source(value)}' for each, value in kwargs])
        lines.append("    lr_scheduler_kwargs={" + pairs + "},\n")
    start = shape.end if shape.flat else 0.0
    if shape.warmup and shape.start != start:
        lines.append(f"    # 预热从 {exact(start)} 开始；它没有从 {exact(shape.start)} 开始的\n")
    code = "from transformers import TrainingArguments\n\narguments = TrainingArguments(\n" + "".join(lines) + ")\n"
    return titled("Hugging Face", name, ending(shape, shape.kind == "cosine" and not shape.flat)), code


def hugging_face_name(shape: Shape, base: float) -> "tuple[str, Arguments]":
    """Return the name of a shape, and what it needs besides."""
    if shape.flat:
        kwargs: "Arguments" = [("num_decay_steps", shape.length), ("decay_type", STYLES[shape.style])]
        return "warmup_stable_decay", kwargs + ([("min_lr_ratio", shape.end / base)] if shape.end else [])
    if shape.kind == "polynomial":
        return shape.kind, [("power", shape.power), ("lr_end", shape.end)]
    if shape.kind == "restarts":
        return "cosine_with_restarts", [("num_cycles", shape.cycles)]
    if shape.kind == "cosine" and shape.end:
        return "cosine_with_min_lr", [("min_lr_rate", shape.end / base)]
    return ("constant_with_warmup" if shape.kind == "constant" else shape.kind), []


def deepspeed(shape: Shape, base: float) -> "Found | None":
    """Return the part of its configuration; its warm-up takes at least two steps, its line ends where that begins."""
    known = shape.kind in ("constant", "cosine") or (shape.kind == "linear" and not shape.start)
    if shape.flat or shape.warmup < 2 or not known:
        return None
    if shape.kind == "cosine":
        name = "WarmupCosineLR"
        arguments: "Arguments" = [("warmup_min_ratio", shape.start / base), ("cos_min_ratio", shape.end / base)]
    else:
        name = "WarmupLR" if shape.kind == "constant" else "WarmupDecayLR"
        arguments = [("warmup_min_lr", shape.start), ("warmup_max_lr", base)]
    arguments += [("warmup_num_steps", shape.warmup), ("warmup_type", "linear")]
    if shape.length:
        arguments.append(("total_num_steps", shape.total))
    lines = ",\n".join([f'      "{each}": {source(value)}' for each, value in arguments])
    text = (
        f'{{\n  "optimizer": {{"type": "AdamW", "params": {{"lr": {exact(base)}}}}},\n'
        f'  "scheduler": {{\n    "type": "{name}",\n    "params": {{\n{lines}\n    }}\n  }}\n}}\n'
    )
    late = "预热" if shape.kind == "cosine" else "比图上"
    return titled("DeepSpeed", name, f"{ending(shape, False)}，{late}晚一步"), text


def megatron(shape: Shape, base: float) -> "Found | None":
    """Return its options; what is over ends at the lowest rate."""
    style = "WSD" if shape.flat else shape.style if shape.length else shape.kind
    if style not in ("constant", "linear", "cosine", "WSD"):
        return None
    options: "Arguments" = [("lr", base), ("lr-decay-style", style), ("lr-warmup-iters", shape.warmup)]
    if shape.start:
        options.append(("lr-warmup-init", shape.start))
    if shape.length:
        options += [("min-lr", shape.end), ("lr-decay-iters", shape.total)]
    if shape.flat:
        options += [("lr-wsd-decay-iters", shape.length), ("lr-wsd-decay-style", shape.style)]
    lines = [f"--{name} {value if isinstance(value, str) else exact(value)}" for name, value in options]
    return titled("Megatron", style, ending(shape, False)), " \\\n".join(lines) + "\n"


def ending(shape: Shape, rises: bool) -> str:
    """Return what comes after the last step."""
    if not shape.length:
        return "之后不变"
    return "走完升回去" if rises else f"走完停在 {exact(shape.end)}"


def titled(who: str, name: str, end: str) -> str:
    return f"{who} 的 {name}：{end}"
