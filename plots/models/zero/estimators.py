"""DeepSpeed's own estimators of model-state memory, with its arguments, defaults, order of operations and truncation.

    estimate_zero2_model_states_mem_needs(7500000000, num_gpus_per_node=8, num_nodes=8, cpu_offload=False)
    # Zero2Needs(cpu_mem=360000000000, gpu_mem=17109375000)

They return bytes; DeepSpeed's tables divide by 2³⁰ and call it GB. Where they differ from the papers:

- ZeRO-2: 2Ψ + 18Ψ/N rather than 2Ψ + 14Ψ/N, for a copy of the gradients in fp32 at the update. Before v0.14.3
  (PR #5099), and still in the documentation, 4Ψ + 16Ψ/N.
- ZeRO-3: 4·L + 18Ψ/N rather than 16Ψ/N: the largest layer L gathered, parameters in fp16 and fp32, gradients in fp32.
- CPU bytes are per node, times a safety factor. Under ZeRO-2 with offload they grow with 4·N, all GPUs of all nodes.
- There is none for ZeRO-1. Activations, buckets and the CUDA context are left out; frozen parameters are counted.

Source:
    DeepSpeed at edaa72212672 (0.19.6), deepspeed/runtime/zero/stage_1_and_2.py and stage3.py, and v0.14.2.
"""

from collections import namedtuple

from plots.models.checks import require_flag, require_integer, require_positive_size, require_size
from plots.models.zero.memory import BYTES_FP16, BYTES_FP32

FP32_STATES = 16  # parameters, gradients, momentum, variance, 4 bytes each
ZERO2_STATES = 18  # gradients 2 and 4, fp32 parameters and Adam 12
ZERO3_STATES = 18  # FP32_STATES and fp16 parameters 2

Zero2Needs = namedtuple("Zero2Needs", "cpu_mem gpu_mem")
Zero3Needs = namedtuple("Zero3Needs", "cpu_mem gpu_mem largest_layer_memory")
Row = namedtuple("Row", "cpu_mem gpu_mem options")


__all__ = [
    "estimate_zero2_before_0_14_3",
    "estimate_zero2_model_states_mem_needs",
    "estimate_zero3_model_states_mem_needs",
    "zero2_table",
    "zero3_table",
]


def _check(
    total_params: int, num_gpus_per_node: int, num_nodes: int, additional_buffer_factor: float, **flags: bool
) -> None:
    for name, flag in flags.items():
        require_flag(name, flag)
    require_size("total_params", total_params)
    require_integer("num_gpus_per_node", num_gpus_per_node)
    require_integer("num_nodes", num_nodes)
    require_positive_size("additional_buffer_factor", additional_buffer_factor)


def estimate_zero2_model_states_mem_needs(
    total_params: int,
    num_gpus_per_node: int = 1,
    num_nodes: int = 1,
    cpu_offload: bool = True,
    additional_buffer_factor: float = 1.5,
) -> Zero2Needs:
    """Return bytes per node on the CPU and per GPU, under ZeRO-2.

    Args:
        total_params: All parameters, frozen ones too, ≥ 0.
        num_gpus_per_node: ≥ 1.
        num_nodes: ≥ 1.
        cpu_offload: Whether the optimizer is on the CPU.
        additional_buffer_factor: Safety factor of the CPU bytes, > 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    _check(total_params, num_gpus_per_node, num_nodes, additional_buffer_factor, cpu_offload=cpu_offload)
    total_gpus = num_nodes * num_gpus_per_node
    if cpu_offload:
        gpu_mem = BYTES_FP16 * total_params
        cpu_mem = total_params * max(BYTES_FP32 * total_gpus, FP32_STATES) * additional_buffer_factor
    else:
        gpu_mem = BYTES_FP16 * total_params + int(ZERO2_STATES * total_params / total_gpus)
        cpu_mem = total_params * BYTES_FP32 * num_gpus_per_node * additional_buffer_factor
    return Zero2Needs(int(cpu_mem), int(gpu_mem))


def estimate_zero2_before_0_14_3(
    total_params: int,
    num_gpus_per_node: int = 1,
    num_nodes: int = 1,
    cpu_offload: bool = True,
    additional_buffer_factor: float = 1.5,
) -> Zero2Needs:
    """Return what ``estimate_zero2_model_states_mem_needs`` gave up to v0.14.2: 4Ψ + 16Ψ/N without offload."""
    now = estimate_zero2_model_states_mem_needs(
        total_params, num_gpus_per_node, num_nodes, cpu_offload, additional_buffer_factor
    )
    if cpu_offload:
        return now
    total_gpus = num_nodes * num_gpus_per_node
    return Zero2Needs(now.cpu_mem, int(4 * total_params + int(FP32_STATES * total_params / total_gpus)))


def estimate_zero3_model_states_mem_needs(
    total_params: int,
    largest_layer_params: int,
    num_gpus_per_node: int = 1,
    num_nodes: int = 1,
    cpu_offload: bool = True,
    cpu_offload_params: bool = True,
    zero_init: bool = True,
    additional_buffer_factor: float = 1.5,
) -> Zero3Needs:
    """Return bytes per node on the CPU, per GPU, and of the largest layer, under ZeRO-3.

    Args:
        total_params: All parameters, frozen ones too, ≥ 0.
        largest_layer_params: Largest sum of a module's own parameters, ≥ 0: one Linear or Embedding, not a block.
        num_gpus_per_node: ≥ 1.
        num_nodes: ≥ 1.
        cpu_offload: Whether the optimizer is on the CPU.
        cpu_offload_params: Whether parameters are, too; ignored without ``cpu_offload``.
        zero_init: Whether the model is built already partitioned.
        additional_buffer_factor: Safety factor of the CPU bytes, > 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    flags = {"cpu_offload": cpu_offload, "cpu_offload_params": cpu_offload_params, "zero_init": zero_init}
    _check(total_params, num_gpus_per_node, num_nodes, additional_buffer_factor, **flags)
    require_size("largest_layer_params", largest_layer_params)
    total_gpus = num_nodes * num_gpus_per_node
    gpus_factor = 1 / num_nodes
    largest_layer_memory = (BYTES_FP16 + BYTES_FP16) * largest_layer_params  # parameters and gradients
    whole = BYTES_FP32 * num_gpus_per_node  # each process first builds the whole model on the CPU, in fp32
    if cpu_offload:
        states = FP32_STATES if not cpu_offload_params else ZERO3_STATES
        gpu_mem = largest_layer_memory
        if not cpu_offload_params:
            gpu_mem += int(BYTES_FP16 * total_params / total_gpus)
        if zero_init:
            cpu_mem = total_params * states * gpus_factor * additional_buffer_factor
        else:
            cpu_mem = total_params * max(whole, states * gpus_factor) * additional_buffer_factor
    else:
        gpu_mem = largest_layer_memory + int(ZERO3_STATES * total_params / total_gpus)
        built = largest_layer_params if zero_init else total_params
        cpu_mem = built * BYTES_FP32 * num_gpus_per_node * additional_buffer_factor
    return Zero3Needs(int(cpu_mem), int(gpu_mem), largest_layer_memory)


def zero2_table(
    total_params: int, num_gpus_per_node: int = 1, num_nodes: int = 1, additional_buffer_factor: float = 1.5
) -> list[Row]:
    """Return the rows of ``estimate_zero2_model_states_mem_needs_all_cold``, in bytes."""
    rows = []
    for cpu_offload in (True, False):
        needs = estimate_zero2_model_states_mem_needs(
            total_params, num_gpus_per_node, num_nodes, cpu_offload, additional_buffer_factor
        )
        rows.append(Row(needs.cpu_mem, needs.gpu_mem, f"offload_optimizer={device(cpu_offload)}"))
    return rows


def zero3_table(
    total_params: int,
    largest_layer_params: int,
    num_gpus_per_node: int = 1,
    num_nodes: int = 1,
    additional_buffer_factor: float = 1.5,
) -> list[Row]:
    """Return the rows of ``estimate_zero3_model_states_mem_needs_all_cold``, in bytes."""
    rows = []
    for cpu_offload, cpu_offload_params in ((True, True), (True, False), (False, False)):
        for zero_init in (True, False):
            needs = estimate_zero3_model_states_mem_needs(
                total_params,
                largest_layer_params,
                num_gpus_per_node,
                num_nodes,
                cpu_offload,
                cpu_offload_params,
                zero_init,
                additional_buffer_factor,
            )
            options = f"offload_param={device(cpu_offload_params)}, offload_optimizer={device(cpu_offload)}"
            rows.append(Row(needs.cpu_mem, needs.gpu_mem, f"{options}, zero_init={int(zero_init)}"))
    return rows


def device(is_on_cpu: bool) -> str:
    """Return DeepSpeed's word for where something is offloaded to."""
    return "cpu" if is_on_cpu else "none"
