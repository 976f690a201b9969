"""Pages of the built site as the tests look at them, each taken apart once: all of them take some seconds."""

import gc
from functools import cache

from bs4 import BeautifulSoup


@cache
def page_at(path):
    """Return a page, which stays as it is: who changes something takes it apart anew, or a copy of the part."""
    page = parsed(path.read_text(encoding="utf-8"))
    gc.freeze()  # it is kept to the end: whoever looks for garbage later need not look there
    return page


def parsed(html):
    """Return what a text consists of: it is no garbage before it is whole, and to look for some takes as long again."""
    gc.disable()
    try:
        return BeautifulSoup(html, "html.parser")
    finally:
        gc.enable()
