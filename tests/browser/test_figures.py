"""Figures as large as the screen, their files, and what copying and printing make of a page."""

import io
import re

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import expect

from plots import style
from tests.browser.axe import violations_in_both_schemes
from tests.posts import NAME

pytestmark = pytest.mark.articles

ARTICLE = "posts/zero/"
AT_REST = "zero/sixteen-bytes"
FORMULAS = "posts/gradient-boosting-从入门到调包-调包篇/"


@pytest.fixture
def figure(page, server):
    return opened(page, server)


def opened(page, server):
    page.goto(server + ARTICLE)
    figure = page.locator(f'[id="{AT_REST}"]')
    figure.scroll_into_view_if_needed()
    return figure


def test_a_figure_is_enlarged_left_and_closed_by_keys(figure):
    page = figure.page
    button = figure.get_by_role("button", name="放大图")
    button.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_accessible_name(figure.locator(".figure__number").text_content())
    expect(dialog.locator("img")).to_have_attribute("alt", figure.locator("img").get_attribute("alt"))
    assert dialog.locator("img").bounding_box()["width"] > 1.5 * figure.locator("img").bounding_box()["width"]
    expect(dialog.locator(".zoom__caption")).to_have_text(figure.locator("figcaption").text_content())
    first = dialog.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    expect(dialog).not_to_have_attribute("aria-label", first)
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_have_attribute("aria-label", first)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    button.press("Space")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="关闭").press("Enter")
    expect(button).to_be_focused()


def test_a_tap_enlarges_what_can_then_be_moved_about(new_page, server):
    figure = opened(new_page(viewport="phone", scheme="dark"), server)
    page = figure.page
    figure.locator("img").tap()
    view = page.get_by_role("dialog").get_by_role("group")
    expect(view.locator("img")).to_have_js_property("complete", True)
    assert view.evaluate("view => view.scrollWidth > 1.5 * view.clientWidth")
    view.evaluate("view => view.scrollTo(100, 0)")
    assert view.evaluate("view => view.scrollLeft") == 100
    for button in page.get_by_role("dialog").locator(".zoom__bar :is(button, a)").all():
        assert min(button.bounding_box()[side] for side in ("width", "height")) >= 44
    page.get_by_role("button", name="下一张图").tap()
    expect(view.locator("img")).not_to_have_attribute("src", figure.locator("img").get_attribute("src"))
    page.get_by_role("button", name="关闭").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_dialog_gives_the_drawing_and_a_png_of_it_on_light_paper(new_page, server):
    figure = opened(new_page(scheme="dark"), server)
    page = figure.page
    figure.locator("img").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="下载 SVG")).to_have_attribute(
        "href", figure.locator("img").get_attribute("src")
    )
    with page.expect_download() as given:
        dialog.get_by_role("button", name="下载 PNG").click()
    assert given.value.suggested_filename == f"{AT_REST.replace('/', '-')}.png"
    picture = Image.open(io.BytesIO(given.value.path().read_bytes())).convert("RGB")
    size = [int(figure.locator("img").get_attribute(side)) for side in ("width", "height")]
    assert picture.size == (2 * size[0], 2 * size[1])
    assert picture.crop((0, 0, 4, 4)).getcolors() == [(16, ImageColor.getrgb(style.LIGHT.paper))]


def test_where_the_scheme_does_not_reach_into_files_their_addresses_say_that_it_is_dark(new_page, server):
    page = new_page(first_visit=True)
    page.add_init_script("Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.' })")
    asked: list = []
    page.on("request", lambda request: asked.append(request.url.split("#")[0]))
    page.goto(server + "posts/")
    figures = page.locator("img[src*='.svg']")
    is_dark = "(images, dark) => images.every(({ src }) => src.endsWith(dark ? '.svg#dark' : '.svg'))"
    assert figures.evaluate_all(is_dark, arg=False)
    for dark in (True, False):
        page.emulate_media(color_scheme="dark" if dark else "light")
        expect(figures.first).to_have_attribute("src", re.compile("svg#dark$" if dark else "svg$"))
        assert figures.evaluate_all(is_dark, arg=dark)
        expect(figures.first).not_to_have_js_property("naturalWidth", 0)
    pictures = [url for url in asked if url.endswith(".svg")]
    assert len(pictures) == len(set(pictures)), "a file was fetched again"
    page.emulate_media(color_scheme="dark")
    expect(figures.first).to_have_attribute("src", re.compile("#dark$"))
    page.emulate_media(media="print")
    expect(figures.first).to_have_attribute("src", re.compile("svg$"))


def test_a_moving_figure_plays_by_a_click_and_enlarges_by_its_button(page, server):
    page.goto(server + "figures/zero/stages-n/")
    figure = page.locator("figure")
    figure.get_by_role("button", name="放大图").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="下载 GIF")).to_be_visible()
    expect(dialog.get_by_role("link", name="下载 CSV")).to_be_visible()
    assert violations_in_both_schemes(page) == []  # in the whole of a page that is a small part of an article
    page.keyboard.press("Escape")
    figure.locator("img").click()
    expect(dialog).to_have_count(0)
    with page.expect_download() as given:
        page.get_by_role("button", name="PNG").click()
    assert given.value.suggested_filename == "zero-stages-n.png"


# What copying a part of the page puts on the clipboard: its text and its HTML.
COPIED = """([start, end]) => {
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.setStart(start, 0);
  range.setEnd(end, end.childNodes.length || end.length);
  selection.addRange(range);
  const data = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return [data.getData("text/plain"), data.getData("text/html")];
}"""
CASES = """() => {
  const block = document.querySelector(".formula:has(mfrac)");
  const isBefore = (each) => each.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
  const lines = [...document.querySelectorAll("p")].filter((each) => each.querySelectorAll("math").length > 1);
  const line = lines.findLast(isBefore);
  const plain = [...document.querySelectorAll("main p")].find((each) => !each.querySelector("math"));
  const pieces = document.querySelector('math[alttext=""]');
  return { block, line, plain, pieces };
}"""


def test_what_is_copied_has_formulas_as_tex(page, server):
    page.goto(server + FORMULAS)
    cases = page.evaluate_handle(CASES).get_properties()

    def copied(start, end):
        return page.evaluate(COPIED, [start, end])

    block, line = cases["block"], cases["line"]
    source = block.query_selector("math").get_attribute("alttext")
    text, html = copied(block, block)
    assert text.strip() == f"$${source}$$"
    assert "<mfrac>" in html

    text, _ = copied(line, line)
    shown = line.evaluate(
        """(line) => {
          const copy = line.cloneNode(true);
          for (const each of copy.querySelectorAll("math")) each.replaceWith(`$${each.getAttribute("alttext") ?? each.textContent}$`);
          return copy.textContent;
        }"""
    )
    assert "".join(text.split()) == "".join(shown.split())

    middle = line.query_selector("math").evaluate_handle("math => math.querySelector('mi, mn, mo').firstChild")
    text, _ = copied(middle, line)
    assert text.startswith("$"), "half a formula is copied whole"

    text, _ = copied(line, block)
    assert "$$" in text
    assert "\n" in text, "paragraphs stay apart"

    last = cases["pieces"].evaluate_handle("math => math.querySelector('mi, mn, mo').firstChild")
    text, _ = copied(last, last)
    assert re.fullmatch(r"\s*\$[^$]+\$\s*", text), "a formula in pieces has its source once"

    assert copied(cases["plain"], cases["plain"]) == ["", ""], "the browser's own copying is left alone"


def test_a_printed_page_says_where_it_is_from_and_keeps_headings_with_their_text(page, server):
    page.goto(server + ARTICLE)
    page.emulate_media(media="print")
    head = page.evaluate(
        "(({ content, display }) => [content, display])(getComputedStyle(document.querySelector('article'), '::before'))"
    )
    assert head == [f'"{NAME} · {server}{ARTICLE}"', "block"]
    assert page.evaluate("getComputedStyle(document.querySelector('article h2')).breakAfter") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('.figure')).breakInside") == "avoid"
    for hidden in (".md-header", ".md-tabs", ".player", ".figure__enlarge", ".headerlink"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
