"""Where the value of a walking point is written: on the side of the point where the picture is emptiest."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from PIL import Image, ImageFont

from plots import style
from plots.figures import Frame
from plots.pictures.looks import RADIUS

SIZE = style.SMALL  # of a label
GAP = 3.0  # between a point and its label
INK = 60  # a pixel that differs more from the paper is in the way; the grid does not
SIDES = ((1, -1), (0, -1), (-1, -1), (1, 1), (0, 1), (-1, 1), (1, 0), (-1, 0))  # of the point, the best first
KEPT = 0.04  # ink that a label bears, as a share of its box, rather than to jump to another side

Box = tuple[float, float, float, float]  # left, upper, right, lower


class Place(NamedTuple):
    """A marker and its label, in SVG units from the upper left corner."""

    x: float
    y: float
    label: str
    label_x: float  # middle of the label
    label_y: float  # its baseline


def walk(figure: Figure, frames: Sequence[Frame], still: Image.Image, *, scale: int) -> list[list[Place]]:
    """Return the markers of each frame.

    Args:
        figure: The figure at rest, laid out.
        frames: Its moments.
        still: The figure as a picture.
        scale: Pixels of the picture per SVG unit.
    """
    picture = np.asarray(still, dtype=np.int16)
    ink = np.abs(picture - picture[0, 0]).max(axis=2) > INK
    font = ImageFont.truetype(style.FONT_FILE, SIZE)
    sides: dict[int, tuple[int, int]] = {}  # of the labels in the frame before
    places = []
    for frame in frames:
        points = [position(figure, marker.axes, marker.x, marker.y) for marker in frame.markers]
        taken = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in points]
        placed = []
        for i, ((x, y), marker) in enumerate(zip(points, frame.markers, strict=True)):
            others = taken[:i] + taken[i + 1 :]
            width = font.getlength(marker.label)
            boxes = {side: label_box(x, y, width, side) for side in SIDES}
            costs = {side: cost(box, ink, others, scale) - KEPT * (side == sides.get(i)) for side, box in boxes.items()}
            sides[i] = min(SIDES, key=lambda side: costs[side])
            left, upper, right, lower = boxes[sides[i]]
            taken.append(boxes[sides[i]])
            placed.append(Place(x, y, marker.label, round((left + right) / 2, 1), round(lower - 0.2 * SIZE, 1)))
        places.append(placed)
    return places


def position(figure: Figure, axes: int, x: float, y: float) -> tuple[float, float]:
    """Return a point of the data in SVG units from the upper left corner."""
    right, up = figure.axes[axes].transData.transform((x, y))
    return round(float(right), 1), round(float(figure.bbox.height - up), 1)


def label_box(x: float, y: float, width: float, side: tuple[int, int]) -> Box:
    """Return the box of a label on one side of a point, moved so far that it stays inside the figure's width."""
    across, down = side
    reach = RADIUS + GAP if down == 0 else 0.6 * RADIUS  # a label above or below starts over the point
    middle = x + across * (reach + width / 2)
    middle = min(max(middle, width / 2 + GAP), style.WIDTH - width / 2 - GAP)
    centre = y + down * (RADIUS + GAP + SIZE / 2 - (2 if across else 0))
    return middle - width / 2, centre - SIZE / 2, middle + width / 2, centre + SIZE / 2


def cost(box: Box, ink: npt.NDArray[np.bool_], taken: Sequence[Box], scale: int) -> float:
    """Return the share of a box that is not free: covered by ink, by another marker, or outside the figure."""
    left, upper, right, lower = (round(edge * scale) for edge in box)
    if upper < 0 or lower > ink.shape[0]:
        return 2.0
    return float(ink[upper:lower, left:right].mean()) + any(overlap(box, other) for other in taken)


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes have a point in common."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
