"""The marks of clusters differ, and look equally large."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from plots.marks import mark_corners
from plots.pictures.glyphs import GLYPHS, ROLES, glyph_of, point_size, role_of
from plots.playgrounds.kmeans.settings import MOST_CENTERS, SETS

SIZE = 100


def test_all_clusters_that_can_be_asked_for_differ_in_colour_or_shape_and_neighbours_in_both():
    looks = [(role_of(cluster), glyph_of(cluster)) for cluster in range(MOST_CENTERS)]

    assert len(set(looks)) == MOST_CENTERS
    assert all(one[0] != other[0] and one[1] != other[1] for one, other in pairwise(looks))


def test_no_two_clusters_of_a_data_set_with_few_have_one_colour():
    for data, _, _, k in SETS:
        assert len({role_of(cluster) for cluster in range(k)}) == min(k, ROLES), data
    assert max(k for _, _, _, k in SETS if k < MOST_CENTERS) <= ROLES


@pytest.mark.parametrize("label", range(len(GLYPHS)), ids=[glyph.name for glyph in GLYPHS])
def test_a_mark_covers_about_as_much_as_the_circle_and_lies_round_its_place(label):
    image = Image.new("1", (2 * SIZE, 2 * SIZE))
    ImageDraw.Draw(image).polygon([(SIZE + x, SIZE - y) for x, y in mark_corners(label, SIZE)], fill=1)
    rows, columns = np.nonzero(np.asarray(image))

    assert 0.6 <= len(rows) / (np.pi * SIZE**2 / 4) <= 1.1
    assert abs(columns.mean() - SIZE) < 2
    assert np.ptp(columns) < 1.5 * SIZE


def test_many_points_are_smaller():
    sizes = [point_size(count) for count in (1, 60, 61, 400, 2000)]

    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
