"""How a post opens: its hero — the figure or playground that stands right behind ``<!-- more -->`` — comes before the text.

In the source, in lists and in the feed it comes after the excerpt, which can hold no figure. The questions that end the excerpt
can be folded away, since a phone's first screen has room for the hero or for them.
"""

import re
from typing import NamedTuple

from scripts.markdown.playgrounds import TAG
from scripts.pages.excerpts import SEPARATOR

HERO = re.compile(rf"\s*(<(figure|{TAG})\b.*?</\2>)", re.DOTALL)
QUESTIONS = re.compile(r"<ol\b((?:(?!<ol\b).)*)</ol>\s*\Z", re.DOTALL)


class Opening(NamedTuple):
    """The content of a post in the order in which its page shows it; each part is HTML."""

    hero: str
    excerpt: str
    rest: str


def opening(html: str) -> Opening:
    """Return the content ``html`` of a post in parts."""
    excerpt, separator, rest = html.partition(SEPARATOR)
    hero = HERO.match(rest)
    return Opening(hero[1] if hero else "", QUESTIONS.sub(folded, excerpt), rest[hero.end() if hero else 0 :])


def folded(questions: re.Match[str]) -> str:
    """Return the list as a fold; site/posts.css has it open wherever there is room."""
    count = questions[1].count("</li>")
    return f'<details class="questions"><summary>{count} 个问题</summary>{questions[0].rstrip()}</details>\n'
