"""Whether a setting fits, what would make it fit, the largest model, and what DeepSpeed's estimator says."""

from plots.models.zero.budget import in_place, sharers
from plots.models.zero.estimators import estimate_zero2_model_states_mem_needs, estimate_zero3_model_states_mem_needs
from plots.models.zero.memory import STATES
from plots.pictures.zero.memory import HOLDERS, PLACES
from plots.pictures.zero.words import amount, plain
from plots.playgrounds.zero_memory.settings import BILLION, COUNT, MOMENTS, WITHOUT_FP8
from plots.playgrounds.zero_memory.setups import card_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_memory.sizes import Result


def sentence(drawn: "list[Drawn[Result]]", step: int) -> str:
    """Return what is seen, for every compared setting."""
    if len(drawn) > 1:
        return "".join([f"{each.label}：{verdict(each.values, each.result)}" for each in drawn])
    [only] = drawn
    values, result = only.values, only.result
    said = verdict(values, result) + advice(result)
    if result.largest:
        said += f"别的都不变，最大能放 {parameters(result.largest)} 个参数。"
    else:
        said += "照现在的设置，激活值和缓冲就占满了显存，再小的模型也放不下。"
    if values.get("after_forward") == "node" and result.setup.secondary >= result.setup.ranks:
        said += f"同一份模型的 {result.setup.ranks} 张卡（N）在一个节点里，hpZ 不另存一份。"
    if result.setup.recipe in MOMENTS and card_name(values) in WITHOUT_FP8:
        said += f"{card_name(values)} 算不了 fp8：要 Hopper 或更新的卡。"
    if values["model"] == COUNT:
        said += "这里只算了模型状态，没有激活值和缓冲。"
    return said + estimate(values, result)


def verdict(values: "Values", result: "Result") -> str:
    """Return whether the chosen stage fits."""
    stage, limit = result.setup.stage, result.hardware.gpu_bytes
    total = result.totals[stage]
    said = f"阶段 {stage}，N = {result.setup.ranks}："
    said += f"每张 GPU 要 {amount(total)}，" if total else unneeded(result)
    if total > limit:
        return said + f"超过 {amount(limit)}，差 {amount(total - limit)}。"
    for place, held, capacity in result.hosts:
        used = sum([part.bytes for part in held])
        if used > capacity:
            return said + f"显存够，但{HOLDERS[place]}要 {amount(used)}，超过 {amount(capacity)}。"
    return said + f"放得下，余 {amount(limit - total)}。"


def unneeded(result: "Result") -> str:
    """Say why a GPU needs nothing: all that was counted is elsewhere."""
    places = "、".join([PLACES[place] for place, _, _ in result.hosts])
    return f"模型状态都放在 {places}，GPU 上一个字节也不留（算到哪层才取来哪层，取来的没有算），"


def advice(result: "Result") -> str:
    """Say what the buttons below the picture do, or that nothing helps."""
    if result.fits:
        return ""
    if result.cures:
        return f"图下的按钮{'各' if len(result.cures) > 1 else ''}给出一个放得下的办法，点一下就改。"
    return "提高阶段、重计算、卸载都用上也放不下：要更多 GPU，或者加大张量并行、流水线并行。"


def parameters(count: float) -> str:
    """Return a number of parameters, e.g. ``50.2B``."""
    for unit, name in ((10**12, "T"), (BILLION, "B")):
        if count >= 0.9995 * unit:
            return plain(count / unit) + name
    return plain(count / 10**6) + "M"


def estimate(values: "Values", result: "Result") -> str:
    """Return what DeepSpeed's own estimator says beside the paper's formula, where it has one for such a setting."""
    setup = result.setup
    if (
        setup.stage < 2
        or setup.recipe != "adam"
        or setup.adapters
        or setup.tensor_parallel * setup.pipeline_parallel > 1
    ):
        return ""
    placement = setup.placement
    if placement.optimizer == "nvme" or placement.parameters == "nvme":
        return ""
    if placement.parameters == "cpu" and placement.optimizer == "gpu":
        return ""  # the estimator ignores the one without the other
    ours = in_place([part for part in result.parts[setup.stage] if part.name in STATES], "gpu")
    per_node = sharers(setup, result.hardware)
    nodes = setup.ranks // per_node
    if nodes * per_node != setup.ranks:
        return ""
    total = round(setup.shape.parameters)
    offloaded = placement.optimizer == "cpu"
    if setup.stage == 2:
        theirs = estimate_zero2_model_states_mem_needs(total, per_node, nodes, offloaded).gpu_mem
        formula, paper = ("2Ψ", "2Ψ") if offloaded else ("2Ψ + 18Ψ/N", "2Ψ + 14Ψ/N")
    else:
        if values["model"] == COUNT:
            return ""  # it wants the largest layer
        inside = placement.parameters == "cpu"
        layer = setup.shape.largest_layer
        theirs = estimate_zero3_model_states_mem_needs(total, layer, per_node, nodes, offloaded, inside).gpu_mem
        sharded = "" if offloaded and inside else " + 2Ψ/N" if offloaded else " + 18Ψ/N"
        formula = "4 × 最大的一层" + sharded
        paper = "0" if offloaded and inside else "2Ψ/N" if offloaded else "16Ψ/N"
    printed = plain(theirs / 2**30)
    said = f"模型状态按论文的公式 {paper} 是 {amount(ours)}" if ours else "模型状态按论文的公式都不在 GPU 上"
    return f"{said}，DeepSpeed 的估算函数按 {formula} 给出 {amount(theirs)}（它以 GiB 计，印作 {printed}GB）。"
