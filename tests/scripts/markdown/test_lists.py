"""Lists as GitHub and every editor shows them, however they are indented."""

import mistune
import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from scripts.markdown.lists import relisted
from scripts.markdown.source import front_matter_length
from scripts.notebooks.pages import source
from scripts.notebooks.storage import paths
from scripts.shared.paths import ROOT
from tests.searches import existing
from tests.site_markdown import convert

COMMON_MARK = mistune.create_markdown(plugins=["table"], escape=False)
KEPT = ("ul", "ol", "li", "blockquote", "pre", "table", "tr", "h2", "hr")


def shape(html):
    """Return the lists, what they hold and where they start; not whether an item is a paragraph."""

    def walk(element):
        for child in element.children:
            if child.name is None:
                yield from "".join(child.split())
            elif child.name in KEPT:
                yield (child.name, child.get("start"), *walk(child))
            elif child.name != "a":  # the link beside a heading
                yield from walk(child)

    return list(walk(BeautifulSoup(html, "html.parser")))


@pytest.mark.parametrize(
    "text",
    [
        "- 甲\n  - 乙\n    - 丙\n- 丁",
        "- 甲\n   - 乙\n      - 丙",
        "- 甲\n\t- 乙\n\t\t- 丙",
        "- 甲\n    - 乙\n        - 丙\n    - 丁\n- 戊",
        "* 甲\n  1. 乙\n  2. 丙\n* 丁",
        "1. 甲\n   - 乙\n   - 丙\n2. 丁",
        "10. 甲\n    - 乙\n11. 丙",
        "1. 甲\n\n   段\n\n   1. 乙\n      - 丙\n2. 丁",
        "文字：\n- 一\n- 二\n文字",
        "文字：\n1. 一\n2. 二",
        "文字\n2016. 年是一行文字",
        "## 题\n- 甲\n  - 乙",
        "1) 一\n2) 二\n   - 三",
        "3. 三\n4. 四",
        "1. 甲\n- 乙",
        "- 甲\n- 乙\n1. 丙\n2. 丁",
        "- 甲\n  接着\n  - 乙",
        "- 甲\n\n  第二段\n\n  - 乙\n\n    乙的第二段\n- 丙",
        "-   甲\n\n    段\n    - 乙",
        "- 甲\n  - 乙\n\n  甲的段\n\n  - 丙",
        "- 甲\n\n\n- 乙\n  - 丙\n\n    段",
        "- 甲\n\n      代码\n- 乙",
        "- 甲\n\n  ```\n  x\n    y\n  ```\n\n- 乙",
        "- 甲\n  ```\n  x\n  ```\n  后",
        "文字\n```\nx\n```\n后",
        "文字\n\n  - 甲\n  - 乙\n    - 丙",
        "> - 甲\n>   - 乙\n> - 丙",
        "> 文字\n> - 甲\n>   - 乙",
        "- 甲\n  > 引用\n  > - 乙",
        "- 甲\n---\n后",
        "a\n***\n- b",
        "文字\n| a | b |\n| - | - |\n| 1 | 2 |",
        "| a | b |\n| - | - |\n| 1 | 2 |\n- 甲",
        "    - 代码\n      - 代码",
        "-1 度，- 不是列表",
    ],
)
def test_a_list_is_what_common_mark_makes_of_it(text):
    assert shape(convert(text)) == shape(COMMON_MARK(text))


@pytest.mark.parametrize(
    "text",
    [
        '!!! note "题"\n    文：\n    - 一\n      - 二',
        "文[^a]\n\n[^a]: 一：\n    - 一\n      - 二",
        "术语\n:   定义：\n    - 一\n      - 二",
        '- 甲\n\n  !!! note "题"\n      - 一\n        - 二',
        "> [!NOTE]\n> 文：\n> - 一\n>   - 二",
    ],
)
def test_a_list_nests_in_every_box(text):
    page = BeautifulSoup(convert(text), "html.parser")
    [inner] = [item for item in page.find_all("li") if item.get_text(strip=True) == "二"]
    assert existing(existing(inner.find_parent("ul")).find_parent("li")).get_text(strip=True).startswith("一")


@pytest.mark.parametrize("text", ["$$\na\n- b\n+ c\n$$", "<!--\n文\n- 一\n-->", "<pre>\n文\n- 一\n</pre>"])
def test_formulas_comments_and_html_are_left_alone(text):
    assert relisted(text.split("\n")) == text.split("\n")


def test_the_pages_of_the_site_are_read_as_they_were():
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    for text in [*texts, *(source(str(path)) for path in paths())]:
        md = Markdown(extensions=["pymdownx.superfences"])
        lines = md.preprocessors["fenced_code_block"].run(text.splitlines()[front_matter_length(text) :])
        assert [line for line in relisted(lines) if line] == [line for line in lines if line]
