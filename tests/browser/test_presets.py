"""The page of a preset: alive it shows what its figure shows, and what is copied leads back to it."""

import pytest
from playwright.sync_api import expect

from plots import presets
from plots.bridge import find
from scripts.assets.python_files import playground_ids
from tests import oracle_records
from tests.browser.playing import address_holds, picture, settle
from tests.playgrounds.tries import tried
from tests.searches import existing


@pytest.mark.parametrize("id", playground_ids())
def test_a_preset_comes_alive_as_its_figure_and_is_linked_to_by_its_address(new_page, server, id):
    first, *_, (name, _, text) = find(id).presets
    address = f"{server}playgrounds/{id}/{name}/"
    still = new_page(javascript=False)
    still.goto(address)
    image = still.locator("play-ground img:visible").bounding_box()

    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")
    settle(element)
    listed = element.locator("select[data-op=preset]")
    expect(listed).to_have_value(name)
    for shown in presets.whole(find(id), text)["pictures"]:
        assert oracle_records.difference(picture(element, shown["name"]), shown, **tried(id).close) is None
    top = existing(element.locator(".figure__picture").bounding_box())["y"]
    foot = element.evaluate(
        "element => [...element.querySelectorAll('.figure__picture .chart')].at(-1).getBoundingClientRect().bottom"
    )
    assert foot - top == pytest.approx(image["height"], abs=2)

    def link():
        page.evaluate("navigator.clipboard.writeText('')")
        button = element.locator("[data-do=link]")
        expect(button).to_have_text("复制链接")
        button.click()
        expect(button).to_have_text("已复制")
        return page.evaluate("navigator.clipboard.readText()")

    assert link() == address == page.url
    listed.select_option(first[0])
    settle(element)
    assert link() == f"{server}playgrounds/{id}/{first[0]}/"
    address_holds(page, f"/{name}/?")
    element.get_by_role("button", name="撤销").click()
    page.wait_for_url(address)
    expect(listed).to_have_value(name)
    assert link() == address
