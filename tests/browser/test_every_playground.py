"""What holds for every playground on its own page and in the articles, whatever it shows.

To open a playground takes longer than to look at it: tests that leave it as they find it share a page (``look_at``).
"""

import contextlib

import pytest
from playwright.sync_api import expect

from plots import bridge
from plots.playgrounds.state import read_settings
from plots.presets import canonical
from plots.style import PALETTES
from scripts.assets.python_files import playground_ids
from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import (
    Load,
    ask,
    assert_harmless,
    begin_anew,
    between,
    boxes,
    field,
    names_of_pictures,
    open_playground,
    outline,
    picture,
    problem,
    reset,
    resize,
    rgb,
    settle,
    step_slider,
    stop_clock,
    stroke,
    touch,
    unfold,
    wait_for_first_pictures,
    workers,
)
from tests.playgrounds.tries import tried
from tests.posts import FRONT

IDS = playground_ids()
every_playground = pytest.mark.parametrize("id", IDS, scope="module")  # all tests of one follow each other
every_viewport = pytest.mark.parametrize("viewport", ["desktop", "phone"])
BY_HAND = [(id, query) for id in IDS for query in tried(id).by_hand]
SIZES = [  # wide and high enough, held upright and sideways, and zoomed to 175 and 200 %
    *((1440, 900), (1024, 768), (820, 1180), (768, 1024), (390, 844), (375, 667), (320, 568)),
    *((844, 390), (720, 450), (823, 514), (683, 384)),
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


# Returns the controls beside which no picture is ever seen whole, although the window has room for one.
ALONE = """async (element) => {
  const header = document.querySelector(".md-header").offsetHeight;
  const canvases = [...element.querySelectorAll(".playground__stage .playground__canvas")];
  const beside = element.querySelector(".playground__side").getBoundingClientRect().left > canvases[0].getBoundingClientRect().right;
  const least = canvases.at(-1).offsetHeight + element.querySelector(".player").offsetHeight + (beside ? 20 : 220);
  if (header + least > innerHeight) return [];
  const controls = [...element.querySelectorAll("form :is(input, select, textarea)")].filter((each) => each.checkVisibility());
  const seen = (each, above) => each.top >= above - 1 && each.bottom <= innerHeight + 1;
  const lost = [];
  for (const control of controls) {
    const places = [];
    const ends = canvases.map((each) => [each, "end"]);
    for (const [each, block] of [...["start", "center", "end"].map((block) => [control, block]), ...ends]) {
      each.scrollIntoView({ block, behavior: "instant" });
      const boxes = canvases.map((each) => each.getBoundingClientRect());
      places.push(seen(control.getBoundingClientRect(), header) && boxes.some((each) => seen(each, header)));
    }
    if (!places.includes(true)) lost.push(control.outerHTML.slice(0, 120));
  }
  return lost;
}"""


@every_playground
def test_in_windows_of_every_size_every_control_can_be_reached_and_a_picture_stays_in_its_sight(look_at, id):
    element = look_at(id)
    wrong: dict[str, list[str]] = {}
    for width, height in SIZES:
        resize(element, width, height)
        names = names_of_pictures(element)  # those of new sizes are drawn anew
        found = {
            "covered": ask(element, COVERED),
            "without a picture": ask(element, ALONE),
            "names": names if "" in names or not names else [],
        }
        wrong |= {f"{what} at {width}×{height}": places for what, places in found.items() if places}
    assert wrong == {}


# Scrolls a part of a picture, of four by three, into the middle of the window, and returns where it is then.
MIDDLE = """(picture, [column, row]) => {
  const box = () => picture.getBoundingClientRect();
  scrollBy({ top: box().top + (box().height * (row + 0.5)) / 3 - innerHeight / 2, behavior: "instant" });
  return [box().left + (box().width * (column + 0.5)) / 4, box().top + (box().height * (row + 0.5)) / 3];
}"""


@pytest.mark.parametrize(("id", "query"), [*((id, "") for id in IDS), *BY_HAND], scope="module")
def test_a_finger_that_scrolls_over_the_pictures_changes_nothing(look_at, id, query):
    element = look_at(id, query, viewport="phone")
    before = ask(element, "element => element.playground.state.query")
    for chart in element.locator(".playground__stage .chart__svg:visible").all():
        for part in range(12):
            x, y = ask(chart, MIDDLE, [part % 4, part // 4])
            end = (x + 15, y - (60 if part % 2 else -60))  # up or down, a little askew
            stroke(element.page, between((x, y), end, parts=2))  # each waits for a frame
    settle(element)
    assert ask(element, "element => element.playground.state.query") == before


# Bad and hostile values


@pytest.mark.slow
@every_playground
def test_a_hostile_address_gives_a_sentence_at_most(page, server, id, subtests):
    """The page is loaded with the first; the others are opened in the same."""
    element = open_playground(page, server, *tried(id).hostile[:1], id=id)
    for query in tried(id).hostile:
        with subtests.test(query):
            begin_anew(element, query)
            assert_harmless(element)


@every_playground
def test_the_list_of_presets_says_which_is_shown_and_keeps_the_focus(look_at, id):
    """And the names of the pictures say what is shown for it."""
    element = look_at(id)
    told = [names_of_pictures(element)]
    presets = element.locator("select[data-op=preset]")
    default = [name for name, _, text in bridge.find(id).presets if canonical(bridge.find(id), text) == ""]
    expect(presets).to_have_value("".join(default))
    for name, _, _ in bridge.find(id).presets[-2:]:
        presets.focus()
        presets.select_option(name)
        wait_for_first_pictures(element)
        told.append(names_of_pictures(element))
        assert all(told[-1])
        assert told[-1] not in told[:-1]
        expect(presets).to_have_value(name)
        expect(presets).to_be_focused()
    reset(element)
    expect(presets).to_have_value("".join(default))


@pytest.mark.parametrize("id", [id for id in IDS if bridge.find(id).most_settings > 1], scope="module")
def test_every_setting_that_is_compared_has_its_own_name_and_the_controls_that_all_share(look_at, id):
    element = look_at(id)
    element.get_by_role("button", name="对比").click()
    settle(element)
    chips = element.locator(".playground__chip")
    expect(chips).to_have_count(2)
    names = chips.all_text_contents()
    assert len(set(names)) == 2
    assert not any(word in name for name in names for word in ("none", "false", "true"))
    colours = [
        chip.locator(".chart__key").evaluate_all("keys => keys.map((key) => key.className)") for chip in chips.all()
    ]
    assert colours[0] != colours[1] or colours[0] == []

    shared = [control.name for control in read_settings(bridge.find(id), [[]])[0].controls if control.shared]
    for chip in (0, 1):
        element.get_by_role("radio").nth(chip).check()
        expect(element.locator("select[data-op=preset]")).to_be_visible()
        for name in shared:
            expect(field(element, name)).to_have_count(1)
    reset(element)


@every_playground
def test_a_bad_value_gets_a_sentence_beside_it_and_the_last_good_picture_stays(look_at, id):
    element = look_at(id)
    name, text = tried(id).wrong
    shown = ask(element, "element => Object.keys(element.playground.pictures)[0]")
    before = picture(element, shown)
    field(element, name).fill(text)
    expect(problem(element, name)).to_contain_text(f"现在是“{text}”。")

    assert picture(element, shown) == before
    reset(element)


# At rest and alive


@every_playground
def test_without_javascript_the_figure_and_the_controls_are_there(at_rest, id):
    element = at_rest(f"playgrounds/{id}/").locator("play-ground")

    expect(element.locator("img:visible")).to_have_count(1)
    expect(element.locator("figcaption")).to_be_visible()
    assert "打开 JavaScript" in element.locator("noscript").text_content()
    expect(element.locator("form :is(input, select)").first).to_be_visible()
    expect(element.locator(".playground__sentence")).to_contain_text("。")


@pytest.mark.parametrize(
    ("id", "viewport"),
    [(id, "desktop") for id in IDS] + [(id, "phone") for id in IDS if tried(id).same_height_on_phones],
    scope="module",
)
def test_the_picture_takes_the_place_of_the_figure(at_rest, look_at, id, viewport):
    image = at_rest(f"playgrounds/{id}/", viewport).locator("play-ground img:visible").bounding_box()
    element = look_at(id, viewport=viewport)
    box, *charts = boxes(element, ".figure__picture", ".figure__picture .chart")

    assert charts[-1]["bottom"] - box["top"] == pytest.approx(image["height"], abs=2)  # buttons may stand below
    if not tried(id).same_width:
        assert box["width"] >= image["width"] - 2  # it uses the room
    else:
        assert box["width"] == pytest.approx(image["width"], abs=2)


# Comes to a playground, and waits for its controls, which come when the reader is near.
COME = """async (element) => {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const isHere = () => element.querySelector("form :is(input, select)")?.checkVisibility();
  for (let frame = 0; frame < 1800 && !isHere(); frame++) await new Promise(requestAnimationFrame);
  return isHere();
}"""
PLACED = {path: front.path.read_text("utf-8").count("](playground:") for path, front in FRONT.items()}


@pytest.mark.slow
@pytest.mark.parametrize("post", [post for post, count in PLACED.items() if count])
@every_viewport
def test_in_an_article_they_take_the_places_of_their_figures_with_one_worker_and_nothing_jumps(
    new_page, server, post, viewport
):
    page = new_page(viewport=viewport)
    page.goto(server + post)
    elements = page.locator("play-ground")
    expect(elements).to_have_count(PLACED[post])
    unfold(page)
    for element in elements.all():
        assert ask(element, COME)
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


# Walking through the steps

WALKED = [id for id in IDS if tried(id).walks]
every_walk = pytest.mark.parametrize("id", WALKED, scope="module")


def counter(element):
    return element.locator(".player__counter")


@every_walk
def test_buttons_step_and_the_counter_counts(look_at, id):
    element = look_at(id)
    slider = step_slider(element)
    found_at = slider.input_value()
    step_slider(element).press("Home")
    low, last = (int(slider.evaluate(f"slider => slider.{end}")) for end in ("min", "max"))
    first = int(counter(element).inner_text().split(" / ")[0])  # where it counts from
    assert first in {1, low}
    expect(counter(element)).to_have_text(f"{first} / {last - low + first}")
    for name, step in [("上一步", low), ("下一步", low + 1), ("下一步", low + 2), ("上一步", low + 1)]:
        element.get_by_role("button", name=name, exact=True).click()
        expect(slider).to_have_value(str(step))
        expect(counter(element)).to_have_text(f"{step - low + first} / {last - low + first}")
    slider.fill(found_at)


@every_walk
def test_each_step_with_a_sentence_stays_for_a_second_and_less_at_twice_the_speed(play, id):
    element = play(id, clock=True)
    page = element.page
    settle(element)
    step_slider(element).press("Home")
    low = int(step_slider(element).input_value())

    def steps_in(milliseconds, speed):
        step_slider(element).press("Home")
        element.get_by_label("播放速度").select_option(speed)
        stop_clock(page)
        element.get_by_role("button", name="播放", exact=True).click()
        page.clock.run_for(milliseconds)
        element.get_by_role("button", name="暂停").click()
        page.clock.resume()
        return int(step_slider(element).input_value()) - low

    slow, usual, fast = (steps_in(1300, speed) for speed in ("0.5", "1", "2"))
    assert slow < usual < fast
    assert (usual <= 2) == tried(id).tells


@every_walk
def test_with_reduced_motion_the_buttons_step_and_nothing_plays(play, id):
    element = play(id)
    element.page.emulate_media(reduced_motion="reduce")
    begin_anew(element)
    settle(element)
    expect(element.get_by_role("button", name="播放")).to_have_count(0)
    step_slider(element).press("Home")
    before = int(step_slider(element).input_value())
    element.get_by_role("button", name="下一步", exact=True).click()

    expect(step_slider(element)).to_have_value(str(before + 1))
    assert ask(element, "element => element.playground.stage.gliding") == 0


@every_walk
def test_what_moves_glides_to_the_next_step_and_arrives_exactly(play, id):
    element = play(id, clock=True)
    page = element.page
    settle(element)

    def drawn():
        return ask(element, "element => [...element.playground.stage.drawers.values()].map(({ svg }) => svg.outerHTML)")

    step_slider(element).press("Home")
    here = drawn()
    step_slider(element).press("ArrowRight")
    there = drawn()  # sliders that are dragged leap
    step_slider(element).press("Home")
    stop_clock(page)
    element.get_by_role("button", name="下一步", exact=True).click()
    page.clock.run_for(150)
    assert (drawn() not in (here, there)) == tried(id).glides
    page.clock.run_for(400)
    assert drawn() == there


@every_walk
def test_the_walk_takes_two_rows_and_nothing_moves_when_it_begins(look_at, id, subtests):
    element = look_at(id, viewport="phone")
    first = step_slider(element).input_value()
    for width in (320, 390, 844, 1440):
        with subtests.test(width=width):
            resize(element, width, 600)
            step_slider(element).fill(first)
            settle(element)
            before = outline(element)
            step_slider(element).press("End")
            settle(element)
            rows = element.locator(".player > *").evaluate_all(
                "parts => parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2)"
            )

            assert outline(element) == pytest.approx(before, abs=1)
            assert len({round(middle) for middle in rows}) == 2
    step_slider(element).fill(first)


def test_the_speed_holds_for_the_whole_page(page, server):
    page.goto(server + max(PLACED, key=lambda post: PLACED[post]))
    unfold(page)
    elements = page.locator("play-ground, moving-figure")
    speeds = page.get_by_label("播放速度")
    elements.first.hover()  # it wakes
    speeds.first.select_option("2")
    for element in elements.all():
        element.hover()
    page.wait_for_function(
        """() => [...document.querySelectorAll("play-ground, moving-figure")]
          .every((each) => each.querySelector(".player__speed")?.value === "2")"""
    )
    speeds.last.select_option("0.5")
    assert set(speeds.evaluate_all("speeds => speeds.map(({ value }) => value)")) == {"0.5"}


# Everywhere


@every_playground
def test_the_pictures_have_the_colours_of_the_figures_of_their_scheme(look_at, id):
    look, role = tried(id).first_colour
    mark = look_at(id).locator(look).first
    for palette in PALETTES:
        mark.page.emulate_media(color_scheme=palette.scheme)
        expect(mark).to_have_css(role, rgb(palette.series[0]))


# Returns what a finger could miss: a box counts with its label, a mark of a chart with what is touched of it.
SMALL = """element => [...element.querySelectorAll("button, a, input, select, textarea, summary, .points__tool, .chart__handle rect")]
  .filter((each) => each.checkVisibility() && !each.closest("figcaption, .playground__sentence, .history"))
  .map((each) => [each, (each.matches("[type=checkbox], [type=radio]") ? each.labels[0] : each).getBoundingClientRect()])
  .filter(([, { width, height }]) => width * height > 0 && Math.min(width, height) < 43.9)
  .map(([each, { width, height }]) => `${width.toFixed(1)}×${height.toFixed(1)} ${each.outerHTML.slice(0, 100)}`)"""


@contextlib.contextmanager
def unfolded(element):
    """Open all that is folded, and fold it again."""
    ask(element, "(element) => void (element.folded = [...element.querySelectorAll('details:not([open])')])")
    for state in (True, False):
        ask(element, "({ folded }, isOpen) => folded.forEach((fold) => (fold.open = isOpen))", state)
        if state:
            yield


PHONE = [*((id, query) for id in IDS for query in ("", tried(id).full)), *BY_HAND]


@pytest.mark.parametrize(("id", "query"), PHONE, scope="module")
def test_on_a_phone_everything_fits_and_is_as_large_as_a_fingertip(look_at, id, query):
    element = look_at(id, query, viewport="phone")
    with unfolded(element):
        assert element.page.evaluate("document.documentElement.scrollWidth") <= 375
        assert ask(element, SMALL) == []


@pytest.mark.slow
@pytest.mark.parametrize(("id", "query"), [(id, query) for id in IDS for query in ("", tried(id).full)], scope="module")
@every_viewport
def test_axe_finds_nothing(play, id, query, viewport):
    element = play(id, query, viewport=viewport)
    page = element.page
    element.get_by_role("button", name="复制代码").click()
    expect(page.locator(".playground__snippet").first).to_be_visible()
    if not query:
        field(element, tried(id).wrong[0]).fill(tried(id).wrong[1])
        expect(element.locator(".playground__problem:visible")).to_have_count(1)
    settle(element)

    assert violations_in_both_schemes(page, within="play-ground") == []


@pytest.mark.slow
@every_playground
def test_on_a_phone_axe_finds_nothing_around_it_either(new_page, server, id):
    page = new_page(viewport="phone")
    settle(open_playground(page, server, id=id))
    assert violations_in_both_schemes(page) == []


# What readers set for all pages: colours, and the size of the text

LOOKS = [(id, tried(id).plain) for id in IDS]
# Returns what looks alike although it differs, and what has the focus and does not show it.
UNSEEN = """element => {
  const look = (each) => getComputedStyle(each);
  const seen = (selector) => [...element.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const tracks = seen("input[type=range]").filter((each) => !look(each).backgroundImage.includes("gradient"));
  const chosen = seen(":is(.points__tool, .playground__chip):has(:checked)").filter((each) =>
    [...each.parentElement.querySelectorAll("label:not(:has(:checked))")].some((other) => look(other).backgroundColor === look(each).backgroundColor));
  const focused = seen("button, input, select, textarea, summary").filter((each) => {
    each.focus({ preventScroll: true });
    const shown = each.closest(".points__tool, .playground__chip") ?? each;
    return each === document.activeElement && look(shown).outlineStyle === "none";
  });
  return [...tracks, ...chosen, ...focused].map((each) => each.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize(("id", "query"), LOOKS, scope="module")
def test_with_forced_colours_everything_is_told_apart(play, id, query, subtests):
    element = play(id, query)
    page = element.page
    page.emulate_media(forced_colors="active")
    begin_anew(element, query)
    settle(element)
    page.keyboard.press("Tab")  # the focus is shown to who uses the keyboard
    look, role = tried(id).first_colour
    mark = element.locator(look).first
    for palette in PALETTES:
        with subtests.test(palette.scheme):
            page.emulate_media(color_scheme=palette.scheme)
            expect(mark).to_have_css(role, rgb(palette.series[0]))
            paper = mark.evaluate("mark => getComputedStyle(mark.closest('.chart')).backgroundColor")
            assert paper == rgb(palette.paper)
            assert ask(element, UNSEEN) == []


# Returns what is cut off, and what can be pressed and lies over another such thing or the name of an axis; hints end in dots by intention.
CROWDED = """element => {
  const seen = (selector) => [...element.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const cut = seen("button, label, legend, summary, .playground__sentence, .player__counter")
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline");
  const boxes = seen("button, a.playground__button, input:not([type=checkbox], [type=radio]), select, textarea, summary, .points__tool, .playground__chip")
    .map((each) => [each, each.getBoundingClientRect()]);
  const over = boxes.filter(([, one], index) => boxes.slice(index + 1).some(([, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1));
  const beyond = boxes.filter(([, { left, right }]) => left < -1 || right > innerWidth + 1);
  const names = seen(".chart__svg > g > text").map((each) => each.getBoundingClientRect());
  const named = boxes.filter(([, one]) => names.some((name) =>
    Math.min(one.right, name.right) - Math.max(one.left, name.left) > 1 && Math.min(one.bottom, name.bottom) - Math.max(one.top, name.top) > name.height / 3));
  return [...cut, ...[...over, ...beyond, ...named].map(([each]) => each)].map((each) => each.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize(("id", "query"), LOOKS, scope="module")
@every_viewport
def test_at_twice_the_size_of_the_text_nothing_is_cut_off_or_lies_over_another(look_at, id, query, viewport):
    element = look_at(id, query, viewport=viewport)
    with enlarged(element.page):
        settle(element)
        crowded = ask(element, CROWDED)
    assert crowded == []


@contextlib.contextmanager
def enlarged(page):
    """Let texts be twice as large for a while."""
    session = page.context.new_cdp_session(page)
    for times, size in ((2, "40px"), (1, "20px")):
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * times, "fixed": 13 * times}})
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == size
        if times > 1:
            yield


# Returns the words that are not seen whole, or say so themselves by dots at their end.
CUT = """element => [...element.querySelectorAll("*")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".visually-hidden, option, pre, legend"))
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter((each) => {
    const [words, sheet] = [each, each.closest("svg.chart__svg") ?? each].map((one) => one.getBoundingClientRect());
    const isClipped = getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
    return isClipped || words.left < sheet.left - 1 || words.right > sheet.right + 1 || /…$/.test(each.textContent.trim());
  })
  .map((each) => each.textContent.trim().slice(0, 60))"""


@every_playground
def test_no_words_are_cut(look_at, id):
    element = look_at(id, tried(id).wordy)
    cut = {}
    with unfolded(element):
        for width, height in ((1440, 900), (820, 1180), (390, 844)):
            resize(element, width, height)
            if found := ask(element, CUT):
                cut[width] = found
    assert cut == {}


@pytest.mark.parametrize("id", [id for id in WALKED if tried(id).glides], scope="module")
def test_the_slider_stands_where_all_pictures_are_before_anything_is_played(play, id):
    element = play(id, tried(id).compared)
    settle(element)
    drawn = "element => [...element.playground.stage.drawers.values()].map(({ svg }) => svg.outerHTML)"
    before = ask(element, drawn)
    step_slider(element).focus()  # it takes the step that it shows
    assert ask(element, drawn) == before


# Returns the labels of ticks that lie over another.
TOUCHING = """element => [...element.querySelectorAll(".playground__stage .chart__svg")].flatMap((svg) => {
  const ticks = [...svg.querySelectorAll(":is(.chart__axis, .chart__grid) text")].filter((each) => each.textContent);
  const boxes = ticks.map((each) => each.getBoundingClientRect());
  return ticks.filter((_, index) => boxes.slice(index + 1).some((other) =>
    Math.min(boxes[index].right, other.right) - Math.max(boxes[index].left, other.left) > 0
      && Math.min(boxes[index].bottom, other.bottom) - Math.max(boxes[index].top, other.top) > 4)).map((each) => each.textContent);
})"""


@every_playground
def test_the_labels_of_ticks_lie_apart_on_a_small_phone(play, id):
    element = play(id, viewport="phone")
    resize(element, 320, 568)
    touching = {}
    for name, _, query in bridge.find(id).presets:
        ask(element, "(element, query) => element.playground.open(query, [])", query)  # as far as it is at once
        touching[name] = ask(element, TOUCHING)
    assert {name: found for name, found in touching.items() if found} == {}
