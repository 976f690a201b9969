"""The marks of clusters and how large they are: a colour and a shape each, a centre the same mark, larger and full.

Eight colours and seven shapes give 56 pairs, and neighbours by number differ in both.
"""

import math
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    Corners = tuple[tuple[float, float], ...]

ROLES = 8  # colours
CENTER = 10.0  # diameter of the mark of a centre, units
POINTS = ((60, 6.0), (400, 4.6), (2000, 3.0))  # up to so many points have marks of this diameter

# ``corners``: the outline round (0, 0), y upwards, of a mark that looks as large as a circle of diameter 1, which has none.
Glyph = namedtuple("Glyph", "name corners")


def box(half: float) -> "Corners":
    """Return an upright square, so far from its middle to its sides."""
    return (-half, -half), (half, -half), (half, half), (-half, half)


def cross(half: float, far: float) -> "Corners":
    """Return an upright cross: half as wide as an arm, and so far to its end."""
    right = ((half, -far), (half, -half), (far, -half), (far, half), (half, half), (half, far))
    return right + tuple([(-x, -y) for x, y in right])


def star(outer: float, inner: float) -> "Corners":
    """Return a star of five points, one of them at the top."""
    places = [(inner if i % 2 else outer, math.pi * (0.5 + i / 5)) for i in range(10)]
    return tuple([(round(radius * math.cos(angle), 4), round(radius * math.sin(angle), 4)) for radius, angle in places])


GLYPHS = (
    Glyph("圆", ()),
    Glyph("方块", box(0.45)),
    Glyph("上三角", ((0.0, 0.525), (-0.525, -0.525), (0.525, -0.525))),
    Glyph("菱形", ((0.0, -0.58), (0.58, 0.0), (0.0, 0.58), (-0.58, 0.0))),
    Glyph("十字", cross(0.192, 0.575)),
    Glyph("下三角", ((0.0, -0.525), (0.525, 0.525), (-0.525, 0.525))),
    Glyph("星", star(0.7, 0.267)),
)


def role_of(cluster: int) -> int:
    """Return the role of the colour of a cluster, given by its number from 0."""
    return 1 + cluster % ROLES


def glyph_of(cluster: int) -> Glyph:
    """Return the shape of a cluster's marks."""
    return GLYPHS[cluster % len(GLYPHS)]


def glyphs(count: int) -> "list[tuple[int, str, Corners]]":
    """Return the marks of so many clusters, as pictures hold them: role of the colour, name of the shape, its corners."""
    return [(role_of(cluster),) + glyph_of(cluster) for cluster in range(count)]


def point_size(count: int) -> float:
    """Return the diameter of the marks of so many points."""
    for most, size in POINTS:
        if count <= most:
            return size
    return POINTS[-1][1]
