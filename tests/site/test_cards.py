"""How links to the site look where they are shared: a card for every page, and no two pages with the same words."""

import json
from collections import Counter
from urllib.parse import urljoin

import pytest
from PIL import Image

from scripts.assets import icons
from scripts.assets.python_files import playground_ids
from tests.parsed import page_at
from tests.searches import existing

SIZE = (1200, 630)
LIMIT = 40 * 1024


@pytest.fixture(scope="module")
def pages(deployed_site):
    """Return the pages that have an address, by it."""
    found = {path.relative_to(deployed_site).parent.as_posix(): path for path in deployed_site.rglob("index.html")}
    return {address.strip("."): page_at(path) for address, path in found.items()}


def told(page, name):
    """Return what a page says under a name of Open Graph, once."""
    [element] = page.find_all("meta", property=name)
    return element["content"]


def own_cards(pages, server):
    """Return the addresses of the pages that have a card of their own."""
    return {address for address, page in pages.items() if told(page, "og:image") == f"{canonical(page)}card.png"}


def canonical(page):
    return existing(page.find("link", rel="canonical"))["href"]


def test_every_page_has_one_card_of_the_right_size_that_is_light(pages, deployed_site, server):
    for address, page in pages.items():
        image = told(page, "og:image")
        assert image in {f"{canonical(page)}card.png", f"{server}card.png"}, address
        assert (told(page, "og:image:width"), told(page, "og:image:height")) == tuple(map(str, SIZE))
        assert told(page, "og:image:alt").strip(), address
        assert page.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
    for path in deployed_site.rglob("card.png"):
        with Image.open(path) as card:
            assert (card.format, card.size) == ("PNG", SIZE), path
        assert path.stat().st_size <= LIMIT, path


def test_posts_notebooks_playgrounds_presets_and_figures_have_one_of_their_own(pages, deployed_site, server):
    own = own_cards(pages, server)
    for folder, depth in (("posts", 1), ("notebooks", 2), ("playgrounds", 1), ("playgrounds", 2)):
        addresses = {address for address in pages if address.startswith(folder) and address.count("/") == depth}
        assert addresses - {f"playgrounds/{id}/embed" for id in playground_ids()} <= own, folder
    assert {"", *(address for address in pages if address.startswith("figures/"))} <= own
    contents = [path.read_bytes() for path in deployed_site.rglob("card.png")]
    assert len(set(contents)) == len(contents)


def test_no_two_pages_have_one_title_or_one_description(pages):
    found = {address: page for address, page in pages.items() if not address.endswith("/embed")}
    for name in ("og:title", "og:description"):
        counts = Counter(told(page, name) for page in found.values())
        assert [text for text, count in counts.items() if count > 1] == [], name


def test_a_site_without_an_address_has_no_cards_and_promises_none(site, deployed_site):
    if site.resolve() != deployed_site.resolve():
        assert list(site.rglob("card.png")) == []
    page = page_at(site / "index.html")
    if page.find("link", rel="canonical") is None:
        assert page.find("meta", property="og:image") is None


def test_every_page_leads_to_the_icons_and_has_the_colour_of_the_paper_in_both_schemes(pages, deployed_site):
    for address, page in pages.items():
        link = existing(page.find("link", rel="apple-touch-icon"))
        assert urljoin(f"/{address}/", link["href"]) == f"/assets/generated/icons/{icons.TOUCH}", address
        colours = {each["media"]: each["content"] for each in page.find_all("meta", attrs={"name": "theme-color"})}
        assert len(colours) == len(set(colours.values())) == 2, address
    manifest = json.loads((deployed_site / icons.MANIFEST).read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        with Image.open(deployed_site / icon["src"]) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]
    assert (deployed_site / icons.ICON).is_file()
