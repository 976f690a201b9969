"""Strategies for Markdown as authors write it, and as they should not: blocks within blocks, spoiled here and there."""

import re

from hypothesis import strategies as st

from scripts.assets.python_files import playground_ids
from scripts.shared.paths import ROOT
from scripts.shared.sources import read_text

WORDS = (
    "学习率 梯度 显存 K-Means 收敛 the loss η 第一步 ZeRO-3 0.1 16GB ， 。 （ ） “ ” : ; - 1) 3. # ! 🤗 é 한 &amp; &lt;"
).split(" ")
MARKS = [
    *("*_`~^=|[](){}<>$\\#+-!:&\"'@%/?.\n\t "),
    *"** == ~~ ^^ $$ ``` ~~~ !!! ??? === ::: [^ ]( <!-- --> {{ }} \\( \\] ![ [[ ++ &#x".split(" "),
    *("    ", "\n\n", "> ", "- ", "1. ", "| ", "\x02", "\x03", "\ufeff", "\u2028"),
]
FORMULAS = [
    "x",
    "x^2",
    "\\eta_t",
    "\\frac{1}{2}",
    "|a|",
    "\\Vert v \\Vert",
    "\\sqrt{n}",
    "a<b",
    "\\text{学习率}",
    "1e{-4}",
]
WRITTEN = "\n".join(read_text(path) for path in sorted((ROOT / "docs").rglob("*.md")))
VALUES = [*re.findall(r"\[[^\]\n]*\]\(value:[^)\s]+\)", WRITTEN)[::20], "[1](value:nothing/here)"]
FIGURES = [*re.findall(r"(?<=\]\(figure:)[\w/-]+", WRITTEN)[::20], "nothing/here"]
PLAYGROUNDS = [*playground_ids(), *re.findall(r"(?<=\]\(playground:)[\w-]+\?[^)\s]+", WRITTEN)[::5], "none"]
LANGUAGES = ["", "python", "text", "sh", "python {.no-run}", "{.python .slow}", 'python title="x"']
KINDS = ['note "标题"', "tip", "note", 'reference "参考"', 'note inline end "右边"', 'warning ""']
TAGS = ["u", "kbd", 'span class="a"']
BOXES = ['details markdown="1"', 'div markdown="1"']

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
junk = st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=12).map("".join)


def apart(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return the strategy under a short name: Hypothesis writes out what each is made of, which for these is megabytes."""

    @st.composite
    def piece(draw: st.DrawFn) -> str:
        return draw(strategy)

    return piece()


def around(inner: st.SearchStrategy[str], *forms: str) -> st.SearchStrategy[str]:
    """Return the strategy for one of the forms, with ``inner`` in the place of the dots."""
    return st.tuples(st.sampled_from(forms), inner).map(lambda pair: pair[0].replace("…", pair[1]))


def inline_within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        around(inner, "**…**", "*…*", "~~…~~", "==…==", "^^…^^", "***…***", "H~…~", "x^…^", "[…](#a)", "[…][x]"),
        around(inner, "[…](https://example.org/a_(b))", "“…”", "（…）", "[…](../terms.md#step)", "![…](a.png)"),
        *(around(inner, f"<{tag}>…</{tag.split()[0]}>") for tag in TAGS),
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
    )


atoms = st.one_of(
    words,
    words,
    around(words, "`…`", "`` …` ``", "[^…]", "++…++", "<https://example.org/…>", "https://example.org/…", "https…"),
    around(st.sampled_from(FORMULAS), "$…$", "$$…$$", "\\(…\\)", "$ … $"),
    st.sampled_from(
        ["[^1]", "[^zero]", "[](#demo/linear)", "++ctrl+c++", "\\*", "[TOC]", "<br>", "  \n", "\\\n", "[ ] "]
    ),
    st.sampled_from(VALUES),
)
inline = apart(st.recursive(apart(atoms), inline_within, max_leaves=6))


def in_a_row(text: str) -> str:
    """Return a text as a cell can hold it: a bar outside formulas and code would part cells."""
    return text.replace("\n", " ").replace("|", "")


def rows(cells: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * len(cells[0])}", *lines[1:]])


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(inline.map(in_a_row), min_size=width, max_size=width), min_size=1, max_size=3).map(
        rows
    )
)
fences = st.tuples(st.sampled_from(["```", "~~~", "````"]), st.sampled_from(LANGUAGES), junk).map(
    lambda parts: f"{parts[0]}{parts[1]}\n{parts[2]}\n{parts[0]}"
)
leaves = apart(st.one_of(
    inline,
    inline,
    st.tuples(st.integers(1, 6), inline, st.sampled_from(["", " { #a }", " {#a .b}", " #", " { #中 }"])).map(
        lambda parts: f"{'#' * parts[0]} {parts[1]}{parts[2]}"
    ),
    tables,
    fences,
    around(st.sampled_from(FORMULAS), "$$\n…\n$$", "\\[\n…\n\\]", "$$…$$"),
    around(inline, "[^1]: …", "[^zero]: …，<https://example.org>。", "*[…]: x", "[x]: …", "术语\n:   …"),
    st.tuples(inline, st.sampled_from(FIGURES), inline).map(lambda parts: "![{}](figure:{})\n{}".format(*parts)),
    st.tuples(inline, st.sampled_from(PLAYGROUNDS), inline).map(
        lambda parts: "![{}](playground:{})\n{}".format(*parts)
    ),
    st.sampled_from(["---", "***", "<!-- more -->", "[TOC]", "<!-- no terms: margin -->", "<!-- 注 -->", "", "标题\n==="]),
))  # fmt: skip


def indented(text: str, first: str, rest: str) -> str:
    if text.startswith(("```", "~~~")):
        text = f"字\n\n{text}"  # a fence does not begin an item
    return first + text.replace("\n", f"\n{rest}")


def within(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(blocks, min_size=1, max_size=3).map("\n\n".join)
    return st.one_of(
        st.tuples(several, st.sampled_from(["- ", "* ", "1. ", "2) ", "- [x] ", "> ", "> [!NOTE]\n> ", "10. "])).map(
            lambda pair: indented(
                pair[0], pair[1], "> " if pair[1].startswith(">") else " " * len(pair[1].split("[")[0])
            )
        ),
        st.tuples(several, st.sampled_from(["!!!", "???", "???+", "==="]), st.sampled_from(KINDS)).map(
            lambda parts: indented(parts[0], f"{parts[1]} {parts[2]}\n    ", "    ")
        ),
        st.tuples(st.lists(blocks, min_size=2, max_size=4), st.sampled_from(["\n", "\n\n"])).map(
            lambda parts: parts[1].join(parts[0])
        ),
        *(around(several, f"<{tag}>\n\n…\n\n</{tag.split()[0]}>") for tag in BOXES),
    )


documents = apart(st.lists(st.recursive(leaves, within, max_leaves=8), min_size=1, max_size=6).map("\n\n".join))


@st.composite
def spoiled(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Return a text in which a few pieces are cut out, doubled, or written over."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + draw(st.one_of(st.just(""), st.just(text[start:end] * 2), junk)) + text[end:]
    return text
