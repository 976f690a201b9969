"""The search answers in every page, however the words come into its box; what it finds, tests/site/test_search.py asks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_in_both_schemes

pytestmark = pytest.mark.articles

HITS = "[data-search-results] a"
STATUS = ".md-search [role=status]"
EMPTY = "输入要找的词"
ZERO = "posts/zero/"
START = "archives/"  # any page that shows little beside the search


@pytest.fixture
def box(page, server):
    page.goto(server + START)
    page.keyboard.press("/")
    expect(page.locator(STATUS)).to_have_text(EMPTY)
    return page.get_by_role("search").get_by_role("textbox")


def put(page: Page, query: str) -> None:
    """Let a query take the place of the last one at once, as an input method does, and wait for what is said of it."""
    status = page.locator(STATUS)
    status.evaluate("status => (status.textContent = '')")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    # Seen in the next frame; what is said of the empty box, when it has just been opened, is no answer.
    page.wait_for_function(
        "([status, empty]) => !['', empty].includes(status.textContent)", arg=[status.element_handle(), EMPTY]
    )


def test_text_that_comes_without_a_key_is_searched_for(page, server, box):
    box.evaluate("box => { box.value = '梯度累积'; box.dispatchEvent(new InputEvent('input', { bubbles: true })); }")
    expect(page.locator(HITS).first).to_contain_text("梯度累积")


def test_what_an_input_method_writes_is_searched_for(page, box):
    protocol = page.context.new_cdp_session(page)
    protocol.send("Input.imeSetComposition", {"text": "ti'du", "selectionStart": 5, "selectionEnd": 5})
    protocol.send("Input.insertText", {"text": "梯度累积"})
    expect(box).to_have_value("梯度累积")
    expect(page.locator(HITS).first).to_contain_text("梯度累积")


def test_a_query_in_the_address_is_searched_for(page, server):
    page.goto(f"{server}{START}?q=allreduce")
    expect(page.locator(HITS).first).to_contain_text("all-reduce")


def test_a_search_without_a_hit_says_so(page, box):
    page.keyboard.insert_text("猫娘")
    expect(page.locator(STATUS)).to_have_text("没有找到")


def test_a_hit_says_what_it_is_and_where(page, box):
    put(page, "梯度累积")
    expect(page.locator(HITS).first.locator(".hit__kind")).to_have_text(
        "文章 · DeepSpeed之ZeRO系列：将显存优化进行到底"
    )
    expect(page.locator(HITS).first.locator("mark").first).to_have_text("梯度累积")
    kinds = page.locator(".hit__kind")
    for query, kind in {"早停": "术语", "学习率调整策略": "互动图", "n_init='auto'": "notebook"}.items():
        put(page, query)
        expect(kinds.filter(has_text=kind).first).to_be_visible()


def test_the_keyboard_is_enough(page, server, box):
    put(page, "梯度累积")
    expect(page.locator(HITS).nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(HITS).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"^{re.escape(server + ZERO)}.*#accumulation$"))
    expect(page.locator("#accumulation")).to_be_in_viewport()
    expect(page.locator("main mark").first).to_have_text("梯度累积")
    expect(page.locator("#__search")).not_to_be_checked()


def test_escape_closes_the_search_and_leaves_the_query(page, box):
    put(page, "显存")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(box).not_to_be_focused()
    page.keyboard.press("s")
    expect(box).to_be_focused()
    expect(box).to_have_value("显存")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(STATUS)).to_have_text(EMPTY)
    expect(page.locator(HITS)).to_have_count(0)


def test_more_hits_come_when_they_are_asked_for(page, box):
    put(page, "学习率")
    expect(page.locator(HITS)).to_have_count(10)
    page.get_by_role("button", name="更多").click()
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(HITS).nth(10)).to_be_focused()


WAYS = {
    "a key": lambda page: page.keyboard.press("/"),
    "the pointer": lambda page: page.get_by_role("search").get_by_role("textbox").click(),
    "a finger": lambda page: page.locator(".search-opener").tap(),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_index_comes_when_the_reader_comes_to_the_search(new_page, server, way):
    page = new_page(viewport="phone" if way == "a finger" else "desktop")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.goto(server + START)
    page.get_by_role("navigation").get_by_role("link", name="关于").first.click()
    expect(page).to_have_url(f"{server}about/")
    page.wait_for_load_state("networkidle")
    assert asked == []
    WAYS[way](page)
    expect(page.locator(STATUS)).to_be_visible()
    page.keyboard.insert_text("梯度累积")
    expect(page.locator(HITS).first).to_be_visible()
    assert asked
    if way == "a finger":  # the theme holds the page below the search, on phones
        expect(page.locator("body")).to_have_attribute("data-md-scrolllock", "")
    page.locator(HITS).first.click()
    expect(page.locator("#accumulation")).to_be_in_viewport()


def test_an_index_that_does_not_come_is_told_of_and_asked_for_again(page, box):
    page.complaints.expect("/search/")
    page.route("**/search/*/*.json", lambda route: route.abort())
    page.keyboard.insert_text("显")
    expect(page.locator(STATUS)).to_contain_text("没有取到")
    page.unroute("**/search/*/*.json")
    page.keyboard.insert_text("存")
    expect(page.locator(HITS).first).to_be_visible()


def test_without_javascript_the_search_says_what_it_needs(new_page, server):
    page = new_page(javascript=False)
    page.goto(server + START)
    expect(page.locator("header noscript span")).to_be_visible()
    expect(page.locator("header noscript span")).to_have_text("搜索要用 JavaScript")
    expect(page.get_by_role("search")).not_to_be_visible()


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_axe_finds_nothing_in_the_open_search(new_page, server, viewport):
    page = new_page(viewport=viewport, reduced_motion=True)
    page.goto(f"{server}{START}?q=梯度累积")
    expect(page.locator(HITS).first).to_be_visible()
    assert violations_in_both_schemes(page, ".md-search") == []


def test_a_hit_is_marked_in_the_page_that_it_leads_to(page, server):
    page.goto(f"{server}{ZERO}?h=显存#glossary")
    expect(page.locator("main mark").first).to_have_text("显存")
