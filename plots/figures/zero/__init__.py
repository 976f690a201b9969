"""The figures of the article on ZeRO."""

from plots.figures import Drawing
from plots.figures.zero import collectives, infinity, offload, parallelism, pipelines, states, steps, traffic, wall

TOPIC = "zero"
FIGURES = {
    "stage-bars": Drawing(states.draw_stage_bars),
    "sixteen-bytes": Drawing(states.draw_sixteen_bytes),
    "stages-n": Drawing(states.draw_stages_n, states.stages_n_frames, frame_ms=700),
    "activations": Drawing(wall.draw_activations),
    "memory-wall": Drawing(wall.draw_memory_wall),
    "parallelism": Drawing(parallelism.draw_parallelism),
    "tensor-parallel": Drawing(parallelism.draw_tensor_parallel),
    "offload-cut": Drawing(offload.draw_offload_cut, offload.offload_frames, frame_ms=700),
    "hierarchy": Drawing(infinity.draw_hierarchy),
    "efficiency": Drawing(infinity.draw_efficiency),
    "partitioning": Drawing(infinity.draw_partitioning),
    "pipelines": Drawing(pipelines.draw_pipelines, pipelines.pipelines_frames, frame_ms=450),
    **{
        name: Drawing(steps.draw(stage), steps.frames(stage), frame_ms=700)
        for stage, name in enumerate(("step-dp", "step-zero1", "step-zero2", "step-zero3"))
    },
    "accumulation": Drawing(traffic.draw_accumulation),
    **{name: Drawing(collectives.draw(name), collectives.frames(name), frame_ms=700) for name in collectives.RUNS},
}
