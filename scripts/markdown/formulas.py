r"""Render formulas while the site is built: TeX between dollars becomes MathML.

A Python-Markdown extension. ``pymdownx.arithmatex`` (``generic: true``) finds ``$…$`` and ``$$…$$``; a tree processor
turns what it found into ``<math>``, which browsers draw and screen readers read without any script.

The work is done by Temml in a Node child that starts with the first formula. Compared by eye with KaTeX's MathML
in Chromium, Firefox and WebKit, both schemes, wide and narrow:

- Browsers draw MathML Core. Temml writes for it; KaTeX relies on what was dropped: in Chromium its columns of
  ``aligned`` and ``cases`` are centred, 𝔼, ℝ, ℒ and bold letters come out as plain italics.
- KaTeX puts the invisible operator after min into ``\eta_{\min}`` as a third child of ``msub``, and the subscript then
  stands on the line. It loses the spaces in arg min and log p, and ``\|`` beside a term is too small.
- KaTeX always repeats the TeX as an annotation, which would be found by the search. Here ``alttext`` holds it where the
  text of the formula says less, and copying.mjs puts it into what a reader copies.

Temml writes some ``style`` attributes, which a strict content policy forbids: ``STYLES`` gives each of them a class,
and formulas.css gives that class its look. A formula that needs another one is refused, and so is one that does not
parse or uses a character that the font lacks: the build stops and names page, formula and cure.
"""

import atexit
import contextlib
import functools
import html
import itertools
import json
import re
import subprocess
import threading
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from scripts.assets.maths_font import known_characters
from scripts.markdown.source import page_file, place
from scripts.shared.kept import Kept
from scripts.shared.node import MODULES, node
from scripts.shared.sources import SourceError

SCRIPT = Path(__file__).with_suffix(".mjs")
# Of Temml, by the formula and whether it stands alone: `ask_ahead`.
ANSWERS: dict[tuple[str, bool], dict[str, str]] = {}

# What is below a root, given a strut: over a lone n Chromium hangs the sign below the line.
ROOT = re.compile(r"(\\sqrt\s*(?:\[[^]]*\])?\s*)(?:(\{)|(\\[a-zA-Z]+|[^\s\\{[]))")
# The narrowest phones show 16 em of a formula, a phone with letters of twice the size ten. From NARROW_EMS on one that stands
# alone can be scrolled by keyboard (any other should not be a stop on the way of the Tab key), from LINE_EMS on one in a line
# can be broken after its operators, in pieces as long as that at most; one of more than PHONE_EMS is refused.
LINE_EMS = 9.0
NARROW_EMS = 14.0
PHONE_EMS = 20.0
ROWS = frozenset({"math", "mrow", "mtd", "msqrt", "mstyle", "mpadded", "mphantom"})  # lay their parts out in a row
BREAK_AFTER = frozenset("=≠<>≤≥≈≡∼∝∈⊂→←↦⇒⟺+−±×⋅,;")

# A line must neither begin with the first kind nor end with the second; browsers do so beside a formula.
CLOSING = "，。、；：？！）”’》」】…,.;:?!)%"
OPENING = "（“‘《「【("

# What is likely to be one.
SOURCE = re.compile(r"(?<![\\$])\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$\n]+)(?<!\s)\$", re.DOTALL)
HEADING = re.compile("h[1-6]")
SMALL = dict(zip("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))  # what can be written above the line

# What Temml writes as an inline style, and the class that stands for it in formulas.css; None: not needed.
STYLES: dict[str, str | None] = {
    "display:block math": None,  # formulas.css does it for all
    "math-depth:0": "formula-depth-0",
    "math-depth:2": "formula-depth-2",
    "padding-left:0": "formula-left-0",
    "padding-left:0.1389em": "formula-left-thin",
    "padding-left:0.4em": "formula-left-gap",
    "padding-left:5.9776pt": "formula-left-gap",
    "padding-left:1em": "formula-left-wide",
    "padding-right:0": "formula-right-0",
    "padding-right:0.1389em": "formula-right-thin",
    "padding-right:0.4em": "formula-right-gap",
    "padding-right:5.9776pt": "formula-right-gap",
    "padding-right:1em": "formula-right-wide",
    "border-top:0.06em solid": "formula-line-above",
    "border-bottom:0.06em solid": "formula-line-below",
    "border-left:0.06em solid": "formula-line-left",
    "border-right:0.06em solid": "formula-line-right",
    "margin-left:-0.1667em": "formula-back",
    "padding:3pt": "formula-boxed",
    "border:1px solid": None,  # always beside padding:3pt
}

# What Temml says, and what an author can do about it. Groups of the match fill the braces.
REASONS = (
    (
        r"Unsupported function name: (\S+)",
        "没有 {0} 这个命令；改法：检查拼写，文字写成 \\text{{…}}，函数名写成 \\operatorname{{…}}",
    ),
    (r"No such environment: (\S+)", "没有 {0} 这个环境；改法：检查拼写，多行对齐用 aligned，分段用 cases"),
    (r"Unexpected end of input in a macro argument", "花括号没有配对；改法：补上缺的 }}"),
    (r"Expected 'EOF', got '}'", "多出一个 }}；改法：删去它，或补上前面缺的 {{"),
    (r"Expected 'EOF', got '&'", "& 不在对齐环境里；改法：写成 \\&，或放进 aligned、cases 或 matrix 环境"),
    (r"Expected 'EOF', got '_'", "文字里的下划线要转义；改法：写成 \\_"),
    (r"Expected 'EOF', got '#'", "# 要转义；改法：写成 \\#"),
    (r"Expected '\\right'", "\\left 没有配对的 \\right；改法：补上 \\right，空的一侧写 \\right."),
    (r"\\middle without preceding \\left", "\\middle 不在 \\left 与 \\right 之间；改法：补上两端，或去掉 \\middle"),
    (r"Expected & or \\\\ or \\cr or \\end", "环境没有结束；改法：补上 \\end{{…}}"),
    (
        r"\{(\w+)\} can be used only in display mode",
        "{0} 环境只能用在独占一行的公式里；改法：写成 $$ 公式，或换成 aligned",
    ),
    (r"Double superscript", "连着写了两个上标；改法：用花括号分组，如 {{x^2}}^3"),
    (r"Double subscript", "连着写了两个下标；改法：用花括号分组，如 x_{{ij}}"),
    (r"Cannot read properties", "^ 或 _ 后面没有内容；改法：补上，或写成 {{}}"),
    (r"Can't use function '\$'", "公式里又出现了 $；改法：拆成两个公式"),
    (r'Function "(\S+)" is not trusted', "不允许 {0} 这个命令；改法：去掉它"),
)


WITHOUT_LOOK = re.compile(r"tml-(display|prime|\w+-pad)")  # Temml's classes for what its own style sheet does
# Temml's other classes. A formula with any other needs a rule in formulas.css, for instance for the line of \\cancel.
CLASSES = re.compile(
    r"mathcal|mathscr|tml-(left|right|jot|small|overline|underline|fbox|vec|(hat|tilde)-[1-4])"
    r"|(wbk|chr)-(sml|med|lrg|acc)(-acc|-vec)?"
)


class FormulaError(SourceError, ValueError):
    """A formula that cannot be shown; the message is for its author."""

    def __init__(self, tex: str, reason: str, place: str | None = None) -> None:
        super().__init__(f"{f'{place}：' if place else ''}公式 {tex.strip()} 排不出来：{reason}")
        self.tex = tex
        self.reason = reason


class FormulaExtension(Extension):
    """Make MathML of what arithmatex found."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After "prettify" (10), which takes math for a block and would put spaces around it; before the contents (5).
        md.treeprocessors.register(FormulaTreeprocessor(md), "formulas", 9)
        md.treeprocessors.register(Labels(md), "formula_labels", 6)  # after attributes (8)


class FormulaTreeprocessor(Treeprocessor):
    """Replace arithmatex elements by formulas, and refuse what arithmatex overlooked."""

    def run(self, root: ET.Element) -> None:
        try:
            for parent in list(root.iter()):
                for found in [child for child in parent if child.get("class") == "arithmatex"]:
                    replace(parent, found, formula_of(found, in_table=parent.tag in {"td", "th"}))
            for text in prose(root):
                check_overlooked(text)
            for element in (*root.iter("a"), *root.iter("th")):
                name_formula(element)
        except FormulaError as error:
            self.fail(error)

    def fail(self, error: FormulaError) -> None:
        """Raise ``error`` with file and line, where these are known."""
        if page_file(self.md) is None:
            raise error
        raise FormulaError(error.tex, error.reason, place(self.md, error.tex, *error.tex.splitlines())) from error


class Labels(Treeprocessor):
    """Tell the contents what to call a heading with a power in it."""

    def run(self, root: ET.Element) -> None:
        for heading in root.iter():
            has_power = HEADING.fullmatch(str(heading.tag)) and heading.find(".//msup") is not None
            if has_power and "data-toc-label" not in heading.attrib:
                heading.set("data-toc-label", in_one_line(heading).strip())


def formula_of(found: ET.Element, *, in_table: bool) -> list[ET.Element]:
    """Return the elements for what arithmatex ``found``: it wraps TeX in \\[…\\] or \\(…\\), and escapes only the former."""
    tex = (found.text or "").strip()[2:-2].strip()
    if found.tag == "div":
        return [display_formula(html.unescape(tex))]
    pieces = inline_formula(tex)
    if not in_table and any(width_in_ems(piece) > PHONE_EMS for piece in pieces):  # tables scroll
        raise FormulaError(tex, "行内公式太宽，手机的一行放不下；改法：写成独占一行的 $$ 公式")
    return pieces


def replace(parent: ET.Element, found: ET.Element, formula: list[ET.Element]) -> None:
    """Put ``formula`` where ``found`` is, held together with the punctuation that it touches."""
    index = list(parent).index(found)
    tail = found.tail or ""
    closing = tail[: len(tail) - len(tail.lstrip(CLOSING))]
    before = (parent[index - 1].tail if index else parent.text) or ""
    check_overlooked(before[-1:] + tail[:1])  # $$…$$ in a line is taken for a formula between two dollars
    opening = before[len(before.rstrip(OPENING)) :]
    if closing and formula[-1].tag == "math":
        formula[-1] = unit(formula[-1], after=closing)
        tail = tail.removeprefix(closing)
    if opening and formula[0].tag != "div":
        formula[0] = unit(formula[0], before=opening)
        before = before.removesuffix(opening)
        if index:
            parent[index - 1].tail = before
        else:
            parent.text = before
    formula[-1].tail = tail
    parent[index : index + 1] = formula


def name_formula(element: ET.Element) -> None:
    """Give the formulas of a link or a heading of a table that holds nothing else a name: tools find none in them."""
    formulas = list(element.iter("math"))
    texts = [text for text in element.itertext() if text.strip()]
    if formulas and len(texts) == sum(1 for formula in formulas for text in formula.itertext() if text.strip()):
        for formula in formulas:
            formula.set("aria-label", "".join(formula.itertext()))


def in_one_line(element: ET.Element) -> str:
    """Return the text of a heading for the contents, where n² must not become n2; footnotes are left out."""
    if element.tag == "msup":
        base, power = map(in_one_line, element)
        is_small = set(power) <= set(SMALL)
        return base + ("".join(map(SMALL.__getitem__, power)) if is_small else f"^{power}")
    if element.get("class") == "footnote-ref":
        return ""
    return escaped(element.text) + "".join(in_one_line(child) + escaped(child.tail) for child in element)


def escaped(text: str | None) -> str:
    return text or "" if isinstance(text, AtomicString) and "&" in text else html.escape(text or "", quote=False)


def unit(element: ET.Element, *, before: str = "", after: str = "") -> ET.Element:
    """Return a span whose ``element`` and punctuation stay on one line."""
    span = ET.Element("span", {"class": "formula-unit"})
    span.text = before
    span.append(element)
    element.tail = after
    return span


def render(tex: str, *, display: bool = False) -> str:
    """Return ``tex`` as HTML: ``<math>``, several where a long one may be broken, or a box with one that scrolls.

    Args:
        tex: LaTeX without dollars.
        display: On lines of its own.

    Raises:
        FormulaError: Where the formula cannot be shown.
    """
    elements = [display_formula(tex)] if display else inline_formula(tex)
    return "".join(ET.tostring(element, encoding="unicode", short_empty_elements=False) for element in elements)


def display_formula(tex: str) -> ET.Element:
    math = with_source(element_of(mathml(tex, display=True)), tex)
    box = ET.Element("div", {"class": "formula", "data-search-exclude": ""})  # its letters in a row say nothing
    if width_in_ems(math) > NARROW_EMS:
        box.attrib |= {"tabindex": "0", "role": "group", "aria-label": "公式，可左右滚动"}
    box.append(without_groups(math))
    return box


def inline_formula(tex: str) -> list[ET.Element]:
    """Return the formula, in pieces if it is long: browsers break lines between them, and never within one."""
    math = with_source(element_of(mathml(tex, display=False)), tex)
    if width_in_ems(math) <= LINE_EMS:
        return [without_groups(math)]
    is_row = len(math) == 1 and math[0].tag == "mrow" and math[0][0].get("fence") != "true"  # (a+b) is one group
    pieces = pieces_of(math[0] if is_row else math, tex)
    if len(pieces) > 1:
        return [without_groups(piece) for piece in pieces]
    math = without_groups(math)  # the row has no operator, but what stands in parentheses may
    grows = any(part.get("stretchy") == "true" for part in math)
    pieces = [] if grows else pieces_of(math, tex)
    return pieces if len(pieces) > 1 else [math]


def pieces_of(row: ET.Element, tex: str) -> list[ET.Element]:
    """Return the parts of a row as few formulas that end after its operators; the first knows the source of all."""
    pieces = [ET.Element("math", {"alttext": source_of(tex)})]
    for term in terms_of(row):
        if len(pieces[-1]) and sum(map(width_in_ems, [*pieces[-1], *term])) > LINE_EMS:
            pieces[-1][-1].set("form", "infix")  # at the end of a row it would be taken for a postfix operator
            pieces.append(ET.Element("math", {"alttext": ""}))
        pieces[-1].extend(term)
    return pieces


def terms_of(row: ET.Element) -> list[list[ET.Element]]:
    """Return the parts of a row up to each operator after which a line may be broken."""
    terms: list[list[ET.Element]] = [[]]
    for part in row:
        terms[-1].append(part)
        if part.tag == "mo" and part.text in BREAK_AFTER and part.get("form") is None:
            terms.append([])
    return [term for term in terms if term]


def source_of(tex: str) -> str:
    return " ".join(tex.split())


def with_source(math: ET.Element, tex: str) -> ET.Element:
    """Return a formula that knows the TeX that it was made from, unless that is just what it shows."""
    if "".join(math.itertext()) != source_of(tex):
        math.set("alttext", source_of(tex))
    return math


def without_groups(element: ET.Element) -> ET.Element:
    """Return ``element`` without the groups in it that change nothing: of one part, and of what is a row in a row anyway.

    A fence that grows is as high as its group, which stays. Firefox puts a space between an upright letter and a slanted
    one, against which Temml groups the former with nothing: that stays beside what may be a letter.
    """
    for index, child in reversed(list(enumerate(element))):
        without_groups(child)
        if child.tag != "mrow" or child.attrib:
            continue
        if len(child) == 2 and child[1].tag == "mspace" and not child[1].attrib:
            beside = {part.tag for part in (*element[:index][-1:], *element[index + 1 :][:1])}
            if element.tag == "mfrac" or (element.tag in ROWS and beside <= {"mo", "mn", "mspace"}):
                element[index] = child[0]
            continue
        grows = any(part.get("stretchy") == "true" or "minsize" in part.attrib for part in child)
        if len(child) == 1 or (element.tag in ROWS and (len(element) == 1 or not grows)):
            element[index : index + 1] = list(child)
    return element


def element_of(markup: str) -> ET.Element:
    """Return a new element tree, none of whose texts is Markdown any more."""
    math = ET.fromstring(markup)
    for element in math.iter():
        element.text = AtomicString(element.text) if element.text else None
    return math


@functools.cache
def mathml(tex: str, *, display: bool) -> str:
    """Return ``tex`` as MathML without inline styles."""
    check_source(tex)
    asked = ROOT.sub(with_strut, tex)
    answer = ANSWERS.get((asked, display)) or child().ask(asked, display=display)
    if "error" in answer:
        raise FormulaError(tex, reason_for(answer["error"]))
    if re.search(r"<(?!/?m)|tml-(tag|label)", answer["mathml"]):
        raise FormulaError(tex, "不支持编号和引用；改法：align 换成 aligned，去掉 \\tag、\\label、\\ref")
    math = ET.fromstring(answer["mathml"])
    unpad_relations(math)
    join_signs(math)
    tighten_scripts(math)
    tighten_large_signs(math)
    mark_chinese(math)
    for element in math.iter():
        make_classes(element, tex)
        check_characters(element, tex)
    return ET.tostring(math, encoding="unicode", short_empty_elements=False)


def ask_ahead(sources: Iterable[str]) -> None:
    """Ask for the formulas of many pages, or take what is kept, so that processes copied from this one need no Node.

    What is overlooked here, a formula in a box, is asked for in its turn; what is no formula does no harm.
    """
    found = [match.groups() for source in sources for match in SOURCE.finditer(source)]
    wanted = {(ROOT.sub(with_strut, (block or line).strip()), block is not None) for block, line in found}
    temml = (MODULES / "temml" / "package.json").read_bytes()

    def ask(tex: str, *, display: bool) -> dict[str, str]:
        return child().ask(tex, display=display)  # starts Node, where there is anything to ask

    with Kept("formulas") as kept:
        for tex, display in sorted(wanted):
            make = functools.partial(ask, tex, display=display)
            ANSWERS[tex, display] = kept.of(temml, str(display), tex, make=make)
    if child.cache_info().currsize:  # it cannot be shared
        child().close()
        child.cache_clear()


def with_strut(root: re.Match[str]) -> str:
    sign, brace, token = root.groups()
    strut = r"\vphantom{(}"
    return f"{sign}{{{strut}" if brace else f"{sign}{{{strut}{token}}}"


def check_source(tex: str) -> None:
    """Refuse what would be lost without a word."""
    if not tex.strip():
        raise FormulaError("$$", "公式是空的；改法：写上内容或删去")
    if re.search(r"(?<!\\)(\\\\)*%", tex):
        raise FormulaError(tex, "% 及其后的内容会被当作注释丢掉；改法：百分号写成 \\%")
    if any(map(is_chinese, re.sub(r"\\(text\w*|mbox|operatorname\*?)\s*\{[^{}]*\}", "", tex))):
        raise FormulaError(tex, "公式里的中文没有放进 \\text{…}；改法：放进去，若是金额则把 $ 写成 \\$")
    if STX in tex:
        raise FormulaError(tex, "公式里混进了 HTML；改法：小于号写成 \\lt")


def reason_for(message: str) -> str:
    """Return in Chinese what Temml said in English, with the place where it says so."""
    place = re.search(r" at position (\d+)", message)
    where = f"第 {place[1]} 个字符，" if place else ""
    for pattern, reason in REASONS:
        if match := re.search(pattern, message):
            return where + reason.format(*match.groups())
    plain = re.sub(r" at position .*", "", message, flags=re.DOTALL)
    return f"{where}{plain}；改法：对照 LaTeX 语法检查这一处"


def unpad_relations(math: ET.Element) -> None:
    """Take away the spaces that Temml puts beside a relation between texts: browsers put theirs there as well."""
    for parent in list(math.iter()):
        for index, child in enumerate(parent):
            if [part.tag for part in child] == ["mspace", "mo", "mspace"] and child[0].attrib == child[2].attrib:
                parent[index] = child[1]


def join_signs(math: ET.Element) -> None:
    """Make one of a sign and the number after it: −3.5 is read and drawn as what it is."""
    for parent in list(math.iter()):
        for sign, number in list(itertools.pairwise(parent)):
            if (sign.text, sign.get("form"), number.tag) == ("−", "prefix", "mn") and not number.attrib:
                number.text = f"−{number.text}"
                parent.remove(sign)


def scripts_of(math: ET.Element) -> Iterator[ET.Element]:
    """Yield the sub- and superscripts, limits and accents, and everything in them."""
    for parent in math.iter():
        if parent.tag in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}:
            for script in parent[1:]:
                yield from script.iter()


def tighten_scripts(math: ET.Element) -> None:
    """Take away the spaces beside operators in scripts, as TeX does: i=1 below a sum."""
    for element in scripts_of(math):
        if element.tag == "mo":
            element.attrib |= {"lspace": "0em", "rspace": "0em"}


def tighten_large_signs(math: ET.Element) -> None:
    """Take away the spaces beside a sign made large, as TeX does: of \\big/ and \\Big| browsers make operators.

    A slash is a large letter: Chromium leaves the room for the largest that the font has.
    """
    for element in math.iter("mo"):
        if element.get("fence") == "false" and "minsize" in element.attrib:
            size = element.attrib["minsize"]
            if element.text == "/":
                element.tag = "mi"
                element.attrib = {"mathsize": size}
            else:
                element.attrib |= {"lspace": "0em", "rspace": "0em"}


def mark_chinese(math: ET.Element) -> None:
    """Let Chinese words have the size of the text around the formula, but for scripts; letters need the formula's."""
    small = set(scripts_of(math))
    for element in math.iter("mtext"):
        words = (element.text or "").strip("\xa0")
        if element not in small and words and all(map(is_chinese, words)):
            element.set("class", "formula-chinese")


def make_classes(element: ET.Element, tex: str) -> None:
    """Let classes say what the element's inline style says."""
    classes = [name for name in element.attrib.pop("class", "").split() if not WITHOUT_LOOK.fullmatch(name)]
    for name in classes:
        if not CLASSES.fullmatch(name) and not name.startswith("formula-"):
            raise FormulaError(
                tex,
                f"它用到的 {name} 在 formulas.css 里没有样式；改法：换一个写法，或补上样式并写进 scripts/markdown/formulas.py 的 CLASSES",
            )
    # Temml fills up short rows with cells that carry its internal state as if it were a style
    styles = re.sub(r"level:\d;color:undefined;.*?max-size:[^;]*;", "", element.attrib.pop("style", ""))
    for declaration in styles.split(";"):
        name = re.sub(r":0(em|pt)$", ":0", declaration.strip())
        if name not in STYLES and name:
            raise FormulaError(
                tex,
                f"它需要行内样式 {name}，而本站的页面不允许；改法：去掉颜色等命令，或在 scripts/markdown/formulas.py 的 STYLES 里给它一个类",
            )
        if name and STYLES[name]:
            classes.append(STYLES[name] or "")
    if classes:
        element.set("class", " ".join(dict.fromkeys(classes)))


def check_characters(element: ET.Element, tex: str) -> None:
    """Refuse a character that the font of the formulas lacks; Chinese and its punctuation come from the text's font."""
    for character in element.text or "":
        if ord(character) not in known_characters() and not is_chinese(character):
            raise FormulaError(tex, f"公式字体里没有字符 {character}（U+{ord(character):04X}）；改法：换一个写法")


def is_chinese(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character)[0] in "LP"


def prose(element: ET.Element) -> Iterator[str]:
    """Yield each piece of text of ``element`` that is neither code nor formula."""
    if element.tag in {"code", "pre", "math"}:
        return
    if element.text and not isinstance(element.text, AtomicString):
        yield element.text
    for child in element:
        yield from prose(child)
        if child.tail and not isinstance(child.tail, AtomicString):
            yield child.tail


def check_overlooked(text: str) -> None:
    """Refuse what was meant as a formula, but not written as one."""
    if "$" not in text:
        return
    if match := re.search(r"\$\$.*", text):
        raise FormulaError(match[0], "$$ 夹在段落里；改法：$$ 公式前后各空一行，行内公式只用一个 $")
    if match := re.search(r"\$[^$\n]*[\\_^=][^$\n]*\$|\$ *(?!\d)[^$\n\u3000-\uffef]+\$", text):
        raise FormulaError(
            match[0], "没有被认作公式；改法：$ 的里侧不留空格，闭合的 $ 后面不接数字，真正的美元号写成 \\$"
        )


def width_in_ems(element: ET.Element) -> float:
    """Return about how wide the element is drawn."""
    widths = [width_in_ems(child) for child in element]
    text = element.text or ""
    match element.tag:
        case "mi" | "mn" | "mtext":
            return sum(1.0 if is_chinese(character) else 0.55 for character in text)
        case "mo":
            return 0.4 * len(text) if element.get("fence") or element.get("separator") else 1.2
        case "mspace":
            size = re.fullmatch(r"(-?[\d.]+)em", element.get("width", ""))
            return float(size[1]) if size else 0.0
        case "mfrac" | "munder" | "mover" | "munderover":
            return max(widths)
        case "msub" | "msup":
            return widths[0] + 0.7 * widths[1]
        case "msubsup":
            return widths[0] + 0.7 * max(widths[1:])
        case "mtr":
            return sum(widths) + len(widths)
        case "mtable":
            return max(widths, default=0.0)
        case _:
            return sum(widths)


class Child:
    """The Node process that knows TeX; it is asked one formula at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [node(), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def ask(self, tex: str, *, display: bool) -> dict[str, str]:
        """Return Temml's answer: ``mathml`` or ``error``."""
        assert self.process.stdin and self.process.stdout
        with self.lock:
            try:
                print(json.dumps({"tex": tex, "display": display}), file=self.process.stdin, flush=True)
                line = self.process.stdout.readline()
            except BrokenPipeError:
                line = ""
        if not line:
            child.cache_clear()
            raise RuntimeError(
                "排公式的 Node 进程没有回答（它的报错见上方）；改法：运行 make serve，它会先安装 node_modules"
            )
        answer: dict[str, str] = json.loads(line)
        return answer

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):  # it died before
            self.process.communicate(timeout=10)


@functools.cache
def child() -> Child:
    """Return the one child of this process; started when first needed, ended when Python ends."""
    started = Child()
    atexit.register(started.close)
    return started
