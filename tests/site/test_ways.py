"""The ways to what is on the site: tiles of posts and playgrounds, and the main navigation, on all pages."""

from urllib.parse import unquote, urljoin

import pytest

from scripts.assets.python_files import playground_ids
from tests.parsed import page_at
from tests.posts import NAME

TABS = {  # by how the addresses of the pages begin that mark them
    "文章": ("/posts/", "/archives/", "/tags/", "/figures/", "/corrections/"),
    "互动图": ("/playgrounds/",),
    "Notebook": ("/notebooks/",),
    "术语": ("/terms/",),
    "关于": ("/about/",),
}
WITHOUT_A_TAB = {"/", "/404.html"}  # the name of the site leads there; nobody wanted to be there


@pytest.fixture(scope="module")
def pages(deployed_site):
    """Return all pages that have the header, by their address: those for frames have none, nor have redirections."""
    found = {
        f"/{path.relative_to(deployed_site).as_posix().removesuffix('index.html')}": page_at(path)
        for path in deployed_site.rglob("*.html")
    }
    return {address: page for address, page in found.items() if page.select_one(".md-header")}


@pytest.fixture(scope="module")
def posts(deployed_site):
    return {f"/posts/{path.parent.name}/" for path in (deployed_site / "posts").glob("*/index.html")}


@pytest.fixture(scope="module")
def playgrounds():
    return {f"/playgrounds/{id}/" for id in playground_ids()}


def links(address, elements):
    """Return the addresses from the root of the site to which links on a page lead; those of 404.html name the folder of the site."""
    return [unquote(urljoin(address, element["href"])).removeprefix("/blog") for element in elements]


def tiles(pages, address, selector=".tile"):
    """Return the tiles on a page by the addresses to which they lead."""
    found = pages[address].select(selector)
    return dict(zip(links(address, [tile.a for tile in found]), found, strict=True))


def test_every_post_and_playground_has_a_tile_on_the_home_page_and_in_its_list(
    deployed_site, pages, posts, playgrounds
):
    lists = {
        "/": (tiles(pages, "/"), posts | playgrounds),
        "/posts/": (tiles(pages, "/posts/", ".entry"), posts),
        "/playgrounds/": (tiles(pages, "/playgrounds/"), playgrounds),
    }
    for address, (found, expected) in lists.items():
        assert found.keys() == expected
        for target, tile in found.items():
            assert (deployed_site / urljoin(address, tile.img["src"]).lstrip("/")).is_file()
            assert tile.img["alt"]
            assert tile.img["loading"] == "lazy"
            assert ("可以动手" in tile.get_text()) == bool(pages[target].select("play-ground")), target
        questions = [tile.select_one(".tile__question, .entry__description").get_text() for tile in found.values()]
        assert all(each.endswith("？") and len(each) <= 48 for each in questions)
        assert len(set(questions)) == len(questions)


def test_no_two_tiles_on_the_home_page_show_the_same_picture(pages):
    pictures = [image["src"] for image in pages["/"].select(".tile img")]
    assert len(set(pictures)) == len(pictures)


def test_every_page_marks_the_tab_of_its_section(pages):
    for address, page in pages.items():
        marked = [tab.get_text(strip=True) for tab in page.select(".md-tabs [aria-current]")]
        assert marked == [name for name, starts in TABS.items() if address.startswith(starts)], address
        assert bool(marked) != (address in WITHOUT_A_TAB), address
        assert len(page.select(".md-tabs__item--active")) == len(marked), address


def test_the_name_of_the_site_leads_home_from_every_page(pages):
    for address, page in pages.items():
        [home] = page.select("a.md-logo")
        assert home.get_text(strip=True) == NAME, address
        assert links(address, [home]) == ["/"], address


def test_archive_and_tags_are_beside_the_list_of_posts_and_in_every_footer(pages):
    views = ["/posts/", "/archives/", "/tags/"]
    for address in views:
        found = pages[address].select(".views a")
        assert links(address, found) == views
        assert links(address, [view for view in found if view.get("aria-current")]) == [address]
    for address, page in pages.items():
        assert set(views) <= set(links(address, page.select(".foot a"))), address
