"""What grown trees say of points, and where they say something else: margins, leaves, thresholds."""

from plots.models.boosting.losses import LARGEST
from plots.models.boosting.splits import rounded
from plots.models.boosting.trees import place_of, require_features, require_tree, values_of
from plots.models.checks import is_list, listed, require_integer, require_points, require_within

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plots.models.boosting.trees import Points, Tree

__all__ = ["leaf_of", "margins_of", "thresholds"]


def margins_of(points: "Points", trees: "Iterable[Tree]", base: float) -> list[float]:
    """Return F_0 + Σ η·f_t(x) of each point; ``base`` is F_0, the margin of round 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_points("points", points, far=LARGEST, gaps=True)
    require_within("base", base, -LARGEST, LARGEST)
    exact = rounded(points)
    margins = [base] * len(points)
    trees = listed_trees(trees)
    require_features("points", len(points[0]), trees)
    for tree in trees:
        margins = [margin + value for margin, value in zip(margins, values_of(tree, exact))]
    return margins


def leaf_of(tree: "Tree", point: "Sequence[float | None]") -> int:
    """Return the place in the list of the leaf that a point comes to; its coordinates are in single precision."""
    require_tree(tree)
    require_points("point", [point], gaps=True)
    require_features("point", len(point), [tree])
    return place_of(tree, point)


def thresholds(trees: "Iterable[Tree]", feature: int = 0) -> list[float]:
    """Return all places, ascending, where one of the trees splits this feature: between them their sum is constant."""
    require_integer("feature", feature, 0)
    found = listed_trees(trees)
    return sorted(
        {node.split.threshold for tree in found for node in tree if node.split and node.split.feature == feature}
    )


def listed_trees(trees: "Iterable[Tree]") -> "list[Tree]":
    """Return the trees; raise ValueError unless all are trees."""
    found = listed("trees", trees, "trees", is_list)
    for tree in found:
        require_tree(tree)
    return found
