"""The pages of the presets in the finished site: each found by a crawler, whole without JavaScript, and listed on its playground's."""

import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from plots import presets
from plots.bridge import find
from scripts.assets.python_files import playground_ids
from scripts.markdown.playgrounds import LINK
from scripts.pages.embeds import frame
from tests.parsed import page_at
from tests.searches import existing


def soup(site, path):
    return page_at(site / path / "index.html")


@pytest.fixture(params=playground_ids())
def playground(request):
    return find(request.param)


def addresses(playground):
    return {f"playgrounds/{playground.id}/{name}/": label for name, label, _ in playground.presets}


def test_an_address_is_ascii_and_in_the_sitemap(deployed_site, server, playground):
    sitemap = (deployed_site / "sitemap.xml").read_text(encoding="utf-8")
    for name, _, _ in playground.presets:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
    for address in addresses(playground):
        assert f"<loc>{server}{address}</loc>" in sitemap
        assert existing(soup(deployed_site, address).find("link", rel="canonical"))["href"] == server + address


def test_search_finds_the_playground_and_not_its_presets(deployed_site, playground):
    index = "".join(path.read_text(encoding="utf-8") for path in (deployed_site / "search").rglob("*.json"))
    assert [address for address in addresses(playground) if address in index] == []


def test_a_page_has_the_name_the_picture_and_the_controls_of_its_setting(site, playground):
    figures = presets.figures(playground)
    for name, label, text in playground.presets:
        address = f"playgrounds/{playground.id}/{name}/"
        page = soup(site, address)
        element = existing(page.select_one("play-ground[data-page=preset]"))
        query = presets.canonical(playground, text)
        said = LINK.sub(r"\1", presets.whole(playground, text)["sentence"])

        assert page.h1.get_text() == f"{label} · {playground.title}"
        assert element["data-query"] == query
        [image] = element.select("figure img")
        assert unquote(urljoin(address, image["src"])) == f"assets/generated/{figures[query]}.svg"
        assert image["alt"] == f"{label}：{said}"
        assert element.select("form :is(input, select)")
        [chosen] = element.select("select[data-op=preset] option[selected]")
        assert chosen["value"] == name
        caption = existing(element.figcaption)
        assert f"playgrounds/{playground.id}/" in {urljoin(address, str(a["href"])) for a in caption.find_all("a")}


def test_the_playgrounds_page_and_each_presets_list_all_presets(site, playground):
    wanted = {
        address: presets.canonical(playground, text)
        for address, (_, _, text) in zip(addresses(playground), playground.presets, strict=True)
    }
    for address in (f"playgrounds/{playground.id}/", *wanted):
        links = soup(site, address).select("a[data-query]")
        assert {urljoin(address, str(link["href"])): link["data-query"] for link in links} == wanted
        current = [urljoin(address, str(link["href"])) for link in links if link.get("aria-current") == "page"]
        assert current == [address] * (address in wanted)
        assert [link.get_text() for link in links] == list(addresses(playground).values())


def test_oembed_is_told_of_a_frame_with_the_setting(deployed_site, server, playground):
    for address, label in addresses(playground).items():
        page = soup(deployed_site, address)
        link = existing(page.find("link", rel="alternate", type="application/json+oembed"))
        document = json.loads(
            (deployed_site / urlsplit(link["href"]).path.removeprefix(urlsplit(server).path)).read_text("utf-8")
        )
        title, query = f"{label} · {playground.title}", existing(page.find("play-ground"))["data-query"]

        assert document["title"] == title
        assert document["html"] == frame(title, f"{server}playgrounds/{playground.id}/embed/?{query}")
