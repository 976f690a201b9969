"""A picture, its colours as points in space, and the picture with a few of them: vector quantisation."""

import math

from plots.models.checks import MOST, require, require_count, require_integer, require_list, require_points
from plots.models.kmeans.lloyd import assigned, total
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.randomness import Random

    Points = Sequence[Sequence[float]]
    Picture = list[list[list[int]]]

__all__ = ["colour_points", "landscape", "palette_bits", "quantised", "root_mean_square_error"]

NIGHT, GLOW, SUN = (38, 44, 92), (244, 150, 92), (255, 226, 150)
HILLS = ((96, 84, 122), (52, 78, 88), (24, 46, 44))  # the farthest first


def landscape(width: int, height: int, random: "Random") -> "Picture":
    """Return a sunset over hills and water: rows of pixels of red, green and blue, whole numbers from 0 to 255.

    Args:
        width, height: In pixels, ≥ 1.
        random: Draws the grain of each pixel.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_count("width", width)
    require_integer("height", height, 1, MOST // width)
    require_random("random", random)
    return [
        [
            [level(part + random.uniform(-6, 6)) for part in colour((column + 0.5) / width, (row + 0.5) / height)]
            for column in range(width)
        ]
        for row in range(height)
    ]


def colour(x: float, y: float) -> "Sequence[float]":
    """Return the colour at x from the left and y from the top, both from 0 to 1."""
    if y > 0.82:  # the water mirrors the sky, darker with each wave
        shade = 0.75 + 0.1 * math.sin(140 * y + 9 * x)
        return [shade * part for part in sky(x, 1.64 - y)]
    for i, hill in reversed(list(enumerate(HILLS))):
        ridge = 0.56 + 0.09 * i + 0.07 * math.sin((4 + 2 * i) * x + 2.1 * i) + 0.025 * math.sin((13 + 5 * i) * x)
        if y > ridge:
            return mixed(hill, GLOW, 0.25 * (1 - i / 3) * (1 - (y - ridge)))
    return sky(x, y)


def sky(x: float, y: float) -> "Sequence[float]":
    """Return the colour of the sky, with the sun low in its right half."""
    distance = math.sqrt((1.5 * (x - 0.68)) ** 2 + (y - 0.42) ** 2)
    if distance < 0.09:
        return SUN
    return mixed(mixed(NIGHT, GLOW, min(1.0, y / 0.6)), SUN, 0.8 * math.exp(-6 * distance))


def mixed(first: "Sequence[float]", second: "Sequence[float]", share: float) -> list[float]:
    """Return a colour between two, the second for a share of 1."""
    return [a + share * (b - a) for a, b in zip(first, second)]


def level(part: float) -> int:
    """Return the nearest whole number from 0 to 255."""
    return max(0, min(255, math.floor(part + 0.5)))


def require_picture(name: str, picture: "Picture") -> None:
    """Raise ValueError unless there are rows of pixels, all of three parts from 0 to 255, as in any picture."""
    require_list(name, picture, "a list of rows of pixels", 1)
    for row in picture:
        require_points(name, row, 3, far=255)


def colour_points(picture: "Picture") -> list[list[int]]:
    """Return the pixels, row by row, as points in the space of colours."""
    require_picture("picture", picture)
    return [pixel for row in picture for pixel in row]


def quantised(picture: "Picture", palette: "Points") -> "Picture":
    """Return the picture with each pixel in the nearest colour of the palette, rounded to whole numbers."""
    require_picture("picture", picture)
    require_points("palette", palette, 3, far=255)
    colours = [[level(part) for part in each] for each in palette]
    return [[colours[label] for label in assigned(row, palette)[0]] for row in picture]


def root_mean_square_error(picture: "Picture", other: "Picture") -> float:
    """Return √(mean of the squared differences) over all pixels and parts, on the scale from 0 to 1."""
    require_picture("picture", picture)
    require_picture("other", other)
    shapes = [[len(row) for row in each] for each in (picture, other)]
    require("other", shapes[1], f"of rows of the same lengths, {shapes[0]}", lambda lengths: lengths == shapes[0])
    squares = [
        (a - b) ** 2
        for row, other_row in zip(picture, other)
        for pixel, other_pixel in zip(row, other_row)
        for a, b in zip(pixel, other_pixel)
    ]
    return math.sqrt(total(squares) / len(squares)) / 255


def palette_bits(pixels: int, colours: int) -> int:
    """Return the bits that a picture takes: 24 for each colour of the palette, and an index for each pixel.

    The index has ⌈log₂ colours⌉ bits. Without a palette a picture takes 24 bits a pixel.

    Raises:
        ValueError: Unless both are ≥ 1.
    """
    require_integer("pixels", pixels)
    require_integer("colours", colours)
    index_bits = 0
    while 2**index_bits < colours:
        index_bits += 1
    return 24 * colours + index_bits * pixels
