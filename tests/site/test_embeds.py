"""The pages for frames in the finished site: found by nobody, leading to the playground's own page, told of by oEmbed."""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from plots.bridge import find
from scripts.assets.python_files import playground_ids
from scripts.pages import content_policy
from scripts.pages.embeds import frame
from tests.searches import existing
from tests.static_server import headers_for


def soup(site, path):
    return BeautifulSoup((site / path / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(params=playground_ids())
def id(request):
    return request.param


def test_it_is_no_page_to_be_found_and_names_that_which_is(deployed_site, server, id):
    page = soup(deployed_site, f"playgrounds/{id}/embed")

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"] == f"{server}playgrounds/{id}/"
    assert page.find("meta", property="og:url")["content"] == f"{server}playgrounds/{id}/"


def test_no_list_leads_to_it(deployed_site):
    places = [deployed_site / name for name in ("sitemap.xml", "index.xml")]
    places += [path for folder in ("search", "tags") for path in (deployed_site / folder).rglob("*.*")]
    places += [deployed_site / name / "index.html" for name in ("", "playgrounds", "posts", "archives")]

    assert [path for path in places if re.search(r"playgrounds/[\w-]+/embed/", path.read_text(encoding="utf-8"))] == []


def test_it_holds_what_the_own_page_holds_and_nothing_around_it(site, id):
    own, embed = soup(site, f"playgrounds/{id}"), soup(site, f"playgrounds/{id}/embed")

    number = existing(own.select_one(".figure__number"))
    assert number.next_sibling.startswith("：")
    number.next_sibling.replace_with(number.next_sibling.removeprefix("："))
    number.extract()  # it is the only figure there
    for part in ("form", "figure figcaption", ".playground__sentence"):
        one, other = (page.select_one(f"play-ground {part}").decode_contents() for page in (own, embed))
        assert one == other.replace('href="../../../', 'href="../../'), part  # it lies one folder deeper
    assert embed.h1.get_text() == find(id).title
    assert embed.select(":is(nav, footer, aside, [role=banner], .md-header, .md-tabs, .md-sidebar, .md-search)") == []


def test_without_javascript_the_figure_and_the_way_to_the_own_page_are_there(site, id):
    path = f"playgrounds/{id}/embed/"
    page = soup(site, path)

    assert all((site / urljoin(path, image["src"]).split("#")[0]).is_file() for image in page.select("figure img"))
    assert urljoin(path, page.select("noscript a")[-1]["href"]) == f"playgrounds/{id}/"


def test_oembed_is_told_of_it(deployed_site, server, id):
    """https://oembed.com, 2.3.4 and 4."""
    own = soup(deployed_site, f"playgrounds/{id}")
    link = own.find("link", rel="alternate", type="application/json+oembed")
    document = json.loads((deployed_site / link["href"].removeprefix(server)).read_text(encoding="utf-8"))

    assert link["href"].startswith(server)
    assert document.pop("html") == frame(find(id).title, f"{server}playgrounds/{id}/embed/")
    assert document.pop("title") == find(id).title == own.h1.find(string=True)
    assert all(isinstance(document.pop(side), int) for side in ("width", "height"))
    provider = {"provider_name": own.find("meta", property="og:site_name")["content"], "provider_url": server}
    assert document == {"type": "rich", "version": "1.0", **provider}


def test_where_a_host_reads_headers_it_may_be_in_a_frame_and_no_other_page(deployed_site, server):
    rules, base = deployed_site / content_policy.HEADERS, urlsplit(server).path
    pages = [path.relative_to(deployed_site).as_posix() for path in deployed_site.rglob("*.html")]
    addresses = {name.removesuffix("index.html") for name in pages}
    framed = {each for each in addresses if content_policy.POLICY not in headers_for(rules, base + each)}
    assert framed == {f"playgrounds/{id}/embed/" for id in playground_ids()}
    assert rules.read_text(encoding="utf-8").count(f"\n{base}") < 100  # which Cloudflare Pages reads


def test_where_the_site_knows_no_address_there_is_no_oembed(site):
    assert not list(site.rglob("oembed.json"))
    assert soup(site, f"playgrounds/{playground_ids()[0]}").find("link", type="application/json+oembed") is None
