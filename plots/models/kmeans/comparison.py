"""How well two labellings agree, whatever the numbers of their labels."""

from plots.models.checks import is_integer, require_each, require_length

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = ["adjusted_rand_index"]


def adjusted_rand_index(labels: "Sequence[int]", truth: "Sequence[int]") -> float:
    """Return 1 for the same grouping, about 0 for one by chance.

    Of all pairs of points, N are together in both labellings; a and b are together in the first and in the second, m is
    half their sum, e = a·b / (all pairs) is the N of chance: (N − e) / (m − e).

    Args:
        labels: A label per point, whole numbers; −1, as of noise, is a group like any other.
        truth: Another one.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Hubert & Arabie, Comparing partitions (1985); scikit-learn's adjusted_rand_score.
    """
    require_each("labels", labels, "integers", is_integer)
    require_each("truth", truth, "integers", is_integer)
    require_length("truth", truth, len(labels), "label")
    together = pairs_within(counts(zip(labels, truth)))
    first, second = pairs_within(counts(labels)), pairs_within(counts(truth))
    all_pairs = len(labels) * (len(labels) - 1) // 2
    by_chance = first * second / all_pairs if all_pairs else 0.0
    most = (first + second) / 2
    if most == by_chance:  # all together, or all apart, in both
        return 1.0
    return (together - by_chance) / (most - by_chance)


def counts(groups: "Iterable[object]") -> list[int]:
    """Return how often each group occurs."""
    found: dict[object, int] = {}
    for group in groups:
        found[group] = found.get(group, 0) + 1
    return list(found.values())


def pairs_within(group_sizes: "Sequence[int]") -> int:
    """Return the number of pairs of points that share a group."""
    return sum([size * (size - 1) // 2 for size in group_sizes])
