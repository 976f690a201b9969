"""How every figure looks: colours, font, line widths, and the settings that make equal input give equal bytes.

A colour means one thing in all articles: the first of ``series`` is the subject of the figure, the second
what it is compared with, the third and fourth further cases; ``mark`` is the point that walks and what an
annotation points at. The ``further`` ones are for clusters alone, of which there are more. Both palettes keep 4.5:1
for text, the further colours aside, and 3:1 for lines against ``paper``, and no figure tells lines apart by colour
alone: they also differ in dash or carry their name.
"""

import contextlib
import functools
import importlib.metadata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from plots.pictures import frame
from plots.pictures.glyphs import ROLES
from plots.pictures.looks import LOOKS, TINT, Look

if TYPE_CHECKING:  # matplotlib: imported only where something is drawn, since others need the colours
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_PER_INCH = 72
WIDTH = frame.WIDTH  # of a figure in SVG units; pages show it up to 1.4 times as large, phones at about 0.7
SMALL = frame.TEXT  # smallest text in a figure
FONT_FAMILY = "Noto Sans CJK SC Regular"
FONT_FILE = str(importlib.metadata.distribution("mplfonts").locate_file("mplfonts/fonts/NotoSansCJKsc-Regular.otf"))
DASHES = tuple((0, dash) if dash else "-" for dash in frame.DASHES)  # by position in ``series``


class Palette(NamedTuple):
    """The colours of one scheme."""

    scheme: str
    paper: str
    ink: str
    muted: str
    grid: str
    series: tuple[str, str, str, str]
    further: tuple[str, str, str, str]
    mark: str


LIGHT = Palette(
    scheme="light",
    paper="#ffffff",
    ink="#1f2430",
    muted="#5b6472",
    grid="#dfe3e8",
    series=("#0b62b8", "#b8480a", "#0f7a5a", "#5a1fae"),
    further=("#cb850b", "#90377a", "#329be2", "#572b05"),
    mark="#c4173f",
)
DARK = Palette(
    scheme="dark",
    paper="#15181e",
    ink="#e4e8ee",
    muted="#a3adba",
    grid="#333a45",
    series=("#6cb2ff", "#ff9d5c", "#55d0a4", "#ecc8f5"),
    further=("#f3c612", "#ff52d4", "#4a8bba", "#916808"),
    mark="#ff5c7f",
)
PALETTES = (LIGHT, DARK)
COLOURS = ("paper", "ink", "muted", "grid", *(f"series-{number}" for number in range(1, 1 + ROLES)), "mark")
SHARES = {TINT, *(look.share for look in LOOKS.values())}  # of a colour in the paper


def colour(palette: Palette, name: str) -> str:
    """Return a colour of the palette by its name in `plots.pictures.looks`."""
    if name.startswith("series-"):
        return (palette.series + palette.further)[int(name.removeprefix("series-")) - 1]
    value: str = getattr(palette, name)
    return value


def tint(palette: Palette, name: str, share: float = TINT) -> str:
    """Return the paper, tinted with a share of a colour.

    Raises:
        ValueError: If no look has the share, so that `in_the_dark` would not know the tint.
    """
    if share not in SHARES:
        raise ValueError(f"share must be one of {sorted(SHARES)}, got {share}")
    ground, ink = (bytes.fromhex(each[1:]) for each in (palette.paper, colour(palette, name)))
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(ground, ink, strict=True))


def filling(palette: Palette, look: Look) -> str | None:
    """Return the colour inside a box; None where what is below shows through."""
    return None if look.fill == "none" else tint(palette, look.fill, look.share)


def in_the_dark() -> dict[str, str]:
    """Return the dark colour in place of each light one."""
    return {tint(LIGHT, name, share): tint(DARK, name, share) for name in COLOURS for share in SHARES}


@functools.cache
def add_font() -> None:
    """Make the pinned font known to matplotlib: once, since all that it found of fonts is then looked for again."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(FONT_FILE)


@contextlib.contextmanager
def applied(palette: Palette) -> Iterator[None]:
    """Draw with ``palette``; matplotlib's settings are as before afterwards.

    Raises:
        FileNotFoundError: If the pinned font is not installed.
    """
    import matplotlib

    add_font()
    settings: dict[Any, Any] = {
        "figure.facecolor": palette.paper,  # a picture can be read wherever it is shown
        "figure.dpi": POINTS_PER_INCH,
        "font.family": [FONT_FAMILY],
        "font.size": 12,
        "mathtext.fontset": "stix",  # symbols look as they do in the formulas of the text
        "axes.facecolor": "none",
        "axes.edgecolor": palette.muted,
        "axes.labelcolor": palette.ink,
        "axes.titlecolor": palette.ink,
        "axes.titlesize": 12,
        "axes.titlelocation": "left",
        "axes.titlepad": 7,
        "axes.titley": 1.0,  # no axis has its labels above, and to look for them takes an eighth of the time
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "grid.color": palette.grid,
        "grid.linewidth": 0.6,
        "lines.linewidth": 2.0,
        "lines.markersize": 4.0,
        "xtick.color": palette.muted,
        "ytick.color": palette.muted,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "ytick.major.size": 0,
        "text.color": palette.ink,
        "legend.frameon": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "illustrated-ml",  # ids inside an SVG depend on its content alone
        "path.simplify": False,
    }
    with matplotlib.rc_context(settings):
        yield


def board(height: float) -> "tuple[Figure, Axes]":
    """Return a figure to draw a diagram on, in SVG units from the upper left corner."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH))
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    return made, axes


def figure(height: float, *, rows: int = 1, columns: int = 1, **subplots: object) -> "tuple[Figure, list[Axes]]":
    """Return an empty figure ``WIDTH`` units wide and ``height`` units high, and its axes row by row.

    Args:
        height: In SVG units (CSS pixels at a scale of 1).
        rows, columns: Of the grid of axes.
        **subplots: Passed on to ``Figure.subplots`` (``sharex``, ``height_ratios``, …).
    """
    from matplotlib.figure import Figure

    made = Figure(figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH), layout="constrained")
    if columns > 1:
        made.set_layout_engine("constrained", wspace=0.06)
    axes = made.subplots(rows, columns, squeeze=False, **subplots)  # type: ignore[call-overload]
    return made, list(axes.flat)
