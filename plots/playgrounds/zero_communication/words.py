"""What happens in a moment of a training step, in words; as in the figures zero/step-…."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.trainer import Counts, Layout, Moment

GROUPS = ("参数", "梯度", "优化器状态")
NAMES = {
    "broadcast": "broadcast",
    "reduce": "reduce",
    "reduce_scatter": "reduce-scatter",
    "all_gather": "all-gather",
    "all_reduce": "all-reduce",
    "all_to_all": "all-to-all",
}
PASSES = {"forward": "前向", "backward": "反向"}


def step_words(made: "list[Moment]", shown: int) -> str:
    """Say what happens in a moment."""
    moment = made[shown]
    layer = "" if moment.layer is None else f"第 {moment.layer + 1} 层"
    last = max([each.micro for each in made])
    passing = PASSES.get(moment.phase, "")
    if passing and last:
        passing = f"微批 {moment.micro + 1} {passing}"
    if moment.event == "release":
        return f"{passing}：释放{layer}{freed(made, shown)}"
    if moment.event == "compute":
        return f"{passing}：计算{layer}"
    if moment.event == "all_gather":
        return f"{passing}：all-gather {layer}的参数" if passing else "all-gather 更新过的参数"
    if moment.event in ("reduce_scatter", "all_reduce"):
        collective = NAMES[moment.event]
        return f"{passing}：{collective} {layer}的梯度" if passing else f"{collective} 全部梯度"
    if moment.event == "to_cpu":
        return f"{passing}：自己的一段梯度送到 CPU"
    if moment.event == "to_gpu":
        return "更新好的一段参数送回 GPU"
    if moment.event == "adam":
        return adam_words(made, shown)
    return "开始" if moment.event == "start" else "这一步结束"


def freed(made: "list[Moment]", shown: int) -> str:
    """Say what a moment has set free."""
    before = [held.name for held in made[shown - 1].gpu[0]]
    now = [held.name for held in made[shown].gpu[0]]
    return "梯度桶" if "bucket" in before and "bucket" not in now else "收集来的参数"


def adam_words(made: "list[Moment]", shown: int) -> str:
    """Say who updates what."""
    moment = made[shown]
    padded = max([held.stop for rank in made[0].gpu for held in rank])
    whole = [held for held in moment.gpu[0] if held.name == "master" and held.stop - held.start == padded]
    if whole:
        return "更新：每张卡都更新全部参数"
    off = not any(held.name == "master" for held in moment.gpu[0])
    return "更新：每张卡的 CPU 更新自己的一段" if off else "更新：每张卡只更新自己的一段"


def is_touched(held: "Any", layer: "int | None", plan: "Layout") -> bool:
    """Return whether a list holds elements of a layer; of any, if none is named."""
    start, stop = (0, plan.padded) if layer is None else plan.units[layer]
    return bool(held.start < stop and start < held.stop)


def sent_so_far(traffic: "Counts") -> str:
    """Say what every card has sent, and moved to and from its CPU."""
    said = "各卡已发 " + listed(traffic.sent) + " 字节"
    if any(traffic.to_cpu) or any(traffic.to_gpu):
        said += f"，到 CPU {listed(traffic.to_cpu)}，回 GPU {listed(traffic.to_gpu)}"
    return said


def listed(numbers: "Any") -> str:
    """Return numbers in words, one where all are equal."""
    numbers = list(numbers)
    if min(numbers) == max(numbers):
        return str(numbers[0])
    return "、".join([str(number) for number in numbers])
