"""The models, run for a setting: the states of a collective, or the moments of a training step."""

from collections import namedtuple

from plots.models.zero.collectives import COLLECTIVES, slices
from plots.models.zero.network import SAMPLES
from plots.models.zero.trainer import layout, train
from plots.playgrounds.zero_communication.settings import LAYER, OVERLAP, STEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from plots.models.zero.collectives import State
    from plots.playgrounds.controls import Values

WIDTHS = (2, 4, 1)  # of the network that is trained: Ψ = 17

# ``states``: what the model yields, one a moment; ``plan``: of a training step, where everything lies, of a timeline all of
# its slots; ``complete``: of a collective, what a finished cell holds.
Run = namedtuple("Run", "states plan complete")


def compute(values: "Values") -> Run:
    if values["run"] == STEP:
        bucket = values.get("bucket", LAYER)
        size = None if bucket == LAYER else int(bucket)
        moments = train(
            SAMPLES * values["micro_steps"],  # so that every rank has a sample in every micro-step
            widths=WIDTHS,
            stage=int(values["stage"]),
            ranks=values["ranks"],
            micro_steps=values["micro_steps"],
            bucket=size,
            offload=values.get("offload", False),
            naive=values.get("naive", False),
            keeps=values.get("after_forward") == "keep",
        )
        run = Run(list(moments), layout(WIDTHS, values["ranks"], bucket=size), 0)
    elif values["run"] == OVERLAP:
        from plots.models.zero.overlap import step
        from plots.pictures.zero.overlap import passes_of
        from plots.playgrounds.zero_communication.times import transfer_times

        transfer, again, reduction = transfer_times(values)
        slots = step(layers=values["layers"], transfer=transfer, again=again, reduction=reduction)
        run = Run([None] + passes_of(slots), slots, 0)
    else:
        arrays, complete = start(values)
        run = Run(list(collective(values, arrays)), None, complete)
    return run


def collective(values: "Values", arrays: "list[list[Any]]") -> "Iterator[State]":
    """Return the states of a collective; ``arrays`` are changed."""
    name, element = values["run"], int(values["element_bytes"])
    run = COLLECTIVES[name]
    if name in ("broadcast", "reduce"):
        return run(arrays, root=values["root"], element_bytes=element)
    return run(arrays, element_bytes=element)


def start(values: "Values") -> "tuple[list[list[Any]], int]":
    """Return what the ranks hold at first, an element a slice, and what a finished cell holds.

    Rank r has 10ʳ, from five ranks on 2ʳ: from a sum one sees whose numbers are in it.
    """
    ranks, name = values["ranks"], values["run"]
    own = [(10 if ranks <= 4 else 2) ** rank for rank in range(ranks)]
    if name == "broadcast":
        return [[own[0] if rank == values["root"] else None] * ranks for rank in range(ranks)], own[0]
    if name == "all_gather":
        bounds = slices(ranks, ranks)
        return [[own[rank] if bounds[rank][0] == i else None for i in range(ranks)] for rank in range(ranks)], 0
    return [[own[rank]] * ranks for rank in range(ranks)], sum(own)
