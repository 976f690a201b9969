"""What is sent in all, counted, beside what the formula says."""

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
        from plots.playgrounds.zero_communication.times import forward_seconds

        return pass_words(run.plan, step, forward_seconds(values)) + "。"
    state = run.states[step]
    return f"{collectives.step_words(state, run.states)}；各卡已发 {listed(state.sent)} 字节。"


def whole(run: "Run", values: "Values") -> str:
    """Return what is sent from the start to the end."""
    if values["run"] == OVERLAP:
        from plots.playgrounds.zero_communication.times import overlap_total

        return overlap_total(run, values)
    return step_total(run, values) if values["run"] == STEP else collective_total(run, values)


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
