"""What is left out of the theme's style sheets, no page ever misses."""

import re
from pathlib import Path

import material
import pytest
import tinycss2
from playwright.sync_api import expect

from scripts.assets import theme_styles
from tests.browser.playing import open_playground, unfold
from tests.posts import LONGEST as ARTICLE

pytestmark = pytest.mark.articles

# What an element may be without a name for it: it is as if the selector did not ask.
STATE = re.compile(r"::?(?!not|nth|first-child|last-child|only-child)[a-z-]+(?:\([^)]*\))?")


def selectors(css):
    found = set()
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "qualified-rule":
            found |= {tinycss2.serialize(each).strip() for each in theme_styles.parts(rule.prelude)}
        elif rule.lower_at_keyword in {"media", "supports"} and tinycss2.serialize(rule.prelude).strip() != "print":
            rules += tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return found


@pytest.fixture(scope="module")
def left_out(deployed_site):
    theme = Path(material.__path__[0], "templates").glob(theme_styles.SHEETS)
    left = selectors(theme_styles.read(theme)) - selectors(theme_styles.read(deployed_site.rglob("*.css")))
    assert ".md-annotation" in left
    overridden = re.compile(rf"\.({'|'.join(theme_styles.KINDS)})\b")
    seen = {each for each in left if not theme_styles.UNSEEN.search(each) and not overridden.search(each)}
    return sorted({STATE.sub(":not(_)", selector) for selector in seen})


def missed(page, left_out):
    return page.evaluate("(selectors) => selectors.filter((each) => document.querySelector(each))", left_out)


def test_what_the_theme_opens_and_marks_has_its_styles(page, server, left_out):
    page.goto(server + ARTICLE)
    unfold(page)
    page.locator(".footnote-ref").first.scroll_into_view_if_needed()
    page.locator(".footnote-ref").first.hover()
    expect(page.locator("#tip")).to_be_visible()
    assert missed(page, left_out) == []
    page.locator(
        ".language-python:visible, pre.highlight:visible"
    ).first.scroll_into_view_if_needed()  # its button comes then
    page.locator(".md-code__button:visible").first.click()
    expect(page.locator(".md-dialog--active")).to_be_visible()
    page.locator("main details > summary:visible").first.click()
    page.locator("button[title='切换到浅色']").click()
    page.keyboard.press("Tab")  # to the search, which opens
    assert missed(page, left_out) == []
    page.keyboard.press("Escape")
    page.get_by_role("navigation").get_by_role("link", name="归档").first.click()
    expect(page).to_have_url(f"{server}archives/")
    assert missed(page, left_out) == []


def test_a_search_has_its_styles(page, server, left_out):
    page.goto(f"{server}?q=学习率")
    expect(page.locator("[data-search-results] a").first).to_be_visible()

    assert missed(page, left_out) == []


@pytest.mark.parametrize("id", ["lr", "kmeans"])
def test_a_playground_that_shows_its_code_has_its_styles(page, server, left_out, id):
    element = open_playground(page, server, id=id)
    for button in element.locator(
        "button[aria-expanded=false]:visible"
    ).element_handles():  # as it was before the first click
        button.click()

    assert missed(page, left_out) == []
