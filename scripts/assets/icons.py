"""The sign of the site as the pictures that systems ask for, drawn from docs/assets/favicon.svg, and the manifest that names them.

Drawn is what that file is made of: a rectangle, circles, and paths of the commands M, V, H and C, with their colours as
attributes. Corners and what lies around the sign are the system's.
"""

import hashlib
import io
import json
import re
import xml.etree.ElementTree as etree
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.assets.palette_css import papers
from scripts.shared.paths import CACHE, GENERATED, ROOT
from scripts.shared.records import make

if TYPE_CHECKING:
    from matplotlib.patches import Patch
    from matplotlib.path import Path as Outline
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from PIL import Image

SIGN = ROOT / "docs" / "assets" / "favicon.svg"
FOLDER = "icons"  # below GENERATED
MANIFEST = "site.webmanifest"
RECORD = "icons.json"  # what the files were made from; below the cache
SIDE = 32  # of the sign, in units of its file
ICON, TOUCH = "favicon.ico", "touch.png"
SMALL = (16, 32, 48)  # px, in the one file
# px of a picture, and the margin around the sign in units; that of a maskable one is kept free of what may be cut off.
LARGE = {TOUCH: (180, 3), "192.png": (192, 0), "512.png": (512, 0), "maskable.png": (512, 8)}
COMMAND = re.compile(r"([MVHC])([^A-Za-z]*)")


def build(generated: Path = GENERATED, cache: Path = CACHE) -> None:
    """Bring the pictures below ``generated`` up to date; without importing matplotlib where they are."""
    key = hashlib.sha256(SIGN.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    make(
        cache / RECORD,
        key,
        lambda: {
            generated / FOLDER / name: content for name, content in files(SIGN.read_text(encoding="utf-8")).items()
        },
    )


def files(sign: str) -> dict[str, bytes]:
    """Return the pictures of a sign, given as SVG, by name."""
    *others, largest = (drawn(sign, size) for size in SMALL)
    found = {ICON: io.BytesIO()} | {name: io.BytesIO() for name in LARGE}
    largest.save(found[ICON], "ICO", sizes=[(size, size) for size in SMALL], append_images=others)
    for name, (size, margin) in LARGE.items():
        drawn(sign, size, margin=margin).save(found[name], "PNG", optimize=True)
    return {name: buffer.getvalue() for name, buffer in found.items()}


def drawn(sign: str, size: int, *, margin: int = 0) -> "Image.Image":
    """Return the sign so many pixels wide; with a margin around it the paper has no corners."""
    from matplotlib.figure import Figure
    from PIL import Image

    figure = Figure(figsize=(size / 72, size / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(-margin, SIDE + margin), ylim=(SIDE + margin, -margin))
    paper, *shapes = etree.fromstring(sign).iterfind("./*[@class]")
    figure.set_facecolor(paper.attrib["fill"] if margin else "none")
    for shape in (paper, *shapes):
        patch = patch_of(shape)
        stroke = float(shape.get("stroke-width", 0)) * size / (SIDE + 2 * margin)
        patch.set(facecolor=shape.attrib["fill"], edgecolor=shape.get("stroke", "none"), linewidth=stroke)
        patch.set(capstyle="round", joinstyle="round")
        axes.add_patch(patch)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor=figure.get_facecolor())
    return Image.open(buffer)


def patch_of(shape: etree.Element) -> "Patch":
    """Return the shape of an element of the sign.

    Raises:
        ValueError: If it is of another kind than a rectangle, a circle or a path.
    """
    from matplotlib.patches import Circle, FancyBboxPatch, PathPatch

    number = {name: float(text) for name, text in shape.attrib.items() if re.fullmatch(r"[\d.]+", text)}
    kind = shape.tag.rpartition("}")[2]
    if kind == "rect":
        corners = f"round,pad=0,rounding_size={number['rx']}"
        return FancyBboxPatch((0, 0), number["width"], number["height"], boxstyle=corners)
    if kind == "circle":
        return Circle((number["cx"], number["cy"]), number["r"])
    if kind == "path":
        return PathPatch(outline(shape.attrib["d"]))
    raise ValueError(f"{SIGN.name}: cannot draw <{kind}>")


def outline(data: str) -> "Outline":
    """Return the path of an SVG."""
    from matplotlib.path import Path as Outline

    kinds = {"M": Outline.MOVETO, "C": Outline.CURVE4}
    places: list[tuple[float, float]] = []
    codes: list[int] = []
    for command, numbers in COMMAND.findall(data):
        told = [float(number) for number in numbers.split()]
        if command in "VH":
            x, y = places[-1]
            told = [x, *told] if command == "V" else [*told, y]
        reached = list(zip(told[::2], told[1::2], strict=True))
        places += reached
        codes += [int(kinds.get(command, Outline.LINETO))] * len(reached)
    return Outline(places, codes)


def add_files(files: "Files", config: "MkDocsConfig") -> None:
    """Put the icon where those look who ask nobody, and add the manifest."""
    from mkdocs.structure.files import File  # slow to import, as all that draws

    if icon := files.get_file_from_path(f"assets/generated/{FOLDER}/{ICON}"):
        icon.dest_uri = ICON
    content = manifest(config.site_name, config.site_description or "", papers()["light"])
    files.append(File.generated(config, MANIFEST, content=content))


def manifest(name: str, description: str, colour: str) -> str:
    """Return the web app manifest, with addresses told from the root of the site."""
    icons = [
        {"src": f"assets/generated/{FOLDER}/{file}", "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "maskable"} if file.startswith("maskable") else {})
        for file, (size, _) in LARGE.items()
        if file != TOUCH
    ]
    facts = {"name": name, "description": description, "lang": "zh-CN", "start_url": "./", "display": "minimal-ui"}
    colours = {"background_color": colour, "theme_color": colour}
    return json.dumps(facts | colours | {"icons": icons}, ensure_ascii=False, indent=1)
