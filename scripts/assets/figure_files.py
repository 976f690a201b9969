"""One figure as files: SVG for both schemes and, where it moves, its moments as JSON and as a GIF."""

import io
import json
import re
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib.figure
from matplotlib.ft2font import FT2Font
from PIL import Image, ImageColor, ImageDraw, ImageFont

from plots import style
from plots.figures import Box, Drawing, Frame, Shape
from plots.pictures.frame import RISE
from plots.pictures.looks import LOOKS, RADIUS, SHADES
from scripts.assets import marker_labels
from scripts.assets.marker_labels import Place

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
                    shapes = [[outlined(figure, shape) for shape in frame.shapes] for frame in frames]
                    over = list(zip(places, boxes, shapes, strict=True))
                    files[".json"] = moments(over, frames, frame_ms=drawing.frame_ms)
                    files[".gif"] = gif(still, over, frames, palette, frame_ms=drawing.frame_ms)
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
    return re.sub(rb'(<use [^>]*x=")([^"]+)(" y=")([^"]+)', rounded, buffer.getvalue())


def rounded(use: re.Match[bytes]) -> bytes:
    """Return a mark at its place in tenths of an SVG unit: figures of hundreds of points become small files."""
    before, x, between, y = use.groups()
    return b"%s%.1f%s%.1f" % (before, float(x), between, float(y))


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


class Outline(NamedTuple):
    """A closed shape, in SVG units from the upper left corner of the figure."""

    corners: list[tuple[float, float]]
    look: str


def outlined(figure: matplotlib.figure.Figure, shape: Shape) -> Outline:
    """Return where a shape lies in the figure."""
    return Outline([marker_labels.position(figure, shape.axes, x, y) for x, y in shape.corners], shape.look)


Over = tuple[list[Place], list[PlacedBox], list[Outline]]  # what lies over the figure at one moment


def moments(over: Sequence[Over], frames: Sequence[Frame], *, frame_ms: int) -> bytes:
    """Return what the page needs to walk through the frames, as JSON."""
    walk = []
    for (markers, boxes, outlines), frame in zip(over, frames, strict=True):
        shapes = [[" ".join(f"{x:g},{y:g}" for x, y in outline.corners), outline.look] for outline in outlines]
        held = {"boxes": boxes, "shapes": shapes}
        walk.append(
            {"markers": markers, "readout": frame.readout} | {name: each for name, each in held.items() if each}
        )
    return json.dumps({"frameMs": frame_ms, "frames": walk}, ensure_ascii=False, separators=(",", ":")).encode()


def gif(
    still: Image.Image,
    over: Sequence[Over],
    frames: Sequence[Frame],
    palette: style.Palette,
    *,
    frame_ms: int,
) -> bytes:
    """Return the frames as an endless GIF at 1×: the still figure once, shapes, boxes, markers and readout over it."""
    scale = GIF_OVERSAMPLING
    check_glyphs("".join(frame.readout + "".join(marker.label for marker in frame.markers) for frame in frames))
    check_glyphs("".join(box.text for _, boxes, _ in over for box in boxes))
    canvas = Image.new("RGB", (still.width, still.height + GIF_STRIP * scale), palette.paper)
    canvas.paste(still)
    font = ImageFont.truetype(style.FONT_FILE, marker_labels.SIZE * scale)
    colours = gif_colours(palette)
    first, *rest = [
        drawn_over(canvas, each, frame.readout, font, palette).quantize(palette=colours, dither=Image.Dither.NONE)
        for each, frame in zip(over, frames, strict=True)
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
        for step in range(1, SHADES + 1):
            for ground, ink in zip(paper, ImageColor.getrgb(colour), strict=True):
                channels.append(round(ground + (ink - ground) * step / SHADES))
    colours = Image.new("P", (1, 1))
    colours.putpalette(channels)
    return colours


def rasterised(figure: matplotlib.figure.Figure, palette: style.Palette, *, scale: int) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=style.POINTS_PER_INCH * scale, facecolor=palette.paper)
    return Image.open(buffer).convert("RGB")


def drawn_over(
    canvas: Image.Image,
    over: Over,
    readout: str,
    font: ImageFont.FreeTypeFont,
    palette: style.Palette,
) -> Image.Image:
    scale = GIF_OVERSAMPLING
    picture = canvas.copy()
    draw = ImageDraw.Draw(picture)
    markers, boxes, outlines = over
    for outline in outlines:
        draw_outline(draw, outline, palette, scale=scale)
    for box in boxes:
        draw_box(draw, box, font, palette, scale=scale)
    radius = RADIUS * scale
    for marker in markers:
        x, y = marker.x * scale, marker.y * scale
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), palette.mark, palette.paper, scale)
        middle = (marker.label_x * scale, marker.label_y * scale)
        draw.text(middle, marker.label, palette.mark, font, "ms", stroke_width=3, stroke_fill=palette.paper)
    draw.text((12 * scale, canvas.height - GIF_STRIP * scale / 2), readout, palette.ink, font, "lm")
    return picture.resize((canvas.width // scale, canvas.height // scale), Image.Resampling.LANCZOS)


def draw_outline(draw: ImageDraw.ImageDraw, outline: Outline, palette: style.Palette, *, scale: int) -> None:
    look = LOOKS[outline.look]
    corners = [(x * scale, y * scale) for x, y in outline.corners]
    if inside := style.filling(palette, look):
        draw.polygon(corners, inside)
    edge, width = style.colour(palette, look.edge), round(look.width * scale)
    draw.line([*corners, *corners[:2]], edge, width, joint="curve")


def draw_box(
    draw: ImageDraw.ImageDraw, box: PlacedBox, font: ImageFont.FreeTypeFont, palette: style.Palette, *, scale: int
) -> None:
    look = LOOKS[box.look]
    half = look.width / 2  # an outline lies on both sides of its path, as in SVG
    corners = [
        round(each * scale)
        for each in (box.x - half, box.y - half, box.x + box.width + half, box.y + box.height + half)
    ]
    edge, width = style.colour(palette, look.edge), round(look.width * scale)
    draw.rounded_rectangle(corners, look.corner * scale, style.filling(palette, look), edge, width)
    middle = (box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale + RISE * font.size
    draw.text(middle, box.text, palette.ink, font, "ms")


def check_glyphs(text: str) -> None:
    font = FT2Font(style.FONT_FILE)
    missing = sorted(character for character in set(text) if not font.get_char_index(ord(character)))
    if missing:
        raise ValueError(f"the font has no glyph for {''.join(missing)}")
