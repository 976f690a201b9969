"""One list of items in three formats, read by a program that is not ours."""

import datetime
import json

import feedparser
import pytest

from scripts.pages.feed_formats import FORMATS, Channel, Item, atom, json_feed, rss

POST = Item(
    url="https://example.org/blog/posts/d-means%E4%BB%8E%E5%85%A5%E9%97%A8/",
    title='K-Means从入门到调包 <1> & "2"',
    summary="簇从哪里来。",
    content="<p>甲 &amp; 乙</p>",
    tags=["聚类", "K-Means"],
    created=datetime.date(2016, 7, 19),
    updated=datetime.date(2026, 11, 24),
)


def channel(*items):
    return Channel(
        "图解机器学习", "图由代码生成", "本站", "https://example.org/blog/", "https://example.org/blog/x.xml", items
    )


@pytest.fixture(params=[rss, atom], ids=["RSS", "Atom"])
def feed(request):
    found = feedparser.parse(request.param(channel(POST)))
    assert not found.bozo, found.bozo
    return found


def test_the_id_of_an_item_is_its_permalink(feed):
    [entry] = feed.entries
    assert entry.id == entry.link == POST.url


def test_the_feed_names_itself_and_the_page_that_shows_the_same(feed):
    assert feed.feed.title == "图解机器学习"
    assert feed.feed.link == "https://example.org/blog/"
    assert {"https://example.org/blog/x.xml"} == {link.href for link in feed.feed.links if link.rel == "self"}


def test_dates_are_those_of_the_text_in_china_and_not_of_the_build(feed):
    [entry] = feed.entries
    assert entry.published_parsed[:5] == (2016, 7, 18, 16, 0)
    assert entry.updated_parsed[:5] == (2026, 11, 23, 16, 0)


def test_titles_summaries_and_tags_come_out_as_they_are_written(feed):
    [entry] = feed.entries
    assert entry.title.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == POST.title
    assert entry.summary == POST.summary
    assert [tag.term for tag in entry.tags] == POST.tags
    assert entry.content[0].value == POST.content


def test_json_says_the_same():
    feed = json.loads(json_feed(channel(POST)))
    [item] = feed["items"]
    assert (item["id"], item["url"], item["title"], item["content_html"]) == (
        POST.url,
        POST.url,
        POST.title,
        POST.content,
    )
    assert (item["date_published"], item["date_modified"]) == ("2016-07-19T00:00:00+08:00", "2026-11-24T00:00:00+08:00")


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_chinese_stands_in_a_feed_as_utf_8_and_a_feed_may_be_empty(form):
    assert "图解机器学习".encode() in form(channel())
