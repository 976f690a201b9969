"""Bytes of the model states: parameters, gradients and optimizer states, under ZeRO stages 0 to 3.

    model_states(7.5e9, stage=1, ranks=64)   # ModelStates(parameters=15e9, gradients=15e9, optimizer=1.40625e9)
    largest_model(32e9, stage=2, ranks=64)   # 14.42e9 parameters

Ψ is the number of parameters, N (``ranks``) the data-parallel degree, K the bytes of optimizer states per parameter.
All results are bytes per rank; GB = 10⁹ bytes is the unit of the ZeRO papers, GiB = 2³⁰ bytes that of most tools.
"""

from collections import namedtuple

from plots.models.checks import (
    is_integer,
    require_each,
    require_integer,
    require_kind,
    require_one_of,
    require_positive_size,
    require_size,
)

GB, TB = 10**9, 10**12
GIB, TIB = 2**30, 2**40

BYTES_FP8 = 1
BYTES_FP16 = 2
BYTES_FP32 = 4

STAGES = (0, 1, 2, 3)
STATES = ("parameters", "gradients", "optimizer")

# What is kept for one parameter. ``parts`` are pairs (name, bytes): the optimizer's states one by one.
Recipe = namedtuple("Recipe", "name parameters gradients parts source")

# Bytes of the three model states.
ModelStates = namedtuple("ModelStates", "parameters gradients optimizer")

MASTER, MOMENTUM, VARIANCE = ("master", BYTES_FP32), ("momentum", BYTES_FP32), ("variance", BYTES_FP32)
BF16_MASTER, BF16_MOMENTUM, BF16_VARIANCE = ("master", 2), ("momentum", 2), ("variance", 2)
FP8_MOMENTUM, FP8_VARIANCE = ("momentum", BYTES_FP8), ("variance", BYTES_FP8)

RECIPES = (
    Recipe("adam", 2, 2, (MASTER, MOMENTUM, VARIANCE), "ZeRO, Sec. 3.1: K = 12"),
    Recipe("adam-fp32-gradients", 2, 4, (MASTER, MOMENTUM, VARIANCE), "Megatron-LM, dist_optimizer.md: 18 → 6 + 12/d"),
    Recipe(
        "adam-infinity",
        2,
        2,
        (MASTER, MOMENTUM, VARIANCE, ("fp32 gradients", BYTES_FP32)),
        "ZeRO-Infinity, Sec. 3; also Megatron-LM with fp16 gradients: 20 → 4 + 16/d",
    ),
    Recipe("adam-fp32", 4, 4, (MOMENTUM, VARIANCE), "Megatron-LM, dist_optimizer.md: 16 → 8 + 8/d"),
    Recipe("sgd-momentum", 2, 2, (MASTER, MOMENTUM), "EleutherAI cookbook, calc_transformer_mem.py: K = 8"),
    Recipe("muon", 2, 2, (MASTER, MOMENTUM), "EleutherAI cookbook, calc_transformer_mem.py: K = 8"),
    # Byte counts of the next two are ours, for a feature of DeepSpeed: without and with a master copy besides the
    # working weights.
    Recipe("adam-bf16", 2, 2, (BF16_MOMENTUM, BF16_VARIANCE), "DeepSpeed PR #7700"),
    Recipe("adam-bf16-master", 2, 2, (BF16_MASTER, BF16_MOMENTUM, BF16_VARIANCE), "DeepSpeed PR #7700"),
    # Left out: scales, layers that stay in 16 bits, a transposed copy of the weights (1 more byte before Blackwell).
    Recipe(
        "adam-fp8",
        BYTES_FP8,
        4,
        (MASTER, BF16_MOMENTUM, BF16_VARIANCE),
        "DeepSeek-V3, Sec. 3.3.3: moments bf16, master and gradients fp32; Megatron-LM, --fp8-param-gather",
    ),
    Recipe(
        "adam-fp8-moments",
        BYTES_FP8,
        4,
        (MASTER, FP8_MOMENTUM, FP8_VARIANCE),
        "Megatron-LM, --exp-avg-dtype fp8; FusedAdam of Transformer Engine keeps them as uint8",
    ),
)


def recipe_named(recipe: str) -> Recipe:
    """Return the recipe of this name, e.g. ``"adam"``."""
    require_one_of("recipe", recipe, [each.name for each in RECIPES])
    return next(each for each in RECIPES if each.name == recipe)


def recipe_of(recipe: "Recipe | str") -> Recipe:
    """Return a recipe that is given itself or by its name; raise ValueError unless its bytes are whole numbers."""
    if isinstance(recipe, str):
        return recipe_named(recipe)
    require_kind("recipe", recipe, Recipe, "a Recipe or the name of one of RECIPES")
    require_integer("parameters of recipe", recipe.parameters, 0)
    require_integer("gradients of recipe", recipe.gradients, 0)
    require_each(
        "parts of recipe", recipe.parts, "pairs (name, bytes)", lambda part: is_integer(part[1]) and part[1] > 0
    )
    return recipe


def bytes_per_parameter(recipe: "Recipe | str" = "adam") -> ModelStates:
    """Return the bytes of each state for one parameter: (2, 2, K = 12) for mixed-precision Adam.

    Args:
        recipe: A ``Recipe``, or the name of one of RECIPES.
    """
    known = recipe_of(recipe)
    return ModelStates(known.parameters, known.gradients, sum(size for _, size in known.parts))


def is_partitioned(state: str, stage: int) -> bool:
    """Return whether a stage divides a state among the ranks: 1 the optimizer, 2 gradients too, 3 all."""
    require_one_of("state", state, STATES)
    require_integer("stage", stage, 0, 3)
    return stage >= 3 - STATES.index(state)


def model_states(
    parameters: float, *, stage: int, ranks: int, recipe: "Recipe | str" = "adam", model_parallel: int = 1
) -> ModelStates:
    """Return the bytes of the model states on one rank.

    Stage 0: 2Ψ + 2Ψ + KΨ;  1: 2Ψ + 2Ψ + KΨ/N;  2: 2Ψ + (2 + K)Ψ/N;  3: (2 + 2 + K)Ψ/N.

    Args:
        parameters: Ψ ≥ 0 of the whole model.
        stage: 0 (plain data parallelism) to 3.
        ranks: N ≥ 1, the data-parallel degree.
        recipe: What is kept for one parameter; a name of RECIPES or a Recipe.
        model_parallel: Tensor-parallel times pipeline-parallel degree, ≥ 1: each such rank holds Ψ/model_parallel.

    Returns:
        Bytes, not rounded: Ψ/N need not be whole. ``sum()`` of it is the total.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO, Sec. 5 and Fig. 1. What is really held, padding included, is ``padded_parameters``.
    """
    require_size("parameters", parameters)
    require_integer("stage", stage, 0, 3)
    require_integer("ranks", ranks)
    require_integer("model_parallel", model_parallel)
    each = bytes_per_parameter(recipe)
    shares = [ranks if is_partitioned(state, stage) else 1 for state in STATES]
    return ModelStates(*[size * parameters / (share * model_parallel) for size, share in zip(each, shares)])


def padded_parameters(parameters: int, ranks: int) -> int:
    """Return Ψ rounded up to a multiple of N, so that all slices have one length."""
    require_integer("parameters", parameters, 0)
    require_integer("ranks", ranks)
    return -(-parameters // ranks) * ranks


def reduction(*, stage: int, ranks: int, recipe: "Recipe | str" = "adam") -> float:
    """Return how many times less model states a rank holds than under stage 0; 4, 8 and N are only limits."""
    plain: float = sum(model_states(1, stage=0, ranks=ranks, recipe=recipe))
    held: float = sum(model_states(1, stage=stage, ranks=ranks, recipe=recipe))
    return plain / held


def largest_model(
    memory_bytes: float, *, stage: int, ranks: int, recipe: "Recipe | str" = "adam", model_parallel: int = 1
) -> float:
    """Return the largest Ψ whose model states fit into ``memory_bytes`` of each GPU.

    Ψ_max = model_parallel · memory ÷ (bytes per parameter of the stage at N).

    Args:
        memory_bytes: What a GPU has for model states, ≥ 0: subtract activations and buffers first.
        stage: 0 to 3.
        ranks: N ≥ 1, the data-parallel degree.
        recipe: What is kept for one parameter.
        model_parallel: Tensor-parallel times pipeline-parallel degree, ≥ 1.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO, Table 2 (theoretical columns), which multiplies the rounded values of its first row.
    """
    require_size("memory_bytes", memory_bytes)
    each: float = sum(model_states(1, stage=stage, ranks=ranks, recipe=recipe, model_parallel=model_parallel))
    return memory_bytes / each


def first_fit(
    parameters: float, *, stage: int, memory_bytes: float, degrees: "tuple[int, ...]", recipe: "Recipe | str" = "adam"
) -> "int | None":
    """Return the first of the data-parallel degrees at which the model states fit into a GPU, or None."""
    require_positive_size("memory_bytes", memory_bytes)
    require_each("degrees", degrees, "integers ≥ 1", lambda ranks: is_integer(ranks) and ranks >= 1)
    fits = [
        ranks
        for ranks in degrees
        if sum(model_states(parameters, stage=stage, ranks=ranks, recipe=recipe)) <= memory_bytes
    ]
    return fits[0] if fits else None
