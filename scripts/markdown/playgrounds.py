"""Python-Markdown extension: ``![alt](playground:id?control=value)`` becomes a playground around a registered figure.

The paragraph has the form of a figure's, and its caption. What comes out is complete without JavaScript: the figure
that shows this setting, and the controls as the page would write them. The element around them brings both to life.

Three tree processors share the work with those of `scripts.markdown.figures`: the first puts the figure into the
element, before figures are built; the second takes away what makes a figure move by itself, since the playground
moves it; the third resolves the address of the playground's own page.

What runs in the page is imported where it is used: ``serve`` goes on while it changes (`python_files.forget`).
"""

import difflib
import json
import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.assets import python_files
from scripts.assets.python_files import module_name, playground_ids
from scripts.markdown.figures import PICTURE_CLASS, is_home
from scripts.markdown.source import page_file, place, relative_address
from scripts.shared.manifest import SCHEME as FIGURE
from scripts.shared.manifest import all_figures
from scripts.shared.paths import CACHE
from scripts.shared.sources import SourceError

if TYPE_CHECKING:
    from plots.playgrounds.playground import Playground

SCHEME = "playground:"
OWN_PAGE = "playgrounds/{id}.md"  # the page that a playground has to itself
EMBED = "playgrounds/{id}/embed.md"  # its page for frames in other pages: scripts/pages/embeds.py adds it
PRESET = "playgrounds/{id}/{name}.md"  # the page of a named setting: scripts/pages/presets.py adds it
TAG = "play-ground"
LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")
# 0.9^7, 0.8^(30 − 15), 0.5^floor(3/5), 0.5^floor((9 − 4)/5), as in arithmetic.mjs
GROUP = r"\((?:[^()]|\([^()]*\))*\)"
POWER = re.compile(rf"\^({GROUP}|\w+{GROUP}|[-−]?[\d.]+e-\d+|[-−]?[\w.]+)", re.ASCII)
WITHOUT_JAVASCRIPT = "打开 JavaScript 后，这里的参数可以调。"


class PlaygroundExtension(Extension):
    """Registers the three tree processors."""

    def __init__(self, **options: Any) -> None:
        self.config = {"cache": [str(CACHE), "Folder of the manifest"]}
        super().__init__(**options)

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        cache = Path(self.getConfig("cache"))
        md.treeprocessors.register(BuildPlaygrounds(md, cache), "playgrounds", 16)  # before figures (15)
        md.treeprocessors.register(TakeOverFigures(md), "playground_figures", 14)
        md.treeprocessors.register(ResolveAddresses(md), "playground_addresses", -1)  # after MkDocs resolves links (0)


class BuildPlaygrounds(Treeprocessor):
    """Turn the paragraphs that are playgrounds into elements that hold a figure's paragraph and the controls."""

    def __init__(self, md: markdown.Markdown, cache: Path) -> None:
        super().__init__(md)
        self.cache = cache

    def run(self, root: etree.Element) -> None:
        found = [(each, source) for each in root.iter("p") if (source := playground_source(each)) is not None]
        for number, (paragraph, source) in enumerate(found):
            build_playground(paragraph, source, self.md, is_first=number == 0, cache=self.cache)


class TakeOverFigures(Treeprocessor):
    """Give the figure what a playground needs: a place for the picture, the sentence, the caption and the GIF of one that moves."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter(TAG):
            figure = element[0]
            figure.set("class", "figure playground__figure")
            figure.attrib.pop("data-table", None)  # it gives out what it shows
            if element.get("data-page") == "preset":  # which is the page of this figure
                for number in figure.iterfind("figcaption/a[@class='figure__number']"):
                    number.set("href", f"#{figure.get('id')}")
            if element.get("data-page") == "embed":  # where it is the only one
                leave_out_number(figure)
            for moving in figure.findall("moving-figure"):
                place = list(figure).index(moving)
                figure.remove(moving)
                for child in reversed(list(moving)):
                    figure.insert(place, child)
            if figure.find("div") is None:
                picture = etree.Element("div", {"class": PICTURE_CLASS})
                picture.extend(figure.findall("img"))
                figure[:] = [picture, *figure.findall("figcaption")]
            if (sentence := element.find("p[@class='playground__sentence']")) is not None:
                element.remove(sentence)
                figure.insert(len(figure) - 1, sentence)  # where the page has it: nothing moves then


def leave_out_number(figure: etree.Element) -> None:
    """Let a caption begin with its words."""
    for caption in figure.iterfind("figcaption"):
        number = caption[0]
        caption.text = (number.tail or "").removeprefix("：")
        caption.remove(number)


class ResolveAddresses(Treeprocessor):
    """Turn the addresses of full pages into addresses relative to the page."""

    def run(self, root: etree.Element) -> None:
        page = page_file(self.md)
        for element in root.iter(TAG):
            if page and "data-href" in element.attrib:
                element.set("data-href", relative_address(element.attrib["data-href"], page.url))


def playground_source(paragraph: etree.Element) -> str | None:
    """Return what stands after ``playground:`` in the paragraph of a playground, or None."""
    if len(paragraph) and paragraph[0].tag == "img" and not (paragraph.text or "").strip():
        source = paragraph[0].get("src", "")
        return source.removeprefix(SCHEME) if source.startswith(SCHEME) else None
    return None


def build_playground(
    paragraph: etree.Element, source: str, page: markdown.Markdown, *, is_first: bool, cache: Path
) -> None:
    """Change ``paragraph`` in place into the element of a playground.

    The controls of the first one of a page are there at once, and what its picture is made from. The controls of the others
    wait until the reader comes near (element.mjs), or for one who has no JavaScript: a browser would lay out every form while
    it reads a page.
    """
    id, _, text = source.partition("?")
    if id not in playground_ids():
        raise SourceError(unknown(id, source, page))
    from plots import presets
    from plots.playgrounds import markup, query, state

    playground = python_files.playground(id)
    settings = state.read_settings(playground, query.read(text))
    for problem in [each for setting in settings for each in setting.problems]:
        raise SourceError(f"{place(page, SCHEME + source)}：{problem.message}改正这个标签里的参数。")
    for _, problem in state.unknown_names(settings):
        raise SourceError(f"{place(page, SCHEME + source)}：{problem.message}改正这个标签里的参数。")
    canonical = query.write([setting.pairs for setting in settings])
    figure = presets.figures(playground).get(canonical)
    if figure is None:
        raise SourceError(
            f"{place(page, SCHEME + source)}：没有一张登记的图与这个设置（{canonical or '默认值'}）相同。"
            f"改用已有的设置，或画一张同样的图并写进 {module_name(id)} 的 figures。"
        )
    here = page_file(page).src_uri if page_file(page) else ""
    on_own_page, in_frame = (here == each.format(id=id) for each in (OWN_PAGE, EMBED))
    of_preset = here in {PRESET.format(id=id, name=name) for name, _, _ in playground.presets}
    alone = on_own_page or in_frame or of_preset

    image, *rest = list(paragraph)
    inner = etree.Element("p")
    image.set("src", FIGURE + figure)
    inner.extend([image, *rest])
    paragraph.clear()
    paragraph.tag = TAG
    paragraph.attrib = {
        "class": "playground",
        "data-playground": id,
        "data-title": playground.title,
        "data-query": canonical,
        "data-anchor": figure,
        "data-state": "static",
    }
    if is_home(page):
        paragraph.set("data-teaser", "")  # what one takes along is on its own page
    if alone:
        paragraph.set("data-page", "embed" if in_frame else "preset" if of_preset else "")
    if not on_own_page and not of_preset:
        paragraph.set("data-href", f"playgrounds/{id}/")
        if playground.more:
            paragraph.set("data-more", playground.more)
    if len(settings) > 1:
        shown = first_answer(id, canonical, page=alone)
        paragraph.set("data-labels", json.dumps(shown["labels"], ensure_ascii=False))
        paragraph.set("data-roles", json.dumps(shown["roles"]))
    elif is_first:  # all that is known of the setting, so that its picture lives before the interpreter does
        shown = {**first_answer(id, canonical, page=alone), "markup": [None]}
        paragraph.set("data-first", json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
    paragraph.append(inner)
    if playground.most_settings != query.MOST_SETTINGS:
        paragraph.set("data-most", str(playground.most_settings))
    said = all_figures(cache).get(figure, {}).get("sentence", "")  # a figure that is unknown stops the page later
    write_sentence(etree.SubElement(paragraph, "p", {"class": "playground__sentence"}), said)
    form = etree.SubElement(paragraph, "form", {"class": "playground__controls"})
    form.set("data-structure", settings[0].structure(page=alone))
    prefix = f"{figure.replace('/', '-')}-0"
    controls = markup.setting_html(settings[0], prefix, page=alone)
    for name, _, text in playground.presets if alone else ():
        if presets.canonical(playground, text) == canonical:
            option = f'<option value="{name}"'
            controls = controls.replace(option, f"{option} selected", 1)  # theirs is the first list
    at_once, waiting = (controls, "") if is_first else ("", controls)
    form.text = page.htmlStash.store(f"<noscript>{WITHOUT_JAVASCRIPT}{waiting}</noscript>{at_once}")
    listed = listing(playground, canonical, page)
    if listed:
        place_of_list = etree.SubElement(paragraph, "div", {"class": "playground__list"})
        place_of_list.append(etree.fromstring(listed))  # not stashed: MkDocs resolves its links and sees its anchors


def listing(playground: "Playground", canonical: str, page: markdown.Markdown) -> str:
    """Return the list of what a playground shows, "" where it has none.

    Elsewhere than on its own page, its links lead to the source of that page, which MkDocs makes into an address.
    """
    here, own_page = page_file(page), OWN_PAGE.format(id=playground.id)
    href = posixpath.relpath(own_page, posixpath.dirname(here.src_uri)) if here and here.src_uri != own_page else ""
    return playground.listing(canonical, page=here is not None and not href, href=href)


def url_of(source: str) -> str:
    """Return the address of the page of a playground or preset, below that of the site."""
    return f"{source.removesuffix('.md')}/"


def address_of(attributes: Mapping[str, Any], page: str) -> str:
    """Return where a playground is at home, with its setting, by the attributes of its element in the page at an address."""
    query = str(attributes.get("data-query", ""))
    return urljoin(page, str(attributes["data-href"])) + (f"?{query}" if query else "")


def write_sentence(element: etree.Element, sentence: str) -> None:
    """Write a sentence into an element, its links as links and its powers raised; the page does the same."""
    before, *links = LINK.split(sentence)
    write_arithmetic(element, before)
    for name, address, after in zip(links[::3], links[1::3], links[2::3], strict=True):
        etree.SubElement(element, "a", {"href": address}).text = name
        write_arithmetic(element, after)


def write_arithmetic(element: etree.Element, text: str) -> None:
    """Write text behind all that an element holds; arithmetic.mjs does the same."""
    before, *powers = POWER.split(text)
    if len(element):
        element[-1].tail = before
    else:
        element.text = before
    for exponent, after in zip(powers[::2], powers[1::2], strict=True):
        power = etree.SubElement(element, "sup")
        power.text = exponent[1:-1] if exponent.startswith("(") else exponent
        power.tail = after


def first_answer(id: str, canonical: str, *, page: bool) -> dict[str, Any]:
    """Return what a page that has just begun is told of a setting, so that it can stand there before."""
    from plots import bridge

    for kept in (bridge.results, bridge.recent):
        kept.clear()
    request = {"do": "open", "playground": id, "query": canonical, "page": page}
    return json.loads(bridge.handle(json.dumps(request)))["ok"]  # type: ignore[no-any-return] # JSON has no types


def figure_of(source: str) -> str:
    """Return the figure that stands where a page has ``playground:`` and this source, which has been built before."""
    from plots import presets

    id, _, text = source.partition("?")
    found = python_files.playground(id)
    return presets.figures(found)[presets.canonical(found, text)]


def unknown(id: str, source: str, page: markdown.Markdown) -> str:
    near = difflib.get_close_matches(id, playground_ids(), n=3, cutoff=0.4)
    advice = f"相近的有：{'、'.join(near)}。" if near else f"已有的是：{'、'.join(playground_ids())}。"
    return f"{place(page, SCHEME + source)}：没有 id 为 {id} 的互动图。{advice}"
