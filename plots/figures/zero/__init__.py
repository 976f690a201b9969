"""The figures of the article on ZeRO."""

import functools

from plots.figures import Box, Drawing, Frame, gathered
from plots.figures.zero import collectives, infinity, offload, overlap, parallelism, pipelines, states, traffic, wall
from plots.hands import pictures, taken_over
from plots.hands.board import over_rest
from plots.playgrounds.zero_communication import PLAYGROUND as COMMUNICATION
from plots.playgrounds.zero_memory import PLAYGROUND as MEMORY


def step_frames(query: str) -> list[Frame]:
    """Return the moments of a training step, as the playground of communication walks through them."""
    [picture] = pictures(COMMUNICATION, query)
    return [Frame((), words, tuple(Box(*box) for box in boxes)) for words, boxes in over_rest(picture)]


STEPS = {figure.removeprefix("zero/"): query for query, figure in COMMUNICATION.figures}

TOPIC = "zero"
FIGURES = {
    **{name: Drawing(draw) for name, draw in taken_over(MEMORY).items()},
    "sixteen-bytes": Drawing(states.draw_sixteen_bytes),
    "stages-n": Drawing(states.draw_stages_n, states.stages_n_frames, frame_ms=1200),
    "activations": Drawing(wall.draw_activations),
    "memory-wall": Drawing(wall.draw_memory_wall),
    "parallelism": Drawing(parallelism.draw_parallelism),
    "tensor-parallel": Drawing(parallelism.draw_tensor_parallel),
    "offload-cut": Drawing(offload.draw_offload_cut, offload.offload_frames, frame_ms=1200),
    "hierarchy": Drawing(infinity.draw_hierarchy),
    "efficiency": Drawing(infinity.draw_efficiency),
    "partitioning": Drawing(infinity.draw_partitioning),
    "pipelines": Drawing(pipelines.draw_pipelines, pipelines.pipelines_frames, frame_ms=1000),
    **{
        name: Drawing(draw, functools.partial(step_frames, STEPS[name]), frame_ms=1200)
        if name in STEPS
        else Drawing(draw)
        for name, draw in taken_over(COMMUNICATION).items()
    },
    "overlap": Drawing(overlap.draw_overlap),
    "accumulation": Drawing(traffic.draw_accumulation),
    **{name: Drawing(collectives.draw(name), collectives.frames(name), frame_ms=1200) for name in collectives.RUNS},
    **gathered("plots.figures.zero."),
}
