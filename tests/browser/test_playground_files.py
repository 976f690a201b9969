"""What a playground hands out shows what it shows, and says what it is."""

import base64
import csv
import io
import re
import xml.etree.ElementTree as etree
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image, ImageFilter
from PIL.GifImagePlugin import GifImageFile
from playwright.sync_api import expect

from plots import presets
from plots.bridge import find
from plots.style import DARK
from scripts.assets.python_files import playground_ids
from tests.browser.playing import ask, field, given, notice, resize, rgb, settle, step_slider
from tests.playgrounds.tries import tried
from tests.searches import existing

SVG = "{http://www.w3.org/2000/svg}"
TALL = {"width": 1280, "height": 2400}  # nothing lies over the pictures then
TOOLS = ".points__choices, .points__walk { visibility: hidden }"  # buttons, which a file has no use for
ADOPT = """(_, text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""
MOST_FRAMES = 60
LINE = (".chart__line", "stroke")  # what most of a picture is
SHOWN = [(id, query) for id in playground_ids() for query in ("", tried(id).compared)]


class Shown(NamedTuple):
    """What a playground shows on its own page, all of it in sight, and the files that it gives of that."""

    title: str
    address: str
    stage: Image.Image
    words: set[str]
    tables: list[list[list[str]]]
    svg: bytes
    png: bytes
    csv: bytes


@pytest.fixture(scope="module", params=SHOWN)
def shown(request, windows):
    id, query = request.param
    window = windows["desktop", False]
    element = open_whole(window.show(id, query, anew=True, failures=request.session.testsfailed))
    return Shown(
        element.page.title(),
        ask(
            element,
            "({ playground }) => String(new URL(playground.state.query && `?${playground.state.query}`, location))",
        ),
        stage(element),
        words_on(element),
        tables_on(element),
        *(given(element, name) for name in ("SVG", "PNG", "CSV")),
    )


def open_whole(element):
    """Give a playground a window in which all of it is seen."""
    resize(element, **TALL)
    return element


@pytest.fixture(scope="module")
def sheet(open_page):
    """Return a page to look at files in."""
    return open_page()


def grey(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("L")


def stage(element) -> Image.Image:
    """Return the pictures of the stage as they are on the screen."""
    box = ask(
        element,
        """element => {
          const rects = [...element.querySelectorAll(".playground__picture--live [data-picture]")].map((each) => each.getBoundingClientRect());
          const { left, width } = element.querySelector(".playground__picture--live").getBoundingClientRect();
          const [top, bottom] = [Math.min(...rects.map((each) => each.top)), Math.max(...rects.map((each) => each.bottom))];
          return { x: left + scrollX, y: top + scrollY, width, height: bottom - top };
        }""",
    )
    ask(element, ADOPT, TOOLS)  # as a style in the page the policy would refuse it
    shot = element.page.screenshot(clip=box, full_page=True)
    ask(element, "() => document.adoptedStyleSheets.pop()")
    return grey(shot)


def drawn_alone(page, drawing: bytes) -> Image.Image:
    root = etree.fromstring(drawing)
    size = {name: int(float(root.attrib[name])) + 1 for name in ("width", "height")}
    page.set_viewport_size(size)
    page.goto(f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}")
    return grey(page.screenshot())


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that are like none of those around the same place in the other picture.

    Two pictures may lie a fraction of a pixel aside, and then round to another one.
    """
    width, height = (min(sizes) for sizes in zip(one.size, other.size, strict=True))
    one, other = (picture.crop((0, 0, width, height)) for picture in (one, other))
    return float(max(np.mean(beside(one, other)), np.mean(beside(other, one))))


def beside(one: Image.Image, other: Image.Image) -> np.ndarray:
    darkest, brightest = (other.filter(around(3)) for around in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    here, low, high = (np.asarray(picture, dtype=int) for picture in (one, darkest, brightest))
    return (here < low - 64) | (here > high + 64)


def words_on(element) -> set[str]:
    return set(
        ask(
            element,
            """element => [...element.querySelectorAll(":is(.chart__svg text, .playground__title, .points__title, .chart__tip b)")]
              .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 0)
              .map((each) => each.textContent)""",
        )
    )


def tables_on(element) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = ask(
        element,
        """({ playground, parts }) => [...playground.stage.drawers.values()].filter(({ svg }) => parts.picture.contains(svg))
          .map((drawer) => drawer.table())""",
    )
    return tables


def words(root) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_the_drawing_alone_looks_as_the_stage_does(sheet, shown):
    root = etree.fromstring(shown.svg)

    assert share_that_differs(shown.stage, drawn_alone(sheet, shown.svg)) < 0.003
    assert grey(shown.png).size == tuple(round(3 * float(root.attrib[name])) for name in ("width", "height"))


def test_no_word_that_is_shown_is_lost(shown):
    root = etree.fromstring(shown.svg)

    assert shown.words
    assert shown.words <= set(words(root))
    for text in root.iter(f"{SVG}text"):
        assert text.get("stroke", "none") == "none" or text.get("paint-order") == "stroke", "the halo is over the text"


def test_the_drawing_needs_no_style_sheet_and_says_what_it_is(shown):
    root = etree.fromstring(shown.svg)

    assert not any(name in each.attrib for each in root.iter() for name in ("class", "style"))
    assert not re.search(rb"var\(|rgba\(|color\(", shown.svg)  # which not every program reads
    assert root.findtext(f"{SVG}title") == shown.title
    assert shown.title in words(root)
    assert root.findtext(f"{SVG}desc")
    assert "".join(words(root)).count("CC BY 4.0") == 1
    assert root.findtext(".//{http://purl.org/dc/elements/1.1/}source") == shown.address
    assert b"https://creativecommons.org/licenses/by/4.0/" in shown.svg


def test_the_rows_are_those_of_every_picture_on_the_stage(shown):
    rows = list(csv.reader(io.StringIO(shown.csv.decode("utf-8-sig"))))

    for table in shown.tables:
        start = next(index for index in range(len(rows)) if rows[index : index + len(table)] == table)
        assert start >= 0


def test_the_figure_of_a_setting_has_the_table_that_the_playground_gives(shown, deployed_site):
    address = urlsplit(shown.address)
    figure = presets.figures(find(address.path.split("/")[-2])).get(address.query)
    assert figure or address.query, "the default setting has a figure"
    if figure:
        rows = list(csv.reader(io.StringIO(shown.csv.decode("utf-8-sig"))))
        told = (deployed_site / f"assets/generated/{figure}.csv").read_text(encoding="utf-8-sig")
        assert list(csv.reader(io.StringIO(told))) == rows


@pytest.mark.parametrize("id", playground_ids())
def test_a_button_that_has_nothing_to_give_says_why(play, id):
    element = play(id, tried(id).cannot_be_drawn)
    for name in ("SVG", "PNG", "CSV"):
        notice(element).evaluate("notice => notice.replaceChildren()")
        element.get_by_role("button", name=f"下载 {name}").click()
        expect(notice(element), name).to_contain_text("没有图可以下载：这个设置画不出来")
    element.get_by_role("button", name="重置").click()
    expect(element.locator(".playground__picture--live")).to_be_visible()
    expect(notice(element)).to_be_empty()
    assert all(given(element, name) for name in ("SVG", "PNG", "CSV"))


def test_a_setting_that_cannot_be_drawn_is_not_named_as_that_of_the_last_picture(play):
    id = playground_ids()[0]
    (name, text), (field_name, wrong) = tried(id).changed, tried(id).wrong
    element = open_whole(play(id, f"{name}={text}"))
    field(element, field_name).fill(wrong)
    settle(element)
    address = etree.fromstring(given(element, "SVG")).findtext(".//{http://purl.org/dc/elements/1.1/}source")
    assert existing(address).endswith(f"?{name}={text}")


@pytest.mark.parametrize("id", [id for id in playground_ids() if tried(id).first_colour == LINE])
def test_a_dark_page_gives_a_dark_drawing(play, id):
    element = play(id)
    element.page.emulate_media(color_scheme="dark")
    expect(element.locator(LINE[0]).first).to_have_css(LINE[1], rgb(DARK.series[0]))
    assert np.mean(np.asarray(grey(given(element, "PNG")))) < 60


def at_width(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("id", [id for id in playground_ids() if tried(id).walks])
def test_the_animation_has_a_frame_for_every_step_as_the_drawing_there(play, id):
    element = open_whole(play(id, tried(id).short))
    ends = []
    for key in ("Home", "End"):
        step_slider(element).press(key)
        ask(element, "async ({ playground }) => playground.narrator.say(await playground.sentence())")
        ends.append(Image.open(io.BytesIO(given(element, "PNG"))).convert("L"))
    file = given(element, "GIF")
    gif = GifImageFile(io.BytesIO(file))
    steps = ask(element, "({ playground }) => playground.player.high - playground.player.low + 1")
    expect(element.locator(".playground__animation")).to_have_text(
        re.compile(rf"^GIF：{gif.n_frames} 帧，{size_of(file)}。$")
    )

    assert gif.n_frames == min(steps, MOST_FRAMES) > 1
    for number, drawing in ((0, ends[0]), (gif.n_frames - 1, ends[1])):
        gif.seek(number)
        assert share_that_differs(gif.convert("L"), at_width(drawing, gif.width)) < 0.003, number
    assert step_slider(element).evaluate("slider => slider.value === slider.max")


def size_of(file: bytes) -> str:
    return f"{-(-len(file) // 1000)} KB" if len(file) < 1e6 else f"{len(file) / 1e6:.1f} MB"


@pytest.mark.parametrize("id", [id for id in playground_ids() if not tried(id).walks])
def test_what_does_not_play_has_no_animation(play, id):
    expect(play(id).get_by_role("button", name="下载 GIF")).to_be_hidden()
