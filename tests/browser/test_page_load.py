"""What a page does before its reader does anything, in counts: every page, as a phone loads it."""

import pytest
from playwright.sync_api import expect

from tests.posts import LONGEST as ARTICLE

RECALCULATIONS = 40  # of styles; each may be of the whole page
REQUESTS = 12  # pictures apart
GROWTH = 1.1  # elements that live, to those sent
IDLE = "() => document.fonts.ready.then(() => new Promise((done) => setTimeout(() => requestIdleCallback(done, { timeout: 1000 }))))"
SENT = """(html) => {
  const sent = new DOMParser().parseFromString(html, "text/html");
  const later = sent.querySelector("template#scripts")?.content; // none of them is added
  return [sent, later].reduce((sum, part) => sum + (part?.querySelectorAll("*:not(noscript *)").length ?? 0), 0);
}"""
LAID_OUT_LATE = """() => [...document.querySelectorAll(".passage")]
  .filter((passage) => getComputedStyle(passage).contentVisibility === "auto").length"""


@pytest.fixture(scope="module")
def paths(paths):
    return [path for path in paths if not path.endswith(".html")]


@pytest.mark.slow
def test_every_page_loads_with_few_recalculations_requests_and_new_elements(new_page, server, paths):
    page = new_page(viewport="phone", first_visit=True)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")
    requests = []
    page.on("request", lambda request: requests.append(request.url) if request.resource_type != "image" else None)
    over = {}
    for path in paths:
        page.goto("about:blank")
        requests.clear()
        before = recalculations(metrics)
        html = page.goto(server + path).text()
        page.evaluate(IDLE)
        starts_at_once = page.locator("play-ground[data-page]")
        if starts_at_once.count():
            expect(starts_at_once).to_have_attribute("data-state", "ready")
        counts = {"recalculations": recalculations(metrics) - before}
        if not starts_at_once.count():
            counts |= {
                "requests": len(requests),
                "growth": page.locator("*").count() / page.evaluate(SENT, html),
            }
        limits = {"recalculations": RECALCULATIONS, "requests": REQUESTS, "growth": GROWTH}
        if exceeded := {name: count for name, count in counts.items() if count > limits[name]}:
            over[path] = exceeded
    assert over == {}


def recalculations(metrics):
    return next(
        each["value"]
        for each in metrics.send("Performance.getMetrics")["metrics"]
        if each["name"] == "RecalcStyleCount"
    )


def test_only_a_page_that_is_read_from_its_top_is_laid_out_late(page, server):
    page.goto(server + ARTICLE)
    assert page.evaluate(LAID_OUT_LATE) > 10
    page.emulate_media(media="print")
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.emulate_media(media="screen")
    page.locator(".footnote-ref").first.click()
    assert page.evaluate(LAID_OUT_LATE) > 10
    page.get_by_role("link", name="到脚注").click()
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.reload()
    assert page.evaluate(LAID_OUT_LATE) == 0
    page.goto(server)
    page.get_by_role("main").get_by_role("link", name="图解OneFlow中的学习率调整策略").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("图解OneFlow中的学习率调整策略")
    assert page.evaluate(LAID_OUT_LATE) > 10


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
