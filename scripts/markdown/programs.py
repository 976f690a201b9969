"""Python-Markdown extension: a block that runs in the page says so, and one that does not says what it needs.

``data-program`` is the number of a block that runs, from 0 in the order of the page; `scripts.assets.programs` knows which do.
What needs packages has ``data-needs``, their names; what takes too long (``{.slow}``) has it empty. Both are silent on a page of which
nothing runs. Buttons come with JavaScript: overrides/assets/javascripts/programs.mjs.
"""

import re
from html import escape, unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from scripts.assets.programs import TIME, Block, packages, program

BLOCK = re.compile(
    r'<pre(?P<before>[^>]*) class="(?P<classes>(?:[\w-]+ )*language-python(?: [\w-]+)* highlight)"(?P<after>[^>]*)>'
    r"(?:<span></span>)?<code>(?P<code>.*?)</code></pre>",
    re.DOTALL,
)
APART = {"signature", "no-run"}  # what is no part of the program: scripts/checks/code_blocks.py


class ProgramExtension(Extension):
    """Registers the postprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.postprocessors.register(MarkPrograms(md), "programs", 24)  # after code is lean (25)


class MarkPrograms(Postprocessor):
    """Give each block of Python the attribute that says whether it runs in the page."""

    def run(self, text: str) -> str:
        blocks = blocks_of(text)
        if not any(block.runs for block in blocks):
            return text
        marks = iter([mark(number, block) for number, block in enumerate(blocks)])
        return BLOCK.sub(lambda match: match[0].replace("<pre", f"<pre{next(marks)}", 1), text)


def blocks_of(html: str) -> list[Block]:
    """Return the program of a page from its HTML."""
    found = list(BLOCK.finditer(html))
    classes = [set(match["classes"].split()) for match in found]
    codes = ["" if classes[i] & APART else text_of(match["code"]) for i, match in enumerate(found)]
    return program(codes, slow=[number for number, each in enumerate(classes) if "slow" in each])


def text_of(code: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", code))


def mark(number: int, block: Block) -> str:
    if block.runs:
        return f' data-program="{number}"'
    needed = packages(block)
    if needed or TIME in block.missing:
        return f' data-needs="{escape("、".join(needed))}"'
    return ""
