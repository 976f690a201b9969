"""Gradient boosting of regression trees, round by round, as XGBoost does it.

    from plots.models.boosting import boost, early_stopping
    from plots.models.boosting.importance import importance

    for state in boost([[0.0], [1.0], [2.0], [3.0]], [0.0, 0.0, 1.0, 1.0], max_depth=1, rounds=3):
        print(state.round, state.train_loss, state.margins)
        state.tree[0].split, state.tree[0].curves       # in rounds 1, 2, 3: the split and all that were tried
    trees = [state.tree for state in boost(points, targets) if state.tree]

Symbols, here and in the article: F is the margin, what the trees sum up to; g_i and h_i are first and second derivative of
the loss at F(x_i); G and H are their sums over a node; w* = −G/(H + λ) is the weight of a leaf and η·w* its value. γ and
gain are as the library stores them: ``formulas`` explains the factor ½ of the paper.

Modules: ``formulas``, ``losses``, ``splits`` (exact and histogram), ``trees``, ``rounds``; ``datasets``, ``cases``,
``ensembles`` (bagging, forests, AdaBoost), ``importance`` and ``predictions`` (of grown trees) are imported by these names, so
that a page fetches what it uses.
"""

from plots.models.boosting.formulas import leaf_objective, leaf_weight, paper_gain, score, split_gain
from plots.models.boosting.losses import LOGISTIC, SQUARED_ERROR, base_margin, logit, objective_named, sigmoid
from plots.models.boosting.rounds import State, best_round, boost, early_stopping
from plots.models.boosting.splits import EXACT, HIST, Curve, Split
from plots.models.boosting.trees import Node, boxes, leaves

__all__ = [
    "boost",
    "State",
    "early_stopping",
    "best_round",
    "SQUARED_ERROR",
    "LOGISTIC",
    "EXACT",
    "HIST",
    "Node",
    "Split",
    "Curve",
    "leaves",
    "boxes",
    "leaf_weight",
    "leaf_objective",
    "score",
    "split_gain",
    "paper_gain",
    "objective_named",
    "base_margin",
    "sigmoid",
    "logit",
]
