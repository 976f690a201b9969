"""How important a feature is: three counts over the splits of all trees, and they disagree."""

from plots.models.boosting.predictions import listed_trees
from plots.models.boosting.trees import require_features
from plots.models.checks import require_count, require_one_of

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plots.models.boosting.trees import Tree

KINDS = ("weight", "gain", "cover", "total_gain", "total_cover")


def importance(trees: "Iterable[Tree]", features: int, kind: str = "weight") -> list[float]:
    """Return the importance of each feature.

    =============  =================================================================
    weight         how often trees split by it
    total_gain     Σ of the gains of these splits
    total_cover    Σ of the H of the nodes that are split: points, for squared error
    gain, cover    the totals by the weight: the mean of a split
    =============  =================================================================

    Args:
        trees: The trees, pruned.
        features: d, the number of features.
        kind: One of ``KINDS``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ``Booster.get_score(importance_type=kind)``, which leaves out a feature that is never used; here it has 0.
    """
    require_count("features", features, 1)
    require_one_of("kind", kind, KINDS)
    counts, gains, covers = [0] * features, [0.0] * features, [0.0] * features
    trees = listed_trees(trees)
    require_features("features", features, trees)
    for tree in trees:
        for node in tree:
            if node.split is not None:
                counts[node.split.feature] += 1
                gains[node.split.feature] += node.split.gain
                covers[node.split.feature] += node.H
    if kind == "weight":
        return [float(count) for count in counts]
    totals = gains if kind.endswith("gain") else covers
    if kind.startswith("total"):
        return totals
    return [amount / count if count else 0.0 for amount, count in zip(totals, counts)]
