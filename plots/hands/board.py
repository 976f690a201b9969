"""Boards, and what lies over the board at rest in each moment of a moving figure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from plots.hands.frame import ALIGNMENTS
from plots.marks import Chart
from plots.pictures.looks import LINES, LOOKS, NOTES
from plots.style import POINTS_PER_INCH, Palette, colour

if TYPE_CHECKING:
    from plots.pictures.board import Box, Picture


def draw_board(figure: Figure, picture: "Picture", palette: Palette, top: float) -> None:
    """Draw a board at its moment at rest."""
    plot = Chart(sheet(figure, picture, top), palette)
    for box in picture["boxes"]:
        draw_box(plot, box)
    for look in dict.fromkeys(line[4] for line in picture["lines"]):
        draw_lines(plot, [line[:4] for line in picture["lines"] if line[4] == look], look)
    for note in picture["notes"]:
        draw_note(plot, **note)
    for box in picture["moments"][picture["rest"]]["boxes"]:
        draw_box(plot, box)


def sheet(figure: Figure, picture: "Picture", top: float) -> Axes:
    """Return axes whose data are units of the figures, from the upper left corner of the board."""
    width, height = picture["width"], picture["height"]
    whole = figure.get_figheight() * POINTS_PER_INCH
    axes = figure.add_axes((0, 1 - (top + height) / whole, 1, height / whole))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return axes


def draw_box(plot: Chart, box: "Box") -> None:
    x, y, width, height, text, look = box
    plot.box(x, y, width, height, text, look=look)


def draw_lines(plot: Chart, lines: list[tuple[float, float, float, float]], look: str) -> None:
    """Draw all lines of one look, over the boxes."""
    shown = LINES[look]
    corners = [end for x, y, to_x, to_y in lines for end in ((x, y), (to_x, to_y))]
    plot.axes.add_patch(
        PathPatch(
            Path(corners, [Path.MOVETO, Path.LINETO] * len(lines)),
            fill=False,
            edgecolor=colour(plot.palette, shown.colour),
            linewidth=shown.width,
            linestyle=(0, [each / shown.width for each in shown.dash]) if shown.dash else "-",
            alpha=shown.opacity,
            zorder=2.5,
        )
    )


def draw_note(plot: Chart, *, x: float, y: float, text: str, anchor: str, size: float, look: str) -> None:
    shown = NOTES[look]
    halo = (shown.width, colour(plot.palette, shown.halo)) if shown.halo else None
    color = colour(plot.palette, shown.colour)
    plot.label(x, y, text, ha=ALIGNMENTS[anchor], size=size, color=color, halo=halo)


def over_rest(picture: "Picture") -> Iterator[tuple[str, list[Any]]]:
    """Yield for each moment its words, and the boxes that make of the board at rest what it is then.

    What was there at rest and is not now is covered, and what had been below it drawn again.
    """
    moments = picture["moments"]
    rest = moments[picture["rest"]]["boxes"]
    for moment in moments:
        covers = [cover(box) for box in rest if box not in moment["boxes"]]
        below = [box for box in picture["boxes"] if any(overlap(box, each) for each in covers)]
        yield moment["words"], [*covers, *below, *moment["boxes"]]


def cover(box: "Box") -> "Box":
    """Return what hides a box and its edge."""
    x, y, width, height, _, look = box
    edge = LOOKS[look].width
    return x, y, width + edge, height + edge, "", "blank"


def overlap(one: "Box", other: "Box") -> bool:
    x, y, width, height, _, _ = one
    to_x, to_y, its_width, its_height, _, _ = other
    return abs(x - to_x) * 2 < width + its_width and abs(y - to_y) * 2 < height + its_height
