"""What a reader does with a playground, by mouse, keyboard and finger, and what comes of it."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from plots.models import lr_schedules
from tests.browser.lr import PAGE, curve, open_playground, picture
from tests.browser.playing import (
    address_holds,
    ask,
    between,
    copied_by,
    field,
    given,
    notice,
    problem,
    settle,
    slider,
    step_slider,
    stop_clock,
    stroke,
    tap,
)
from tests.searches import existing

STEP = "scheduler=StepLR&step_size=5&gamma=0.5"
MARKS = "scheduler=MultiStepLR&milestones=2,5,9"
DRAWN = "scheduler=ReduceLROnPlateau&metric=drawn"


def rates_of_step(step_size, gamma, *, until=20, base=0.1):
    model = lr_schedules.StepLR(lr_schedules.Optimizer(base), step_size=step_size, gamma=gamma)
    return [model.get_lr(base, step) for step in range(until + 1)]


def shown(element):
    """Return the curve once nothing is asked any more."""
    settle(element)
    return curve(element)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_plot(element, x, y, *, name="lr"):
    """Return where on the screen a place of the picture is."""
    return ask(
        element,
        """(element, [name, x, y]) => {
          const { axes } = element.playground.stage.drawers.get(name);
          const box = axes.svg.getBoundingClientRect();
          return [box.left + axes.x(x) * axes.scale, box.top + axes.y(y) * axes.scale];
        }""",
        [name, x, y],
    )


def drag(page, start, *ways):
    page.mouse.move(*start)
    page.mouse.down()
    for way in ways:
        page.mouse.move(*way, steps=4)
    page.mouse.up()


# Controls


def test_a_slider_is_dragged_with_the_mouse_and_the_curve_follows_at_once(play):
    element = play("lr", STEP)
    page = element.page
    knob = slider(element, "gamma")
    box = existing(knob.bounding_box())
    page.mouse.move(*middle(knob))
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2, steps=5)

    during = shown(element)

    page.mouse.up()
    gamma = float(field(element, "gamma").input_value())
    assert gamma < 0.5
    assert during == pytest.approx(rates_of_step(5, gamma), abs=1e-9)


def test_keys_in_quick_succession_are_none_lost(play):
    element = play("lr", STEP)
    page = element.page
    slider(element, "step_size").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")

    assert shown(element) == pytest.approx(rates_of_step(25, 0.5, until=50), abs=1e-9)
    expect(field(element, "step_size")).to_have_value("25")
    expect(slider(element, "step_size")).to_be_focused()


def test_a_number_is_typed_and_the_caret_stays(play):
    element = play("lr", STEP)
    typed = field(element, "gamma")
    typed.fill("")
    typed.press_sequentially("0.25")

    assert shown(element) == pytest.approx(rates_of_step(5, 0.25), abs=1e-9)
    expect(typed).to_be_focused()
    expect(typed).to_have_value("0.25")
    assert typed.evaluate("field => field.selectionStart") == 4


def test_choosing_another_scheduler_changes_the_controls_and_keeps_the_focus(play):
    element = play("lr", STEP)
    field(element, "scheduler").focus()
    field(element, "scheduler").select_option("CosineAnnealingLR")

    expect(field(element, "T_max")).to_be_visible()
    expect(field(element, "gamma")).to_have_count(0)
    expect(field(element, "scheduler")).to_be_focused()
    settle(element)
    assert picture(element)["series"][0]["label"] == "CosineAnnealingLR"


def test_the_axis_is_as_long_as_the_slider_asks_for(play):
    element = play("lr")
    slider(element, "decay_steps").fill("90")
    settle(element)
    assert picture(element)["x"]["last"] == 100
    expect(field(element, "until")).to_have_value("100")

    field(element, "until").fill("40")
    slider(element, "decay_steps").fill("60")
    settle(element)
    assert picture(element)["x"]["last"] == 40
    field(element, "until").fill("")
    field(element, "until").blur()
    expect(field(element, "until")).to_have_value("60")


def test_a_recipe_sets_everything(play):
    element = play("lr")
    element.locator("select[data-op=preset]").select_option("sgdr")

    expect(field(element, "scheduler")).to_have_value("CosineAnnealingWarmRestarts")
    expect(field(element, "T_0")).to_have_value("10")


@pytest.mark.parametrize("text", ["0", "-1", "abc", "1e999", "nan", "", "2; 3", "<b>1</b>"])
def test_a_bad_number_gets_a_sentence_beside_it_and_the_last_good_picture_stays(play, text):
    element = play("lr", STEP)
    before = curve(element)
    field(element, "gamma").fill(text)

    expect(problem(element, "gamma")).to_have_text(re.compile(r"^[^<]*[\u4e00-\u9fff].*。$"))
    expect(field(element, "gamma")).to_have_attribute("aria-invalid", "true")
    described = field(element, "gamma").get_attribute("aria-describedby")
    assert existing(problem(element, "gamma").get_attribute("id")) in existing(described)
    assert shown(element) == before
    expect(element.locator(".chart__svg").first).to_be_visible()

    field(element, "gamma").fill("0.25")
    expect(problem(element, "gamma")).to_be_hidden()
    assert shown(element) == pytest.approx(rates_of_step(5, 0.25), abs=1e-9)


# The picture


def test_the_pointer_over_the_picture_shows_the_values_there(play):
    element = play("lr", STEP)
    page = element.page
    page.mouse.move(*on_plot(element, 7.2, 0.06))

    expect(element.locator(".chart__tip").first).to_contain_text("7")
    expect(element.locator(".chart__tip output").first).to_have_text("0.05")
    page.mouse.move(5, 5)
    expect(element.locator(".chart__tip").first).to_be_hidden()


def test_the_keys_show_the_values_too_and_say_them(play):
    element = play("lr", STEP)
    page = element.page
    step_slider(element).focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")

    expect(element.locator(".chart__tip output").first).to_have_text("0.05")
    said = existing(step_slider(element).get_attribute("aria-valuetext"))
    assert "6" in said
    assert "0.05" in said


def test_pressing_on_the_picture_goes_to_the_step_there(play):
    element = play("lr", STEP)
    page = element.page
    page.mouse.click(*on_plot(element, 12, 0.08))

    expect(step_slider(element)).to_have_value("12")


def test_a_milestone_is_dragged(play):
    element = play("lr", MARKS)
    page = element.page
    mark = element.get_by_role("slider", name="里程碑 2")
    drag(page, middle(mark.locator("rect")), on_plot(element, 7, 0))

    settle(element)
    expect(field(element, "milestones")).to_have_value("2,7,9")
    expect(mark).to_have_attribute("aria-valuenow", "7")


def test_a_milestone_stays_between_its_neighbours(play):
    element = play("lr", MARKS)
    page = element.page
    mark = element.get_by_role("slider", name="里程碑 2")
    drag(page, middle(mark.locator("rect")), on_plot(element, 13, 0))

    settle(element)
    expect(field(element, "milestones")).to_have_value("2,8,9")


def test_a_milestone_is_moved_with_the_keys(play):
    element = play("lr", MARKS)
    page = element.page
    mark = element.get_by_role("slider", name="里程碑 3")
    mark.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")

    settle(element)
    expect(field(element, "milestones")).to_have_value("2,5,10")
    expect(mark).to_be_focused()


def test_a_milestone_is_moved_with_a_finger(play):
    element = play("lr", MARKS, viewport="phone")
    page = element.page
    mark = element.get_by_role("slider", name="里程碑 3").locator("rect")
    mark.scroll_into_view_if_needed()
    start, end = middle(mark), on_plot(element, 12, 0)
    stroke(page, between(start, [end[0], start[1]]))

    settle(element)
    expect(field(element, "milestones")).to_have_value("2,5,12")


def test_the_metric_is_drawn_with_a_finger_that_has_tapped_it(play):
    element = play("lr", DRAWN, viewport="phone")
    page = element.page
    y = picture(element, "metrics")["y"]
    high = y["low"] + 0.8 * (y["high"] - y["low"])
    start, end = (on_plot(element, step, high, name="metrics") for step in (3, 8))
    tap(page, start)
    settle(element)
    assert curve(element, name="metrics")[5] != pytest.approx(high, rel=0.02)
    stroke(page, between(start, [end[0], start[1]]))
    settle(element)

    assert curve(element, name="metrics")[5] == pytest.approx(high, rel=0.02)


def test_the_metric_is_drawn_with_the_pointer(play):
    element = play("lr", DRAWN)
    page = element.page
    y = picture(element, "metrics")["y"]
    low, high = y["low"] + 0.1 * (y["high"] - y["low"]), y["low"] + 0.8 * (y["high"] - y["low"])
    drag(
        page,
        on_plot(element, 3, high, name="metrics"),
        on_plot(element, 8, high, name="metrics"),
        on_plot(element, 12, low, name="metrics"),
    )

    settle(element)
    drawn = curve(element, name="metrics")
    assert drawn[5] == pytest.approx(high, rel=0.02)
    assert drawn[12] == pytest.approx(low, rel=0.05)
    assert drawn[8] > drawn[10] > drawn[12]
    assert field(element, "metrics").input_value().split(",")[12] == f"{drawn[12]:g}"


def test_the_metric_is_drawn_with_the_keys(play):
    element = play("lr", DRAWN)
    page = element.page
    before = curve(element, name="metrics")
    element.locator(".chart__nib").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")

    settle(element)
    after = curve(element, name="metrics")
    assert after[2] > before[2]
    assert after[:2] + after[3:] == before[:2] + before[3:]
    expect(element.locator(".chart__nib")).to_be_focused()


# Builders


def test_a_scheduler_is_added_moved_set_and_removed(play):
    element = play("lr", "scheduler=ChainedScheduler")
    element.locator("select[data-op=add]").last.select_option("StepLR")
    expect(field(element, "schedulers", 2)).to_have_value("StepLR")
    field(element, "schedulers", 2, "gamma").fill("0.25")
    element.get_by_role("button", name="上移第 3 项").click()
    expect(field(element, "schedulers", 1, "gamma")).to_have_value("0.25")
    element.get_by_role("button", name="去掉第 1 项").click()

    expect(field(element, "schedulers", 0)).to_have_value("StepLR")
    expect(field(element, "schedulers", 1)).to_have_value("ExponentialLR")
    rates = shown(element)
    assert rates[7] == pytest.approx(0.1 * 0.25 * 0.9**7, rel=1e-9)


def test_a_builder_takes_a_builder(play):
    element = play("lr", "scheduler=ChainedScheduler")
    field(element, "schedulers", 0).focus()
    field(element, "schedulers", 0).select_option("SequentialLR")
    inner = field(element, "schedulers", 0, "schedulers", 0)
    expect(inner).to_be_visible()
    expect(field(element, "schedulers", 0)).to_be_focused()
    inner.select_option("ConstantLR")

    settle(element)
    expect(field(element, "schedulers", 0, "schedulers", 0, "factor")).to_be_visible()
    expect(notice(element)).to_be_empty()


# Comparing


def test_up_to_four_settings_are_compared_and_named_by_what_differs(play):
    element = play("lr", STEP)
    for gamma in ("0.3", "0.7", "0.9"):
        element.get_by_role("button", name=re.compile("对比|再加")).click()
        settle(element)
        field(element, "scheduler").select_option("StepLR")
        field(element, "gamma").fill(gamma)
        settle(element)

    labels = [series["label"] for series in picture(element)["series"]]
    assert len(labels) == 4
    assert all(gamma in label for gamma, label in zip(("0.5", "0.3", "0.7", "0.9"), labels, strict=True))
    assert len({series["role"] for series in picture(element)["series"]}) == 4
    expect(element.get_by_role("button", name=re.compile("对比|再加"))).to_have_count(0)
    names = element.locator(
        ".playground__picture--live .chart__names text, .playground__picture--live .chart__legend text"
    )
    expect(names).to_have_count(4)
    assert sorted(names.all_text_contents()) == sorted(labels)
    assert curve(element, 2) == pytest.approx(rates_of_step(5, 0.7), abs=1e-9)


def test_another_curve_is_chosen_and_tuned_and_one_is_removed(play):
    element = play("lr", f"{STEP}&vs=scheduler%3DStepLR%26gamma%3D0.9")
    chips = element.get_by_role("radio")
    chips.nth(1).check()
    expect(field(element, "gamma")).to_have_value("0.9")
    field(element, "gamma").fill("0.8")
    settle(element)
    assert curve(element, 1) == pytest.approx(rates_of_step(5, 0.8), abs=1e-9)
    chips.nth(0).check()
    expect(field(element, "gamma")).to_have_value("0.5")
    element.get_by_role("button", name="移除这条").click()

    settle(element)
    assert len(picture(element)["series"]) == 1
    assert curve(element) == pytest.approx(rates_of_step(5, 0.8), abs=1e-9)


# Walking through the steps


def test_play_walks_to_the_end_and_pauses_when_asked(play):
    element = play("lr", STEP, clock=True)
    clock = element.page.clock
    settle(element)
    stop_clock(element.page)  # a slow machine would find it at its end
    element.get_by_role("button", name="播放").click()
    clock.run_for(1000)
    element.get_by_role("button", name="暂停").click()
    at = step_slider(element).input_value()
    assert 0 < int(at) < 20
    clock.run_for(10_000)
    expect(element.get_by_role("button", name="播放")).to_be_visible()
    expect(step_slider(element)).to_have_value(at)
    element.get_by_role("button", name="播放").click()
    clock.run_for(10_000)
    expect(step_slider(element)).to_have_value("20")
    expect(element.get_by_role("button", name="播放")).to_be_visible()


def test_the_sentence_follows_the_steps(play):
    element = play("lr", STEP)
    step_slider(element).fill("12")

    expect(element.locator(".playground__sentence")).to_contain_text("第 12 步")
    expect(element.locator(".playground__sentence")).to_contain_text("0.025")
    expect(element.locator(".playground__sentence sup")).to_have_text("floor(12/5)")


# Taking it along


def test_copy_link_gives_an_address_that_shows_the_same(play):
    element = play("lr", MARKS)
    page = element.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(element, "gamma").fill("0.3")
    settle(element)
    element.get_by_role("button", name="复制链接").click()
    expect(element.get_by_role("button", name="已复制")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    before = curve(element)

    page.goto(address)
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")
    assert curve(element) == before
    expect(field(element, "milestones")).to_have_value("2,5,9")


def test_without_the_right_to_the_clipboard_everything_is_copied_as_it_is_all_the_same(page, server):
    page.context.grant_permissions(["clipboard-read"])
    element = open_playground(page, server, STEP)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    element.get_by_role("button", name="复制链接").click()
    expect(element.locator(".playground__live")).to_have_text("已复制链接")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{PAGE}?scheduler=StepLR")

    element.get_by_role("button", name="复制代码").click()
    expect(element.locator(".playground__live")).to_have_text("已复制代码")
    code = element.locator(".playground__snippet code").first.text_content()
    assert "  " in existing(code)
    assert page.evaluate("navigator.clipboard.readText()") == code


def test_copy_code_shows_and_copies_programs(play):
    element = play("lr", STEP)
    page = element.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = element.get_by_role("button", name="复制代码")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(element.locator(".playground__live")).to_have_text("已复制代码")
    expect(element.locator(".playground__snippet button").first).to_have_text("已复制")
    first = page.evaluate("navigator.clipboard.readText()")
    assert first == element.locator(".playground__snippet code").first.text_content()
    assert "import oneflow" in first
    code = copied_by(element.get_by_role("button", name="复制 PyTorch 代码"))

    assert "StepLR(optimizer, step_size=5, gamma=0.5" in code
    compile(code, "copied", "exec")
    field(element, "gamma").fill("0.3")
    expect(element.locator(".playground__snippet code").first).to_contain_text("gamma=0.3")
    button.click()
    expect(element.locator(".playground__snippet").first).to_be_hidden()


def test_the_code_is_that_of_the_chosen_curve(play):
    element = play("lr", f"{STEP}&vs=scheduler%3DStepLR%26gamma%3D0.9")
    element.get_by_role("button", name="复制代码").click()
    for chip, gamma in ((1, "0.9"), (0, "0.5")):
        element.get_by_role("radio").nth(chip).check()
        expect(element.locator(".playground__snippet code").first).to_contain_text(f"gamma={gamma}")


def test_a_bad_value_beside_open_code_is_said_and_nothing_breaks(play):
    element = play("lr", STEP)
    element.get_by_role("button", name="复制代码").click()
    expect(element.locator(".playground__snippet").first).to_be_visible()
    field(element, "gamma").fill("9")
    expect(problem(element, "gamma")).to_be_visible()
    expect(notice(element)).to_contain_text("gamma")  # of the code, which is that of before

    field(element, "gamma").fill("0.25")
    expect(element.locator(".playground__snippet code").first).to_contain_text("gamma=0.25")


def test_the_table_holds_the_data(play):
    element = play("lr", f"{STEP}&vs=scheduler%3DStepLR%26gamma%3D0.9")
    rows = list(csv.reader(io.StringIO(given(element, "CSV").decode("utf-8-sig"))))

    assert len(rows) == 22
    assert [float(row[1]) for row in rows[1:]] == pytest.approx(rates_of_step(5, 0.5), abs=1e-9)
    assert [float(row[2]) for row in rows[1:]] == pytest.approx(rates_of_step(5, 0.9), abs=1e-9)
    assert [row[0] for row in rows[1:]] == [str(step) for step in range(21)]


def test_reset_goes_back_to_the_setting_of_the_page(play):
    element = play("lr", STEP)
    page = element.page
    element.get_by_role("button", name="重置").click()

    expect(field(element, "scheduler")).to_have_value("CosineDecayLR")
    page.wait_for_url(re.compile(rf"{PAGE}$"))


# What is said and what is looked at


def test_a_change_is_said_politely_once_the_reader_pauses(play):
    element = play("lr", STEP)
    live = element.locator("[aria-live=polite]")
    expect(live).to_be_empty()
    field(element, "gamma").fill("0.25")

    expect(live).to_contain_text("0.25")


def test_the_losses_come_after_and_share_the_cursor(play):
    element = play("lr", STEP)
    page = element.page
    expect(element.locator(".playground__panels svg.chart__svg")).to_have_count(4)
    before = curve(element, name="valley")
    field(element, "gamma").fill("0.9")
    settle(element)
    page.wait_for_function(
        "([element, before]) => element.playground.pictures.valley.series[0].values.at(-1) !== before",
        arg=[element.element_handle(), before[-1]],
    )
    step_slider(element).fill("9")

    expect(element.locator(".chart__tip:visible")).to_have_count(3)
    assert len(curve(element, name="valley")) == 21


SURFACE = """element => {
  const { frame, picture, cursor, paths } = element.playground.stage.drawers.get("quadratic-path");
  const circle = cursor.querySelector("circle");
  return {
    units: [frame.x(1) - frame.x(0), frame.y(0) - frame.y(1)],
    places: picture.paths[0].places,
    marked: circle && [frame.x.invert(Number(circle.getAttribute("cx"))), frame.y.invert(Number(circle.getAttribute("cy")))],
    walked: paths.children[1].getAttribute("d").split("L").length,
  };
}"""


def test_the_step_is_marked_on_the_path_over_the_contours_and_is_walked_to_there(play):
    element = play("lr", STEP)
    settle(element)
    surface = ask(element, SURFACE)
    assert surface["units"][0] == pytest.approx(surface["units"][1])
    assert (surface["marked"], surface["walked"]) == (None, 21)

    step_slider(element).fill("9")
    surface = ask(element, SURFACE)
    assert surface["marked"] == pytest.approx(surface["places"][9], abs=1e-3)
    assert surface["walked"] == 10


def test_the_pointer_on_a_path_shows_the_step_there_in_all_pictures(play):
    element = play("lr", STEP)
    page = element.page
    settle(element)
    surface = element.locator("[data-picture=quadratic-path] .chart__surface")
    surface.scroll_into_view_if_needed()
    left, top = ask(
        element,
        """element => {
          const { frame, picture } = element.playground.stage.drawers.get("quadratic-path");
          const [x, y] = picture.paths[0].places[1];
          const box = frame.svg.getBoundingClientRect();
          return [box.left + frame.x(x) * frame.scale, box.top + frame.y(y) * frame.scale];
        }""",
    )
    page.mouse.move(left + 2, top - 2)
    expect(element.locator(".chart__tip:visible b")).to_have_text(["步数 t = 1"] * 3)
    page.mouse.click(left + 2, top - 2)
    expect(step_slider(element)).to_have_value("1")


def start_mark(element):
    """Return the mark where the paths on the quadratic begin, in the middle of the window."""
    mark = element.locator("[data-picture=quadratic-path] .surface__start")
    expect(mark).to_be_visible()
    mark.evaluate("mark => mark.scrollIntoView({ block: 'center' })")
    return mark


def began(element):
    settle(element)
    return [path["places"][0] for path in picture(element, "quadratic-path")["paths"]]


def test_the_start_of_the_paths_is_dragged_and_taken_back_and_a_double_click_takes_it_home(play):
    element = play("lr", STEP)
    page = element.page
    settle(element)
    mark = start_mark(element)
    x, y = middle(mark)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 30, steps=5)
    page.wait_for_function(
        "({ playground }) => playground.pictures['quadratic-path'].paths[0].places[0][0] < 3",
        arg=element.element_handle(),
    )  # on the way
    page.mouse.up()
    [[across, up]] = began(element)
    assert 1 < across < 2.9
    assert -0.5 < up < 1
    address_holds(page, f"quadratic={across:g},{up:g}")
    expect(field(element, "quadratic")).to_have_value(f"{across:g},{up:g}")

    element.get_by_role("button", name="撤销").click()
    assert began(element) == [[3, 1]]
    mark.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    assert began(element) == [[pytest.approx(2.9), pytest.approx(0.5)]]
    page.mouse.dblclick(*middle(start_mark(element)))
    assert began(element) == [[3, 1]]
    page.wait_for_url(lambda address: "quadratic" not in address)


def test_a_finger_drags_the_start_of_the_paths_once_it_has_tapped_it(play):
    element = play("lr", STEP, viewport="phone")
    page = element.page
    settle(element)
    mark = start_mark(element)
    x, y = middle(mark)
    stroke(page, between((x, y), (x - 50, y)))
    assert began(element) == [[3, 1]]
    for _ in range(2):  # after a swipe the first may only stop the page
        page.touchscreen.tap(*middle(start_mark(element)))
    expect(mark).to_be_focused()
    x, y = middle(mark)
    stroke(page, between((x, y), (x - 50, y + 10)))
    expect(field(element, "quadratic")).not_to_have_value("3,1")
    assert began(element)[0][0] < 2.9


def test_while_a_slider_is_dragged_the_axis_does_not_shrink_and_settles_after(play):
    element = play("lr", STEP)
    page = element.page
    top = "element => element.playground.stage.main.axes.shown.y.high"
    before = ask(element, top)
    knob = slider(element, "lr")
    box = existing(knob.bounding_box())
    page.mouse.move(*middle(knob))
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2, steps=3)
    settle(element)
    during = ask(element, top)
    page.mouse.up()

    assert during >= before
    page.wait_for_function(
        "element => { const { axes, picture } = element.playground.stage.main; return axes.shown.y.high === picture.y.high; }",
        arg=element.element_handle(),
    )


def test_a_logarithmic_slider_says_the_number_and_not_the_exponent(page, server):
    rate = slider(open_playground(page, server, STEP), "lr")
    expect(rate).to_have_attribute("aria-valuetext", "0.1")
    rate.press("ArrowLeft")

    expect(rate).to_have_attribute("aria-valuetext", "0.0977")
    expect(rate).to_have_value("-1.01")
