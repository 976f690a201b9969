"""DeepSpeed's configuration for a setting of the calculator, and the command that starts it; Megatron-LM's for fp8.

Names and defaults are those of DeepSpeed 0.19.8: ``reduce_bucket_size`` in elements, ``overlap_comm``, ``offload_…``. It
keeps no parameters in fp8; Megatron-LM does, and its options are those of megatron/training/arguments.py at d98e8a6.
"""

from plots.playgrounds import zero_programs
from plots.playgrounds.zero_memory.setups import hardware_of, require_degrees, setup_of
from plots.playgrounds.zero_programs import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.budget import Setup
    from plots.playgrounds.controls import Values

    Pairs = list[tuple[str, Any]]


NVME_PATH = "/local_nvme"
MOMENTS = {"adam-fp8": "bf16", "adam-fp8-moments": "fp8"}  # of recipes that are Megatron-LM's
RECOMPUTE = {
    "selective": "--recompute-granularity selective",
    "full": "--recompute-granularity full --recompute-method uniform --recompute-num-layers 1",
}


def written(values: "Values") -> "list[tuple[str, str]]":
    """Return the configuration, and how to start the program with it."""
    require_degrees(values)
    setup = setup_of(values)
    if setup.recipe in MOMENTS:
        return [("Megatron-LM", megatron(values, setup))]
    found = [("ds_config.json", configuration(values, setup)), ("启动", command(values, setup))]
    if setup.stage == 3:
        found.append(("FSDP2", zero_programs.fsdp2(after_forward(setup), cards=setup.secondary)))
    return found


def after_forward(setup: "Setup") -> str:
    """Return what becomes of gathered parameters: of a single node's hpZ makes no second copy, of a single card's a whole one."""
    if not 0 < setup.secondary < setup.ranks:
        return "release"
    return "keep" if setup.secondary == 1 else "node"


def on_a_rank(setup: "Setup") -> float:
    """Return the parameters that a rank would have if they were not divided by ZeRO."""
    parameters: float = setup.shape.parameters / (setup.tensor_parallel * setup.pipeline_parallel)
    return parameters


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
    if setup.stage == 3:
        zero += zero_programs.after_forward(after_forward(setup), parameters=on_a_rank(setup), cards=setup.secondary)
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


def command(values: "Values", setup: "Setup") -> str:
    """Return the command, and what the configuration cannot say."""
    nodes, each = whole_nodes(values)
    where = f"--num_nodes={nodes} --num_gpus={each}" if nodes else "--hostfile=hostfile"
    said = [f"deepspeed {where} train.py --deepspeed_config ds_config.json"]
    said.append("# 优化器在 train.py 里创建，或写进 ds_config.json 的 optimizer。")
    if values.get("recompute", "none") != "none":
        said.append("# 激活重计算要在模型里打开，例如 model.gradient_checkpointing_enable()。")
    if setup.tensor_parallel * setup.pipeline_parallel > 1:
        said.append(
            f"# 张量并行 {setup.tensor_parallel}、流水线并行 {setup.pipeline_parallel} 由模型代码实现（如 Megatron-DeepSpeed）。"
        )
    if setup.stage == 3 and zero_programs.stays_anyway(after_forward(setup), on_a_rank(setup)):
        said.append(
            "# 0.5B 以下的模型，DeepSpeed 默认把参数整个留到反向。要释放，把 stage3_max_reuse_distance、"
            "stage3_max_live_parameters、stage3_prefetch_bucket_size 都设成 0。"
        )
    return "\n".join(said) + "\n"


def whole_nodes(values: "Values") -> "tuple[int, int]":
    """Return the nodes, 0 if they are not equally full, and the GPUs of one."""
    hardware = hardware_of(values)
    each = min(values["gpus"], hardware.gpus_per_node)
    return (hardware.nodes if each * hardware.nodes == values["gpus"] else 0), each


def megatron(values: "Values", setup: "Setup") -> str:
    """Return the options of Megatron-LM for parameters in fp8; the model and the data are the reader's."""
    nodes, each = whole_nodes(values)
    moments = MOMENTS[str(setup.recipe)]
    lines = [f"torchrun --nnodes={nodes or values['gpus']} --nproc_per_node={each if nodes else 1} pretrain_gpt.py"]
    lines.append(
        f"--micro-batch-size {setup.batch} --global-batch-size {setup.batch * setup.micro_batches * setup.ranks}"
    )
    if setup.tensor_parallel * setup.pipeline_parallel > 1:
        degrees = f"--tensor-model-parallel-size {setup.tensor_parallel}"
        lines.append(f"{degrees} --pipeline-model-parallel-size {setup.pipeline_parallel}")
    lines.append("--bf16 --fp8-format e4m3 --fp8-recipe blockwise --fp8-param-gather")
    lines.append(f"--use-precision-aware-optimizer --exp-avg-dtype {moments} --exp-avg-sq-dtype {moments}")
    lines.append("--use-distributed-optimizer")
    if setup.stage == 3:
        lines.append(
            "--use-megatron-fsdp --data-parallel-sharding-strategy optim_grads_params --ckpt-format fsdp_dtensor"
        )
    if values.get("recompute", "none") != "none":
        lines.append(RECOMPUTE[values["recompute"]])
    said = " \\\n  ".join(lines) + "\n"
    said += "# DeepSpeed 没有 fp8 参数。模型和数据的参数要自己加；这一行没有在 GPU 上执行过。\n"
    if setup.stage in (0, 2):
        said += f"# Megatron-LM 的 fp8 参数要阶段 1（上面这样）或阶段 3，没有阶段 {setup.stage}。\n"
    return said
