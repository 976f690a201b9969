"""How many parameters Transformers gives published models, and what the largest of their modules holds itself.

Nothing is downloaded: a model is built on the meta device from its configuration, of which only what differs from the
defaults of its class is written here, from the addresses in plots/models/zero/transformer.py.
"""

from typing import Any

import torch
import transformers

from tests.evidence.torch import _ranks

LLAMA = {"vocab_size": 128256, "num_key_value_heads": 8}
QWEN = {"vocab_size": 151936, "num_key_value_heads": 8, "head_dim": 128}
MOE = {"vocab_size": 151936, "num_key_value_heads": 4, "head_dim": 128, "num_experts": 128, "num_experts_per_tok": 8}


def dense(layers: int, hidden: int, heads: int, intermediate: int) -> dict[str, int]:
    return {
        "num_hidden_layers": layers,
        "hidden_size": hidden,
        "num_attention_heads": heads,
        "intermediate_size": intermediate,
    }


MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    "Llama 3.1 8B": ("Llama", {**LLAMA, **dense(32, 4096, 32, 14336)}),
    "Llama 3.1 70B": ("Llama", {**LLAMA, **dense(80, 8192, 64, 28672)}),
    "Llama 3.1 405B": ("Llama", {**LLAMA, **dense(126, 16384, 128, 53248)}),
    "Qwen2.5 7B": ("Qwen2", {"vocab_size": 152064, "num_key_value_heads": 4, **dense(28, 3584, 28, 18944)}),
    "Qwen2.5 72B": ("Qwen2", {"vocab_size": 152064, "num_key_value_heads": 8, **dense(80, 8192, 64, 29568)}),
    "Qwen3 8B": ("Qwen3", {**QWEN, **dense(36, 4096, 32, 12288)}),
    "Qwen3 32B": ("Qwen3", {**QWEN, **dense(64, 5120, 64, 25600)}),
    "Qwen3 30B-A3B": ("Qwen3Moe", {**MOE, **dense(48, 2048, 32, 6144), "moe_intermediate_size": 768}),
    "Qwen3 235B-A22B": ("Qwen3Moe", {**MOE, **dense(94, 4096, 64, 12288), "moe_intermediate_size": 1536}),
    "Gemma 3 27B": (
        "Gemma3Text",
        {"vocab_size": 262144, "num_key_value_heads": 16, "head_dim": 128, **dense(62, 5376, 32, 21504)},
    ),
    "gpt-oss 120B": ("GptOss", {}),
    "DeepSeek-V3 671B": ("DeepseekV3", {}),
}


def built(family: str, settings: dict[str, Any]) -> Any:
    """Return a model without memory for its weights."""
    config = getattr(transformers, f"{family}Config")(**settings)
    with torch.device("meta"):
        return transformers.AutoModelForCausalLM.from_config(config)


def main() -> None:
    seen = {}
    for name, (family, settings) in MODELS.items():
        model = built(family, settings)
        own = [sum(each.numel() for each in module.parameters(recurse=False)) for module in model.modules()]
        config = model.config
        seen[name] = {
            "class": type(model).__name__,
            "layers": config.num_hidden_layers,
            "hidden": config.hidden_size,
            "heads": config.num_attention_heads,
            "vocabulary": config.vocab_size,
            "parameters": sum(each.numel() for each in model.parameters()),
            "largest_layer": max(own),
        }
    _ranks.write(seen)


if __name__ == "__main__":
    main()
