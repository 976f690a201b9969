"""Python-Markdown extension: a program is one element with few marks in it, since half of an article's elements stood there.

Pygments marks every token. Marks stay where a colour tells something: keywords, strings, comments, what is defined,
prompts. Names, numbers, operators and punctuation have the colour of code as it is. Marks that look alike get one name,
the shortest, and those that follow each other become one, with the commas between them.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

BLOCK = re.compile(
    r'<div class="([^"]*\bhighlight)"><pre>(?:<span></span>)?(<code>.*?</code></pre>)\s*</div>', re.DOTALL
)
INLINE = re.compile(r'<code class="[^"]*\bhighlight">.*?</code>', re.DOTALL)
MARK = re.compile(r'<span class="(\w+)">([^<]*)</span>')
ALIKE = re.compile(r'<span class="(\w+)">[^<]*</span>(?:,?\s*<span class="\1">[^<]*</span>)+')
# Pygments' names for what the theme draws alike, by the one that stands for all. Words that are operators are keywords here.
LOOKS = {
    "k": "k kd kn kp kr kt nd ni nl nt ow",
    "s": "s cpf l s1 s2 sb sc si ss",
    "c": "c c1 ch cm cs sd",
    "nf": "nf nc",
    "se": "se cp sh sr sx",
    "gd": "gd",
    "gi": "gi",
    "gh": "gh ge gs gu",
    "go": "go gr gt",  # printed, and so not copied
    "gp": "gp",
}
LOOK = {name: look for look, names in LOOKS.items() for name in names.split()}


class CodeExtension(Extension):
    """Registers the postprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.postprocessors.register(LeanCode(md), "lean_code", 25)  # after stashed blocks are back (30)


class LeanCode(Postprocessor):
    """Leave of highlighted code what can be seen."""

    def run(self, text: str) -> str:
        text = BLOCK.sub(lambda match: f'<pre class="{match[1]}">{lean(match[2])}', text)
        return INLINE.sub(lambda match: lean(match[0]), text)


def lean(code: str) -> str:
    """Return the HTML of highlighted code with as few marks as show the same."""
    marked = MARK.sub(lambda match: mark(LOOK.get(match[1]), match[2]), code)
    return ALIKE.sub(lambda match: mark(match[1], re.sub("<[^>]*>", "", match[0])), marked)


def mark(look: str | None, text: str) -> str:
    return f'<span class="{look}">{text}</span>' if look else text
