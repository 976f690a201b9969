import datetime
import types
import xml.etree.ElementTree as etree

import pytest

from scripts.pages import feed

POST = feed.Item(
    address="posts/k-means%E4%BB%8E%E5%85%A5%E9%97%A8/",
    title="K-Means从入门到调包 <1> & 2",
    description="簇从哪里来。",
    excerpt='<p>见<a href="../zero/#memory" title="a &amp; b">另一篇</a>，<img src="../../assets/a.svg" alt="图">&nbsp;完&#65281;</p>',
    tags=["聚类", "K-Means"],
    created=datetime.date(2016, 7, 19),
    updated=datetime.date(2026, 11, 24),
)
CHANNEL = {"title": "图解机器学习", "description": "图由代码生成", "language": "zh-cn"}


def parsed(items, site_url):
    return etree.fromstring(feed.rss(items, site_url=site_url, **CHANNEL)).find("channel")


@pytest.fixture(params=["https://example.org/blog", "https://example.org/blog/"], ids=["without slash", "with slash"])
def channel(request):
    return parsed([POST], request.param)


def test_the_id_of_an_item_is_its_absolute_permalink(channel):
    guid = channel.find("item/guid")
    assert guid.text == "https://example.org/blog/posts/k-means%E4%BB%8E%E5%85%A5%E9%97%A8/"
    assert guid.get("isPermaLink") == "true"
    assert channel.findtext("item/link") == guid.text


def test_the_channel_knows_its_own_address(channel):
    assert channel.findtext("link") == "https://example.org/blog/"
    assert channel.find(f"{{{feed.ATOM}}}link").get("href") == "https://example.org/blog/index.xml"


def test_dates_are_those_of_the_post_in_china_and_not_of_the_build(channel):
    assert channel.findtext("item/pubDate") == "Tue, 19 Jul 2016 00:00:00 +0800"
    assert channel.findtext("lastBuildDate") == "Tue, 24 Nov 2026 00:00:00 +0800"


def test_titles_and_tags_come_out_as_they_are_written(channel):
    assert channel.findtext("item/title") == POST.title
    assert [category.text for category in channel.iterfind("item/category")] == ["聚类", "K-Means"]


def test_the_description_is_whole_and_the_excerpt_has_absolute_addresses(channel):
    assert channel.findtext("item/description") == "簇从哪里来。"
    excerpt = channel.findtext(f"item/{{{feed.CONTENT}}}encoded")
    assert '<a href="https://example.org/blog/posts/zero/#memory" title="a &amp; b">另一篇</a>' in excerpt
    assert '<img alt="图" src="https://example.org/blog/assets/a.svg"/>\xa0完！</p>' in excerpt
    assert f'<a href="{channel.findtext("item/guid")}">阅读全文</a>' in excerpt


@pytest.mark.parametrize("site_url", [None, ""])
def test_without_an_address_the_ids_do_not_claim_to_be_permalinks(site_url):
    channel = parsed([POST], site_url)
    assert channel.find("item/guid").get("isPermaLink") == "false"
    assert channel.findtext("item/link") == POST.address
    assert channel.find(f"{{{feed.ATOM}}}link") is None


def test_chinese_stands_in_the_feed_as_utf_8():
    assert "图解机器学习".encode() in feed.rss([POST], site_url=None, **CHANNEL)


def test_a_feed_without_items_is_a_feed():
    assert parsed([], "https://example.org/").findtext("title") == "图解机器学习"


def post(slug, created: tuple[int, int, int], *, updated: tuple[int, int, int] | None = None, draft=None):
    day = datetime.datetime(*created, tzinfo=datetime.UTC)
    newest = updated and datetime.datetime(*updated, tzinfo=datetime.UTC)
    date = types.SimpleNamespace(created=day, updated=newest)
    config = types.SimpleNamespace(date=date, draft=draft)
    content = "<p>开头</p>\n<!-- more -->\n<p>后面</p>"
    return types.SimpleNamespace(url=f"posts/{slug}/", title=slug, meta={}, content=content, config=config)


def test_items_are_newest_first_and_without_drafts():
    posts = [post("old", (2016, 7, 9)), post("draft", (2023, 1, 1), draft=True), post("new", (2022, 6, 5))]
    assert [item.title for item in feed.items(posts)] == ["new", "old"]


def test_items_of_one_day_are_in_the_order_of_their_addresses():
    posts = [post(slug, (2022, 6, 5)) for slug in ("b", "c", "a")]
    assert [item.title for item in feed.items(posts)] == ["a", "b", "c"]


def test_the_title_of_a_post_is_html_and_that_of_an_item_is_text():
    found = post("a", (2022, 6, 5))
    found.title, found.meta = "A &lt;b&gt; &amp; &#34;c&#34;", {"description": "d &amp; e"}
    [item] = feed.items([found])
    assert (item.title, item.description) == ('A <b> & "c"', "d & e")


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ("甲<br />乙", "甲<br/>乙"),  # <br /></br> would be two line breaks
        ("甲<br>乙<hr>", "甲<br/>乙<hr/>"),
        ('<p>x</p><hr class="a" />', '<p>x</p><hr class="a"/>'),
        ('<math><mspace width="1em"/></math>', '<math><mspace width="1em"></mspace></math>'),
        ("<wbr/>", "<wbr/>"),
        ('<img alt="图" src="a.svg" />', '<img alt="图" src="https://example.org/a.svg"/>'),
    ],
)
def test_elements_without_an_end_get_none(content, written):
    assert feed.with_base(content, "https://example.org/") == written


def test_what_authors_note_in_a_comment_does_not_reach_the_readers():
    assert feed.with_base("<p>甲<!-- 待查 -->乙</p>", "https://example.org/") == "<p>甲乙</p>"


def test_terms_are_marked_in_pages_only():
    content = '<p>用<a class="term" href="../../terms/#lr" id="term:lr">学习率</a>。</p>'
    assert feed.with_base(content, "https://example.org/") == "<p>用学习率。</p>"


def test_an_item_holds_the_excerpt_and_the_last_date():
    [item] = feed.items([post("zero", (2022, 5, 14), updated=(2026, 11, 24))])
    assert item.excerpt == "<p>开头</p>"
    assert (item.created.isoformat(), item.updated.isoformat()) == ("2022-05-14", "2026-11-24")
