"""Elements and bytes that a rank sends: collectives, a training step, and what tensor parallelism sends instead.

    collective_sent("all_reduce", 1048576, ranks=4)               # 1572864.0
    sum(step_sent(7.5e9, stage=3, ranks=64)) * 2 / 10**9          # 44.3 GB with 2-byte elements

The papers drop the factor (N − 1)/N and speak of 2Ψ and 3Ψ; ``step_multiples`` gives these.
"""

from collections import namedtuple

from plots.models.checks import (
    require_flag,
    require_integer,
    require_integers,
    require_one_of,
    require_size,
)

# How often an array of size S leaves each rank in the limit of many ranks.
COLLECTIVES = ("broadcast", "reduce", "reduce_scatter", "all_gather", "all_reduce", "all_to_all")

# Elements sent for gradients and for parameters.
Traffic = namedtuple("Traffic", "gradients parameters")


def collective_sent(collective: str, size: float, *, ranks: int) -> float:
    """Return how much the busiest rank sends in a collective, in the unit of ``size``.

    broadcast, reduce: S;  reduce-scatter, all-gather, all-to-all: (N − 1)/N · S;  all-reduce: 2(N − 1)/N · S.

    Args:
        collective: One of COLLECTIVES.
        size: S ≥ 0, the whole array, in elements or bytes.
        ranks: N ≥ 1; with one rank nothing is sent.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        NVIDIA/nccl-tests, doc/PERFORMANCE.md. Exact for a ring when N divides S; else ranks differ by a few elements.
    """
    require_one_of("collective", collective, COLLECTIVES)
    require_size("size", size)
    require_integer("ranks", ranks)
    if collective in ("broadcast", "reduce"):
        return size if ranks > 1 else 0
    passes = 2 if collective == "all_reduce" else 1
    return passes * size * (ranks - 1) / ranks


def ring_steps(collective: str, *, ranks: int) -> int:
    """Return how many steps, one latency each, a ring takes; broadcast and reduce pass N pieces down a chain."""
    require_one_of("collective", collective, COLLECTIVES)
    require_integer("ranks", ranks)
    if ranks == 1:
        return 0
    return (ranks - 1) * (1 if collective in ("reduce_scatter", "all_gather", "all_to_all") else 2)


def step_multiples(*, stage: int, micro_steps: int = 1, naive: bool = False, keeps: bool = False) -> Traffic:
    """Return the traffic of one optimizer step in multiples of Ψ, for N → ∞.

    Gradients, then parameters: stage 0: 2, 0;  1: 1, 1;  2: m, 1;  3: m, 2m; together 2, 2, m + 1 and 3m.

    Args:
        stage: 0 to 3.
        micro_steps: m ≥ 1, gradient accumulation: backward passes per optimizer step. Stages 0 and 1 wait with the
            reduction until the last (no_sync); stages 2 and 3 keep only a slice and must reduce each time.
        naive: Stages 1 and 2: all-reduce the gradients rather than reduce-scatter, which doubles their traffic. So
            does DeepSpeed unless ``use_multi_rank_bucket_allreduce`` is off.
        keeps: Stage 3: parameters stay from forward to backward and are gathered once. So does DeepSpeed with what is
            used again within ``stage3_max_reuse_distance``, and FSDP2 with ``reshard_after_forward=False``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO, Sec. 7, for m = 1; for m > 1 the rule in DeepSpeed issue #2252 and docs/code-docs/source/training.rst,
        the multiples are ours. DeepSpeed 0.19.8 and FSDP2 of PyTorch 2.13.0 were counted: tests/evidence.
    """
    require_integer("stage", stage, 0, 3)
    require_integer("micro_steps", micro_steps)
    require_flag("naive", naive)
    require_flag("keeps", keeps)
    if naive and stage not in (1, 2):
        raise ValueError(f"naive is for stages 1 and 2 only, got stage {stage!r}")
    if keeps and stage != 3:
        raise ValueError(f"keeps is for stage 3 only, got stage {stage!r}")
    reduction = 2 if naive else 1
    table = (
        Traffic(2, 0),
        Traffic(reduction, 1),
        Traffic(reduction * micro_steps, 1),
        Traffic(micro_steps, (1 if keeps else 2) * micro_steps),
    )
    return table[stage]


def step_sent(
    parameters: float, *, stage: int, ranks: int, micro_steps: int = 1, naive: bool = False, keeps: bool = False
) -> Traffic:
    """Return the elements that each rank sends in one optimizer step: ``step_multiples`` · Ψ(N − 1)/N.

    Args:
        parameters: Ψ ≥ 0; for what ``trainer`` sends, padded to a multiple of N.
        stage: 0 to 3.
        ranks: N ≥ 1.
        micro_steps: m ≥ 1, backward passes per optimizer step.
        naive: See ``step_multiples``.
        keeps: See ``step_multiples``.

    Returns:
        Elements for gradients and for parameters; times the bytes of an element, 2 in fp16.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_size("parameters", parameters)
    require_integer("ranks", ranks)
    times = step_multiples(stage=stage, micro_steps=micro_steps, naive=naive, keeps=keeps)
    return Traffic(*[multiple * parameters * (ranks - 1) / ranks for multiple in times])


def tensor_parallel_block_elements(*, batch: int, sequence: int, hidden: int) -> int:
    """Return 12·b·s·h: what tensor parallelism moves per transformer block with activation checkpointing.

    ``batch`` is that of the whole group, whose cards work on the same samples. Six all-reduces (two forward, two in recomputation, two backward) of b·s·h elements, each counted twice.

    Source:
        ZeRO (SC20), Sec. VII and VIII; arXiv v3 leaves out the batch.
    """
    require_integers(batch=batch, sequence=sequence, hidden=hidden)
    return 12 * batch * sequence * hidden


def zero3_block_elements(*, hidden: int) -> int:
    """Return 36·h²: what stage 3 moves per transformer block of 12·h² parameters, 3Ψ."""
    require_integer("hidden", hidden)
    return 3 * 12 * hidden * hidden


def partitioned_checkpoint_elements(*, batch: int, sequence: int, hidden: int) -> int:
    """Return b·s·h: the all-gather per block that partitioned activation checkpoints (P_a) add."""
    require_integers(batch=batch, sequence=sequence, hidden=hidden)
    return batch * sequence * hidden


def tensor_parallel_layer_elements(*, batch: int, sequence: int, hidden: int, tensor_parallel: int) -> float:
    """Return 8·b·s·h·(t − 1)/t: elements each GPU sends per layer and micro-batch, in four all-reduces.

    Source:
        Megatron-LM, arXiv 2104.04473, Sec. 3; without the recomputation that the ZeRO paper counts.
    """
    require_integers(batch=batch, sequence=sequence, hidden=hidden, tensor_parallel=tensor_parallel)
    return 8 * batch * sequence * hidden * (tensor_parallel - 1) / tensor_parallel
