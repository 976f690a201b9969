"""Footnotes count as readers meet them, and lead back to each mention."""

import pytest
from bs4 import BeautifulSoup

from scripts.shared.sources import SourceError
from tests.site_markdown import convert

TEXT = """
- 列表[^list]

| 表[^table] |
| --- |
| 格[^two] |

> 引用[^one]，又是[^list]

末段[^two]，又是[^list]。

[^one]: 一，见[^inner]
[^two]: 二
[^list]: 列表
[^table]: 表
[^inner]: 里
"""


def page():
    return BeautifulSoup(convert(TEXT), "html.parser")


def test_footnotes_count_in_the_order_of_their_first_mention():
    notes = page().find(class_="footnote")
    assert [note["id"] for note in notes.find_all("li")] == [
        f"fn:{name}" for name in ("list", "table", "two", "one", "inner")
    ]


def test_each_mention_shows_the_number_of_its_note():
    found = page()
    notes = [note["id"] for note in found.find(class_="footnote").find_all("li")]
    for link in found.find_all(class_="footnote-ref"):
        assert notes[int(link.get_text()) - 1] == link["href"][1:]
        assert link.parent.has_attr("data-search-exclude")


def test_a_link_back_says_which_mention_it_leads_to():
    found = page()
    ids = [mention["id"] for mention in found.find_all("sup") if mention.a["href"] == "#fn:list"]
    links = found.find(id="fn:list").find_all(class_="footnote-backref")
    assert [link["href"] for link in links] == [f"#{id}" for id in ids]
    assert [link["title"] for link in links] == [f"回到正文第 {count} 处引用" for count in (1, 2, 3)]
    assert [link["aria-label"] for link in links] == [link["title"] for link in links]


def test_the_only_link_back_counts_nothing():
    assert page().find(id="fn:one").find(class_="footnote-backref")["title"] == "回到正文的引用处"


def test_every_id_of_notes_and_mentions_stays_what_it_was():
    ids = {element["id"] for element in page().find_all(id=True)}
    assert {"fn:list", "fnref:list", "fnref2:list", "fnref3:list", "fnref:inner", "fn:inner"} <= ids


def test_a_note_that_nothing_mentions_is_refused_with_its_line():
    with pytest.raises(SourceError, match=r"page\.md:8：脚注 \[\^two\] 没有被引用"):
        convert("文[^one]\n\n[^one]: 一\n[^two]: 二")
