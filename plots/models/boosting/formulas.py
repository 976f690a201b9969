"""The best weight of a leaf, what it gains, and what a split gains: the formulas that every tree is grown with.

G = Σ g_i and H = Σ h_i over the points of a leaf, where g_i and h_i are first and second derivative of the loss at the
margin so far. Adding w to the margin of these points changes the loss, up to terms of third order, by

    G·w + ½·(H + λ)·w² + α·|w|,    which is least at    w* = −S(G)/(H + λ)    and then is    −½·S(G)²/(H + λ),

with S(G) = sign(G)·max(|G| − α, 0), so S(G) = G for α = 0.

**The factor ½.** The paper's gain of a split is ½·[S(G_L)²/(H_L+λ) + S(G_R)²/(H_R+λ) − S(G)²/(H+λ)] − γ. The library leaves ½ and γ
out: its gain is the bracket, and this number it compares with its γ. A split that the paper keeps for γ < c, the library
keeps for γ ≤ 2c; its gamma is twice the paper's. Everything here is as in the library; ``paper_gain`` is the other.

Source:
    Chen & Guestrin, XGBoost: a scalable tree boosting system (2016), Eq. 5–7.
"""

from array import array

from plots.models.checks import LARGEST_SIZE, require_positive_size, require_size, require_within

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["leaf_objective", "leaf_weight", "paper_gain", "score", "split_gain"]


def require_terms(*, reg_lambda: float, reg_alpha: float, **sums: float) -> None:
    """See that no quotient of them is infinite."""
    require_size("reg_lambda", reg_lambda)
    require_size("reg_alpha", reg_alpha)
    for name, value in sums.items():
        require_within(name, value, -LARGEST_SIZE, LARGEST_SIZE)
        if name.startswith("H") and value > 0:
            require_positive_size(name, value)


def single(numbers: "Sequence[float]") -> list[float]:
    """Return the numbers rounded to single precision, in which the library keeps coordinates, thresholds and gains."""
    return list(array("f", numbers))


def shrunk(G: float, reg_alpha: float) -> float:
    """Return S(G) = sign(G)·max(|G| − α, 0)."""
    size = abs(G) - reg_alpha
    if size <= 0:
        return 0.0
    return size if G > 0 else -size


def leaf_weight(G: float, H: float, *, reg_lambda: float = 1.0, reg_alpha: float = 0.0) -> float:
    """Return w* = −S(G)/(H + λ), and 0 for H ≤ 0.

    Args:
        G: Sum of the gradients.
        H: Sum of the second derivatives.
        reg_lambda: λ ≥ 0.
        reg_alpha: α ≥ 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_terms(G=G, H=H, reg_lambda=reg_lambda, reg_alpha=reg_alpha)
    return (0.0 - shrunk(G, reg_alpha)) / (H + reg_lambda) if H > 0 else 0.0  # not −0


def leaf_objective(w: float, G: float, H: float, *, reg_lambda: float = 1.0, reg_alpha: float = 0.0) -> float:
    """Return G·w + ½·(H + λ)·w² + α·|w|, a parabola (with a kink at 0 for α > 0) whose lowest place is w*."""
    require_terms(w=w, G=G, H=H, reg_lambda=reg_lambda, reg_alpha=reg_alpha)
    return G * w + 0.5 * (H + reg_lambda) * w * w + reg_alpha * abs(w)


def score(G: float, H: float, *, reg_lambda: float = 1.0, reg_alpha: float = 0.0) -> float:
    """Return S(G)²/(H + λ), twice what the leaf takes off the objective; 0 for H ≤ 0."""
    require_terms(G=G, H=H, reg_lambda=reg_lambda, reg_alpha=reg_alpha)
    amount = shrunk(G, reg_alpha)
    return amount * amount / (H + reg_lambda) if H > 0 else 0.0


def split_gain(
    G_left: float, H_left: float, G_right: float, H_right: float, *, reg_lambda: float = 1.0, reg_alpha: float = 0.0
) -> float:
    """Return what the library stores as gain: score(left) + score(right) − score(both), without ½ and γ."""
    penalties = {"reg_lambda": reg_lambda, "reg_alpha": reg_alpha}
    require_terms(G_left=G_left, H_left=H_left, G_right=G_right, H_right=H_right, **penalties)
    both = score(G_left + G_right, H_left + H_right, **penalties)
    return score(G_left, H_left, **penalties) + score(G_right, H_right, **penalties) - both


def paper_gain(gain: float, gamma: float = 0.0) -> float:
    """Return ½·gain − γ, the paper's gain for the library's and the paper's γ; the split pays if this is > 0."""
    require_within("gain", gain, -LARGEST_SIZE, LARGEST_SIZE)
    require_within("gamma", gamma, -LARGEST_SIZE, LARGEST_SIZE)
    return 0.5 * gain - gamma
