"""Check the Chinese typography of the articles, as the style guide has it (中文写作).

Usage: ``python -m scripts.checks.typography [file …]``: without files all of docs/ and *.zh-CN.md. Prints one line per
finding, ``file:line: what is wrong 改法：the cure``, and ends with 1 if there is one. Long sentences are advice only.

autocorrect-py finds spaces between Chinese and Latin words and most half-width punctuation. It knows neither inline
code nor formulas nor our conventions: those are ``FIXES``, ``NAMES`` and ``WORDS``. Markdown is reduced to the text that
readers see, line by line; code, formulas and addresses become stand-ins that touch their neighbours as before. Each
character knows where it stood, so that what is advised is the author's own line, with all its markup.
"""

import argparse
import html
import itertools
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import autocorrect_py

from scripts.markdown.source import front_matter_length, lines_of_prose
from scripts.markdown.values import LINK
from scripts.notebooks import storage
from scripts.shared import front_matter, revisions
from scripts.shared.markdown_code import CODE_SPAN
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, read_text

RULES_SINCE = "2026"  # what was first published before keeps its title
CHECKED_FIELDS = ("title", "description")  # of the front matter
MARKDOWN_FIELDS = revisions.TEXTS  # there, too

LONG_SENTENCE = 40  # characters, without spaces and punctuation
MOST = 0.7  # of the sentences should be shorter

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
STAND_IN = "\ue000"  # for each piece of code, formula or address
OBJECT = "\ufffc"  # for what is seen and no text, and has spaces around it or not
GREEK = r"\u0370-\u03ff"
AROUND = 6  # characters of a line shown with what is wrong in it
LONGEST_MARK = 4  # of emphasis, with which a piece of a line may begin or end
FIGURE_LINK = "图 1"  # what readers see of [](#topic/name)


class Segment(NamedTuple):
    """A piece of text that readers see as one: a line of a paragraph, a heading, a table cell, a picture's alt text.

    ``spans`` say where in the author's line, ``raw``, each character of it stands; what is between them is markup.
    """

    line: int
    text: str  # with stand-ins
    raw: str
    spans: list[tuple[int, int]]
    kind: str = "text"  # or heading, title, footnote

    @classmethod
    def of(cls, line: int, raw: str, kind: str) -> "Segment":
        return cls(line, raw, raw, [(place, place + 1) for place in range(len(raw))], kind)

    def edited(self, start: int, end: int, right: str) -> "Segment":
        """Return the segment with other characters in place of some; the first of them stands where these stood."""
        first = self.spans[start][0] if start < len(self.spans) else len(self.raw)
        last = self.spans[end - 1][1] if end > start else first
        spans = [(first, last), *[(last, last)] * (len(right) - 1)][: len(right)]
        text = self.text[:start] + right + self.text[end:]
        return self._replace(text=text, spans=[*self.spans[:start], *spans, *self.spans[end:]])

    def put(self, pattern: str, right: str | Callable[[re.Match[str]], str]) -> "Segment":
        """Return the segment with ``right`` wherever ``pattern`` matches."""
        changed = self
        for match in reversed(list(re.finditer(pattern, self.text))):
            changed = changed.edited(*match.span(), right if isinstance(right, str) else right(match))
        return changed

    def keep(self, pattern: str, group: int) -> "Segment":
        """Return the segment with only a group of what ``pattern`` matches."""
        changed = self
        for match in reversed(list(re.finditer(pattern, self.text))):
            changed = changed.edited(match.end(group), match.end(), "").edited(match.start(), match.start(group), "")
        return changed

    def source(self, start: int, end: int) -> str:
        """Return how the author wrote some characters."""
        return self.raw[self.spans[start][0] : self.spans[end - 1][1]] if end > start else ""

    def corrected(self, start: int, end: int, right: str) -> tuple[str, str]:
        """Return what the author wrote, and what to write so that the text has ``right`` from ``start`` to ``end``."""
        first, last = max(0, start - AROUND), min(len(self.text), end + AROUND)
        edits = [
            edit
            for old, old_end, put in changes(self.text[start:end], right)
            for edit in self.raw_edits(start + old, start + old_end, put)
        ]
        begin, until = self.edge(first), self.edge(last, is_end=True)
        written = wrong = self.raw[begin:until]
        for place, until, text in reversed(edits):
            written = written[: place - begin] + text + written[until - begin :]
        return wrong, written

    def edge(self, number: int, *, is_end: bool = False) -> int:
        """Return where in the author's line to cut before a character: outside of marks like **."""
        before = self.spans[number - 1][1] if number else 0
        after = self.spans[number][0] if number < len(self.spans) else len(self.raw)
        if after - before > LONGEST_MARK:
            return before if is_end else after
        return after if is_end else before

    def raw_edits(self, start: int, end: int, right: str) -> Iterator[tuple[int, int, str]]:
        """Yield what to change in the author's line; the markup between characters stays."""
        if start == end:
            place = self.gap(start)
            yield place, place, right
        for number, (place, until) in enumerate(self.spans[start:end]):
            yield place, until, "" if number else right

    def gap(self, number: int) -> int:
        """Return where in the author's line to write something before a character: after markup that ends there."""
        begin = self.spans[number - 1][1] if number else 0
        end = self.spans[number][0] if number < len(self.spans) else len(self.raw)
        markup = self.raw[begin:end]
        is_end = markup.startswith((")", "]", "</")) or (markup and self.raw[:begin].count(markup) % 2 == 1)
        return end if is_end or not number else begin


class Finding(NamedTuple):
    """One line of the report."""

    line: int
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.line}: {self.problem} 改法：{self.cure}"


class Fix(NamedTuple):
    """A pattern that is wrong wherever it matches, and what to write instead."""

    problem: str
    pattern: re.Pattern[str]
    replacement: str
    in_footnotes: bool = True  # their English titles have English punctuation


def fix(problem: str, pattern: str, replacement: str, *, in_footnotes: bool = True) -> Fix:
    names = {"HAN": HAN, "CODE": STAND_IN, "GREEK": GREEK}
    source = re.sub("|".join(names), lambda match: names[match[0]], pattern)
    return Fix(problem, re.compile(source, re.ASCII), replacement, in_footnotes)


FIXES = (
    fix("汉字与行内代码、公式、希腊字母之间缺空格", r"(?<=[HAN])(?=[CODEGREEK])|(?<=[CODEGREEK])(?=[HAN])", " "),
    fix("全角空格", "\u3000", ""),
    fix("多余的空格", r"(?<=\S) {2,}(?=\S)", " "),
    fix("汉字之间有空格", r"(?<=[HAN]) +(?=[HAN])", ""),
    fix("全角标点旁有空格", r" +(?=[，。；：？！、）》】”])|(?<=[，。；：？！、（《【“]) +(?=\S)", ""),
    fix("全角标点旁有空格", r"(?<=[）》】]) +(?=\S)|(?<=\S) +(?=[（《【])", ""),
    fix("全角标点旁有空格", r"(?<=[HAN，。；：？！、]) +(?=“)|(?<=”) +(?=[HAN（《CODE])", ""),
    fix("形状用半角括号和逗号", r"（(?!(?:19|20)\d\d)(\d+)，\s*(\d+)）", r"(\1, \2)"),
    fix("中文里用全角逗号", r"(?<=[HAN]) ?, ?|(?<=[”）》]), ?", "，"),
    fix("中文里用全角分号", r"(?<=[HAN]) ?; ?|(?<=[”）》]); ?", "；"),
    fix("中文里用全角冒号", r"(?<=[HAN]) ?: ?|(?<=[”）》]): ?", "："),
    fix("中文里用全角问号", r"(?<=[HAN”）》]) ?\?+", "？"),
    fix("中文里用全角句号", r"(?<=[HAN”）》CODE])\.(?=\s*$|\s*[HAN])", "。", in_footnotes=False),
    fix("中文里用全角句号", r"([HAN][^HAN]{0,12}[A-Za-z0-9%])\.$", r"\1。", in_footnotes=False),
    fix("并列的代码或公式之间用顿号", r"(?<=[CODE]) ?, ?(?=[CODE])", "、", in_footnotes=False),
    fix("中文里用全角逗号", r"(?<=[CODE]) ?, ?(?=[HAN])|, ?(?=[HAN])", "，", in_footnotes=False),
    fix("中文里用全角分号", r"(?<=[CODE]) ?; ?(?=[HANCODE])|; ?(?=[HAN])", "；", in_footnotes=False),
    fix("中文里用全角冒号", r"(?<=[CODE]) ?: ?(?=[HANCODE])|: ?(?=[HAN])", "：", in_footnotes=False),
    fix("括号里有中文时用全角括号", r" ?\(([^()]*[HAN][^()]*)\) ?", r"（\1）", in_footnotes=False),
    fix("中文后面的英文说明用全角括号", r"(?<=[HAN”]) ?\(([A-Za-z][A-Za-z -]{2,})\) ?", r"（\1）", in_footnotes=False),
    fix("中文里用弯引号", r'"([^"]*[HAN][^"]*)"', r"“\1”"),
    fix("中文里用弯引号", r'(?<=[HAN，。；：？、（]) ?"([^"]+)" ?', r"“\1”"),
    fix("中文里用弯引号", r"(?<![A-Za-z])'([^']*[HAN][^']*)'(?![A-Za-z])", r"‘\1’"),
    fix("引号用“ ”和‘ ’", r"「([^」]*)」", r"“\1”"),
    fix("引号用“ ”和‘ ’", r"『([^』]*)』", r"‘\1’"),
    fix("标点重复", r"([。，、；：？])\1+", r"\1"),
    fix("省略号写成……", r"(?<=[HAN，、])(?:\.{3,}|…(?!…))|(?<![…])…(?=[HAN。])|…{3,}", "……"),
    fix("破折号写成——", r"(?<=[HAN]) ?-{2,} ?(?=[HAN])", "——"),
    fix("数字与单位之间缺空格", r"(?<![\w.-])(\d+(?:\.\d+)?)(?=(?:[KMGT]i?B|ms|[kMG]Hz)(?!\w))", r"\1 "),
    fix("百分号前有空格", r"(?<=\d) +(?=%)", ""),
)

# Wrong spellings of names, as words outside code. Titles of papers keep theirs.
NAMES = (
    ("PyTorch", "Pytorch|pytorch|PYTORCH|pyTorch"),
    ("NumPy", "Numpy|numpy|NUMPY"),
    ("GitHub", "Github|github|GITHUB"),
    ("MkDocs", "Mkdocs|mkdocs|MKDocs"),
    ("ZeRO", "Zero(?![- ][A-Za-z])|ZERO"),
    ("K-Means", "KMeans|Kmeans|kmeans|K-means|k-means|K-MEANS"),
    ("XGBoost", "Xgboost|xgboost|XGboost|XgBoost"),
    ("OneFlow", "Oneflow|oneflow"),
    ("DeepSpeed", "Deepspeed|deepspeed|Deep Speed"),
    ("Hugging Face", "HuggingFace|Huggingface|huggingface"),
    ("scikit-learn", "Scikit-learn|Scikit-Learn|sklearn|Sklearn"),
    ("TensorFlow", "Tensorflow|tensorflow"),
    ("AdamW", "Adamw|adamw|ADAMW"),
    ("MicroPython", "Micropython|micropython"),
    ("Python", "python"),
    ("JavaScript", "Javascript|javascript"),
    ("Jupyter", "jupyter"),
    ("LaTeX", "Latex|latex"),
    ("Markdown", "markdown|MarkDown"),
)
NAME_PATTERNS = [(right, re.compile(rf"(?<![\w./@-])(?:{wrong})(?![\w/+-]|\.\w)", re.ASCII)) for right, wrong in NAMES]

WORDS = (
    (re.compile(r"(?<!明)显然"), "写出理由，或删去"),
    (re.compile("众所周知"), "给出出处，或删去"),
    (re.compile("不难(?:看出|发现|得出|证明)"), "写出推导，或删去"),
    (re.compile("您"), "称读者为“你”"),
    (re.compile("(?<![申邀聘恳敬])请(?![求教愿客假])"), "直接写动作，如“运行”而不是“请运行”"),
    (re.compile("[！!](?=\\s*$|[^A-Za-z0-9=\\[])"), "用句号"),
    (re.compile("[０-９Ａ-Ｚａ-ｚ]+"), "数字和字母用半角"),
    (re.compile("首先.*?(?:其次|再次|最后)|^其次"), "去掉首先、其次、最后，让句子自己衔接，或写成列表"),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="检查文章的中文排版")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="默认是 docs/ 下全部 Markdown、notebook 与 *.zh-CN.md"
    )
    files = parser.parse_args(arguments).files or articles()
    count = 0
    for file in files:
        name = file.resolve().relative_to(ROOT) if file.resolve().is_relative_to(ROOT) else file
        places: list[str] = []
        try:
            if file.suffix == ".ipynb":
                places, text = written(file)
            else:
                text = read_text(file)
        except (SourceError, storage.NotebookError) as error:
            print(error)
            count += 1
            continue
        found = list(check(text))
        count += len(found)
        for finding in found:
            print(
                f"{places[finding.line - 1]}: {finding.problem} 改法：{finding.cure}" if places else f"{name}:{finding}"
            )
        if words := advice(text, places):
            print(f"{name}: 建议：{words}")
    print(f"{len(files)} 个文件，{count} 处要改。")
    return 1 if count else 0


def articles() -> list[Path]:
    docs = sorted(path for path in (ROOT / "docs").rglob("*.md") if "generated" not in path.parts)
    return [*docs, *storage.paths(), *sorted(ROOT.glob("*.zh-CN.md"))]


def written(path: Path) -> tuple[list[str], str]:
    """Return what a notebook says to its readers, as Markdown, and where each line of it stands."""
    lines = storage.prose(storage.read(path))
    return [place for place, _ in lines], "\n".join(line for _, line in lines)


def check(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the Markdown ``text``, by line."""
    findings = [finding for segment in segments(text) for finding in check_segment(segment)]
    yield from sorted([*findings, *check_footnote_marks(text)], key=lambda finding: finding.line)


def check_segment(segment: Segment) -> Iterator[Finding]:
    if re.search(f"[{HAN}]", segment.text):
        yield from check_words(segment)
        yield from check_spelling(segment)
    yield from check_names(segment)
    if segment.kind == "heading" and (match := re.search(r"[。，；：？！、,.;:?!]+$", segment.text)):
        yield Finding(segment.line, f"标题末尾有标点 {match[0]}", "删去")


def check_spelling(segment: Segment) -> Iterator[Finding]:
    """Yield where the text differs from what it should be: by our rules, then by autocorrect on what these leave."""
    for rule in FIXES:
        if segment.kind == "footnote" and not rule.in_footnotes:
            continue
        matches = list(rule.pattern.finditer(segment.text))
        for match in matches:
            yield difference(segment, rule.problem, *match.span(), match.expand(rule.replacement))
        for match in reversed(matches):
            segment = segment.edited(*match.span(), match.expand(rule.replacement))
    text, right = segment.text, autocorrect_py.format(segment.text)
    if right != text:
        start = common_length(text, right)
        end = common_length(text[start:][::-1], right[start:][::-1])
        yield difference(segment, "中英文混排", start, len(text) - end, right[start : len(right) - end])


def common_length(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def changes(wrong: str, right: str) -> Iterator[tuple[int, int, str]]:
    """Yield what makes one text of the other: from where to where, and what is put there.

    Corrections add or take away single characters, or put others in their place: one look ahead tells which.
    """
    old = new = 0
    while old < len(wrong) or new < len(right):
        if wrong[old : old + 1] == right[new : new + 1]:
            old, new = old + 1, new + 1
        elif old == len(wrong) or (new < len(right) and wrong[old] == right[new + 1 : new + 2]):
            yield old, old, right[new]
            new += 1
        else:
            is_taken_away = new == len(right) or right[new] == wrong[old + 1 : old + 2]
            yield old, old + 1, "" if is_taken_away else right[new]
            old, new = old + 1, new + (not is_taken_away)


def difference(segment: Segment, problem: str, start: int, end: int, right: str) -> Finding:
    """Return a finding that shows the place before and after, with a few characters around."""
    wrong, written = segment.corrected(start, end, right)
    return Finding(segment.line, f"{problem}：{wrong}", f"写成 {written}")


def check_words(segment: Segment) -> Iterator[Finding]:
    for pattern, cure in WORDS:
        for match in pattern.finditer(segment.text):
            yield Finding(segment.line, f"不用“{segment.source(*match.span())}”", cure)


def check_names(segment: Segment) -> Iterator[Finding]:
    for right, pattern in NAME_PATTERNS:
        for match in pattern.finditer(segment.text):
            if segment.kind != "footnote" or right not in {"ZeRO", "K-Means"}:  # words of English titles
                yield Finding(segment.line, f"名称写作 {match[0]}", f"写成 {right}")


def check_footnote_marks(text: str) -> Iterator[Finding]:
    for number, line in enumerate(lines_of_prose(text), start=1):
        for match in re.finditer(r"([。，；：？、])(\[\^[^\]]+\])(?!:)", line):
            yield Finding(number, f"脚注号在标点之后：{match[0]}", f"写成 {match[2]}{match[1]}")
        for match in re.finditer(r"(?<=[^\s|]) +(\[\^[^\]]+\])(?!:)", line):
            yield Finding(number, f"脚注号前有空格：{match[0]}", f"写成 {match[1]}")


def advice(text: str, places: Sequence[str] = ()) -> str:
    """Return what to say about the length of the sentences, whose lines have names; nothing if most are short."""
    lengths = [
        (len(re.sub(rf"[^\w{STAND_IN}]", "", sentence)), segment.line)
        for segment in segments(text)
        if segment.kind == "text" and re.search(f"[{HAN}]", segment.text)
        for sentence in re.split("[。？；]", segment.text)
        if sentence.strip()
    ]
    long = [length for length in lengths if length[0] > LONG_SENTENCE]
    if len(long) <= (1 - MOST) * len(lengths):
        return ""
    longest, line = max(long)
    place = places[line - 1] if places else f"第 {line} 行"
    return f"{len(lengths)} 句里有 {len(long)} 句超过 {LONG_SENTENCE} 个字，最长的在{place}，{longest} 个字；拆短一些"


# Markdown to text


@cache
def old_titles() -> frozenset[str]:
    """Return the titles of articles and notebooks that are older than the rules."""
    found = []
    for path in front_matter.posts():
        facts = {"revisions": [], **front_matter.read(path).values()}
        found.append((facts, str(facts.get("date.created") or facts.get("date"))))
    for path in storage.paths():
        facts = {"revisions": [], **storage.parsed(path)["metadata"]}
        found.append((facts, str(facts.get("date"))))
    return frozenset(
        str(facts.get("title"))
        for facts, day in found
        if min([day, *(str(each.get("date")) for each in facts["revisions"])]) < RULES_SINCE
    )


def segments(text: str) -> Iterator[Segment]:
    """Yield the pieces of text that readers see."""
    lines = text.splitlines()
    for number, line in enumerate(lines[: front_matter_length(text)], start=1):
        field, _, value = line.partition(":")
        value = value.strip().strip("\"'")
        if field in CHECKED_FIELDS and value not in old_titles():
            yield Segment.of(number, value, "title" if field == "title" else "text")
        elif field.strip(" -") in MARKDOWN_FIELDS:
            yield from segments_of_line(number, value)
    for number, line in enumerate(lines_of_prose(text), start=1):
        yield from segments_of_line(number, line)


def segments_of_line(number: int, line: str) -> Iterator[Segment]:
    text = re.sub(r"^[\s>]*(?:(?:[-*+]|\d+\.)\s+(?:\[[ xX]\]\s+)?)?", "", line).rstrip()
    kind = "text"
    if match := re.match(r"#{1,6}\s+", text):
        kind, text = "heading", re.sub(r"\s+#+$", "", text[match.end() :])
    elif match := re.match(r"\[\^[^\]]+\]:\s*", text):
        kind, text = "footnote", text[match.end() :]
    elif match := re.match(r"(?:!!!|\?\?\?\+?|===!?\+?)(?:\s+[\w-]+)*\s*", text):  # an admonition or a tab: its title
        kind, text = "title", text[match.end() :].strip().strip('"')
    elif match := re.match(r"\*\[[^\]]+\]:\s*|:\s+(?=\S)", text):  # an abbreviation's or a term's definition
        text = text[match.end() :]
    elif re.match(r"\[[^\]]+\]:\s|\[TOC\]$", text):
        return
    cells = [text]
    if text.startswith("|"):
        cells = [] if re.fullmatch(r"[|:\s-]+", text) else re.split(r"(?<!\\)\|", mask_bars(text).strip("|"))
    for cell in cells:
        yield from plain(number, cell.replace("\x00", "|").strip(), kind)


def mask_bars(row: str) -> str:
    """Return the table row with the bars in its code hidden."""
    return re.sub(CODE_SPAN, lambda match: match[0].replace("|", "\x00"), row)


def plain(number: int, raw: str, kind: str) -> Iterator[Segment]:
    """Yield what readers see of a line of Markdown, and the alt texts in it."""
    segment = Segment.of(number, raw, kind)
    for title in old_titles():  # may be named anywhere as they are
        segment = segment.put(re.escape(title), "旧标题")
    segment = segment.put(CODE_SPAN, STAND_IN)
    segment = segment.keep(LINK, 1)  # a value, which may stand in an alt text
    segment = segment.put(r"(?<![\\$])\$(?![\s$])[^$]*?(?<![\s\\])\$(?!\$)", STAND_IN)
    alts = re.findall(r"!\[([^\]]*)\]\([^)]*\)", segment.text)
    segment = segment.put(r"!\[[^\]]*\]\([^)]*\)|<(?:br|img)\b[^<>]*>", OBJECT)
    segment = segment.put(r"\[\]\(#[^)]*\)", FIGURE_LINK)
    segment = segment.put(r"^\[![\w-]+\][-+]? ?", "")  # the kind of a callout
    segment = segment.keep(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", 1)
    segment = segment.put(r"\[\^[^\]]+\]", "")
    segment = segment.put(rf"<https?://[^>]+>|https?://[^\s<>，。；：？！、（）《》“”{HAN}]+", STAND_IN)
    segment = segment.put(r"(?<![A-Za-z0-9+])\+\+[\w-]+(?:\+[\w-]+)*\+\+", STAND_IN)  # keys
    segment = segment.put(r"(?<![\w:]):[a-z][\w-]*:(?![\w:])|\{\{.*?\}\}|\{%.*?%\}", OBJECT)  # refused when it is built
    segment = segment.put(r"\{:?\s*(?:[#.][\w-]|[\w-]+=)[^}]*\}|</?[A-Za-z][^<>]*>", "")
    segment = segment.put(r"(?<!\\)(?:\*{1,3}(?=\S)|(?<=\S)\*{1,3}|==|~~|\^\^)", "")
    segment = segment.keep(r"\\([\\`*_{}\[\]()#+.!$|-])", 1)
    segment = segment.put(r"&#?\w+;|\xa0", lambda match: html.unescape(match[0]).replace("\xa0", " "))
    for alt in alts:
        yield from plain(number, alt, "text")
    segment = segment.put(rf"^[\s{OBJECT}]+|[\s{OBJECT}]+$", "")
    if segment.text:
        yield segment


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
