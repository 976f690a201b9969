"""The colours of a picture: fewer of them, in the places where they were."""

import math

import pytest

from plots.models.kmeans.colours import colour_points, landscape, palette_bits, quantised, root_mean_square_error
from plots.models.randomness import Random

PICTURE = landscape(36, 24, Random(0))


def test_the_picture_has_its_size_and_whole_levels():
    assert [len(row) for row in PICTURE] == [36] * 24
    assert all(type(part) is int and 0 <= part <= 255 for pixel in colour_points(PICTURE) for part in pixel)


def test_the_picture_is_determined_by_its_seed():
    assert landscape(36, 24, Random(0)) == PICTURE
    assert landscape(36, 24, Random(1)) != PICTURE


def test_a_pixel_gets_the_nearest_colour_by_hand():
    picture = [[[0, 0, 0], [250, 250, 250]], [[90, 90, 90], [200, 210, 220]]]

    assert quantised(picture, [[10.4, 10.4, 10.6], [255.0, 255.0, 254.0]]) == [
        [[10, 10, 11], [255, 255, 254]],
        [[10, 10, 11], [255, 255, 254]],
    ]


def test_the_error_by_hand():
    black, grey = [[[0, 0, 0], [0, 0, 0]]], [[[0, 0, 0], [51, 51, 51]]]

    assert root_mean_square_error(black, black) == 0
    assert root_mean_square_error(black, grey) == pytest.approx(math.sqrt(0.2**2 / 2), rel=1e-14)


def test_bits_by_hand():
    assert palette_bits(100, 1) == 24
    assert palette_bits(100, 16) == 16 * 24 + 4 * 100
    assert palette_bits(100, 17) == 17 * 24 + 5 * 100
