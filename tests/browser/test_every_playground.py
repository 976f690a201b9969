"""What holds for every playground on its own page, whatever it shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.playing import open_playground, settle
from tests.conftest import ROOT

IDS = sorted(path.stem for path in (ROOT / "docs" / "playgrounds").glob("*.md") if path.stem != "index")
SIZES = [  # wide and high enough, held upright and sideways, and zoomed to 175 and 200 %
    *((1440, 900), (1024, 768), (820, 1180), (768, 1024), (390, 844), (375, 667), (320, 568)),
    *((844, 390), (720, 450), (823, 514), (683, 384)),
]
BY_HAND = [  # settings whose pictures hold what can be dragged or drawn
    ("kmeans", "data=none&k=2&points=2,2;3,2.5;7,7;8,6.5;2.5,8&start=own&centers=2,2;7,7"),
    ("lr", "scheduler=ReduceLROnPlateau&metric=drawn"),
    ("lr", "scheduler=MultiStepLR&milestones=5,10,15"),
]

# Returns what can be pressed and is covered, wherever the page is scrolled to.
COVERED = """async (element) => {
  const waiting = new Set([...element.querySelectorAll("input, select, textarea, button, summary, [role=slider]:not(.points__nib)")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
    .filter((each) => !each.closest("details:not([open])") || each.matches("details > summary")));
  const place = (each) => each.closest("label:has(> input[type=radio], > input[type=checkbox])") ?? each;
  const length = document.documentElement.scrollHeight;
  for (let top = 0; top < length && waiting.size; top += 50) {
    scrollTo({ top, behavior: "instant" });
    for (const each of waiting) {
      const { left, right, top, bottom, width } = place(each).getBoundingClientRect();
      const seen = width > 0 && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (seen && (place(each).contains(seen) || seen.closest("label")?.control === each)) waiting.delete(each);
    }
  }
  return [...waiting].map((each) => each.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("id", IDS)
def test_every_control_can_be_reached_in_windows_of_every_size(page, server, id):
    element = open_playground(page, server, id=id)
    covered = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(element)
        if found := element.evaluate(COVERED):
            covered[f"{width}×{height}"] = found
    assert covered == {}


# Puts the playground of another page below this one's.
FETCH = """async ([page]) => {
  const response = await fetch(page);
  const other = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("play-ground");
  other.querySelectorAll("img[src]").forEach((image) => { image.src = new URL(image.getAttribute("src"), response.url); });
  document.querySelector("article").append(other);
}"""


def test_playgrounds_of_two_kinds_live_on_one_page(page, server):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_playground(page, server, id="kmeans")
    page.evaluate(FETCH, [f"{server}playgrounds/boosting/"])
    second = page.locator('play-ground[data-playground="boosting"]')
    expect(second).to_have_attribute("data-state", "ready")
    for element in (page.locator('play-ground[data-playground="kmeans"]'), second):
        settle(element)
        element.locator(".chart__surface").first.hover()
        assert element.locator(".points__tool input:checked").first.evaluate("radio => radio.value") == "move"
    assert errors == []


def swipe(page, x, y, way):
    """Put a finger down, draw it up by ``way`` pixels, a little askew, and lift it."""
    session = page.context.new_cdp_session(page)
    for part in range(6):
        point = {"x": x + 3 * part, "y": y - way * part / 5}
        event = {"type": "touchMove" if part else "touchStart", "touchPoints": [point]}
        session.send("Input.dispatchTouchEvent", event)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


# Scrolls a part of a picture, of four by three, into the middle of the window, and returns where it is then.
MIDDLE = """(picture, [column, row]) => {
  const box = () => picture.getBoundingClientRect();
  scrollBy({ top: box().top + (box().height * (row + 0.5)) / 3 - innerHeight / 2, behavior: "instant" });
  return [box().left + (box().width * (column + 0.5)) / 4, box().top + (box().height * (row + 0.5)) / 3];
}"""


@pytest.mark.parametrize(("id", "query"), [*((id, "") for id in IDS), *BY_HAND])
def test_a_finger_that_scrolls_over_the_pictures_changes_nothing(new_page, server, id, query):
    page = new_page(viewport="phone")
    element = open_playground(page, server, query, id=id)
    settle(element)
    before = element.evaluate("element => element.playground.state.query")
    for picture in element.locator(".playground__stage .chart__svg:visible").all():
        for part in range(12):
            x, y = picture.evaluate(MIDDLE, [part % 4, part // 4])
            swipe(page, x, y, 60 if part % 2 else -60)
    settle(element)
    assert element.evaluate("element => element.playground.state.query") == before
