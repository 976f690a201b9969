"""One figure as files: SVG for both schemes and, where it moves, its moments as JSON and as a GIF."""

import io
import json
import warnings
from collections.abc import Sequence
from typing import Any

import matplotlib.figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.ft2font import FT2Font
from PIL import Image, ImageDraw, ImageFont

from plots import style
from plots.figures import Drawing, Frame

GIF_COLOURS = 64
GIF_OVERSAMPLING = 2  # drawn at twice the size and reduced: smooth edges
GIF_STRIP = 30  # height of the line below the picture that holds the readout, pixels
MARKER_RADIUS = 5.0  # SVG units


def render(drawing: Drawing) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files of a figure by suffix (``.light.svg`` …) and what a page must know of it.

    Raises:
        UserWarning: If the font lacks a glyph, or matplotlib warns of anything else.
        ValueError: If the readout of a moving figure holds a character that the font lacks.
    """
    files = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for palette in style.PALETTES:
            with style.applied(palette):
                figure = settled(drawing.draw(palette))
                files[f".{palette.scheme}.svg"] = svg(figure)
                if drawing.frames and palette is style.LIGHT:
                    frames = drawing.frames()
                    files[".json"] = moments(figure, frames, frame_ms=drawing.frame_ms)
                    files[".gif"] = gif(figure, frames, palette, frame_ms=drawing.frame_ms)
    width, height = (round(inches * style.POINTS_PER_INCH) for inches in figure.get_size_inches())
    return files, {"width": width, "height": height, "moving": drawing.frames is not None}


def settled(figure: matplotlib.figure.Figure) -> matplotlib.figure.Figure:
    """Lay the figure out once and keep that layout, so that a marker's place is the same in every file."""
    FigureCanvasAgg(figure).draw()
    figure.set_layout_engine("none")
    return figure


def svg(figure: matplotlib.figure.Figure) -> bytes:
    buffer = io.BytesIO()
    metadata = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    figure.savefig(buffer, format="svg", metadata=metadata)  # no date: same input, same bytes
    return buffer.getvalue()


def place(figure: matplotlib.figure.Figure, frame: Frame) -> list[tuple[float, float, str]]:
    """Return the markers of a frame as (x, y, label) in SVG units, from the upper left corner."""
    height = figure.bbox.height
    placed = []
    for marker in frame.markers:
        x, y = figure.axes[marker.axes].transData.transform((marker.x, marker.y))
        placed.append((round(x, 1), round(height - y, 1), marker.label))
    return placed


def moments(figure: matplotlib.figure.Figure, frames: Sequence[Frame], *, frame_ms: int) -> bytes:
    """Return what the page needs to walk through the frames, as JSON."""
    walk = [{"markers": place(figure, frame), "readout": frame.readout} for frame in frames]
    return json.dumps({"frameMs": frame_ms, "frames": walk}, ensure_ascii=False, separators=(",", ":")).encode()


def gif(
    figure: matplotlib.figure.Figure, frames: Sequence[Frame], palette: style.Palette, *, frame_ms: int
) -> bytes:
    """Return the frames as an endless GIF at 1×: the still figure once, the markers and the readout over it."""
    scale = GIF_OVERSAMPLING
    check_glyphs("".join(frame.readout + "".join(marker.label for marker in frame.markers) for frame in frames))
    still = rasterised(figure, palette, scale=scale)
    canvas = Image.new("RGB", (still.width, still.height + GIF_STRIP * scale), palette.paper)
    canvas.paste(still)
    font = ImageFont.truetype(style.FONT_FILE, 11.5 * scale)
    pictures = [drawn_over(canvas, place(figure, frame), frame.readout, font, palette) for frame in frames]
    colours = pictures[len(pictures) // 2].quantize(GIF_COLOURS, dither=Image.Dither.NONE)
    first, *rest = [picture.quantize(palette=colours, dither=Image.Dither.NONE) for picture in pictures]
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=rest, duration=frame_ms, loop=0, optimize=True)
    return buffer.getvalue()


def rasterised(figure: matplotlib.figure.Figure, palette: style.Palette, *, scale: int) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=style.POINTS_PER_INCH * scale, facecolor=palette.paper)
    return Image.open(buffer).convert("RGB")


def drawn_over(
    canvas: Image.Image,
    markers: list[tuple[float, float, str]],
    readout: str,
    font: ImageFont.FreeTypeFont,
    palette: style.Palette,
) -> Image.Image:
    scale = GIF_OVERSAMPLING
    picture = canvas.copy()
    draw = ImageDraw.Draw(picture)
    radius = MARKER_RADIUS * scale
    for x, y, label in markers:
        centre_x, centre_y = x * scale, y * scale
        box = (centre_x - radius, centre_y - radius, centre_x + radius, centre_y + radius)
        draw.ellipse(box, fill=palette.mark, outline=palette.paper, width=scale)
        left = x > style.WIDTH * 0.8  # the page does the same: near the right edge the label stands on the left
        anchor, offset = ("rs", -1.5 * radius) if left else ("ls", 1.5 * radius)
        position = (centre_x + offset, centre_y - 0.8 * radius)
        draw.text(position, label, font=font, fill=palette.mark, anchor=anchor, stroke_width=3, stroke_fill=palette.paper)
    draw.text((12 * scale, canvas.height - GIF_STRIP * scale / 2), readout, font=font, fill=palette.ink, anchor="lm")
    return picture.resize((canvas.width // scale, canvas.height // scale), Image.Resampling.LANCZOS)


def check_glyphs(text: str) -> None:
    font = FT2Font(style.FONT_FILE)
    missing = sorted(character for character in set(text) if not font.get_char_index(ord(character)))
    if missing:
        raise ValueError(f"the font has no glyph for {''.join(missing)}")
