"""Figures whose point walks: what the reader sees before, during and after, with every kind of input.

The clock of the page is the test's, so that nothing depends on how fast the machine is. It is that of all pages of a browser's
context: to begin one for each test would take longer than most of them.
"""

import functools
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import stop_clock

pytestmark = pytest.mark.articles

ARTICLE = "posts/zero/"
TITLE = "DeepSpeed之ZeRO系列：将显存优化进行到底"
FIGURE = "zero/offload-cut"  # a point that walks, and boxes
OWN_PAGE = f"figures/{FIGURE}/"  # a fraction of the article
LAST = 7
FRAME = 50  # more than one of the screen: time runs from the first that comes


@pytest.fixture
def moments(deployed_site):
    """Return what the page is given of the figure."""
    return json.loads((deployed_site / f"assets/generated/{FIGURE}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(open_page):
    """Return a function that gives the page of a reader with some settings, whose clock can be stopped."""

    @functools.cache
    def page_of(**settings):
        page = open_page(first_visit=True, **settings)
        page.clock.install(time=0)
        return page

    return page_of


@pytest.fixture
def open_page_at(pages, server):
    """Return a function that opens a page anew while its clock runs; what it complains of fails the test."""
    opened = []

    def open_at(path, **settings):
        page = pages(**settings)
        opened.append(page)
        page.clock.resume()
        page.goto(server + path)
        return page

    yield open_at
    complaints = [complaint for page in opened for complaint in page.complaints]
    for page in opened:
        page.complaints.clear()
        page.unroute_all()
    assert not complaints


@pytest.fixture
def open_figure(open_page_at):
    """Return a function that opens a page and gives it and the figure in it."""

    def opened(path=OWN_PAGE, **settings):
        page = open_page_at(path, **settings)
        in_page(page).scroll_into_view_if_needed()
        expect(slider(in_page(page))).to_be_visible()  # it comes when the reader is near
        stop_clock(page)
        return page, in_page(page)

    return opened


def in_page(page):
    return page.locator("figure", has=page.locator(f"[data-moments$='/{FIGURE}.json']"))


def button(figure, name):
    return figure.get_by_role("button", name=name)


def slider(figure):
    return figure.get_by_role("slider")


def counter(figure):
    return figure.locator(".player__counter")


def test_without_javascript_the_figure_is_complete(new_page, server):
    page = new_page(javascript=False)
    page.goto(server + ARTICLE)
    figure = in_page(page)
    figure.scroll_into_view_if_needed()
    expect(figure.locator("img:visible")).to_have_count(1)
    expect(figure.locator("figcaption")).to_contain_text(re.compile("^图 "))
    expect(figure.get_by_role("link", name="下载 GIF")).to_have_attribute("href", re.compile(rf"{FIGURE}\.gif$"))
    expect(figure.get_by_role("button")).to_have_count(0)


def test_nothing_moves_and_nothing_is_fetched_before_the_reader_shows_interest(open_figure):
    fetched = []
    page, figure = open_figure(ARTICLE)
    page.on("request", lambda request: fetched.append(request.url))
    expect(button(figure, "播放")).to_be_visible()
    page.clock.run_for(10_000)
    expect(figure.locator("circle")).to_have_count(0)
    assert not [url for url in fetched if url.endswith(".json")]


def test_the_button_plays_and_stops(open_figure, moments):
    page, figure = open_figure()
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")
    page.clock.run_for(2 * moments["frameMs"] + FRAME)
    expect(counter(figure)).to_have_text(f"2 / {LAST}")
    button(figure, "暂停").click()
    page.clock.run_for(10 * moments["frameMs"])
    expect(counter(figure)).to_have_text(f"2 / {LAST}")
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"3 / {LAST}")


def test_a_click_on_the_picture_plays_and_stops(open_figure, moments):
    page, figure = open_figure()
    figure.locator(".figure__picture").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")
    page.clock.run_for(moments["frameMs"] + FRAME)
    expect(counter(figure)).to_have_text(f"1 / {LAST}")
    figure.locator(".figure__picture").click()
    page.clock.run_for(10 * moments["frameMs"])
    expect(counter(figure)).to_have_text(f"1 / {LAST}")


def test_the_walk_stays_at_its_end_and_starts_again_from_there(open_figure, moments):
    page, figure = open_figure()
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")
    page.clock.run_for((LAST + 5) * moments["frameMs"])
    expect(counter(figure)).to_have_text(f"{LAST} / {LAST}")
    expect(figure.locator("circle")).to_have_count(1)
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")


def test_with_reduced_motion_each_click_is_one_step(open_figure, moments):
    page, figure = open_figure(reduced_motion=True)
    for step in range(3):
        button(figure, "下一步").click()
        expect(counter(figure)).to_have_text(f"{step} / {LAST}")
        page.clock.run_for(10 * moments["frameMs"])
    figure.locator(".figure__picture").click()
    expect(counter(figure)).to_have_text(f"3 / {LAST}")


def test_keys_step_from_the_button(open_figure):
    _, figure = open_figure()
    play = button(figure, "播放")
    for key, step in [
        ("ArrowRight", 0),
        ("ArrowRight", 1),
        ("ArrowLeft", 0),
        ("End", LAST),
        ("ArrowRight", LAST),
        ("Home", 0),
    ]:
        play.press(key)
        expect(counter(figure)).to_have_text(f"{step} / {LAST}")
    play.press("Space")
    expect(button(figure, "暂停")).to_be_visible()


def test_keys_step_on_the_slider_and_tell_the_numbers_of_the_step(open_figure, moments):
    _, figure = open_figure()
    slider(figure).focus()
    expect(figure.locator("moving-figure")).to_have_attribute("data-state", "ready")
    slider(figure).press("ArrowRight")
    expect(slider(figure)).to_have_attribute("aria-valuetext", f"第 1 步，{moments['frames'][1]['readout']}")
    slider(figure).press("End")
    expect(counter(figure)).to_have_text(f"{LAST} / {LAST}")
    slider(figure).press("Space")
    expect(button(figure, "暂停")).to_be_visible()


def test_the_numbers_of_the_step_are_below_the_picture_with_powers_raised(open_figure, moments):
    page, figure = open_figure()
    moments["frames"][0]["readout"] = "η(3) = 0.1 × 0.9^3 = 0.0729"
    page.route(f"**/{FIGURE}.json", lambda route: route.fulfill(json=moments))
    play = button(figure, "播放")
    readout = figure.locator("output")
    play.press("ArrowRight")
    expect(readout).to_have_text("η(3) = 0.1 × 0.93 = 0.0729")
    expect(readout.locator("sup")).to_have_text("3")
    play.press("ArrowRight")
    expect(readout).to_have_text(moments["frames"][1]["readout"])


def test_steps_by_hand_are_announced_and_a_walk_is_not(open_figure):
    _, figure = open_figure()
    button(figure, "播放").press("ArrowRight")
    expect(figure.locator("output")).to_have_attribute("aria-live", "polite")
    button(figure, "播放").click()
    expect(figure.locator("output")).to_have_attribute("aria-live", "off")


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_the_point_is_where_the_picture_has_it_at_any_size(open_figure, moments, viewport):
    _, figure = open_figure(ARTICLE, viewport=viewport)
    button(figure, "播放").press("End")
    expect(figure.locator("circle")).to_have_count(1)
    image = figure.locator("img:visible")
    picture, point = image.bounding_box(), figure.locator("circle").bounding_box()
    scale = picture["width"] / int(image.get_attribute("width"))
    x, y, *_ = moments["frames"][LAST]["markers"][0]
    assert point["x"] + point["width"] / 2 == pytest.approx(picture["x"] + scale * x, abs=0.5)
    assert point["y"] + point["height"] / 2 == pytest.approx(picture["y"] + scale * y, abs=0.5)


def test_stepping_does_not_move_the_page(open_figure):
    _, figure = open_figure(ARTICLE, viewport="phone")
    height = figure.bounding_box()["height"]
    for key in ("Home", "End"):
        button(figure, "播放").press(key)
        expect(figure.locator("circle")).to_have_count(1)
        assert figure.bounding_box()["height"] == pytest.approx(height, abs=1)


def test_where_the_moments_do_not_load_a_sentence_says_so_and_a_click_tries_again(open_figure):
    page, figure = open_figure()
    page.complaints.expect(".json")
    page.route("**/*.json", lambda route: route.fulfill(status=500))
    button(figure, "播放").click()
    expect(figure.locator("output")).to_have_text("这张图的动画没有载入，再点一次重试；静态的图不受影响。")
    expect(figure.locator("moving-figure")).to_have_attribute("data-state", "error")
    expect(figure.locator("img:visible")).to_have_count(1)
    page.unroute("**/*.json")
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")


def test_figures_move_after_instant_navigation_too(open_page_at, moments):
    page = open_page_at("")
    page.wait_for_load_state("networkidle")  # links put other pages into this one once the theme knows which there are
    page.evaluate("window.isStillHere = true")
    page.get_by_role("link", name=TITLE).first.click()
    figure = in_page(page)
    figure.scroll_into_view_if_needed()
    expect(button(figure, "播放")).to_be_visible()
    stop_clock(page)
    button(figure, "播放").click()
    expect(counter(figure)).to_have_text(f"0 / {LAST}")
    page.clock.run_for(moments["frameMs"] + FRAME)
    expect(counter(figure)).to_have_text(f"1 / {LAST}")
    assert page.evaluate("window.isStillHere"), "this was a full page load: nothing was tested"
    page.clock.resume()
    page.go_back()
    expect(figure).to_have_count(0)
    page.go_forward()
    figure.scroll_into_view_if_needed()
    button(figure, "播放").press("End")
    expect(counter(figure)).to_have_text(f"{LAST} / {LAST}")


def test_a_walking_figure_has_no_inline_style(open_figure):
    _, figure = open_figure()
    button(figure, "播放").click()
    expect(figure.locator("circle")).to_have_count(1)
    expect(figure.locator("[style]")).to_have_count(0)


def test_a_figure_that_has_moved_is_accessible(open_figure):
    page, figure = open_figure()
    button(figure, "播放").press("End")
    expect(counter(figure)).to_have_text(f"{LAST} / {LAST}")
    page.clock.resume()  # axe sets timers
    assert violations_in_both_schemes(page, within="figure") == []


def test_a_key_pressed_before_the_steps_are_there_goes_to_its_step(new_page, server):
    page = new_page()
    page.add_init_script(
        """const released = new Promise((resolve) => (window.release = resolve));
        const fetched = window.fetch;
        window.fetch = (...request) => released.then(() => fetched(...request));"""
    )
    page.goto(server + ARTICLE)
    figure = in_page(page)
    figure.scroll_into_view_if_needed()
    slider(figure).press("End")
    page.evaluate("release()")

    expect(counter(figure)).to_have_text(f"{LAST} / {LAST}")


def test_a_figure_of_boxes_shows_what_every_place_holds(new_page, server, deployed_site):
    moments = json.loads((deployed_site / "assets/generated/zero/all-reduce.json").read_text(encoding="utf-8"))[
        "frames"
    ]
    page = new_page()
    page.goto(server + "posts/zero/")
    figure = page.locator('[id="zero/all-reduce"]')
    figure.scroll_into_view_if_needed()
    slider(figure).focus()
    for key, boxes in (("End", moments[-1]["boxes"]), ("Home", moments[0]["boxes"])):
        slider(figure).press(key)
        expect(figure.locator("svg rect")).to_have_count(len(boxes))
        expect(figure.locator(".board__text")).to_have_text([box[4] for box in boxes if box[4]])


def test_a_figure_of_shapes_shows_every_mark_and_cell(new_page, server, deployed_site):
    moments = json.loads((deployed_site / "assets/generated/kmeans/lloyd.json").read_text(encoding="utf-8"))["frames"]
    page = new_page()
    page.goto(server + "posts/k-means从入门到调包/")
    figure = page.locator('[id="kmeans/lloyd"]')
    figure.scroll_into_view_if_needed()
    slider(figure).focus()
    for key, moment in (("End", moments[-1]), ("Home", moments[0])):
        slider(figure).press(key)
        expect(counter(figure)).to_have_text(f"{moments.index(moment)} / {len(moments) - 1}")
        shapes = figure.locator("polygon")
        expect(shapes).to_have_count(len(moment["shapes"]))
        places = shapes.evaluate_all("shapes => shapes.map(shape => shape.getAttribute('points'))")
        assert places == [corners for corners, _ in moment["shapes"]]
