"""Write the colours of the figures, and how boxes, lines and notes look, as a style sheet: page and figures are one picture.

``plots.style`` is the only place that holds a colour, ``plots.pictures.looks`` the only one that holds a look. What a page needs
besides — a tint for code and cards, a stronger rule — is mixed from paper and ink here, so that a new palette changes
everything at once.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from plots import style
from plots.pictures.frame import RISE
from plots.pictures.looks import LINES, LOOKS, NOTES, RADIUS
from scripts.shared.files import digest
from scripts.shared.paths import CACHE, GENERATED, ROOT
from scripts.shared.records import make

STYLE_SHEET = "palette.css"
RECORD = "palette.json"  # what it was made from; below the cache
SOURCES = (
    Path(__file__),
    ROOT / "plots" / "style.py",
    *(ROOT / "plots" / "pictures" / name for name in ("frame.py", "glyphs.py", "looks.py")),
)

TINT = 0.045  # of ink in the paper below code, cards and the heads of tables
EDGE = 0.75  # of muted in the paper: the edges of controls need 3:1

# Print is always light. Without JavaScript Material marks every page as light: the reader's system decides instead.
LAYOUT = """/* made from plots/style.py and plots/pictures/looks.py by scripts/assets/palette_css.py */
:root,
[data-md-color-scheme] {{
{light}
}}
@media screen {{
  [data-md-color-scheme="slate"] {{
{dark}
  }}
}}
@media screen and (scripting: none) and (prefers-color-scheme: dark) {{
  [data-md-color-scheme="default"] {{
{dark}
  }}
}}
{looks}
"""


def build(generated: Path = GENERATED, cache: Path = CACHE) -> None:
    """Bring the style sheet below ``generated`` up to date."""
    key = digest(b"".join(source.read_bytes() for source in SOURCES))
    make(cache / RECORD, key, lambda: {generated / STYLE_SHEET: style_sheet().encode()})


def papers(generated: Path = GENERATED) -> dict[str, str]:
    """Return the colour of the paper in each scheme, as the style sheet has it."""
    light, dark, *_ = re.findall(r"--paper: (#\w+);", (generated / STYLE_SHEET).read_text(encoding="utf-8"))
    return {"light": light, "dark": dark}


def style_sheet() -> str:
    light, dark = (
        "\n".join(f"  --{name}: {value};" for name, value in variables(palette).items()) for palette in style.PALETTES
    )
    return LAYOUT.format(light=light, dark=dark, looks="\n".join(looks(style.SMALL)))


def looks(text_size: float) -> Iterator[str]:
    """Yield the rules for boxes, lines and notes; their sizes are in units of the figures."""
    yield rule("svg.board", font_size=px(text_size))
    yield rule(".board__point", r=px(RADIUS), fill=variable("mark"), stroke=variable("paper"))
    yield rule(".board__text", fill=variable("ink"), font_variant_numeric="tabular-nums")
    yield rule("moving-figure .board__text", transform=f"translateY({RISE}em)")  # playgrounds write it for their files
    for name, box in LOOKS.items():
        ground = "none" if box.fill == "none" else mixture(box.fill, box.share)
        edge = {"stroke": variable(box.edge), "stroke_width": px(box.width), "rx": px(box.corner)}
        yield rule(f".board__box--{name}", fill=ground, **edge)
    for name, line in LINES.items():
        dash = " ".join(f"{each:g}" for each in line.dash) or "none"
        pen = {"stroke_width": px(line.width), "stroke_dasharray": dash, "opacity": f"{line.opacity:g}"}
        yield rule(f".board__line--{name}", stroke=variable(line.colour), **pen)
    for name, note in NOTES.items():
        look = {"fill": variable(note.colour), "font_weight": f"{note.weight}"}
        if note.halo:
            look |= {"stroke": variable(note.halo), "stroke_width": px(note.width)}
            look |= {"stroke_linejoin": "round", "paint_order": "stroke"}
        yield rule(f".board__text--{name}", **look)


def rule(selector: str, **declarations: str) -> str:
    said = " ".join(f"{name.replace('_', '-')}: {value};" for name, value in declarations.items())
    return f"{selector} {{ {said} }}"


def px(size: float) -> str:
    return f"{size:g}px"


def variable(colour: str) -> str:
    return f"var(--{colour})" if colour == "paper" else f"var(--figure-{colour})"


def mixture(colour: str, share: float) -> str:
    """Return a share of a colour in the paper."""
    return (
        variable(colour)
        if share == 1 or colour == "paper"
        else f"color-mix(in srgb, {variable(colour)} {100 * share:.1f}%, var(--paper))"
    )


def variables(palette: style.Palette) -> dict[str, str]:
    """Return the custom properties of one scheme, by name."""
    return {
        "scheme": palette.scheme,
        "paper": palette.paper,
        "tint": mixed(palette.ink, palette.paper, share=TINT),
        "rule": palette.grid,
        "edge": mixed(palette.muted, palette.paper, share=EDGE),
        "figure-ink": palette.ink,
        "figure-muted": palette.muted,
        "figure-grid": palette.grid,
        **{
            f"figure-series-{number}": colour for number, colour in enumerate(palette.series + palette.further, start=1)
        },
        "figure-mark": palette.mark,
    }


def mixed(colour: str, ground: str, *, share: float) -> str:
    """Return ``share`` of ``colour`` in ``ground``, all as #rrggbb."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)
