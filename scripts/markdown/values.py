"""Python-Markdown extension: ``[623.15](value:momentum/run.loss:.2f)`` becomes the plain text 623.15.

The address names a topic (a module of `plots.values`), a value (a function in it), a dotted path into what that returns,
and how it is written. A text that is not what the code gives stops the build; ``make values`` writes the texts.

How a value is written is a format specification of Python (``.2f``, ``g``, ``.1%``), or one of these:

==============  ===========================================================================
``年月日``      a date, as far as the word goes: 2018 年 10 月 29 日; ``年月``, ``月日``, ``日`` …
``周``          the day of the week of a date: 周五
``万``          a whole number in the largest unit that keeps it short and exact: 137, 2.5 万, 1760 亿
``汉字``        a number up to ten, to the nearest, as it stands before a measure word: 两, 三
==============  ===========================================================================

A list is written with 、 between its elements. In code nothing is replaced; in a formula a value is refused, it stands
beside it. Values are imported where they are used: ``serve`` goes on while they change (`python_files.forget`).
"""

import datetime
import difflib
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import place
from scripts.shared.markdown_code import CODE_SPAN, fences
from scripts.shared.sources import SourceError, last_line

SCHEME = "value:"
LINK = rf"\[(?P<text>[^\[\]\n]*)\]\({SCHEME}(?P<address>[^()\s]*)\)"
PARTS_OF_DATE = {"年": "year", "月": "month", "日": "day"}
DIGITS = "零一两三四五六七八九十"
LONGEST = 5  # signs of a number before 万; a longer one is written out


class ValueExtension(Extension):
    """Registers what replaces the values, and what looks for those that it did not see."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.inlinePatterns.register(WriteValues(LINK, md), "values", 165)  # after code and formulas, before links (160)
        md.treeprocessors.register(CheckLeftOver(md), "values_left_over", 19)  # after inline parsing (20)


class WriteValues(InlineProcessor):
    """Leave of a value its text."""

    def handleMatch(  # type: ignore[override] # the first of its bases has the form of older versions
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        if problem := problem_of(m["text"], m["address"]):
            raise SourceError(f"{place(self.md, m[0])}：{problem}")
        return m["text"], m.start(), m.end()


class CheckLeftOver(Treeprocessor):
    """Refuse values in formulas, and those whose text is not plain."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.get("class") == "arithmatex" and (match := re.search(LINK, "".join(element.itertext()))):
                raise SourceError(f"{place(self.md, match[0])}：公式里不能有数值 {match[0]}。把它写在公式旁边。")
            address = element.get("href", element.get("src", ""))
            if address.startswith(SCHEME):
                raise SourceError(
                    f"{place(self.md, address)}：数值 {address} 没有被识别。写成一行里的 [文字]({address})。"
                )


class ValueLink(NamedTuple):
    """A value in the source of a page: ``start`` and ``end`` are where its text stands, ``line`` counts from 1."""

    line: int
    start: int
    end: int
    text: str
    address: str


def value_links(source: str) -> Iterator[ValueLink]:
    """Yield the values in the source of a page, in order; none in code."""
    lines = source.split("\n")
    code = {number for fence in fences(lines) for number in range(fence.first, fence.end)}
    offset = 0
    for number, line in enumerate(lines):
        for match in re.finditer(rf"{CODE_SPAN}|{LINK}", line) if number not in code else ():
            if match["address"] is not None:
                start, end = match.span("text")
                yield ValueLink(number + 1, offset + start, offset + end, match["text"], match["address"])
        offset += len(line) + 1


def with_values(source: str) -> str:
    """Return the source of a page with the texts that the code gives; what it cannot give stays as it is."""
    for link in reversed([*value_links(source)]):
        try:
            source = source[: link.start] + text_of(link.address) + source[link.end :]
        except AddressError:
            continue
    return source


def problem_of(text: str, address: str) -> str:
    """Return what is wrong with a value and how to mend it; nothing where it is right."""
    try:
        right = text_of(address)
    except AddressError as error:
        return str(error)
    return f"{address} 这里写着 {text}，代码给出 {right}。运行 make values 改写。" if text != right else ""


class AddressError(Exception):
    """An address behind which there is no value, or none that can be written so; the message is for the author."""


def text_of(address: str) -> str:
    """Return the text of a value.

    Raises:
        AddressError: If there is no such value, or it cannot be written in this way.
    """
    found, form = values_on_the_way(address)[-1], address.partition(":")[2]
    try:
        return written(found, form)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise AddressError(
            f"{address} 的值是 {found!r:.80}，不能写成“{form}”。"
            f"改成 Python 的格式（如 .2f、g、.1%）或 {'、'.join(['年月日', *FORMS])}，或再写一级路径。"
        ) from None


def values_on_the_way(address: str) -> list[Any]:
    """Return what a function gives, and what each part of the path leads to; AddressError if that is nowhere."""
    from plots.registry import value, value_topics, values  # not ``from plots``, which would keep the old module

    topic, _, path = address.partition(":")[0].partition("/")
    name, *parts = path.split(".")
    require(topic, value_topics(), address)
    try:
        require(name, values(topic), address)
        found = [value(topic, name)]
    except AddressError:
        raise
    except Exception as error:
        raise AddressError(f"plots/values/{topic}.py 没有算出 {name}，{last_line(error)}。修正它后重试。") from error
    for part in parts:
        inner = parts_of(found[-1])
        require(part, inner, address)
        found.append(inner[part])
    return found


def require(name: str, known: Iterable[str], address: str) -> None:
    """Raise AddressError unless a name is known; the message holds the nearest ones."""
    known = list(known)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        advice = f"相近的有：{'、'.join(near)}。" if near else ""
        raise AddressError(f"没有数值 {address}，找不到其中的 {name}。{advice}改正它，或在 plots/values/ 里写上它。")


def parts_of(value: Any) -> dict[str, Any]:
    """Return what a value consists of, by the names that a path gives."""
    if isinstance(value, dict):
        return {str(key): each for key, each in value.items()}
    if hasattr(value, "_asdict"):  # a named tuple
        return dict(value._asdict())
    return {str(place): each for place, each in enumerate(value)} if isinstance(value, list | tuple) else {}


def written(value: Any, form: str) -> str:
    """Return the text of a value in a form; any error says that it has none."""
    if isinstance(value, list):
        return "、".join(written(each, form) for each in value)
    if form and form in "年月日":
        return " ".join(f"{int(getattr(value, PARTS_OF_DATE[sign]))} {sign}" for sign in form)
    if form in FORMS:
        return FORMS[form](value)
    if value is None or isinstance(value, dict | tuple):
        raise TypeError("no single value")
    return format(value, form)


def weekday(date: Any) -> str:
    return "周" + "一二三四五六日"[datetime.date(date.year, date.month, date.day).weekday()]


def in_units(number: int) -> str:
    for unit, name in ((10**8, " 亿"), (10**4, " 万")):
        text = f"{number / unit:g}"
        if number >= unit and len(text) <= LONGEST and round(float(text) * unit) == number:
            return text + name
    return f"{number:d}"


def in_chinese(number: float) -> str:
    return dict(enumerate(DIGITS))[round(number)]  # no other number has a digit


FORMS: dict[str, Callable[[Any], str]] = {"周": weekday, "万": in_units, "汉字": in_chinese}
