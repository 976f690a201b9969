"""更新记录 of a text and the page of all corrections, as Markdown."""

import types

import pytest

from scripts.pages import corrections
from tests.site_markdown import convert

META = {
    "slug": "short",
    "revisions": [
        {"date": "2026-11-29", "was": "“二”。", "now": "三", "why": "数错了", "at": "why"},
        {"date": "2026-11-29", "was": "甲", "now": "[乙](#other)"},
        {"date": "2016-07", "what": "首次发表。"},
    ],
}
TEXT = "## 一节 { #first }\n\n## 为什么 { .x #why }\n"


def post(**more):
    file = types.SimpleNamespace(src_uri="posts/short.md")
    return types.SimpleNamespace(meta=META | more, file=file, title="题 [1]", url="posts/short/")


def config(**extra):
    return types.SimpleNamespace(extra=extra)


def test_the_section_says_what_was_and_what_is_now_under_each_day():
    html = convert(TEXT + corrections.section(post(), TEXT, config()))
    assert '<h2 id="changelog">更新记录' in html
    assert "原来：“二”。现在：三。原因：数错了。" in html
    assert '见<a href="#why">为什么</a>。' in html
    assert html.index("2026-11-29") < html.index("原来") < html.index("2016-07") < html.index("首次发表。")


def test_a_long_record_is_folded_below_its_heading():
    many = [{"date": "2026-11-29", "was": f"{number}", "now": "甲"} for number in range(corrections.MOST + 1)]
    html = convert(TEXT + corrections.section(post(revisions=many), TEXT, config()))
    fold = html.partition('<details class="note reference">')[2].partition("</details>")[0]
    assert "<summary>5 条，最近一次 2026-11-29</summary>" in fold
    assert fold.count("<li>") == len(many)


def test_a_text_without_revisions_has_no_section():
    assert corrections.section(post(revisions=[]), TEXT, config()) == ""


def test_a_day_leads_to_its_changes_where_the_repository_is_known():
    markdown = corrections.section(post(), TEXT, config(history="https://example.org/r/commits/main/docs/"))
    assert "(https://example.org/r/commits/main/docs/posts/short.md?since=2026-11-29&until=2026-11-29)" in markdown
    assert "until=2016-07" not in markdown


def test_the_page_of_all_has_corrections_only_each_under_an_anchor_that_new_ones_do_not_move():
    found = corrections.corrections([post()])
    assert [each.id for each in found] == ["2026-11-29-short-2", "2026-11-29-short-1"]
    newer = {"date": "2026-11-29", "was": "丙", "now": "丁"}
    later = corrections.corrections([post(revisions=[newer, *META["revisions"]])])
    assert [each.id for each in later][1:] == [each.id for each in found]
    assert "首次发表" not in corrections.page(found, has_feed=False)


def test_links_of_a_text_lead_there_from_the_page_of_all():
    markdown = corrections.page(corrections.corrections([post()]), has_feed=True)
    assert "**[题 \\[1\\]](posts/short.md#changelog)**" in markdown
    assert "见[正文](posts/short.md#why)。" in markdown
    assert "[乙](posts/short.md#other)" in markdown


@pytest.mark.parametrize(("link", "moved"), [("../terms.md#lr", "terms.md#lr"), ("one.md", "posts/one.md")])
def test_links_to_other_pages_do_so_too(link, moved):
    [correction] = corrections.corrections(
        [post(revisions=[{"date": "2026-01-01", "was": "甲", "now": f"[乙]({link})"}])]
    )
    assert f"[乙]({moved})" in corrections.moved(correction)


def test_without_corrections_the_page_says_so():
    assert "还没有更正。" in corrections.page([], has_feed=False)
