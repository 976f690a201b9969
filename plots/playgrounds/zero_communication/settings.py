"""What can be set in the playground of communication."""

from plots.pictures.zero import words
from plots.playgrounds.controls import Choice, Control, Number, Switch

SUBJECT = "run"
STEP, OVERLAP = "step", "overlap"
RUNS = (
    (STEP, "一步训练"),
    (OVERLAP, "盖得住吗　计算与通信"),
    ("broadcast", "broadcast　广播"),
    ("reduce", "reduce　规约"),
    ("reduce_scatter", "reduce-scatter　规约散播"),
    ("all_gather", "all-gather　全收集"),
    ("all_reduce", "all-reduce　全规约"),
    ("all_to_all", "all-to-all　全交换"),
)
STAGES = (("0", "0　数据并行"), ("1", "1　ZeRO-1"), ("2", "2　ZeRO-2"), ("3", "3　ZeRO-3"))
FIRST_STAGE = "3"
LAYER = "layer"
BUCKETS = ((LAYER, "每层一个"), ("4", "4 个元素"), ("8", "8 个元素"), ("32", "全部一个"))
MOST_RANKS, MOST_MICRO_STEPS = 8, 4

RUN = Choice(SUBJECT, STEP, RUNS, label="看什么")
RANKS = Number("ranks", "4", 2, MOST_RANKS, integer=True, label="卡数", hint="N", kept=True)
STAGE = Choice("stage", FIRST_STAGE, STAGES, label="ZeRO 阶段")
MICRO_STEPS = Number("micro_steps", "1", 1, MOST_MICRO_STEPS, integer=True, label="梯度累积", hint="m，每步几个微批")
BUCKET = Choice("bucket", LAYER, BUCKETS, label="梯度桶")
OFFLOAD = Switch("offload", "false", label="ZeRO-Offload", hint="梯度、优化器在 CPU")
NAIVE = Switch("naive", "false", label="用 all-reduce", hint="DeepSpeed 默认")
RELEASE, NODE, KEEP = words.AFTER_FORWARD
KEEPS = Choice("after_forward", "release", (RELEASE, KEEP), label="前向之后的参数")  # what is counted has no nodes
AFTER_FORWARD = Choice("after_forward", "release", words.AFTER_FORWARD, label="前向之后的参数")
INT8 = Switch("int8_parameters", "false", label="参数用 int8 传", hint="ZeRO++ 的 qwZ")
INT4 = Switch("int4_gradients", "false", label="梯度用 int4 传", hint="ZeRO++ 的 qgZ")
CARDS = Number("cards", "8", 2, 128, slider=(2, 16), integer=True, label="每节点的卡数")
INSIDE = Number("inside", "450", 0.1, 10**4, slider=(25, 1000), step=25, label="节点内，每张卡", hint="GB/s")
PARAMETERS = Number(
    "parameters", "7.5", 0.001, 100000, slider=(0.1, 1000), logarithmic=True, label="参数量", hint="B，十亿"
)
LAYERS = Number("layers", "8", 1, 64, slider=(1, 16), integer=True, label="层数")
TOKENS = Number(
    "tokens", "2048", 1, 10**7, slider=(128, 32768), logarithmic=True, integer=True, label="每张卡的词元", hint="一步"
)
PEAK = Number("tflops", "400", 1, 10**5, slider=(50, 2500), step=10, label="算力", hint="TFLOPS，实际达到的")
LINKS = Number("links", "8", 1, 64, slider=(1, 16), integer=True, label="每节点的链路")
LINK = Number("link", "50", 0.1, 10**4, slider=(5, 100), step=5, label="每条链路", hint="GB/s")
ELEMENT = Choice("element_bytes", "2", (("2", "fp16，2 字节"), ("4", "fp32，4 字节")), label="每格")
ROOTS = {
    ranks: Number("root", "0", 0, ranks - 1, integer=True, label="根", hint="从哪张卡发出，或加到哪张卡")
    for ranks in range(2, MOST_RANKS + 1)
}


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    run = texts.get(SUBJECT, STEP)
    if run == STEP:
        return (RUN,) + step_controls(texts.get("stage", FIRST_STAGE))
    if run == OVERLAP:
        return (RUN, TOKENS, PARAMETERS, LAYERS, PEAK, LINKS, LINK, AFTER_FORWARD, INT8, INT4) + inside_controls(texts)
    if run in ("broadcast", "reduce"):
        return (RUN, RANKS, root(texts.get("ranks", "4")), ELEMENT)
    return (RUN, RANKS, ELEMENT)


def step_controls(stage: str) -> "tuple[Control, ...]":
    chosen: "tuple[Control, ...]" = (STAGE, RANKS, MICRO_STEPS)
    if stage in ("1", "2"):
        chosen += (NAIVE,)
    if stage in ("2", "3"):
        chosen += (BUCKET,)
    if stage == "2":
        chosen += (OFFLOAD,)
    if stage == "3":
        chosen += (KEEPS,)
    return chosen


def inside_controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    """Return what has to be known of a node where something goes over its own links alone."""
    stays = texts.get("after_forward", "release") == "node" or texts.get("int4_gradients", "false") == "true"
    return (CARDS, INSIDE) if stays else ()


def root(ranks: str) -> Number:
    """Return the control for the root, one of the ranks."""
    for count, control in ROOTS.items():
        if str(count) == ranks.strip():
            return control
    return ROOTS[MOST_RANKS]
