"""What happens inside a notebook's kernel around its cells: the site's style, and the files of the figures.

Cells draw with plain ``matplotlib.pyplot`` and need nothing of ours: ``C0`` … ``C3`` are the colours of the series, ``C4``
that of marks; in the dark they turn into the dark ones. `begin` is also what ``make notebook`` starts kernels with.
"""

import atexit
import contextlib
import json
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from cycler import cycler

from plots import style

HEIGHT = 280  # of a figure that names no size, SVG units
# What plain matplotlib needs besides `plots.style`, whose users name their colours themselves.
SETTINGS: dict[Any, Any] = {
    "axes.prop_cycle": cycler(color=[*style.LIGHT.series, style.LIGHT.mark], linestyle=[*style.DASHES, "-"]),
    "figure.figsize": (style.WIDTH / style.POINTS_PER_INCH, HEIGHT / style.POINTS_PER_INCH),
    "figure.constrained_layout.use": True,
    "figure.titlesize": 12,
    "axes.labelsize": style.SMALL,
    "legend.fontsize": style.SMALL,
    "scatter.edgecolors": "none",
    "hatch.color": style.LIGHT.muted,
}
_style = contextlib.ExitStack()


def begin() -> None:
    """Close all figures, and draw the next ones in the style of the site."""
    plt.close("all")
    _style.close()
    _style.enter_context(style.applied(style.LIGHT))
    plt.rcParams.update(SETTINGS)


def leave() -> None:
    """Let the cells work in a folder that is empty, and gone when the kernel ends."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    os.chdir(folder.name)


def start() -> None:
    """Prepare a kernel of the build, where nothing is shown: ``plt.show()`` would warn that there is no screen."""
    plt.show = lambda *arguments, **options: None
    begin()


def open_figures() -> None:
    """Print how many figures the cells have left open."""
    print(len(plt.get_fignums()))


def save(path: str) -> None:
    """Write the one open figure as SVG, and beside it as PNG and, where it has one, its table; print its size.

    Raises:
        UserWarning: If the font lacks a glyph, or matplotlib warns of anything else.
    """
    from scripts.assets.figure_files import picture, settled, svg
    from scripts.assets.figure_tables import table_file

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = settled(plt.gcf())
        Path(path).write_bytes(svg(figure))
        Path(path).with_suffix(".png").write_bytes(picture(figure))
        if table := table_file(None, figure):
            Path(path).with_suffix(".csv").write_bytes(table)
    width, height = (round(inches * style.POINTS_PER_INCH) for inches in figure.get_size_inches())
    print(json.dumps({"width": width, "height": height}))
    plt.close("all")
