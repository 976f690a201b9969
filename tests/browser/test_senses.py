"""What asks for no good eyes and no mouse: pages in narrow windows, in large letters, by the Tab key, as they are told."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import expect_many, violations
from tests.browser.test_every_page import overflow
from tests.posts import FRONT

USUAL, LARGER, LARGE = ({"standard": size, "fixed": round(size * 13 / 16)} for size in (16, 24, 32))
WINDOWS = [  # of the narrowest phone, which is one at 400 %, too; at 200 %; with letters of twice the size, and half again on a phone
    *((320, 568, USUAL), (720, 450, USUAL), (1280, 800, LARGE), (390, 844, LARGER)),
]


@pytest.fixture
def kinds(paths, deployed_site):
    """Return one page of each kind: the smallest of those that lie as deep below the same folder."""

    def size(path):
        return (deployed_site / path / ("" if path.endswith(".html") else "index.html")).stat().st_size

    found: dict = {}
    for path in sorted(paths, key=size):
        parts = path.split("/")
        found.setdefault(path if len(parts) < 3 else (parts[0], len(parts), parts[-2] == "embed"), path)
    return [*found.values()]


@pytest.mark.slow
def test_every_kind_of_page_fits_narrow_windows_and_large_letters_and_axe_finds_nothing(page, server, kinds):
    assert len(kinds) > 12
    expect_many(page)
    session = page.context.new_cdp_session(page)
    for path in kinds:
        page.set_viewport_size({"width": 320, "height": 568})
        session.send("Page.setFontSizes", {"fontSizes": USUAL})
        page.goto(server + path)
        assert violations(page) == [], path  # the colours are the same in a wide window
        for width, height, letters in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            session.send("Page.setFontSizes", {"fontSizes": letters})
            assert overflow_at_last(page) == [], (path, width, letters)


@pytest.mark.slow
def test_every_article_fits_a_phone_with_letters_of_twice_the_size(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": LARGE})
    for path in FRONT:
        page.goto(server + path)
        page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
        assert overflow_at_last(page) == [], path


def overflow_at_last(page):
    """Return what makes the page wider than the window, once pictures are drawn anew for its width."""
    frames = 0
    while (wide := overflow(page)) and frames < 100:
        page.evaluate("() => new Promise(requestAnimationFrame)")
        frames += 1
    return wide


# Returns what has the focus: its name, and what is wrong with it; null where it is nothing of the page.
STOP = """async () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.closest("label:has(> input[type=radio], > input[type=checkbox])") ?? one.ownerSVGElement ?? one;
  const middle = (low, high, most) => (Math.max(0, low) + Math.min(most, high)) / 2;
  const isHit = (each) => each && (shown.contains(each) || each.contains(shown) || each.closest("label")?.control === one);
  const isSeen = () => [...shown.getClientRects()]
    .filter(({ left, right, top, bottom }) => right > left && bottom > top && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight)
    .some(({ left, right, top, bottom }) => isHit(document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight))));
  for (let frame = 0; frame < 120 && !isSeen(); frame++) await new Promise(requestAnimationFrame); // the page is on its way
  const labels = [...(one.labels ?? [])].map(({ textContent }) => textContent);
  const name = [one.getAttribute("aria-label"), ...labels, one.textContent, one.title].find((text) => text?.trim())?.trim() ?? "";
  const isMarked = getComputedStyle(shown).outlineStyle !== "none" || shown instanceof SVGElement; // that is drawn otherwise
  const wrong = [!name && "no name", name === "¶" && "no name of its own", !isSeen() && "not seen", !isMarked && "not marked"];
  return { place: one.closest("header, main, footer")?.localName, wrong: wrong.filter(Boolean), html: one.outerHTML.slice(0, 120) };
}"""
MOST_BEFORE = 12  # stops before what the page is about, whoever does not jump there by the first


@pytest.mark.slow
@pytest.mark.parametrize("kind", [r"notebooks/[^/]+/[^/]+/", r"playgrounds/[^/]+/"])
def test_the_tab_key_leads_through_a_page_and_each_stop_is_seen_marked_and_named(page, server, paths, kind):
    page.goto(server + next(path for path in paths if re.fullmatch(kind, path)))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    stops: list = []
    while (stop := page.evaluate(STOP)) and len(stops) < 1000:
        stops.append(stop)
        page.keyboard.press("Tab")
    assert [stop for stop in stops if stop["wrong"]] == []
    places = [stop["place"] for stop in stops]
    assert places.index("main") <= MOST_BEFORE
    assert places[-1] == "footer", stops[-1]  # it came to the end


def test_the_search_closes_when_the_focus_leaves_it(page, server):
    page.goto(f"{server}archives/")
    box = page.get_by_role("textbox", name="搜索")
    box.focus()
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Tab")
    expect(box).not_to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.get_by_role("navigation", name="标签").get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize("part", ["player__slider", "player__play"])
def test_the_focus_that_wakes_a_playground_stays_where_it_is(page, server, part):
    page.goto(server)
    element = page.locator("play-ground")
    control = element.locator(f".{part}")
    control.focus()
    expect(element).to_have_attribute("data-state", "ready")
    expect(control).to_be_focused()
