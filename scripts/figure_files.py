"""One figure as files: SVG for both schemes and, where it moves, its moments as JSON and as a GIF."""

import io
import json
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib.figure
from matplotlib.ft2font import FT2Font
from PIL import Image, ImageColor, ImageDraw, ImageFont

from plots import style
from plots.figures import Box, Drawing, Frame
from scripts import marker_labels
from scripts.marker_labels import Place

GIF_OVERSAMPLING = 2  # drawn at twice the size and reduced: smooth edges
GIF_STRIP = 30  # height of the line below the picture that holds the readout, pixels
GIF_PAUSE = 4  # the last frame is shown so many times as long


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
                    frames, still = drawing.frames(), rasterised(figure, palette, scale=GIF_OVERSAMPLING)
                    places = marker_labels.walk(figure, frames, still, scale=GIF_OVERSAMPLING)
                    boxes = [[placed(figure, box) for box in frame.boxes] for frame in frames]
                    files[".json"] = moments(places, boxes, frames, frame_ms=drawing.frame_ms)
                    files[".gif"] = gif(still, places, boxes, frames, palette, frame_ms=drawing.frame_ms)
    width, height = (round(inches * style.POINTS_PER_INCH) for inches in figure.get_size_inches())
    return files, {"width": width, "height": height, "moving": drawing.frames is not None}


def settled(figure: matplotlib.figure.Figure) -> matplotlib.figure.Figure:
    """Lay the figure out once and keep that layout, so that a marker's place is the same in every file."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def svg(figure: matplotlib.figure.Figure) -> bytes:
    buffer = io.BytesIO()
    metadata = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    figure.savefig(buffer, format="svg", metadata=metadata)  # no date: same input, same bytes
    return buffer.getvalue()


class PlacedBox(NamedTuple):
    """A box, in SVG units from the upper left corner of the figure."""

    x: float  # of its upper left corner
    y: float
    width: float
    height: float
    text: str
    look: str


def placed(figure: matplotlib.figure.Figure, box: Box) -> PlacedBox:
    """Return where a box lies in the figure."""
    x, y = marker_labels.position(figure, box.axes, box.x, box.y)
    left, upper = round(x - box.width / 2, 1), round(y - box.height / 2, 1)
    return PlacedBox(left, upper, round(box.width, 1), round(box.height, 1), box.text, box.look)


def moments(
    places: list[list[Place]], boxes: list[list[PlacedBox]], frames: Sequence[Frame], *, frame_ms: int
) -> bytes:
    """Return what the page needs to walk through the frames, as JSON."""
    walk = [
        {"markers": markers, "readout": frame.readout} | ({"boxes": held} if held else {})
        for markers, held, frame in zip(places, boxes, frames, strict=True)
    ]
    return json.dumps({"frameMs": frame_ms, "frames": walk}, ensure_ascii=False, separators=(",", ":")).encode()


def gif(
    still: Image.Image,
    places: list[list[Place]],
    boxes: list[list[PlacedBox]],
    frames: Sequence[Frame],
    palette: style.Palette,
    *,
    frame_ms: int,
) -> bytes:
    """Return the frames as an endless GIF at 1×: the still figure once, boxes, markers and readout over it."""
    scale = GIF_OVERSAMPLING
    check_glyphs("".join(frame.readout + "".join(marker.label for marker in frame.markers) for frame in frames))
    check_glyphs("".join(box.text for held in boxes for box in held))
    canvas = Image.new("RGB", (still.width, still.height + GIF_STRIP * scale), palette.paper)
    canvas.paste(still)
    font = ImageFont.truetype(style.FONT_FILE, marker_labels.SIZE * scale)
    colours = gif_colours(palette)
    first, *rest = [
        drawn_over(canvas, markers, held, frame.readout, font, palette).quantize(
            palette=colours, dither=Image.Dither.NONE
        )
        for markers, held, frame in zip(places, boxes, frames, strict=True)
    ]
    buffer = io.BytesIO()
    durations = [frame_ms] * len(rest) + [GIF_PAUSE * frame_ms]
    first.save(buffer, "GIF", save_all=True, append_images=rest, duration=durations, loop=0, optimize=True)
    return buffer.getvalue()


def gif_colours(palette: style.Palette) -> Image.Image:
    """Return the colours of a scheme, each in steps towards the paper: edges are smooth, and no colour is lost."""
    paper = ImageColor.getrgb(palette.paper)
    channels = [*paper, *ImageColor.getrgb(palette.grid)]
    for colour in (palette.ink, palette.muted, palette.mark, *palette.series):
        for step in range(1, style.SHADES + 1):
            for ground, ink in zip(paper, ImageColor.getrgb(colour), strict=True):
                channels.append(round(ground + (ink - ground) * step / style.SHADES))
    colours = Image.new("P", (1, 1))
    colours.putpalette(channels)
    return colours


def rasterised(figure: matplotlib.figure.Figure, palette: style.Palette, *, scale: int) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=style.POINTS_PER_INCH * scale, facecolor=palette.paper)
    return Image.open(buffer).convert("RGB")


def drawn_over(
    canvas: Image.Image,
    markers: list[Place],
    boxes: list[PlacedBox],
    readout: str,
    font: ImageFont.FreeTypeFont,
    palette: style.Palette,
) -> Image.Image:
    scale = GIF_OVERSAMPLING
    picture = canvas.copy()
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw_box(draw, box, font, palette, scale=scale)
    radius = marker_labels.RADIUS * scale
    for marker in markers:
        x, y = marker.x * scale, marker.y * scale
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), palette.mark, palette.paper, scale)
        middle = (marker.label_x * scale, marker.label_y * scale)
        draw.text(middle, marker.label, palette.mark, font, "ms", stroke_width=3, stroke_fill=palette.paper)
    draw.text((12 * scale, canvas.height - GIF_STRIP * scale / 2), readout, palette.ink, font, "lm")
    return picture.resize((canvas.width // scale, canvas.height // scale), Image.Resampling.LANCZOS)


def draw_box(
    draw: ImageDraw.ImageDraw, box: PlacedBox, font: ImageFont.FreeTypeFont, palette: style.Palette, *, scale: int
) -> None:
    look = style.LOOKS[box.look]
    half = look.width / 2  # an outline lies on both sides of its path, as in SVG
    corners = (box.x - half, box.y - half, box.x + box.width + half, box.y + box.height + half)
    fill = None if look.is_open else style.tint(palette, look.fill) if look.fill else palette.paper
    edge, width = style.colour(palette, look.edge), round(look.width * scale)
    draw.rounded_rectangle([round(each * scale) for each in corners], style.CORNER * scale, fill, edge, width)
    middle = ((box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale)
    draw.text(middle, box.text, palette.ink, font, "mm")


def check_glyphs(text: str) -> None:
    font = FT2Font(style.FONT_FILE)
    missing = sorted(character for character in set(text) if not font.get_char_index(ord(character)))
    if missing:
        raise ValueError(f"the font has no glyph for {''.join(missing)}")
