"""What a layer of Llama keeps for its backward pass: the bytes of all that autograd saves, parameters left out.

Layers of Transformers in bfloat16 with PyTorch's attention (SDPA), on the CPU. Two layers less one, so that what the
model keeps once does not count.
"""

from typing import Any

import torch
import transformers
from torch.autograd.graph import saved_tensors_hooks

from tests.evidence.torch import _ranks

# hidden, heads, groups of keys and values, head size, width of the MLP
SHAPES = ((64, 4, 2, 16, 160), (128, 8, 8, 16, 352), (96, 6, 2, 32, 200), (256, 8, 1, 32, 512))
TOKENS = ((2, 32), (1, 128))  # batch and sequence
FAMILIES = ("Llama", "Qwen2")


def saved_bytes(family: str, layers: int, shape: tuple[int, ...], tokens: tuple[int, int]) -> int:
    """Return the bytes that a model of so many layers keeps for one input."""
    hidden, heads, groups, head_size, intermediate = shape
    config = getattr(transformers, f"{family}Config")(
        hidden_size=hidden,
        num_attention_heads=heads,
        num_key_value_heads=groups,
        head_dim=head_size,
        intermediate_size=intermediate,
        num_hidden_layers=layers,
        vocab_size=128,
        use_cache=False,
        attn_implementation="sdpa",
    )
    model = transformers.AutoModel.from_config(config).to(torch.bfloat16).train()
    parameters = {each.untyped_storage().data_ptr() for each in model.parameters()}
    kept: dict[int, torch.Tensor] = {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        if (start := tensor.untyped_storage().data_ptr()) not in parameters:
            kept[start] = tensor
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor):
        model(inputs_embeds=torch.randn(*tokens, hidden, dtype=torch.bfloat16, requires_grad=True))
    return sum(each.untyped_storage().nbytes() for each in kept.values())


def main() -> None:
    seen: list[dict[str, Any]] = []
    for family in FAMILIES:
        for shape in SHAPES:
            for batch, sequence in TOKENS:
                one, two = (saved_bytes(family, layers, shape, (batch, sequence)) for layers in (1, 2))
                names = ("hidden", "heads", "groups", "head_size", "intermediate")
                case = {**dict(zip(names, shape, strict=True)), "batch": batch, "sequence": sequence}
                seen.append({"family": family, "layer": case, "bytes": two - one})
    _ranks.write(seen)


if __name__ == "__main__":
    main()
