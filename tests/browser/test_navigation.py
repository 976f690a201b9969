"""Search, links and the way from page to page."""

import re

import pytest
from playwright.sync_api import expect

from tests.static_server import serving

ARTICLE = "posts/oneflow-lrscheduler-visualization/"
TITLE = "图解OneFlow中的学习率调整策略"


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_search_finds_a_chinese_word_in_the_middle_of_a_clause(new_page, server, viewport):
    page = new_page(viewport=viewport)
    page.goto(server)
    page.keyboard.press("/")
    page.keyboard.type("预热")
    results = page.locator(".md-search-result__item").filter(has_text=TITLE)
    expect(results.first).to_be_visible()
    results.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(re.escape(server + ARTICLE)))
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def test_a_search_without_a_result_says_so(page, server):
    page.goto(server)
    page.keyboard.press("/")
    page.keyboard.type("zzqqxx")
    expect(page.locator(".md-search-result__meta")).to_contain_text("没有找到")


def test_pages_follow_each_other_without_a_reload(page, server):
    page.goto(server)
    page.evaluate("window.isStillHere = true")
    page.get_by_role("navigation").get_by_role("link", name="归档").first.click()
    expect(page).to_have_url(f"{server}archives/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("归档")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(server + ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("figure img:visible").first).to_be_visible()
    assert page.evaluate("window.isStillHere") is True
    page.go_back()
    expect(page).to_have_url(f"{server}archives/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("归档")


def test_a_post_can_be_reached_from_the_home_page_by_keyboard_alone(page, server):
    page.goto(server)
    link = page.get_by_role("main").get_by_role("link", name=TITLE).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    else:
        pytest.fail("60 tab stops did not reach the first post")
    page.keyboard.press("Enter")
    expect(page).to_have_url(server + ARTICLE)


def test_a_chinese_address_opens_as_it_is_written_and_as_it_is_encoded(page, server):
    for path in ("posts/k-means从入门到调包/", "posts/k-means%E4%BB%8E%E5%85%A5%E9%97%A8%E5%88%B0%E8%B0%83%E5%8C%85/"):
        page.goto(server + path)
        expect(page.get_by_role("heading", level=1)).to_contain_text("K-Means从入门到调包")


@pytest.mark.parametrize("base", ["/", "/a/b/"])
def test_the_site_without_an_address_works_at_any_path(new_page, site, base):
    with serving(site, base) as address:
        page = new_page(address=address)
        page.goto(address)
        page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
        expect(page).to_have_url(address + ARTICLE)
        expect(page.locator("figure img:visible").first).to_be_visible()
        page.get_by_role("link", name="归档").first.click()
        expect(page).to_have_url(f"{address}archives/")
