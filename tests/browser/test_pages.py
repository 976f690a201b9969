"""Pages of the site in a browser: in the light and in the dark, with and without JavaScript, on paper and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from plots import style
from tests.browser.playing import paper_of, unfold
from tests.posts import LONGEST as ARTICLE

PAPERS = {palette.scheme: palette.paper for palette in style.PALETTES}


@pytest.mark.parametrize("path", ["", ARTICLE, "archives/"])
def test_a_page_can_be_read_without_javascript(new_page, server, path):
    page = new_page(javascript=False)
    page.goto(server + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_visible()
    if path == ARTICLE:
        expect(page.locator("figure").first).to_be_visible()
        expect(page.locator("figure img:visible").first).to_be_visible()
        expect(page.locator("math").first).to_be_visible()
        expect(page.locator("figcaption").first).to_contain_text("图 1：")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
@pytest.mark.parametrize("path", ["", ARTICLE])
def test_a_picture_has_the_colours_of_the_scheme(new_page, server, path, javascript):
    page = new_page(javascript=javascript)
    papers = {}
    for scheme in PAPERS:
        page.emulate_media(color_scheme=scheme)
        page.goto(server + path)
        papers[scheme] = paper_of(page.locator("main img").first)
    assert papers == PAPERS


def test_the_figures_follow_when_the_reader_changes_the_scheme(page, server):
    page.goto(server + ARTICLE)
    image = page.locator("figure img").first
    assert paper_of(image) == PAPERS["light"]
    for scheme in ("light", "dark"):  # from the system's to the chosen one
        page.locator("button[title^=切换到]").click()
        assert paper_of(image) == PAPERS[scheme]
    page.reload()
    assert paper_of(image) == PAPERS["dark"]


def test_the_scheme_is_there_before_the_scripts_are(new_page, server, paths):
    page = new_page(scheme="dark")
    page.complaints.expect("js)", "js (", "exception")
    page.route("**/*js", lambda route: route.abort())
    page.goto(server + next(path for path in paths if path.startswith("figures/")))
    papers = {}
    for stored in (None, 1, 2, 3, "length"):
        page.evaluate("index => __md_set('__palette', index && { index })", stored)
        page.reload()
        papers[stored] = paper_of(page.locator("main img").first)
    assert papers == {stored: PAPERS["light" if stored == 1 else "dark"] for stored in papers}


def test_figures_are_printed_light(new_page, server):
    page = new_page(scheme="dark")
    page.goto(server + ARTICLE)
    image = page.locator("figure img").first
    assert paper_of(image) == PAPERS["dark"]
    page.emulate_media(media="print")
    assert paper_of(image) == PAPERS["light"]


def test_each_picture_loads_once(new_page, server):
    page = new_page(scheme="dark", first_visit=True)
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(server)
    page.locator("button[title^=切换到]").click()
    page.locator(".tile img").last.scroll_into_view_if_needed()
    expect(page.locator(".tile img").last).to_have_js_property("complete", True)
    pictures = [url for url in loaded if url.endswith(".svg") and "generated" in url]
    assert pictures
    assert sorted(set(pictures)) == sorted(pictures)


# Comes to each picture that is shown, and returns the figures of those that are not there when it is.
MISSING = """async () => {
  const missing = [];
  for (const image of [...document.querySelectorAll("figure img")].filter((image) => image.checkVisibility())) {
    for (let frames = 0; frames < 600 && !(image.complete && image.naturalWidth); frames++) {
      image.scrollIntoView({ block: "center" }); // again where what is above has got its height meanwhile
      await new Promise(requestAnimationFrame);
    }
    if (!image.naturalWidth) missing.push(image.closest("figure").id);
  }
  return missing;
}"""


def test_the_pictures_of_an_article_are_there_when_the_reader_comes_to_them(page, server):
    page.goto(server + ARTICLE)
    page.evaluate("document.querySelectorAll('article details').forEach((folded) => (folded.open = true))")
    assert page.evaluate(MISSING) == []


def test_a_figure_keeps_its_place_before_it_is_loaded(page, server):
    page.goto(server + ARTICLE)
    ratios = page.locator("figure img:visible").evaluate_all(
        "images => images.map(image => image.clientWidth / image.clientHeight / (image.width / image.height || 1))"
    )
    assert ratios
    assert all(abs(ratio - 1) < 0.02 for ratio in ratios)


def test_what_a_copy_button_copies_is_in_the_clipboard(page, server):
    page.context.grant_permissions(["clipboard-read"])
    page.goto(server + ARTICLE)
    unfold(page)
    program = page.locator(".md-typeset pre:has(> code):visible").nth(1)  # the first would copy itself by chance
    program.scroll_into_view_if_needed()  # its button comes then
    button = program.locator(".md-code__nav .md-code__button")
    first = (program.locator("code").text_content() or "").strip().splitlines()[0]
    expect(button).to_have_accessible_name(f"复制代码：{first}")
    button.click()
    page.wait_for_function(
        "async (code) => (await navigator.clipboard.readText()).trim() === code.innerText.trim()",
        arg=program.locator("code").element_handle(),
    )


def test_an_unknown_address_answers_with_a_page_that_helps(page, server):
    page.complaints.expect("/nothing/at/all/")
    response = page.goto(f"{server}posts/nothing/at/all/")
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(re.escape(server)))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_link_to_a_heading_shows_the_heading(page, server):
    page.goto(f"{server}{ARTICLE}#summary")
    expect(page.locator("#summary")).to_be_in_viewport()


def test_the_first_tab_stop_skips_to_the_content_and_then_links_follow(page, server):
    page.goto(server + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("正文"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_everything_that_has_the_focus_shows_it(page, server):
    page.goto(server)
    for _ in range(12):
        page.keyboard.press("Tab")
        marked = page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" || style.boxShadow !== "none" || document.activeElement === document.body
                    || document.activeElement.matches("input, label");
            }"""
        )
        assert marked, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
