"""Where playgrounds live: the address bar, other pages, the article, the phone, the dark, and without a network."""

import gzip
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from plots.style import DARK
from tests.browser.axe import violations_in_both_schemes
from tests.browser.lr import ARTICLE, PAGE, curve, open_playground, picture
from tests.browser.playing import (
    address_holds,
    ask,
    expect_no_worker,
    field,
    in_article,
    notice,
    ready,
    rgb,
    settle,
    sheet_bytes,
    slider,
    stay,
    step_slider,
    touch,
    workers,
)

STEP = "scheduler=StepLR&step_size=5&gamma=0.5"
NESTED = (
    "scheduler=SequentialLR&schedulers=LinearLR(start_factor=0.1,total_iters=5),CosineDecayLR(decay_steps=20)"
    "&milestones=5&interval_rescaling=true&until=40&vs=scheduler%3DExponentialLR%26gamma%3D0.8"
)
EMBEDDED = 15  # the fourteen and the comparison at the head
ARTICLE_ANCHOR = "lr/step"
KB = 1000


# The address


def test_the_address_follows_the_setting_and_back_leaves_the_page(page, server):
    page.goto(f"{server}about/")
    element = open_playground(page, server)
    length = page.evaluate("history.length")
    field(element, "scheduler").select_option("StepLR")
    field(element, "gamma").fill("0.25")
    address_holds(page, "scheduler=StepLR&gamma=0.25")

    assert page.evaluate("history.length") == length
    page.go_back()
    page.wait_for_url(re.compile("about/"))


def test_a_nested_setting_survives_the_address(play):
    element = play("lr", NESTED)
    page = element.page
    before = [curve(element, 0), curve(element, 1)]
    assert len(before[0]) == 41
    field(element, "schedulers", 1, "decay_steps").fill("25")
    address_holds(page, "decay_steps=25")
    settle(element)
    changed = [curve(element, 0), curve(element, 1)]
    assert changed[0] != before[0]

    page.reload()
    expect(element).to_have_attribute("data-state", "ready")
    assert [curve(element, 0), curve(element, 1)] == changed
    field(element, "schedulers", 1, "decay_steps").fill("20")
    settle(element)
    assert [curve(element, 0), curve(element, 1)] == before


def test_leaving_ends_the_worker_and_coming_back_shows_the_setting(page, server):
    """Material's instant navigation: the page is never loaded again."""
    element = open_playground(page, server, STEP)
    stay(page)
    field(element, "gamma").fill("0.25")
    address_holds(page, "gamma=0.25")
    assert workers(page) == 1
    page.get_by_role("link", name="关于").first.click()
    page.wait_for_url(re.compile("about/"))
    expect(page.locator("play-ground")).to_have_count(0)
    page.wait_for_function("() => true")
    assert page.evaluate("window.isStillHere")
    expect_no_worker(page)

    page.go_back()
    expect(element).to_have_attribute("data-state", "ready")
    expect(field(element, "gamma")).to_have_value("0.25")
    assert curve(element)[5] == pytest.approx(0.025)
    assert workers(page) == 1
    page.go_forward()
    expect(page.locator("play-ground")).to_have_count(0)
    expect_no_worker(page)


def test_the_page_is_reached_from_another_one_without_loading_it(page, server):
    page.goto(f"{server}playgrounds/")
    stay(page)
    page.locator("article").get_by_role("link", name="学习率调整策略").first.click()

    expect(page.locator("play-ground")).to_have_attribute("data-state", "ready")
    assert page.evaluate("window.isStillHere")
    field(page.locator("play-ground"), "alpha").fill("0.5")
    address_holds(page, f"{PAGE}?alpha=0.5")


# The article


def test_in_the_article_nothing_is_loaded_before_the_first_touch(page, server):
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(server + ARTICLE)
    expect(page.locator("play-ground")).to_have_count(EMBEDDED)
    page.wait_for_load_state("networkidle")

    assert workers(page) == 0
    assert not [address for address in addresses if re.search(r"worker-|playground-|\.wasm|assets/python/", address)]


def test_the_first_edit_is_kept_while_the_rest_is_loaded(page, server):
    page.goto(server + ARTICLE)
    element = in_article(page, ARTICLE_ANCHOR)
    slider(element, "step_size").focus()
    page.keyboard.press("ArrowRight")
    expect(element).to_have_attribute("data-state", "ready")

    expect(field(element, "step_size")).to_have_value("6")
    settle(element)
    assert curve(element)[5] == pytest.approx(0.1)
    expect(slider(element, "step_size")).to_be_focused()


@pytest.mark.parametrize("press", ["mouse", "key"])
def test_play_before_anything_is_loaded_plays(page, server, press):
    page.goto(server + ARTICLE)
    element = in_article(page, ARTICLE_ANCHOR)
    play = element.get_by_role("button", name="播放")
    if press == "mouse":
        play.click()
    else:
        play.focus()
        page.keyboard.press("Enter")

    expect(step_slider(element)).not_to_have_value("0")


def test_the_one_last_touched_writes_the_address_and_the_link_leads_to_it(page, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server + ARTICLE)
    first = touch(in_article(page, ARTICLE_ANCHOR))
    field(first, "gamma").fill("0.25")
    address_holds(page, f"play={ARTICLE_ANCHOR}")
    second = touch(in_article(page, "lr/exponential"))
    field(second, "gamma").fill("0.8")
    address_holds(page, "play=lr/exponential")
    second.get_by_role("button", name="复制链接").click()
    expect(second.get_by_role("button", name="已复制")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    query = parse_qs(urlsplit(address).query)
    assert query["play"] == ["lr/exponential"]
    assert query["gamma"] == ["0.8"]

    page.goto("about:blank")
    page.goto(address)
    expect(second).to_have_attribute("data-state", "ready")
    expect(second).to_be_in_viewport()
    assert curve(second)[1] == pytest.approx(0.08)
    expect(first).to_have_attribute("data-state", "static")


def test_the_losses_are_folded_away_in_the_article(page, server):
    page.goto(server + ARTICLE)
    element = touch(in_article(page, ARTICLE_ANCHOR))
    expect(element.locator(".playground__panels .chart__svg")).to_have_count(0)
    element.locator(".playground__fold > summary").click()

    expect(element.locator(".playground__panels .chart__svg")).to_have_count(4)


# The phone, the dark


def test_on_a_phone_the_picture_stays_in_sight_of_the_controls(play):
    element = play("lr", STEP, viewport="phone")
    page = element.page
    slider(element, "gamma").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    slider(element, "gamma").focus()
    page.keyboard.press("ArrowRight")

    expect(element.locator(".playground__picture--live .chart__svg")).to_be_in_viewport()


def test_the_colours_change_with_the_switch_of_the_page(play):
    element = play("lr", STEP)
    page = element.page
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")

    expect(element.locator(".chart__line").first).to_have_css("stroke", rgb(DARK.series[0]))
    page.evaluate("document.body.dataset.mdColorScheme = 'default'")  # others look at this page, too


# Without


def test_once_loaded_it_works_without_a_network(new_page, server):
    page = new_page(first_visit=True)
    with page.expect_response("**/lr.rest.json"):  # what is seldom needed comes by itself after some seconds
        element = open_playground(page, server, "scheduler=LambdaLR")
    settle(element)
    page.wait_for_load_state("networkidle")
    page.complaints.expect("favicon")
    page.context.set_offline(True)

    field(element, "scheduler").select_option("StepLR")
    field(element, "gamma").fill("0.25")
    settle(element)
    assert curve(element)[5] == pytest.approx(0.025)
    element.get_by_role("button", name=re.compile("对比")).click()
    settle(element)
    assert len(picture(element)["series"]) == 2
    element.get_by_role("button", name="复制代码").click()
    expect(element.locator(".playground__snippet").first).to_contain_text("StepLR")
    element.get_by_role("button", name="播放").click()
    expect(step_slider(element)).not_to_have_value("0")


def test_when_a_file_is_missing_the_figure_stays_and_a_sentence_says_so(new_page, server, subtests):
    page = new_page(first_visit=True)
    element = page.locator("play-ground")
    page.complaints.expect("wasm streaming compile failed", "falling back to ArrayBuffer")
    for words in (".wasm", "/worker-", "/playground-", "/python/lr.json"):
        with subtests.test(words):
            lost = re.compile(re.escape(words))
            page.complaints.expect(words)
            page.route(lost, lambda route: route.abort())
            page.goto(server + PAGE)
            expect(element).to_have_attribute("data-state", "error")

            expect(element.locator("img:visible")).to_have_count(1)
            expect(notice(element)).to_contain_text("没有加载成功")
            page.unroute(lost)
            page.reload()
            ready(element)


def test_its_program_is_imported_before_anybody_asks(new_page, server):
    """So it shows at once where that cannot be; else the first answer would have to wait for it."""
    page = new_page(first_visit=True)

    def broken(route):
        files = route.fetch().json()
        route.fulfill(json={**files, "plots/playgrounds/huggingface/__init__.py": "raise ValueError"})

    page.route("**/python/huggingface.json", broken)
    page.goto(f"{server}playgrounds/huggingface/")
    expect(page.locator("play-ground")).to_have_attribute("data-state", "error")


# Accessibility, weight


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_axe_finds_nothing_in_what_came_to_life(new_page, server, viewport):
    page = new_page(viewport=viewport)
    page.goto(server + ARTICLE)
    for anchor in ("lr/multi-step", "lr/sequential", "lr/lambda", "lr/plateau"):
        element = touch(in_article(page, anchor))
        element.get_by_role("button", name="对比").click()
        step_slider(element).focus()
        settle(element)
    in_article(page, "lr/multi-step").get_by_role("button", name="复制代码").click()
    expect(page.locator(".playground__snippet").first).to_be_visible()
    assert violations_in_both_schemes(page, within="play-ground[data-state=ready]") == []


def adopted_rules(page):
    """Return the style sheets that came with modules."""
    return page.evaluate(
        "document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText).join()"
    )


def test_what_stands_there_at_rest_needs_no_look_of_a_picture(page, server):
    page.goto(server + ARTICLE)
    element = page.locator("play-ground").first
    expect(element.locator(".playground__chip")).to_have_count(3)
    at_rest = ask(element, "element => [...element.querySelectorAll('[class]')].flatMap((each) => [...each.classList])")
    of_the_page = adopted_rules(page)
    touch(element)
    rules = adopted_rules(page).replace(of_the_page, "")
    assert ".chart__line" in rules
    styled = {name for name in at_rest if re.search(rf"\.{re.escape(name)}(?![\w-])", rules)}
    assert {name for name in styled if not name.startswith("playground")} == set()


def test_a_kind_of_picture_brings_its_look_which_outlives_instant_navigation(page, server):
    open_playground(page, server, id="kmeans")
    rules = adopted_rules(page)
    assert ".points__mark" in rules
    assert ".timeline__" not in rules

    mark = page.locator(".points__mark--none").first
    colour = mark.evaluate("mark => getComputedStyle(mark).fill")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="关于").first.click()
    expect(mark).to_have_count(0)
    page.go_back()
    expect(page.locator("play-ground")).to_have_attribute("data-state", "ready")
    assert mark.evaluate("mark => getComputedStyle(mark).fill") == colour != "rgb(0, 0, 0)"
    assert page.evaluate("window.sameDocument"), "this was a full page load: nothing was tested"


def zipped(content):
    return len(gzip.compress(content, 9))


def test_one_playground_adds_little_to_a_page_before_it_is_touched(deployed_site):
    """15 KB for one, 60 KB for the fourteen of the article, with what the page loads for them."""
    html = (deployed_site / ARTICLE / "index.html").read_text(encoding="utf-8")
    shared = sheet_bytes() + zipped((deployed_site / "assets/generated/playground/element.mjs").read_bytes())
    tree = BeautifulSoup(html, "html.parser")
    forms = tree.select("play-ground form")
    assert len(forms) == EMBEDDED
    of_one = max(zipped(str(form).encode()) for form in forms)
    for form in forms:
        form.decompose()
    together = zipped(html.encode()) - zipped(str(tree).encode())

    assert shared + of_one <= 15 * KB
    assert shared + together <= 60 * KB


def test_what_is_loaded_until_the_first_picture_stays_within_300_kilobytes(page, server, deployed_site):
    loaded = []
    page.on("response", lambda response: loaded.append(urlsplit(response.url).path))
    page.goto(server + ARTICLE)
    touch(in_article(page, ARTICLE_ANCHOR))
    parts = {path for path in loaded if re.search(r"/playground/|/python/lr\.json", path)}
    base = urlsplit(server).path

    # Element, Worker, MicroPython, our Python; the playground, and what later pictures share with it.
    assert len(parts) == 4 + 1 + 3
    files = [deployed_site / path.removeprefix(base) for path in parts]
    assert sheet_bytes() + sum(zipped(file.read_bytes()) for file in files) <= 300 * KB
