"""Python-Markdown extension: a question of the opening is asked again where it has been answered.

A numbered list above the first heading whose items are questions, each a link to a section of the page, is such a list:

    1. [为什么一定会停？](#why-it-ends)

The question stands again at the end of that section, its subsections included.
"""

import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import HEADINGS, end_of_section

LINK = "question"  # class of the links, which are quiet: each is a whole line
AGAIN = "question-again"


class QuestionExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(
            AskAgain(md), "questions", 3
        )  # when headings have their ids (5), before passages (-10)


class AskAgain(Treeprocessor):
    """Put each question of the opening at the end of the section to which it leads."""

    def run(self, root: etree.Element) -> None:
        lead = next((number for number, part in enumerate(root) if part.tag in HEADINGS[1:]), 0)
        for listed in [part for part in root[:lead] if part.tag == "ol"]:
            questions = [question_of(item) for item in listed]
            if None in questions:
                continue
            for number, link in enumerate(questions, start=1):
                assert link is not None
                link.set("class", LINK)
                ask_again(root, number, link)


def question_of(item: etree.Element) -> etree.Element | None:
    """Return the link that an item of a list is, if it is a question that leads to a section; else None."""
    if [part.tag for part in item] == ["p"]:
        item = item[0]
    alone = [part.tag for part in item] == ["a"] and not (item.text or "").strip() and not (item[0].tail or "").strip()
    is_question = alone and item[0].get("href", "").startswith("#") and "".join(item[0].itertext()).endswith("？")
    return item[0] if is_question else None


def ask_again(root: etree.Element, number: int, link: etree.Element) -> None:
    """Add a question to the end of its section; that there is one is checked with all other links."""
    heading = next((part for part in root if part.tag in HEADINGS and f"#{part.get('id')}" == link.get("href")), None)
    if heading is None:
        return
    paragraph = etree.Element("p", {"class": AGAIN})  # plain: a copy of its marks would be so many more elements
    paragraph.text = f"开头的问题 {number}：{''.join(link.itertext())}现在能回答了吗？"
    paragraph.tail = "\n"
    root.insert(end_of_section(root, heading), paragraph)
