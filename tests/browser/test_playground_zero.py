"""The playgrounds of ZeRO in a browser: what they draw is what the models compute, by mouse, keys and finger."""

import random
import re
import time

import pytest
from playwright.sync_api import expect

from plots.models.zero.budget import Setup, budget, in_place
from plots.models.zero.network import SAMPLES
from plots.models.zero.trainer import train
from plots.models.zero.transformer import MODELS
from tests.browser.playing import ask, field, picture, reopen, sentence, settle, step_slider, touch
from tests.searches import existing

MEMORY, COMMUNICATION = "zero-memory", "zero-communication"
SETTINGS = 10
LLAMA = "model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&offload_optimizer=cpu"


def sent_boxes(element):
    """Return the numbers of the column of sent bytes, as drawn."""
    return ask(
        element,
        "element => [...element.querySelectorAll('.board g:nth-of-type(2) text')]"
        ".filter(each => each.getAttribute('x') === '458').map(each => Number(each.textContent))",
    )


# What is drawn is what the models compute


def test_the_bars_of_ten_random_settings_are_the_budgets_of_the_models(play):
    generator = random.Random(44)
    element = play(MEMORY)
    for _ in range(SETTINGS):
        shape = generator.choice(MODELS)
        ranks, batch, stage = generator.randint(1, 64), generator.randint(1, 8), generator.randint(0, 3)
        recompute = generator.choice(["none", "selective", "full"])
        name = shape.name.replace(" ", "-")
        reopen(element, f"model={name}&gpus={ranks}&batch={batch}&stage={stage}&recompute={recompute}")
        bars = picture(element, "memory")["bars"]

        assert len(bars) == 4
        for each, bar in enumerate(bars):
            setup = Setup(shape, stage=each, ranks=ranks, batch=batch, recompute=recompute, bucket=500_000_000)
            assert sum(size for _, size in bar["parts"]) == pytest.approx(in_place(budget(setup), "gpu"), rel=1e-9)


def test_the_bars_are_as_long_as_their_bytes(play):
    element = play(MEMORY, "parameters=7.5&gpus=64")
    widths = ask(
        element, "element => [...element.querySelectorAll('[class*=box--bar-]')].map(bar => bar.getBBox().width)"
    )
    sizes = [size for bar in picture(element, "memory")["bars"] for _, size in bar["parts"]]
    unit = widths[0] / sizes[0]

    assert widths == pytest.approx([unit * size for size in sizes], abs=0.01)


@pytest.mark.parametrize("stage", range(4))
def test_every_moment_of_random_steps_shows_the_bytes_of_the_model(play, stage):
    generator = random.Random(stage)
    element = play(COMMUNICATION, f"stage={stage}")
    for _ in range(3):
        ranks, micro_steps = generator.randint(2, 8), generator.randint(1, 2)
        reopen(element, f"stage={stage}&ranks={ranks}&micro_steps={micro_steps}")
        moments = list(train(SAMPLES * micro_steps, stage=stage, ranks=ranks, micro_steps=micro_steps))
        for step in sorted(generator.sample(range(len(moments)), 4)):
            step_slider(element).fill(str(step))
            assert sent_boxes(element) == moments[step].traffic.sent
        expect(sentence(element)).to_contain_text("整步下来，各卡发送")


# Using them


def test_keys_step_through_a_training_step_and_are_told_what_happens(play):
    element = play(COMMUNICATION, "stage=1")
    page = element.page
    step_slider(element).press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")

    expect(step_slider(element)).to_have_attribute(
        "aria-valuetext", "reduce-scatter 全部梯度。各卡持有 140 字节，已发 30 字节"
    )
    expect(sentence(element)).to_contain_text("第 5 个时刻")
    assert sent_boxes(element) == [30] * 4


def test_two_boards_and_their_slider_are_in_sight_together_on_a_wide_screen(play):
    element = play("zero-communication", "stage=0&vs=stage%3D1")
    settle(element)
    top, bottom, height = ask(
        element,
        """element => {
          const places = [...element.querySelectorAll(".playground__stage svg.board, .player")].map((each) => each.getBoundingClientRect());
          const header = document.querySelector(".md-header").getBoundingClientRect().height;
          return [places[0].top, places.at(-1).bottom, innerHeight - header];
        }""",
    )
    assert bottom - top <= height


def test_two_stages_walk_together(play):
    element = play(COMMUNICATION, "stage=0&vs=stage%3D3")
    expect(element.locator(".board")).to_have_count(2)
    step_slider(element).fill("18")

    expect(sentence(element)).to_contain_text("各卡发送 60 字节")
    expect(sentence(element)).to_contain_text("各卡发送 90 字节")


# What fits, and what would


CURED = "model=Llama-2-7B&gpus=1&gpu_memory=24"


def verdict(element):
    return element.locator(".board__text--on-band").first


def test_a_cure_is_pressed_and_the_setting_fits(play):
    element = play(MEMORY, CURED)
    page = element.page
    expect(verdict(element)).to_have_text("放不下")
    cure = element.get_by_role("group", name="怎样才放得下").get_by_role("button")
    expect(cure).to_have_text("阶段改成 3、每层重计算、优化器放到 CPU每张 GPU 15.3 GB")
    cure.focus()
    page.keyboard.press("Enter")

    expect(verdict(element)).to_have_text("放得下")
    expect(element.locator(".board__text--on-band").nth(1)).to_have_text(re.compile("^每张 GPU 要 15.3 GB"))
    expect(cure).to_have_count(0)
    expect(field(element, "stage")).to_have_value("3")
    expect(field(element, "offload_optimizer")).to_have_value("cpu")
    assert ask(element, "element => element.contains(document.activeElement)")


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_cures_come_and_go_without_moving_what_is_below(play, viewport):
    element = play(MEMORY, "stage=0", viewport=viewport)
    top = "element => element.querySelector('.playground__sentence').getBoundingClientRect().top + scrollY"
    before = ask(element, top)
    button = element.get_by_role("button", name=re.compile("^阶段改成 1"))
    assert existing(button.bounding_box())["height"] >= 44
    button.click()
    settle(element)

    expect(button).to_have_count(0)
    assert ask(element, top) == pytest.approx(before, abs=0.5)


def test_the_verdict_is_said_once_when_it_changes(play):
    element = play(MEMORY, "stage=0")
    live = element.locator(".playground__live")
    element.get_by_role("button", name=re.compile("^阶段改成 1")).click()

    expect(live).to_contain_text("放得下，余")
    expect(element.locator("[role=status], [aria-live]").filter(has_text="放得下")).to_have_count(1)


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_without_javascript_the_figure_says_whether_the_default_fits(at_rest, viewport):
    image = at_rest(f"playgrounds/{MEMORY}/", viewport).locator("play-ground img:visible")

    expect(image).to_have_attribute("alt", re.compile("放得下、余 15.4 GB"))


# Pointing at parts


def tip(element):
    return element.locator(".chart__tip")


def middle_of(element, area):
    """Return where on the screen the middle of an area is."""
    name = next(iter(ask(element, "element => Object.keys(element.playground.pictures)")))
    x, y, *_ = picture(element, name)["areas"][area]
    box = existing(element.locator(".board").first.bounding_box())
    scale = box["width"] / 480
    return box["x"] + x * scale, box["y"] + y * scale


def test_a_part_says_its_bytes_to_the_mouse_and_to_the_keys(play):
    element = play(MEMORY)
    page = element.page
    words = [area[4] for area in picture(element, "memory")["areas"]]
    page.mouse.move(*middle_of(element, 3))
    expect(tip(element)).to_have_text(words[3])
    assert words[3] == "数据并行：优化器状态 90 GB，占 75%"
    page.mouse.move(2, 2)
    expect(tip(element)).to_be_hidden()

    element.locator(".board").focus()
    for each in words:
        page.keyboard.press("ArrowRight")
        expect(tip(element)).to_have_text(each)
    page.keyboard.press("Escape")
    expect(tip(element)).to_be_hidden()


def test_a_finger_taps_a_part(play):
    element = play(MEMORY, viewport="phone")
    element.locator(".board").scroll_into_view_if_needed()
    element.page.touchscreen.tap(*middle_of(element, 1))
    expect(tip(element)).to_have_text("数据并行：参数 15 GB，占 12.5%")


def test_a_column_of_the_order_says_what_is_done_and_leads_there(play):
    element = play(COMMUNICATION)
    page = element.page
    areas = picture(element, "board")["areas"]
    page.mouse.move(*middle_of(element, 5))
    expect(tip(element)).to_have_text(areas[5][4])
    page.mouse.click(*middle_of(element, 5))

    expect(step_slider(element)).to_have_value("5")
    expect(sentence(element)).to_contain_text("第 5 个时刻")
    knob = ask(element, "element => element.playground.stage.main.axes.x(5)")
    box = existing(element.locator(".board").bounding_box())
    assert knob == pytest.approx(areas[5][0] * box["width"] / 480, abs=1)  # the slider goes along the columns


# Everywhere


def test_on_a_phone_a_tall_board_moves_away_with_the_page(play):
    for query in ("run=all_reduce&ranks=8", "stage=0&vs=stage%3D1"):
        element = play(COMMUNICATION, query, viewport="phone")
        stage = element.locator(".playground__stage")
        assert stage.evaluate("stage => getComputedStyle(stage).position") == "static"
        field(element, "ranks").fill("3")  # nothing lies over it


@pytest.mark.parametrize("id", [MEMORY, COMMUNICATION])
def test_on_a_phone_the_page_fits_and_the_picture_stays_in_sight(play, id):
    element = play(id, LLAMA if id == MEMORY else "", viewport="phone")
    page = element.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    field(element, "stage").scroll_into_view_if_needed()
    page.mouse.move(100, 500)
    page.mouse.wheel(0, 300)

    expect(element.locator(".board")).to_be_in_viewport()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('.playground__stage').getBoundingClientRect().top"
        " - document.querySelector('.md-header').getBoundingClientRect().bottom) < 2"
    )


def test_parts_differ_in_hatching_and_not_in_colour_alone(play):
    element = play(MEMORY, "model=GPT-2-1.5B&gpus=8&gpu_memory=80")
    expect(element.locator(".board__box--bar-2").first).to_be_visible()
    hatching = element.locator(".board__line--hatch").get_attribute("d")

    assert len(existing(hatching).split("M")) - 1 == len(
        [line for line in picture(element, "memory")["lines"] if line[4] == "hatch"]
    )


# The article


def test_the_full_page_takes_the_setting_of_the_article_over(page, server):
    page.goto(f"{server}posts/zero/")
    element = touch(page.locator(f"play-ground[data-playground={MEMORY}]"))
    field(element, "gpus").fill("8")
    settle(element)

    def answer_slowly(route):
        time.sleep(0.6)
        route.continue_()

    page.route(re.compile(rf"/{MEMORY}/(\?|$)"), answer_slowly)
    element.get_by_role("link", name="整页打开").evaluate("link => link.click()")  # before the address is written
    page.wait_for_url(re.compile(rf"playgrounds/{MEMORY}/\?gpus=8"))

    element = page.locator("play-ground")
    expect(element).to_have_count(1)  # the article, which has two, stays until the page is there
    expect(element).to_have_attribute("data-state", "ready")
    expect(field(element, "gpus")).to_have_value("8")
    expect(page).to_have_url(re.compile(rf"playgrounds/{MEMORY}/\?gpus=8$"))
