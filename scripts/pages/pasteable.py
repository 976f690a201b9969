"""An article as one HTML file to be pasted into the editors of 公众号 and 知乎, which keep neither scripts nor style sheets.

Of the built page comes its text with all styles in its elements. Formulas are drawings, addresses numbered notes at the end,
figures pictures in the file, playgrounds a picture with a code that leads to them; what was folded is open.
"""

import base64
import json
import re
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

from bs4 import BeautifulSoup, Comment, Tag

from scripts.markdown.playgrounds import address_of
from scripts.pages.figure_pages import existing, parsed
from scripts.shared.node import node

SCRIPT, STYLES = (Path(__file__).with_suffix(suffix) for suffix in (".mjs", ".css"))
LEFT_OUT = (
    "h1, .facts, .headerlink, .footnote-backref, .moving-figure__foot, .playground__sentence, .post-foot, "
    "button, form, nav, noscript, script, input, math[alttext='']"  # of a formula in pieces the first has the whole source
)
OPENED = "span:not(pre span), .passage, moving-figure, .figure__picture, a.term, abbr, label, time"
KEPT = {"alt", "class", "colspan", "rowspan", "src"}  # attributes
SECTIONS = {"article", "details", "div", "figure", "header"}  # what editors know only as <section>

Picture = Callable[[str], tuple[str, bytes]]  # id of a figure -> media type and content


class PasteError(Exception):
    """An article that cannot be pasted; the message is for the author."""


def pasteable(html: str, *, address: str, picture: Picture) -> str:
    """Return the file for the page ``html``, whose address is absolute."""
    article = Article(parsed(html), address)
    text, formulas = article.prepared()
    given = {"html": text, "css": STYLES.read_text(encoding="utf-8"), "formulas": formulas}
    done = subprocess.run(
        [node(), str(SCRIPT)], input=json.dumps(given), capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode != 0:
        said = next((line for line in done.stderr.splitlines() if "Error: " in line), done.stderr.strip())
        raise PasteError(f"没有写成，{said}。公式有误就改写它。")
    made = json.loads(done.stdout)
    body = re.sub(r' class="[^"]*"', "", made["html"])
    body = re.sub(r"\[\[formula:(\d+)\]\]", lambda match: made["formulas"][int(match[1])], body)
    body = re.sub(r'src="figure:([^"]+)"', lambda match: f'src="{data(*picture(match[1]))}"', body)
    body = re.sub(r'src="code:([^"]+)"', lambda match: f'src="{qr_code(unquote(match[1]))}"', body)
    title = escape(article.title)
    return f'<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n'


class Article:
    """The text of a page on its way; each step changes the tree."""

    def __init__(self, page: BeautifulSoup, address: str) -> None:
        self.page = page
        self.address = address
        self.title = existing(page.h1).get_text().removesuffix("¶").strip()
        self.root = existing(page.article)
        self.classes = set(re.findall(r"\.([a-z][a-z-]*)", STYLES.read_text(encoding="utf-8")))

    def prepared(self) -> tuple[str, list[dict[str, Any]]]:
        """Return the HTML, with marks where pictures and formulas come, and the formulas."""
        for each in self.root.select(LEFT_OUT):
            each.decompose()
        for each in self.root.select(OPENED):
            each.unwrap()
        formulas = self.take_formulas()
        self.open_folds()
        for each in self.root.select("play-ground"):
            self.show_playground(each)
        for each in self.root.select("figure"):
            self.show_figure(each)
        self.add_notes()
        for each in self.root.select("pre > code"):
            self.keep_lines(each)
        for each in [self.root, *self.root.find_all(True)]:
            self.simplify(each)
        return str(self.root), formulas

    def take_formulas(self) -> list[dict[str, Any]]:
        """Put a mark in the place of each formula."""
        formulas = []
        for number, each in enumerate(self.root.select("math")):
            formulas.append({"tex": each.get("alttext", each.get_text()), "display": each.get("display") == "block"})
            each.replace_with(f"[[formula:{number}]]")
        return formulas

    def open_folds(self) -> None:
        for each in self.root.select("summary, .admonition-title, .post-head__question"):
            each.name, each["class"] = "p", "lead"
        for each in self.root.select("details, .admonition"):
            each["class"] = "" if each.find_parent(class_="box") else "box"

    def show_playground(self, playground: Tag) -> None:
        """Leave the figure, and below it the way to the playground with this setting."""
        address = address_of(playground.attrs, self.address)
        figure = existing(playground.find("figure")).extract()
        way = self.new("a", "", "扫码打开互动图，参数可以调", href=address)
        playground.replace_with(figure, self.code(address, "打开互动图"), self.new("p", "play", way))

    def code(self, address: str, words: str) -> Tag:
        """Return a paragraph with the code that leads to an address."""
        image = self.new("img", "code", src=f"code:{quote(address)}", alt=f"二维码：{words}")
        return self.new("p", "play", image)

    def show_figure(self, figure: Tag) -> None:
        picture, caption = existing(figure.img), existing(figure.figcaption)
        id = re.sub(r"^.*assets/generated/|\.svg$", "", str(picture["src"]))
        existing(caption.select_one(".figure__number")).unwrap()
        image = self.new("img", "", src=f"figure:{id}", alt=str(picture["alt"]))
        words = self.new("p", "caption", *list(caption.contents))
        figure.clear()
        figure.extend([image, words])

    def add_notes(self) -> None:
        """Write out the addresses: those of footnotes where they stand, others as notes that go on in the same numbers."""
        footnotes = self.root.select(".footnote li")
        for mention in self.root.select(".footnote-ref"):
            mention.replace_with(self.new("sup", "", mention.get_text()))
        for number, footnote in enumerate(footnotes, start=1):
            footnote.name, footnote["class"] = "section", "notes"
            footnote.insert(0, f"[{number}] ")
        for numbered in self.root.select(".footnote > ol"):
            numbered.unwrap()
        notes: dict[str, str] = {}
        for link in self.root.select("a"):
            address = urljoin(self.address, str(link.get("href", "")))
            if footnotes and link.find_parent(class_="footnote"):
                link.insert_after("" if link.get_text() == address else f"（{address}）")
            elif address.partition("#")[0] != self.address:
                notes.setdefault(address, link.get_text())
                number = len(footnotes) + list(notes).index(address) + 1
                link.insert_after(self.new("sup", "", f"[{number}]"))
            link.unwrap()
        listed = [
            f"[{len(footnotes) + number}] {text}：{address}" for number, (address, text) in enumerate(notes.items(), 1)
        ]
        self.root.extend([self.new("h2", "", "链接")] * bool(listed))
        self.root.extend([self.new("p", "notes", line) for line in listed])
        way = f"扫码读原文，图会动，代码能运行：{self.address}"
        self.root.extend([self.new("h2", "", "原文"), self.code(self.address, "读原文"), self.new("p", "play", way)])

    def keep_lines(self, code: Tag) -> None:
        """Write breaks and indents so that an editor keeps them."""
        for text in code.find_all(string=True):
            kept = re.sub(r"(?<=\n) +| {2,}", lambda match: "\u00a0" * len(match[0]), str(text))
            first, *others = kept.split("\n")
            text.replace_with(first, *(piece for line in others for piece in (self.page.new_tag("br"), line)))
        if code.contents and getattr(code.contents[-2:][0], "name", "") == "br":  # of the last line
            code.contents[-2].extract()

    def simplify(self, element: Tag) -> None:
        """Leave of an element what an editor understands."""
        align = element.get("align")
        known = [name for name in str_list(element.get("class")) if name in self.classes]
        if element is self.root:
            known = ["article"]
        element.attrs = {name: value for name, value in element.attrs.items() if name in KEPT - {"class"}}
        if known or align:
            element["class"] = " ".join([*known, *([str(align)] if align else [])])
        if element.name in SECTIONS:
            element.name = "section"
        for comment in element.find_all(string=lambda text: isinstance(text, Comment), recursive=False):
            comment.extract()

    def new(self, tag: str, looks: str, *content: Any, **attributes: str) -> Tag:
        made = self.page.new_tag(tag, attrs={"class": looks, **attributes})
        made.extend(content)
        return made


def str_list(value: Any) -> list[str]:
    """Return the classes of an element, which the parser gives as a list, and we as a text."""
    return value.split() if isinstance(value, str) else list(value or [])


def data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def qr_code(address: str) -> str:
    """Return the code that a phone reads an address from, as the address of a picture."""
    import segno  # only `make wechat` has it

    uri: str = segno.make(address, micro=False).png_data_uri(scale=5, border=2)
    return uri
