"""Nobody's text or code harms the page: hostile addresses, code from a link, code that never ends or eats memory."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.lr import curve, open_playground, picture
from tests.browser.playing import (
    ask,
    assert_harmless,
    expect_no_worker,
    field,
    notice,
    obstacle,
    settle,
    step_slider,
    wait_for_first_pictures,
    workers,
)

SCRIPT = "<img src=x onerror=window.harmed=1><script>window.harmed=1</script>"
STATEMENTS = "def lr_lambda(t):\n    return {body}"
HOSTILE = {
    "script as a scheduler": f"scheduler={quote(SCRIPT)}",
    "script as a value": f"scheduler=StepLR&gamma={quote(SCRIPT)}",
    "script as a name": f"{quote(SCRIPT)}=1",
    "script in a builder": f"scheduler=ChainedScheduler&schedulers={quote(SCRIPT)}",
    "script deep in a builder": f"scheduler=ChainedScheduler&schedulers=StepLR(gamma={quote(SCRIPT)})",
    "script as a compared setting": f"vs=scheduler%3D{quote(quote(SCRIPT))}",
    "quotes that would end an attribute": f"scheduler=StepLR&gamma={quote(chr(34) + ' autofocus onfocus=window.harmed=1 x=' + chr(34))}",
    "a huge number": "scheduler=StepLR&gamma=1e308&step_size=999999999999999999999",
    "nan": "scheduler=StepLR&gamma=nan&lr=nan",
    "infinity": "scheduler=ExponentialLR&gamma=inf&lr=-inf",
    "a million steps": "scheduler=StepLR&until=1000000",
    "negative steps": "scheduler=StepLR&until=-5",
    "words for numbers": "scheduler=CosineAnnealingWarmRestarts&T_0=many&T_mult=2.5&restart_limit=true",
    "a list for a number": "scheduler=StepLR&gamma=1,2,3",
    "a number for a list": "scheduler=MultiStepLR&milestones=5",
    "a list without end": f"scheduler=MultiStepLR&milestones={','.join(map(str, range(3000)))}",
    "brackets without end": f"scheduler=ChainedScheduler&schedulers={'ChainedScheduler(schedulers=[' * 300}",
    "brackets that do not match": "scheduler=SequentialLR&schedulers=LinearLR((,)&milestones=)",
    "a call of something else": "scheduler=ChainedScheduler&schedulers=__import__(os),eval(1)",
    "names of JavaScript": "__proto__=1&constructor=2&prototype.x=3&scheduler=__proto__",
    "bad percent signs": "scheduler=%E0%A4%A&gamma=%",
    "a hundred compared settings": "&".join(["vs=scheduler%3DStepLR"] * 100),
    "a text of 100 000 characters": f"scheduler=StepLR&gamma={'9' * 100_000}",
    "nothing but separators": "&&&===&&=",
    "a preset that is not": "preset=nothing&op=reset&do=open",
}


def test_a_hostile_address_gives_a_sentence_at_most(play, subtests):
    for name, query in HOSTILE.items():
        with subtests.test(name):
            element = play("lr", query)
            assert_harmless(element)

            element.get_by_role("button", name="重置").click()
            wait_for_first_pictures(element)
            field(element, "alpha").fill("0.5")
            wait_for_first_pictures(element)
            assert curve(element)[-1] == pytest.approx(0.05)
            assert notice(element).text_content() == ""


def write_code(element, code):
    """Write code into the field, or into the editor that stands over it; it runs as soon as it is there."""
    field(element, "lr_lambda").or_(element.locator(".cm-content")).filter(visible=True).first.click()
    element.page.keyboard.press("ControlOrMeta+A")
    element.page.keyboard.insert_text(code)


def run_code(element, code):
    """Write code, and run it again."""
    write_code(element, code)
    element.locator("form").get_by_role("button", name="运行").click()


def complaint(element):
    return element.locator(".playground__obstacle, .playground__problem").first


def wait_for_curve(element, value, *, at=1):
    element.page.wait_for_function(
        "([element, at, value]) => Math.abs(element.playground.pictures.lr.series[0].values[at] - value) < 1e-9",
        arg=[element.element_handle(), at, value],
    )


def test_code_from_the_address_is_shown_and_not_run_until_asked(play):
    code = "lambda t: 0.5"
    element = play("lr", f"scheduler=LambdaLR&lr_lambda={quote(code)}")
    page = element.page

    expect(field(element, "lr_lambda")).to_have_value(code)
    expect(obstacle(element)).to_contain_text("还没有运行")
    assert "lr" not in ask(element, "element => Object.keys(element.playground.pictures)")
    field(element, "lr").fill("0.2")  # something else is changed: still nothing is run
    settle(element)
    assert "lr" not in ask(element, "element => Object.keys(element.playground.pictures)")

    element.locator("form").get_by_role("button", name="运行").click()
    page.wait_for_function("element => 'lr' in element.playground.pictures", arg=element.element_handle())
    assert curve(element)[0] == pytest.approx(0.1)
    expect(obstacle(element)).to_have_count(0)


def lambda_query(code):
    return f"scheduler=LambdaLR&lr_lambda={quote(code)}"


def drawn(element):
    """Return the names of the curves in the picture."""
    return [series["label"] for series in picture(element)["series"] if series["label"]]


def test_code_that_stands_in_a_compared_setting_is_shown_and_the_rest_is_drawn(play):
    code = "lambda t: 0.5 + 0 * t"
    element = play("lr", f"scheduler=StepLR&vs={quote(lambda_query(code))}")
    page = element.page

    expect(field(element, "lr_lambda")).to_have_value(code)
    expect(field(element, "lr_lambda")).to_be_visible()
    expect(notice(element)).to_contain_text("图里还没有“LambdaLR”")
    step_slider(element).focus()
    page.keyboard.press("ArrowRight")  # asks for a sentence: nothing is run
    settle(element)
    assert drawn(element) == ["StepLR"]
    element.locator("[data-chip=choose-0]").check(force=True)
    expect(notice(element)).to_contain_text("还没有运行")
    field(element, "gamma").fill("0.4")  # who tunes another setting stays there
    settle(element)
    expect(field(element, "gamma")).to_be_visible()

    element.locator("[data-chip=choose-1]").check(force=True)
    element.locator("form").get_by_role("button", name="运行").click()
    page.wait_for_function(
        "element => element.playground.pictures.lr.series.length === 2", arg=element.element_handle()
    )
    settle(element)
    assert drawn(element) == ["StepLR", "LambdaLR"]
    expect(notice(element)).to_have_text("")


def test_of_two_codes_from_an_address_none_runs_before_both_were_shown(play):
    codes = ["lambda t: 0.5 + 0 * t", "lambda t: 0.25 + 0 * t"]
    element = play("lr", f"{lambda_query(codes[0])}&vs={quote(lambda_query(codes[1]))}")
    page = element.page
    for code in codes:
        expect(field(element, "lr_lambda")).to_have_value(code)
        expect(obstacle(element)).to_contain_text("还没有运行")
        assert ask(element, "element => Object.keys(element.playground.pictures)") == []
        obstacle(element).get_by_role("button", name="运行").click()

    expect(obstacle(element)).to_have_count(0)
    page.wait_for_function(
        "element => element.playground.pictures.lr?.series.length === 2", arg=element.element_handle()
    )
    assert [curve(element, i)[0] for i in (0, 1)] == pytest.approx([0.05, 0.025])


def test_the_curve_follows_what_is_typed(play):
    element = play("lr", "scheduler=LambdaLR")
    page = element.page
    field(element, "lr_lambda").click()
    editor = element.locator(".cm-content")
    expect(editor).to_be_visible()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("lambda t: 1 / (1 + t)")

    wait_for_curve(element, 0.05)
    page.keyboard.press("Backspace")
    expect(element.locator(".playground__problem:visible")).to_have_text(re.compile("[\u4e00-\u9fff]"))
    assert curve(element)[1] == pytest.approx(0.05)
    page.keyboard.insert_text(" * 2)")
    wait_for_curve(element, 0.1 / 3)
    expect(editor).to_be_focused()
    page.wait_for_url(re.compile("lr_lambda="))


def test_the_editor_is_loaded_only_when_it_is_opened(page, server):
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    element = open_playground(page, server, "scheduler=LambdaLR")
    page.wait_for_load_state("networkidle")
    assert not [address for address in addresses if "editor-" in address]
    field(element, "lr_lambda").click()

    expect(element.locator(".cm-editor")).to_be_visible()
    assert len([address for address in addresses if "editor-" in address]) == 1


def test_without_the_editor_the_plain_field_does(page, server):
    page.complaints.expect("/editor-")
    page.route("**/editor-*.mjs", lambda route: route.abort())
    element = open_playground(page, server, "scheduler=LambdaLR")
    field(element, "lr_lambda").click()
    run_code(element, "lambda t: 1 / (1 + t)")

    wait_for_curve(element, 0.05)


@pytest.mark.parametrize(
    "code",
    [
        "def lr_lambda(t):\n    while True:\n        pass",
        "def lr_lambda(t):\n    return lr_lambda(t)",
        "lambda t: 10 ** 10 ** 9",
    ],
    ids=["loop", "recursion without end", "number without end"],
)
def test_code_that_does_not_end_is_stopped_and_everything_works_on(play, code):
    element = play("lr", "scheduler=LambdaLR", clock=True)
    run_code(element, "lambda t: 1")  # where it runs has begun then
    wait_for_curve(element, 0.1)
    write_code(element, code)
    expect(element.and_(element.page.locator("[data-running]")).or_(complaint(element))).to_be_attached()
    element.page.clock.run_for(2000)

    expect(complaint(element)).to_have_text(re.compile("停止|出错"))
    run_code(element, "lambda t: 1 / (1 + t)")
    wait_for_curve(element, 0.05)
    expect(obstacle(element)).to_have_count(0)
    field(element, "scheduler").select_option("StepLR")
    settle(element)
    assert curve(element)[5] == pytest.approx(0.05)


KEEP_WORKERS = """self.stopped = [];
self.thrown = [];
self.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener("error", ({ message }) => thrown.push(message));
  }
  terminate() { stopped.push(this); }
};"""
LAST_ANSWERS = """() => new Promise((resolve) => {
  const worker = stopped.at(-1);
  worker.addEventListener("message", ({ data }) => data.id === -1 && resolve(data.failure));
  worker.postMessage({ id: -1, playground: "lr", request: "{}" });
})"""


def test_code_that_does_not_end_is_stopped_also_where_the_browser_does_not_stop_it(page, server):
    """As WebKit does, whose Workers go on while WebAssembly runs: what answers has come back."""
    page.add_init_script(KEEP_WORKERS)
    element = open_playground(page, server, "scheduler=LambdaLR")
    for body in ("while True: pass", "return 10 ** 10 ** 9"):
        before = page.evaluate("stopped.length")
        write_code(element, f"def lr_lambda(t):\n    {body}")

        expect(complaint(element)).to_contain_text("已经停止", timeout=8_000)
        assert page.evaluate("stopped.length") > before
        assert "stopped" in page.evaluate(LAST_ANSWERS)
        assert page.evaluate("thrown") == []
        run_code(element, "lambda t: 1 / (1 + t)")
        wait_for_curve(element, 0.05)


def test_code_that_eats_memory_is_stopped_and_everything_works_on(play):
    element = play("lr", "scheduler=LambdaLR")
    write_code(element, "def lr_lambda(t):\n    a = []\n    while True:\n        a.append(bytearray(1000000))")

    expect(complaint(element)).to_have_text(re.compile("停止|Memory"), timeout=8_000)
    run_code(element, "lambda t: 1 / (1 + t)")
    wait_for_curve(element, 0.05)


WAYS_OUT = [
    *("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "indexedDB", "caches", "Worker"),
    *("BroadcastChannel", "navigator", "location", "postMessage", "close", "eval", "WebAssembly", "setTimeout"),
    *("MessageChannel", "OffscreenCanvas", "Request", "Notification", "onmessage", "cookieStore", "origin"),
]


def test_in_the_sandbox_there_is_no_network_storage_or_way_out(play):
    """The curve at step i is 0 where the i-th name is missing; two names that are there show that it would notice."""
    names = [*WAYS_OUT, "Object", "Math"]
    element = play("lr", f"scheduler=LambdaLR&until={len(names)}&lr=1")
    run_code(element, f"import js\nlr_lambda = lambda t: int(hasattr(js, {names}[min(t, {len(names) - 1})]))")
    wait_for_curve(element, 1, at=len(names) - 1)

    assert [name for name, found in zip(names, curve(element), strict=False) if found] == ["Object", "Math"]


def test_in_the_sandbox_text_does_not_become_code(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    element = open_playground(page, server, "scheduler=LambdaLR")
    code = (
        "import js\n"
        "def attempt(make):\n"
        "    try:\n"
        "        make()\n"
        "        return True\n"
        "    except Exception:\n"
        "        return False\n"
        "source = 'import(\"/attempt\")'\n"
        "ways = [lambda: js.Object.constructor(source)(), lambda: js.Function(source)(), lambda: js.eval(source)]\n"
        "count = sum([attempt(way) for way in ways])\n"
        "lr_lambda = lambda t: 0.25 + count\n"
    )
    run_code(element, code)
    page.wait_for_function(
        "element => element.playground.pictures.lr.series[0].values[0] !== 0.1 || element.playground.state.problems.length",
        arg=element.element_handle(),
    )

    assert curve(element)[0] == pytest.approx(0.025)
    assert not [address for address in asked if "attempt" in address]


def test_what_code_answers_never_becomes_markup(play):
    element = play("lr", "scheduler=LambdaLR")
    page = element.page
    run_code(element, f"def lr_lambda(t):\n    raise ValueError({SCRIPT!r})")

    expect(element.locator(".playground__problem:visible")).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert element.locator("script, img[src=x]").count() == 0


def test_the_sandbox_ends_with_the_page(play):
    element = play("lr", "scheduler=LambdaLR")
    page = element.page
    run_code(element, "lambda t: 1 / (1 + t)")
    wait_for_curve(element, 0.05)
    assert workers(page) == 2
    page.get_by_role("link", name="关于").first.click()
    page.wait_for_url(re.compile("about/"))
    expect(page.locator("play-ground")).to_have_count(0)

    expect_no_worker(page)
