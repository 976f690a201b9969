"""Bytes of the residual states: activations with and without checkpointing, and buffers.

    zero_activation_bytes(layers=48, hidden=1600, batch=32, sequence=1024)     # 60.4e9: "about 60 GB" of the paper
    layer_activation_bytes(hidden=1600, heads=25, batch=32, sequence=1024)     # one layer, the sharper formula
    48 * checkpoint_bytes(hidden=1600, batch=32, sequence=1024)                # one checkpoint per layer
    gated_layer_activation_bytes(hidden=4096, heads=32, groups=8, head_size=128, intermediate=14336, batch=1, sequence=1)

L layers, h hidden, a heads, s sequence, b batch on one GPU, t tensor-parallel degree. 16-bit activations.
"""

from plots.models.checks import require_flag, require_integer, require_integers, require_one_of, require_size
from plots.models.zero.memory import BYTES_FP16, BYTES_FP32

RECOMPUTE = ("none", "selective", "full")

# Elements that DeepSpeed's configuration allows by default (deepspeed/runtime/zero/config.py).
REDUCE_BUCKET = 500_000_000
PREFETCH_BUCKET = 50_000_000


def zero_activation_bytes(*, layers: int, hidden: int, batch: int, sequence: int) -> int:
    """Return 2 · 12·h·b·s·L: the ZeRO paper's rule, without checkpointing.

    Source:
        ZeRO, Sec. 3.2, footnote (elements). Low: the sharper formula counts 34·s·b·h and the attention scores.
    """
    require_integers(layers=layers, hidden=hidden, batch=batch, sequence=sequence)
    return BYTES_FP16 * 12 * hidden * batch * sequence * layers


def layer_activation_bytes(
    *,
    hidden: int,
    heads: int,
    batch: int,
    sequence: int,
    tensor_parallel: int = 1,
    sequence_parallel: bool = False,
    recompute: str = "none",
) -> float:
    """Return the bytes of activations of one transformer layer on one GPU.

    t = 1: s·b·h·(34 + 5·a·s/h);  tensor parallel: s·b·h·(10 + 24/t + 5·a·s/(h·t));  with sequence parallelism all of
    it is divided by t. Selective recomputation (or a FlashAttention-like kernel) drops 5·a·s/h, full recomputation
    keeps 2·s·b·h, the layer's input.

    Args:
        hidden: h ≥ 1.
        heads: a ≥ 1.
        batch: b ≥ 1, samples on one GPU at a time.
        sequence: s ≥ 1, tokens.
        tensor_parallel: t ≥ 1.
        sequence_parallel: Whether what tensor parallelism replicates is divided along the sequence.
        recompute: ``"none"``, ``"selective"`` or ``"full"``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Korthikanti et al., arXiv 2205.05198: a layer of GPT-2, with GeLU and dropout.
    """
    require_integers(hidden=hidden, heads=heads, batch=batch, sequence=sequence, tensor_parallel=tensor_parallel)
    require_flag("sequence_parallel", sequence_parallel)
    require_one_of("recompute", recompute, RECOMPUTE)
    sbh = sequence * batch * hidden
    if recompute == "full":
        return BYTES_FP16 * sbh / (tensor_parallel if sequence_parallel else 1)
    scores = 5 * heads * sequence * sequence * batch if recompute == "none" else 0
    replicated = 10 * sbh / (tensor_parallel if sequence_parallel else 1)
    return replicated + 24 * sbh / tensor_parallel + scores / tensor_parallel


def gated_layer_activation_bytes(
    *,
    hidden: int,
    heads: int,
    groups: int,
    head_size: int,
    intermediate: int,
    batch: int,
    sequence: int,
    tensor_parallel: int = 1,
    sequence_parallel: bool = False,
    recompute: str = "none",
) -> float:
    """Return the bytes of activations of one layer as Llama has it on one GPU: RMSNorm, SwiGLU, no dropout, no scores kept.

    s·b·(16·h + 4·a·d + 4·g·d + 8·I + 4·a + 8): both norms keep their input in fp32, what they normalized and what
    they give; attention keeps queries, keys, values, its output and a sum for each head; the MLP four arrays of width I.

    Args:
        hidden: h ≥ 1.
        heads: a ≥ 1.
        groups: g ≥ 1, heads of keys and of values.
        head_size: d ≥ 1.
        intermediate: I ≥ 1, the width of the MLP; of a mixture of experts that of all which a token goes through.
        batch: b ≥ 1, samples on one GPU at a time.
        sequence: s ≥ 1, tokens.
        tensor_parallel: t ≥ 1; divides all but what the norms keep.
        sequence_parallel: Whether that is divided along the sequence.
        recompute: ``"none"``, ``"selective"``, which saves nothing here, or ``"full"``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Llama and Qwen2 of Transformers 5.24.0, bf16, SDPA, counted to the byte on the CPU: tests/evidence,
        torch/activations. What tensor parallelism divides is ours, after Korthikanti et al.
    """
    require_integers(hidden=hidden, heads=heads, groups=groups, head_size=head_size, intermediate=intermediate)
    require_integers(batch=batch, sequence=sequence, tensor_parallel=tensor_parallel)
    require_flag("sequence_parallel", sequence_parallel)
    require_one_of("recompute", recompute, RECOMPUTE)
    tokens, spread = sequence * batch, tensor_parallel if sequence_parallel else 1
    if recompute == "full":
        return BYTES_FP16 * tokens * hidden / spread
    divided = 4 * head_size * (heads + groups) + 8 * intermediate + 4 * heads
    return tokens * ((16 * hidden + 8) / spread + divided / tensor_parallel)


def checkpoint_bytes(*, hidden: int, batch: int, sequence: int, partitions: int = 1) -> float:
    """Return 2·s·b·h/N_m: one activation checkpoint; ``partitions`` > 1 is P_a, 1/N_m of it on each rank.

    Source:
        ZeRO, Sec. 6.1. For 125 layers of h = 8192 at b = 32, s = 1024 this is 67.1 GB, where the paper says "around
        60 GB" in one section and "about 33 GB" in another.
    """
    require_integers(hidden=hidden, batch=batch, sequence=sequence, partitions=partitions)
    return BYTES_FP16 * sequence * batch * hidden / partitions


def activation_bytes(
    *,
    layers: int,
    hidden: int,
    heads: int,
    batch: int,
    sequence: int,
    tensor_parallel: int = 1,
    sequence_parallel: bool = False,
    recompute: str = "none",
    flash: bool = False,
) -> float:
    """Return the activations of all layers; with full recomputation all checkpoints and one layer at work.

    Args: as for ``layer_activation_bytes``; ``layers`` L ≥ 1 on this GPU; ``flash``: no layer keeps its scores, nor
    does the one at work.
    """
    require_integer("layers", layers)
    require_flag("flash", flash)

    def layer(mode: str) -> float:
        return layer_activation_bytes(
            hidden=hidden,
            heads=heads,
            batch=batch,
            sequence=sequence,
            tensor_parallel=tensor_parallel,
            sequence_parallel=sequence_parallel,
            recompute="selective" if flash and mode == "none" else mode,
        )

    return layers * layer(recompute) + (layer("none") if recompute == "full" else 0)


def fused_buffer_bytes(parameters: float, *, bytes_per_element: int = BYTES_FP32) -> float:
    """Return the bytes of a buffer into which all gradients are fused: 4Ψ in fp32.

    Source:
        ZeRO, Sec. 3.2 and 6.2: 6 GB at 1.5B parameters, 12 GB at 3B; the constant-size buffer C_B replaces it.
    """
    require_size("parameters", parameters)
    require_integer("bytes_per_element", bytes_per_element)
    return parameters * bytes_per_element


def bucket_bytes(elements: int, *, overlap: bool = False, bytes_per_element: int = BYTES_FP16) -> int:
    """Return what DeepSpeed's contiguous_gradients allocates in backward: a bucket, two with overlap_comm."""
    require_integer("elements", elements, 0)
    require_flag("overlap", overlap)
    require_integer("bytes_per_element", bytes_per_element)
    return elements * bytes_per_element * (2 if overlap else 1)
