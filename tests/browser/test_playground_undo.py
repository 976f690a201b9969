"""What the reader changes can be taken back and done again, whatever it was and by whatever hand."""

import re

import pytest
from playwright.sync_api import expect

from scripts.assets.python_files import playground_ids
from tests.browser.lr import ARTICLE, open_playground
from tests.browser.playing import (
    address_holds,
    ask,
    drag,
    field,
    in_article,
    notice,
    picture,
    settings,
    settle,
    slider,
    tool,
    touch,
)
from tests.playgrounds.tries import tried
from tests.searches import existing

every_playground = pytest.mark.parametrize("id", playground_ids(), scope="module")
MARKS = "scheduler=MultiStepLR&milestones=2,5,9"
WRITTEN_AFTER_MS = 300  # into the address
POINTS = "data=none&k=2&start=own&centers=2,2;7,7&points=2,2;3,2.5;7,7;8,6.5;2.5,8"


def shown(element):
    """Return the data of the pictures that come first."""
    names = ask(
        element,
        "element => [...element.querySelectorAll('.playground__stage [data-picture]')].map((place) => place.dataset.picture)",
    )
    return [picture(element, name) for name in names]


def press(element, name):
    element.get_by_role("button", name=name, exact=True).click()
    settings(element)


def can_undo(element):
    """Wait until something can be taken back, by keys too."""
    expect(element.get_by_role("button", name="撤销", exact=True)).to_be_enabled()


def walk(element, *changes):
    """Make changes one after the other; each can be taken back and done again, by buttons and by keys."""
    moments = [settings(element)]
    for change in changes:
        change()
        assert settings(element) != moments[-1], "this changed nothing"
        moments.append(settings(element))
    for moment in reversed(moments[:-1]):
        press(element, "撤销")
        assert settings(element) == moment
    expect(element.get_by_role("button", name="撤销", exact=True)).to_be_disabled()
    for moment in moments[1:]:
        press(element, "重做")
        assert settings(element) == moment
    expect(element.get_by_role("button", name="重做", exact=True)).to_be_disabled()


@every_playground
def test_the_buttons_do_nothing_and_keep_the_focus_where_there_is_nothing_to_take_back(look_at, id):
    element = look_at(id)
    before = settings(element)
    for name in ("撤销", "重做"):
        button = element.get_by_role("button", name=name, exact=True)
        expect(button).to_be_disabled()
        button.focus()
        element.page.keyboard.press("Enter")
        assert settings(element) == before
        expect(button).to_be_focused()


@every_playground
def test_controls_presets_compared_settings_and_the_reset_are_taken_back(play, id):
    element = play(id)
    name, text = tried(id).changed
    preset = element.locator("select[data-op=preset]")
    compare = element.get_by_role("button", name="＋ 对比")
    changes = [
        lambda: field(element, name).fill(text),
        lambda: preset.select_option(index=2),
        lambda: press(element, "重置"),
        lambda: field(element, name).fill(text),
        *([compare.click] if compare.count() else []),
    ]

    walk(element, *changes)


@every_playground
def test_what_was_taken_back_is_shown_as_before_and_written_into_the_address(play, id):
    element = play(id, clock=True)
    page = element.page
    name, text = tried(id).changed
    settle(element)
    before, old = shown(element), field(element, name).input_value()
    field(element, name).fill(text)
    settle(element)
    changed = shown(element)
    assert changed != before
    page.clock.run_for(WRITTEN_AFTER_MS)
    address_holds(page, f"{name}={text}")

    press(element, "撤销")
    assert shown(element) == before
    expect(field(element, name)).to_have_value(old)
    page.clock.run_for(WRITTEN_AFTER_MS)
    page.wait_for_url(re.compile(rf"{id}/$"))
    press(element, "重做")
    assert shown(element) == changed
    expect(field(element, name)).to_have_value(text)
    page.clock.run_for(WRITTEN_AFTER_MS)
    address_holds(page, f"{name}={text}")


# Whatever it was


@pytest.mark.parametrize("id", ["kmeans", "boosting"])
def test_points_put_moved_and_deleted_are_taken_back(play, id):
    element = play(id, POINTS if id == "kmeans" else "")
    settle(element)

    def points():
        first = ask(element, "element => Object.keys(element.playground.pictures)[0]")
        return picture(element, first)["points"]

    def move():
        tool(element, "移动")
        x, y = points()[0][:2]
        drag(element, (x, y), (x + 0.6, y + 0.6))

    def put():
        tool(element, "加点")
        (x, y), (right, top) = points()[0][:2], points()[-1][:2]
        drag(element, ((x + right) / 2, (y + top) / 2), ((x + right) / 2, (y + top) / 2))

    def delete():
        tool(element, "删点")
        drag(element, points()[0][:2], points()[0][:2])

    walk(element, move, put, delete)


def test_after_a_reset_more_own_points_come_back_than_a_link_would_carry(play):
    element = play("kmeans", "data=none&k=2")
    own = ";".join(f"{index % 10},{index // 10}" for index in range(70))
    field(element, "points").fill(own)
    before = settings(element)
    press(element, "重置")
    assert settings(element) != before

    press(element, "撤销")
    assert settings(element) == before
    assert len(picture(element, "points")["points"]) == 70


def test_a_mark_is_taken_back_after_one_drag_and_after_a_run_of_keys(play):
    element = play("lr", MARKS)
    page = element.page
    mark = element.get_by_role("slider", name="里程碑 3")

    def drag_it():
        box = existing(mark.locator("rect").bounding_box())
        page.mouse.move(box["x"] + 10, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 60, box["y"] + 10, steps=5)
        page.mouse.move(box["x"] + 90, box["y"] + 10, steps=5)
        page.mouse.up()

    def press_it():
        mark.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        element.get_by_role("button", name="播放").focus()

    walk(element, drag_it, drag_it, press_it)


def test_a_drawn_curve_is_taken_back_stroke_by_stroke(play):
    element = play("lr", "scheduler=ReduceLROnPlateau&metric=drawn")
    page = element.page
    paper = existing(element.locator(".chart__paper").bounding_box())

    def stroke(height):
        page.mouse.move(paper["x"] + 40, paper["y"] + height)
        page.mouse.down()
        page.mouse.move(paper["x"] + 200, paper["y"] + height + 10, steps=8)
        page.mouse.up()

    walk(element, lambda: stroke(20), lambda: stroke(50))


def test_nested_schedulers_are_taken_back(play):
    element = play("lr", "scheduler=ChainedScheduler")
    walk(
        element,
        lambda: element.locator("select[data-op=add]").last.select_option("StepLR"),
        lambda: field(element, "schedulers", 2, "gamma").fill("0.25"),
        element.get_by_role("button", name="上移第 3 项").click,
        element.get_by_role("button", name="去掉第 1 项").click,
        lambda: field(element, "scheduler").select_option("StepLR"),
    )


def test_the_setting_whose_controls_are_shown_is_the_one_that_changes_back(play):
    element = play("lr", "scheduler=StepLR&vs=scheduler%3DStepLR%26gamma%3D0.9")
    chips = element.get_by_role("radio")
    chips.nth(1).check()
    field(element, "gamma").fill("0.8")
    settle(element)
    chips.nth(0).check()
    press(element, "撤销")
    expect(chips.nth(1)).to_be_checked()
    expect(field(element, "gamma")).to_have_value("0.9")

    chips.nth(0).check()
    press(element, "移除这条")
    press(element, "撤销")
    expect(chips).to_have_count(2)
    expect(chips.nth(0)).to_be_checked()
    expect(field(element, "gamma")).not_to_have_value("0.9")


# What one step is


def test_what_is_typed_in_one_go_is_one_step(play):
    element = play("lr")
    typed = field(element, "alpha")
    typed.fill("")
    for character in "0.25":
        typed.press(character)
        settle(element)
    element.get_by_role("button", name="播放").focus()
    typed.focus()
    typed.press("5")
    settle(element)

    press(element, "撤销")
    expect(typed).to_have_value("0.25")
    press(element, "撤销")
    expect(typed).to_have_value("0.1")


def test_a_slider_that_is_dragged_is_one_step_and_so_are_keys_on_it(play):
    element = play("lr")
    page = element.page
    knob = slider(element, "alpha")

    def drag_it(share):
        box = existing(knob.bounding_box())
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.mouse.down()
        for by in (5, 20, 30):
            page.mouse.move(box["x"] + box["width"] * share + by, box["y"] + box["height"] / 2)
            settle(element)
        page.mouse.up()

    def press_it():
        knob.focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
            settle(element)
        element.get_by_role("button", name="播放").focus()

    walk(element, lambda: drag_it(0.2), lambda: drag_it(0.5), press_it, press_it)


def test_choices_and_switches_are_a_step_each_time(play):
    element = play("lr", "scheduler=CosineAnnealingWarmRestarts")
    choice = field(element, "scheduler")
    walk(element, *[lambda to=to: choice.select_option(to) for to in ("StepLR", "ExponentialLR", "StepLR")])


# By keys


def test_keys_take_back_where_the_focus_is_on_no_text(play):
    element = play("lr")
    page = element.page
    knob = slider(element, "alpha")
    before = settings(element)
    knob.focus()
    page.keyboard.press("ArrowRight")
    changed = settings(element)
    can_undo(element)

    for keys, expected in (("ControlOrMeta+z", before), ("ControlOrMeta+Shift+z", changed)) * 2:
        page.keyboard.press(keys)
        assert settings(element) == expected
        expect(knob).to_be_focused()
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("Control+y")
    assert settings(element) == changed


def test_in_a_text_field_the_browser_takes_back_what_was_typed_first(play):
    element = play("lr")
    page = element.page
    slider(element, "alpha").focus()
    page.keyboard.press("ArrowRight")
    before = settings(element)
    can_undo(element)
    typed = field(element, "decay_steps")
    typed.click()
    page.keyboard.press("End")
    page.keyboard.type("5")
    expect(typed).to_have_value("205")
    settle(element)
    page.keyboard.press("ControlOrMeta+z")
    expect(typed).to_have_value("20")
    assert settings(element) == before

    page.keyboard.press("ControlOrMeta+z")  # nothing typed is left
    assert settings(element) == [[]]
    expect(typed).to_be_focused()


def test_a_field_that_has_the_focus_shows_what_comes_back(play):
    element = play("lr")
    page = element.page
    typed = field(element, "decay_steps")
    typed.fill("30")
    can_undo(element)
    typed.press("Tab")
    typed.focus()
    page.keyboard.press("ControlOrMeta+z")

    expect(typed).to_have_value("20")
    page.keyboard.press("ControlOrMeta+Shift+z")
    expect(typed).to_have_value("30")


def test_after_a_press_on_the_picture_keys_take_back_too(play):
    element = play("kmeans", POINTS)
    page = element.page
    before = settings(element)
    tool(element, "移动")
    drag(element, (7, 7), (6, 6))
    assert settings(element) != before
    can_undo(element)
    page.keyboard.press("ControlOrMeta+z")

    assert settings(element) == before


def test_keys_outside_of_a_playground_are_none_of_its_business(page, server):
    page.goto(server + ARTICLE)
    first, second = in_article(page, "lr/step"), in_article(page, "lr/exponential")
    for element, name in ((first, "gamma"), (second, "gamma")):
        touch(element)
        slider(element, name).focus()
        page.keyboard.press("ArrowRight")
    moments = [settings(first), settings(second)]
    can_undo(second)
    second.get_by_role("button", name="播放").focus()
    page.keyboard.press("ControlOrMeta+z")
    assert settings(first) == moments[0]
    assert settings(second) != moments[1]

    page.keyboard.press("ControlOrMeta+Shift+z")
    page.locator("h2").first.click()
    page.keyboard.press("ControlOrMeta+z")
    assert [settings(first), settings(second)] == moments


# Code


def test_own_code_comes_back_and_runs_unasked(play):
    element = play("lr", "scheduler=LambdaLR")
    page = element.page
    for code in ("lambda t: 0.5", "lambda t: 0.25"):
        field(element, "lr_lambda").or_(element.locator(".cm-content")).filter(visible=True).first.click()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text(code)
        settle(element)
        element.get_by_role("button", name="播放").focus()
    for name, height in (("撤销", 0.05), ("重置", None), ("撤销", 0.05), ("重做", None), ("撤销", 0.05)):
        press(element, name)
        if height:
            page.wait_for_function(
                "([element, height]) => Math.abs(element.playground.pictures.lr.series[0].values[3] - height) < 1e-9",
                arg=[element.element_handle(), height],
            )
    expect(notice(element)).to_be_empty()
    expect(element.locator(".playground__obstacle")).to_have_count(0)


def test_code_from_a_link_is_not_run_by_going_back_to_it(play):
    element = play("lr", "scheduler=LambdaLR&lr_lambda=lambda%20t%3A%200.7")
    page = element.page
    waits = element.locator(".playground__obstacle", has_text="还没有运行")
    expect(waits).to_be_visible()
    field(element, "scheduler").select_option("StepLR")
    expect(waits).to_have_count(0)
    press(element, "撤销")

    expect(waits).to_be_visible()
    assert 0.07 not in shown(element)[0]["series"][0]["values"]
    waits.get_by_role("button", name="运行").click()
    expect(waits).to_have_count(0)
    press(element, "重做")
    press(element, "撤销")
    expect(waits).to_have_count(0)
    page.wait_for_function(
        "element => Math.abs(element.playground.pictures.lr.series[0].values[3] - 0.07) < 1e-9",
        arg=element.element_handle(),
    )


# On a slow line


def test_what_was_changed_before_the_history_has_come_is_one_step_too(page, server):
    held = []

    def hold(route):
        held.append(route)

    page.route("**/playground/rest-*.mjs", hold)
    element = open_playground(page, server)
    typed = field(element, "alpha")
    typed.press_sequentially("5")
    settle(element)
    typed.press_sequentially("5")
    settle(element)
    for route in held:
        route.continue_()
    press(element, "撤销")

    expect(typed).to_have_value("0.1")
    expect(element.get_by_role("button", name="撤销", exact=True)).to_be_disabled()
    expect(element.get_by_role("button", name="重做", exact=True)).to_be_enabled()
