"""DeepSpeed's configuration for a setting of the calculator, and the command that starts it; Megatron-LM's for fp8.

Names and defaults are those of DeepSpeed 0.19.8: ``reduce_bucket_size`` in elements, ``overlap_comm``, ``offload_…``. It
keeps no parameters in fp8; Megatron-LM does: tests/evidence/megatron/memory.py has megatron-core 0.19.2 read what is written.
"""

from plots.playgrounds import zero_programs
from plots.playgrounds.zero_memory.settings import FP8, FP8_ELSEWHERE, MOMENTS
from plots.playgrounds.zero_memory.setups import card_name, hardware_of, require_possible, setup_of
from plots.playgrounds.zero_programs import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.budget import Setup
    from plots.models.zero.memory import Recipe
    from plots.playgrounds.controls import Values

    Pairs = list[tuple[str, Any]]


NVME_PATH = "/local_nvme"
LEARNING_RATE = 0.0001
BF16_STATES = ("adam-bf16", "adam-bf16-master")
SHARDING = {2: "optim_grads", 3: "optim_grads_params"}  # of Megatron-FSDP
RECOMPUTE = {
    "selective": "--recompute-granularity selective",
    "full": "--recompute-granularity full --recompute-method uniform --recompute-num-layers 1",
}


def written(values: "Values") -> "list[tuple[str, str]]":
    """Return the configuration, and how to start the program with it."""
    require_possible(values)
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
    if setup.stage == 3 and setup.recipe == "muon":
        zero.append(("reduce_scatter", False))  # refused together
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
    entries.append(("optimizer", optimizer(setup.recipe)))
    if setup.recipe == "sgd-momentum" and setup.stage:
        entries.append(("zero_allow_untested_optimizer", True))
    if setup.recipe != "adam-fp32":
        bf16: "Pairs" = [("enabled", True)]
        if setup.recipe in BF16_STATES:
            bf16 += [("bf16_master_weights_and_grads", True), ("bf16_optimizer_states", True)]
        knows_bf16 = card_name(values) != "V100" or setup.recipe in BF16_STATES
        entries.append(("bf16" if knows_bf16 else "fp16", bf16))
    if setup.recipe == "adam-fp32-gradients":
        entries.append(("data_types", [("grad_accum_dtype", "fp32")]))
    entries.append(("zero_optimization", zero))
    return text_of(entries) + "\n"


def optimizer(recipe: "Recipe | str") -> "Pairs":
    """Return the optimizer; the names are DeepSpeed's, which takes others from torch.optim."""
    rate: "Pairs" = [("lr", LEARNING_RATE)]
    if recipe == "muon":
        return [("type", "Muon"), ("params", rate)]
    if recipe == "sgd-momentum":
        return [("type", "SGD"), ("params", rate + [("momentum", 0.9)])]
    return [("type", "AdamW"), ("params", rate)]


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
    said += [f"# {each}" for each in remarks(setup)]
    if values.get("recompute", "none") != "none":
        said.append("# 激活重计算要在模型里打开，例如 model.gradient_checkpointing_enable()。")
    if setup.tensor_parallel * setup.pipeline_parallel > 1:
        said.append(
            f"# 张量并行 {setup.tensor_parallel}、流水线并行 {setup.pipeline_parallel} 由模型代码实现（如 Megatron-DeepSpeed）。"
        )
    return "\n".join(said) + "\n"


def remarks(setup: "Setup") -> "list[str]":
    """Return what DeepSpeed 0.19.8 does with the configuration that its reader would not expect."""
    said = []
    if setup.stage == 0 and setup.recipe in BF16_STATES + ("adam-fp32-gradients",):
        said.append("DeepSpeed 的阶段 0 拒绝这样的精度：状态全用 bf16、单独定梯度的精度，都要阶段 1 到 3。")
    if setup.stage >= 2 and setup.pipeline_parallel > 1:
        said.append("DeepSpeed 的流水线拒绝阶段 2、3。")
    if setup.recipe == "adam-bf16" and setup.stage:
        said.append("DeepSpeed 0.19.8 总是另存一份 bf16 主权重：按 2+2+6 算。")
    return said


def whole_nodes(values: "Values") -> "tuple[int, int]":
    """Return the nodes, 0 if they are not equally full, and the GPUs of one."""
    hardware = hardware_of(values)
    each = min(values["gpus"], hardware.gpus_per_node)
    return (hardware.nodes if each * hardware.nodes == values["gpus"] else 0), each


def megatron(values: "Values", setup: "Setup") -> str:
    """Return the options of Megatron-LM for parameters in fp8; the model and the data are the reader's."""
    nodes, each = whole_nodes(values)
    moments = MOMENTS[str(setup.recipe)]
    start = f"torchrun --nnodes={nodes or values['gpus']} --nproc_per_node={each if nodes else 1} pretrain_gpt.py"
    # Asked of cards before Blackwell; Megatron-FSDP refuses it.
    alone = setup.tensor_parallel > 1 and setup.stage not in SHARDING
    lines = ["CUDA_DEVICE_MAX_CONNECTIONS=1 " + start if alone else start]
    lines.append(
        f"--micro-batch-size {setup.batch} --global-batch-size {setup.batch * setup.micro_batches * setup.ranks}"
    )
    if setup.tensor_parallel * setup.pipeline_parallel > 1:
        degrees = f"--tensor-model-parallel-size {setup.tensor_parallel}"
        lines.append(f"{degrees} --pipeline-model-parallel-size {setup.pipeline_parallel}")
    lines.append(f"--bf16 {FP8.get(card_name(values), FP8_ELSEWHERE)} --fp8-param-gather")
    lines.append(f"--use-precision-aware-optimizer --exp-avg-dtype {moments} --exp-avg-sq-dtype {moments}")
    lines.append("--use-distributed-optimizer")
    if setup.stage in SHARDING:
        lines.append(f"--use-megatron-fsdp --data-parallel-sharding-strategy {SHARDING[setup.stage]}")
        lines.append("--megatron-fsdp-main-grads-dtype fp32 --ckpt-format fsdp_dtensor")
    if values.get("recompute", "none") != "none":
        lines.append(RECOMPUTE[values["recompute"]])
    said = " \\\n  ".join(lines) + "\n"
    said += "# DeepSpeed 没有 fp8 参数。模型和数据的参数要自己加。Megatron-LM（megatron-core 0.19.2）读得懂这一行；没有在 GPU 上训练过。\n"
    if setup.stage == 0:
        said += "# Megatron-LM 的 fp8 参数要阶段 1（上面这样）到 3。\n"
    if setup.stage == 2:
        said += "# 阶段 2 与 fp8 参数合用，我们没有查到上游的测试。\n"
    if setup.placement.optimizer != "gpu" or setup.placement.parameters != "gpu" or setup.adapters or setup.secondary:
        said += "# 卸载、LoRA 和“前向之后的参数”没有写进来；这样的 fp8 参数不能卸载优化器。\n"
    return said
