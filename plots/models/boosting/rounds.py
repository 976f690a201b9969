"""Gradient boosting round by round: each tree is fitted to the derivatives of the loss at what the others give."""

from collections import namedtuple

from plots.models.boosting.losses import LARGEST, SQUARED_ERROR, base_margin, mean_loss, objective_named
from plots.models.boosting.splits import EXACT, HIST, Penalties, columns, rounded
from plots.models.boosting.trees import grow, pruned, values_of
from plots.models.checks import (
    holds,
    is_finite,
    is_integer,
    is_list,
    require,
    require_count,
    require_length,
    require_list,
    require_numbers,
    require_one_of,
    require_points,
    require_share,
    require_size,
    shown,
)
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from plots.models.boosting.losses import Objective
    from plots.models.randomness import Random

    Points = Sequence[Sequence[float | None]]

__all__ = ["best_round", "boost", "early_stopping"]

# round: trees so far. grown: the newest tree before, tree: after it was pruned by γ (see trees.Node); None in round 0.
# rows: the points it was grown from. gradients, hessians: g_i and h_i of all points that it was fitted to. margins: F_t of
# all points. predictions: the same as the objective predicts it, p for the logistic loss. losses: mean loss. The same for
# the test set, None without one, and margins for the points of ``grid``.
State = namedtuple(
    "State",
    "round grown tree rows gradients hessians margins predictions train_loss "
    "test_margins test_predictions test_loss grid_margins",
)


def boost(
    points: "Points",
    targets: "Sequence[float]",
    *,
    objective: str = SQUARED_ERROR,
    rounds: int = 10,
    eta: float = 0.3,
    max_depth: int = 6,
    reg_lambda: float = 1.0,
    reg_alpha: float = 0.0,
    gamma: float = 0.0,
    min_child_weight: float = 1.0,
    subsample: float = 1.0,
    random: "Random | None" = None,
    base_score: float | None = None,
    tree_method: str = EXACT,
    max_bin: int = 256,
    test: "tuple[Points, Sequence[float]] | None" = None,
    grid: "Points" = (),
) -> "Iterator[State]":
    """Yield the state before the first round, then one after each.

    F_0 is constant. Round t computes g_i and h_i at F_(t−1)(x_i), grows a tree f_t from them and sets
    F_t(x) = F_(t−1)(x) + η·f_t(x). For the squared error with λ = 0 this is fitting each tree to the residuals y − F.

    Names and defaults of the parameters are those of the library, but for ``tree_method``, which there is "hist".

    Args:
        points: x_1 … x_n, n ≥ 1, of d ≥ 1 coordinates each; None is a missing value. They are kept in single precision.
        targets: y_1 … y_n; for the logistic loss 0 or 1.
        objective: "reg:squarederror" or "binary:logistic".
        rounds: Number of trees, ≥ 0.
        eta: Shrinkage η of each tree, > 0 and ≤ 1.
        max_depth: Splits between root and leaf at most, ≥ 1.
        reg_lambda, reg_alpha: λ ≥ 0 and α ≥ 0 of the leaf weights.
        gamma: γ ≥ 0; a split above two leaves stays only if its gain is not less (twice the paper's γ).
        min_child_weight: Least H of a side of a split, ≥ 0; for the squared error the number of points.
        subsample: Share of the points, > 0 and ≤ 1, that each tree is grown from.
        random: Draws them; needed if ``subsample`` < 1.
        base_score: The prediction of F_0; see ``losses.base_margin``.
        tree_method: "exact" or "hist".
        max_bin: Bins of a feature for "hist", ≥ 2.
        test: Points and targets whose loss is followed, too.
        grid: Points whose margins are followed, too.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Friedman, Greedy function approximation: a gradient boosting machine (2001); Chen & Guestrin, XGBoost: a scalable
        tree boosting system (2016). xgboost 3 with one thread and ``tree_method="exact"`` gives the same but for single
        precision: it rounds derivatives, leaves and margins, too. Its row sampling tosses a coin for each point; here
        exactly the share is drawn, as by Friedman, Stochastic gradient boosting (2002).
    """
    require_points("points", points, far=LARGEST, gaps=True)
    require_targets("targets", targets, len(points))
    penalties = Penalties(reg_lambda, reg_alpha, gamma, min_child_weight)
    require_settings(rounds, eta, max_depth, penalties, subsample, tree_method, max_bin)
    if subsample < 1 or random is not None:
        require_random("random", random)
    require_others("grid", grid, points)
    require("test", test, "points and targets", lambda x: x is None or (is_list(x) and len(x) == 2))
    test_points, test_targets = test if test is not None else ((), ())
    require_others("test", test_points, points)
    require_targets("test", test_targets, len(test_points))

    rule = objective_named(objective)
    start = base_margin(objective, targets, base_score)
    if test_points:
        base_margin(objective, test_targets, base_score)  # for its checks
    table = columns(rounded(points), tree_method, max_bin)
    sets = [rounded(each) for each in (points, test_points, grid)]
    margins = [[start] * len(each) for each in sets]
    truths = (targets, test_targets)
    size = max(1, int(subsample * len(points) + 0.5))

    yield state_of([0, None, None, [], [], []], rule, margins, truths)
    for number in range(1, rounds + 1):
        pairs = [rule.derivatives(margin, target) for margin, target in zip(margins[0], targets)]
        g, h = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        rows = list(range(len(points)))
        if random is not None and subsample < 1:
            rows = sorted(random.sample(len(points), size))
        grown = grow(table, g, h, rows, max_depth=max_depth, eta=eta, penalties=penalties, tree_method=tree_method)
        tree = pruned(grown, gamma)
        margins = [
            [margin + value for margin, value in zip(own, values_of(tree, each))] for own, each in zip(margins, sets)
        ]
        yield state_of([number, grown, tree, rows, g, h], rule, margins, truths)


def require_targets(name: str, targets: "Sequence[float]", length: int) -> None:
    """See that there is one number for each point."""
    require_length(name, targets, length, "point")
    require_numbers(name, targets, LARGEST)


def require_others(name: str, others: "Points", points: "Points") -> None:
    """See that other points, if any, have as many coordinates."""
    require_list(name, others, "a list of points")
    if len(others) > 0:
        require_points(name, others, len(points[0]), far=LARGEST, gaps=True)


def require_settings(
    rounds: int,
    eta: float,
    max_depth: int,
    penalties: Penalties,
    subsample: float,
    tree_method: str,
    max_bin: int,
) -> None:
    """See that all are within the ranges that ``boost`` names."""
    require_count("rounds", rounds, 0)
    require_share("eta", eta)
    require_count("max_depth", max_depth, 1)
    for name in ("reg_lambda", "reg_alpha", "gamma", "min_child_weight"):
        require_size(name, getattr(penalties, name))
    require_share("subsample", subsample)
    require_one_of("tree_method", tree_method, (EXACT, HIST))
    require_count("max_bin", max_bin, 2)


def state_of(
    fitted: "list[Any]",
    rule: "Objective",
    margins: "Sequence[list[float]]",
    truths: "Sequence[Sequence[float]]",
) -> State:
    """Return the state with the first six fields, and what the margins of points, test set and grid amount to."""
    fields = list(fitted)
    for own, targets in zip(margins, truths):
        if own:
            fields += [own, [rule.predicted(margin) for margin in own], mean_loss(rule.loss, own, targets)]
        else:
            fields += [None, None, None]
    return State(*(fields + [margins[-1]]))


def early_stopping(states: "Iterable[State]", patience: int) -> "Iterator[State]":
    """Yield the states until the test loss has not fallen below its least for ``patience`` rounds.

    Round 0 does not count. With the best round at b the last state is that of round b + patience.

    Args:
        states: From ``boost`` with a test set.
        patience: The library's early_stopping_rounds, ≥ 1. Its best_iteration is b − 1, as it counts from 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_count("patience", patience, 1)
    best = least = None
    require("states", states, "what boost yields", iter)
    for state in states:
        if not holds(lambda x: is_integer(x.round) and (x.test_loss is None or is_finite(x.test_loss)), state):
            raise ValueError(f"states must be what boost yields, got {shown(state)}")
        if state.test_loss is None:
            raise ValueError("states must have a test set to stop by, they have none")
        yield state
        if state.round == 0:
            continue
        if least is None or state.test_loss < least:
            best, least = state.round, state.test_loss
        elif state.round - best >= patience:
            return


def best_round(losses: "Sequence[float]") -> int:
    """Return the round of the least loss, of equal ones the first; ``losses`` starts with round 0, which does not count.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_numbers("losses", losses, least=2)
    return min([(loss, i) for i, loss in enumerate(losses) if i > 0])[1]
