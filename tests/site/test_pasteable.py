"""Every post as a file to be pasted elsewhere: nothing in it that an editor throws away, and nothing lost on the way."""

import base64
import re
from urllib.parse import urljoin

import pytest
import segno

from scripts.pages.pasteable import pasteable
from tests.parsed import page_at, parsed

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==")
STYLED = "p, h2, h3, h4, ul, ol, li, code, pre, table, th, td, img, sup"
TAGS = set(
    "br code del em h2 h3 h4 img kbd li mark ol p pre s section span strong sub sup svg table tbody td th thead tr u ul".split()
)
CONTROLS = (
    "h1, .facts, .headerlink, .footnote-backref, .post-foot, button, form, .moving-figure__foot, .playground__sentence"
)


def address_of(page):
    return page.find("link", rel="canonical")["href"]


def gives_pixels(asked):
    def picture(id):
        asked.append(id)
        return "image/png", PIXEL

    return picture


@pytest.fixture(scope="module")
def posts(deployed_site, server):
    """Return for each post its page and what is made of it, taken apart, with the figures that were asked for."""
    found = {}
    for path in sorted((deployed_site / "posts").glob("*/index.html")):
        html = path.read_text("utf-8")
        asked: list[str] = []
        made = pasteable(html, address=address_of(page_at(path)), picture=gives_pixels(asked))
        found[path.parent.name] = parsed(html), parsed(made), asked
    assert found
    return found


def test_an_editor_finds_only_elements_that_it_keeps_with_their_looks_in_them(posts):
    for name, (_, made, _) in posts.items():
        outside = made.body.find_all(lambda each: not each.find_parent("svg"))
        assert {each.name for each in outside} <= TAGS, name
        assert {attribute for each in outside for attribute in each.attrs if each.name != "svg"} <= {
            "alt",
            "colspan",
            "rowspan",
            "src",
            "style",
            "width",
        }
        assert [str(each)[:80] for each in made.body.select(STYLED) if not each.get("style")] == [], name
        assert [each["style"] for each in made.select("[style*='var(']")] == [], name


def test_nothing_is_loaded_and_nothing_refers_to_another_element(posts):
    for name, (_, made, _) in posts.items():
        assert made.select("script, style, link, iframe, [class], [id], [href], use") == [], name
        assert all(image["src"].startswith("data:image/") for image in made.select("img")), name


def test_all_headings_formulas_figures_and_programs_of_the_page_are_there(posts):
    for name, (page, made, asked) in posts.items():
        article = page.article
        for each in article.select(CONTROLS):
            each.decompose()
        figures = [re.sub(r".*generated/|\.svg$", "", image["src"]) for image in article.select("figure img")]
        formulas = article.select("math:not([alttext=''])")
        programs = [re.sub(r"\s+", "", each.get_text()) for each in article.select("pre")]
        headings = [each.get_text() for each in article.select("h2, h3, h4") if not each.math]
        assert asked == figures, name
        assert len(made.select("svg:not(svg svg)")) == len(formulas), name
        assert [re.sub(r"\s+", "", each.get_text()) for each in made.select("pre")] == programs, name
        kept = [each.get_text() for each in made.select("h2, h3, h4")]
        assert [each for each in headings if each not in kept] == [], name


def test_each_address_is_written_out_under_the_number_that_stands_in_the_text(posts):
    for name, (page, made, _) in posts.items():
        text = made.body.get_text()
        own = address_of(page)
        listed = re.findall(
            r"^\[(\d+)\] ", "\n".join(each.get_text() for each in made.select("p, section")), re.MULTILINE
        )
        mentioned = {number for each in made.select("sup") for number in re.findall(r"\[(\d+)\]", each.get_text())}
        assert sorted(mentioned) == sorted(set(listed)), name
        for link in page.article.select("p > a[href^=http], .footnote a[href^=http]"):
            assert link["href"] in text, name
        assert own in text, name


def test_every_playground_has_a_code_that_leads_to_its_setting(posts):
    for name, (page, made, _) in posts.items():
        codes = [image["src"] for image in made.select("img[alt^=二维码]")]
        own = address_of(page)
        wanted = []
        for each in page.select("play-ground"):
            query = f"?{each['data-query']}" if each["data-query"] else ""
            wanted.append(urljoin(own, each["data-href"]) + query)
            assert wanted[-1] in made.body.get_text(), name
        assert codes == [segno.make(each, micro=False).png_data_uri(scale=5, border=2) for each in [*wanted, own]], name


def test_lines_of_programs_keep_their_indents(posts):
    for _, made, _ in posts.values():
        for program in made.select("pre > code"):
            assert "\n" not in program.get_text()
            assert "  " not in program.get_text()
