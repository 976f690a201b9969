"""Make the font of the formulas: STIX Two Math, cut down to the characters that formulas use.

Fractions, roots and brackets that grow need a font with an OpenType MATH table. Windows and macOS have one, Linux and
Android do not, so the site brings its own. STIX Two Math is the choice among what the registry offers: its strokes are
as strong as those of a Chinese sans-serif text, and the packaged file still holds its MATH table (that of Libertinus
Math has lost it; DejaVu Math looks coarse; Noto Sans Math has no roman letters for sin and cos). Whole it is 400 KB,
cut down about 75 KB. Its licence, the OFL, is put beside it.

``CHARACTERS`` does not depend on the articles: the same bytes come out whatever is being written, and
``scripts.markdown.formulas`` refuses a formula with a character that is not in it.
"""

import hashlib
import importlib.metadata
import io
import itertools
from pathlib import Path
from typing import Any

from scripts.shared.files import write_if_changed
from scripts.shared.paths import CACHE, GENERATED, ROOT

PACKAGE = ROOT / "node_modules" / "@fontsource" / "stix-two-math"
SOURCE = PACKAGE / "files" / "stix-two-math-latin-400-normal.woff2"
FONT = "fonts/stix-two-math.woff2"  # below generated/; named in formulas.css
LICENCE = "fonts/stix-two-math-licence.txt"
KEY = "maths-font.key"  # what the font was made from; below the cache
LIBRARIES = ("fonttools", "brotli")

CHARACTERS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xA0), (0xA8, 0xA8), (0xAC, 0xAC), (0xAF, 0xB1), (0xB4, 0xB4), (0xB7, 0xB7), (0xD7, 0xD7), (0xF7, 0xF7),
    (0x131, 0x131), (0x237, 0x237),  # i and j without their dot
    (0x2C6, 0x2C7), (0x2C9, 0x2CB), (0x2D8, 0x2DD), (0x300, 0x308), (0x30A, 0x30C), (0x332, 0x332), (0x338, 0x338),
    (0x20D7, 0x20D7),  # accents
    (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x3D1, 0x3D1), (0x3D5, 0x3D6), (0x3F0, 0x3F1), (0x3F5, 0x3F5),
    (0x2002, 0x200A), (0x2013, 0x2016), (0x2018, 0x2019), (0x201C, 0x201D), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x2032, 0x2037), (0x203E, 0x203E), (0x2044, 0x2044), (0x2057, 0x2057), (0x2061, 0x2064),  # punctuation, primes, invisible operators
    (0x2102, 0x2102), (0x210B, 0x2113), (0x2115, 0x2115), (0x2118, 0x211D), (0x2124, 0x2124), (0x212B, 0x212D),
    (0x2130, 0x2131), (0x2133, 0x2133),  # letter-like: ℓ ℏ ℕ ℝ ℒ …
    (0x2190, 0x2199), (0x21A6, 0x21A6), (0x21D0, 0x21D5), (0x27F5, 0x27FC),  # arrows
    (0x2200, 0x222C), (0x2234, 0x2237), (0x223C, 0x223D), (0x2243, 0x224D), (0x2254, 0x2257), (0x225C, 0x225C),
    (0x2260, 0x2267), (0x226A, 0x226B), (0x2270, 0x2271), (0x227A, 0x228B), (0x2295, 0x2299), (0x22A2, 0x22A5),
    (0x22C0, 0x22C6), (0x22EE, 0x22F1), (0x2A00, 0x2A02), (0x2A7D, 0x2A7E), (0x2AAF, 0x2AB0),  # operators, relations
    (0x2308, 0x230B), (0x239B, 0x23B1), (0x23B4, 0x23B5), (0x23DC, 0x23DF), (0x27E6, 0x27EB),  # brackets
    (0x25A1, 0x25A1), (0x25FB, 0x25FC), (0x2713, 0x2713),
    (0x1D400, 0x1D454), (0x1D456, 0x1D49B),  # bold, italic, bold italic
    (0x1D49C, 0x1D49C), (0x1D49E, 0x1D49F), (0x1D4A2, 0x1D4A2), (0x1D4A5, 0x1D4A6), (0x1D4A9, 0x1D4AC),
    (0x1D4AE, 0x1D4B5),  # script capitals; the others are among the letter-like
    (0x1D538, 0x1D539), (0x1D53B, 0x1D53E), (0x1D540, 0x1D544), (0x1D546, 0x1D546), (0x1D54A, 0x1D550),
    # double-struck capitals; the others are among the letter-like
    (0x1D670, 0x1D6A3), (0x1D7F6, 0x1D7FF),  # typewriter: names from code
    (0x1D6A8, 0x1D755),  # Greek: bold, italic, bold italic
    (0x1D7CE, 0x1D7E1),  # other digits: bold, double-struck
)  # fmt: skip
PRIMES = (0x2032, 0x2033, 0x2034, 0x2057)
CODE_POINTS = frozenset(itertools.chain.from_iterable(range(first, last + 1) for first, last in CHARACTERS))


def build(generated: Path = GENERATED, cache: Path = CACHE) -> None:
    """Bring the font below ``generated`` up to date; quick and without a write where it is.

    Raises:
        FileNotFoundError: Where the source font has not been installed.
    """
    if not SOURCE.exists():
        raise FileNotFoundError(f"缺少公式字体的来源 {SOURCE.relative_to(ROOT)}；改法：运行 make serve，它会先安装依赖")
    key = source_key()
    files = [generated / FONT, generated / LICENCE, cache / KEY]
    if all(file.exists() for file in files) and (cache / KEY).read_bytes() == key:
        return
    write_if_changed(generated / FONT, subset(SOURCE))
    write_if_changed(generated / LICENCE, (PACKAGE / "LICENSE").read_bytes())
    write_if_changed(cache / KEY, key)  # last: it says that the others are whole


def source_key() -> bytes:
    """Return a digest of everything that the font's bytes depend on."""
    digest = hashlib.sha256(SOURCE.read_bytes() + Path(__file__).read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest().encode()


def subset(source: Path) -> bytes:
    """Return ``source`` as WOFF2 with the glyphs of ``CHARACTERS`` and all sizes and parts that they grow into."""
    from fontTools import subset, ttLib  # slow to import and rarely needed

    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], layout_features=["*"]
    )
    font = ttLib.TTFont(source, recalcTimestamp=False)  # the time of the build must not be in the file
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CODE_POINTS)
    subsetter.subset(font)
    level_scripts(font)
    lower_primes(font)
    font.flavor = "woff2"
    with io.BytesIO() as buffer:
        font.save(buffer)
        return buffer.getvalue()


def level_scripts(font: Any) -> None:
    """Put the subscript of η as high as that of T, and the superscript of T as low as that of x.

    Browsers move a script away from the ink of its base by at least these two amounts. TeX does so for brackets, but
    not for single letters. The new values let the general shift (0.21 em down, 0.36 em up) decide for every letter:
    the deepest reaches 0.225 em below the line, the highest 0.764 em above.
    """
    constants = font["MATH"].table.MathConstants
    constants.SubscriptBaselineDropMin.Value = -20
    constants.SuperscriptBaselineDropMax.Value = 405


def lower_primes(font: Any) -> None:
    """Make the primes fit to be superscripts: half as large again, and down on the line.

    The original font has such primes as a stylistic set, the packaged file has lost it. As drawn for running text
    they would become tiny ticks far above the letter. All of them stand between 0.4 em and 0.7 em.
    """
    names = font.getBestCmap()
    for code_point in PRIMES:
        name = names[code_point]
        glyph = font["glyf"][name]
        glyph.coordinates.translate((-glyph.xMin, -glyph.yMin))
        glyph.coordinates.scale((1.5, 1.5))
        glyph.coordinates.translate((30, 30))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (glyph.xMax + 30, glyph.xMin)
