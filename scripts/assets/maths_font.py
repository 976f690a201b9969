"""Make the font of the formulas: STIX Two Math, cut down to the characters that the site's formulas use.

Fractions, roots and brackets that grow need a font with an OpenType MATH table. Windows and macOS have one, Linux and
Android do not, so the site brings its own. STIX Two Math is the choice among what the registry offers: its strokes are
as strong as those of a Chinese sans-serif text, and the packaged file still holds its MATH table (that of Libertinus
Math has lost it; DejaVu Math looks coarse; Noto Sans Math has no roman letters for sin and cos). Whole it is 400 KB,
cut down about 30 KB. Its licence, the OFL, is put beside it.
"""

import functools
import hashlib
import html
import importlib.metadata
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

from scripts.shared.files import write_if_changed
from scripts.shared.paths import CACHE, ROOT
from scripts.shared.records import make

PACKAGE = ROOT / "node_modules" / "@fontsource" / "stix-two-math"
SOURCE = PACKAGE / "files" / "stix-two-math-latin-400-normal.woff"  # read faster than its WOFF2
FONT = "assets/generated/fonts/stix-two-math.woff2"  # in the site; named in formulas.css
LICENCE = "assets/generated/fonts/stix-two-math-licence.txt"
CACHED = "maths-font.woff2"  # below the cache, as is the record of what it was made from
RECORD = "maths-font.json"
LIBRARIES = ("fonttools", "brotli")
DRAWN = "√−"  # for <msqrt> and for a hyphen, though no page writes them
LETTERS = frozenset({*range(0x21, 0x7F), *range(0x391, 0x3CA)})  # by all of them FreeType fits each to the pixels
PRIMES = (0x2032, 0x2033, 0x2034, 0x2057)
FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def build(site: Path, cache: Path = CACHE) -> None:
    """Put the font and its licence into the folder of the finished ``site``; the font is made where it needs another one.

    Raises:
        FileNotFoundError: Where the source font has not been installed.
    """
    written = written_characters(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    made = cache / CACHED
    make(cache / RECORD, source_key(written), lambda: {made: subset_apart(used_characters(written))})
    write_if_changed(site / FONT, made.read_bytes())
    write_if_changed(site / LICENCE, (PACKAGE / "LICENSE").read_bytes())


def written_characters(pages: Iterable[str]) -> frozenset[str]:
    """Return the characters of all formulas, and those that browsers draw for them."""
    formulas = {formula for page in pages for formula in FORMULA.findall(page)}
    return frozenset(html.unescape(TAG.sub("", "".join(formulas))) + DRAWN)


def used_characters(written: Set[str]) -> frozenset[int]:
    """Return the characters of the font that show those ``written``, each also in italics: so browsers show a variable."""
    known = known_characters()
    italic = {each for each in known if is_italic_of(each, written)}
    return known.intersection(LETTERS.union(map(ord, written))) | italic


def is_italic_of(code_point: int, characters: Set[str]) -> bool:
    kind, _, plain = unicodedata.decomposition(chr(code_point)).partition(" ")
    if kind != "<font>" or chr(int(plain, 16)) not in characters:
        return False
    return unicodedata.name(chr(code_point)).startswith(("MATHEMATICAL ITALIC", "PLANCK CONSTANT"))


@functools.cache
def known_characters() -> frozenset[int]:
    """Return the characters that the whole font has."""
    return frozenset(whole().getBestCmap())


def whole() -> Any:
    from fontTools import ttLib  # slow to import

    if not SOURCE.exists():
        raise FileNotFoundError(f"缺少公式字体的来源 {SOURCE.relative_to(ROOT)}；改法：运行 make serve，它会先安装依赖")
    return ttLib.TTFont(SOURCE, recalcTimestamp=False)  # the time of the build must not be in the file


def source_key(written: Set[str]) -> str:
    """Return a digest of everything that the font's bytes depend on."""
    digest = hashlib.sha256(SOURCE.read_bytes() + Path(__file__).read_bytes() + repr(sorted(written)).encode())
    digest.update(f"Unicode {unicodedata.unidata_version}\n".encode())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()


def subset_apart(characters: frozenset[int]) -> bytes:
    """Return what `subset` does, by a process of its own: the memory of a build would keep what that takes."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    asked = json.dumps(sorted(characters)).encode()
    command = [sys.executable, "-m", "scripts.assets.maths_font"]
    return subprocess.run(command, cwd=ROOT, env=environment, input=asked, stdout=subprocess.PIPE, check=True).stdout


def subset(characters: frozenset[int]) -> bytes:
    """Return the font as WOFF2 with the glyphs of ``characters`` and all sizes and parts that they grow into."""
    from fontTools import subset

    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], layout_features=["*"]
    )
    font = whole()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    level_scripts(font)
    lower_primes(font)
    narrow_roots(font)
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
    for name in filter(None, map(names.get, PRIMES)):
        glyph = font["glyf"][name]
        glyph.coordinates.translate((-glyph.xMin, -glyph.yMin))
        glyph.coordinates.scale((1.5, 1.5))
        glyph.coordinates.translate((30, 30))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (glyph.xMax + 30, glyph.xMin)


def narrow_roots(font: Any) -> None:
    """Make the tall signs of a root as wide as the low one.

    Chromium takes a root for as wide as if its sign were the widest of them: behind each low one there was a gap.
    """
    variants = font["MATH"].table.MathVariants
    root = font.getBestCmap()[ord("√")]
    sizes = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    width, _ = font["hmtx"][root]
    names = {each.VariantGlyph for each in sizes.MathGlyphVariantRecord}
    for name in sorted((names | {part.glyph for part in sizes.GlyphAssembly.PartRecords}) - {root}):
        glyph, (whole, _) = font["glyf"][name], font["hmtx"][name]
        glyph.coordinates.scale((width / whole, 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)


if __name__ == "__main__":
    sys.stdout.buffer.write(subset(frozenset(json.load(sys.stdin))))
