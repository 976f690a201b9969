"""Write the colours of the figures as a style sheet: the page and its figures are one picture.

``plots.style`` is the only place that holds a colour. What a page needs besides — a tint for code and cards, a
stronger rule — is mixed from paper and ink here, so that a new palette changes everything at once.
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.shared.files import write_if_changed
from scripts.shared.paths import GENERATED, ROOT

if TYPE_CHECKING:
    from plots.style import Palette

STYLE_SHEET = "palette.css"
SOURCES = (Path(__file__), ROOT / "plots" / "style.py")

TINT = 0.045  # of ink in the paper below code, cards and the heads of tables
EDGE = 0.75  # of muted in the paper: the edges of controls need 3:1

# Print is always light. Without JavaScript Material marks every page as light: the reader's system decides instead.
LAYOUT = """/* {key} made from plots/style.py by scripts/assets/palette_css.py */
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
"""


def build(generated: Path = GENERATED) -> None:
    """Bring the style sheet below ``generated`` up to date; without importing matplotlib where it is."""
    key = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()[:16]
    file = generated / STYLE_SHEET
    if file.exists() and file.read_text(encoding="utf-8").startswith(f"/* {key} "):
        return
    write_if_changed(file, style_sheet(key).encode())


def style_sheet(key: str) -> str:
    """Return the style sheet; ``key`` says what it was made from."""
    from plots import style  # imports matplotlib: only where something changed

    light, dark = (
        "\n".join(f"  --{name}: {value};" for name, value in variables(palette).items()) for palette in style.PALETTES
    )
    return LAYOUT.format(key=key, light=light, dark=dark)


def variables(palette: "Palette") -> dict[str, str]:
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
        **{f"figure-series-{number}": colour for number, colour in enumerate(palette.series, start=1)},
        "figure-mark": palette.mark,
    }


def mixed(colour: str, ground: str, *, share: float) -> str:
    """Return ``share`` of ``colour`` in ``ground``, all as #rrggbb."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)
