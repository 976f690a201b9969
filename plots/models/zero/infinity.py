"""ZeRO-Offload and ZeRO-Infinity: what lies where, the largest model of given hardware, and the bandwidth it needs.

    placed_states(13e9, stage=2, ranks=1, placement=OFFLOAD)   # Places(gpu=26e9, cpu=182e9, nvme=0)
    largest_on(DGX_2, stage=3, placement=INFINITY_NVME, recipe="adam-infinity")   # Largest(parameters=1.4e12, limit="nvme")
    efficiency(1024, bytes_per_second=70e9)                    # 0.506

Bytes of an iteration and arithmetic intensity (ait) are those of ZeRO-Infinity, Sec. 3 and 4.
"""

from collections import namedtuple

from plots.models.checks import (
    require,
    require_integer,
    require_integers,
    require_kind,
    require_one_of,
    require_positive_size,
    require_size,
)
from plots.models.zero.memory import BYTES_FP16, GB, STATES, TB, ModelStates, is_partitioned, model_states
from plots.models.zero.transformer import block_parameters

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from plots.models.zero.memory import Recipe

PLACES = ("gpu", "cpu", "nvme")

# Where each state is kept, a name of PLACES for each.
Placement = namedtuple("Placement", "parameters gradients optimizer")

# Bytes in each place, per rank.
Places = namedtuple("Places", "gpu cpu nvme")

# A cluster: memory of one GPU, and of the CPU and the NVMe of one node.
Hardware = namedtuple("Hardware", "nodes gpus_per_node gpu_bytes cpu_bytes nvme_bytes")

# The largest model, and the place that is full first.
Largest = namedtuple("Largest", "parameters limit")

ON_GPU = Placement("gpu", "gpu", "gpu")
OFFLOAD = Placement("gpu", "cpu", "cpu")  # ZeRO-Offload
OFFLOAD_PARAMETERS = Placement("cpu", "cpu", "cpu")  # ZeRO-3 Offload, ZeRO-Infinity (CPU)
INFINITY_NVME = Placement("nvme", "nvme", "nvme")

DGX_2 = Hardware(1, 16, 32 * GB, 1500 * GB, 28 * TB)  # ZeRO-Infinity, SC21 slides

PEAK_FLOPS = 70e12  # what a V100 was taken to achieve, not its data sheet


def require_hardware(name: str, hardware: Hardware) -> None:
    """Raise ValueError unless it is a Hardware of whole nodes and GPUs and of sizes."""
    require_kind(name, hardware, Hardware, "a Hardware")
    for field in ("nodes", "gpus_per_node"):
        require_integer(f"{field} of {name}", getattr(hardware, field))
    for field in ("gpu_bytes", "cpu_bytes", "nvme_bytes"):
        require_size(f"{field} of {name}", getattr(hardware, field))


def require_placement(stage: int, placement: Placement) -> None:
    """Raise ValueError unless DeepSpeed could place the states so: off the GPU goes only what is partitioned."""
    require_integer("stage", stage, 0, 3)
    require_kind("placement", placement, Placement, "a Placement")
    for state, place in zip(STATES, placement):
        require_one_of(f"placement of {state}", place, PLACES)
        if place != "gpu" and not is_partitioned(state, stage):
            raise ValueError(f"{state} must be partitioned to leave the GPU, which stage {stage} does not do")
        if place == "nvme" and stage != 3:
            raise ValueError(f"{state} can be on NVMe in stage 3 only, got stage {stage}")


def placed_states(
    parameters: float,
    *,
    stage: int,
    ranks: int,
    placement: Placement = ON_GPU,
    recipe: "Recipe | str" = "adam",
    model_parallel: int = 1,
) -> Places:
    """Return the bytes of model states per rank on GPU, CPU and NVMe.

    ZeRO-Offload (stage 2, OFFLOAD): 2Ψ on the GPU, 14Ψ/N on the CPU. Working memory is not part of it.

    Args:
        parameters: Ψ ≥ 0 of the whole model.
        stage: 0 to 3.
        ranks: N ≥ 1, the data-parallel degree.
        placement: Where each state is kept; only a state that the stage partitions can leave the GPU, and only
            stage 3 uses NVMe.
        recipe: What is kept for one parameter.
        model_parallel: Tensor-parallel times pipeline-parallel degree, ≥ 1.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO-Offload, Sec. 3 and 4; ZeRO-Infinity, Sec. 5.
    """
    require_placement(stage, placement)
    held = model_states(parameters, stage=stage, ranks=ranks, recipe=recipe, model_parallel=model_parallel)
    return Places(*[sum(size for size, where in zip(held, placement) if where == place) for place in PLACES])


def largest_on(
    hardware: Hardware,
    *,
    stage: int,
    placement: Placement = ON_GPU,
    recipe: "Recipe | str" = "adam",
    model_parallel: int = 1,
    reserved_bytes: float = 0,
) -> Largest:
    """Return the largest Ψ whose model states fit, and the place that limits it.

    Args:
        hardware: The cluster; ranks of a node share its CPU and NVMe evenly.
        stage: 0 to 3.
        placement: See ``placed_states``.
        recipe: What is kept for one parameter.
        model_parallel: Tensor-parallel times pipeline-parallel degree; it must divide the number of GPUs.
        reserved_bytes: What each GPU needs for all else, ≥ 0: activations, buffers.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_size("reserved_bytes", reserved_bytes)
    require_hardware("hardware", hardware)
    gpus = hardware.nodes * hardware.gpus_per_node
    require_integer("model_parallel", model_parallel, 1, gpus)
    if gpus % model_parallel:
        raise ValueError(f"model_parallel must divide the {gpus} GPUs, got {model_parallel}")
    each = placed_states(
        1, stage=stage, ranks=gpus // model_parallel, placement=placement, recipe=recipe, model_parallel=model_parallel
    )
    per_rank = Places(
        max(0, hardware.gpu_bytes - reserved_bytes),
        hardware.cpu_bytes / hardware.gpus_per_node,
        hardware.nvme_bytes / hardware.gpus_per_node,
    )
    limits = [(capacity / size, index) for index, (capacity, size) in enumerate(zip(per_rank, each)) if size > 0]
    parameters, index = min(limits)
    return Largest(parameters, PLACES[index])


# Sec. 3: memory


def checkpoints_bytes(*, layers: int, hidden: int, sequence: int, batch: int, blocks_between: int = 1) -> float:
    """Return 2·bsz·seq·hd·nl/ci: the activation checkpoints, one for every ci (``blocks_between``) blocks."""
    require_integers(layers=layers, hidden=hidden, sequence=sequence, batch=batch, blocks_between=blocks_between)
    return BYTES_FP16 * batch * sequence * hidden * layers / blocks_between


def state_working_bytes(hidden: int, *, tiles: int = 1) -> float:
    """Return 16·hd²/tiles: parameters and gradients of the largest operator, hd → 4·hd, on the GPU at once (MSWM)."""
    require_integer("hidden", hidden)
    require_integer("tiles", tiles)
    return 2 * BYTES_FP16 * hidden * 4 * hidden / tiles


def activation_working_bytes(*, hidden: int, heads: int, sequence: int, batch: int, blocks: int = 1) -> int:
    """Return 2·bsz·seq·ci·(16·hd + 2·heads·seq): the activations between two checkpoints (AWM).

    The formula of the paper counts elements; with 2 bytes each it gives the values of its Fig. 2(a). With
    ``blocks`` = nl these are all activations.
    """
    require_integers(hidden=hidden, heads=heads, sequence=sequence, batch=batch, blocks=blocks)
    return BYTES_FP16 * batch * sequence * blocks * (16 * hidden + 2 * heads * sequence)


def infinity_states(layers: int, hidden: int) -> ModelStates:
    """Return the model states of 12·nl·hd² parameters at 20 bytes each, 240·nl·hd² in all.

    Source:
        ZeRO-Infinity, Sec. 3: ZeRO's 16 bytes and the gradients in fp32.
    """
    return model_states(block_parameters(layers, hidden), stage=0, ranks=1, recipe="adam-infinity")


# Sec. 4: bandwidth


def parameter_intensity(*, sequence: int, batch: int) -> float:
    """Return ait = seq·bsz in FLOP/byte for parameters and gradients: 2·4·bsz·seq·Ψ FLOPs per 2·4·Ψ bytes."""
    require_integers(sequence=sequence, batch=batch)
    return sequence * batch


def optimizer_intensity(*, sequence: int, batch: int) -> float:
    """Return ait = seq·bsz/4 in FLOP/byte for optimizer states: read and written once, 2·16·Ψ bytes."""
    require_integers(sequence=sequence, batch=batch)
    return sequence * batch / 4


def checkpoint_intensity(*, hidden: int, blocks_between: int = 1) -> float:
    """Return ait = 24·hd·ci in FLOP/byte for activation checkpoints, written and read."""
    require_integers(hidden=hidden, blocks_between=blocks_between)
    return 24 * hidden * blocks_between


def efficiency(intensity: float, *, bytes_per_second: float, peak_flops: float = PEAK_FLOPS) -> float:
    """Return ait·bw/(ait·bw + peak): the share of the peak that is left when nothing overlaps.

    Args:
        intensity: ait > 0, in FLOP/byte.
        bytes_per_second: bw > 0, per GPU.
        peak_flops: What the GPU achieves with all data at hand, > 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO-Infinity, Sec. 4.
    """
    require_positive_size("intensity", intensity)
    require_positive_size("bytes_per_second", bytes_per_second)
    require_positive_size("peak_flops", peak_flops)
    fed = intensity * bytes_per_second
    return fed / (fed + peak_flops)


def bandwidth_for(wanted: float, *, intensity: float, peak_flops: float = PEAK_FLOPS) -> float:
    """Return the bytes per second at which ``efficiency`` is ``wanted``, 0 < wanted < 1."""
    require("wanted", wanted, "in (0, 1)", lambda x: 0 < x < 1)
    require_positive_size("wanted", wanted)
    require_positive_size("intensity", intensity)
    require_positive_size("peak_flops", peak_flops)
    return wanted / (1 - wanted) * peak_flops / intensity


def partitioned_bandwidth(*, ranks: int, host_link: float, gpu_link: float) -> float:
    """Return min(N · host link, GPU–GPU link): how fast a layer arrives if each rank loads 1/N of it.

    With one owner per layer it arrives at ``host_link``, however many ranks there are (bandwidth-centric
    partitioning, ZeRO-Infinity, Sec. 6).
    """
    require_integer("ranks", ranks)
    require_positive_size("host_link", host_link)
    require_positive_size("gpu_link", gpu_link)
    return min(ranks * host_link, gpu_link)
