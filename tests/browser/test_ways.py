"""The home page and the lists, as they are seen: what they need of the screen, and a picture that answers there."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import LAY_OUT_WHOLE

SCREEN = {"width": 1440, "height": 900}
LISTS = ("", "posts/", "playgrounds/", "archives/", "tags/")


def height(page):
    page.evaluate(LAY_OUT_WHOLE)
    return page.evaluate("document.documentElement.scrollHeight")


def test_the_home_page_has_three_screens_and_a_picture_to_play_with_on_the_first(page, server):
    page.set_viewport_size(SCREEN)
    page.goto(server)
    play = page.get_by_role("button", name="播放")
    for seen in (
        play,
        page.locator(".opening figcaption"),
        page.locator(".opening input[type=range]:visible").first,
        page.locator(".wall h2").first,
    ):
        expect(seen).to_be_in_viewport()
    assert height(page) <= 3 * SCREEN["height"]
    play.click()
    expect(page.locator(".opening play-ground")).to_have_attribute("data-state", "ready")
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    tile = page.locator(".wall h3 a[href*='playgrounds/']").first
    address = tile.evaluate("tile => tile.href")
    tile.click()
    expect(page).to_have_url(address)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_and_its_header_fit_into_320_pixels(new_page, server, path):
    page = new_page(viewport="phone")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server + path)
    page.evaluate(LAY_OUT_WHOLE)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    tabs = page.locator(".md-tabs__list")
    assert tabs.evaluate("tabs => tabs.scrollWidth - tabs.clientWidth") == 0
    assert page.locator(".md-tabs__link").evaluate_all("links => new Set(links.map(link => link.offsetTop)).size") == 1


def test_an_unknown_address_offers_to_search_for_its_last_word(page, server):
    page.complaints.expect("/adam-optimizer/")
    page.goto(f"{server}posts/adam-optimizer/")
    page.get_by_role("link", name="“adam optimizer”").click()
    expect(page.get_by_role("textbox", name="搜索")).to_have_value("adam optimizer")
