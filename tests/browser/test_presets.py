"""The page of a preset: alive it shows what its figure shows, and what is copied leads back to it."""

import pytest
from playwright.sync_api import expect

from plots import presets
from plots.bridge import find
from scripts.assets.python_files import playground_ids
from tests import oracle_records
from tests.browser.playing import address_holds, boxes, copied_by, picture, settings, settle
from tests.playgrounds.tries import tried


@pytest.mark.parametrize("id", playground_ids())
def test_a_preset_comes_alive_as_its_figure_and_is_linked_to_by_its_address(at_rest, page, server, id):
    first, *_, (name, _, text) = find(id).presets
    path = f"playgrounds/{id}/{name}/"
    address = server + path
    image = at_rest(path).locator("play-ground img:visible").bounding_box()

    page.goto(address)
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")
    settle(element)
    listed = element.locator("select[data-op=preset]")
    expect(listed).to_have_value(name)
    for shown in presets.whole(find(id), text)["pictures"]:
        assert oracle_records.difference(picture(element, shown["name"]), shown, **tried(id).close) is None
    box, *charts = boxes(element, ".figure__picture", ".figure__picture .chart")
    assert charts[-1]["bottom"] - box["top"] == pytest.approx(image["height"], abs=2)

    def link():
        return copied_by(element.locator("[data-do=link]"))

    assert link() == address == page.url
    listed.select_option(first[0])
    settings(element)
    assert link() == f"{server}playgrounds/{id}/{first[0]}/"
    address_holds(page, f"/{name}/?")
    element.get_by_role("button", name="撤销").click()
    page.wait_for_url(address)
    expect(listed).to_have_value(name)
    assert link() == address
