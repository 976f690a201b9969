"""Every page of the site in a browser, found on two walks: on a desktop in the dark, and on a phone in the light.

To load a page takes longer than to look at it: each walk opens every page once and notes what is wrong, test by test.
"""

import re

import pytest
from playwright.sync_api import Error

from tests.browser.axe import BODIES, LAY_OUT_WHOLE, expect_many, turn, violations, violations_in_both_schemes
from tests.browser.playing import unfold
from tests.posts import FRONT

pytestmark = pytest.mark.slow

# What is looked at, in this order; a look returns what is wrong


def opens(page, scheme):
    assert page.evaluate("document.body.dataset.mdColorScheme") == BODIES[scheme]
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    return overflow(page)


def overflow(page):
    """Return what makes the page wider than the window."""
    page.evaluate(LAY_OUT_WHOLE)
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("main *")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => element.outerHTML.slice(0, 120)).slice(0, 5).concat("wider than the window");
        }"""
    )


def opens_in_the_other_scheme(page, scheme):
    """Look again as the page follows the system."""
    turn(page, scheme)
    return opens(page, scheme)


# Presses all copy buttons that are shown; returns for each what the page then hands to the clipboard, and its program.
COPIED = """async () => {
  const programs = [...document.querySelectorAll(".md-typeset pre:has(> code)")];
  const pairs = [];
  document.documentElement.style.opacity = 0; // nothing that is asked is seen, and to paint it takes a quarter of the time
  for (const program of programs.filter((program) => program.checkVisibility())) {
    const button = () => program.querySelector(".md-code__nav .md-code__button");
    for (let frames = 0; frames < 600 && !button(); frames++) {
      program.scrollIntoView({ block: "center" }); // again where what is above has got its height meanwhile
      await new Promise(requestAnimationFrame);
    }
    if (button()?.checkVisibility() === false) continue;
    let handed = null;
    document.execCommand = (command) => (handed = [command, document.activeElement.value.trim()]);
    button()?.click();
    delete document.execCommand;
    pairs.push([handed, ["copy", program.querySelector("code").innerText.trim()]]);
  }
  document.documentElement.style.opacity = "";
  return pairs;
}"""
PROGRAM = re.compile(r"<pre\b[^>]*>(?:<span></span>)?<code")
IDS_THAT_STAND_TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}"""

# What stays closed on paper: no text of an article but what sets a playground, and what to do with the article
CLOSED_TEXT = """() => [...document.querySelectorAll("article details:not(form details, .post-foot details)")]
  .flatMap((each) => [...each.children].slice(1))
  .filter((each) => !each.checkVisibility({ contentVisibilityAuto: false }) || !each.getBoundingClientRect().height)
  .map((each) => each.textContent.slice(0, 60)).filter(Boolean)"""

# What a page does before its reader does anything, in counts
LIMITS = {
    "recalculations": 40,  # of styles; each may be of the whole page
    "requests": 12,  # pictures apart
    "growth": 1.1,  # elements that live, to those sent; without what is added to the shortest page
}
FRAME = 10
IDLE = "() => document.fonts.ready.then(() => new Promise((done) => setTimeout(() => requestIdleCallback(done, { timeout: 1000 }))))"
READY = """() => new Promise((done) => {
  const place = document.querySelector("play-ground[data-page]");
  const look = () => place.dataset.state === "ready" && done();
  new MutationObserver(look).observe(place, { attributes: true });
  look();
})"""
SENT = """(html) => {
  const sent = new DOMParser().parseFromString(html, "text/html");
  const later = sent.querySelector("template#scripts")?.content; // none of them is added
  return [sent, later].reduce((sum, part) => sum + (part?.querySelectorAll("*:not(noscript *)").length ?? 0), 0);
}"""


class Walk:
    """What is wrong with the pages that somebody walks through.

    Attributes:
        wrong: By what was looked for, and by path.
        programs: How many programs each page has whose copy button is seen.
    """

    def __init__(self, page):
        self.page = page
        self.wrong: dict = {}
        self.programs = {}

    def visit(self, path, address):
        """Open a page and return the answer; one that does not come is noted, and the walk goes on."""
        try:
            return self.page.goto(address)
        except Error as error:
            self.wrong.setdefault("complaints", {})[path] = str(error)

    def look(self, what, path, look, *arguments):
        """Note what is wrong with a page; where one look fails the others go on."""
        wrong = self.wrong.setdefault(what, {})
        try:
            found = look(*arguments)
        except (AssertionError, Error) as error:
            found = str(error)
        if found:
            wrong[path] = found

    def complaints(self):
        """Return what the page has complained of, and forget it."""
        found = [*self.page.complaints]
        self.page.complaints.clear()
        return found


@pytest.fixture(scope="module")
def on_desktop(open_page, server, paths):
    """Return what a walk through all pages finds on a desktop: each opens in the dark and turns to the light."""
    page = open_page()
    expect_many(page)
    walk = Walk(page)

    def copied(path):
        unfold(page)
        pairs = page.evaluate(COPIED)
        walk.programs[path] = len(pairs)
        return [pair for pair in pairs if pair[0] != pair[1]]

    def closed_on_paper():
        page.emulate_media(media="print")
        closed = page.evaluate(CLOSED_TEXT)
        page.emulate_media(media="screen")
        return closed

    for path in paths:
        page.emulate_media(color_scheme="dark")
        if not walk.visit(path, server + path):
            continue
        walk.look("fit", path, opens, page, "dark")
        walk.look("axe", path, violations_in_both_schemes, page)
        walk.look("fit in the other scheme", path, opens_in_the_other_scheme, page, "light")
        if path in FRONT:
            walk.look("closed on paper", path, closed_on_paper)
        walk.look("copies", path, copied, path)
        walk.look("ids", path, page.evaluate, IDS_THAT_STAND_TWICE)
        walk.look("complaints", path, walk.complaints)
    return walk


@pytest.fixture(scope="module")
def on_phone(open_page, server, paths):
    """Return what a walk through all pages finds on a phone: each opens in the light and turns to the dark."""
    page = open_page(viewport="phone", first_visit=True)
    walk = Walk(page)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")
    requests = []
    page.on("request", lambda request: requests.append(request.url) if request.resource_type != "image" else None)

    def counts(answer, before):
        starts_at_once = page.evaluate("document.querySelector('play-ground[data-page]') !== null")
        page.evaluate(READY if starts_at_once else IDLE)  # what it draws afterwards depends on how long one looks
        found = {"recalculations": recalculations(metrics) - before}
        if not starts_at_once:
            found |= {
                "requests": len(requests),
                "growth": (page.locator("*").count() - FRAME) / page.evaluate(SENT, answer.text()),
            }
        return {name: count for name, count in found.items() if count > LIMITS[name]}

    for path in paths:
        page.goto("about:blank")
        page.emulate_media(color_scheme="light")
        requests.clear()
        before = recalculations(metrics)
        answer = walk.visit(path, server + path)
        if not answer:
            continue
        if not path.endswith(".html"):
            walk.look("counts", path, counts, answer, before)
        walk.look("fit", path, opens, page, "light")
        if path.startswith("notebooks/"):
            walk.look("axe", path, violations, page)
        walk.look("fit in the other scheme", path, opens_in_the_other_scheme, page, "dark")
        walk.look("complaints", path, walk.complaints)
    return walk


def recalculations(metrics):
    return next(
        each["value"]
        for each in metrics.send("Performance.getMetrics")["metrics"]
        if each["name"] == "RecalcStyleCount"
    )


@pytest.fixture(params=["on_desktop", "on_phone"])
def walk(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("what", ["complaints", "fit", "fit in the other scheme"])
def test_every_page_opens_without_a_complaint_and_fits(walk, what):
    """Each opens in one scheme and follows the system to the other."""
    assert walk.wrong[what] == {}


def test_axe_finds_nothing(walk):
    """Nor on a phone in the layout of notebooks, which is one of their own there."""
    assert walk.wrong["axe"] == {}


def test_every_answer_of_every_post_is_printed(on_desktop):
    assert on_desktop.wrong["closed on paper"] == {}


def test_every_copy_button_copies_its_own_program(on_desktop, deployed_site):
    assert on_desktop.wrong["copies"] == {}
    texts = [path for path in on_desktop.programs if path.startswith(("posts/", "notebooks/"))]
    having = [
        path for path in texts if PROGRAM.search((deployed_site / path / "index.html").read_text(encoding="utf-8"))
    ]
    assert sum(on_desktop.programs[path] > 0 for path in having) > len(having) / 2  # in the others they are answers


def test_no_id_stands_twice(on_desktop):
    assert on_desktop.wrong["ids"] == {}


def test_every_page_loads_with_few_recalculations_requests_and_new_elements(on_phone):
    assert on_phone.wrong["counts"] == {}
