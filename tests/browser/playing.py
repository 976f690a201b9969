"""What the tests of playgrounds share: opening one, and reading what it shows."""

import functools
import gzip
import io
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import CDPSession, Locator, Page

from scripts.assets.style_sheets import bundled
from scripts.shared.paths import ROOT

OBSTACLE = ".playground__obstacle"  # what stands in the place of a picture that cannot be drawn

# Lets the page take in what it hears of with a frame, as that a place has another size.
FRAMES = "async () => { for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame); }"


def open_playground(page: Page, server: str, query: str = "", *, id: str, anchor: str = "") -> Locator:
    """Open a playground's own page and return the element when it is alive."""
    page.goto(f"{server}playgrounds/{id}/" + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else ""))
    return ready(page.locator("play-ground"))


def ask(element: Locator, expression: str, argument: object = None) -> Any:
    """Return what a function of an element gives now: to take hold of the element first takes ten times as long."""
    return element.evaluate_all(f"([element], argument) => ({expression})(element, argument)", argument)


# Where something is missing the playground itself says so in the end.
READY = """(element) => new Promise((done, fail) => {
  const look = () => {
    if (element.dataset.state === "ready") done();
    if (element.dataset.state === "error") fail(new Error(element.innerText));
  };
  new MutationObserver(look).observe(element, { attributeFilter: ["data-state"] });
  look();
})"""


def ready(element: Locator) -> Locator:
    """Wait until a playground is alive, without a frame drawn for it."""
    ask(element, READY)
    return element


# As instant navigation shows a page: what it knew of the playground is gone, and of another one all that is about it comes.
# The Worker stays, as it does in an article: the next playground has asked for it before the last one lets it go.
BEGIN_ANEW = """async (address) => {
  const { pathname } = new URL(address, location.href);
  window.sent ??= {};
  window.sent[pathname] ??= new DOMParser().parseFromString(await (await fetch(pathname)).text(), "text/html");
  const parts = pathname === location.pathname ? ["play-ground"] : ["title", "link[rel=canonical]", ".md-main"];
  history.replaceState(history.state, "", address);
  for (const part of parts) {
    const last = document.querySelector(part);
    last.after(document.importNode(window.sent[pathname].querySelector(part), true));
    last.remove();
  }
  scrollTo({ top: 0, behavior: "instant" });
}"""


def resize(element: Locator, width: int, height: int) -> None:
    """Give the window another size, and wait until the pictures have theirs: they hear of it with the next frame."""
    element.page.set_viewport_size({"width": width, "height": height})
    settle(element)
    element.page.evaluate(FRAMES)


def begin_anew(element: Locator, query: str = "", *, path: str = "") -> None:
    """Open a playground again, or that of another ``path``, in the page as it is: to load a page takes four times as long."""
    path = path or urlsplit(element.page.url).path
    element.page.evaluate(BEGIN_ANEW, f"{path}?{query}" if query else path)
    ready(element)


def reopen(element: Locator, query: str) -> None:
    """Show another setting in a playground as it is, by what shows that of an address: nothing else of it is begun anew."""
    ask(element, "({ playground }, query) => playground.open(query, [])", query)
    wait_for_first_pictures(element)


FIRST_PICTURES = """async ({ playground }) => {
  const { edits } = playground;
  const isBegun = ({ name }) => playground.pictures[name]?.progress !== undefined;
  const isBusy = () => edits.busy || edits.waiting.length || playground.state.pictures?.some(isBegun);
  while (isBusy()) await new Promise(requestAnimationFrame);
}"""


def wait_for_first_pictures(element: Locator) -> None:
    """Wait until what comes first is whole; the pictures below may still be made, some for seconds."""
    ask(element, FIRST_PICTURES)


def reset(element: Locator) -> None:
    """Leave a playground as it was when it was opened."""
    element.get_by_role("button", name="重置").click()
    settle(element)


def stay(page: Page) -> None:
    """Wait until links to other pages put these into this one, and mark it: until it knows which there are, they load them."""
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/sitemap.xml'))"
    )
    page.evaluate("window.isStillHere = true")


def unfold(page: Page) -> None:
    """Open what an article folds, playgrounds among it."""
    page.evaluate("document.querySelectorAll('details.reference').forEach((fold) => (fold.open = true))")


def touch(element: Locator) -> Locator:
    """Do what wakes an embedded playground, and wait until it is alive."""
    element.hover()
    return ready(element)


# Returns what came of an address: whether it ran, what it became, and what is said of it.
HARM = """(element) => {
  const problems = [...element.querySelectorAll(".playground__problem")].filter((each) => each.checkVisibility());
  const said = [...problems, ...element.querySelectorAll(".playground__notice, .playground__obstacle")];
  const markup = [...element.querySelectorAll("script, img[src=x], [onerror], [onfocus]")];
  return [window.harmed ?? null, markup.map((each) => each.outerHTML), said.map((each) => each.textContent)];
}"""


def assert_harmless(element: Locator) -> None:
    """Check that whatever stood in the address is said in Chinese sentences at most, and has become no markup."""
    settle(element)
    harmed, markup, said = ask(element, HARM)
    assert (harmed, markup) == (None, [])
    assert all(re.match(r"^$|.*[\u4e00-\u9fff].*", sentence) for sentence in said), said
    assert not any("Traceback" in sentence or "Error" in sentence for sentence in said), said


def address_holds(page: Page, text: str) -> None:
    page.wait_for_url(re.compile(re.escape(text)))


def in_article(page: Page, anchor: str) -> Locator:
    """Come to a playground in an article and return it."""
    element = page.locator(f'play-ground[data-anchor="{anchor}"]')
    element.scroll_into_view_if_needed()
    return element


def picture(element: Locator, name: str) -> dict:
    """Return the data that is drawn."""
    data: dict = json.loads(ask(element, "(element, name) => JSON.stringify(element.playground.pictures[name])", name))
    return data


def curve(element: Locator, index: int = 0, *, name: str) -> list[float]:
    values: list[float] = picture(element, name)["series"][index]["values"]
    return values


def corners(element: Locator, look: str, *, of: str) -> list[list[float]]:
    """Return where a path of a picture really goes, in the units of its axes; stairs give two points a step."""
    points: list[list[float]] = ask(
        element,
        """(element, [look, name]) => {
          const drawer = element.playground.stage.drawers.get(name);
          const { x: across, y: up } = drawer.frame ?? drawer.axes;
          let [x, y] = [0, 0];
          return [...drawer.svg.querySelector(look).getAttribute("d").matchAll(/([MLHV])([-\\d.,]+)/g)].map(([, command, numbers]) => {
            const [first, second] = numbers.split(",").map(Number);
            [x, y] = { M: [first, second], L: [first, second], H: [first, y], V: [x, first] }[command];
            return [across.invert(x), up.invert(y)];
          });
        }""",
        [look, of],
    )
    return points


def names_of_pictures(element: Locator) -> list[str]:
    """Return what a screen reader is told that the live pictures show."""
    pictures = element.locator(".playground__stage [role=img]:visible")
    names: list[str] = pictures.evaluate_all(
        "pictures => pictures.map((each) => each.getAttribute('aria-label') ?? '')"
    )
    return names


def stop_clock(page: Page) -> None:
    """Stop the clock of a page an hour from now, which is more than passes until it has been told to stop."""
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 3600)


def settle(element: Locator) -> None:
    """Wait until nothing is asked any more: some settings are computed for seconds, on a busy machine for a minute."""
    idle = "element => element.playground.isIdle"
    if not ask(element, idle):
        element.page.wait_for_function(idle, arg=element.element_handle(), timeout=180_000)


def settings(element: Locator) -> list[list[list[str]]]:
    """Return the settings as pairs of texts, once all edits are taken in; pictures that take long may still be made."""
    taken_in = "({ playground: { edits, state } }) => !edits.busy && !edits.waiting.length && state.settings"
    while not (found := ask(element, taken_in)):
        element.page.evaluate("() => new Promise(requestAnimationFrame)")
    given: list[list[list[str]]] = found
    return given


def field(element: Locator, *path: str | int) -> Locator:
    """Return the field of a control; a number's slider is another element with the same path."""
    return element.locator(f":is(input:not([type=range]), select, textarea)[data-path='{written(path)}']")


def slider(element: Locator, *path: str | int) -> Locator:
    return element.locator(f"input[type=range][data-path='{written(path)}']")


def problem(element: Locator, *path: str | int) -> Locator:
    return element.locator(f"[data-problem='{written(path)}'] > .playground__problem")


def written(path: tuple[str | int, ...]) -> str:
    return json.dumps(list(path))


def sentence(element: Locator) -> Locator:
    return element.locator(".playground__sentence")


def notice(element: Locator) -> Locator:
    return element.locator(".playground__notice")


def obstacle(element: Locator) -> Locator:
    return element.locator(OBSTACLE)


def step_slider(element: Locator) -> Locator:
    return element.locator(".player__slider")


def workers(page: Page) -> int:
    """Return how many Workers of playgrounds there are; the site's search has one too."""
    return len([worker for worker in page.workers if "/playground/" in worker.url])


def expect_no_worker(page: Page) -> None:
    """Wait until the browser has ended those that the page has given up."""
    deadline = time.monotonic() + 30
    while workers(page):
        assert time.monotonic() < deadline, [worker.url for worker in page.workers]
        page.evaluate(FRAMES)  # meanwhile Playwright hears of ends


def outline(element: Locator) -> list[float]:
    """Return how high picture and element are, and how far below its top the controls begin; measured at one moment."""
    lengths: list[float] = ask(
        element,
        """element => {
          const [whole, picture, form] = [element, ...[".figure__picture", "form"].map((part) => element.querySelector(part))]
            .map((each) => each.getBoundingClientRect());
          return [picture.height, form.top - whole.top, whole.height];
        }""",
    )
    return lengths


def boxes(element: Locator, *selectors: str) -> list[dict[str, float]]:
    """Return where in the window lies what each of the selectors finds in it; measured at one moment, since a page may move."""
    found: list[dict[str, float]] = ask(
        element,
        """(element, selectors) => selectors.flatMap((selector) =>
          [...element.querySelectorAll(selector)].map((each) => each.getBoundingClientRect().toJSON()))""",
        list(selectors),
    )
    return found


# Pictures of points


def on_screen(element: Locator, place: Sequence[float]) -> list[float]:
    """Return where a place of the first picture is in the window."""
    point: list[float] = ask(
        element,
        """(element, [x, y]) => {
          const [{ frame, svg }] = element.playground.stage.drawers.values();
          const box = svg.getBoundingClientRect();
          return [box.left + frame.x(x) * frame.scale, box.top + frame.y(y) * frame.scale];
        }""",
        list(place),
    )
    return point


def tool(element: Locator, name: str) -> None:
    element.locator(".points__tool", has_text=name).first.click()


def drag(element: Locator, start: Sequence[float], end: Sequence[float]) -> None:
    mouse = element.page.mouse
    mouse.move(*on_screen(element, start))
    mouse.down()
    mouse.move(*on_screen(element, [(a + b) / 2 for a, b in zip(start, end, strict=True)]))
    mouse.move(*on_screen(element, end))
    mouse.up()
    settle(element)


@functools.cache
def finger(page: Page) -> CDPSession:
    """Return what tells a page of a finger: one for all strokes, since to begin it takes a third of one."""
    return page.context.new_cdp_session(page)


def stroke(page: Page, places: Sequence[Sequence[float]]) -> None:
    """Put a finger on the first place, draw it over the others, and lift it."""
    for index, (x, y) in enumerate(places):
        event = {"type": "touchMove" if index else "touchStart", "touchPoints": [{"x": x, "y": y}]}
        finger(page).send("Input.dispatchTouchEvent", event)
    finger(page).send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def tap(page: Page, place: Sequence[float]) -> None:
    """Tap a place of the window, and wait for the click: the browser takes its time to see what a touch was.

    Within 180 ms after another touch it takes one for what stops a page that slides; no finger is as quick.
    """
    time.sleep(0.2)
    page.evaluate("() => { window.tapped = false; addEventListener('click', () => (tapped = true), { once: true }); }")
    page.touchscreen.tap(*place)
    page.wait_for_function("() => tapped")


def between(start: Sequence[float], end: Sequence[float], parts: int = 5) -> list[list[float]]:
    """Return the places on the way from one to another, both included."""
    return [[a + (b - a) * part / parts for a, b in zip(start, end, strict=True)] for part in range(parts + 1)]


def given(element: Locator, name: str) -> bytes:
    """Return the file that a button gives."""
    with element.page.expect_download() as waiting:
        element.get_by_role("button", name=f"下载 {name}").click()
    element.page.mouse.move(0, 0)
    return Path(waiting.value.path()).read_bytes()


# What waits for a function takes the promise of an asynchronous one for a yes, so the page asks by itself.
ON_CLIPBOARD = """async () => {
  for (let frame = 0; frame < 1800; frame++) {
    const text = await navigator.clipboard.readText();
    if (text) return text;
    await new Promise(requestAnimationFrame);
  }
  return "";
}"""


def copied_by(button: Locator) -> str:
    """Press a button, and return what it puts on the clipboard."""
    page = button.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    text: str = page.evaluate(ON_CLIPBOARD)
    return text


class Load:
    """What a page loads of its playgrounds, without the packs of Python that later pictures need.

    What other pages have loaded before counts as well: the browser tells of it as if it came.

    Args:
        page: A page that has opened nothing yet.
        server: Address of the site.
        site: Folder of the site.
    """

    OURS = re.compile(r"/playground/|/python/[\w-]+\.json")

    def __init__(self, page: Page, server: str, site: Path) -> None:
        self.base = urlsplit(server).path
        self.site = site
        self.paths: set[str] = set()
        page.on("response", lambda response: self.paths.add(urlsplit(response.url).path))

    def compressed_bytes(self) -> int:
        """Return what has been loaded so far, each file compressed."""
        files = [self.site / path.removeprefix(self.base) for path in self.paths if self.OURS.search(path)]
        assert any(file.suffix == ".wasm" for file in files)
        return sheet_bytes() + sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


def sheet_bytes() -> int:
    """Return the size of what the site's style sheet holds for playgrounds, compressed."""
    folder = ROOT / "docs/assets/stylesheets"
    sheets = [folder / "playground.css", *(folder / "playgrounds").glob("*.css")]
    return len(gzip.compress("".join(map(bundled, sheets)).encode(), mtime=0))


def rgb(colour: str) -> str:
    """Return a colour as a browser tells it."""
    return f"rgb({', '.join(map(str, bytes.fromhex(colour[1:])))})"


def paper_of(image: Locator) -> str:
    """Return the colour that a figure at rest has near its upper left corner, where nothing is drawn."""
    shot = Image.open(io.BytesIO(image.screenshot())).convert("RGB")
    return "#{:02x}{:02x}{:02x}".format(*shot.crop((3, 3, 4, 4)).tobytes())
