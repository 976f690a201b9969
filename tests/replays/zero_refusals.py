"""What the models of ZeRO refuse, as source that both interpreters run: (expression, what its message must name).

``run(states)`` runs a generator to its end. Each row is refused with ValueError.
"""

import math

from plots.models.zero import (
    activations,
    budget,
    collectives,
    communication,
    estimators,
    infinity,
    memory,
    offload_graph,
    pipeline,
    tensor_parallel,
    trainer,
    transformer,
    transport,
)
from tests.replays.refusals import refused, rows

NAMES = {
    "activations": activations,
    "budget": budget,
    "collectives": collectives,
    "communication": communication,
    "estimators": estimators,
    "infinity": infinity,
    "memory": memory,
    "offload_graph": offload_graph,
    "pipeline": pipeline,
    "tensor_parallel": tensor_parallel,
    "trainer": trainer,
    "transformer": transformer,
    "transport": transport,
    "inf": math.inf,
    "nan": math.nan,
    "gpt2": transformer.MODELS[0],
    "run": list,
}
COUNTS = ("0", "-1", "1.0", "True", "None", "nan", "'2'")
SIZES = ("-1", "nan", "inf", "None", "'x'", "1j", "True")


MEMORY = (
    rows("memory.model_states({}, stage=1, ranks=2)", "parameters", *SIZES)
    + rows("memory.model_states(1, stage={}, ranks=2)", "stage", "-1", "4", "1.0", "True", "None", "'1'")
    + rows("memory.model_states(1, stage=1, ranks={})", "ranks", *COUNTS)
    + rows("memory.model_states(1, stage=1, ranks=2, model_parallel={})", "model_parallel", *COUNTS)
    + rows("memory.bytes_per_parameter({})", "recipe", "'adamw'", "''")
    + rows("memory.is_partitioned({}, 1)", "state", "'weights'", "None")
    + rows("memory.padded_parameters({}, 2)", "parameters", "-1", "1.5", "None")
    + rows("memory.largest_model({}, stage=1, ranks=2)", "memory_bytes", *SIZES)
    + rows("memory.first_fit(1, stage=1, memory_bytes={}, degrees=(1,))", "memory_bytes", "0", *SIZES)
    + rows("transformer.block_parameters({}, 2)", "layers", *COUNTS)
    + rows("transformer.block_parameters(2, {})", "hidden", *COUNTS)
    + rows("transformer.gpt2_parameters(2, 2, vocabulary={}, positions=2)", "vocabulary", *COUNTS)
    + rows("transformer.gpt2_parameters(2, 2, vocabulary=2, positions={})", "positions", *COUNTS)
)

LAYER = "activations.layer_activation_bytes(hidden=2, heads=2, batch=2, sequence=2"
ACTIVATIONS = (
    rows("activations.zero_activation_bytes(layers={}, hidden=2, batch=2, sequence=2)", "layers", *COUNTS)
    + rows("activations.zero_activation_bytes(layers=2, hidden=2, batch={}, sequence=2)", "batch", *COUNTS)
    + rows(LAYER.replace("heads=2", "heads={}") + ")", "heads", *COUNTS)
    + rows(LAYER.replace("sequence=2", "sequence={}") + ")", "sequence", *COUNTS)
    + rows(LAYER + ", tensor_parallel={})", "tensor_parallel", *COUNTS)
    + rows(LAYER + ", recompute={})", "recompute", "'all'", "None", "True")
    + rows("activations.checkpoint_bytes(hidden=2, batch=2, sequence=2, partitions={})", "partitions", *COUNTS)
    + rows("activations.bucket_bytes({})", "elements", "-1", "0.5", "None")
)

COMMUNICATION = (
    rows("communication.collective_sent({}, 1, ranks=2)", "collective", "'gather'", "None")
    + rows("communication.collective_sent('all_reduce', {}, ranks=2)", "size", *SIZES)
    + rows("communication.collective_sent('all_reduce', 1, ranks={})", "ranks", *COUNTS)
    + rows("communication.step_multiples(stage={})", "stage", "-1", "4", "None")
    + rows("communication.step_multiples(stage=1, micro_steps={})", "micro_steps", *COUNTS)
    + rows("communication.step_multiples(stage={}, naive=True)", "naive", "0", "3")
    + rows("communication.step_multiples(stage={}, keeps=True)", "keeps", "0", "1", "2")
    + rows("communication.step_sent({}, stage=1, ranks=2)", "parameters", *SIZES)
    + rows("transport.Transport({})", "ranks", *COUNTS)
    + rows("run(collectives.all_reduce({}))", "arrays", "[]", "[[1], [1, 2]]")
    + rows("run(collectives.reduce_scatter([[1], [2]], bounds={}))", "bounds", "[]", "[(0, 1)]")
    + rows("run(collectives.broadcast([[1], [2]], root={}))", "root", "-1", "2", "None")
    + rows("run(collectives.reduce([[1], [2]], root={}))", "root", "-1", "2", "None")
    + rows("run(collectives.all_to_all({}))", "arrays", "[[1], [2]]")
)

INFINITY = (
    rows(
        "infinity.placed_states(1, stage=3, ranks=2, placement=infinity.Placement('gpu', 'gpu', {}))",
        "optimizer",
        "'disk'",
        "None",
    )
    + rows("infinity.placed_states(1, stage={}, ranks=2, placement=infinity.OFFLOAD)", "gradients", "0", "1")
    + rows(
        "infinity.placed_states(1, stage=2, ranks=2, placement=infinity.Placement('gpu', 'gpu', {}))",
        "optimizer",
        "'nvme'",
    )
    + rows(
        "infinity.placed_states(1, stage={}, ranks=2, placement=infinity.OFFLOAD_PARAMETERS)",
        "parameters",
        "0",
        "1",
        "2",
    )
    + rows("infinity.largest_on(infinity.DGX_2, stage=0, model_parallel={})", "model_parallel", "3", "17", *COUNTS)
    + rows("infinity.largest_on(infinity.DGX_2, stage=0, reserved_bytes={})", "reserved_bytes", *SIZES)
    + rows("infinity.efficiency({}, bytes_per_second=1)", "intensity", "0", *SIZES)
    + rows("infinity.efficiency(1, bytes_per_second={})", "bytes_per_second", "0", *SIZES)
    + rows("infinity.efficiency(1, bytes_per_second=1, peak_flops={})", "peak_flops", "0", *SIZES)
    + rows("infinity.bandwidth_for({}, intensity=1)", "wanted", "0", "1", "-0.1", "nan")
    + rows("infinity.state_working_bytes(2, tiles={})", "tiles", *COUNTS)
    + rows("offload_graph.cut(offload_graph.MERGED, ({},))", "on_cpu", "'fwd_bwd'", "'p32'")
    + rows("estimators.estimate_zero2_model_states_mem_needs({})", "total_params", *SIZES)
    + rows("estimators.estimate_zero2_model_states_mem_needs(1, {})", "num_gpus_per_node", *COUNTS)
    + rows("estimators.estimate_zero3_model_states_mem_needs(1, 1, 1, {})", "num_nodes", *COUNTS)
    + rows("estimators.estimate_zero3_model_states_mem_needs(1, {})", "largest_layer_params", *SIZES)
    + rows(
        "estimators.estimate_zero3_model_states_mem_needs(1, 1, additional_buffer_factor={})",
        "additional_buffer_factor",
        *("0",) + SIZES,
    )
    + rows("budget.Setup(gpt2, stage={})", "stage", "-1", "4", "None")
    + rows("budget.Setup(gpt2, stage=1, placement=infinity.OFFLOAD)", "gradients", "")
    + rows("budget.Setup(gpt2, ranks={})", "ranks", *COUNTS)
    + rows("budget.Setup(gpt2, tensor_parallel={})", "tensor_parallel", "26", *COUNTS)
    + rows("budget.Setup(gpt2, pipeline_parallel={})", "pipeline_parallel", "49", *COUNTS)
    + rows("budget.Setup(gpt2, recompute={})", "recompute", "'some'", "None")
    + rows("budget.Setup(gpt2, batch={})", "batch", *COUNTS)
    + rows("budget.in_place([], {})", "place", "'disk'", "None")
)

TRAINING = (
    rows("run(trainer.train(stage={}))", "stage", "-1", "4", "1.0", "None", "True")
    + rows("run(trainer.train(ranks={}))", "ranks", *COUNTS)
    + rows("run(trainer.train(steps={}))", "steps", *COUNTS)
    + rows("run(trainer.train(micro_steps={}))", "micro_steps", *COUNTS)
    + rows("run(trainer.train(bucket={}))", "bucket", "0", "-1", "1.0", "True", "'2'")
    + rows("run(trainer.train(rate={}))", "rate", "0", *SIZES)
    + rows("run(trainer.train(stage={}, offload=True))", "stage", "0", "1", "3")
    + rows("run(trainer.train(stage={}, naive=True))", "stage", "0", "3")
    + rows("run(trainer.train({}))", "samples", "[]", "[((1.0,), (1.0,))]", "[((1.0, 2.0), ())]")
    + rows("run(trainer.train(widths={}))", "widths", "()", "(2,)", "(2, 0, 1)", "(2, 1.5, 1)")
    + rows("run(trainer.train(parameters={}))", "parameters", "[]", "[0.0] * 16")
)

PIPELINES = (
    rows("pipeline.timeline({})", "schedule", "'gpipe2'", "None")
    + rows("pipeline.timeline('gpipe', stages={})", "stages", *COUNTS)
    + rows("pipeline.timeline('gpipe', micro_batches={})", "micro_batches", *COUNTS)
    + rows("pipeline.timeline('interleaved', stages=4, micro_batches={})", "micro_batches", "3", "5")
    + rows("pipeline.timeline('gpipe', chunks={})", "chunks", "2", *COUNTS)
    + rows("pipeline.timeline('gpipe', forward={})", "forward", "0", *SIZES)
    + rows("pipeline.timeline('gpipe', backward={})", "backward", "0", *SIZES)
    + rows("pipeline.bubble_formula(stages={}, micro_batches=1)", "stages", *COUNTS)
    + rows("run(tensor_parallel.tensor_parallel_mlp([[1]], [[1]], [[1]], [[1]], ranks={}))", "ranks", "2", *COUNTS)
    + rows(
        "run(tensor_parallel.tensor_parallel_mlp({}, [[1]], [[1]], [[1]], ranks=1))", "fit", "[[1, 2]]", "[[1], [1]]"
    )
)

REFUSED = MEMORY + ACTIVATIONS + COMMUNICATION + INFINITY + TRAINING + PIPELINES


def refusal(source):
    """Return the name and message of the exception that ``source`` raises, or None."""
    return refused(source, dict(NAMES))


# What is said of some of them, whole; and what is allowed.
MESSAGES = [
    ("memory.model_states(1, stage=4, ranks=2)", "stage must be an integer from 0 to 3, got 4"),
    ("pipeline.timeline('gpipe', forward=-1)", "forward must be a number from 1e−30 to 1e30, got -1"),
]
ALLOWED = [
    "memory.model_states(1, stage=3, ranks=2)",
]
