"""Every figure in the finished site: its own page, its files, and the way there and back."""

import copy
import csv
import io
import re
from urllib.parse import unquote, urljoin

import pytest

from scripts.shared.manifest import figure_paths, read_manifest
from scripts.shared.paths import GENERATED
from tests.parsed import page_at
from tests.searches import existing

HOMES = ("posts", "notebooks", "playgrounds")
PRESET = re.compile(r"playgrounds/[^/]+/[^/]+/")


@pytest.fixture(scope="module")
def places(site):
    """Return the pages where figures stand, by address."""
    paths = [path.parent for home in HOMES for path in (site / home).rglob("index.html")]
    return {
        f"{path.relative_to(site).as_posix()}/": page_at(path / "index.html") for path in paths if path.name != "embed"
    }


@pytest.fixture(scope="module")
def figures(places):
    """Return what the manifest says of the figures that have a page of their own, by id: all but those of presets alone."""
    standing = {each["id"] for address, page in places.items() if not PRESET.fullmatch(address) for each in shown(page)}
    every = {id: facts for module in read_manifest().values() for id, facts in module["figures"].items()}
    return {id: facts for id, facts in every.items() if id in standing}


@pytest.fixture(scope="module")
def own(site, figures):
    """Return the pages of the figures, by id."""
    return {id: page_at(site / "figures" / id / "index.html") for id in figures}


def shown(page):
    return page.select("figure.figure")


def addresses(element, base, attribute="href"):
    return [unquote(urljoin(base, str(each[attribute]))) for each in element.find_all(attrs={attribute: True})]


def test_the_number_of_every_figure_leads_to_its_own_page_and_back(places, own, figures):
    found = set()
    for address, page in places.items():
        for figure in shown(page):
            number, id = existing(figure.select_one("a.figure__number")), figure["id"]
            leads_to = f"{address}#{id}" if PRESET.fullmatch(address) else f"figures/{id}/"
            assert urljoin(address, str(number["href"])) == leads_to
            if id in own:
                assert f"{unquote(address)}#{id}" in addresses(existing(own[id].article), f"figures/{id}/")
                found.add(id)
    assert found == set(figures)


def test_the_picture_of_a_preset_alone_has_the_page_of_the_preset(site, places, own):
    on_presets = {each["id"] for address, page in places.items() if PRESET.fullmatch(address) for each in shown(page)}
    assert on_presets - {*own}
    assert not [id for id in on_presets - {*own} if (site / "figures" / id).exists()]


def test_the_page_of_a_figure_shows_what_the_article_shows(places, own):
    for address, page in places.items():
        for figure in [each for each in shown(page) if each["id"] in own]:
            there = existing(own[figure["id"]].select_one("article figure"))
            assert figure.img["alt"] in own[figure["id"]].article.get_text() or address.startswith("playgrounds")
            if address.startswith("posts"):
                assert there.img["alt"] == figure.img["alt"]
                caption = copy.copy(existing(figure.figcaption))
                for mention in caption.select("sup[id^=fnref], .footnote-ref"):
                    mention.decompose()
                assert existing(there.figcaption).get_text() == caption.get_text()


def test_the_page_of_a_figure_has_no_footnote_no_id_of_the_article_and_addresses_that_answer(site, own):
    for id, page in own.items():
        article = existing(page.article)
        assert not article.select("[id]:not(.cite *), .footnote-ref, [id^=fnref]")
        for attribute in ("href", "src", "data-moments"):
            for address in addresses(article, f"figures/{id}/", attribute):
                if address.startswith("https:"):
                    continue
                path = re.sub(r"[?#].*", "", address)
                assert (site / path / "index.html" if path.endswith("/") else site / path).is_file(), address


def test_every_file_of_a_figure_can_be_had_on_its_page(own, figures):
    for id, facts in figures.items():
        offered = set(addresses(existing(own[id].article), f"figures/{id}/"))
        files = {path.relative_to(GENERATED).as_posix() for path in figure_paths(id, facts)}
        assert {f"assets/generated/{name}" for name in files if not name.endswith(".json")} <= offered


def test_every_page_names_what_drew_its_figure(own, figures):
    for id, facts in figures.items():
        text = own[id].article.get_text()
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
