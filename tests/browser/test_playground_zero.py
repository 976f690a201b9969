"""The playgrounds of ZeRO in a browser: what they draw is what the models compute, by mouse, keys and finger."""

import json
import random
import re
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from plots.models.zero.budget import Setup, budget, in_place
from plots.models.zero.memory import GB
from plots.models.zero.network import SAMPLES
from plots.models.zero.trainer import train
from plots.models.zero.transformer import MODELS
from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import (
    Load,
    address_holds,
    field,
    notice,
    open_playground,
    outline,
    picture,
    problem,
    sentence,
    settle,
    slider,
    step_slider,
    touch,
    workers,
)
from tests.searches import existing

MEMORY, COMMUNICATION = "zero-memory", "zero-communication"
SETTINGS = 10
LLAMA = "model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&offload_optimizer=cpu"


def opened(page, server, id, query=""):
    return open_playground(page, server, query, id=id)


def drawn_texts(element):
    """Return the words of the picture as they stand there."""
    return element.locator(".board text").all_text_contents()


def sent_boxes(element):
    """Return the numbers of the column of sent bytes, as drawn."""
    return element.evaluate(
        "element => [...element.querySelectorAll('.board g:last-of-type text')]"
        ".filter(each => each.getAttribute('x') === '458').map(each => Number(each.textContent))"
    )


# What is drawn is what the models compute


def test_the_bars_of_ten_random_settings_are_the_budgets_of_the_models(page, server):
    generator = random.Random(44)
    for _ in range(SETTINGS):
        shape = generator.choice(MODELS)
        ranks, batch, stage = generator.randint(1, 64), generator.randint(1, 8), generator.randint(0, 3)
        recompute = generator.choice(["none", "selective", "full"])
        name = shape.name.replace(" ", "-")
        element = opened(
            page, server, MEMORY, f"model={name}&gpus={ranks}&batch={batch}&stage={stage}&recompute={recompute}"
        )
        bars = picture(element, "memory")["bars"]

        assert len(bars) == 4
        for each, bar in enumerate(bars):
            setup = Setup(shape, stage=each, ranks=ranks, batch=batch, recompute=recompute, bucket=500_000_000)
            assert sum(size for _, size in bar["parts"]) == pytest.approx(in_place(budget(setup), "gpu"), rel=1e-9)


def test_the_bars_are_as_long_as_their_bytes(page, server):
    element = opened(page, server, MEMORY, "parameters=7.5&gpus=64")
    widths = element.evaluate(
        "element => [...element.querySelectorAll('[class*=box--bar-]')].map(bar => bar.getBBox().width)",
    )
    sizes = [size for bar in picture(element, "memory")["bars"] for _, size in bar["parts"]]
    unit = widths[0] / sizes[0]

    assert widths == pytest.approx([unit * size for size in sizes], abs=0.01)


@pytest.mark.parametrize("stage", range(4))
def test_every_moment_of_random_steps_shows_the_bytes_of_the_model(page, server, stage):
    generator = random.Random(stage)
    for _ in range(3):
        ranks, micro_steps = generator.randint(2, 8), generator.randint(1, 2)
        element = opened(page, server, COMMUNICATION, f"stage={stage}&ranks={ranks}&micro_steps={micro_steps}")
        moments = list(train(SAMPLES * micro_steps, stage=stage, ranks=ranks, micro_steps=micro_steps))
        for step in sorted(generator.sample(range(len(moments)), 4)):
            step_slider(element).fill(str(step))
            assert sent_boxes(element) == moments[step].traffic.sent
        expect(sentence(element)).to_contain_text("整步下来，各卡发送")


# Using them


def test_a_slider_moves_the_bars_and_the_address(page, server):
    element = opened(page, server, MEMORY)
    before = picture(element, "memory")["bars"][1]["parts"]
    slider(element, "gpus").focus()
    page.keyboard.press("ArrowRight")
    settle(element)

    assert picture(element, "memory")["bars"][1]["parts"] != before
    expect(field(element, "gpus")).to_have_value("65")
    address_holds(page, "gpus=65")


def test_what_does_not_fit_is_said_with_a_way_out_that_works(page, server):
    element = opened(page, server, MEMORY, "stage=0")
    expect(sentence(element)).to_contain_text("超过 32 GB，差 88 GB")
    expect(sentence(element)).to_contain_text("改一处就行：阶段改成 1")
    field(element, "stage").select_option("1")

    expect(sentence(element)).to_contain_text("放得下，余 594 MB")


def test_a_choice_brings_its_controls(page, server):
    element = opened(page, server, MEMORY)
    expect(field(element, "parameters")).to_be_visible()
    field(element, "model").select_option("GPT-3-175B")
    expect(field(element, "parameters")).to_have_count(0)
    expect(field(element, "sequence")).to_have_value("2048")
    field(element, "stage").select_option("3")
    field(element, "offload_param").select_option("nvme")
    expect(element.locator(".board text", has_text="NVMe")).to_be_visible()
    field(element, "model").select_option("custom")
    expect(field(element, "hidden")).to_have_value("4096")


def test_the_configuration_is_shown_and_copied(page, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    element = opened(page, server, MEMORY, LLAMA)
    element.get_by_role("button", name="复制代码").click()
    element.get_by_role("button", name="复制 ds_config.json 代码").click()
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))

    assert copied["train_batch_size"] == 16
    assert copied["zero_optimization"]["offload_optimizer"] == {"device": "cpu", "pin_memory": True}


def test_keys_step_through_a_training_step_and_are_told_what_happens(page, server):
    element = opened(page, server, COMMUNICATION, "stage=1")
    step_slider(element).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")

    expect(step_slider(element)).to_have_attribute(
        "aria-valuetext", "reduce-scatter 全部梯度。各卡持有 140 字节，已发 30 字节"
    )
    expect(sentence(element)).to_contain_text("第 5 个时刻")
    assert sent_boxes(element) == [30] * 4


def test_a_collective_is_stepped_by_hand(page, server):
    element = opened(page, server, COMMUNICATION, "run=all_reduce")
    step_slider(element).fill("1")
    assert sum("→" in text for text in drawn_texts(element)) == 4
    step_slider(element).fill("6")

    assert drawn_texts(element).count("1111") >= 12
    assert drawn_texts(element).count("12") == 4
    expect(sentence(element)).to_contain_text("最忙的卡 2S(N−1)/N = 12 字节")


def test_play_walks_through_a_step(page, server):
    element = opened(page, server, COMMUNICATION, "stage=0")
    element.get_by_role("button", name="播放").click()

    expect(step_slider(element)).to_have_value("7")
    assert sent_boxes(element) == [60] * 4


def test_two_stages_walk_together(page, server):
    element = opened(page, server, COMMUNICATION, "stage=0&vs=stage%3D3")
    expect(element.locator(".board")).to_have_count(2)
    step_slider(element).fill("18")

    expect(sentence(element)).to_contain_text("各卡发送 60 字节")
    expect(sentence(element)).to_contain_text("各卡发送 90 字节")


def test_the_files_hold_the_data(page, server):
    element = opened(page, server, MEMORY)
    with page.expect_download() as waiting:
        element.get_by_role("button", name="CSV").click()
    rows = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert rows[1].startswith("数据并行,15,15,90,")
    with page.expect_download() as waiting:
        element.get_by_role("button", name="SVG").click()
    drawing = waiting.value.path().read_text(encoding="utf-8")
    assert drawing.count("rgb(11, 98, 184)") >= 4  # the parameters of every stage, in the colour of the palette
    assert "var(" not in drawing


HOSTILE = {
    MEMORY: [
        "gpus=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E",
        f"parameters={'9' * 5000}",
        "stage=__proto__&model=constructor",
        "gpus=7&tensor=3",
        "model=custom&layers=1000&hidden=200000&heads=1000&vocabulary=1000000&sequence=10000000&batch=4096",
        f"vs={quote('vs=' + quote('gpus=1'))}&" * 30,
    ],
    COMMUNICATION: [
        "run=%3Cscript%3Ewindow.harmed%3D1%3C/script%3E",
        "ranks=1e9&micro_steps=-1",
        "run=broadcast&root=99",
        "stage=3&ranks=８",
    ],
}


@pytest.mark.parametrize(("id", "query"), [(id, query) for id, queries in HOSTILE.items() for query in queries])
def test_a_hostile_address_gives_a_sentence_at_most(page, server, id, query):
    element = opened(page, server, id, query)
    settle(element)

    assert page.evaluate("window.harmed") is None
    assert element.locator("script, img[src=x], [onerror]").count() == 0
    sentences = [*element.locator(".playground__problem:visible").all_text_contents(), notice(element).text_content()]
    assert all(re.match(r"^$|.*[\u4e00-\u9fff].*", each) for each in sentences), sentences


def test_a_bad_number_gets_a_sentence_beside_it_and_the_last_good_picture_stays(page, server):
    element = opened(page, server, MEMORY)
    before = picture(element, "memory")
    field(element, "gpus").fill("x")
    expect(problem(element, "gpus")).to_contain_text("GPU 数 要是 1 到 65536 之间的整数")

    assert picture(element, "memory") == before


# Everywhere


@pytest.mark.parametrize("id", [MEMORY, COMMUNICATION])
@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_axe_finds_nothing(new_page, server, id, viewport):
    query = LLAMA if id == MEMORY else "stage=2&vs=run%3Dall_reduce%26ranks%3D8"
    page = new_page(viewport=viewport)
    element = opened(page, server, id, query)
    element.get_by_role("button", name="复制代码").click()
    expect(page.locator(".playground__snippet").first).to_be_visible()
    settle(element)

    assert violations_in_both_schemes(page) == []


def test_on_a_phone_a_tall_board_moves_away_with_the_page(new_page, server):
    page = new_page(viewport="phone")
    for query in ("run=all_reduce&ranks=8", "stage=0&vs=stage%3D1"):
        element = opened(page, server, COMMUNICATION, query)
        stage = element.locator(".playground__stage")
        assert stage.evaluate("stage => getComputedStyle(stage).position") == "static"
        field(element, "ranks").fill("3")  # nothing lies over it


@pytest.mark.parametrize("id", [MEMORY, COMMUNICATION])
def test_on_a_phone_the_page_fits_and_the_picture_stays_in_sight(new_page, server, id):
    page = new_page(viewport="phone")
    element = opened(page, server, id, LLAMA if id == MEMORY else "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    field(element, "stage").scroll_into_view_if_needed()
    page.mouse.move(100, 500)
    page.mouse.wheel(0, 300)

    expect(element.locator(".board")).to_be_in_viewport()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('.playground__stage').getBoundingClientRect().top"
        " - document.querySelector('.md-header').getBoundingClientRect().bottom) < 2"
    )


def test_in_the_dark_the_bars_have_the_colours_of_the_dark_figures(new_page, server):
    fills = []
    for scheme in ("light", "dark"):
        bar = opened(new_page(scheme=scheme), server, MEMORY).locator(".board__box--bar-1").first
        fills.append(bar.evaluate("bar => getComputedStyle(bar).fill"))

    assert fills == ["rgb(11, 98, 184)", "rgb(108, 178, 255)"]


def test_parts_differ_in_hatching_and_not_in_colour_alone(page, server):
    element = opened(page, server, MEMORY, "model=GPT-2-1.5B&gpus=8&gpu_memory=80")
    expect(element.locator(".board__box--bar-2").first).to_be_visible()
    hatching = element.locator(".board__line--hatch").get_attribute("d")

    assert len(existing(hatching).split("M")) - 1 == len(
        [line for line in picture(element, "memory")["lines"] if line[4] == "hatch"]
    )


@pytest.mark.parametrize("id", [MEMORY, COMMUNICATION])
def test_what_is_loaded_until_the_first_picture_stays_within_300_kilobytes(page, server, deployed_site, id):
    load = Load(page, server, deployed_site)
    settle(opened(page, server, id))

    assert load.compressed_bytes() <= 300_000


@pytest.mark.parametrize("id", [MEMORY, COMMUNICATION])
def test_going_from_one_playground_to_another_leaves_one_worker(page, server, id):
    other = COMMUNICATION if id == MEMORY else MEMORY
    opened(page, server, id)
    page.goto(f"{server}playgrounds/")
    page.locator("article").get_by_role("link", name="显存计算器" if other == MEMORY else "通信", exact=True).click()
    expect(page.locator("play-ground")).to_have_attribute("data-state", "ready")

    assert workers(page) == 1
    assert page.locator("play-ground").get_attribute("data-playground") == other


def test_the_address_of_a_setting_shows_it_again(page, server):
    element = opened(page, server, MEMORY)
    field(element, "gpu_memory").fill("80")
    address_holds(page, "gpu_memory=80")
    page.reload()
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")

    assert parse_qs(urlsplit(page.url).query) == {"gpu_memory": ["80"]}
    assert picture(element, "memory")["bars"][0]["limit"] == 80 * GB


# The article


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_in_the_article_both_take_the_place_of_their_figures_and_nothing_jumps(new_page, server, viewport):
    page = new_page(viewport=viewport)
    page.goto(f"{server}posts/zero/")
    elements = page.locator("play-ground")
    expect(elements).to_have_count(2)
    for index, id in enumerate((MEMORY, COMMUNICATION)):
        element = elements.nth(index)
        expect(element).to_have_attribute("data-playground", id)
        element.scroll_into_view_if_needed()
        still = outline(element)
        touch(element)
        settle(element)

        assert outline(element) == pytest.approx(still, abs=3), id
    assert workers(page) == 1


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
