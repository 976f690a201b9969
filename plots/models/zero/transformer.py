"""Parameters of a GPT-like transformer, and the published shapes that articles and playgrounds offer.

block_parameters(48, 1600)                                     # 1474560000, the papers' 12·L·h²
gpt2_parameters(48, 1600, vocabulary=50257, positions=1024)    # 1557611200, every parameter of GPT-2 XL
"""

from collections import namedtuple

from plots.models.checks import require_integer, require_kind, require_size

# What a layer of Llama has that one of GPT-2 has not: heads of keys and values, the size of a head, and the width of
# the MLP, of a mixture of experts that of all which a token goes through.
Gated = namedtuple("Gated", "groups head_size intermediate")

# A published model. ``sequence``: tokens that one begins with; ``parameters``: all of them; ``largest_layer``: the most
# that one module holds itself: the embedding, V·h, the first matrix of a wide MLP, or all experts of a layer;
# ``gated``: of layers as Llama has them, else None.
Shape = namedtuple("Shape", "name layers hidden heads vocabulary sequence parameters largest_layer gated source")


def require_shape(name: str, shape: Shape) -> None:
    """Raise ValueError unless it is a Shape of whole numbers."""
    require_kind(name, shape, Shape, "a Shape")
    for field in ("layers", "hidden", "heads", "vocabulary", "sequence"):
        require_integer(f"{field} of {name}", getattr(shape, field))
    for field in ("parameters", "largest_layer"):
        require_size(f"{field} of {name}", getattr(shape, field))
    if shape.gated is not None:
        require_kind(f"gated of {name}", shape.gated, Gated, "None or a Gated")
        for field in ("groups", "head_size", "intermediate"):
            require_integer(f"{field} of {name}", getattr(shape.gated, field))


def block_parameters(layers: int, hidden: int) -> int:
    """Return 12·L·h²: attention 4·h², MLP 8·h² per layer; biases, norms and embeddings are left out.

    Source:
        ZeRO (SC20), Table IV: within 6 % of each label. ZeRO-Infinity, Sec. 3.
    """
    require_integer("layers", layers)
    require_integer("hidden", hidden)
    return 12 * layers * hidden * hidden


def gpt2_parameters(layers: int, hidden: int, *, vocabulary: int, positions: int) -> int:
    """Return all parameters of a GPT-2: L·(12·h² + 13·h) + 2·h + (V + positions)·h, output tied to the embedding.

    Args:
        layers: L ≥ 1.
        hidden: h ≥ 1.
        vocabulary: V ≥ 1.
        positions: Longest sequence, ≥ 1.
    """
    require_integer("vocabulary", vocabulary)
    require_integer("positions", positions)
    blocks = block_parameters(layers, hidden) + 13 * layers * hidden
    return blocks + 2 * hidden + (vocabulary + positions) * hidden


_LLAMA_2 = "Touvron et al., Llama 2, arXiv 2307.09288; parameters counted from the published weights"
_MEGATRON = "Narayanan et al., arXiv 2104.04473, Table 1"
# What Transformers 5.24.0 makes of these configurations was counted: tests/evidence, torch/models. The hub's were read on
# 2026-11-29 as Lightning-AI/litgpt quotes them, litgpt/config.py at 0006c97.
_HUB = "https://huggingface.co/{}/blob/main/config.json, 2026-11-29"
_GPT_OSS = (
    "https://github.com/openai/gpt-oss/blob/0568dfc94f09469e2968c2b90e50561d1b3fc424/gpt_oss/torch/model.py, 2026-11-29"
)
# Its attention makes keys of 192 and values of 128 for each of 128 heads from what it compresses them to: 160 on average.
_DEEPSEEK = "the defaults of DeepseekV3Config in Transformers 5.24.0; 671B in https://github.com/deepseek-ai/DeepSeek-V3, 2026-11-29"

MODELS = (
    Shape("GPT-2 1.5B", 48, 1600, 25, 50257, 1024, 1557611200, 50257 * 1600, None, "Radford et al., GPT-2 (2019)"),
    Shape("Llama 2 7B", 32, 4096, 32, 32000, 4096, 6738415616, 32000 * 4096, Gated(32, 128, 11008), _LLAMA_2),
    Shape("Llama 2 13B", 40, 5120, 40, 32000, 4096, 13015864320, 32000 * 5120, Gated(40, 128, 13824), _LLAMA_2),
    Shape("Llama 2 70B", 80, 8192, 64, 32000, 4096, 68976648192, 32000 * 8192, Gated(8, 128, 28672), _LLAMA_2),
    Shape(
        "GPT-3 175B",
        96,
        12288,
        96,
        51200,
        2048,
        gpt2_parameters(96, 12288, vocabulary=51200, positions=2048),
        51200 * 12288,
        None,
        _MEGATRON + ": 174.6B, with Megatron's padded vocabulary",
    ),
    Shape(
        "MT-NLG 530B",
        105,
        20480,
        128,
        51200,
        2048,
        gpt2_parameters(105, 20480, vocabulary=51200, positions=2048),
        4 * 20480 * 20480 + 4 * 20480,
        None,
        _MEGATRON + ": 529.6B",
    ),
    Shape(
        "Llama 3.1 8B",
        32,
        4096,
        32,
        128256,
        8192,
        8030261248,
        128256 * 4096,
        Gated(8, 128, 14336),
        _HUB.format("meta-llama/Meta-Llama-3.1-8B"),
    ),
    Shape(
        "Llama 3.1 70B",
        80,
        8192,
        64,
        128256,
        8192,
        70553706496,
        128256 * 8192,
        Gated(8, 128, 28672),
        _HUB.format("meta-llama/Meta-Llama-3.1-70B"),
    ),
    Shape(
        "Llama 3.1 405B",
        126,
        16384,
        128,
        128256,
        8192,
        405853388800,
        128256 * 16384,
        Gated(8, 128, 53248),
        _HUB.format("meta-llama/Meta-Llama-3.1-405B"),
    ),
    Shape(
        "Qwen2.5 7B",
        28,
        3584,
        28,
        152064,
        4096,
        7615616512,
        152064 * 3584,
        Gated(4, 128, 18944),
        _HUB.format("Qwen/Qwen2.5-7B"),
    ),
    Shape(
        "Qwen2.5 72B",
        80,
        8192,
        64,
        152064,
        4096,
        72706203648,
        152064 * 8192,
        Gated(8, 128, 29568),
        _HUB.format("Qwen/Qwen2.5-72B"),
    ),
    Shape(
        "Qwen3 8B",
        36,
        4096,
        32,
        151936,
        4096,
        8190735360,
        151936 * 4096,
        Gated(8, 128, 12288),
        _HUB.format("Qwen/Qwen3-8B"),
    ),
    Shape(
        "Qwen3 32B",
        64,
        5120,
        64,
        151936,
        4096,
        32762123264,
        151936 * 5120,
        Gated(8, 128, 25600),
        _HUB.format("Qwen/Qwen3-32B"),
    ),
    Shape(
        "Qwen3 30B-A3B",
        48,
        2048,
        32,
        151936,
        4096,
        30532122624,
        128 * 3 * 768 * 2048,
        Gated(4, 128, 8 * 768),
        _HUB.format("Qwen/Qwen3-30B-A3B"),
    ),
    Shape(
        "Qwen3 235B-A22B",
        94,
        4096,
        64,
        151936,
        4096,
        235093634560,
        128 * 3 * 1536 * 4096,
        Gated(4, 128, 8 * 1536),
        _HUB.format("Qwen/Qwen3-235B-A22B"),
    ),
    Shape(
        "Gemma 3 27B",
        62,
        5376,
        32,
        262144,
        4096,
        27009002240,
        262144 * 5376,
        Gated(16, 128, 21504),
        _HUB.format("google/gemma-3-27b-it"),
    ),
    Shape(
        "gpt-oss 120B",
        36,
        2880,
        64,
        201088,
        4096,
        116829156672,
        128 * (3 * 2880 * 2880 + 3 * 2880),
        Gated(8, 64, 4 * 2880),
        _GPT_OSS,
    ),
    Shape(
        "DeepSeek-V3 671B",
        61,
        7168,
        128,
        129280,
        4096,
        671026404352,
        256 * 3 * 2048 * 7168,
        Gated(128, 160, 9 * 2048),
        _DEEPSEEK,
    ),
)
