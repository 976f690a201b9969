"""Valid values of what the models of ZeRO are asked for; see tests/models/hostile.py."""

from plots.models.zero import (
    budget,
    collectives,
    infinity,
    memory,
    offload_graph,
    overlap,
    pipeline,
    trainer,
    transformer,
)
from plots.models.zero.transport import Transport

INSIDE = ("transport.Transport.", "device.Device.")
MADE = {Transport: lambda: Transport(2)}
MATRIX = [[0.5, -1.0], [2.0, 0.25]]
VALID: dict[str, object] = {
    "shape": lambda: transformer.MODELS[0],
    "setup": lambda: budget.Setup(transformer.MODELS[0], stage=3, ranks=8),
    "hardware": lambda: infinity.DGX_2,
    "parts": lambda: budget.budget(budget.Setup(transformer.MODELS[0])),
    "place": lambda: "gpu",
    "arrays": lambda: [[1.0, 2.0], [3.0, 4.0]],
    "last.states": lambda: list(collectives.all_reduce([[1.0, 2.0], [3.0, 4.0]])),
    "collective": lambda: "all_reduce",
    "recipe_of.recipe": lambda: memory.RECIPES[0],
    "recipe": lambda: "adam",
    "state": lambda: "gradients",
    "degrees": lambda: (1, 2, 4),
    "widths": lambda: (2, 3, 1),
    "graph": lambda: offload_graph.MERGED,
    "on_cpu": lambda: ("p16",),
    "schedule": lambda: "gpipe",
    "length.slots": lambda: overlap.step(layers=2, transfer=0.5),
    "slots": lambda: pipeline.timeline("gpipe", stages=2, micro_batches=2),
    "samples": lambda: [((1.0, 2.0), (1.0,)), ((0.5, 2.0), (0.0,))],
    "moments": lambda: list(trainer.train()),
    **dict.fromkeys(("a", "b", "dz", "x"), lambda: MATRIX),
}
