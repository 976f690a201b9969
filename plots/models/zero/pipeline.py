"""Pipeline schedules as timelines: which stage computes what, when; the bubble is counted, then compared.

    slots = timeline("1f1b", stages=4, micro_batches=8)
    bubble(slots)                  # Bubble(idle=36.0, over_ideal=0.375, over_total=0.2727…)
    in_flight(slots)               # [4, 3, 2, 1]: micro-batches whose activations a stage keeps at most

p stages, m micro-batches, v chunks of layers per stage. A schedule is only an order of work for each stage; a piece of
work begins as soon as its stage is free and what it needs has been computed.
"""

from collections import namedtuple

from plots.models.checks import (
    MOST,
    is_finite,
    is_integer,
    require_each,
    require_integer,
    require_integers,
    require_one_of,
    require_positive_size,
)

SCHEDULES = ("naive", "gpipe", "1f1b", "interleaved")
FORWARD, BACKWARD = KINDS = ("forward", "backward")

__all__ = ["bubble", "bubble_formula", "in_flight", "timeline"]

MOST_PASSES = 10000  # of one kind, through one chunk

# A piece of work: the forward or backward pass of one micro-batch through one chunk of layers.
Slot = namedtuple("Slot", "stage start stop kind micro_batch chunk")

# ``idle``: summed over the stages; ``over_ideal``: ÷ the time of the work alone (Megatron); ``over_total``: ÷ the time
# from first to last (GPipe). One bubble, two denominators.
Bubble = namedtuple("Bubble", "idle over_ideal over_total")


def timeline(
    schedule: str,
    *,
    stages: int = 4,
    micro_batches: int = 8,
    forward: float = 1,
    backward: float = 2,
    chunks: int = 1,
) -> list[Slot]:
    """Return all work of one training step, sorted by start and stage.

    ``"naive"``: a micro-batch goes through all stages and back before the next enters.  ``"gpipe"``: all forward passes,
    then all backward passes.  ``"1f1b"`` (PipeDream-Flush): after a warm-up of p − 1 − stage forward passes, one forward
    and one backward in turn.  ``"interleaved"``: the same with v chunks per stage, chunk c of stage s being the
    (c·p + s)-th part of the model.

    Args:
        schedule: One of SCHEDULES.
        stages: p ≥ 1.
        micro_batches: m ≥ 1; for ``"interleaved"`` a multiple of p.
        forward: Time of a micro-batch's forward pass through a whole stage, > 0.
        backward: The same for the backward pass.
        chunks: v ≥ 1, for ``"interleaved"``; 1 for the others.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Huang et al., GPipe, arXiv 1811.06965; Narayanan et al., Megatron-LM, arXiv 2104.04473, Sec. 2.2.
    """
    require_one_of("schedule", schedule, SCHEDULES)
    require_integers(stages=stages, micro_batches=micro_batches, chunks=chunks)
    require_positive_size("forward", forward)
    require_positive_size("backward", backward)
    if schedule != "interleaved" and chunks != 1:
        raise ValueError(f"chunks must be 1 unless interleaved, got {chunks}")
    if schedule == "interleaved" and micro_batches % stages:
        raise ValueError(f"micro_batches must be a multiple of the {stages} stages, got {micro_batches}")
    require_integer("stages times micro_batches times chunks", stages * micro_batches * chunks, 1, MOST_PASSES)
    orders = [order(schedule, stage, stages, micro_batches, chunks) for stage in range(stages)]
    return run(orders, chunks, {FORWARD: forward / chunks, BACKWARD: backward / chunks}, one_by_one=schedule == "naive")


def order(schedule: str, stage: int, stages: int, micro_batches: int, chunks: int) -> "list[tuple[str, int, int]]":
    """Return what one stage does, in order: (kind, micro-batch, chunk)."""
    if schedule == "interleaved":
        count = micro_batches * chunks
        ahead = min(count, 2 * (stages - 1 - stage) + (chunks - 1) * stages)
        # Groups of p micro-batches go through chunk after chunk; backward through the chunks from the last.
        turns = [(i // (stages * chunks) * stages + i % stages, i // stages % chunks) for i in range(count)]
        forwards = [(FORWARD, micro, chunk) for micro, chunk in turns]
        backwards = [(BACKWARD, micro, chunks - 1 - chunk) for micro, chunk in turns]
    else:
        ahead = {"naive": 0, "gpipe": micro_batches, "1f1b": min(micro_batches, stages - 1 - stage)}[schedule]
        forwards = [(FORWARD, micro, 0) for micro in range(micro_batches)]
        backwards = [(BACKWARD, micro, 0) for micro in range(micro_batches)]
        if schedule == "gpipe":
            backwards.reverse()
    work = forwards[:ahead]
    for one_forward, one_backward in zip(forwards[ahead:], backwards):
        work += [one_forward, one_backward]
    return work + backwards[len(forwards) - ahead :]


def run(
    orders: "list[list[tuple[str, int, int]]]", chunks: int, times: "dict[str, float]", *, one_by_one: bool = False
) -> list[Slot]:
    """Return the timeline that comes of the stages' orders.

    Args:
        orders: What each stage does, in order.
        chunks: Chunks per stage.
        times: Time of a pass through one chunk, by kind.
        one_by_one: Whether a micro-batch may enter only after the one before has left.
    """
    stages = len(orders)
    parts = stages * chunks
    done: dict[tuple[str, int, int], float] = {}  # (kind, micro-batch, part of the model) -> when
    free = [0.0] * stages
    position = [0] * stages
    slots = []
    left = sum(len(work) for work in orders)
    while left:
        before = left
        for stage in range(stages):
            while position[stage] < len(orders[stage]):
                kind, micro, chunk = orders[stage][position[stage]]
                part = chunk * stages + stage
                needs = needed(kind, micro, part, parts, one_by_one)
                if any(need not in done for need in needs):
                    break
                start = max([free[stage]] + [done[need] for need in needs])
                stop = start + times[kind]
                done[kind, micro, part] = free[stage] = stop
                slots.append(Slot(stage, start, stop, kind, micro, chunk))
                position[stage] += 1
                left -= 1
        if left == before:
            raise ValueError("orders must not wait for each other in a circle")
    slots.sort(key=lambda slot: (slot.start, slot.stage))
    return slots


def needed(kind: str, micro: int, part: int, parts: int, one_by_one: bool) -> "list[tuple[str, int, int]]":
    """Return what has to be done before: the same pass in the neighbouring part, and forward before backward."""
    needs = []
    if kind == FORWARD and part > 0:
        needs.append((FORWARD, micro, part - 1))
    if kind == FORWARD and part == 0 and one_by_one and micro > 0:
        needs.append((BACKWARD, micro - 1, 0))
    if kind == BACKWARD:
        needs.append((FORWARD, micro, part))
        if part < parts - 1:
            needs.append((BACKWARD, micro, part + 1))
    return needs


def require_slots(slots: list[Slot]) -> None:
    """Raise ValueError unless it is a timeline: slots that take time."""
    require_each("slots", slots, "slots of a timeline", lambda slot: isinstance(slot, Slot) and is_slot(slot), 1)


def is_slot(slot: Slot) -> bool:
    """Return whether a slot takes time, in a place that can be."""
    is_at = is_finite(slot.start) and is_finite(slot.stop) and slot.start < slot.stop
    places = (slot.stage, slot.micro_batch, slot.chunk)
    return is_at and slot.kind in KINDS and all(is_integer(place) and 0 <= place < MOST for place in places)


def bubble(slots: list[Slot]) -> Bubble:
    """Return the idle time of a timeline, counted: stages times its length, less the work."""
    require_slots(slots)
    stages = 1 + max(slot.stage for slot in slots)
    total = stages * (max(slot.stop for slot in slots) - min(slot.start for slot in slots))
    work = sum(slot.stop - slot.start for slot in slots)
    return Bubble(total - work, (total - work) / work, (total - work) / total)


def bubble_formula(*, stages: int, micro_batches: int, chunks: int = 1) -> "tuple[float, float]":
    """Return the bubble of GPipe, 1F1B and interleaved schedules ÷ ideal time, and ÷ total time.

    (p − 1)/(v·m) and (p − 1)/(v·m + p − 1).

    Source:
        The first Megatron-LM, arXiv 2104.04473, Sec. 2.2; the second, with v = 1, GPipe, arXiv 1811.06965.
    """
    require_integers(stages=stages, micro_batches=micro_batches, chunks=chunks)
    return (stages - 1) / (chunks * micro_batches), (stages - 1) / (chunks * micro_batches + stages - 1)


def in_flight(slots: list[Slot]) -> list[int]:
    """Return for each stage the most micro-batches (times chunks) that have gone forward and not yet back."""
    require_slots(slots)
    stages = 1 + max(slot.stage for slot in slots)
    counts, most = [0] * stages, [0] * stages
    for slot in slots:  # a stage does one thing at a time, so the order of starts is the order of events
        counts[slot.stage] += 1 if slot.kind == FORWARD else -1
        most[slot.stage] = max(most[slot.stage], counts[slot.stage])
    return most
