"""The bins of a feature."""

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__: list[str] = []  # what boost is made of; its arguments have been checked


def quantile_borders(ascending: "Sequence[float]", max_bin: int) -> list[float]:
    """Return the borders between at most ``max_bin`` bins with about as many of the sorted values each.

    A border is a value of the data, the smallest of the bin to its right. With no more different values than bins each
    value is a bin, as in the library; beyond that the library's borders come from a sketch and lie elsewhere.

    Source:
        Chen & Guestrin (2016), Sec. 3.2, for h = 1.
    """
    different: list[float] = []
    for value in ascending:
        if not different or value > different[-1]:
            different.append(value)
    if len(different) <= max_bin:
        return different[1:]
    borders: list[float] = []
    for k in range(1, max_bin):
        value = ascending[k * len(ascending) // max_bin]
        if value > (borders[-1] if borders else ascending[0]):
            borders.append(value)
    return borders
