"""What a page weighs as it is sent, in counts: elements, and bytes of its HTML, of every article and notebook."""

import gzip
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.searches import existing
from tests.site_markdown import convert

KB = 1000
BOUNDS = Path(__file__).parent.parent / "data" / "elements.json"
# Elements: three fifths of what the articles had when every token and every row was one; of a new one as many as of the largest.
ARTICLES = json.loads(BOUNDS.read_text(encoding="utf-8")) if BOUNDS.exists() else {}
MOST_ELEMENTS = 6301
FRAME = 250  # elements around what is written for a page, its contents apart
DENSITY = 135  # elements in a thousand characters of an article, figures and playgrounds included


def elements(html):
    """Return how many elements a browser makes that runs scripts: what stands in ``noscript`` is text to it."""
    return len(BeautifulSoup(html, "html.parser").select("*:not(noscript *)"))


def html_of(site, path):
    return (site / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def articles(site):
    return {f"posts/{page.parent.name}": html_of(site, page.parent) for page in (site / "posts").glob("*/index.html")}


@pytest.fixture(scope="module")
def notebooks(site):
    return {page.parent.name: html_of(site, page.parent) for page in (site / "notebooks").glob("*/*/index.html")}


def test_every_article_has_few_elements(articles):
    assert articles.keys() >= ARTICLES.keys()
    bounds = {path: ARTICLES.get(path, MOST_ELEMENTS) for path in articles}
    assert {path: count for path, html in articles.items() if (count := elements(html)) > bounds[path]} == {}


def test_an_article_has_elements_as_it_has_text(articles, notebooks):
    """So one twice as long costs at most twice."""
    for path, html in {**articles, **notebooks}.items():
        characters = len("".join(existing(BeautifulSoup(html, "html.parser").article).get_text().split()))
        assert elements(html) <= FRAME + DENSITY * characters / 1000, path


def test_html_is_small_when_it_is_sent(articles, notebooks):
    sent = {path: len(gzip.compress(html.encode(), 6)) for path, html in {**articles, **notebooks}.items()}
    assert {path: size for path, size in sent.items() if size > (66 if path in articles else 21) * KB} == {}


def test_a_program_has_no_more_marks_than_colours(articles, notebooks):
    for path, html in {**articles, **notebooks}.items():
        programs = BeautifulSoup(html, "html.parser").select("pre.highlight > code")
        lines = sum(program.get_text().count("\n") for program in programs)
        assert sum(len(program.find_all(True)) for program in programs) <= 1.5 * lines, path


def test_text_twice_as_long_has_at_most_twice_the_elements():
    section = "段落有 $x_{-1}=2\\Psi$、`code` 和 [链接](https://example.org)。\n\n```python\nprint(1, 2)\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
    assert elements(convert(f"{section}\n\n{section}")) <= 2 * elements(convert(section))
