"""What a playground says: the caption, why nothing is drawn, and what a screen reader hears."""

import pytest
from playwright.sync_api import expect

from scripts.assets.python_files import playground_ids
from tests.browser.axe import violations_in_both_schemes
from tests.browser.lr import ARTICLE
from tests.browser.playing import (
    OBSTACLE,
    ask,
    begin_anew,
    boxes,
    field,
    in_article,
    notice,
    obstacle,
    problem,
    resize,
    sentence,
    settle,
    slider,
    step_slider,
    touch,
)
from tests.browser.test_playground_undo import press
from tests.playgrounds.tries import tried
from tests.searches import existing

every_playground = pytest.mark.parametrize("id", playground_ids(), scope="module")
FOREIGN = "scheduler=LambdaLR&lr_lambda=lambda%20t%3A%200.5"


WORDS = """(caption) => {
  const box = (each) => each.getBoundingClientRect().toJSON();
  const others = [...caption.childNodes].filter((node) => node.className !== "figure__changed");
  const bottoms = others.map((node) => {
    const range = document.createRange();
    range.selectNode(node);
    return box(range).bottom;
  });
  return [box(caption), box(caption.querySelector(".figure__changed")), Math.max(...bottoms)];
}"""  # where caption and note are, and how far down the other words go; measured at one moment


def caption(element):
    return element.locator("figcaption")


def note(element):
    return element.locator("figcaption .figure__changed")


# The caption


@every_playground
@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_the_caption_says_when_it_tells_of_another_setting_and_nothing_moves(look_at, id, viewport):
    element = look_at(id, viewport=viewport)
    name, text = tried(id).changed
    expect(note(element)).not_to_be_visible()
    height = existing(caption(element).bounding_box())["height"]
    field(element, name).fill(text)
    expect(note(element)).to_be_visible()
    expect(note(element)).to_have_text("图注说的是默认的设置，现在的设置不同。")
    assert existing(caption(element).bounding_box())["height"] == height

    press(element, "撤销")
    expect(note(element)).not_to_be_visible()
    press(element, "重做")
    expect(note(element)).to_be_visible()
    press(element, "重置")
    expect(note(element)).not_to_be_visible()


@every_playground
def test_the_words_below_the_caption_cover_nothing(play, id):
    element = play(id, "=".join(tried(id).changed))
    for width in (320, 390, 700, 1440):
        resize(element, width, 800)
        expect(note(element)).to_be_visible()
        whole, box, words = caption(element).evaluate(WORDS)
        assert whole["left"] - 1 <= box["left"], width
        assert box["right"] <= whole["right"] + 1, width
        assert box["top"] >= words - 3, width  # the lines are higher than what is written in them


def test_own_points_that_no_link_carries_are_another_setting_too(play):
    element = play("kmeans")
    field(element, "points").fill(";".join(f"{index}:1,1" for index in range(70)))
    settle(element)
    assert ask(element, "element => element.playground.state.query") == ""

    expect(note(element)).to_be_visible()


def test_in_an_article_the_default_is_the_setting_of_the_figure(page, server):
    page.goto(server + ARTICLE)
    element = touch(in_article(page, "lr/step"))
    field(element, "gamma").fill("0.25")
    expect(note(element)).to_be_visible()
    field(element, "gamma").fill("0.5")
    expect(note(element)).not_to_be_visible()


# What cannot be drawn


@every_playground
@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_a_bad_value_greys_the_picture_and_the_reason_stands_in_it(play, id, viewport):
    element = play(id, viewport=viewport)
    page = element.page
    name, text = tried(id).wrong
    height = existing(sentence(element).bounding_box())["height"]
    field(element, name).fill(text)
    reason = obstacle(element)
    expect(reason).to_contain_text("这个设置画不出来。")
    expect(reason).to_contain_text(f"现在是“{text}”。")
    expect(reason).to_be_visible()
    expect(notice(element)).to_be_empty()
    size = reason.locator("p").evaluate("words => parseFloat(getComputedStyle(words).fontSize)")
    assert size >= 16
    page.wait_for_function(
        "element => [...element.querySelectorAll('.playground__stage .chart__svg')].every((chart) => getComputedStyle(chart).opacity < 0.5)",
        arg=element.element_handle(),
    )
    stage, box = boxes(element, ".figure__picture", OBSTACLE)
    assert stage["top"] <= box["top"]
    assert box["bottom"] <= stage["bottom"]
    assert stage["left"] <= box["left"]
    assert box["right"] <= stage["right"]
    assert existing(sentence(element).bounding_box())["height"] == height  # it is not seen, and nothing moves
    expect(sentence(element)).not_to_be_visible()

    reason.get_by_role("button", name="去改这一项").click()
    expect(field(element, name)).to_be_focused()
    field(element, name).fill(tried(id).changed[1] if name == tried(id).changed[0] else "1")
    expect(reason).to_have_count(0)
    expect(sentence(element)).to_be_visible()


@every_playground
@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_a_link_that_cannot_be_drawn_says_why_over_the_default_figure(play, id, viewport):
    name, text = tried(id).wrong
    element = play(id, f"{name}={text}", viewport=viewport, clock=True)
    expect(obstacle(element)).to_contain_text(f"现在是“{text}”。")
    expect(element.locator("img.figure__image")).to_have_css("opacity", "0.25")
    element.page.clock.run_for(PAUSES_MS)
    expect(element.locator("[aria-live]")).to_contain_text("这个设置画不出来。")
    assert violations_in_both_schemes(element.page, within="play-ground") == []

    press(element, "重置")
    expect(obstacle(element)).to_have_count(0)
    expect(element.locator(".playground__picture--live .chart__svg").first).to_have_css("opacity", "1")


def test_code_from_a_link_is_run_from_the_place_of_the_picture(play):
    element = play("lr", FOREIGN)
    expect(obstacle(element)).to_contain_text("这段代码来自链接，还没有运行。")
    obstacle(element).get_by_role("button", name="运行").click()
    expect(obstacle(element)).to_have_count(0)
    expect(element.locator("form").get_by_role("button", name="运行")).to_be_focused()

    expect(sentence(element)).to_contain_text("0.05")


def test_what_is_wrong_with_a_compared_setting_leads_there(play):
    element = play("lr", "scheduler=StepLR&vs=scheduler%3DStepLR%26gamma%3Dx")
    expect(obstacle(element)).to_contain_text("现在是“x”。")
    expect(notice(element)).to_be_empty()
    obstacle(element).get_by_role("button", name="去改这一项").click()

    expect(element.get_by_role("radio").nth(1)).to_be_checked()
    expect(field(element, "gamma")).to_be_focused()
    expect(problem(element, "gamma")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_reason_is_seen(play, scheme):
    element = play("lr")
    element.page.emulate_media(color_scheme=scheme, forced_colors="active")
    begin_anew(element, FOREIGN)
    look = obstacle(element).evaluate(
        "box => [getComputedStyle(box).borderTopStyle, getComputedStyle(box).color, getComputedStyle(box).backgroundColor]"
    )

    assert look[0] == "solid"
    assert look[1] != look[2]


# What a screen reader hears

HEAR = """element => {
  const heard = (window.heard = []);
  for (const place of element.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
    new MutationObserver(() => place.textContent && heard.push(place.textContent)).observe(place, { childList: true, characterData: true, subtree: true });
  }
}"""


PAUSES_MS = 1500  # twice that after which something is said


def hears(element, change):
    """Return what is said aloud from a change on until nothing is to be said any more."""
    page = element.page
    page.evaluate("heard.length = 0")
    change()
    settle(element)
    page.clock.run_for(PAUSES_MS)
    page.wait_for_function("() => heard.length > 0")
    settle(element)
    page.clock.run_for(PAUSES_MS)  # it is not said again
    return page.evaluate("heard")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id", "query", "name", "text"),
    [(id, *each) for id in playground_ids() for each in [("", *tried(id).changed), *tried(id).spoken]],
)
def test_by_keys_every_change_is_said_aloud_once(play, id, query, name, text):
    element = play(id, query, clock=True)
    settle(element)
    ask(element, HEAR)
    keys = element.page.keyboard
    number = field(element, name)

    def type_text(what):  # without a pause, however slow the machine
        number.focus()
        number.evaluate(
            """(field, text) => [...text].forEach((letter, index) => {
              field.value = (index ? field.value : "") + letter;
              field.dispatchEvent(new Event("input", { bubbles: true }));
            })""",
            what,
        )

    def choose():
        presets = element.locator("select[data-op=preset]")
        presets.focus()
        if id == "kmeans":
            presets.select_option("rectangle")  # with a hundred runs, of which it tells, too
        else:
            keys.press("ArrowDown")

    def press_button(name):
        element.get_by_role("button", name=name, exact=True).focus()
        keys.press("Enter")

    def drag():  # nor here
        slider(element, name).evaluate(
            """(slider) => {
              for (let step = 0; step < 12; step++) {
                slider[step < 9 ? "stepDown" : "stepUp"]();
                slider.dispatchEvent(new Event("input", { bubbles: true }));
              }
            }"""
        )

    def step():
        step_slider(element).focus()
        keys.press("ArrowRight")

    changes = {
        "a number": lambda: type_text(text),
        "a bad number": lambda: type_text("x"),
        "back by keys": lambda: press_button("撤销"),
        "forward": lambda: press_button("重做"),
        "reset": lambda: press_button("重置"),
        "back from the reset": lambda: press_button("撤销"),
        "mended": lambda: type_text(text),
        "a preset": choose,
        "back from the preset": lambda: press_button("撤销"),
    }
    if slider(element, name).is_visible():
        changes["a drag"] = drag
    if element.get_by_role("button", name="＋ 对比").count():
        changes["one more setting"] = lambda: press_button("＋ 对比")
        changes["one less"] = lambda: press_button("移除这条")
    if step_slider(element).is_visible():
        changes["a step"] = step

    said = {what: hears(element, change) for what, change in changes.items()}
    assert {what: words for what, words in said.items() if len(words) != 1} == {}
    assert all(said[what][0].startswith("已撤销。") for what in said if what.startswith("back"))
    assert said["forward"][0].startswith("已重做。")
    assert said["reset"][0].startswith("已重置。")
    assert "画不出来" in said["a bad number"][0]


# Lets each change wait for somebody who lets it go.
HOLD = """({ playground: { connection } }) => {
  const { ask } = connection;
  connection.ask = async (request) => {
    if (request.do === "show") await new Promise((go) => (window.letGo = go));
    return ask(request);
  };
}"""


def test_nothing_is_said_of_a_change_while_the_next_is_asked_for(play):
    element = play("lr", clock=True)
    page = element.page
    settle(element)
    ask(element, HEAR)
    ask(element, HOLD)

    def let_go():
        page.wait_for_function("() => window.letGo")
        page.evaluate("() => [letGo, (letGo = null)][0]()")

    for name, text in (("alpha", "0.2"), ("decay_steps", "10")):
        field(element, name).fill(text)
    let_go()
    page.wait_for_function("() => letGo")  # the first has been answered
    page.clock.run_for(PAUSES_MS)
    assert page.evaluate("heard") == []

    let_go()
    settle(element)
    page.clock.run_for(PAUSES_MS)
    assert len(page.evaluate("heard")) == 1
