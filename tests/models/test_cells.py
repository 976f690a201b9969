"""Voronoi cells: by hand, and each holds exactly what is nearest to its centre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.cells import cells
from plots.models.kmeans import nearest
from plots.models.randomness import Random

BOX = {"left": -5.0, "right": 5.0, "bottom": -4.0, "top": 4.0}
CENTERS = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=1, max_size=7)


def area(corners):
    turns = [(corners[i - 1], corner) for i, corner in enumerate(corners)]
    return sum(x * b - a * y for (x, y), (a, b) in turns) / 2


def is_inside(corners, point, margin=1e-9):
    (u, v), turns = point, [(corners[i - 1], corner) for i, corner in enumerate(corners)]
    return bool(turns) and all((a - x) * (v - y) - (b - y) * (u - x) >= -margin for (x, y), (a, b) in turns)


def test_two_centres_share_the_box_by_hand():
    left, right = cells([(-1.0, 0.0), (3.0, 0.0)], **BOX)

    assert sorted(left) == [(-5, -4), (-5, 4), (1, -4), (1, 4)]
    assert sorted(right) == [(1, -4), (1, 4), (5, -4), (5, 4)]


def test_one_centre_has_the_whole_box():
    assert cells([(9.0, 9.0)], **BOX) == [[(-5, -4), (5, -4), (5, 4), (-5, 4)]]


def test_of_centres_in_one_place_the_first_has_the_cell():
    first, second, other = cells([(0.0, 0.0), (0.0, 0.0), (4.0, 0.0)], **BOX)

    assert (area(first), second, area(other)) == (56, [], 24)


@given(CENTERS)
def test_the_cells_fill_the_box(centers):
    found = cells(centers, **BOX)

    assert all(area(corners) >= -1e-12 for corners in found)  # counter-clockwise
    assert sum(area(corners) for corners in found) == pytest.approx(80, rel=1e-12)


@given(centers=CENTERS, seed=st.integers(0, 999))
def test_a_point_lies_in_the_cell_of_its_nearest_centre(centers, seed):
    random = Random(seed)
    points = [(random.uniform(-5, 5), random.uniform(-4, 4)) for _ in range(20)]
    found = cells(centers, **BOX)

    for point, label in zip(points, nearest(points, centers)[0], strict=True):
        assert is_inside(found[label], point)
