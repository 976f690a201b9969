"""Points and centres for the properties of K-Means."""

from hypothesis import strategies as st

HALVES = st.integers(-8, 8).map(lambda i: i / 2)  # exact sums and many equal distances
TENTHS = st.integers(-999, 999).map(lambda i: i / 10)  # inexact sums
DIMENSIONS = st.integers(1, 3)


@st.composite
def clouds(draw, coordinates=HALVES | TENTHS, dimensions=DIMENSIONS, most=25):
    """Return points and k of their number."""
    d = draw(dimensions)
    points = draw(st.lists(st.lists(coordinates, min_size=d, max_size=d), min_size=1, max_size=most))
    return points, draw(st.integers(1, min(6, len(points))))


@st.composite
def clouds_with_centers(draw, coordinates=HALVES | TENTHS, dimensions=DIMENSIONS, most=25):
    """Return points and centres that need not be among them; a centre may have no point."""
    points, k = draw(clouds(coordinates, dimensions, most))
    d = len(points[0])
    return points, draw(st.lists(st.lists(coordinates, min_size=d, max_size=d), min_size=k, max_size=k))
