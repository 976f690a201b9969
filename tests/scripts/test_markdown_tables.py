import markdown
import pytest
from bs4 import BeautifulSoup

from scripts.markdown_tables import TableExtension

TABLE = "|  | 值 |\n| --- | ---: |\n| 甲 | 1 |"


def convert(text):
    html = markdown.markdown(text, extensions=["tables", "md_in_html", TableExtension()])
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    "text",
    [TABLE, f'<div markdown="1">\n\n{TABLE}\n\n</div>', f"- 一项\n\n    {TABLE.replace(chr(10), chr(10) + '    ')}"],
)
def test_a_table_scrolls_in_a_box_that_takes_the_focus(text):
    box = convert(text).table.parent
    assert box["class"] == ["table-box"]
    assert box["tabindex"] == "0"
    assert box["aria-label"]


def test_what_follows_a_table_stays_behind_it():
    assert convert(f"{TABLE}\n\n后面。").get_text().split() == ["值", "甲", "1", "后面。"]


def test_an_empty_corner_is_no_heading():
    assert [cell.name for cell in convert(TABLE).thead.find_all(["td", "th"])] == ["td", "th"]
