"""What both playgrounds of ZeRO write: entries of DeepSpeed's configuration, and the same thing in FSDP2.

Names are those of DeepSpeed 0.19.8 and PyTorch 2.13.0.
"""

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Pairs = list[tuple[str, Any]]

PLENTY = 10**9  # of elements: what DeepSpeed keeps by default if it is used again within so many


def text_of(value: "Any", indent: int = 0) -> str:
    """Return JSON of a value, pairs one a line; both interpreters give the same text."""
    if not isinstance(value, list):
        return json.dumps(value)
    space = " " * (indent + 2)
    lines = [f'{space}"{name}": {text_of(each, indent + 2)}' for name, each in value]
    return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"


def after_forward(chosen: str, *, parameters: float, cards: int) -> "Pairs":
    """Return what makes stage 3 do with gathered parameters what is chosen, one of overlap.AFTER_FORWARD.

    Args:
        chosen: ``"release"`` needs no words for a model of more than ``PLENTY`` / 2 parameters.
        parameters: Of the model, on one rank.
        cards: Of a node.
    """
    if chosen == "node":
        return [("zero_hpz_partition_size", cards)]
    if chosen == "keep":  # from the forward pass of the first layer to its backward pass all are met twice
        return [
            ("stage3_max_reuse_distance", max(PLENTY, round(2 * parameters))),
            ("stage3_max_live_parameters", max(PLENTY, round(parameters))),
        ]
    return []


def stays_anyway(chosen: str, parameters: float) -> bool:
    """Return whether DeepSpeed, left alone, keeps what should be released."""
    return chosen == "release" and 2 * parameters <= PLENTY


def fsdp2(chosen: str, *, cards: int) -> str:
    """Return what says the same to FSDP2."""
    said = {"release": "True", "node": str(cards), "keep": "False"}[chosen]
    return (
        "from torch.distributed.fsdp import fully_shard\n\n"
        "for layer in model.layers:\n"
        f"    fully_shard(layer, mesh=mesh, reshard_after_forward={said})\n"
        "fully_shard(model, mesh=mesh)\n"
    )
