"""Every figure in the finished site: its own page, its files, and the way there and back."""

import csv
import io
import re
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from scripts.shared.manifest import figure_paths, read_manifest
from scripts.shared.paths import GENERATED
from tests.searches import existing

HOMES = ("posts", "notebooks", "playgrounds")


@pytest.fixture(scope="module")
def figures(site):
    """Return what the manifest says of the figures, by id; nothing is drawn before there is a site."""
    return {id: facts for module in read_manifest().values() for id, facts in module["figures"].items()}


@pytest.fixture(scope="module")
def pages(site, figures):
    """Return the pages where figures stand, by address, and those of the figures, by id."""
    places = {
        f"{path.parent.relative_to(site).as_posix()}/": soup(path)
        for home in HOMES
        for path in (site / home).rglob("index.html")
        if path.parent.name != "embed"
    }
    return places, {id: soup(site / "figures" / id / "index.html") for id in figures}


def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def addresses(element, base, attribute="href"):
    return [unquote(urljoin(base, str(each[attribute]))) for each in element.find_all(attrs={attribute: True})]


def test_the_number_of_every_figure_leads_to_its_own_page_and_back(pages, figures):
    places, own = pages
    found = 0
    for address, page in places.items():
        for figure in page.select("figure.figure"):
            number = existing(figure.select_one("a.figure__number"))
            assert urljoin(address, str(number["href"])) == f"figures/{figure['id']}/"
            back = addresses(existing(own[figure["id"]].article), f"figures/{figure['id']}/")
            assert f"{unquote(address)}#{figure['id']}" in back
            found += 1
    assert found >= len(figures)


def test_the_page_of_a_figure_shows_what_the_article_shows(pages):
    places, own = pages
    for address, page in places.items():
        for figure in page.select("figure.figure"):
            shown = existing(own[figure["id"]].select_one("article figure"))
            assert figure.img["alt"] in own[figure["id"]].article.get_text() or address.startswith("playgrounds")
            if address.startswith("posts"):
                assert shown.img["alt"] == figure.img["alt"]
                for mention in figure.select("sup[id^=fnref], .footnote-ref"):
                    mention.decompose()
                assert shown.figcaption.get_text() == figure.figcaption.get_text()


def test_the_page_of_a_figure_has_no_footnote_no_id_of_the_article_and_addresses_that_answer(site, pages):
    for id, page in pages[1].items():
        article = existing(page.article)
        assert not article.select("[id]:not(.cite *), .footnote-ref, [id^=fnref]")
        for attribute in ("href", "src", "data-moments"):
            for address in addresses(article, f"figures/{id}/", attribute):
                if address.startswith("https:"):
                    continue
                path = re.sub(r"[?#].*", "", address)
                assert (site / path / "index.html" if path.endswith("/") else site / path).is_file(), address


def test_every_file_of_a_figure_can_be_had_on_its_page(pages, figures):
    for id, facts in figures.items():
        offered = set(addresses(existing(pages[1][id].article), f"figures/{id}/"))
        files = {path.relative_to(GENERATED).as_posix() for path in figure_paths(id, facts)}
        assert {f"assets/generated/{name}" for name in files if not name.endswith(".json")} <= offered


def test_every_page_names_what_drew_its_figure(pages, figures):
    for id, facts in figures.items():
        text = pages[1][id].article.get_text()
        assert facts["source"] in text
        assert facts.get("function", "") in text


def test_every_table_has_a_head_and_rows_of_its_length_and_most_figures_have_one(site, figures):
    have = [id for id, facts in figures.items() if facts.get("table")]
    for id in have:
        text = (site / f"assets/generated/{id}.csv").read_text(encoding="utf-8-sig")
        blocks = [list(csv.reader(io.StringIO(block))) for block in text.strip().split("\n\n")]
        assert len(blocks[0]) > 1, id
    assert len(have) > len(figures) / 2


def test_no_search_finds_the_page_of_a_figure_and_the_sitemap_does(site, figures):
    assert not [path for path in (site / "search").rglob("*.json") if '"figures/' in path.read_text(encoding="utf-8")]
    if (site / "sitemap.xml").exists() and "<loc>" in (sitemap := (site / "sitemap.xml").read_text(encoding="utf-8")):
        assert all(f"/figures/{id}/" in sitemap for id in figures)
