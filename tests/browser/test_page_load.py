"""What a page lays out late, and what it shows of a footnote."""

from playwright.sync_api import expect

from tests.posts import LONGEST as ARTICLE

LAID_OUT_LATE = """() => [...document.querySelectorAll(".passage")]
  .filter((passage) => getComputedStyle(passage).contentVisibility === "auto").length"""


def test_only_a_page_that_is_read_from_its_top_is_laid_out_late(page, server):
    page.goto(server + ARTICLE)
    assert page.evaluate(LAID_OUT_LATE)
    page.emulate_media(media="print")
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.emulate_media(media="screen")
    page.locator(".footnote-ref").first.click()
    assert page.evaluate(LAID_OUT_LATE)
    page.get_by_role("link", name="到脚注").click()
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.reload()
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.goto(server)
    title = page.get_by_role("heading", level=1)
    home = title.inner_text()
    page.get_by_role("main").locator(f"a[href$='{ARTICLE}']").first.click()
    expect(title).not_to_have_text(home)
    assert page.evaluate(LAID_OUT_LATE)


def test_a_footnote_is_shown_beside_its_mention_to_the_keyboard_too(page, server):
    page.goto(server + ARTICLE)
    mention = page.locator(".footnote-ref").first
    page.keyboard.press("Tab")  # so that the focus is one of the keyboard
    mention.focus()
    tip = page.get_by_role("dialog", name="脚注")
    expect(tip).to_be_visible()
    expect(mention).to_be_focused()
    note = page.locator(f"[id='{mention.get_attribute('href').partition('#')[2]}']")
    expect(tip).to_contain_text(note.inner_text()[:20])
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
