"""Pages of the built site as several tests look at them: an article takes a third of a second to be taken apart."""

from functools import lru_cache

from bs4 import BeautifulSoup


@lru_cache(64)  # articles, and the pages of a kind that are looked at one test after the other
def page_at(path):
    """Return a page, which stays as it is: who changes something takes it apart anew."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
