"""Check the Chinese typography of the articles, as the style guide has it (中文写作).

Usage: ``python -m scripts.typography [file …]``: without files all of docs/ and README.zh-CN.md. Prints one line per
finding, ``file:line: what is wrong 改法：the cure``, and ends with 1 if there is one. Long sentences are advice only.

autocorrect-py finds spaces between Chinese and Latin words and most half-width punctuation. It knows neither inline
code nor formulas nor our conventions: those are ``FIXES``, ``NAMES`` and ``WORDS``. Markdown is reduced to the text that
readers see, line by line; code, formulas and addresses become stand-ins that touch their neighbours as before.
"""

import argparse
import html
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import autocorrect_py

from scripts import notebooks
from scripts.markdown_source import CODE_SPAN, front_matter_length, without_code

ROOT = Path(__file__).resolve().parent.parent

# The articles and notebooks keep the titles under which they were first published.
OLD_TITLES = (
    "图解OneFlow中的学习率调整策略",
    "DeepSpeed之ZeRO系列：将显存优化进行到底",
    "Hugging Face🤗 : NLP明星创业公司是如何炼成的",
    "K-Means从入门到调包",
    "Gradient Boosting 从入门到调包 (调包篇)",
    "xgboost调包之基础篇",
    "xgboost调包之模型篇",
    "xgboost调包之sklearn接口",
    "xgboost调包之特征重要性可视化",
    "xgboost调包之early stopping",
    "xgboost调包之结合pandas",
)
CHECKED_FIELDS = ("title", "description")  # of the front matter

LONG_SENTENCE = 40  # characters, without spaces and punctuation
MOST = 0.7  # of the sentences should be shorter

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
STAND_IN = r"\ue000-\uf7ff"  # one character of the private use area for each piece of code, formula or address
GREEK = r"\u0370-\u03ff"
FIGURE_LINK = "图 1"  # what readers see of [](#topic/name)


class Segment(NamedTuple):
    """A piece of text that readers see as one: a line of a paragraph, a heading, a table cell, a picture's alt text."""

    line: int
    text: str  # with stand-ins
    stand_ins: tuple[str, ...] = ()
    kind: str = "text"  # or heading, title, footnote

    def source(self, text: str) -> str:
        """Return ``text`` with what the stand-ins stand for."""
        return re.sub(f"[{STAND_IN}]", lambda match: self.stand_ins[ord(match[0]) - 0xE000], text)


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
        "files", nargs="*", type=Path, metavar="文件", help="默认是 docs/ 下全部 Markdown、notebook 与 README.zh-CN.md"
    )
    files = parser.parse_args(arguments).files or articles()
    count = 0
    for file in files:
        name = file.resolve().relative_to(ROOT) if file.resolve().is_relative_to(ROOT) else file
        places: list[str] = []
        if file.suffix == ".ipynb":
            places, text = written(file)
        else:
            text = file.read_text(encoding="utf-8")
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
    return [*docs, *notebooks.paths()] + [path for path in [ROOT / "README.zh-CN.md"] if path.exists()]


def written(path: Path) -> tuple[list[str], str]:
    """Return what a notebook says to its readers, as Markdown, and where each line of it stands."""
    lines = notebooks.prose(notebooks.read(path))
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
    text = segment.text
    for rule in FIXES:
        if segment.kind == "footnote" and not rule.in_footnotes:
            continue
        for match in rule.pattern.finditer(text):
            right = match.expand(rule.replacement)
            yield difference(segment, rule.problem, text, match.start(), match.end(), right)
        text = rule.pattern.sub(rule.replacement, text)
    right = autocorrect_py.format(text)
    if right != text:
        start = common_length(text, right)
        end = common_length(text[start:][::-1], right[start:][::-1])
        yield difference(segment, "中英文混排", text, start, len(text) - end, right[start : len(right) - end])


def common_length(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def difference(segment: Segment, problem: str, text: str, start: int, end: int, right: str) -> Finding:
    """Return a finding that shows the place before and after, with a few characters around."""
    before, after = text[max(0, start - 6) : start], text[end : end + 6]
    wrong = segment.source(before + text[start:end] + after)
    return Finding(segment.line, f"{problem}：{wrong}", f"写成 {segment.source(before + right + after)}")


def check_words(segment: Segment) -> Iterator[Finding]:
    for pattern, cure in WORDS:
        for match in pattern.finditer(segment.text):
            yield Finding(segment.line, f"不用“{segment.source(match[0])}”", cure)


def check_names(segment: Segment) -> Iterator[Finding]:
    for right, pattern in NAME_PATTERNS:
        for match in pattern.finditer(segment.text):
            if segment.kind != "footnote" or right not in {"ZeRO", "K-Means"}:  # words of English titles
                yield Finding(segment.line, f"名称写作 {match[0]}", f"写成 {right}")


def check_footnote_marks(text: str) -> Iterator[Finding]:
    for number, line in enumerate(without_code(text), start=1):
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


def segments(text: str) -> Iterator[Segment]:
    """Yield the pieces of text that readers see."""
    lines = text.splitlines()
    for number, line in enumerate(lines[: front_matter_length(text)], start=1):
        field, _, value = line.partition(":")
        value = value.strip().strip("\"'")
        if field in CHECKED_FIELDS and value not in OLD_TITLES:
            yield Segment(number, value, kind="title" if field == "title" else "text")
    for number, line in enumerate(without_code(text), start=1):
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


def plain(number: int, text: str, kind: str) -> Iterator[Segment]:
    """Yield ``text`` without Markdown, and the alt texts in it."""
    stand_ins: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        stand_ins.append(match[0])
        return chr(0xE000 + len(stand_ins) - 1)

    for title in OLD_TITLES:  # may be named anywhere as they are
        text = text.replace(title, "旧标题")
    text = re.sub(CODE_SPAN, stand_in, text)
    text = re.sub(r"(?<![\\$])\$(?![\s$])[^$]*?(?<![\s\\])\$(?!\$)", stand_in, text)
    alts = re.findall(r"!\[([^\]]*)\]\([^)]*\)", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[\]\(#[^)]*\)", FIGURE_LINK, text)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"\[\^[^\]]+\]", "", text)
    text = re.sub(rf"<https?://[^>]+>|https?://[^\s<>，。；：？！、（）《》“”{HAN}]+", stand_in, text)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{:?\s*(?:[#.][\w-]|[\w-]+=)[^}]*\}|</?[A-Za-z][^<>]*>", "", text)
    text = re.sub(r"(?<![\w:]):[a-z][\w-]*:(?![\w:])", "", text)  # an icon
    text = re.sub(r"(?<!\\)(?:\*{1,3}(?=\S)|(?<=\S)\*{1,3}|==|~~|\^\^)", "", text)
    text = html.unescape(re.sub(r"\\([\\`*_{}\[\]()#+.!$|-])", r"\1", text)).replace("\xa0", " ")
    for alt in alts:
        yield from plain(number, alt, "text")
    if text.strip():
        yield Segment(number, text.strip(), tuple(stand_ins), kind)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
