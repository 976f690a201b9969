"""Whether traffic hides behind computation: a step of ZeRO-3 as a timeline, and the tokens that it takes.

length(step(layers=4, transfer=0.6))                            # 13.2: 12 of computation, 1.2 that nothing hides
tokens_to_hide(flops_per_second=989e12, bytes_per_second=400e9)    # 2472.5 tokens a card and step
"""

from collections import namedtuple

from plots.models.checks import (
    require_count,
    require_each,
    require_flag,
    require_integer,
    require_length,
    require_one_of,
    require_positive_size,
    require_size,
)
from plots.models.zero.memory import BYTES_FP16

COMPUTE, LINK = "compute", "link"
FORWARD, BACKWARD, GATHER, REDUCE = "forward", "backward", "gather", "reduce"

# Elements sent to gather parameters before forward and before backward, and to reduce gradients.
Passes = namedtuple("Passes", "forward backward gradients")
EVERYTHING = Passes(1, 1, 1)  # of ZeRO-3: 3Ψ
FORWARD_FLOPS = 2  # for one parameter and token

AFTER_FORWARD = ("release", "node", "keep")

# A piece of work of the GPU or of its link, on a layer from 0.
Slot = namedtuple("Slot", "lane kind layer start stop")


def step(
    *,
    layers: int,
    transfer: float,
    forward: float = 1.0,
    backward: float = 2.0,
    again: "float | None" = None,
    reduction: "float | None" = None,
) -> "list[Slot]":
    """Return what GPU and link do in a step of ZeRO-3, in the order of its computations.

    Forward through all layers, then backward. A layer is gathered before each, one layer ahead; its gradients are
    reduce-scattered after backward. The link does one thing at a time, in the order in which it is asked.

    Args:
        layers: L ≥ 1.
        transfer: Time to gather a layer before forward, ≥ 0.
        forward: Time of a layer's forward pass, > 0.
        backward: Time of its backward pass, > 0.
        again: Time to gather it again before backward, ≥ 0; 0: it was kept. None: as before forward.
        reduction: Time to reduce its gradients, ≥ 0; None: as to gather it before forward.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_count("layers", layers)
    require_size("transfer", transfer)
    require_positive_size("forward", forward)
    require_positive_size("backward", backward)
    is_kept = again == 0
    again = transfer if again is None else again
    reduction = transfer if reduction is None else reduction
    require_size("again", again)
    require_size("reduction", reduction)
    passes = [(FORWARD, layer, forward) for layer in range(layers)]
    passes += [(BACKWARD, layer, backward) for layer in range(layers - 1, -1, -1)]
    slots = [Slot(LINK, GATHER, 0, 0, transfer)]
    gathered = link_free = transfer
    free: float = 0
    for i, (kind, layer, time) in enumerate(passes):
        start = max(free, gathered)
        free = start + time
        slots.append(Slot(COMPUTE, kind, layer, start, free))
        is_last = i + 1 == len(passes)
        is_backward = i + 1 >= layers  # what comes next
        if not is_last and not (is_backward and is_kept):
            asked = max(link_free, start)
            gathered = link_free = asked + (again if is_backward else transfer)
            slots.append(Slot(LINK, GATHER, passes[i + 1][1], asked, gathered))
        if kind == BACKWARD:
            asked = max(link_free, free)
            link_free = asked + reduction
            slots.append(Slot(LINK, REDUCE, layer, asked, link_free))
    return slots


def length(slots: "list[Slot]") -> float:
    """Return the time from first to last."""
    require_each("slots", slots, "what step gives", lambda slot: isinstance(slot, Slot), 1)
    stop: float = max([slot.stop for slot in slots])
    return stop


def tokens_to_hide(
    *,
    flops_per_second: float,
    bytes_per_second: float,
    passes: Passes = EVERYTHING,
    backward_flops: float = 4,
    element_bytes: int = BYTES_FP16,
) -> float:
    """Return the tokens of a card from which on ``step`` waits for its first gathering and last reduction alone.

    A layer's Ψ parameters, gathered in Ψ·bytes/bandwidth, hide behind the 2·Ψ·tokens/peak of a forward pass; what is
    gathered again and reduced behind a backward pass. Ψ drops out.

    Args:
        flops_per_second: Of a card, > 0: what it reaches, or its peak.
        bytes_per_second: At which a card sends, > 0; of a ring over several nodes all links of a node together.
        passes: Elements sent, in multiples of Ψ, each ≥ 0.
        backward_flops: For one parameter and token, > 0; 6 where activations are recomputed.
        element_bytes: Of an element on the wire, ≥ 1.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Operations for a token as in ZeRO-Infinity, Sec. 4; the rest is ours.
    """
    require_positive_size("flops_per_second", flops_per_second)
    require_positive_size("bytes_per_second", bytes_per_second)
    require_length("passes", passes, len(EVERYTHING), "pass")
    for each in passes:
        require_size("passes", each)
    require_positive_size("backward_flops", backward_flops)
    require_integer("element_bytes", element_bytes)
    gathered, again, reduced = passes
    elements_per_flop: float = max(gathered / FORWARD_FLOPS, again / FORWARD_FLOPS, (again + reduced) / backward_flops)
    return elements_per_flop * element_bytes * flops_per_second / bytes_per_second


def stage3_passes(
    *, after_forward: str = "release", int8_parameters: bool = False, int4_gradients: bool = False
) -> tuple[Passes, Passes]:
    """Return what a pass of stage 3 sends between nodes, and what within them, in multiples of Ψ elements of 16 bits.

    Between nodes (1, 1, 1) without, and (0.5, 0, 0.25) with all of ZeRO++: 3Ψ and 0.75Ψ. Within nodes only what has no
    part that crosses them, or a step of its own, is named: a ring that runs over all nodes is as fast as what joins them.

    Args:
        after_forward: What becomes of a layer's parameters, one of AFTER_FORWARD: ``"release"`` gathers them from all
            nodes again, ``"node"`` from a copy that the cards of the node share (ZeRO++'s hpZ), ``"keep"`` not at all. The
            copy outlives the first of several micro-steps: the others gather from it before forward, too.
        int8_parameters: Gather parameters in 8 bits: ZeRO++'s qwZ.
        int4_gradients: Reduce gradients in 4 bits, within the node and then between nodes: ZeRO++'s qgZ.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO++, arXiv 2306.10209: 3M, and 0.5M + 0 + 0.25M; also DeepSpeed, blogs/zeropp. In DeepSpeed 0.19.8 the three
        are ``zero_hpz_partition_size``, ``zero_quantized_weights``, which quantizes all gathers of parameters, and
        ``zero_quantized_gradients``. The scales that go with quantized numbers are left out, as in the paper.
    """
    require_one_of("after_forward", after_forward, AFTER_FORWARD)
    require_flag("int8_parameters", int8_parameters)
    require_flag("int4_gradients", int4_gradients)
    parameters, gradients = 0.5 if int8_parameters else 1, 0.25 if int4_gradients else 1
    return (
        Passes(parameters, parameters if after_forward == "release" else 0, gradients),
        Passes(0, parameters if after_forward == "node" else 0, gradients if int4_gradients else 0),
    )
