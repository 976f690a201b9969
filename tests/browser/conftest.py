"""Playgrounds that tests open one after another in the same page: to load one takes longer than to look at it."""

import contextlib
import functools
from typing import Any
from urllib.parse import urlsplit

import pytest

from scripts.assets.python_files import playground_ids
from tests.browser.playing import FRAMES, begin_anew, open_playground, settle
from tests.conftest import VIEWPORTS, opening

USUAL_MEDIA = """() => ["prefers-color-scheme: light", "forced-colors: none", "prefers-reduced-motion: no-preference"]
  .every((feature) => matchMedia(`(${feature})`).matches)"""


class Window:
    """A window in which one playground after another is opened.

    Args:
        server: Address of the site.
        open_pages: Returns what opens pages, and closes them at its end.
        viewport: The size of the window.
        clock: Whether its clock can be set.
    """

    def __init__(self, server, open_pages, *, viewport, clock):
        self.server = server
        self.open_pages = open_pages
        self.viewport = viewport
        self.clock = clock
        self.pages = contextlib.ExitStack()
        self.page: Any = None  # until something is shown
        self.protocol: Any = None
        self.failures = 0
        self.shown = None  # id and query of what may be looked at again: nobody has played with it

    def show(self, id, query, *, anew, failures):
        """Return a playground as it is there already, or anew; in another page after a test that failed."""
        if self.page is None or failures != self.failures:
            self.failures = failures
            self.begin()
        self.put_back()
        element = self.page.locator("play-ground")
        paths = {each: f"{urlsplit(self.server).path}playgrounds/{each}/" for each in playground_ids()}
        if urlsplit(self.page.url).path not in paths.values():
            open_playground(self.page, self.server, query, id=id)
        elif anew or self.shown != (id, query):
            begin_anew(element, query, path=paths[id])
        self.shown = None if anew else (id, query)
        return element

    def begin(self):
        self.pages.close()
        self.page = self.pages.enter_context(self.open_pages())(viewport=self.viewport, first_visit=self.clock)
        self.protocol = self.page.context.new_cdp_session(self.page)
        if self.clock:
            self.page.clock.install()

    def put_back(self):
        """Undo what a test may have done to the window; to set it anew as it is draws everything again."""
        if self.page.viewport_size != VIEWPORTS[self.viewport]:
            self.page.set_viewport_size(VIEWPORTS[self.viewport])
        if not self.page.evaluate(USUAL_MEDIA):
            self.page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
        self.page.mouse.move(0, 0)
        if self.clock:
            self.page.clock.resume()
        # What is wrong is said half a second later, for who is still typing: here nobody waits for it. Whoever else talks
        # to the page by this protocol and leaves sets it back.
        self.protocol.send("Animation.setPlaybackRate", {"playbackRate": 20})


@pytest.fixture(scope="session")
def windows(browser, server, readers):
    """Return the windows of all tests, by their sizes and whether the clock can be set."""

    def open_pages():
        return opening(browser, server, readers)

    with contextlib.ExitStack() as stack:
        windows = {
            (viewport, clock): Window(server, open_pages, viewport=viewport, clock=clock)
            for viewport in VIEWPORTS
            for clock in (False, True)
        }
        for window in windows.values():
            stack.callback(window.pages.close)
        yield windows


@pytest.fixture
def show(windows, request):
    """Return a function that shows a playground in a window; what the page of it complains of fails the test."""
    pages = []

    def show(id, query="", *, viewport="desktop", clock=False, anew):
        element = windows[viewport, clock].show(id, query, anew=anew, failures=request.session.testsfailed)
        pages.append(element.page)
        return element

    yield show
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        page.complaints.clear()
    assert not complaints


@pytest.fixture
def play(show):
    """Return a function that opens a playground, given its id and a query, to do anything with it; with a ``clock``, to that too."""
    return functools.partial(show, anew=True)


@pytest.fixture
def look_at(show):
    """Return a function that gives a playground to look at: windows, schemes, scrolling and the pointer may be changed.

    It is as it opens, or as the test before left it but for these.
    """

    def look(id, query="", *, viewport="desktop"):
        element = show(id, query, viewport=viewport, anew=False)
        element.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        settle(element)
        element.page.evaluate(FRAMES)
        return element

    return look


@pytest.fixture(scope="module")
def at_rest(open_page, server):
    """Return a function that opens a path in a window of some size without JavaScript: the same for the tests of a file."""
    pages = {}

    def open_at_rest(path, viewport="desktop"):
        if viewport not in pages:
            pages[viewport] = open_page(viewport=viewport, javascript=False)
        pages[viewport].goto(server + path)
        return pages[viewport]

    return open_at_rest
