"""What is minimised: the squared error and the logistic loss, by the names that the library gives them.

===================  ==============  =================  ===============================  ==================
objective            g = ∂ℓ/∂F       h = ∂²ℓ/∂F²        prediction of the margin F       loss of a set
===================  ==============  =================  ===============================  ==================
reg:squarederror     F − y           1                  F                                mean of (F − y)²
binary:logistic      p − y           p·(1 − p)          p = 1/(1 + e^(−F))               mean of −ln p(y)
===================  ==============  =================  ===============================  ==================

ℓ is ½·(F − y)² for the first, so that −g is the residual. The library reports the root of its loss, rmse.
"""

import math
from collections import namedtuple

from plots.models.checks import FAR, is_finite, require, require_numbers, require_one_of, require_within

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["base_margin", "logit", "objective_named", "sigmoid"]

SQUARED_ERROR, LOGISTIC = "reg:squarederror", "binary:logistic"

# derivatives: (F, y) → (g, h). predicted: F → prediction. margin: prediction → F. loss: (F, y) → its part of the loss.
Objective = namedtuple("Objective", "name derivatives predicted margin loss")

LARGEST = 1e12  # of a coordinate or target: squares of sums stay within single precision
LEAST_SECOND_DERIVATIVE = 1e-16  # as in the library: a certain prediction would else have no weight at all
LEAST_BASE = 1e-6  # of a probability to start from, and of its complement: one class alone would start at infinity


def sigmoid(margin: float) -> float:
    """Return 1/(1 + e^(−F)), for any F without overflow."""
    require_within("margin", margin, -FAR, FAR)
    return probability(margin)


def probability(margin: float) -> float:
    """Return the same as ``sigmoid``, unchecked."""
    if margin >= 0:
        return 1.0 / (1.0 + math.exp(-margin))
    power = math.exp(margin)
    return power / (1.0 + power)


def squared_derivatives(margin: float, target: float) -> tuple[float, float]:
    """Return g = F − y and h = 1."""
    return margin - target, 1.0


def logistic_derivatives(margin: float, target: float) -> tuple[float, float]:
    """Return g = p − y and h = p·(1 − p), at least 1e-16."""
    p = probability(margin)
    return p - target, max(p * (1.0 - p), LEAST_SECOND_DERIVATIVE)


def same(margin: float) -> float:
    """Return the margin."""
    return margin


def logit(p: float) -> float:
    """Return ln(p/(1 − p)), the margin of a probability."""
    require("p", p, "a probability > 0 and < 1", lambda x: is_finite(x) and 0 < x < 1)
    return math.log(p / (1.0 - p))


def squared_loss(margin: float, target: float) -> float:
    """Return (F − y)²."""
    return (margin - target) * (margin - target)


def logistic_loss(margin: float, target: float) -> float:
    """Return −y·ln p − (1 − y)·ln(1 − p) = max(F, 0) − F·y + ln(1 + e^(−|F|))."""
    return max(margin, 0.0) - margin * target + math.log(1.0 + math.exp(-abs(margin)))


OBJECTIVES = (
    Objective(SQUARED_ERROR, squared_derivatives, same, same, squared_loss),
    Objective(LOGISTIC, logistic_derivatives, probability, logit, logistic_loss),
)


def objective_named(objective: str) -> Objective:
    """Return the objective of this name.

    Raises:
        ValueError: If there is none.
    """
    require_one_of("objective", objective, [each.name for each in OBJECTIVES])
    for each in OBJECTIVES:
        if each.name == objective:
            return each
    raise AssertionError("the name is one of them")


def base_margin(objective: str, targets: "Sequence[float]", base_score: float | None = None) -> float:
    """Return F_0, the margin that all start from.

    Args:
        objective: Its name.
        targets: y_1 … y_n, n ≥ 1; for the logistic loss 0 or 1 each.
        base_score: The prediction to start from; the mean of the targets if left out, which is the best constant of
            both losses. For the logistic loss it is a probability between 0 and 1, and a mean of 0 or 1 is taken for
            one in a million away from it.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    rule = objective_named(objective)
    require_numbers("targets", targets, LARGEST, 1)
    if objective == LOGISTIC:
        for i, target in enumerate(targets):
            if target not in (0, 1):
                raise ValueError(f"targets must be 0 or 1 for {objective}, targets[{i}] is {target!r}")
    if base_score is None:
        mean = total(targets) / len(targets)
        base_score = min(max(mean, LEAST_BASE), 1 - LEAST_BASE) if objective == LOGISTIC else mean
    elif objective == LOGISTIC:
        require("base_score", base_score, "a probability > 0 and < 1", lambda x: is_finite(x) and 0 < x < 1)
    else:
        require_within("base_score", base_score, -LARGEST, LARGEST)
    return float(rule.margin(base_score))


def mean_loss(loss: "Callable[[float, float], float]", margins: "Sequence[float]", targets: "Sequence[float]") -> float:
    """Return the mean of loss(F, y) over a set."""
    return total([loss(margin, target) for margin, target in zip(margins, targets)]) / len(targets)


def total(numbers: "Sequence[float]") -> float:
    """Return the sum, added up one by one: sum() rounds differently from Python 3.12 on."""
    amount = 0.0
    for number in numbers:
        amount += number
    return amount
