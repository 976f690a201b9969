"""DeepSpeed's configuration for a setting of the calculator, and the command that starts it.

Names and defaults are those of DeepSpeed 0.19.6: ``reduce_bucket_size`` in elements, ``overlap_comm``, ``offload_…``.
"""

import json

from plots.playgrounds.zero_memory.setups import hardware_of, require_degrees, setup_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.budget import Setup
    from plots.playgrounds.controls import Values

    Pairs = list[tuple[str, Any]]


NVME_PATH = "/local_nvme"


def written(values: "Values") -> "list[tuple[str, str]]":
    """Return the configuration, and how to start the program with it."""
    require_degrees(values)
    setup = setup_of(values)
    return [("ds_config.json", configuration(values, setup)), ("启动", command(values, setup))]


def configuration(values: "Values", setup: "Setup") -> str:
    zero: "Pairs" = [("stage", setup.stage)]
    if setup.stage and "bucket" in values:
        zero.append(("reduce_bucket_size", setup.bucket))
        zero.append(("overlap_comm", setup.overlap))
    for name, place in (
        ("offload_optimizer", setup.placement.optimizer),
        ("offload_param", setup.placement.parameters),
    ):
        if place != "gpu":
            zero.append((name, offloaded(place)))
    entries: "Pairs" = [
        ("train_batch_size", setup.batch * setup.micro_batches * setup.ranks),
        ("train_micro_batch_size_per_gpu", setup.batch),
        ("gradient_accumulation_steps", setup.micro_batches),
    ]
    if setup.recipe != "adam-fp32":
        bf16: "Pairs" = [("enabled", True)]
        if setup.recipe in ("adam-bf16", "adam-bf16-master"):
            bf16 += [("bf16_master_weights_and_grads", True), ("bf16_optimizer_states", True)]
        entries.append(("bf16", bf16))
    if setup.recipe == "adam-fp32-gradients":
        entries.append(("data_types", [("grad_accum_dtype", "fp32")]))
    entries.append(("zero_optimization", zero))
    return text_of(entries) + "\n"


def offloaded(place: str) -> "Pairs":
    """Return what a thing kept off the GPU needs."""
    pairs: "Pairs" = [("device", place)]
    if place == "nvme":
        pairs.append(("nvme_path", NVME_PATH))
    pairs.append(("pin_memory", True))
    return pairs


def text_of(value: "Any", indent: int = 0) -> str:
    """Return JSON of a value, pairs one a line; both interpreters give the same text."""
    if not isinstance(value, list):
        return json.dumps(value)
    space = " " * (indent + 2)
    lines = [f'{space}"{name}": {text_of(each, indent + 2)}' for name, each in value]
    return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"


def command(values: "Values", setup: "Setup") -> str:
    """Return the command, and what the configuration cannot say."""
    hardware = hardware_of(values)
    each = min(values["gpus"], hardware.gpus_per_node)
    even = each * hardware.nodes == values["gpus"]
    where = f"--num_nodes={hardware.nodes} --num_gpus={each}" if even else "--hostfile=hostfile"
    said = [f"deepspeed {where} train.py --deepspeed_config ds_config.json"]
    said.append("# 优化器在 train.py 里创建，或写进 ds_config.json 的 optimizer。")
    if values.get("recompute", "none") != "none":
        said.append("# 激活重计算要在模型里打开，例如 model.gradient_checkpointing_enable()。")
    if setup.tensor_parallel * setup.pipeline_parallel > 1:
        said.append(
            f"# 张量并行 {setup.tensor_parallel}、流水线并行 {setup.pipeline_parallel} 由模型代码实现（如 Megatron-DeepSpeed）。"
        )
    return "\n".join(said) + "\n"
