"""What is sent in all, counted, beside what the formula says."""

import math

from plots.models.zero.communication import collective_sent, ring_steps, step_multiples, step_sent
from plots.models.zero.memory import BYTES_FP16
from plots.pictures.zero import collectives
from plots.pictures.zero.order import sent_words
from plots.pictures.zero.steps import listed, sent_so_far, step_words
from plots.playgrounds.numbers import rounded
from plots.playgrounds.zero_communication.settings import OVERLAP, STEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_communication.runs import Run


def sentence(drawn: "list[Drawn[Run]]", step: int) -> str:
    said = []
    for each in drawn:
        name = f"{each.label}：" if len(drawn) > 1 else ""
        said.append(name + now(each.result, each.values, step) + whole(each.result, each.values))
    return "".join(said)


def now(run: "Run", values: "Values", step: int) -> str:
    """Return what happens at a moment; nothing at the start, where nothing does."""
    step = min(max(step, 0), len(run.states) - 1)
    if not step:
        return ""
    if values["run"] == STEP:
        moment = run.states[step]
        return (
            f"第 {step} 个时刻，{step_words(run.states, step)}{sent_words(moment)}；各卡{sent_so_far(moment.traffic)}。"
        )
    if values["run"] == OVERLAP:
        from plots.pictures.zero.overlap import pass_words
        from plots.playgrounds.zero_communication.runs import forward_seconds

        return pass_words(run.plan, step, forward_seconds(values)) + "。"
    state = run.states[step]
    return f"{collectives.step_words(state, run.states)}；各卡已发 {listed(state.sent)} 字节。"


def whole(run: "Run", values: "Values") -> str:
    """Return what is sent from the start to the end."""
    if values["run"] == OVERLAP:
        return overlap_total(run, values)
    return step_total(run, values) if values["run"] == STEP else collective_total(run, values)


def overlap_total(run: "Run", values: "Values") -> str:
    """Return how long the step takes, how long the GPU waits, and the tokens from which on it does not."""
    from plots.models.zero.overlap import length, tokens_to_hide
    from plots.pictures.zero.overlap import passes_of, seconds
    from plots.pictures.zero.words import amount, plain
    from plots.playgrounds.zero_communication.runs import bandwidth, forward_seconds, multiples, passes

    unit, speed = forward_seconds(values), bandwidth(values)
    whole = length(run.plan) * unit
    busy = sum([slot.stop - slot.start for slot in passes_of(run.plan)]) * unit
    between, within = passes(values)
    sent = sum(between) * BYTES_FP16 * values["parameters"] * 1e9
    speeds = {"flops_per_second": values["tflops"] * 1e12, "bytes_per_second": speed}
    needed, two = [tokens_to_hide(multiple=multiple, **speeds) for multiple in (sum(multiples(values)), 2)]
    said = f"ZeRO-3 的一步，{'跨节点' if any(within) else '每张卡'}发送 {plain(sum(between))}Ψ × {BYTES_FP16} 字节 = {amount(sent)}"
    said += f"，按 {amount(speed)}/s 要 {seconds(sent / speed)}；"
    if any(within):
        said += f"节点内另传 {plain(sum(within))}Ψ，每张卡 {plain(values['inside'])} GB/s；"
    said += (
        f"计算 {seconds(busy)}，全程 {seconds(whole)}，等 {seconds(whole - busy)}。"
        f"传得完，每张卡至少要 {math.ceil(needed)} 个词元，现在是 {values['tokens']} 个"
    )
    if sum(between) < 3:
        before = tokens_to_hide(**speeds)
        return said + f"；都不改是 3Ψ，{math.ceil(before)} 个。"
    return said + f"；DeepSpeed 默认的 ZeRO-1、ZeRO-2 也是 3Ψ，论文的是 2Ψ，{math.ceil(two)} 个。"


def step_total(run: "Run", values: "Values") -> str:
    """Return what a card sends in the whole step, and its peak."""
    end, plan = run.states[-1], run.plan
    ranks, micro = values["ranks"], values["micro_steps"]
    scheme = {
        "stage": int(values["stage"]),
        "micro_steps": micro,
        "naive": values.get("naive", False),
        "keeps": values.get("after_forward") == "keep",
    }
    elements = step_sent(plan.padded, ranks=ranks, **scheme)
    times = sum(step_multiples(**scheme))
    said = (
        f"整步下来，各卡发送 {listed(end.traffic.sent)} 字节。"
        f"公式：{times}Ψ(N−1)/N × {BYTES_FP16} 字节 = {rounded(BYTES_FP16 * sum(elements), 6)}，"
    )
    padding = f"，补齐到 {plan.padded}" if plan.padded > plan.parameters else ""
    several = f"，m = {micro}" if micro > 1 else ""
    said += f"Ψ = {plan.parameters}{padding}，N = {ranks}{several}。"
    if any(end.traffic.to_cpu):
        said += f"过 PCIe：到 CPU {listed(end.traffic.to_cpu)} 字节，回 GPU {listed(end.traffic.to_gpu)} 字节。"
    return said + f"模型状态在 GPU 上的峰值是 {listed([peak.states for peak in end.peaks])} 字节。"


def collective_total(run: "Run", values: "Values") -> str:
    """Return what a card sends in a collective, beside the formula."""
    end = run.states[-1]
    name, ranks, element = values["run"], values["ranks"], int(values["element_bytes"])
    size = ranks * element
    formula = {"broadcast": "S", "reduce": "S", "all_reduce": "2S(N−1)/N"}.get(name, "S(N−1)/N")
    busiest = rounded(collective_sent(name, size, ranks=ranks), 6)
    ring = "走链" if name in ("broadcast", "reduce") else "走环" if name != "all_to_all" else "两两直发"
    spoken = name.replace("_", "-")
    return (
        f"{spoken} {ring}，共 {ring_steps(name, ranks=ranks)} 步，各卡发送 {listed(end.sent)} 字节；"
        f"公式：最忙的卡 {formula} = {busiest} 字节，数组 S = {size} 字节，N = {ranks}。"
    )
