"""What both playgrounds of ZeRO write: entries of DeepSpeed's configuration, and the same thing in FSDP2.

Names are those of DeepSpeed 0.19.8 and PyTorch 2.13.0.
"""

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Pairs = list[tuple[str, Any]]

PLENTY = 10**9  # of elements: what DeepSpeed keeps by default if it is used again within so many
KEEPING = ("stage3_max_reuse_distance", "stage3_max_live_parameters", "stage3_prefetch_bucket_size")


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
        chosen: To release needs no words for a model of more than ``PLENTY`` / 2 parameters.
        parameters: Of the model, on one rank.
        cards: Of a node.
    """
    if chosen == "keep":  # from the forward pass of the first layer to its backward pass all are met twice
        return [
            (KEEPING[0], max(PLENTY, round(2 * parameters))),
            (KEEPING[1], max(PLENTY, round(parameters))),
        ]
    pairs: "Pairs" = [("zero_hpz_partition_size", cards)] if chosen == "node" else []
    if 2 * parameters <= PLENTY:  # left alone, DeepSpeed would keep them
        pairs += [(name, 0) for name in KEEPING]
    return pairs


def fsdp2(chosen: str, *, cards: int) -> str:
    """Return what says the same to FSDP2."""
    said = {"release": "True", "node": str(cards), "keep": "False"}[chosen]
    return (
        "from torch.distributed.fsdp import fully_shard\n\n"
        "for layer in model.layers:\n"
        f"    fully_shard(layer, mesh=mesh, reshard_after_forward={said})\n"
        "fully_shard(model, mesh=mesh)\n"
        "# 精度（mp_policy）和卸载（offload_policy）没有写进来；FSDP2 没有 NVMe 卸载，也没有 qwZ、qgZ。\n"
    )
