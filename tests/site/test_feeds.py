"""The feeds, the sitemap and robots.txt of the deployed site, read by programs that are not ours."""

import gzip
import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import jsonschema
import pytest
import xmlschema

from tests.parsed import page_at, parsed
from tests.searches import existing

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
WHOLE = ("index.xml", "atom.xml", "feed.json")
MOST = 600_000  # bytes, gzipped, of a feed with the whole texts
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def texts(deployed_site):
    """Return the addresses of all posts and notebooks."""
    folders = [*deployed_site.glob("posts/*/"), *deployed_site.glob("notebooks/*/*/")]
    return {f"{path.relative_to(deployed_site).as_posix()}/" for path in folders if (path / "index.html").exists()}


@pytest.fixture(scope="module")
def feeds(deployed_site):
    """Return every XML feed as feedparser reads it, by its address."""
    paths = [path for path in deployed_site.rglob("*.xml") if path.name in {"index.xml", "atom.xml"}]
    return {path.relative_to(deployed_site).as_posix(): feedparser.parse(path.read_bytes()) for path in sorted(paths)}


@pytest.fixture(scope="module")
def items(deployed_site, server):
    """Return the items of the JSON feed by the addresses of their pages."""
    feed = json.loads((deployed_site / "feed.json").read_text(encoding="utf-8"))
    return {unquote(item["url"]).removeprefix(server): item for item in feed["items"]}


@pytest.fixture(scope="module")
def contents(items):
    """Return the texts of the items, taken apart."""
    return {path: parsed(item["content_html"]) for path, item in items.items()}


@pytest.fixture(scope="module")
def sitemap(deployed_site, server):
    """Return the dates of the sitemap by the addresses of the pages."""
    root = xmlschema.XMLResource(deployed_site / "sitemap.xml").root
    return {
        unquote(existing(url.findtext(f"{SITEMAP}loc"))).removeprefix(server): url.findtext(f"{SITEMAP}lastmod")
        for url in root
    }


def address(path):
    return unicodedata.normalize("NFC", unquote(path))


def test_there_are_feeds_of_the_site_of_all_posts_of_each_tag_and_of_the_corrections(feeds, deployed_site):
    tags = {f"{path.relative_to(deployed_site).as_posix()}/index.xml" for path in deployed_site.glob("tags/*/")}
    assert feeds.keys() == {"index.xml", "atom.xml", "posts/index.xml", "corrections/index.xml", *tags}


def test_every_feed_is_sound_and_knows_where_it_is(feeds, server):
    for name, feed in feeds.items():
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert feed.feed.title, name
        [own] = [link.href for link in feed.feed.links if link.rel == "self"]
        assert unquote(own) == server + name
        ids = [entry.id for entry in feed.entries]
        assert ids or name.startswith("corrections/"), name  # nothing may have been wrong
        assert len(set(ids)) == len(ids), name
        for entry in feed.entries:
            assert entry.id == entry.link
            assert entry.title
            assert entry.summary
            assert entry.published_parsed <= entry.updated_parsed


def test_the_feeds_of_the_site_have_every_text_and_no_other(feeds, items, texts, server):
    found = [{address(entry.link.removeprefix(server)) for entry in feeds[name].entries} for name in WHOLE[:2]]
    assert [*found, set(map(address, items))] == [set(map(address, texts))] * 3


def test_what_is_newest_comes_first(feeds, items):
    for feed in feeds.values():
        dates = [entry.published_parsed for entry in feed.entries]
        assert dates == sorted(dates, reverse=True)
    dates = [item["date_published"] for item in items.values()]
    assert dates == sorted(dates, reverse=True)


def test_the_json_feed_is_one_by_the_specification(deployed_site):
    schema = json.loads((SCHEMAS / "json_feed.json").read_text(encoding="utf-8"))
    feed = json.loads((deployed_site / "feed.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(feed)


def test_an_item_is_its_whole_text_without_what_a_feed_cannot_do(contents, deployed_site, server):
    for path, feed in contents.items():
        page = existing(page_at(deployed_site / path / "index.html").article)
        assert not feed.select(
            "script, style, form, button, input, noscript, play-ground, moving-figure, [class], [id], [style]"
        )
        for name in ("figure", "figcaption", "math", "h2", "h3"):
            assert len(feed.select(name)) == len(page.select(f"{name}:not(form *, .zoom *, h1)")), (path, name)
        for element in feed.select("[href], [src]"):
            absolute = str(element.get("href") or element["src"])
            assert urlsplit(absolute).scheme in {"http", "https"}, (path, absolute)
            if absolute.startswith(server):
                target = deployed_site / unquote(urlsplit(absolute).path).removeprefix(urlsplit(server).path)
                assert target.exists(), (path, absolute)
        for picture in feed.select("img"):
            assert picture["alt"], path
            assert picture["width"], path
        plays = [str(link["href"]) for link in feed.select("a") if link.get_text() == "打开互动图"]
        settings = [str(each.get("data-query", "")) for each in page.select("play-ground")]
        assert [unquote(urlsplit(each).query) for each in plays] == [unquote(each) for each in settings], path


def test_formulas_keep_their_tex_with_a_reader_that_takes_mathml_away(items, contents):
    for path, item in items.items():
        sources = [each.get_text() for each in contents[path].select("annotation")]
        text = re.sub(r"<[^>]+>", "", item["content_html"])
        assert all(
            source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text for source in sources
        ), path
        assert "alttext" not in item["content_html"]


def test_a_feed_can_be_fetched(deployed_site):
    sizes = {name: len(gzip.compress((deployed_site / name).read_bytes())) for name in WHOLE}
    assert max(sizes.values()) < MOST, sizes


def test_the_corrections_in_the_feed_lead_to_their_anchors(feeds, deployed_site, server):
    page = page_at(deployed_site / "corrections/index.html")
    for entry in feeds["corrections/index.xml"].entries:
        base, _, anchor = entry.link.partition("#")
        assert base == f"{server}corrections/"
        place = existing(existing(page.find(id=unquote(anchor))).find_parent("li"))
        assert entry.summary[:20] == "原来：" + entry.summary[3:20]
        assert place.get_text()[:3] == "原来："


def test_pages_lead_to_the_feeds_of_the_site_and_to_their_own(deployed_site, server):
    for path in deployed_site.rglob("index.html"):
        name = path.parent.relative_to(deployed_site).as_posix().removeprefix(".")
        page = page_at(path)
        links = page.select("link[rel~=alternate][type$='+xml'], link[rel~=alternate][type='application/feed+json']")
        base = f"{server}{name}/" if name else server
        found = {unquote(urljoin(base, str(link["href"]))).removeprefix(server) for link in links}
        own = {f"{name}/index.xml"} if (path.parent / "index.xml").exists() and name else set()
        assert found == {*WHOLE, *own} or page.find("meta", {"http-equiv": "refresh"}), name


def test_the_sitemap_is_one_by_the_protocol_and_names_pages_that_exist(deployed_site, sitemap):
    xmlschema.XMLSchema(SCHEMAS / "sitemap.xsd").validate(deployed_site / "sitemap.xml")
    assert all((deployed_site / path / "index.html").is_file() for path in sitemap)


def test_a_page_has_its_own_date_in_the_sitemap(sitemap, deployed_site, items):
    assert {address(path): date for path, date in sitemap.items() if address(path) in map(address, items)} == {
        address(path): item["date_modified"][:10] for path, item in items.items()
    }
    homes = {path: date for path, date in sitemap.items() if path.startswith("figures/")}
    for path, date in homes.items():
        page = page_at(deployed_site / path / "index.html")
        number = existing(page.select_one(".figure__number"))
        home = unquote(urljoin(f"/{path}", str(number["href"]))).partition("#")[0][1:]
        assert date == sitemap[home], path
    assert all(
        sitemap[path] for path in ("", "about/", "terms/", "posts/", "archives/", "corrections/", "playgrounds/")
    )


def test_robots_txt_says_where_the_sitemap_is(deployed_site, server):
    lines = (deployed_site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert f"Sitemap: {server}sitemap.xml" in lines


def test_a_site_that_knows_no_address_has_nothing_that_needs_one(site):
    absent = {"index.xml", "atom.xml", "feed.json", "sitemap.xml", "sitemap.xml.gz", "robots.txt"}
    assert not absent.intersection(path.name for path in site.rglob("*"))
    for path in ("index.html", "posts/index.html", "corrections/index.html"):
        page = page_at(site / path)
        assert not page.select("link[rel~=alternate], a[href$='.xml'], script[type='application/ld+json'], .cite")
