"""Other sums of trees, tree by tree: averages of trees that know nothing of each other, and AdaBoost.

    from plots.models.boosting.ensembles import adaboost, average

    for state in average(points, targets, rounds=50, max_depth=6, random=Random(0)):    # bagging; features=1: a forest
        print(state.round, state.train_loss)

The states are those that ``boost`` yields.
"""

import math

from plots.models.boosting.losses import (
    LARGEST,
    LOGISTIC,
    SQUARED_ERROR,
    Objective,
    base_margin,
    objective_named,
    same,
    squared_derivatives,
)
from plots.models.boosting.rounds import require_others, require_targets, state_of
from plots.models.boosting.splits import Penalties, columns, rounded
from plots.models.boosting.trees import Node, grow, pruned, values_of
from plots.models.checks import (
    is_list,
    require,
    require_count,
    require_integer,
    require_points,
    require_share,
    require_size,
)
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from plots.models.boosting.rounds import Points, State
    from plots.models.randomness import Random

    Set = tuple[Points, Sequence[float]]

__all__ = ["adaboost", "average"]

LEAST_SHARE = 1e-6  # a share of 0 or 1 that is wrong would cost without end; so would a tree without errors


def average(
    points: "Points",
    targets: "Sequence[float]",
    *,
    random: "Random",
    objective: str = SQUARED_ERROR,
    rounds: int = 10,
    max_depth: int = 6,
    features: int | None = None,
    subsample: float = 1.0,
    reg_lambda: float = 0.0,
    gamma: float = 0.0,
    min_child_weight: float = 1.0,
    test: "Set | None" = None,
) -> "Iterator[State]":
    """Yield the state before the first tree, then one after each: bagging, or a random forest.

    Each tree f_t fits y − F_0 by least squares on a sample of its own, drawn with replacement; a point that was drawn c
    times has the weight c. F_t = F_0 + (f_1 + … + f_t)/t, and F_0 is the mean. Of two classes, 0 and 1, F is the share of
    class 1: least squares and the Gini impurity choose the same splits.

    Args:
        points, targets: As for ``boost``; targets are 0 or 1 for "binary:logistic".
        random: Draws samples and features.
        objective: "reg:squarederror", or "binary:logistic" for two classes; their losses are those of ``losses``.
        rounds: Number of trees, ≥ 0.
        max_depth: Splits between root and leaf at most, ≥ 1.
        features: How many features, drawn anew at each node, a split may use, from 1 to all: a random forest. All if
            left out: bagging.
        subsample: Size of a sample as a share of the points, > 0 and ≤ 1.
        reg_lambda, gamma, min_child_weight: As for ``boost``; H of a node is the sum of its weights.
        test: Points and targets whose loss is followed, too.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Breiman, Bagging predictors (1996); Breiman, Random forests (2001), where λ and γ are 0.
    """
    require_sets(points, targets, test)
    require_sizes(rounds, max_depth)
    require_random("random", random)
    require_share("subsample", subsample)
    penalties = Penalties(reg_lambda, 0.0, gamma, min_child_weight)
    for name in ("reg_lambda", "gamma", "min_child_weight"):
        require_size(name, getattr(penalties, name))
    d = len(points[0])
    if features is not None:
        require_integer("features", features, 1, d)
    rule = objective_named(objective)
    start = rule.predicted(base_margin(objective, targets))
    if objective == LOGISTIC:
        rule = Objective(LOGISTIC, squared_derivatives, same, same, share_loss)
    offered = None if features is None else (lambda: sorted(random.sample(d, features)))
    size = max(1, int(subsample * len(points) + 0.5))

    table = columns(rounded(points))
    sets, truths = made_ready(points, targets, test)
    margins = [[start] * len(each) for each in sets]
    yield state_of([0, None, None, [], [], []], rule, margins, truths)
    for number in range(1, rounds + 1):
        drawn = [0.0] * len(points)
        for _ in range(size):
            drawn[random.below(len(points))] += 1.0
        g = [c * (start - target) for c, target in zip(drawn, targets)]
        rows = [i for i, c in enumerate(drawn) if c]
        settings: "Any" = {"max_depth": max_depth, "eta": 1 / number, "penalties": penalties, "offered": offered}
        grown = grow(table, g, drawn, rows, **settings)
        tree = pruned(grown, gamma)
        margins = [
            [margin + (start - margin) / number + value for margin, value in zip(own, values_of(tree, each))]
            for own, each in zip(margins, sets)
        ]
        yield state_of([number, grown, tree, rows, g, drawn], rule, margins, truths)


def adaboost(
    points: "Points",
    targets: "Sequence[float]",
    *,
    rounds: int = 10,
    eta: float = 1.0,
    max_depth: int = 1,
    test: "Set | None" = None,
) -> "Iterator[State]":
    """Yield the state before the first round, then one after each: discrete AdaBoost of two classes, 0 and 1.

    With s = 2y − 1 and weights w_i of sum 1, at first all equal: tree t votes h_t(x) = ±1, the class with more weight in
    the leaf of x; its error ε is the weight of the points that it has wrong. α = η·½·ln((1 − ε)/ε), at least 0, and
    w_i ← w_i·e^(−α·s_i·h_t(x_i)), divided by their sum. The margin is F_t = F_(t−1) + 2α·h_t: its sign is the class,
    and 1/(1 + e^(−F)) the probability that the exponential loss e^(−s·F/2) estimates.

    Args:
        points, targets: As for ``boost``; targets are 0 or 1.
        rounds: Number of trees, ≥ 0.
        eta: Shrinkage η of each vote, > 0 and ≤ 1.
        max_depth: Splits between root and leaf at most, ≥ 1.
        test: Points and targets whose loss is followed, too.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Freund & Schapire, A decision-theoretic generalization of on-line learning and an application to boosting (1997);
        as a sum that lowers the exponential loss: Friedman, Hastie & Tibshirani, Additive logistic regression (2000).
    """
    require_sets(points, targets, test)
    require_sizes(rounds, max_depth)
    require_share("eta", eta)
    base_margin(LOGISTIC, targets)  # for its checks
    n = len(points)
    signs = [2.0 * target - 1.0 for target in targets]
    weights = [1.0 / n] * n
    none = Penalties(0.0, 0.0, 0.0, 0.0)

    rule = objective_named(LOGISTIC)
    table = columns(rounded(points))
    sets, truths = made_ready(points, targets, test)
    margins = [[0.0] * len(each) for each in sets]
    yield state_of([0, None, None, [], [], []], rule, margins, truths)
    for number in range(1, rounds + 1):
        g, h = [-n * w * s for w, s in zip(weights, signs)], [n * w for w in weights]
        grown = grow(table, g, h, range(n), max_depth=max_depth, eta=1.0, penalties=none)
        grown = voting(grown, 1.0)
        votes = values_of(grown, sets[0])
        error = sum([w for w, s, vote in zip(weights, signs, votes) if vote != s])
        error = min(max(error, LEAST_SHARE), 0.5)
        alpha = eta * 0.5 * math.log((1 - error) / error)
        weights = [w * math.exp(-alpha * s * vote) for w, s, vote in zip(weights, signs, votes)]
        whole = sum(weights)
        weights = [w / whole for w in weights]
        tree = voting(grown, 2 * alpha)
        margins = [
            [margin + value for margin, value in zip(own, values_of(tree, each))] for own, each in zip(margins, sets)
        ]
        yield state_of([number, tree, tree, list(range(n)), g, h], rule, margins, truths)


def voting(tree: "Sequence[Node]", value: float) -> list[Node]:
    """Return the tree with votes of ±1 in place of weights, each worth ``value``."""
    voted = []
    for node in tree:
        vote = 1.0 if node.weight > 0 else -1.0
        fields = [node.depth, node.rows, node.G, node.H, vote, value * vote, node.curves, node.split]
        voted.append(Node(*(fields + [node.left, node.right])))
    return voted


def share_loss(share: float, target: float) -> float:
    """Return −ln of the share of the right class, which is taken for one in a million at least."""
    return -math.log(max(share if target else 1.0 - share, LEAST_SHARE))


def require_sets(points: "Points", targets: "Sequence[float]", test: "Set | None") -> None:
    require_points("points", points, far=LARGEST, gaps=True)
    require_targets("targets", targets, len(points))
    require("test", test, "points and targets", lambda x: x is None or (is_list(x) and len(x) == 2))
    if test is not None:
        require_others("test", test[0], points)
        require_targets("test", test[1], len(test[0]))


def require_sizes(rounds: int, max_depth: int) -> None:
    require_count("rounds", rounds, 0)
    require_count("max_depth", max_depth, 1)


def made_ready(points: "Points", targets: "Sequence[float]", test: "Set | None") -> "tuple[Any, Any]":
    """Return the points of all sets in single precision, and their targets; there is no grid."""
    others, their_targets = test if test is not None else ((), ())
    return [rounded(points), rounded(others), []], (targets, their_targets)
