"""Python-Markdown extension: ``![alt](figure:id)`` becomes a captioned, numbered figure.

A paragraph that starts with such an image and holds nothing before it is a figure; what follows the image is its caption.
An empty link to a figure of the same page, ``[](#id)``, becomes 图 1, 图 2, ….

Two tree processors share the work. The first runs after inline parsing and builds the figure with its source still
written ``figure:id``; the second runs after MkDocs has resolved links and turns that into an address relative to the
page, so that figures are found from any page, under a sub-path too.
"""

import difflib
import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import page_file, place, relative_address
from scripts.shared.manifest import SCHEME, all_figures
from scripts.shared.paths import CACHE
from scripts.shared.sources import SourceError

ADDRESS = "assets/generated/"  # below the site
OWN = "figure-page:"  # how a figure refers to the page of its own, which scripts/pages/figure_pages.py adds
OWN_ADDRESS = "figures/{id}/"
IMAGE_CLASS = "figure__image"
PICTURE_CLASS = "figure__picture"  # of what holds the image where something else may stand in its place or above it


class FigureExtension(Extension):
    """Registers the two tree processors."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"cache": [str(CACHE), "Folder of the manifest"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        build = BuildFigures(md, Path(self.getConfig("cache")))
        # After inline parsing (20), before MkDocs collects anchors (5); addresses after MkDocs resolves links (0).
        md.treeprocessors.register(build, "figures", 15)
        md.treeprocessors.register(ResolveAddresses(md), "figure_addresses", -1)


class BuildFigures(Treeprocessor):
    """Turn the paragraphs that are figures into ``<figure>`` and fill in the references to them."""

    def __init__(self, md: markdown.Markdown, cache: Path) -> None:
        super().__init__(md)
        self.cache = cache

    def run(self, root: etree.Element) -> None:
        numbers: dict[str, int] = {}
        known: dict[str, dict[str, Any]] | None = None
        for paragraph in root.iter("p"):
            id = figure_id(paragraph)
            if id is None:
                continue
            if known is None:
                known = all_figures(self.cache)
            if id not in known:
                raise SourceError(unknown(id, list(known), self.md))
            if id in numbers:
                raise SourceError(
                    f"{place(self.md, SCHEME + id)}：图 {id} 在这一页出现了两次。每页只放一次，再提到它时写 [](#{id})。"
                )
            numbers[id] = len(numbers) + 1
            build_figure(paragraph, id, known[id], number=numbers[id], page=self.md)
        for image in root.iter("img"):
            id = image.get("src", "").removeprefix(SCHEME)
            if image.get("src", "").startswith(SCHEME) and image.get("class") != IMAGE_CLASS:
                raise SourceError(
                    f"{place(self.md, SCHEME + id)}：图 {id} 不在段首。图片前空一行，让它和题注自成一段。"
                )
        for link in root.iter("a"):
            target = link.get("href", "")[1:]
            if target in numbers and not len(link) and not (link.text or "").strip():
                link.text = f"图 {numbers[target]}"


class ResolveAddresses(Treeprocessor):
    """Turn the sources of figures into addresses relative to the page."""

    def run(self, root: etree.Element) -> None:
        page = page_file(self.md)
        for element in root.iter():
            for attribute in ("src", "href", "data-moments"):
                value = element.get(attribute, "")
                if value.startswith(SCHEME):
                    address = ADDRESS + value.removeprefix(SCHEME)
                elif value.startswith(OWN):
                    address = OWN_ADDRESS.format(id=value.removeprefix(OWN))
                else:
                    continue
                element.set(attribute, relative_address(address, page.url) if page else address)


def figure_id(paragraph: etree.Element) -> str | None:
    """Return the id of the figure that a paragraph is, or None."""
    if len(paragraph) and paragraph[0].tag == "img" and not (paragraph.text or "").strip():
        source = paragraph[0].get("src", "")
        return source.removeprefix(SCHEME) if source.startswith(SCHEME) else None
    return None


def build_figure(
    paragraph: etree.Element, id: str, facts: dict[str, Any], *, number: int, page: markdown.Markdown
) -> None:
    """Change ``paragraph`` in place into the figure."""
    image, *caption = list(paragraph)
    alt = image.get("alt", "").strip()
    if not alt:
        raise SourceError(
            f"{place(page, SCHEME + id)}：图 {id} 没有替代文字。写成 ![图的种类、坐标轴与趋势](figure:{id})。"
        )
    if not caption and not (image.tail or "").strip():
        raise SourceError(f"{place(page, SCHEME + id)}：图 {id} 没有题注。在图片下一行写题注，中间不空行。")
    figure = paragraph
    figure.clear()
    figure.tag = "figure"
    figure.attrib = {"id": id, "class": "figure"}
    if facts.get("table"):  # overrides/assets/javascripts/zoom.mjs offers it
        figure.set("data-table", "")
    picture = holder = figure
    if facts["moving"]:  # overrides/assets/javascripts/moving-figure.mjs brings it to life
        figure.set("class", "figure figure--moving")
        holder = etree.SubElement(figure, "moving-figure", {"data-moments": f"{SCHEME}{id}.json"})
        picture = etree.SubElement(holder, "div", {"class": PICTURE_CLASS})
    size = {name: str(facts[name]) for name in ("width", "height")}
    shown = etree.SubElement(picture, "img", {"class": IMAGE_CLASS, "src": f"{SCHEME}{id}.svg", "alt": alt} | size)
    if number > 1:  # the first one is likely to be on the first screen
        shown.set("loading", "lazy")
    if facts["moving"]:
        foot = etree.SubElement(holder, "div", {"class": "moving-figure__foot"})
        download = {"class": "moving-figure__download", "href": f"{SCHEME}{id}.gif", "download": ""}
        etree.SubElement(foot, "a", download).text = "下载 GIF"
    figcaption = etree.SubElement(figure, "figcaption", {"class": "figure__caption"})
    text = (image.tail or "").lstrip()
    if is_home(page):  # nothing there speaks of a figure by its number
        figcaption.text = text
    else:
        figure_number = etree.SubElement(figcaption, "a", {"class": "figure__number", "href": OWN + id})
        figure_number.text = f"图 {number}"
        figure_number.tail = f"：{text}"
    figcaption.extend(caption)


def is_home(page: markdown.Markdown) -> bool:
    file = page_file(page)
    return file is not None and file.src_uri == "index.md"


def unknown(id: str, known: list[str], page: markdown.Markdown) -> str:
    near = difflib.get_close_matches(id, known, n=3, cutoff=0.4)
    advice = f"相近的有：{'、'.join(near)}。" if near else ""
    return f"{place(page, SCHEME + id)}：没有 id 为 {id} 的图。{advice}改正引用，或在 plots/figures/ 的 FIGURES 表中登记它。"
