"""What a setting of the calculator means to the models, and what it would mean if some of it were changed."""

from plots.models.zero.budget import Setup, budget, in_place, is_within
from plots.models.zero.infinity import PLACES, Hardware, Placement
from plots.models.zero.memory import GB, TB
from plots.models.zero.transformer import Shape, gpt2_parameters
from plots.playgrounds.controls import SettingError
from plots.playgrounds.zero_memory.settings import BILLION, COUNT, CUSTOM, GPUS, PRECISIONS, PUBLISHED, TRAININGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values


def require_possible(values: "Values") -> None:
    """Raise SettingError unless GPUs, heads and layers can be divided so, and something of a card is left."""
    gpus, tensor, pipeline = values["gpus"], values["tensor"], values["pipeline"]
    if gpus % (tensor * pipeline):
        raise SettingError(
            f"“GPU 数”应为张量并行 × 流水线并行（{tensor} × {pipeline}）的整数倍，现在是 {gpus}。", ["gpus"]
        )
    ranks, sharers = gpus // (tensor * pipeline), sharers_of_copy(values)
    if 0 < sharers < ranks and ranks % sharers:
        raise SettingError(
            f"数据并行度 {ranks} 不是每个节点 {sharers} 张的整数倍，不能每个节点留一份。", ["gpus", "after_forward"]
        )
    if 1 < sharers < ranks and values.get("offload_param") == "nvme":
        raise SettingError("参数放在 NVMe 时，不能每个节点留一份。", ["offload_param", "after_forward"])
    if values["reserved"] >= gpu_gigabytes(values):
        raise SettingError(
            f"“另留”应小于一张卡的 {gpu_gigabytes(values):g} GB，现在是 {values['reserved']:g} GB。", ["reserved"]
        )
    if values["model"] == COUNT:
        return
    shape = shape_of(values)
    if tensor > shape.heads:
        raise SettingError(f"张量并行不能超过注意力头数 {shape.heads}，现在是 {tensor}。", ["tensor"])
    if pipeline > shape.layers:
        raise SettingError(f"流水线并行不能超过层数 {shape.layers}，现在是 {pipeline}。", ["pipeline"])


def hardware_of(values: "Values") -> Hardware:
    """Return the cluster of a setting; a node that is not whole counts as one."""
    nodes = -(-values["gpus"] // values["gpus_per_node"])
    return Hardware(
        nodes, values["gpus_per_node"], gpu_gigabytes(values) * GB, values["cpu_memory"] * GB, values["nvme"] * TB
    )


def gpu_gigabytes(values: "Values") -> float:
    """Return the memory of a card that has a name, or what is written for one that has none."""
    named = [size for name, _, size in GPUS if name == values["gpu"]]
    written: float = named[0] if named else values["gpu_memory"]
    return written


def card_name(values: "Values") -> str:
    """Return what a card is called, "" if only its memory is written."""
    return next((words.split("，")[0] for name, words, _ in GPUS if name == values["gpu"]), "")


def shape_of(values: "Values") -> Shape:
    """Return the model of a setting; of one of which only Ψ is known nothing else counts."""
    model = values["model"]
    if model == COUNT:
        parameters = values["parameters"] * BILLION
        return Shape("", values["pipeline"], 1, values["tensor"], 1, 1, parameters, 0, None, "")
    if model != CUSTOM:
        return next(shape for name, shape in PUBLISHED if name == model)
    layers, hidden, vocabulary = values["layers"], values["hidden"], values["vocabulary"]
    parameters = gpt2_parameters(layers, hidden, vocabulary=vocabulary, positions=values["sequence"])
    largest = max(vocabulary * hidden, 4 * hidden * hidden + 4 * hidden)
    return Shape("", layers, hidden, values["heads"], vocabulary, values["sequence"], parameters, largest, None, "")


def setup_of(values: "Values", stage: "int | None" = None) -> Setup:
    """Return the setup of a setting, or what it would be under another stage, with all else as far as it goes."""
    stage = int(values["stage"]) if stage is None else stage
    return Setup(
        shape_of(values),
        stage=stage,
        ranks=values["gpus"] // (values["tensor"] * values["pipeline"]),
        tensor_parallel=values["tensor"],
        pipeline_parallel=values["pipeline"],
        recipe=recipe_of(values),
        placement=placement_of(values, stage),
        batch=values.get("batch", 1),
        micro_batches=values.get("micro_batches", 1),
        sequence=values.get("sequence", 1),
        recompute=values.get("recompute", "none"),
        sequence_parallel=values.get("sequence_parallel", False),
        flash=values.get("flash", False),
        adapters=values.get("adapters", 0) / 100,
        frozen_bytes=next(size for name, _, size in TRAININGS if name == values["training"]),
        bucket=values.get("bucket", 0),
        overlap=values.get("overlap", False),
        secondary=sharers_of_copy(values),
        states_only=values["model"] == COUNT,
    )


def sharers_of_copy(values: "Values") -> int:
    """Return how many ranks share a second copy of the parameters, none for 0: those of a node, where it is one of several."""
    chosen = values.get("after_forward", "release")
    if chosen == "node":
        ranks: int = max(1, values["gpus_per_node"] // values["tensor"])
        return ranks
    return 1 if chosen == "keep" else 0


def recipe_of(values: "Values") -> str:
    """Return the name of the recipe in plots.models.zero.memory."""
    if values["optimizer"] != "adam":
        name: str = values["optimizer"]
        return name
    return next(recipe for name, _, recipe in PRECISIONS if name == values["precision"])


def placement_of(values: "Values", stage: int) -> Placement:
    """Return where a stage keeps things: gradients, once they are divided, go where the optimizer is."""
    optimizer = values.get("offload_optimizer", "none")
    parameters = values.get("offload_param", "none")
    if stage < 3:
        parameters = "none"
        optimizer = "cpu" if optimizer == "nvme" else optimizer
    if stage < 1:
        optimizer = "none"
    optimizer, parameters = [each if each in PLACES else "gpu" for each in (optimizer, parameters)]
    return Placement(parameters, optimizer if stage >= 2 else "gpu", optimizer)


def changed(values: "Values", **changes: "Any") -> "Values":
    """Return the values with some of them changed; what the setting does not have is left out."""
    made = dict(values)
    made.update({name: value for name, value in changes.items() if name in values or name.startswith("offload")})
    return made


def on_gpu_bytes(values: "Values") -> float:
    """Return what a GPU holds in a setting, what is kept free counted."""
    reserved: float = values["reserved"] * GB
    return in_place(budget(setup_of(values)), "gpu") + reserved


def would_fit(values: "Values") -> bool:
    """Return whether a changed setting fits, as far as it is one."""
    try:
        require_possible(values)
    except SettingError:
        return False
    return is_within(setup_of(values), hardware_of(values), reserved_bytes=values["reserved"] * GB)
