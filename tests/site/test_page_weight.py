"""What a page weighs as it is sent, in counts: elements, and bytes of its HTML, of every article and notebook."""

import gzip
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.parsed import page_at
from tests.searches import existing
from tests.site_markdown import convert

KB = 1000
BOUNDS = Path(__file__).parent.parent / "data" / "elements.json"
# Elements: three fifths of what the articles had when every token and every row was one; of a new one as many as of the largest.
ARTICLES = json.loads(BOUNDS.read_text(encoding="utf-8")) if BOUNDS.exists() else {}
MOST_ELEMENTS = 6301
FRAME = 250  # elements around what is written for a page, its contents apart
DENSITY = 135  # elements in a thousand characters of an article, figures and playgrounds included


def elements(page):
    """Return how many elements a browser makes that runs scripts: what stands in ``noscript`` is text to it."""
    return len(page.select("*:not(noscript *)"))


@pytest.fixture(scope="module")
def articles(site):
    return {f"posts/{page.parent.name}": page for page in (site / "posts").glob("*/index.html")}


@pytest.fixture(scope="module")
def notebooks(site):
    return {page.parent.name: page for page in (site / "notebooks").glob("*/*/index.html")}


def test_every_article_has_few_elements(articles):
    assert articles.keys() >= ARTICLES.keys()
    bounds = {path: ARTICLES.get(path, MOST_ELEMENTS) for path in articles}
    counts = {path: elements(page_at(page)) for path, page in articles.items()}
    assert {path: count for path, count in counts.items() if count > bounds[path]} == {}


def test_an_article_has_elements_as_it_has_text(articles, notebooks):
    """So one twice as long costs at most twice."""
    for path, page in {**articles, **notebooks}.items():
        characters = len("".join(existing(page_at(page).article).get_text().split()))
        assert elements(page_at(page)) <= FRAME + DENSITY * characters / 1000, path


def test_html_is_small_when_it_is_sent(articles, notebooks):
    sent = {path: len(gzip.compress(page.read_bytes(), 6)) for path, page in {**articles, **notebooks}.items()}
    assert {path: size for path, size in sent.items() if size > (66 if path in articles else 21) * KB} == {}


def test_a_program_has_no_more_marks_than_colours(articles, notebooks):
    for path, page in {**articles, **notebooks}.items():
        programs = page_at(page).select("pre.highlight > code")
        lines = sum(program.get_text().count("\n") for program in programs)
        assert sum(len(program.find_all(True)) for program in programs) <= 1.5 * lines, path


def test_text_twice_as_long_has_at_most_twice_the_elements():
    section = "段落有 $x_{-1}=2\\Psi$、`code` 和 [链接](https://example.org)。\n\n```python\nprint(1, 2)\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
    once, twice = (BeautifulSoup(convert(text), "html.parser") for text in (section, f"{section}\n\n{section}"))
    assert elements(twice) <= 2 * elements(once)
