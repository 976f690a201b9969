"""Links and the way from page to page."""

import re
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from scripts.checks import published
from tests.browser.playing import field, settle, stay, unfold
from tests.posts import LONGEST as ARTICLE
from tests.static_server import serving

pytestmark = pytest.mark.articles

TITLE = "图解OneFlow中的学习率调整策略"


def test_pages_follow_each_other_without_a_reload(page, server):
    page.goto(server)
    stay(page)
    page.evaluate("window.sheet = document.querySelector('link[rel=stylesheet]').sheet")
    page.get_by_role("navigation").get_by_role("link", name="归档").first.click()
    expect(page).to_have_url(f"{server}archives/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("归档")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(server + ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("figure img:visible").first).to_be_visible()
    assert page.evaluate("window.isStillHere") is True
    sheets = page.locator("link[rel=stylesheet]")
    assert sheets.evaluate_all("links => links.map(link => link.href)") == [f"{server}assets/stylesheets/site.css"]
    assert sheets.evaluate("link => link.sheet === sheet")  # not loaded again: meanwhile the page would have none
    page.go_back()
    expect(page).to_have_url(f"{server}archives/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("归档")


WITHIN = {  # links within an article, by kind, and the width of the window in which they are seen
    "footnote": (".footnote-ref:visible >> nth=3", 1280),
    "contents": (".md-sidebar--secondary a[href$='#warmup-lr']", 1280),
    "way back from a footnote": (".footnote-backref:visible >> nth=3", 375),
    "contents behind a button": (".contents a[href$='#warmup-lr']", 375),
    "figure": (".md-typeset p a[href*='#lr/']:visible >> nth=0", 820),
}


@pytest.mark.parametrize("way", ["opened", "come to"])
def test_a_link_within_the_page_leaves_the_page_as_it_is(page, server, way):
    page.goto(server + ("archives/" if way == "come to" else ARTICLE))
    if way == "come to":
        stay(page)
        page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
        expect(page.locator("figure").first).to_be_visible()
    unfold(page)
    element = page.locator("play-ground[data-anchor='lr/exponential']")
    element.scroll_into_view_if_needed()
    element.hover()
    expect(element).to_have_attribute("data-state", "ready")
    field(element, "gamma").fill("0.8")
    page.wait_for_url(re.compile(r"\?play=lr/exponential&"))
    setting = urlsplit(page.url).query
    page.locator("main details:not(.reference) > summary:visible").last.click()
    page.locator("main").evaluate("main => main.isStillHere = true")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for kind, (selector, width) in WITHIN.items():
        page.set_viewport_size({"width": width, "height": 800})
        if kind == "contents behind a button":
            page.locator(".contents-button").click()
        link = page.locator(selector)
        target = unquote(link.get_attribute("href").partition("#")[2])
        link.click()
        if kind == "footnote":
            page.get_by_role("link", name="到脚注").click()

        expect(page, kind).to_have_url(re.compile(f"#{re.escape(quote(target, safe='/:'))}$"))
        place = "top => top >= document.querySelector('.md-header').offsetHeight && top < innerHeight"
        page.wait_for_function(f"id => ({place})(document.getElementById(id).getBoundingClientRect().top)", arg=target)
        assert urlsplit(page.url).query == setting, kind
        assert page.locator("main").evaluate("main => main.isStillHere"), kind
        expect(element, kind).to_have_attribute("data-state", "ready")
        expect(page.locator("main details:not(.reference)").last, kind).to_have_attribute("open", "")
        assert not [url for url in requests if urlsplit(url).path.endswith("/")], kind


def test_back_returns_to_where_the_link_was(page, server):
    page.goto(server + ARTICLE)
    link = page.locator(".footnote-ref:visible").nth(3)
    link.click()
    page.get_by_role("link", name="到脚注").click()
    expect(link).not_to_be_in_viewport()
    page.go_back()
    expect(link).to_be_in_viewport()


def test_back_returns_in_a_page_that_the_theme_has_fetched(page, server):
    page.goto(f"{server}archives/")
    stay(page)
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    link = page.locator(".footnote-ref:visible").nth(3)
    link.evaluate("link => { link.scrollIntoView({ block: 'center' }); link.click(); }")  # no reader is faster
    expect(link).not_to_be_in_viewport()
    page.go_back()
    expect(link).to_be_in_viewport()


# Puts the page to the first, the middle and the last of the anchors and returns those that have not come to lie in sight
# below the header a second later.
OUT_OF_SIGHT = """async (ids) => {
  const { offsetHeight } = document.querySelector(".md-header");
  const frame = () => new Promise(requestAnimationFrame);
  const isOutOfSight = async (id) => {
    const told = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    history.replaceState(history.state, "", location.pathname + location.search); // who is there goes nowhere
    location.hash = `#${id}`;
    await told; // nobody is at the next place before the page knows of this one
    const top = () => document.getElementById(id).getBoundingClientRect().top;
    const atEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const isInSight = () => top() >= offsetHeight && (top() <= offsetHeight + 60 || atEnd());
    for (let frames = 0; frames < 60 && !isInSight(); frames++) await frame();
    return !isInSight();
  };
  const boxed = ids.filter((id) => document.getElementById(id).getClientRects().length); // a picture pinned is not
  let hidden = [...new Set([boxed.at(0), boxed.at(Math.floor(boxed.length / 2)), boxed.at(-1)])];
  for (let times = 0; times < 3; times++) { // at first the page may be on its way to the new width
    const asked = hidden;
    hidden = [];
    for (const id of asked) if (await isOutOfSight(id)) hidden.push(id);
  }
  return hidden;
}"""
HIDE = "document.documentElement.style.visibility = 'hidden'"  # to paint takes a fifth of the time


@pytest.mark.slow
def test_what_a_link_points_to_comes_to_lie_below_the_header(page, server, paths):
    """On every page that a browser visits, in windows of three widths: the first, the middle and the last anchor."""
    widths = [375, 768, 1280]
    for path, anchors in published.read().items():
        if anchors and path in paths and not path.endswith("/embed/"):  # a page for frames has no header
            page.goto(server + path)
            page.evaluate(HIDE)
            whole = page.locator("play-ground[data-page]").all()
            for element in whole:  # its pictures come by and by, and what is below gives way
                expect(element).to_have_attribute("data-state", "ready")
            for width in widths:
                page.set_viewport_size({"width": width, "height": 667})
                for element in whole:
                    settle(element)
                assert page.evaluate(OUT_OF_SIGHT, anchors) == [], (path, width)
            widths.reverse()  # the next page opens in the width that the window has


def test_a_link_leads_to_its_place_though_the_reader_scrolls_before_the_page_has_come(page, server):
    page.goto(f"{server}terms/")
    stay(page)
    held = []

    def hold(route):
        held.append(route)

    page.route(server + ARTICLE, hold)
    link = page.locator(f"main a[href*='{ARTICLE}#']").first
    link.scroll_into_view_if_needed()
    place = unquote(urlsplit(link.get_attribute("href")).fragment)
    link.click()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => history.state !== null")  # the theme has noted where the reader is
    held[0].continue_()
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


def test_a_post_can_be_reached_from_the_home_page_by_keyboard_alone(page, server):
    page.goto(server)
    link = page.get_by_role("main").get_by_role("link", name=TITLE).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    else:
        pytest.fail("60 tab stops did not reach the first post")
    page.keyboard.press("Enter")
    expect(page).to_have_url(server + ARTICLE)


def test_a_chinese_address_opens_as_it_is_written_and_as_it_is_encoded(page, server):
    for path in ("posts/k-means从入门到调包/", "posts/k-means%E4%BB%8E%E5%85%A5%E9%97%A8%E5%88%B0%E8%B0%83%E5%8C%85/"):
        page.goto(server + path)
        expect(page.get_by_role("heading", level=1)).to_contain_text("K-Means从入门到调包")


@pytest.mark.parametrize("base", ["/", "/a/b/"])
def test_the_site_without_an_address_works_at_any_path(new_page, site, base):
    with serving(site, base) as address:
        page = new_page(address=address)
        page.goto(address)
        page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
        expect(page).to_have_url(address + ARTICLE)
        expect(page.locator("figure img:visible").first).to_be_visible()
        page.get_by_role("link", name="归档").first.click()
        expect(page).to_have_url(f"{address}archives/")


def test_a_folded_reference_opens_when_its_heading_is_called(page, server):
    page.goto(server + ARTICLE)
    folded = page.locator("details.reference")
    headings = page.evaluate("""() => [...document.querySelectorAll("details.reference")].map(folded =>
        [...document.querySelectorAll("h2, h3")].findLast(each => each.compareDocumentPosition(folded) & 4).id)""")
    assert page.locator("details.reference[open]").count() == 0

    page.goto(f"{server}{ARTICLE}#{headings[-1]}")  # within the page
    expect(folded.last).to_have_attribute("open", "")
    page.reload()
    expect(folded.last).to_have_attribute("open", "")
    expect(page.locator("details.reference[open]")).to_have_count(1)

    page.evaluate("anchor => document.querySelector(`a[href$='#${anchor}']`).click()", headings[0])
    expect(folded.first).to_have_attribute("open", "")
