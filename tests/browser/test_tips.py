"""Footnotes and terms beside their mention, and the field that filters the glossary."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import FRAMES, unfold
from tests.posts import LONGEST as ARTICLE

pytestmark = pytest.mark.articles

NOTEBOOK = "notebooks/kmeans/sklearn/"  # has both, and a quarter of an article's elements

# Taps an element where it is: Playwright's own would scroll first.
TAP = """(element) => {
  element.scrollIntoView({ block: "center" });
  const { x, y, width, height } = element.getClientRects()[0];
  return [scrollY, x + width / 2, y + height / 2];
}"""


def tip_of(page):
    return page.locator("#tip:popover-open")


def laid_out(page, address):
    """Open a page as one who comes to a place in it: nothing gets its height later."""
    page.goto(f"{address}#references")
    return page


def test_a_tap_shows_a_note_and_a_term_in_place_and_another_closes_them(new_page, server):
    page = laid_out(new_page(viewport="phone"), server + ARTICLE)
    for mention, text in (
        (page.locator(".footnote-ref").nth(4), "到脚注"),
        (page.locator("a.term").nth(4), "在术语表里看"),
    ):
        address = page.url
        before, *place = mention.evaluate(TAP)
        page.touchscreen.tap(*place)
        tip = tip_of(page)
        expect(tip.get_by_role("link", name=text)).to_be_in_viewport(ratio=1)
        box, width = tip.bounding_box(), page.viewport_size["width"]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.touchscreen.tap(*place)
        expect(tip).to_have_count(0)
        page.touchscreen.tap(*place)
        expect(tip).to_be_visible()
        page.touchscreen.tap(4, 400)  # in the margin
        expect(tip).to_have_count(0)
        assert (page.evaluate("scrollY"), page.url) == (before, address)


def test_by_keyboard_a_note_opens_stays_and_gives_the_focus_back(page, server):
    laid_out(page, server + ARTICLE)
    mention = page.locator(".footnote-ref").nth(4)
    mention.focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    tip = tip_of(page)
    expect(tip).to_be_focused()
    assert not tip.locator(".footnote-backref").count()
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    expect(mention).to_be_focused()
    assert page.evaluate("scrollY") == before


def test_a_note_that_comes_when_the_focus_has_left_its_mention_covers_nothing(page, server):
    held = []

    def hold(route):
        held.append(route)

    page.route(f"{server}terms/", hold)
    page.goto(server + NOTEBOOK)
    page.keyboard.press("Tab")  # so that the focus is one of the keyboard
    mention = page.locator("a.term").first
    with page.expect_request(f"{server}terms/"):
        mention.focus()
    page.locator(".md-header a").first.focus()
    with page.expect_request_finished():
        held[0].continue_()
    page.evaluate(FRAMES)
    expect(tip_of(page)).to_have_count(0)
    mention.focus()
    expect(tip_of(page)).to_be_visible()


def test_from_a_note_one_arrow_leads_back_to_where_the_reader_was(page, server):
    laid_out(page, f"{server}posts/zero/")
    unfold(page)
    mention = page.locator(".footnote-ref[href$='#fn:zero']:visible").nth(5)
    note = page.locator("[id='fn:zero']")
    mentions = page.locator(".footnote-ref[href$='#fn:zero']").count()
    assert note.locator(".footnote-backref:visible").count() == mentions > 8
    mention.click()
    tip_of(page).get_by_role("link", name="到脚注").click()
    expect(note).to_be_in_viewport()
    expect(note.locator(".footnote-backref:visible")).to_have_text("↩")
    note.locator(".footnote-backref:visible").click()
    expect(mention).to_be_in_viewport()
    page.go_back()
    expect(note).to_be_in_viewport()
    page.go_back()
    expect(mention).to_be_in_viewport()


def test_a_term_is_explained_under_the_pointer_from_the_page_of_the_glossary(new_page, server):
    page = new_page(first_visit=True)
    laid_out(page, server + ARTICLE)
    unfold(page)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for id, said in (("warmup", "warmup_iters"), ("optimizer", "用梯度更新参数")):
        page.locator(f"[id='term:{id}']").hover()
        expect(tip_of(page)).to_contain_text(said)
        assert not tip_of(page).locator(".uses").count()
    assert requests.count(f"{server}terms/") == 1
    page.mouse.move(0, 300)
    expect(tip_of(page)).to_have_count(0)
    page.locator("[id='term:optimizer']").click()  # in sight: where one has scrolled, the theme notes a while later
    tip_of(page).get_by_role("link", name="在术语表里看").click()
    expect(page).to_have_url(f"{server}terms/#optimizer")
    expect(page.locator("#optimizer")).to_be_in_viewport()
    expect(tip_of(page)).to_have_count(0)


def test_where_the_glossary_cannot_be_fetched_a_term_is_a_link(page, server):
    laid_out(page, server + ARTICLE)
    page.complaints.expect("/terms/")
    page.route(
        "**/terms/", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator("[id='term:warmup']").evaluate("term => term.scrollIntoView({ block: 'center' })")
    page.locator("[id='term:warmup']").click()
    expect(page).to_have_url(f"{server}terms/#warmup")


@pytest.mark.parametrize(("viewport", "what"), [("desktop", ".footnote-ref"), ("phone", "a.term")])
def test_axe_finds_nothing_in_what_is_shown_beside_a_mention(new_page, server, viewport, what):
    page = new_page(viewport=viewport)
    page.goto(server + NOTEBOOK)
    page.locator(what).nth(4).evaluate("(mention) => mention.scrollIntoView({ block: 'center' })")
    page.locator(what).nth(4).click()
    expect(tip_of(page)).to_be_visible()
    assert violations_in_both_schemes(page, "#tip") == []


def test_the_glossary_shows_what_has_the_letters_in_a_name_and_says_how_many(new_page, server):
    page = new_page(viewport="phone")
    page.goto(f"{server}terms/")
    box, count = page.get_by_label("筛选"), page.locator(".glossary-filter output")
    shown = page.locator(".glossary > div:visible")
    total = shown.count()
    for query, id, heading in (
        ("热重启", "warm-restart", "学习率调整策略"),
        ("Warm Restart", "warm-restart", "学习率调整策略"),
        ("t_mult", "warm-restart", "学习率调整策略"),
        ("Ψ", "parameters", "显存与并行"),
    ):
        box.fill(query)
        expect(shown).to_have_count(1)
        expect(shown).to_have_id(id)
        expect(page.locator("main h2:visible")).to_contain_text([heading])
        expect(count).to_have_text(f"{total} 个里的 1 个")
    box.fill("没有这个")
    expect(shown).to_have_count(0)
    expect(count).to_have_text("没有这样的术语")
    box.press("Enter")
    box.fill("")
    expect(shown).to_have_count(total)
    expect(page).to_have_url(f"{server}terms/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
