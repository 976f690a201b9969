"""The figures, one module per article: model values in, matplotlib figures out.

A module names its ``TOPIC`` and lists what it offers in ``FIGURES``, name to `Drawing`. The figure
``<TOPIC>/<name>`` is known by that id everywhere: in the registry, in Markdown, as a file and as an anchor.
Modules of the package may have tables of their own, which `gathered` finds, so that a new figure is a new file.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # matplotlib takes longer to import than finding out that nothing is stale
    from matplotlib.figure import Figure

    from plots.style import Palette


class Marker(NamedTuple):
    """A point that walks over the figure."""

    x: float  # in data coordinates of the axes
    y: float
    label: str  # its value, written beside it
    axes: int = 0  # index in ``Figure.axes``


class Box(NamedTuple):
    """A box that is drawn over the figure: what a place holds at this moment, or a message on its way."""

    x: float  # of its centre, in data coordinates of the axes
    y: float
    width: float  # in SVG units
    height: float
    text: str
    look: str  # a name in `plots.pictures.looks`
    axes: int = 0


class Shape(NamedTuple):
    """A closed shape that is drawn over the figure: the cell of a centre, or a point in the mark of its cluster."""

    corners: tuple[tuple[float, float], ...]  # in data coordinates of the axes
    look: str  # a name in `plots.pictures.looks`
    axes: int = 0


class Frame(NamedTuple):
    """One moment of a moving figure."""

    markers: tuple[Marker, ...]
    readout: str  # the formula with this step's numbers put in
    boxes: tuple[Box, ...] = ()  # below the markers; a later one covers an earlier one
    shapes: tuple[Shape, ...] = ()  # below the boxes, in the same way


class Drawing(NamedTuple):
    """A figure: how it is drawn and, where it moves, its moments.

    ``draw`` takes a palette and returns the still figure. ``frames`` returns the moments of the walk; the page
    shows them over the still figure when the reader asks, and a GIF holds the same.
    """

    draw: "Callable[[Palette], Figure]"
    frames: Callable[[], Sequence[Frame]] | None = None
    frame_ms: int = 500


def gathered(package: str) -> dict[str, Drawing]:
    """Return what the modules of a package have in tables of their own.

    Args:
        package: Its name with a dot behind it: ``plots.figures.momentum.``, by which what looks for imports finds them.
    """
    tables: dict[str, Drawing] = {}
    for module in pkgutil.iter_modules(sys.modules[package.rstrip(".")].__path__, package):
        tables.update(getattr(importlib.import_module(module.name), "FIGURES", {}))
    return tables
