"""What a reader does on the pages, one action after another, and what has to come of it in every engine."""

import io
import json
import re
import time
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from PIL import Image

from plots.bridge import find
from plots.playgrounds.controls import Control
from plots.playgrounds.state import Setting
from scripts.shared.paths import ROOT
from tests.engines.drivers import Window
from tests.engines.processes import cpu_seconds
from tests.posts import FRONT

SCRIPTS_RUN = """
  const [start, last] = ["start.mjs", "page.mjs"].map((name) => document.querySelector(`script[src$="/${name}"]`));
  return start === null || start.dataset.done === "error" || last?.dataset.done;
"""
QUERIES = ROOT / "tests" / "data" / "queries.json"
ENDLESS = "while True: pass"
ENDED_S = 3.0  # after the stop; Chromium lets a Worker have two more
WATCHED_S = 2.0  # how long is watched then whether an endless program has really ended
DRAWN_S = 120.0  # at most, until a file is there: a GIF is drawn frame by frame
IDLE = 0.25  # of a processor, while it is watched
ALIVE = "play-ground[data-state=ready]"
FIGURE = "main figure:not(.playground__figure) img.figure__image"
SLIDER = f"{ALIVE} form input[type=range]"
EDITOR, TYPED = ".cm-editor", ".cm-content"
STATUS = ".md-search [role=status]"
HITS = "[data-search-results] a"
TIP = "#tip:popover-open"
DARK, LIGHT = 80, 200  # the paper of a picture, of 255


class Visit(NamedTuple):
    """A window that is to do something on a page."""

    window: Window
    site: str
    path: str
    page: BeautifulSoup
    """The page as it was built."""

    def enter(self, query: str = "") -> Window:
        """Open the page, and return when its scripts have run."""
        self.window.go(f"{self.site}{self.path}{query}")
        self.window.wait(SCRIPTS_RUN, "the scripts")
        return self.window

    def open_playground(self, query: str = "") -> Window:
        window = self.enter(query)
        window.wait("return document.querySelector(place)", "the playground", place=ALIVE)
        settle(window)
        return window


Doing = Callable[[Visit], None]
Suits = Callable[[BeautifulSoup, str], bool]  # a page as it was built, and its path


class Action(NamedTuple):
    """Something that a reader does, and on which pages it can be done."""

    name: str
    do: Doing
    suits: Suits


ACTIONS: list[Action] = []


def action(name: str, suits: str | Suits) -> Callable[[Doing], Doing]:
    """Enter a function among the actions; it is done on the pages that hold what a selector names, or that a function says."""

    def holds(page: BeautifulSoup, path: str) -> bool:
        return page.select_one(str(suits)) is not None

    def enter(do: Doing) -> Doing:
        ACTIONS.append(Action(name, do, holds if isinstance(suits, str) else suits))
        return do

    return enter


def unfold(window: Window) -> None:
    window.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")


# Reading


@action("opens, and nothing is wider than the window", "body")
def opens(visit: Visit) -> None:
    window = visit.enter()
    assert window.evaluate("return document.title"), "no title"
    for width in (1280, 1024, 480):
        window.resize(width, 800)
        window.wait(
            "await new Promise(requestAnimationFrame); return document.documentElement.scrollWidth <= innerWidth",
            f"a page that is no wider than {width} px",
        )
    window.resize(1280, 800)


@action("the scheme is switched, and figures follow it", f"{FIGURE}[src$='.svg']")
def follows_scheme(visit: Visit) -> None:
    window = visit.enter()
    unfold(window)
    for scheme in ("default", "default", "slate", "default"):  # the system's, light, dark, and again
        assert window.evaluate("return document.body.dataset.mdColorScheme") == scheme, f"it is not {scheme}"
        shade = paper(window)
        assert shade < DARK if scheme == "slate" else shade > LIGHT, f"a figure has paper of {shade} in {scheme}"
        before = window.evaluate("return document.querySelector('[data-schemes]').title")
        window.click("[data-schemes]")
        window.wait("return document.querySelector('[data-schemes]').title !== before", "another scheme", before=before)
    window.evaluate("localStorage.clear()")  # the page remembers it, for whatever is opened next


def paper(window: Window) -> int:
    """Return how light the paper of a figure is, once it is there: nothing covers more of it."""
    window.find(FIGURE)
    loaded = "return [...document.querySelectorAll(place)].find((each) => each.checkVisibility()).complete"
    window.wait(loaded, "the figure", place=FIGURE)
    shades = window.picture(FIGURE).convert("L").histogram()
    return shades.index(max(shades))


@action("formulas are set in their font, fractions upright", "math mfrac")
def sets_formulas(visit: Visit) -> None:
    window = visit.enter()
    unfold(window)
    window.find("math:has(mfrac)")
    font = """
      const [name] = getComputedStyle(document.querySelector("math")).fontFamily.split(",");
      const bare = (text) => text.replaceAll('"', "");
      return [...document.fonts].some(({ family, status }) => bare(family) === bare(name) && status === "loaded");
    """
    window.wait(font, "the font of formulas")
    assert window.evaluate(
        """
          const [up, down] = document.querySelector("mfrac").children;
          return up.getBoundingClientRect().bottom <= down.getBoundingClientRect().top + 1;
        """
    ), "numerator and denominator stand side by side"


@action("a footnote is shown beside its mention", ".footnote-ref")
def shows_note(visit: Visit) -> None:
    window = visit.enter()
    window.click(".footnote-ref")
    assert window.text(f"{TIP} .tip__note").strip(), "the note is empty"
    window.press("Escape")
    window.wait("return !document.querySelector(place)", "the end of the note", place=TIP)


@action("a term is explained under the pointer", "a.term")
def explains_term(visit: Visit) -> None:
    window = visit.enter()
    window.hover("a.term")
    assert window.text(f"{TIP} .glossary").strip(), "the explanation is empty"


@action("a figure is enlarged, the next one shown, both by keys", FIGURE)
def enlarges(visit: Visit) -> None:
    window = visit.enter()
    window.evaluate("document.querySelector('.figure__enlarge').focus()")
    window.press("Enter")
    label = "return document.querySelector('dialog[open]')?.getAttribute('aria-label')"
    first = window.wait(label, "the dialog")
    if window.evaluate("return document.querySelectorAll('.figure__enlarge').length > 1"):
        window.press("ArrowRight")
        window.wait(f"{label} !== first", "the next figure", first=first)
    window.press("Escape")
    window.wait("return !document.querySelector('dialog[open]')", "the end of the dialog")


@action("a moving figure walks", "moving-figure")
def moves(visit: Visit) -> None:
    window = visit.enter()
    unfold(window)
    window.hover("moving-figure img")  # its buttons come when it is near
    window.click("moving-figure button[aria-label^=播放]")
    window.wait("return Number(document.querySelector('moving-figure input[type=range]').value) > 0", "a step")


BLOCK = "pre[data-program]"
SAID = f"return document.querySelector('{BLOCK} .program__said')?.textContent"
PRINTED = f"return document.querySelector('{BLOCK} + pre')?.textContent.trim() === printed"


@action("a block of code runs, is changed, stopped and runs again", BLOCK)
def runs_block(visit: Visit) -> None:
    window = open_block(visit)
    window.click(f"{BLOCK} .program__run")
    window.wait(SAID, "an output")
    edit_block(window)
    run_in_block(window, "print(1 / 4)")
    window.wait(PRINTED, "what was printed", printed="0.25")
    run_in_block(window, ENDLESS)
    window.wait(f"{SAID}.includes('停下')", "the stop")
    run_in_block(window, "print(2 + 3)")
    window.wait(PRINTED, "what the next program prints", printed="5")


@action("an endless program costs nothing once it is stopped", BLOCK)
def ends_block(visit: Visit) -> None:
    window = open_block(visit)
    window.click(f"{BLOCK} .program__run")
    window.wait(SAID, "an output")
    edit_block(window)
    run_in_block(window, ENDLESS)
    window.wait(f"{SAID}.includes('停下')", "the stop")
    is_idle()


def open_block(visit: Visit) -> Window:
    window = visit.enter()
    unfold(window)
    window.hover(BLOCK)  # its buttons come when it is near
    return window


def edit_block(window: Window) -> None:
    window.click(f"{BLOCK} .program__tool:not([hidden])")
    window.find(EDITOR)


def run_in_block(window: Window, code: str) -> None:
    rewrite(window, code)
    window.press("Control+Enter")


def rewrite(window: Window, code: str) -> None:
    """Write other code into the editor that has the focus."""
    window.wait("return document.activeElement.matches(place)", "the editor", place=TYPED)
    window.press("Control+a")
    window.press("Backspace")
    window.type(code)


def is_idle() -> None:
    """Check that nothing goes on in the background."""
    time.sleep(ENDED_S)
    before = cpu_seconds()
    time.sleep(WATCHED_S)  # what is measured is this time
    used = cpu_seconds() - before
    assert used < IDLE * WATCHED_S, f"{ENDED_S:g} s after the stop {WATCHED_S:g} s cost {used:.1f} s of the processors"


# Finding


@action("the search finds Chinese, Latin and mixed words", lambda page, path: path == "")
def searches(visit: Visit) -> None:
    window = visit.enter()
    window.press("/")
    window.wait("return document.querySelector(place)?.textContent", "the search", place=STATUS)
    for query, places in queries():
        window.press("Control+a")
        window.press("Backspace")
        window.type(query)
        hit = """
          const first = [...document.querySelectorAll(hits)].slice(0, 3).map(({ pathname, hash }) => decodeURI(pathname + hash));
          return first.some((address) => places.some((place) => address.includes(place)));
        """
        window.wait(hit, f"a hit for {query}", hits=HITS, places=places)


def queries() -> list[tuple[str, list[str]]]:
    """Return words of several kinds, each with where it is to be found: those that are listed, else the titles of posts."""
    if not QUERIES.exists():
        return [(str(front.get("title")), [path]) for path, front in FRONT.items()][:3]
    listed = json.loads(QUERIES.read_text(encoding="utf-8"))
    return [next(iter(listed[kind].items())) for kind in ("terms", "code", "mixed")]


@action("a link leads to another page, Back leads back", lambda page, path: path == "")
def follows_link(visit: Visit) -> None:
    window = visit.enter()
    title = window.evaluate("return document.title")
    window.click("main a[href*='posts/']")
    window.wait("return document.title !== title && document.querySelector('h1')", "the page", title=title)
    window.evaluate("history.back()")
    window.wait("return document.title === title", "the page before", title=title)


@action("a playground in the text wakes and follows a slider", "play-ground:not([data-page])")
def wakes(visit: Visit) -> None:
    window = visit.enter()
    unfold(window)
    window.hover("play-ground img, play-ground svg")
    window.click("play-ground .player button, play-ground form :is(input, select)")
    window.wait("return document.querySelector(place)", "the playground", place=ALIVE)


# Playgrounds on their own pages


def of_playground(page: BeautifulSoup, path: str) -> bool:
    return (
        page.select_one("play-ground[data-page]") is not None and re.fullmatch(r"playgrounds/[^/]+/", path) is not None
    )


def first_of(page: BeautifulSoup) -> dict[str, Any]:
    element = page.select_one("play-ground")
    assert element is not None
    first: dict[str, Any] = json.loads(str(element["data-first"]))
    return first


def walks(page: BeautifulSoup, path: str) -> bool:
    return of_playground(page, path) and bool(first_of(page)["pictures"][0]["x"]["last"] > 0)


def compares(page: BeautifulSoup, path: str) -> bool:
    return of_playground(page, path) and bool(first_of(page)["limits"]["settings"] > 1)


def settle(window: Window) -> None:
    window.wait("return document.querySelector('play-ground').playground?.isIdle", "the answer")


def query_of(window: Window) -> str:
    """Return the setting that is shown, once nothing is asked any more."""
    settle(window)
    query: str = window.evaluate("return document.querySelector('play-ground').playground.state.query")
    return query


def slide(window: Window) -> str:
    """Move a slider by a key, to where it can go, and return the setting of then."""
    before = query_of(window)
    move = (
        "const slider = [...document.querySelectorAll(place)].find((each) => each.checkVisibility()); slider.focus(); "
    )
    key = window.evaluate(
        f"{move} return Number(slider.value) < Number(slider.max) ? 'ArrowRight' : 'ArrowLeft'", place=SLIDER
    )
    window.press(key)
    window.wait(
        "const { state, isIdle } = document.querySelector('play-ground').playground; return isIdle && state.query !== before",
        "another setting",
        before=before,
    )
    return query_of(window)


@action("a slider moves by key: picture and address follow", of_playground)
def slides(visit: Visit) -> None:
    window = visit.open_playground()
    picture = "return JSON.stringify(document.querySelector('play-ground').playground.pictures)"
    before = window.evaluate(picture)
    slide(window)
    assert window.evaluate(picture) != before, "the picture stayed"
    window.wait("return location.search.length > 1", "the setting in the address")


@action("a change is undone and done again", of_playground)
def undoes(visit: Visit) -> None:
    window = visit.open_playground()
    before = query_of(window)
    after = slide(window)
    for name, query in (("undo", before), ("redo", after)):
        window.wait(
            f"return document.querySelector('[data-do={name}]').ariaDisabled === 'false'", f"what can be taken: {name}"
        )
        window.click(f"[data-do={name}]")
        window.wait("return document.querySelector('play-ground').playground.state.query === query", name, query=query)


@action("the player steps and plays", walks)
def plays(visit: Visit) -> None:
    window = visit.open_playground()
    at = "return Number(document.querySelector('.player__slider').value)"
    window.click(".player button[aria-label=下一步]")
    before = window.evaluate(at)
    window.click(".player button[aria-label=下一步]")
    window.wait(f"{at} === before + 1", "a step", before=before)
    for _ in range(2):  # so that a slow machine, too, stops it before it has ended by itself
        window.click(".player button[aria-label=上一步]")
    window.click(".player button[aria-label=播放]")
    window.wait(f"{at} > before", "steps that play", before=before)
    window.click(".player button[aria-label=暂停]")


@action("two settings are compared", compares)
def compares_settings(visit: Visit) -> None:
    window = visit.open_playground()
    window.click("[data-chip=add]")
    window.wait(
        "return document.querySelector('play-ground').playground.state.settings.length === 2", "a second setting"
    )
    slide(window)
    labels = window.evaluate("return document.querySelector('play-ground').playground.state.labels")
    assert len(set(labels)) == 2, f"the settings have one name: {labels}"


@action("the link is copied and can be pasted", of_playground)
def copies_link(visit: Visit) -> None:
    window = visit.open_playground()
    query = slide(window)
    window.click("[data-do=link]")
    window.wait("return document.querySelector('[data-do=link]').textContent === '已复制'", "the copy")
    window.press("/")
    window.wait("return document.activeElement.matches('.md-search__input')", "a field")
    window.press("Control+v")
    pasted = window.wait("return document.activeElement.value", "what is pasted")
    assert query in pasted, pasted


@action("SVG is given", of_playground)
def gives_svg(visit: Visit) -> None:
    root = etree.fromstring(file_of(visit, "svg"))
    assert root.tag.endswith("}svg"), root.tag
    assert len(list(root.iter())) > 20, "it is empty"


@action("PNG is given", of_playground)
def gives_png(visit: Visit) -> None:
    picture = Image.open(io.BytesIO(file_of(visit, "png")))
    assert picture.format == "PNG", picture.format
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 10, "it is empty"


@action("CSV is given", of_playground)
def gives_csv(visit: Visit) -> None:
    rows = file_of(visit, "csv").decode("utf-8-sig").splitlines()
    assert len(rows) > 1, rows
    assert "," in rows[0], rows[0]


@action("GIF is given", walks)
def gives_gif(visit: Visit) -> None:
    picture = Image.open(io.BytesIO(file_of(visit, "gif")))
    assert picture.format == "GIF", picture.format
    assert getattr(picture, "n_frames", 1) > 1, "it does not move"


def file_of(visit: Visit, kind: str) -> bytes:
    window = visit.open_playground()
    return window.given(lambda: window.click(f"[data-do={kind}]"), patience_s=DRAWN_S)


# The reader's own code in a playground


def code_field(page: BeautifulSoup) -> tuple[str, Control] | None:
    """Return a setting of the playground of a page that takes code, and the control that takes it; None where none does."""
    playground = find(str(page.select("play-ground")[0]["data-playground"]))
    for choice in page.select("select[data-path]"):
        [*above, name] = json.loads(str(choice["data-path"]))
        for option in choice.select("option") if not above else []:
            controls = Setting(playground, [(name, str(option["value"]))]).controls
            if code := next((each for each in controls if each.kind == "code"), None):
                return f"{name}={option['value']}", code
    return None


def takes_code(page: BeautifulSoup, path: str) -> bool:
    return of_playground(page, path) and code_field(page) is not None


DRAWN = "const { dataset, playground } = document.querySelector('play-ground'); return playground.isIdle && !('undrawn' in dataset)"
STOPPED = "return document.querySelector('.playground__obstacle')?.textContent.includes('停')"


@action("code is opened in the editor, run, stopped and run again", takes_code)
def edits_code(visit: Visit) -> None:
    window, code = open_code(visit)
    run_code(window, f"{code.default} * 1")
    window.wait(f"{DRAWN} && playground.state.query.includes('*')", "the picture of the code")
    run_code(window, endless(code))
    window.wait(STOPPED, "the stop")
    run_code(window, code.default)
    window.wait(DRAWN, "the picture of the next code")


@action("endless code costs nothing once it is stopped", takes_code)
def ends_code(visit: Visit) -> None:
    window, code = open_code(visit)
    run_code(window, endless(code))
    window.wait(STOPPED, "the stop")
    is_idle()


def endless(code: Control) -> str:
    """Return a function that never answers; the editor indents its second line."""
    return f"def {code.name}(t):\n{ENDLESS}"


def open_code(visit: Visit) -> tuple[Window, Control]:
    """Open the setting that takes code, and its editor; return the control."""
    found = code_field(visit.page)
    assert found is not None
    query, code = found
    window = visit.open_playground(f"?{query}")
    window.click("textarea[data-kind=code]")
    window.find(EDITOR)
    return window, code


def run_code(window: Window, code: str) -> None:
    window.click(EDITOR)
    rewrite(window, code)
    window.click("[data-run]")
