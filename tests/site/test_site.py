"""The site as it is deployed. That it builds with --strict and passes its checks is what the fixtures need."""

import datetime
import gzip
import re
import xml.etree.ElementTree as etree
from urllib.parse import quote, unquote

import pytest

from scripts.checks import published
from scripts.shared import html_page
from tests.parsed import page_at
from tests.posts import FRONT
from tests.searches import existing

POSTS = {path: (front.get("title"), front.created) for path, front in FRONT.items()}  # title, first published
ELEMENT = re.compile(r"""<([a-z][\w-]*)(?: [^>]*?class=("[^"]*"|[^ >]+))?""")  # name and classes
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def soup(site, path):
    return page_at(site / path / "index.html")


@pytest.fixture(scope="module")
def feed(deployed_site):
    return etree.parse(deployed_site / "index.xml").getroot().find("channel")


@pytest.mark.parametrize(("path", "title"), [(path, title) for path, (title, _) in POSTS.items()])
def test_each_article_has_its_title_at_its_address(site, path, title):
    page = soup(site, path)
    assert page.h1.get_text(strip=True).removesuffix("¶") == title
    assert title in page.title.get_text()


@pytest.mark.parametrize(("path", "date"), [(path, date) for path, (_, date) in POSTS.items()])
def test_each_article_shows_when_it_was_first_published(site, path, date):
    day = datetime.date.fromisoformat(date)
    spellings = {date, f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day.year}年{day.month}月{day.day}日"}
    text = soup(site, path).get_text(" ")
    assert any(spelling in text for spelling in spellings)


@pytest.mark.parametrize("path", ["", "posts/", "archives/", "tags/", *POSTS])
def test_every_page_describes_itself_to_search_results_and_shared_links(deployed_site, server, path):
    page = soup(deployed_site, path)
    for attributes in ({"name": "description"}, {"property": "og:title"}, {"property": "og:description"}):
        assert page.find("meta", attributes)["content"].strip(), attributes
    assert page.find("link", rel="canonical")["href"] == server + quote(path)


def test_without_an_address_no_page_claims_a_canonical_one(site):
    for path in ["", *POSTS]:
        assert soup(site, path).find("link", rel="canonical") is None


@pytest.mark.parametrize("path", ["posts/", "archives/"])
def test_a_list_of_all_posts_leads_to_all_of_them(site, path):
    targets = {unquote(link["href"]).split("#")[0] for link in soup(site, path).main.find_all("a", href=True)}
    for post in POSTS:
        assert any(target.endswith(f"{post.removeprefix('posts/')}") for target in targets), post


def test_every_tag_has_a_page_that_leads_to_its_posts_and_notebooks(site):
    tags = {link["href"] for link in soup(site, "tags/").main.find_all("a", href=True) if link["href"].endswith("/")}
    pages = [path for path in (site / "tags").iterdir() if path.is_dir()]
    assert pages
    for page in pages:
        assert any(unquote(tag).rstrip("/").endswith(page.name) for tag in tags), page.name
        assert soup(site, f"tags/{page.name}").main.select("a[href*='posts/'], a[href*='notebooks/']")


def test_the_feed_has_every_post_once_and_newest_first(feed, server):
    ids = [unquote(guid.text) for guid in feed.iterfind("item/guid")]
    assert [id for id in ids if "/posts/" in id] == [server + path for path in POSTS]


def test_the_ids_of_the_feed_are_the_permalinks_that_subscribers_know(feed, deployed_site, server):
    for item in feed.iterfind("item"):
        assert item.find("guid").get("isPermaLink") == "true"
        assert item.findtext("guid").isascii()
        assert item.findtext("guid") == item.findtext("link")
        path = unquote(item.findtext("guid")).removeprefix(server)
        assert soup(deployed_site, path).find("link", rel="canonical")["href"] == item.findtext("guid")


def test_the_feed_shows_titles_dates_and_descriptions(feed, deployed_site):
    posts = [item for item in feed.iterfind("item") if "/posts/" in item.findtext("link")]
    for item, (path, (title, date)) in zip(posts, POSTS.items(), strict=True):
        assert item.findtext("title") == title
        published = datetime.datetime.strptime(item.findtext("pubDate"), "%a, %d %b %Y %H:%M:%S %z")
        assert published.isoformat() == f"{date}T00:00:00+08:00"
        assert (
            item.findtext("description") == soup(deployed_site, path).find("meta", {"name": "description"})["content"]
        )
        assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded").startswith("<p>")


def test_every_page_leads_to_the_feed(deployed_site):
    for path in ["", "archives/", *POSTS]:
        link = soup(deployed_site, path).find("link", rel="alternate", type="application/rss+xml")
        assert link, path
        assert link["href"].endswith("index.xml")


def test_the_sitemap_says_when_posts_changed_and_not_when_the_site_was_built(deployed_site, server):
    urls = etree.parse(deployed_site / "sitemap.xml").getroot().findall("s:url", SITEMAP)
    dates = {
        unquote(existing(url.findtext("s:loc", None, SITEMAP))): url.findtext("s:lastmod", None, SITEMAP)
        for url in urls
    }
    feed = etree.parse(deployed_site / "index.xml").getroot()
    built = existing(feed.findtext("channel/lastBuildDate"))
    newest = datetime.datetime.strptime(built, "%a, %d %b %Y %H:%M:%S %z").date()
    assert {server + path for path in ["", "archives/", *POSTS]} <= dates.keys()
    assert max(filter(None, dates.values())) == newest.isoformat()  # presets have none
    for path in POSTS:
        assert dates[server + path] == soup(deployed_site, path).select(".facts time")[-1]["datetime"], path
    assert (
        gzip.decompress((deployed_site / "sitemap.xml.gz").read_bytes()) == (deployed_site / "sitemap.xml").read_bytes()
    )


@pytest.mark.parametrize("path", POSTS)
def test_a_post_tells_how_long_its_main_path_and_the_whole_of_it_take_to_read(site, path):
    page = soup(site, path)
    told = page.select_one(".facts").get_text(" ")
    minutes = [int(each) for each in re.findall(r"(?:主线|全文|阅读约) (\d+) 分钟", told)]
    assert 1 <= minutes[0] <= minutes[-1] <= 120
    if page.select_one("article details.reference"):
        main, full = minutes
        assert main < full


def test_contents_name_every_heading_and_the_theme_watches_those_outside_of_folds(deployed_site):
    """It asks where each is that it watches, which lays out what is folded."""
    for path in deployed_site.rglob("*.html"):
        page = page_at(path)
        folded = {f"#{heading['id']}" for heading in page.select("details :is(h2, h3, h4, h5, h6)[id]")}
        named, watched = (
            {unquote(str(link["href"])) for link in page.select(f"#__contents li > {link}")}
            for link in ("a", "a.md-nav__link")
        )
        assert watched == named - folded, path


def test_no_page_is_without_javascript_less_than_its_text(site):
    for path in POSTS:
        article = soup(site, path).find("article")
        assert len(article.get_text(strip=True)) > 200


def test_every_anchor_of_a_page_that_is_known_is_in_the_list_of_what_must_keep_answering(site):  # new pages: pages.yml
    known, found = published.read(), published.addresses(site, html_page.read_pages(site))
    there = {address: anchors for address, anchors in found.items() if address in known}
    assert published.missing(there, known) == [], "python -m scripts.published"


def test_a_page_waits_for_one_style_sheet_at_most_and_that_is_small(deployed_site):
    pages = [path.read_text(encoding="utf-8") for path in deployed_site.rglob("*.html")]
    assert max(len(re.findall(r'<link[^>]* rel="?stylesheet|<style|@import', page)) for page in pages) == 1
    [sheet] = deployed_site.rglob("*.css")
    assert len(gzip.compress(sheet.read_bytes())) <= 20_500


def test_the_font_of_the_formulas_is_small(deployed_site):
    [font] = deployed_site.rglob("*.woff2")
    assert font.stat().st_size <= 40_000


def test_no_source_map_is_sent_or_named(deployed_site):
    assert not list(deployed_site.rglob("*.map"))
    for script in deployed_site.rglob("*.*js"):
        assert "sourceMappingURL" not in script.read_text(encoding="utf-8"), script


def test_what_a_script_imports_is_sent(deployed_site):
    for script in deployed_site.rglob("*.mjs"):
        for name in re.findall(r'(?:\bfrom ?|\bimport ?\(?)"(\.{1,2}/[^"]+)"', script.read_text(encoding="utf-8")):
            assert (script.parent / name).is_file(), f"{script.name} imports {name}"


def test_pages_that_the_theme_may_fetch_have_one_policy(deployed_site, server):
    """They run under that of the page before."""
    addresses = etree.parse(deployed_site / "sitemap.xml").getroot().findall("s:url/s:loc", SITEMAP)
    names = [f"{unquote(existing(address.text).removeprefix(server))}index.html" for address in addresses]
    policies = {html_page.parse((deployed_site / name).read_text(encoding="utf-8")).policy for name in names}

    assert len(names) > len(POSTS)
    assert len(policies) == 1


def test_pages_that_no_browser_visits_consist_of_what_stands_on_those_that_one_does(deployed_site, paths):
    """So what fits there and can be read there does so on all."""
    pages = {
        page.relative_to(deployed_site).as_posix().removesuffix("index.html"): {
            *ELEMENT.findall(page.read_text("utf-8"))
        }
        for page in deployed_site.rglob("*.html")
    }
    visited = set().union(*(pages[path] for path in paths))
    assert {path: new for path, elements in pages.items() if (new := elements - visited)} == {}


def test_what_is_linked_to_on_them_is_linked_to_on_those_too(deployed_site, paths):
    """So what comes to lie below the header there does so on all."""
    kinds = {}
    for path, anchors in ((path, anchors) for path, anchors in published.read().items() if anchors):
        there = page_at(deployed_site / path / "index.html").find_all(id=True)
        kinds[path] = {(each.name, *each.get("class", [])) for each in there if each["id"] in anchors}
    visited = set().union(*(kinds.get(path, ()) for path in paths))
    assert {path: new for path, found in kinds.items() if (new := found - visited)} == {}
