"""Voronoi cells: the part of a box that is nearer to one centre than to all others."""

from plots.models.checks import FAR, require_points, require_within

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[Sequence[float]]


__all__ = ["cells"]


def cells(
    centers: "Points", *, left: float, right: float, bottom: float, top: float
) -> list[list[tuple[float, float]]]:
    """Return the corners of each centre's cell within the box, counter-clockwise.

    The cell of μ_j is the box cut by the half planes ‖x − μ_j‖² ≤ ‖x − μ_m‖², that is
    (μ_m − μ_j)·x ≤ (‖μ_m‖² − ‖μ_j‖²)/2, one for each other centre: all have straight edges and no dents. Of centres at
    the same place the first has the cell, the others have none.

    Args:
        centers: k ≥ 1 centres in the plane.
        left, right, bottom, top: The box, left < right and bottom < top.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_points("centers", centers, 2)
    for name, value in (("left", left), ("right", right), ("bottom", bottom), ("top", top)):
        require_within(name, value, -FAR, FAR)
    if not left < right:
        raise ValueError(f"left must be < right, got left={left}, right={right}")
    if not bottom < top:
        raise ValueError(f"bottom must be < top, got bottom={bottom}, top={top}")
    found = []
    for j, (x, y) in enumerate(centers):
        corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
        for m, (other_x, other_y) in enumerate(centers):
            if m == j:
                continue
            a, b = other_x - x, other_y - y
            if a == 0 and b == 0:
                corners = corners if j < m else []
            else:
                corners = cut(corners, a, b, a * (x + other_x) / 2 + b * (y + other_y) / 2)
        found.append(corners)
    return found


def cut(corners: "Sequence[tuple[float, float]]", a: float, b: float, bound: float) -> list[tuple[float, float]]:
    """Return the part of a polygon without dents where a·x + b·y ≤ bound."""
    kept = []
    for i, (x, y) in enumerate(corners):
        before_x, before_y = corners[i - 1]
        before, now = a * before_x + b * before_y - bound, a * x + b * y - bound
        if before * now < 0:
            share = before / (before - now)
            kept.append((before_x + share * (x - before_x), before_y + share * (y - before_y)))
        if now <= 0:
            kept.append((x, y))
    return kept
