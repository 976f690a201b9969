"""A text as a feed holds it, where there are no scripts and no style sheets, and readers keep of HTML what they like.

A playground is its figure, its sentence and a link to this setting; a formula carries its TeX, which is read where MathML is
taken away and unseen where it is shown; all addresses are absolute. What is not in ``KEPT`` leaves its content behind.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, Tag

from scripts.markdown.playgrounds import TAG, address_of

ADDRESSES = ("href", "src", "cite")
KEPT = {
    **dict.fromkeys(
        "p br hr h2 h3 h4 h5 h6 ul li dl dt dd blockquote pre figure figcaption details summary".split(), ()
    ),
    **dict.fromkeys(
        "table caption thead tbody tfoot tr code kbd samp em strong b i del ins mark s q sub sup".split(), ()
    ),
    **dict.fromkeys(("th", "td"), ("align", "colspan", "rowspan", "scope")),
    "a": ("href", "title"),
    "img": ("src", "alt", "width", "height"),
    "ol": ("start",),
}
GONE = "script, style, noscript, template, form, button, .headerlink, .footnote-backref, [hidden]"
MATH = re.compile(r"<math\b([^>]*)>(.*?)</math>", re.DOTALL)
TEX = re.compile(r'\s*\balttext="([^"]*)"')
CLASS = re.compile(r'\s+class="[^"]*"')
STAND_IN = "\ue000{}\ue001"  # for a formula, which stays as it is
STANDS_IN = re.compile("\ue000(\\d+)\ue001")


def readable(content: str, base: str) -> str:
    """Return the HTML ``content`` of the page ``base`` for a feed."""
    formulas: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        formulas.append(with_tex(match))
        return STAND_IN.format(len(formulas) - 1)

    soup = BeautifulSoup(MATH.sub(put_aside, content), "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for playground in soup.find_all(TAG):
        playground.append(way_to(address_of(playground.attrs, base), soup))
    for element in soup.select(GONE):
        element.decompose()
    for term in soup.select("a.term"):
        term.unwrap()
    for element in soup.find_all(True):
        reduce(element, base)
    return STANDS_IN.sub(lambda match: formulas[int(match[1])], str(soup)).strip()


def with_tex(math: re.Match[str]) -> str:
    """Return a formula with its source as an annotation and without what only our style sheet knows."""
    attributes, content = (CLASS.sub("", part) for part in (TEX.sub("", math[1]), math[2]))
    source = TEX.search(math[1])
    if source and source[1]:
        content = f'<semantics><mrow>{content}</mrow><annotation encoding="application/x-tex">{source[1]}</annotation></semantics>'
    return f"<math{attributes}>{content}</math>"


def way_to(address: str, soup: BeautifulSoup) -> Tag:
    """Return a link to a playground."""
    way = soup.new_tag("p")
    link = soup.new_tag("a", href=address)
    link.string = "打开互动图"
    way.append(link)
    return way


def reduce(element: Tag, base: str) -> None:
    """Take from an element what a feed has no use for, or leave of it what is in it."""
    if element.name == "div" and any(text.strip() for text in element.find_all(string=True, recursive=False)):
        element.name = "p"
    if element.name not in KEPT:
        element.unwrap()
        return
    element.attrs = {name: value for name, value in element.attrs.items() if name in KEPT[element.name]}
    for name in ADDRESSES:
        if name in element.attrs:
            element[name] = urljoin(base, str(element[name]))


def plain(content: str) -> str:
    """Return HTML as one line of text, its formulas as TeX."""
    return " ".join(unescape("".join(pieces(content))).split())


def pieces(content: str) -> Iterator[str]:
    def source(match: re.Match[str]) -> str:
        tex = TEX.search(match[1])
        return (f"${tex[1]}$" if tex[1] else "") if tex else match[2]

    yield re.sub(r"<[^>]+>", "", MATH.sub(source, content))
