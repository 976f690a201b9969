"""Footnotes count as readers meet them, and lead back to each mention."""

import pytest
from bs4 import BeautifulSoup

from scripts.markdown import footnotes
from scripts.shared.sources import SourceError
from tests.searches import existing
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
        assert notes[int(link.get_text().strip("[]")) - 1] == link["href"][1:]
        assert link.has_attr("data-search-exclude")


def test_a_link_back_says_which_mention_it_leads_to():
    found = page()
    ids = [mention["id"] for mention in found.find_all(class_="footnote-ref") if mention["href"] == "#fn:list"]
    links = found.find(id="fn:list").find_all(class_="footnote-backref")
    assert [link["href"] for link in links] == [f"#{id}" for id in ids]
    assert [link["title"] for link in links] == [f"回到正文第 {count} 处引用" for count in (1, 2, 3)]
    assert [link["aria-label"] for link in links] == [link["title"] for link in links]
    assert [link.get_text() for link in links] == ["↩ 1", "2", "3"]


def test_the_only_link_back_counts_nothing():
    [link] = page().find(id="fn:one").find_all(class_="footnote-backref")
    assert (link["title"], link.get_text()) == ("回到正文的引用处", "↩")


def test_every_id_of_notes_and_mentions_stays_what_it_was():
    ids = {element["id"] for element in page().find_all(id=True)}
    assert {"fn:list", "fnref:list", "fnref2:list", "fnref3:list", "fnref:inner", "fn:inner"} <= ids


def test_a_note_that_nothing_mentions_is_refused_with_its_line():
    with pytest.raises(SourceError, match=r"page\.md:8：脚注 \[\^two\] 没有被引用"):
        convert("文[^one]\n\n[^one]: 一\n[^two]: 二")


SECTIONS = """
甲[^one]。

## 参考资料 { #references }

说明。

### 书 { #books }

一本。

## 更新记录 { #changelog }

末段。

[^one]: 一
"""


def test_notes_stand_at_the_end_of_the_section_of_sources():
    ids = [each["id"] for each in BeautifulSoup(convert(SECTIONS), "html.parser").select("[id]:not(.footnote-ref)")]
    assert ids == ["references", "books", "fn:one", "changelog"]


def test_notes_stand_at_the_end_of_a_page_without_such_a_section():
    html = convert(SECTIONS.replace("#references", "#sources"))
    assert html.index('id="changelog"') < html.index('id="fn:one"')


def test_a_mention_in_an_alternative_text_which_shows_none_is_refused():
    with pytest.raises(SourceError, match=r"^docs/posts/page\.md:5：脚注 \[\^n\] 有一处写在图片的替代文字里。"):
        convert("![折线图[^n]](a.png)\n文[^n]\n\n[^n]: 注")


TITLES = {
    "甲，*题名*，2019，<https://a.org/1>。见第 3 节。": "甲，<a><em>题名</em></a>，2019。见第 3 节。",
    "甲，*题名*，2019，附录 B，<https://a.org/1>：见表 2。": "甲，<a><em>题名</em></a>，2019，附录 B：见表 2。",
    "o/r，`a/b.py`，标签 v1，`f` 一函数，<https://a.org/1>。": "o/r，<a><code>a/b.py</code></a>，标签 v1，<code>f</code> 一函数。",
    "o/r#1（改），2020-01-01，<https://a.org/1>；同样的疑问见 #2。": "<a>o/r#1（改）</a>，2020-01-01；同样的疑问见 #2。",
    "*一*，<https://a.org/1>；又见 *二*，<https://a.org/1>。": "<a><em>一</em></a>；又见 <a><em>二</em></a>。",
    "见 [题](https://a.org/1)，二，<https://a.org/1>。": "见 <a>题</a>，<a>二</a>。",
    "论文见 <https://a.org/1>。": "论文见 <a>https://a.org/1</a>。",
    "甲，乙，<https://a.org/1>、<https://a.org/1>。": "甲，乙，<a>https://a.org/1</a>、<a>https://a.org/1</a>。",
}


@pytest.mark.parametrize(("written", "seen"), TITLES.items())
def test_an_address_behind_a_reference_is_the_link_of_its_title(written, seen):
    note = existing(BeautifulSoup(convert(f"文[^n]\n\n[^n]: {written}"), "html.parser").find(id="fn:n"))
    existing(note.find(class_="footnote-backref")).decompose()
    assert {link.attrs.pop("href") for link in note.find_all("a")} == {"https://a.org/1"}
    assert note.decode_contents().strip() == seen


def test_a_source_of_which_there_is_a_copy_leads_to_that_too(monkeypatch):
    monkeypatch.setattr(footnotes, "archived", lambda: {"https://a.org/x": "https://archive.invalid/x"})
    note = BeautifulSoup(
        convert("见[^a]\n\n[^a]: 甲，*题*，2019，<https://a.org/x>。又 <https://a.org/y>。"), "html.parser"
    ).li
    assert existing(note).get_text().startswith("甲，题（存档），2019。又 https://a.org/y。")
    assert existing(existing(note).find("a", string="存档"))["href"] == "https://archive.invalid/x"
