"""Playgrounds that tests look at one after another: to open one takes longer than to look at it."""

import contextlib

import pytest

from tests.browser.playing import FRAMES, open_playground, settle
from tests.conftest import VIEWPORTS, opening


class Window:
    """A window in which one playground after another is looked at."""

    def __init__(self, viewport, server, open_pages):
        self.viewport = viewport
        self.server = server
        self.open_pages = open_pages
        self.pages = contextlib.ExitStack()
        self.shown = None

    def show(self, *what):
        """Return a playground as it is there already, or open it; what else is told besides id and query makes it another."""
        if self.shown != what:
            self.close()
            page = self.pages.enter_context(self.open_pages())(viewport=self.viewport)
            id, query, *_ = what
            self.element = open_playground(page, self.server, query, id=id)
            self.shown = what
        return self.element

    def close(self):
        self.shown = None
        self.pages.close()


@pytest.fixture(scope="module")
def windows(browser, server, readers):
    """Return the windows of the tests of a file, by their sizes."""

    def open_pages():
        return opening(browser, server, readers)

    windows = {viewport: Window(viewport, server, open_pages) for viewport in VIEWPORTS}
    yield windows
    for window in windows.values():
        window.close()


@pytest.fixture
def look_at(windows, request):
    """Return a function that gives a playground to look at: windows, schemes, scrolling and the pointer may be changed.

    It is as it opens, or as the test before left it but for these; opened anew after a test that failed, and after one that
    said that it ``changes`` more.
    """
    seen = []

    def look(id, query="", *, viewport="desktop", changes=False):
        window = windows[viewport]
        element = window.show(id, query, request.session.testsfailed)
        seen.append((window, element.page, changes))
        element.page.set_viewport_size(VIEWPORTS[viewport])
        element.page.emulate_media(color_scheme="light", forced_colors="none")
        element.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        element.page.mouse.move(0, 0)
        settle(element)
        element.page.evaluate(FRAMES)
        return element

    yield look
    complaints = [complaint for _, page, _ in seen for complaint in page.complaints]
    for window, page, changes in seen:
        page.complaints.clear()
        if changes:
            window.close()
    assert not complaints
