"""One figure as files: an SVG for both schemes, its numbers as CSV and, where it moves, its moments as JSON and as a GIF.

For cards there is a picture of it, too, as PNG.
"""

import functools
import io
import json
import re
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib
import matplotlib.figure
import numpy as np
from matplotlib.ft2font import FT2Font
from PIL import Image, ImageColor, ImageDraw, ImageFont

from plots import style
from plots.figures import Box, Drawing, Frame, Shape
from plots.pictures.frame import RISE
from plots.pictures.looks import LOOKS, RADIUS, SHADES
from scripts.assets import marker_labels
from scripts.assets.figure_tables import table_file
from scripts.assets.marker_labels import Place

GIF_OVERSAMPLING = 2  # drawn at twice the size and reduced: smooth edges
GIF_STRIP = 30  # height of the line below the picture that holds the readout, pixels
GIF_PAUSE = 4  # the last frame is shown so many times as long
PICTURE_WIDTH, PICTURE_HEIGHT = 556, 582  # px, on a card, which cuts off the foot of what is higher


def render(drawing: Drawing) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files of a figure by suffix (``.svg`` …) and what a page must know of it.

    Raises:
        UserWarning: If the font lacks a glyph, or matplotlib warns of anything else.
        ValueError: If the readout of a moving figure holds a character that the font lacks.
    """
    palette = style.LIGHT
    with warnings.catch_warnings(), style.applied(palette):
        warnings.simplefilter("error")
        figure = settled(drawn(drawing, palette))
        files = {".svg": svg(figure), ".png": picture(figure)}
        if table := table_file(drawing.draw, figure):
            files[".csv"] = table
        if drawing.frames:
            frames, still = drawing.frames(), rasterised(figure, scale=GIF_OVERSAMPLING)
            places = marker_labels.walk(figure, frames, still, scale=GIF_OVERSAMPLING)
            boxes = [[placed(figure, box) for box in frame.boxes] for frame in frames]
            shapes = [[outlined(figure, shape) for shape in frame.shapes] for frame in frames]
            over = list(zip(places, boxes, shapes, strict=True))
            files[".json"] = moments(over, frames, frame_ms=drawing.frame_ms)
            files[".gif"] = gif(still, over, frames, palette, frame_ms=drawing.frame_ms)
    width, height = (round(inches * style.POINTS_PER_INCH) for inches in figure.get_size_inches())
    facts = {"width": width, "height": height, "moving": ".gif" in files, "table": ".csv" in files}
    return files, facts | sentence(drawing)


def sentence(drawing: Drawing) -> dict[str, str]:
    """Return what the playground that takes a figure over says of its setting; nothing of a figure that none takes over."""
    if not isinstance(drawing.draw, functools.partial):  # of plots.hands.draw_setting
        return {}
    from plots import presets  # where there are playgrounds

    return {"sentence": presets.whole(*drawing.draw.args)["sentence"]}


def drawn(drawing: Drawing, palette: style.Palette) -> matplotlib.figure.Figure:
    """Return the still figure.

    Raises:
        TypeError: If the function returns something else.
        ValueError: If there is a curve without a single number in it, which nobody would see.
    """
    figure: Any = drawing.draw(palette)
    if not isinstance(figure, matplotlib.figure.Figure):
        raise TypeError(f"画图的函数要返回 Figure，这里返回了 {type(figure).__name__}")
    for axes in figure.axes:
        for line in axes.lines:
            heights = np.asarray(line.get_ydata(), dtype=float)
            if heights.size and np.isnan(heights).all():
                raise ValueError(f"曲线 {line.get_label()} 全是 NaN")
    return figure


def settled(figure: matplotlib.figure.Figure) -> matplotlib.figure.Figure:
    """Lay the figure out once, where it does not say itself what lies where, so that a marker's place is the same in every file."""
    if figure.get_layout_engine():
        figure.draw_without_rendering()
        with matplotlib.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
            figure.set_layout_engine(None)  # not "none": for that, too, matplotlib draws everything twice
    return figure


def svg(figure: matplotlib.figure.Figure) -> bytes:
    """Return a figure in light colours as a drawing that is dark where the element is dark that embeds it."""
    buffer = io.BytesIO()
    metadata = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    figure.savefig(buffer, format="svg", metadata=metadata)  # no date: same input, same bytes
    svg = re.sub(rb'(<use [^>]*x=")([^"]+)(" y=")([^"]+)', rounded, buffer.getvalue())
    svg = re.sub(rb'(<path id="[^"]+" d=")([^"]+)(" transform="scale\()0\.015625\)', coarser_glyph, svg)
    svg = re.sub(rb'(?<= d=")[^"]+', relative_path, svg)
    return with_dark_colours(without_idle_ids(svg))


def without_idle_ids(svg: bytes) -> bytes:
    """Return a drawing without the ids that nothing refers to: names that figures give may have blanks, or occur twice."""
    used = set(re.findall(rb'(?:href="|url\()#([^")]+)', svg))
    return re.sub(rb' id="(?!axes_)([^"]*)"', lambda id: id[0] if id[1] in used else b"", svg)  # axes are counted


COLOUR = re.compile(rb"(fill|stroke): (#[0-9a-f]{6})(?:; )?")  # in the style of an element


def with_dark_colours(svg: bytes) -> bytes:
    """Return a drawing with rules for its colours in the dark; programs that know no rules show the light ones.

    They hold where the element is dark that embeds it, and where its address ends in ``#dark`` (dark-pictures.mjs).
    """
    svg = re.sub(rb' style="([^"]*)"', with_attributes, svg)
    dark = {light.encode(): colour.encode() for light, colour in style.in_the_dark().items()}
    used = sorted(set(re.findall(rb'(fill|stroke)="(#[0-9a-f]{6})"', svg)))
    rules = b"".join(b'[%s="%s"]{%s:%s}' % (name, light, name, dark[light]) for name, light in used if light in dark)
    both = b"@media (prefers-color-scheme: dark){%s}:target{%s}</style>" % (rules, rules)
    return svg.replace(b"</style>", both, 1).replace(b"<svg ", b'<svg id="dark" ', 1)


def with_attributes(look: re.Match[bytes]) -> bytes:
    """Return the style of an element with its colours as attributes, over which a rule wins."""
    attributes = b"".join(b' %s="%s"' % colour for colour in COLOUR.findall(look[1]))
    rest = COLOUR.sub(b"", look[1])
    return attributes + (b' style="%s"' % rest if rest else b"")


def coarser_glyph(glyph: re.Match[bytes]) -> bytes:
    """Return the outline of a character, told to a 640th of its height, not to a 6400th."""
    before, path, transform = glyph.groups()
    tenths = re.sub(rb"-?\d+", lambda number: b"%d" % round(int(number[0]) / 10), path)
    return before + tenths + transform + b"0.15625)"


LONG = 1000  # signs of the outlines of a word at least
SEGMENT = re.compile(rb"([MLQCz])([^MLQCz]*)")


def relative_path(path: re.Match[bytes]) -> bytes:
    """Return the data of a path, each place told from the one before it: shapes that recur are then the same text.

    Places are rounded to a hundredth of a unit first, so that nothing adds up; to a tenth in words with a halo, which are
    outlines.
    """
    digits = 1 if len(path[0]) > LONG and re.search(rb"[CQ]", path[0]) else 2
    written = []
    start = here = (0.0, 0.0)
    for command, numbers in SEGMENT.findall(path[0]):
        flat = [round(float(number), digits) for number in numbers.split()]
        places = list(zip(flat[::2], flat[1::2], strict=True))
        told = [b"%g %g" % (round(x - here[0], digits), round(y - here[1], digits)) for x, y in places]
        written.append(command.lower() + b" ".join(told))
        here = places[-1] if places else start
        start = here if command == b"M" else start
    return b"M" + b"".join(written)[1:]


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


def picture(figure: matplotlib.figure.Figure) -> bytes:
    """Return a figure as wide as its place on a card, and no higher, as PNG."""
    scale = PICTURE_WIDTH / (figure.get_figwidth() * style.POINTS_PER_INCH)
    whole = rasterised(figure, scale=scale)
    buffer = io.BytesIO()
    whole.crop((0, 0, whole.width, min(whole.height, PICTURE_HEIGHT))).save(buffer, "PNG")
    return buffer.getvalue()


def rasterised(figure: matplotlib.figure.Figure, *, scale: float) -> Image.Image:
    buffer, dpi = io.BytesIO(), style.POINTS_PER_INCH * scale
    figure.savefig(buffer, format="rgba", dpi=dpi)
    width, height = (int(inches * dpi) for inches in figure.get_size_inches())
    return Image.frombytes("RGBA", (width, height), buffer.getvalue()).convert("RGB")


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
    return picture.reduce(scale)


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
