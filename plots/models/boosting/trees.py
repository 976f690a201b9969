"""Regression trees: grown level by level from sums of derivatives, pruned, and asked for predictions."""

from collections import namedtuple

from plots.models.boosting.formulas import leaf_weight, single
from plots.models.boosting.splits import EXACT, LEAST_GAIN, Penalties, Split, curve
from plots.models.checks import require_each, require_points

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plots.models.boosting.splits import Column, Curve

    Points = Sequence[Sequence[float | None]]
    Tree = Sequence["Node"]

__all__ = ["boxes", "leaves"]

# A tree is a list of nodes, level by level from the left, the root first. depth: 0 for the root. rows: its points of the
# sample. G, H: their sums. weight: −S(G)/(H + λ). value: η·weight, what a leaf adds to a margin. curves: what was tried
# along each feature, empty at the largest depth. split: see splits.Split, None for a leaf. left, right: the places of the
# children in the list, None for a leaf.
Node = namedtuple("Node", "depth rows G H weight value curves split left right")


def grow(
    columns: "Sequence[Column]",
    g: "Sequence[float]",
    h: "Sequence[float]",
    rows: "Sequence[int]",
    *,
    max_depth: int,
    eta: float,
    penalties: Penalties,
    tree_method: str = EXACT,
    offered: "Callable[[], Sequence[int]] | None" = None,
) -> list[Node]:
    """Return a tree of the best splits, down to ``max_depth`` or until none gains more than 1e-6.

    Exact growth does not look at γ: that is for ``pruned``, so that a split of small gain stays if one below it gains
    enough. With histograms a split below γ is not made in the first place.

    Args:
        columns: The features of all points (``splits.columns``).
        g, h: The derivatives of all points.
        rows: The points that the tree is grown from, ascending.
        max_depth: Largest number of splits from the root to a leaf, ≥ 1.
        eta: The shrinkage η of its values.
        penalties: λ, α, γ and the least H of a side.
        tree_method: "exact" or "hist".
        offered: Asked at each node for the features along which it may be split; all of them if left out.
    """
    floor = LEAST_GAIN if tree_method == EXACT else max(LEAST_GAIN, below(penalties.gamma))
    inside = set(rows)
    orders = [[i for i in column.order if i in inside] for column in columns]
    nodes: list[Node] = []
    waiting = [(0, list(rows), orders)]
    place = 0
    while place < len(waiting):
        depth, own, orders = waiting[place]
        place += 1
        G = H = 0.0
        for i in own:
            G += g[i]
            H += h[i]
        curves: list[Curve] = []
        split = None
        if depth < max_depth:
            for feature in range(len(columns)) if offered is None else offered():
                column, order = columns[feature], orders[feature]
                absent = [i for i in own if column.marks[i] is None] if len(order) < len(own) else []
                tried, best = curve(column, order, absent, g, h, (G, H), penalties)
                curves.append(tried)
                if best is not None and (split is None or best.gain > split.gain):
                    split = best
        if split is not None and not split.gain > floor:
            split = None
        children: tuple[int | None, int | None] = (None, None)
        if split is not None:
            children = (len(waiting), len(waiting) + 1)
            values = columns[split.feature].values
            left = {i for i in own if goes_left(values[i], split)}
            waiting.append((depth + 1, [i for i in own if i in left], [[i for i in o if i in left] for o in orders]))
            right = [i for i in own if i not in left]
            waiting.append((depth + 1, right, [[i for i in o if i not in left] for o in orders]))
        weight = 0.0
        if penalties.min_child_weight * (1 - 1e-9) <= H:
            weight = leaf_weight(G, H, reg_lambda=penalties.reg_lambda, reg_alpha=penalties.reg_alpha)
        nodes.append(Node(depth, own, G, H, weight, eta * weight, curves, split, children[0], children[1]))
    return nodes


def below(gamma: float) -> float:
    """Return a number just below γ in single precision: a gain of exactly γ is kept."""
    return single([gamma])[0] * (1 - 1e-9)


def goes_left(value: float | None, split: Split) -> bool:
    """Return whether a point with this value of the split's feature goes left."""
    return bool(split.default_left if value is None else value < split.threshold)


def pruned(tree: "Tree", gamma: float) -> list[Node]:
    """Return the tree without the splits that gain less than γ, from the leaves up.

    Only a split above two leaves can go, and it makes a leaf; so one of small gain stays if a split below it stays.

    Args:
        tree: As it was grown.
        gamma: γ ≥ 0 as the library means it, twice the paper's (``formulas``).
    """
    least = single([gamma])[0]
    is_leaf = [node.split is None for node in tree]
    for place in reversed(range(len(tree))):  # children come after their parent
        node = tree[place]
        if node.split is not None and is_leaf[node.left] and is_leaf[node.right] and node.split.gain < least:
            is_leaf[place] = True
    kept, waiting = [], [0]
    place = 0
    while place < len(waiting):
        node = tree[waiting[place]]
        if is_leaf[waiting[place]]:
            split = left = right = None
        else:
            split, left, right = node.split, len(waiting), len(waiting) + 1
            waiting.extend([node.left, node.right])
        place += 1
        kept.append(
            Node(node.depth, node.rows, node.G, node.H, node.weight, node.value, node.curves, split, left, right)
        )
    return kept


def require_tree(tree: "Tree") -> None:
    """See that it has nodes."""
    require_each("tree", tree, "nodes", lambda node: isinstance(node, Node), 1)


def require_features(name: str, count: int, trees: "Sequence[Tree]") -> None:
    """See that ``count`` features are all that the trees split."""
    most = max([0] + [node.split.feature + 1 for tree in trees for node in tree if node.split is not None])
    if count < most:
        raise ValueError(f"{name} must have {most} features as the trees do, got {count}")


def place_of(tree: "Tree", point: "Sequence[float | None]") -> int:
    """Return the place in the list of the leaf that a point comes to."""
    place = 0
    node = tree[0]
    while node.split is not None:
        place = node.left if goes_left(point[node.split.feature], node.split) else node.right
        node = tree[place]
    return place


def values_of(tree: "Tree", points: "Points") -> list[float]:
    """Return what the tree adds to the margin of each point; coordinates are in single precision."""
    return [tree[place_of(tree, point)].value for point in points]


def leaves(tree: "Tree") -> list[Node]:
    """Return the nodes without a split."""
    require_tree(tree)
    return [node for node in tree if node.split is None]


def boxes(tree: "Tree", box: "Sequence[tuple[float, float]]") -> list[tuple[int, list[tuple[float, float]]]]:
    """Return the leaves that meet a box, each with its place in the list and its part of the box.

    Args:
        tree: A tree on as many features as the box has.
        box: For each feature the lower and the upper end.
    """
    require_tree(tree)
    require_points("box", box, 2)
    require_features("box", len(box), [tree])
    found = []
    waiting = [(0, [(low, high) for low, high in box])]
    while waiting:
        place, ends = waiting.pop()
        split = tree[place].split
        if split is None:
            found.append((place, ends))
            continue
        low, high = ends[split.feature]
        for child, part in (
            (tree[place].right, (max(low, split.threshold), high)),
            (tree[place].left, (low, min(high, split.threshold))),
        ):
            if part[0] < part[1]:
                waiting.append((child, ends[: split.feature] + [part] + ends[split.feature + 1 :]))
    return found
