"""The simulations give in MicroPython, where readers run them, what they give in CPython."""

import pytest

from tests import oracle_records
from tests.micropython.interpreter import run_in_cpython, run_in_micropython

# Each expression gives plain data; numbers are compared to within rounding.
EXPRESSIONS = [
    *(
        f"[[plain(state) for state in collectives.{name}([[1.5, 2, 3, 4], [10, 20, 30, 40]])]]"
        for name in ("broadcast", "reduce", "reduce_scatter", "all_gather", "all_reduce", "all_to_all")
    ),
    *(
        f"[plain(moment) for moment in trainer.train(ranks=3, micro_steps=2, steps=2, {scheme})]"
        for scheme in (
            "stage=0",
            "stage=1",
            "stage=1, naive=True",
            "stage=2, bucket=5",
            "stage=2, naive=True",
            "stage=2, offload=True",
            "stage=3",
            "stage=3, keeps=True",
        )
    ),
    *(
        f"[list(slot) for slot in pipeline.timeline('{schedule}', stages=3, micro_batches=6, chunks={chunks})]"
        for schedule, chunks in (("naive", 1), ("gpipe", 1), ("1f1b", 1), ("interleaved", 2))
    ),
    "[list(slot) for slot in overlap.step(layers=3, transfer=0.7)]",
    "[list(slot) for slot in overlap.step(layers=3, transfer=0.7, again=0, reduction=0.2)]",
    "[[list(passes) for passes in overlap.stage3_passes(after_forward=each, int8_parameters=True)] for each in overlap.AFTER_FORWARD]",
    "[list(part) for part in budget.budget(budget.Setup(transformer.MODELS[2], stage=3, ranks=16, secondary=8))]",
    "[plain(state) for state in tensor_parallel.tensor_parallel_mlp(X, A, B, Z, ranks=2)]",
    "[plain(cut) for cut in offload_graph.cuts(offload_graph.UNMERGED)]",
    "[list(part) for part in budget.budget(budget.Setup(transformer.MODELS[2], stage=3, ranks=8, recompute='full'))]",
    "[list(memory.model_states(1e10, stage=2, ranks=7, recipe=recipe)) for recipe in memory.RECIPES]",
]

CODE = """
from plots.models.zero import budget, collectives, memory, offload_graph, overlap, pipeline, tensor_parallel, trainer, transformer

X, A, B, Z = [[1.0, -2.0], [0.5, 3.0]], [[0.1, 0.2, -0.3], [1.0, 0.5, 0.2]], [[1.0], [2.0], [-1.0]], [[1.0], [-1.0]]

def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value

result = [eval(source) for source in argument]
"""


@pytest.fixture(scope="module")
def results():
    return run_in_cpython(CODE, EXPRESSIONS), run_in_micropython(CODE, EXPRESSIONS)


@pytest.mark.parametrize("index", range(len(EXPRESSIONS)), ids=EXPRESSIONS)
def test_both_interpreters_agree(index, results):
    cpython, micropython = results

    assert cpython[index]
    assert oracle_records.difference(micropython[index], cpython[index]) is None
