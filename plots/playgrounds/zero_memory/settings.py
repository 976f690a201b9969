"""What can be set in the calculator of memory."""

from plots.models.zero.activations import REDUCE_BUCKET
from plots.models.zero.transformer import MODELS
from plots.pictures.zero import words
from plots.playgrounds.controls import Choice, Control, Number, Switch

SUBJECT = "model"
COUNT, CUSTOM = "Ψ", "custom"  # only Ψ is known; a shape of one's own
PUBLISHED = tuple([(shape.name.replace(" ", "-"), shape) for shape in MODELS])
FIRST_STAGE = "2"

OPTIONS = (
    ((COUNT, "只给参数量"),) + tuple([(name, shape.name) for name, shape in PUBLISHED]) + ((CUSTOM, "自己定形状"),)
)
STAGES = (("0", "0　数据并行"), ("1", "1　ZeRO-1"), ("2", "2　ZeRO-2"), ("3", "3　ZeRO-3"))
OPTIMIZERS = (("adam", "Adam、AdamW"), ("sgd-momentum", "SGD，带动量"), ("muon", "Muon"))
# name, label and the name of the recipe in plots.models.zero.memory
PRECISIONS = (
    ("mixed", "混合精度，2+2+12 字节", "adam"),
    ("fp32-gradients", "混合精度，fp32 梯度，2+4+12", "adam-fp32-gradients"),
    ("mixed-20", "混合精度，另存 fp32 梯度，2+2+16", "adam-infinity"),
    ("fp32", "全部 fp32，4+4+8", "adam-fp32"),
    ("bf16", "全部 bf16，2+2+4", "adam-bf16"),
    ("bf16-master", "全部 bf16，带主权重，2+2+6", "adam-bf16-master"),
    ("fp8", "fp8 参数，bf16 动量和方差，1+4+8", "adam-fp8"),
    ("fp8-moments", "fp8 参数、动量和方差，1+4+6", "adam-fp8-moments"),
)
# name, label, GB; the newest as their systems take part in MLPerf, which the article cites
GPUS = (
    ("RTX-3090", "RTX 3090，24 GB", 24),
    ("V100", "V100，32 GB", 32),
    ("A100-40", "A100，40 GB", 40),
    ("A100-80", "A100，80 GB", 80),
    ("H100", "H100，80 GB", 80),
    ("H200", "H200，141 GB", 141),
    ("B200", "B200，180 GB", 180),
    ("MI300X", "MI300X，192 GB", 192),
    ("B300", "B300，270 GB", 270),
)
WITHOUT_FP8 = ("RTX 3090", "V100", "A100")  # older than Ada and Hopper
# What Megatron-LM is told of fp8, by card. DeepSeek-V3 scaled blocks, on Hopper; Transformer Engine prefers MXFP8 on Blackwell,
# and refuses blocks on ROCm (ROCm/TransformerEngine 030b792, pytorch/quantization.py).
MXFP8 = "--fp8-format e4m3 --fp8-recipe mxfp8"
FP8 = {"B200": MXFP8, "B300": MXFP8, "MI300X": "--fp8-format hybrid --fp8-recipe tensorwise"}
FP8_ELSEWHERE = "--fp8-format e4m3 --fp8-recipe blockwise"
# The names of recipes that are Megatron-LM's, and the type of their moments there.
MOMENTS = {"adam-fp8": "bf16", "adam-fp8-moments": "fp8"}
# name, label and bytes of a frozen parameter
TRAININGS = (("all", "全部参数", 0), ("lora", "LoRA，主干 16 位", 2), ("qlora", "QLoRA，主干 4 位", 0.5))
RECOMPUTE = (("none", "不重计算"), ("selective", "只重算注意力"), ("full", "每层重计算"))
WHERE = (("none", "留在 GPU"), ("cpu", "CPU 内存"), ("nvme", "NVMe"))
FINER, HARDWARE, BUFFERS = "并行与精度", "硬件", "缓冲"
BILLION = 10**9


def count(
    name: str,
    default: str,
    high: int,
    slider: int,
    label: str,
    *,
    hint: str = "",
    group: str = "",
    kept: bool = True,
) -> Number:
    """Return a control for a whole number from 1."""
    return Number(
        name, default, 1, high, slider=(1, slider), integer=True, label=label, hint=hint, group=group, kept=kept
    )


MODEL = Choice(SUBJECT, COUNT, OPTIONS, label="模型")
PARAMETERS = Number(
    "parameters", "7.5", 0.001, 100000, slider=(0.1, 1000), logarithmic=True, label="参数量", hint="B，十亿"
)
SHAPE = (
    count("layers", "32", 1000, 128, "层数"),
    count("hidden", "4096", 200000, 16384, "隐藏维度"),
    count("heads", "32", 1000, 128, "注意力头数"),
    count("vocabulary", "50257", 1000000, 200000, "词表大小"),
)
STAGE = Choice("stage", FIRST_STAGE, STAGES, label="ZeRO 阶段", kept=True)
GPU_COUNT = count("gpus", "64", 65536, 128, "GPU 数")
GPU = Choice(
    "gpu", CUSTOM, ((CUSTOM, "自己填"),) + tuple([each[:2] for each in GPUS]), label="显卡", shared=True, kept=True
)
TRAINING = Choice("training", "all", tuple([each[:2] for each in TRAININGS]), label="训练什么", kept=True, group=FINER)
ADAPTERS = Number(
    "adapters",
    "1",
    0.01,
    100,
    slider=(0.1, 10),
    logarithmic=True,
    label="新增的参数",
    hint="主干的百分之几",
    group=FINER,
)
GPU_MEMORY = Number(
    "gpu_memory", "32", 1, 2000, slider=(8, 192), step=1, label="每张显存", hint="GB", shared=True, kept=True
)
BATCH = count("batch", "1", 4096, 32, "微批大小", hint="每张 GPU 一次几条")
ACTIVATIONS = Choice("recompute", "none", RECOMPUTE, label="激活重计算", kept=True)
TENSOR = count("tensor", "1", 1024, 16, "张量并行", hint="TP", group=FINER)
PIPELINE = count("pipeline", "1", 1024, 64, "流水线并行", hint="PP", group=FINER)
MICRO = count("micro_batches", "1", 4096, 32, "每步微批数", group=FINER)
OPTIMIZER = Choice("optimizer", "adam", OPTIMIZERS, label="优化器", kept=True, group=FINER)
FLASH = Switch("flash", "false", label="FlashAttention", hint="不存注意力分数", kept=True, group=FINER)
PRECISION = Choice("precision", "mixed", tuple([each[:2] for each in PRECISIONS]), label="精度", kept=True, group=FINER)
SPREAD = Switch("sequence_parallel", "false", label="序列并行", kept=True, group=FINER)
NODE = Number(
    "gpus_per_node", "8", 1, 64, slider=(1, 16), integer=True, label="每节点 GPU 数", shared=True, group=HARDWARE
)
CPU = Number(
    "cpu_memory",
    "1500",
    1,
    100000,
    slider=(64, 4096),
    step=1,
    label="每节点内存",
    hint="GB",
    shared=True,
    group=HARDWARE,
)
NVME = Number(
    "nvme", "28", 0.1, 10000, slider=(1, 100), step=0.1, label="每节点 NVMe", hint="TB", shared=True, group=HARDWARE
)
RESERVED = Number(
    "reserved", "0", 0, 100, slider=(0, 20), step=0.5, label="另留", hint="每张 GPU，GB", shared=True, group=HARDWARE
)
BUCKET = Number(
    "bucket",
    str(REDUCE_BUCKET),
    0,
    10**10,
    slider=(0, 2 * REDUCE_BUCKET),
    step=10**7,
    integer=True,
    label="梯度桶",
    hint="元素",
    kept=True,
    group=BUFFERS,
)
OVERLAP = Switch("overlap", "false", label="两个桶交替", hint="overlap_comm", kept=True, group=BUFFERS)

AFTER_FORWARD = Choice(
    "after_forward", "release", words.AFTER_FORWARD, label="前向之后的参数", kept=True, group=BUFFERS
)


def offload(name: str, label: str, *, nvme: bool) -> Choice:
    """Return where something that is divided may be kept."""
    return Choice(name, "none", WHERE if nvme else WHERE[:2], label=label, kept=True)


OFFLOAD_OPTIMIZER = offload("offload_optimizer", "优化器放在", nvme=False)
ZERO3_OFFLOAD = (
    offload("offload_optimizer", "优化器放在", nvme=True),
    offload("offload_param", "参数放在", nvme=True),
)


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    model = texts.get(SUBJECT, COUNT)
    stage = texts.get("stage", FIRST_STAGE)
    known = model != COUNT
    chosen: "tuple[Control, ...]" = (MODEL,)
    if model == CUSTOM:
        chosen += SHAPE
    if known:
        chosen += (sequence(model), BATCH, ACTIVATIONS)
    else:
        chosen += (PARAMETERS,)
    chosen += (STAGE, GPU_COUNT, GPU)
    if texts.get("gpu", CUSTOM) == CUSTOM:
        chosen += (GPU_MEMORY,)
    if stage == "3":
        chosen += ZERO3_OFFLOAD
    elif stage in ("1", "2"):
        chosen += (OFFLOAD_OPTIMIZER,)
    chosen += (OPTIMIZER,)
    if texts.get("optimizer", "adam") == "adam":
        chosen += (PRECISION,)
    chosen += (TRAINING,)
    if texts.get("training", "all") != "all":
        chosen += (ADAPTERS,)
    chosen += (TENSOR, PIPELINE)
    if known:
        chosen += (MICRO, SPREAD)
        if not is_gated(model):
            chosen += (FLASH,)
        chosen += (BUCKET, OVERLAP)
    if stage == "3":
        chosen += (AFTER_FORWARD,)
    return chosen + (NODE, CPU, NVME, RESERVED)


def is_gated(model: str) -> bool:
    """Return whether a model is one whose layers keep no attention scores anyway."""
    return any(name == model and shape.gated is not None for name, shape in PUBLISHED)


def sequence(model: str) -> Number:
    """Return the control for the length of the sequence, at first what the model was trained with."""
    default = [shape.sequence for name, shape in PUBLISHED if name == model]
    return count("sequence", str(default[0] if default else 2048), 10**7, 32768, "序列长度", kept=False)
