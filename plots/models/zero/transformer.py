"""Parameters of a GPT-like transformer, and the published shapes that articles and playgrounds offer.

block_parameters(48, 1600)                                     # 1474560000, the papers' 12·L·h²
gpt2_parameters(48, 1600, vocabulary=50257, positions=1024)    # 1557611200, every parameter of GPT-2 XL
"""

from collections import namedtuple

from plots.models.checks import require_integer, require_kind, require_size

# A published model. ``sequence``: tokens it was trained with; ``parameters``: all of them; ``largest_layer``: the most
# that one module holds itself: the embedding, V·h, or in the widest model the first matrix of the MLP, 4·h² + 4·h.
Shape = namedtuple("Shape", "name layers hidden heads vocabulary sequence parameters largest_layer source")


def require_shape(name: str, shape: Shape) -> None:
    """Raise ValueError unless it is a Shape of whole numbers."""
    require_kind(name, shape, Shape, "a Shape")
    for field in ("layers", "hidden", "heads", "vocabulary", "sequence"):
        require_integer(f"{field} of {name}", getattr(shape, field))
    for field in ("parameters", "largest_layer"):
        require_size(f"{field} of {name}", getattr(shape, field))


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

MODELS = (
    Shape("GPT-2 1.5B", 48, 1600, 25, 50257, 1024, 1557611200, 50257 * 1600, "Radford et al., GPT-2 (2019)"),
    Shape("Llama 2 7B", 32, 4096, 32, 32000, 4096, 6738415616, 32000 * 4096, _LLAMA_2),
    Shape("Llama 2 13B", 40, 5120, 40, 32000, 4096, 13015864320, 32000 * 5120, _LLAMA_2),
    Shape("Llama 2 70B", 80, 8192, 64, 32000, 4096, 68976648192, 32000 * 8192, _LLAMA_2),
    Shape(
        "GPT-3 175B",
        96,
        12288,
        96,
        51200,
        2048,
        gpt2_parameters(96, 12288, vocabulary=51200, positions=2048),
        51200 * 12288,
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
        _MEGATRON + ": 529.6B",
    ),
)
