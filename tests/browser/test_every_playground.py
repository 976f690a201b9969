"""What holds for every playground on its own page and in the articles, whatever it shows."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from plots.style import PALETTES
from scripts.assets.python_files import playground_ids
from scripts.checks.code_blocks import DOCS
from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import (
    ARTICLE,
    Load,
    assert_harmless,
    between,
    field,
    open_playground,
    outline,
    picture,
    problem,
    settle,
    step_slider,
    stroke,
    touch,
    workers,
)
from tests.searches import existing

IDS = playground_ids()
every_playground = pytest.mark.parametrize("id", IDS)
every_viewport = pytest.mark.parametrize("viewport", ["desktop", "phone"])
SIZES = [  # wide and high enough, held upright and sideways, and zoomed to 175 and 200 %
    *((1440, 900), (1024, 768), (820, 1180), (768, 1024), (390, 844), (375, 667), (320, 568)),
    *((844, 390), (720, 450), (823, 514), (683, 384)),
]
BY_HAND = [  # settings whose pictures hold what can be dragged or drawn
    ("kmeans", "data=none&k=2&points=2,2;3,2.5;7,7;8,6.5;2.5,8&start=own&centers=2,2;7,7"),
    ("lr", "scheduler=ReduceLROnPlateau&metric=drawn"),
    ("lr", "scheduler=MultiStepLR&milestones=5,10,15"),
]

# Returns what can be pressed and is covered, wherever the page is scrolled to.
COVERED = """async (element) => {
  const waiting = new Set([...element.querySelectorAll("input, select, textarea, button, summary, [role=slider]:not(.points__nib)")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
    .filter((each) => !each.closest("details:not([open])") || each.matches("details > summary")));
  const place = (each) => each.closest("label:has(> input[type=radio], > input[type=checkbox])") ?? each;
  const length = document.documentElement.scrollHeight;
  for (let top = 0; top < length && waiting.size; top += 50) {
    scrollTo({ top, behavior: "instant" });
    for (const each of waiting) {
      const { left, right, top, bottom, width } = place(each).getBoundingClientRect();
      const seen = width > 0 && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (seen && (place(each).contains(seen) || seen.closest("label")?.control === each)) waiting.delete(each);
    }
  }
  return [...waiting].map((each) => each.outerHTML.slice(0, 120));
}"""


@every_playground
def test_every_control_can_be_reached_in_windows_of_every_size(page, server, id):
    element = open_playground(page, server, id=id)
    covered = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(element)
        if found := element.evaluate(COVERED):
            covered[f"{width}×{height}"] = found
    assert covered == {}


# Puts the playground of another page below this one's.
FETCH = """async ([page]) => {
  const response = await fetch(page);
  const other = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("play-ground");
  other.querySelectorAll("img[src]").forEach((image) => { image.src = new URL(image.getAttribute("src"), response.url); });
  document.querySelector("article").append(other);
}"""


def test_playgrounds_of_two_kinds_live_on_one_page(page, server):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_playground(page, server, id="kmeans")
    page.evaluate(FETCH, [f"{server}playgrounds/boosting/"])
    second = page.locator('play-ground[data-playground="boosting"]')
    expect(second).to_have_attribute("data-state", "ready")
    for element in (page.locator('play-ground[data-playground="kmeans"]'), second):
        settle(element)
        element.locator(".chart__surface").first.hover()
        assert element.locator(".points__tool input:checked").first.evaluate("radio => radio.value") == "move"
    assert errors == []


# Scrolls a part of a picture, of four by three, into the middle of the window, and returns where it is then.
MIDDLE = """(picture, [column, row]) => {
  const box = () => picture.getBoundingClientRect();
  scrollBy({ top: box().top + (box().height * (row + 0.5)) / 3 - innerHeight / 2, behavior: "instant" });
  return [box().left + (box().width * (column + 0.5)) / 4, box().top + (box().height * (row + 0.5)) / 3];
}"""


@pytest.mark.parametrize(("id", "query"), [*((id, "") for id in IDS), *BY_HAND])
def test_a_finger_that_scrolls_over_the_pictures_changes_nothing(new_page, server, id, query):
    page = new_page(viewport="phone")
    element = open_playground(page, server, query, id=id)
    settle(element)
    before = element.evaluate("element => element.playground.state.query")
    for chart in element.locator(".playground__stage .chart__svg:visible").all():
        for part in range(12):
            x, y = chart.evaluate(MIDDLE, [part % 4, part // 4])
            stroke(page, between((x, y), (x + 15, y - (60 if part % 2 else -60))))  # up or down, a little askew
    settle(element)
    assert element.evaluate("element => element.playground.state.query") == before


# Bad and hostile values

SCRIPT = "%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E"
HOSTILE = {  # those of lr are in test_playground_trust.py
    "boosting": [
        f"eta={SCRIPT}",
        "points=%3Cscript%3Ewindow.harmed%3D1%3C/script%3E",
        "data=__proto__&max_depth=constructor",
        "points=" + "1,1;" * 400,
        "points=9999,9999;-9999,-9999&rounds=3",
        "rounds=1e9&n=-1&seed=９",
        "data=none&points=1,1;1,1;1,1&rounds=2",
        "data=spirals&n=2&noise=3&rounds=2&min_child_weight=1000",
    ],
    "huggingface": [
        f"search={SCRIPT}",
        "first=2020&last=2018",
        "view=__proto__&funding=constructor",
        "view=stars&start=nan&end=1e309",
        f"search={'x' * 5000}",
        "vs=first%3D2020&" * 30,
    ],
    "kmeans": [
        f"points={SCRIPT}",
        "data=none&points=" + "1,1;" * 4000,
        "start=__proto__&data=constructor",
        "data=grid&points=" + "9:;" * 50 + "-1:2,2",
        "start=own&centers=1e99,1;nan,nan",
        "data=none&k=25&points=1,1;1,1;1,1;1,1" + ";1,1" * 30 + "&restarts=true",
        "vs=points%3D1,1%26data%3Dnone&vs=k%3D9",
        "restarts=1&n=2000&k=25",
    ],
    "zero-communication": [
        "run=%3Cscript%3Ewindow.harmed%3D1%3C/script%3E",
        "ranks=1e9&micro_steps=-1",
        "run=broadcast&root=99",
        "stage=3&ranks=８",
    ],
    "zero-memory": [
        f"gpus={SCRIPT}",
        f"parameters={'9' * 5000}",
        "stage=__proto__&model=constructor",
        "gpus=7&tensor=3",
        "model=custom&layers=1000&hidden=200000&heads=1000&vocabulary=1000000&sequence=10000000&batch=4096",
        f"vs={quote('vs=' + quote('gpus=1'))}&" * 30,
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id", "query"),
    [pytest.param(id, query, id=f"{id} {query[:24]}") for id, queries in HOSTILE.items() for query in queries],
)
def test_a_hostile_address_gives_a_sentence_at_most(page, server, id, query):
    assert_harmless(open_playground(page, server, query, id=id))


WRONG = {  # a field, and what it does not take
    "boosting": ("eta", "2"),
    "huggingface": ("last", "2099"),
    "kmeans": ("k", "99"),
    "lr": ("decay_steps", "x"),
    "zero-communication": ("ranks", "99"),
    "zero-memory": ("gpus", "x"),
}


@every_playground
def test_a_bad_value_gets_a_sentence_beside_it_and_the_last_good_picture_stays(page, server, id):
    element = open_playground(page, server, id=id)
    settle(element)
    name, text = WRONG[id]
    shown = element.evaluate("element => Object.keys(element.playground.pictures)[0]")
    before = picture(element, shown)
    field(element, name).fill(text)
    expect(problem(element, name)).to_contain_text(f"现在是“{text}”。")

    assert picture(element, shown) == before


# At rest and alive


@every_playground
def test_without_javascript_the_figure_and_the_controls_are_there(new_page, server, id):
    page = new_page(javascript=False)
    page.goto(f"{server}playgrounds/{id}/")
    element = page.locator("play-ground")

    expect(element.locator("img:visible")).to_have_count(1)
    expect(element.locator("figcaption")).to_be_visible()
    assert "打开 JavaScript" in element.locator("noscript").text_content()
    expect(element.locator("form :is(input, select)").first).to_be_visible()
    expect(element.locator(".playground__sentence")).to_contain_text("。")


@pytest.mark.parametrize(
    ("id", "viewport"),
    [(id, "desktop") for id in IDS] + [(id, "phone") for id in IDS if id != "boosting"],  # which is drawn higher there
)
def test_the_picture_takes_the_place_of_the_figure(new_page, server, id, viewport):
    still = new_page(viewport=viewport, javascript=False)
    still.goto(f"{server}playgrounds/{id}/")
    image = still.locator("play-ground img:visible").bounding_box()
    element = open_playground(new_page(viewport=viewport), server, id=id)
    settle(element)
    box = existing(element.locator(".figure__picture").bounding_box())
    foot = element.evaluate(
        "element => [...element.querySelectorAll('.figure__picture .chart')].at(-1).getBoundingClientRect().bottom"
    )

    assert foot - box["y"] == pytest.approx(image["height"], abs=2)  # buttons may stand below
    if id == "huggingface":
        assert box["width"] >= image["width"] - 2  # it uses the room
    else:
        assert box["width"] == pytest.approx(image["width"], abs=2)


ARTICLES = {
    "gradient-boosting": "posts/gradient-boosting-从入门到调包-调包篇/",
    "huggingface": "posts/huggingface/",
    "k-means": "posts/k-means从入门到调包/",
    "oneflow-lrscheduler-visualization": ARTICLE,
    "zero": "posts/zero/",
}
PLACED = {path.stem: path.read_text("utf-8").count("](playground:") for path in (DOCS / "posts").glob("*.md")}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, count in PLACED.items() if count])
@every_viewport
def test_in_an_article_they_take_the_places_of_their_figures_with_one_worker_and_nothing_jumps(
    new_page, server, name, viewport
):
    page = new_page(viewport=viewport)
    page.goto(server + ARTICLES[name])
    elements = page.locator("play-ground")
    expect(elements).to_have_count(PLACED[name])
    for element in elements.all():
        element.scroll_into_view_if_needed()
        expect(element.locator("form :is(input, select)").first).to_be_visible()  # they come when the reader is near
        still = outline(element)
        touch(element)
        settle(element)

        assert outline(element) == pytest.approx(still, abs=2), element.get_attribute("data-anchor")
    assert workers(page) == 1


@every_playground
def test_what_is_loaded_until_the_first_picture_stays_within_300_kilobytes(page, server, deployed_site, id):
    load = Load(page, server, deployed_site)
    settle(open_playground(page, server, id=id))

    assert load.compressed_bytes() <= 300_000


@pytest.mark.parametrize("id", [id for id in IDS if id != "zero-memory"])  # which has no steps
def test_with_reduced_motion_the_button_steps(new_page, server, id):
    element = open_playground(new_page(reduced_motion=True), server, id=id)
    settle(element)
    before = int(step_slider(element).input_value())
    element.get_by_role("button", name="下一步", exact=True).click()

    expect(step_slider(element)).to_have_value(str(before + 1))


# Everywhere

FULL = {  # settings that show much
    "boosting": "data=xor&rounds=6&vs=max_depth%3D1%26rounds%3D6",
    "huggingface": "view=stars",
    "kmeans": "n=40&k=4&restarts=true&vs=start%3Dkmeans-pp",
    "lr": "scheduler=ReduceLROnPlateau&metric=drawn",
    "zero-communication": "stage=2&vs=run%3Dall_reduce%26ranks%3D8",
    "zero-memory": "model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&offload_optimizer=cpu",
}


@pytest.mark.slow
@pytest.mark.parametrize(("id", "query"), [(id, query) for id in IDS for query in ("", FULL[id])])
@every_viewport
def test_axe_finds_nothing(new_page, server, id, query, viewport):
    page = new_page(viewport=viewport)
    element = open_playground(page, server, query, id=id)
    element.get_by_role("button", name="复制代码").click()
    expect(page.locator(".playground__snippet").first).to_be_visible()
    if not query:
        field(element, WRONG[id][0]).fill(WRONG[id][1])
        expect(element.locator(".playground__problem:visible")).to_have_count(1)
    settle(element)

    assert violations_in_both_schemes(page) == []


DRAWN = {  # what has the first colour of the palette
    "boosting": ("[data-picture=fit] .ensemble__stairs", "stroke"),
    "huggingface": (".lane--series-1.timeline__mark", "stroke"),
    "kmeans": (".points__center", "fill"),
    "lr": (".chart__line", "stroke"),
    "zero-communication": (".board__box--bar-1, .board__box--series-1", "stroke"),
    "zero-memory": (".board__box--bar-1", "fill"),
}


@every_playground
@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.scheme)
def test_the_pictures_have_the_colours_of_the_figures_of_their_scheme(new_page, server, id, palette):
    look, role = DRAWN[id]
    mark = open_playground(new_page(scheme=palette.scheme), server, id=id).locator(look).first
    colour = mark.evaluate("(mark, role) => getComputedStyle(mark)[role]", role)

    assert colour == f"rgb({', '.join(map(str, bytes.fromhex(palette.series[0][1:])))})"


# What is pressed so often that it is as wide and high as a fingertip; all else has half of that at least.
OFTEN = {
    "boosting": ".points__tools :is(label, button), .playground__play",
    "kmeans": ".points__tool, .points__walk button, .playground__play, .playground__actions button, select",
}
SMALL = """(element, often) => [...element.querySelectorAll("button, a, input, select, textarea, summary, .points__tool, [role=slider] rect")]
  .filter((each) => each.checkVisibility() && !each.closest("figcaption, .playground__sentence, .history"))
  .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect()])
  .filter(([each, { width, height }]) => width * height > 0 && Math.min(width, height) < (often && each.matches(often) ? 44 : 24))
  .map(([each]) => each.outerHTML.slice(0, 100))"""


@every_playground
def test_on_a_phone_everything_fits_and_can_be_touched(new_page, server, id):
    element = open_playground(new_page(viewport="phone"), server, FULL[id], id=id)
    settle(element)

    assert element.page.evaluate("document.documentElement.scrollWidth") <= 375
    assert element.evaluate(SMALL, OFTEN.get(id)) == []
