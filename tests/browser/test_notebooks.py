"""Pages of notebooks in a browser: both schemes, a phone, no complaint."""

from playwright.sync_api import expect

from plots.style import PALETTES
from scripts.notebooks import storage
from tests.browser.playing import paper_of

ADDRESSES = [storage.read(path).url for path in storage.paths()]


def test_the_figures_follow_the_scheme(new_page, server):
    for palette in PALETTES:
        page = new_page(scheme=palette.scheme)
        page.goto(server + ADDRESSES[0])
        assert paper_of(page.locator("figure img").first) == palette.paper


def test_the_contents_lead_to_a_section(page, server):
    page.goto(server + ADDRESSES[0])
    link = page.locator(".md-sidebar--secondary .md-nav__link").last
    link.click()
    expect(page.get_by_role("heading", name=link.inner_text()).first).to_be_in_viewport()


def test_code_can_be_copied(page, server):
    page.goto(server + ADDRESSES[0])
    expect(page.locator(".language-python .md-code__button").first).to_be_visible()


def test_the_notebook_comes_as_a_file(page, server):
    page.goto(server + ADDRESSES[0])
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 .ipynb").click()
    assert waiting.value.suggested_filename == storage.paths()[0].name
    assert b"%pip install" in waiting.value.path().read_bytes()
