"""How long a step of ZeRO-3 takes on the wire and on the GPU, and what is said of it."""

import math

from plots.models.zero.memory import BYTES_FP16
from plots.models.zero.overlap import EVERYTHING, Passes, length, stage3_passes, tokens_to_hide
from plots.pictures.zero.overlap import passes_of, seconds
from plots.pictures.zero.words import amount, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.zero_communication.runs import Run


def forward_seconds(values: "Values") -> float:
    """Return how long a layer's forward pass takes: 2 operations for each parameter and token."""
    time: float = 2 * values["parameters"] * 1e9 / values["layers"] * values["tokens"] / (values["tflops"] * 1e12)
    return time


def transfer_times(values: "Values") -> "list[float]":
    """Return how long a layer is gathered before forward and before backward, and its gradients reduced, in forward passes."""
    size = 2 * values["parameters"] * 1e9 / values["layers"]
    time = size / bandwidth(values) / forward_seconds(values)
    return [multiple * time for multiple in multiples(values)]


def bandwidth(values: "Values") -> float:
    """Return the bytes per second of all links of a node."""
    between: float = values["links"] * values["link"] * 1e9
    return between


def passes(values: "Values") -> tuple[Passes, Passes]:
    """Return what each pass sends between nodes, and within them."""
    return stage3_passes(
        after_forward=values["after_forward"],
        int8_parameters=values["int8_parameters"],
        int4_gradients=values["int4_gradients"],
    )


def multiples(values: "Values") -> Passes:
    """Return how long each pass takes, in units of what Ψ elements take between nodes.

    Within a node a card sends all but its own share over its own link; what goes both ways goes at the same time.
    """
    between, within = passes(values)
    if not any(within):
        return between
    slower = bandwidth(values) / (values["inside"] * 1e9) * (1 - 1 / values["cards"])
    return Passes(*[max(out, slower * home) for out, home in zip(between, within)])


def overlap_total(run: "Run", values: "Values") -> str:
    """Return how long the step takes, how long the GPU waits, and the tokens from which on it does not."""
    unit, speed = forward_seconds(values), bandwidth(values)
    whole = length(run.plan) * unit
    busy = sum([slot.stop - slot.start for slot in passes_of(run.plan)]) * unit
    between, within = passes(values)
    sent = sum(between) * BYTES_FP16 * values["parameters"] * 1e9
    needed, plainly = [
        tokens_to_hide(passes=each, flops_per_second=values["tflops"] * 1e12, bytes_per_second=speed)
        for each in (multiples(values), EVERYTHING)
    ]
    said = f"ZeRO-3 的一步，{'跨节点' if any(within) else '每张卡'}发送 {plain(sum(between))}Ψ × {BYTES_FP16} 字节 = {amount(sent)}"
    said += f"，按 {amount(speed)}/s 要 {seconds(sent / speed)}；"
    if any(within):
        said += f"节点内另传 {plain(sum(within))}Ψ，每张卡 {plain(values['inside'])} GB/s；"
    said += (
        f"计算 {seconds(busy)}，全程 {seconds(whole)}，等 {seconds(whole - busy)}。"
        f"要每一层都盖得住，每张卡至少要 {math.ceil(needed)} 个词元，现在是 {values['tokens']} 个"
    )
    if sum(between) < 3:
        return said + f"；前向之后释放、不量化时是 3Ψ，要 {math.ceil(plainly)} 个。"
    return said + "；DeepSpeed 默认的 ZeRO-1、ZeRO-2 也传 3Ψ，论文的传 2Ψ。"
