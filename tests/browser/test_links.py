"""Addresses that a reader takes along: of a section, of a figure; and the day in a reference."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.articles

ARTICLE = "posts/zero/"
AT_REST = "zero/sixteen-bytes"
SECTION = "conventions"


@pytest.fixture
def page(new_page, server):
    """Return the page of an article on a phone, which may read what is on the clipboard."""
    page = new_page(viewport="phone")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server + ARTICLE)
    return page


def test_the_sign_behind_a_heading_copies_as_it_leads_there_by_finger_and_key(page, server):
    sign = page.locator(f"#{SECTION} .headerlink")
    heading = page.locator(f"#{SECTION}")
    before = heading.bounding_box()
    expect(sign).to_have_css("opacity", "1")
    expect(sign).to_have_accessible_name("“约定：三个符号，两种 GB”一节的链接")
    for press in (sign.tap, lambda: sign.press("Enter")):
        press()
        expect(page.get_by_role("status").filter(has_text="已复制本节链接")).to_be_attached()
        expect(page).to_have_url(f"{server}{ARTICLE}#{SECTION}")
        assert page.evaluate("navigator.clipboard.readText()") == f"{server}{ARTICLE}#{SECTION}"
        page.evaluate("navigator.clipboard.writeText('')")
    after = heading.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_figure_hands_out_the_address_of_its_page_in_the_dialog_and_there(page, server):
    address = f"{server}figures/{AT_REST}/"
    page.locator(f'[id="{AT_REST}"]').get_by_role("button", name="放大图").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("复制图 .+的链接")).tap()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(re.compile("已复制图 .+的链接"))
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.goto(address)
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name="复制链接").tap()
    expect(page.get_by_role("status").filter(has_text="已复制这张图的链接")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_a_reference_has_the_day_of_the_reader_and_is_copied_whole(page):
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    page.locator(".cite > summary").tap()
    button = page.locator(".cite pre").first.get_by_role("button", name="复制")
    button.tap()
    expect(page.locator("[data-today]")).to_have_text(today)
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('[EB/OL]'))")
    assert f"[{today}]. http" in page.evaluate("navigator.clipboard.readText()")
