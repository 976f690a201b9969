"""A card: the picture that a link to a page shows where it is shared, with the page's title, a line, and the site's sign.

At the right is the picture of a figure, cut off at the foot of the card where it is high; the words are at the left.
Equal input gives equal bytes.
"""

import functools
import io
import itertools
import re
import unicodedata
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from plots import style
from scripts.assets import icons
from scripts.shared.paths import GENERATED

WIDTH, HEIGHT = 1200, 630  # px, as Open Graph and others ask for
MARGIN, GAP = 48, 40
SIGN, NAME = 52, 26  # the sign of the site, and the size of its name beside it
TITLES, LINES = (52, 46, 40, 34), 26  # sizes of type: a long title takes a smaller one
LEADING = 1.4
MOST_OF_TITLE = 0.62  # of the room for words
MOST_ROWS = 4  # of the line
STEPS = (0.5, 0.75)  # of each colour in the paper, beside the tints of the figures: edges are smooth
# A word or a character, with the punctuation that stands at no beginning of a line, or at no end.
PIECE = re.compile(r"[“‘（《(]*(?:[!-'*-~\u00c0-\u03ff]+|[^\s])[，。、；：？！）》”’…)]*(?:\s·)?\s*")
UNKNOWN = "\U0010ffff"  # never a character: the font draws it as it does all that it lacks

Words = tuple[list[str], ImageFont.FreeTypeFont]


def card(picture: Path, title: str, line: str, site_name: str) -> bytes:
    """Return a card as PNG.

    Raises:
        ValueError: If the font lacks a character of the words; pictographs are left out.
    """
    shown = Image.open(picture).convert("RGB")
    whole = Image.new("RGB", (WIDTH, HEIGHT), style.LIGHT.paper)
    room = HEIGHT - 2 * MARGIN
    whole.paste(shown, (WIDTH - MARGIN - shown.width, MARGIN + max(0, room - shown.height) // 2))
    draw_words(whole, readable(title), readable(line), WIDTH - 2 * MARGIN - GAP - shown.width)
    draw_sign(whole, site_name)
    buffer = io.BytesIO()
    flat = whole.quantize(palette=colours(), dither=Image.Dither.NONE)
    flat.save(buffer, "PNG", compress_level=8)  # 9 takes more than twice as long, for 2 % less
    return buffer.getvalue()


@functools.cache
def colours() -> Image.Image:
    """Return the colours of cards: those of the figures, each in steps towards the paper."""
    light = style.LIGHT
    inks = (light.ink, light.muted, light.mark, *light.series, *light.further)
    paper = ImageColor.getrgb(light.paper)
    channels = [*paper, *ImageColor.getrgb(light.grid)]
    for ink, share in itertools.product(inks, sorted({*STEPS, *style.SHARES, 1})):
        channels += [round(low + (high - low) * share) for low, high in zip(paper, ImageColor.getrgb(ink), strict=True)]
    found = Image.new("P", (1, 1))
    found.putpalette(channels)
    return found


def draw_words(whole: Image.Image, title: str, line: str, width: int) -> None:
    """Write the title and, as far as there is room, the line below it."""
    draw, room = ImageDraw.Draw(whole), HEIGHT - 3 * MARGIN - SIGN
    rows, font = title_rows(title, width, MOST_OF_TITLE * room)
    top = float(MARGIN)
    for row in rows:
        draw.text((MARGIN, top), row, style.LIGHT.ink, font, stroke_width=0.6)
        top += LEADING * font.size
    font = font_of(LINES)
    top += 0.5 * LINES
    most = min(MOST_ROWS, int((MARGIN + room - top) // (LEADING * LINES)))
    for row in shortened(rows_of(line, font, width), most):
        draw.text((MARGIN, top), row, style.LIGHT.muted, font)
        top += LEADING * LINES


def draw_sign(whole: Image.Image, site_name: str) -> None:
    sign = Image.open(GENERATED / icons.FOLDER / "192.png").resize((SIGN, SIGN), Image.Resampling.LANCZOS)
    top = HEIGHT - MARGIN - SIGN
    whole.paste(sign, (MARGIN, top), sign)
    middle = (MARGIN + SIGN + 12, top + SIGN / 2)
    ImageDraw.Draw(whole).text(middle, site_name, style.LIGHT.ink, font_of(NAME), "lm")


def title_rows(title: str, width: int, height: float) -> Words:
    """Return the rows of a title, in the largest size in which it is no wider and no higher, or in the smallest."""
    for size in TITLES:
        font = font_of(size)
        rows = rows_of(title, font, width)
        if len(rows) * LEADING * size <= height and all(font.getlength(row) <= width for row in rows):
            break
    return rows, font


def rows_of(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return the rows into which a text is broken."""
    rows = [""]
    for piece in PIECE.findall(text):
        if rows[-1] and font.getlength((rows[-1] + piece).rstrip()) > width:
            rows.append("")
        rows[-1] += piece
    return [row.rstrip() for row in rows]


def shortened(rows: list[str], most: int) -> list[str]:
    return rows if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1][:-1]}……"]


def readable(text: str) -> str:
    """Return a text as the font can write it: x₁ as x1, and without pictographs.

    Raises:
        ValueError: If it lacks another character.
    """
    plain = "".join(sign if is_known(sign) else unicodedata.normalize("NFKC", sign) for sign in text)
    lacking = {sign for sign in plain if not is_known(sign)}
    if wrong := sorted(sign for sign in lacking if unicodedata.category(sign) != "So"):
        raise ValueError(f"the font has no glyph for {''.join(wrong)}")
    return "".join(sign for sign in plain if sign not in lacking)


@functools.cache
def is_known(sign: str) -> bool:
    """Return whether the font has a character; matplotlib would say so, too, but is slow to import."""
    return sign.isspace() or drawn(sign) != drawn(UNKNOWN)


def drawn(sign: str) -> bytes:
    return bytes(font_of(LINES).getmask(sign))


@functools.cache
def font_of(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(style.FONT_FILE, size, layout_engine=ImageFont.Layout.BASIC)
