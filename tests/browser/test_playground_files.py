"""What a playground hands out shows what it shows, and says what it is."""

import base64
import csv
import io
import re
import xml.etree.ElementTree as etree
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from scripts.assets.python_files import playground_ids
from tests.browser.playing import notice, open_playground, settle

SVG = "{http://www.w3.org/2000/svg}"
TALL = {"width": 1280, "height": 2400}  # nothing lies over the pictures then
TOOLS = ".points__choices, .points__walk { visibility: hidden }"  # buttons, which a file has no use for
COMPARED = {
    "boosting": "data=xor&rounds=6&vs=max_depth%3D1%26rounds%3D6",
    "huggingface": "view=stars",  # has no settings to compare: the other picture
    "kmeans": "vs=start%3Dkmeans-pp",
    "lr": "vs=scheduler%3DStepLR%26gamma%3D0.9",
    "zero-communication": "stage=0&vs=stage%3D3",
    "zero-memory": "vs=stage%3D1",
}
WRONG = {
    "boosting": "eta=9",
    "huggingface": "first=2026&last=2016",
    "kmeans": "k=99",
    "lr": "decay_steps=0",
    "zero-communication": "ranks=99",
    "zero-memory": "gpus=0",
}
SHOWN = [(id, query) for id in playground_ids() for query in ("", COMPARED[id])]


@pytest.fixture
def opened(page, server):
    """Return a function that opens a playground on its own page, with all its pictures drawn and in sight."""

    def open_whole(id, query=""):
        page.set_viewport_size(TALL)
        element = open_playground(page, server, query, id=id)
        settle(element)
        return element

    return open_whole


def given(element, name: str) -> bytes:
    with element.page.expect_download() as waiting:
        element.get_by_role("button", name=f"下载 {name}").click()
    element.page.mouse.move(0, 0)
    return Path(waiting.value.path()).read_bytes()


def grey(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("L")


def stage(element) -> Image.Image:
    """Return the pictures of the stage as they are on the screen."""
    box = element.evaluate(
        """element => {
          const rects = [...element.querySelectorAll(".playground__picture--live [data-picture]")].map((each) => each.getBoundingClientRect());
          const { left, width } = element.querySelector(".playground__picture--live").getBoundingClientRect();
          const [top, bottom] = [Math.min(...rects.map((each) => each.top)), Math.max(...rects.map((each) => each.bottom))];
          return { x: left + scrollX, y: top + scrollY, width, height: bottom - top };
        }"""
    )
    return grey(element.page.screenshot(clip=box, full_page=True, style=TOOLS))


def drawn_alone(page, drawing: bytes) -> Image.Image:
    root = etree.fromstring(drawing)
    size = {name: int(float(root.get(name))) + 1 for name in ("width", "height")}
    page.set_viewport_size(size)
    page.goto(f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}")
    return grey(page.screenshot())


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that are like none of those around the same place in the other picture.

    Two pictures may lie a fraction of a pixel aside, and then round to another one.
    """
    size = [min(sizes) for sizes in zip(one.size, other.size, strict=True)]
    one, other = (picture.crop((0, 0, *size)) for picture in (one, other))
    return max(np.mean(beside(one, other)), np.mean(beside(other, one)))


def beside(one: Image.Image, other: Image.Image) -> np.ndarray:
    darkest, brightest = (other.filter(around(3)) for around in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    here, low, high = (np.asarray(picture, dtype=int) for picture in (one, darkest, brightest))
    return (here < low - 64) | (here > high + 64)


def words(root) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_every_playground_is_looked_at():
    assert sorted(COMPARED) == sorted(WRONG) == playground_ids()


@pytest.mark.parametrize(("id", "query"), SHOWN)
def test_the_drawing_alone_looks_as_the_stage_does(new_page, opened, id, query):
    element = opened(id, query)
    live = stage(element)
    drawing = given(element, "SVG")

    assert share_that_differs(live, drawn_alone(new_page(), drawing)) < 0.003
    assert grey(given(element, "PNG")).size == tuple(
        round(3 * float(etree.fromstring(drawing).get(name))) for name in ("width", "height")
    )


@pytest.mark.parametrize(("id", "query"), SHOWN)
def test_no_word_that_is_shown_is_lost(opened, id, query):
    element = opened(id, query)
    shown = element.evaluate(
        """element => [...element.querySelectorAll(":is(.chart__svg text, .playground__title, .points__title, .chart__tip b)")]
          .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 0)
          .map((each) => each.textContent)"""
    )
    root = etree.fromstring(given(element, "SVG"))

    assert shown
    assert set(shown) <= set(words(root))
    for text in root.iter(f"{SVG}text"):
        assert text.get("stroke", "none") == "none" or text.get("paint-order") == "stroke", "the halo is over the text"


@pytest.mark.parametrize("id", playground_ids())
def test_the_drawing_needs_no_style_sheet_and_says_what_it_is(opened, server, id):
    element = opened(id, COMPARED[id])
    drawing = given(element, "SVG")
    root = etree.fromstring(drawing)
    title = element.page.title()

    assert not any(name in each.attrib for each in root.iter() for name in ("class", "style"))
    assert not re.search(rb"var\(|rgba\(|color\(", drawing)  # which not every program reads
    assert root.findtext(f"{SVG}title") == title
    assert title in words(root)
    assert root.findtext(f"{SVG}desc")
    assert "".join(words(root)).count("CC BY 4.0") == 1
    address = root.findtext(".//{http://purl.org/dc/elements/1.1/}source")
    assert address == f"{server}playgrounds/{id}/?{element.evaluate('({ playground }) => playground.state.query')}"
    assert b"https://creativecommons.org/licenses/by/4.0/" in drawing


@pytest.mark.parametrize(("id", "query"), SHOWN)
def test_the_rows_are_those_of_every_picture_on_the_stage(opened, id, query):
    element = opened(id, query)
    tables = element.evaluate(
        """({ playground, parts }) => [...playground.stage.drawers.values()].filter(({ svg }) => parts.picture.contains(svg))
          .map((drawer) => drawer.table())"""
    )
    rows = list(csv.reader(io.StringIO(given(element, "CSV").decode("utf-8-sig"))))

    for table in tables:
        start = next(index for index in range(len(rows)) if rows[index : index + len(table)] == table)
        assert start >= 0


@pytest.mark.parametrize("id", playground_ids())
@pytest.mark.parametrize("name", ["SVG", "PNG", "CSV"])
def test_a_button_that_has_nothing_to_give_says_why(page, server, id, name):
    element = open_playground(page, server, WRONG[id], id=id)
    element.get_by_role("button", name=f"下载 {name}").click()
    expect(notice(element)).to_contain_text("没有图可以下载：这个设置画不出来")
    element.get_by_role("button", name="重置").click()
    expect(element.locator(".playground__picture--live")).to_be_visible()
    expect(notice(element)).to_be_empty()
    given(element, name)


def test_a_setting_that_cannot_be_drawn_is_not_named_as_that_of_the_last_picture(opened):
    element = opened("lr", "decay_steps=30")
    element.locator("input:not([type=range])[data-path='[\"decay_steps\"]']").fill("0")
    settle(element)
    address = etree.fromstring(given(element, "SVG")).findtext(".//{http://purl.org/dc/elements/1.1/}source")
    assert address.endswith("?decay_steps=30")


def test_a_dark_page_gives_a_dark_drawing(new_page, server):
    page = new_page(scheme="dark")
    element = open_playground(page, server, "", id="lr")
    settle(element)
    assert np.mean(grey(given(element, "PNG"))) < 60
