"""The playground of K-Means in a browser: points set by mouse, finger and keys, half steps, cells, a hundred starts."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from plots.models.cells import cells
from plots.models.kmeans import half_steps, starting_centers
from plots.models.kmeans.datasets import DATASETS, blobs, uniform
from plots.models.randomness import Random
from plots.style import LIGHT, PALETTES, tint
from tests.browser.playing import (
    address_holds,
    ask,
    begin_anew,
    boxes,
    drag,
    field,
    given,
    on_screen,
    open_playground,
    picture,
    problem,
    reopen,
    rgb,
    sentence,
    settle,
    slider,
    step_slider,
    stroke,
    tap,
    tool,
)
from tests.browser.test_playground_files import open_whole

FEW = "data=none&k=2&start=own&centers=0.5,5;9.5,9&points=2,2;3,2.5;7,7;8,6.5;2.5,8"
SETS = {name.replace(" ", "-"): draw for name, draw, _ in DATASETS}
RULES = {"random": "random", "box": "random box", "kmeans-pp": "kmeans++", "greedy": "greedy kmeans++"}


def shown_points(element):
    return [tuple(point) for point in picture(element, "points")["points"]]


def drawn(element, look, *, of="points"):
    """Return where the marks of a class begin, in the units of the plane, one list a path."""
    return ask(
        element,
        """(element, [look, name]) => {
          const { frame } = element.playground.stage.drawers.get(name);
          return [...frame.root.querySelectorAll(look)].map((path) =>
            [...path.getAttribute("d").matchAll(/M([-\\d.]+),([-\\d.]+)/g)].map(([, x, y]) => [frame.x.invert(x), frame.y.invert(y)]));
        }""",
        [look, of],
    )


def press_at(page, element, place):
    page.mouse.click(*on_screen(element, place))
    settle(element)


def states(points, k, start="random", seed=11):
    return list(half_steps(points, starting_centers(start, points, k, Random(seed))))


# What is drawn is what the models compute


def test_the_marks_of_random_settings_are_the_clusters_of_the_models(play):
    generator = random.Random(5)
    element = play("kmeans")
    for _ in range(6):
        data, rule = generator.choice(sorted(SETS)), generator.choice(sorted(RULES))
        count, k, seed = generator.randint(12, 90), generator.randint(1, 9), generator.randint(0, 99)
        points = SETS[data](count, Random(0)).points
        run = states(points, k, RULES[rule], seed)
        reopen(element, f"data={data}&n={count}&k={k}&start={rule}&seed={seed}")
        step = generator.randrange(len(run))
        step_slider(element).fill(str(step))
        members = drawn(element, ".points__mark:not(.points__center)")[1:]
        unit = 0.12 if data != "scales" else 2.5  # a tenth of a pixel, and more
        for cluster in range(len(members)):
            expected = [point for point, label in zip(points, run[step].labels, strict=True) if label == cluster]
            assert len(members[cluster]) == len(expected)
            for mark, point in zip(members[cluster], expected, strict=True):
                assert mark == pytest.approx(point, abs=unit)
        for mark, center in zip(drawn(element, ".points__center"), run[step].centers, strict=True):
            assert mark[0] == pytest.approx(center, abs=unit)


REGIONS = ("", "data=grid", "data=scales&k=4", "k=1", "k=2", "data=none&k=3&points=1,1;5,5;9,9")


def test_the_regions_are_the_cells_of_the_models(play, subtests):
    element = play("kmeans")
    for query in REGIONS:
        with subtests.test(query):
            reopen(element, query)
            assert_regions_are_cells(element)


def assert_regions_are_cells(element):
    step_slider(element).fill("3")
    found = ask(
        element,
        """element => {
          const { frame, regions, shownCenters } = element.playground.stage.drawers.get("points");
          return { box: [...frame.x.domain(), ...frame.y.domain()], polygons: regions.polygons, centers: shownCenters };
        }""",
    )
    left, right, bottom, top = found["box"]

    expected = cells(found["centers"], left=left, right=right, bottom=bottom, top=top)
    for polygon, corners in zip(found["polygons"], expected, strict=True):
        assert area(polygon) == pytest.approx(area(corners), rel=1e-6)
        for corner in corners:
            assert min(abs(x - corner[0]) + abs(y - corner[1]) for x, y in polygon) < 1e-6 * (
                right - left + top - bottom
            )


def area(corners):
    return abs(sum(corners[i - 1][0] * y - x * corners[i - 1][1] for i, (x, y) in enumerate(corners))) / 2


def test_one_unit_is_as_long_on_both_axes_unless_their_scales_have_nothing_to_do_with_each_other(play):
    element = play("kmeans")
    for query, square in (("", True), ("data=lone-point", True), ("data=scales", False)):
        reopen(element, query)
        (x0, y0), (x1, y1) = (on_screen(element, place) for place in ([0, 0], [1, 1]))
        assert ((x1 - x0) == pytest.approx(y0 - y1, rel=1e-6)) == square


# Half steps


def test_buttons_walk_through_e_and_m_steps_and_back(play):
    element = play("kmeans")
    run = states(blobs(300, Random(0)).points, 5)
    back, onward = element.get_by_role("button", name="后退"), element.locator(".points__walk button").last
    expect(onward).to_have_text("M 步")
    expect(back).to_have_attribute("aria-disabled", "true")
    onward.click()
    expect(onward).to_have_text("E 步")
    expect(sentence(element)).to_contain_text(
        "第 1 轮更新步（M 步）：质心移到簇的平均，最远走了 1.45，J 从 1013 降到 674.5。"
    )
    onward.click()
    expect(sentence(element)).to_contain_text("第 1 轮分配步（E 步）：12 个点换了簇，J 从 674.5 降到 638.6。")
    assert len(drawn(element, ".points__rings")[0]) == len(run[2].changed) == 12
    back.click()

    expect(step_slider(element)).to_have_value("1")
    assert drawn(element, ".points__rings") == [[]]


def test_keys_walk_and_tell_what_happens(play):
    element = play("kmeans")
    page = element.page
    step_slider(element).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    expect(step_slider(element)).to_have_attribute(
        "aria-valuetext", "第 2 轮更新步（M 步）：质心移到簇的平均，最远走了 0.204，J 从 638.6 降到 633.4"
    )
    expect(element.locator(".points [role=img]")).to_have_attribute("aria-label", re.compile("第 2 轮更新步"))
    expect(element.locator(".points table caption")).to_contain_text("第 2 轮更新步")
    expect(element.locator(".points table tr")).to_have_count(6)


def test_playing_ends_where_the_run_ends_with_the_ways_of_the_centres(play):
    element = play("kmeans", "n=60&k=3", clock=True)
    settle(element)
    run = states(blobs(60, Random(0)).points, 3)
    assert len(run) > 4
    element.get_by_role("button", name="播放").click()
    element.page.clock.run_for(5000 * len(run))
    expect(step_slider(element)).to_have_value(str(len(run) - 1))
    expect(element.locator(".points__walk button").last).to_have_attribute("aria-disabled", "true")
    way = ask(
        element,
        """element => {
          const { frame } = element.playground.stage.main;
          const d = frame.root.querySelectorAll(".points__ways path")[2].getAttribute("d");
          return d.split("M")[1].split("L").map((each) => each.split(",").map(Number)).map(([x, y]) => [frame.x.invert(x), frame.y.invert(y)]);
        }""",
    )

    assert len(way) == len(run)
    assert way[-1] == pytest.approx(run[-1].centers[2], abs=0.02)


def test_the_curve_marks_the_step_and_leads_to_another(play):
    element = play("kmeans")
    settle(element)
    curve = element.locator("[data-picture=inertia]")
    assert picture(element, "inertia")["series"][0]["values"] == pytest.approx(
        [state.inertia for state in states(blobs(300, Random(0)).points, 5)]
    )
    step_slider(element).fill("4")
    expect(curve.locator(".chart__tip")).to_contain_text("步 = 4")
    surface = curve.locator(".chart__surface")
    box = surface.bounding_box()
    surface.click(position={"x": box["width"] - 3, "y": 30})

    expect(step_slider(element)).to_have_value("14")


def test_a_long_run_comes_in_parts_and_is_walked_to_its_end(play):
    element = play("kmeans", "data=uniform&n=2000&k=10&seed=5")
    page = element.page
    run = states(uniform(2000, Random(0)).points, 10, "random", 5)
    page.wait_for_function(
        "([element, last]) => element.playground.player.high === last", arg=[element.element_handle(), len(run) - 1]
    )
    settle(element)
    step_slider(element).fill(str(len(run) - 1))

    expect(sentence(element)).to_contain_text(f"第 {run[-1].iteration} 轮没有质心再动，结束")
    assert sum(len(path) for path in drawn(element, ".points__mark:not(.points__center)")) == 2000


# Points by mouse


def test_the_mouse_puts_moves_and_deletes_points(play):
    element = play("kmeans", FEW)
    page = element.page
    tool(element, "加点")
    press_at(page, element, (5, 5))
    assert len(shown_points(element)) == 6
    assert shown_points(element)[-1] == pytest.approx((5, 5), abs=0.05)
    tool(element, "移动")
    drag(element, (5, 5), (9, 1))
    assert shown_points(element)[-1] == pytest.approx((9, 1), abs=0.05)
    tool(element, "删点")
    press_at(page, element, (2, 2))

    assert shown_points(element)[:4] == [(3, 2.5), (7, 7), (8, 6.5), (2.5, 8)]
    assert len(shown_points(element)) == 5
    address_holds(page, "points=3,2.5;7,7;8,6.5;2.5,8;")


def test_a_press_beside_the_points_moves_and_deletes_nothing(play):
    element = play("kmeans", FEW)
    page = element.page
    press_at(page, element, (5, 5))
    tool(element, "删点")
    press_at(page, element, (5, 5))

    assert len(shown_points(element)) == 5
    assert "points=2,2;3,2.5;7,7;8,6.5;2.5,8" in page.url


def test_a_point_of_a_data_set_is_dragged_and_the_clusters_follow(play):
    element = play("kmeans", "n=40&k=3&seed=1")
    page = element.page
    points = blobs(40, Random(0)).points
    drag(element, points[7], (9, 5))
    [moved] = [point for i, point in enumerate(shown_points(element)) if i == 7]
    points[7] = list(moved)
    run = states(points, 3, "random", 1)

    assert moved == pytest.approx((9, 5), abs=0.05)
    assert picture(element, "points")["moments"][-1]["labels"] == "".join(str(label) for label in run[-1].labels)
    address_holds(page, "points=7:")


def test_a_dragged_point_follows_the_pointer_before_python_answers_and_stays_in_the_plane(play):
    element = play("kmeans", FEW)
    page = element.page
    ask(element, "element => { element.playground.connection.ask = () => new Promise(() => {}); }")
    page.mouse.move(*on_screen(element, (7, 7)))
    page.mouse.down()
    page.mouse.move(*on_screen(element, (4, 4)))
    places = [mark for path in drawn(element, ".points__mark:not(.points__center)") for mark in path]
    assert any(mark == pytest.approx([4, 4], abs=0.1) for mark in places)
    assert not any(mark == pytest.approx([7, 7], abs=0.1) for mark in places)
    page.mouse.move(*on_screen(element, (4, 30)))
    places = [mark for path in drawn(element, ".points__mark:not(.points__center)") for mark in path]

    assert any(mark == pytest.approx([4, 10.5], abs=0.1) for mark in places)
    page.mouse.up()


def test_a_starting_centre_is_dragged_and_the_run_starts_there(play):
    element = play("kmeans", "n=60&k=2&seed=3")
    page = element.page
    first = picture(element, "points")["moments"][0]["centers"]
    drag(element, first[1], (9.5, 0.5))

    expect(field(element, "start")).to_have_value("own")
    centers = picture(element, "points")["moments"][0]["centers"]
    assert centers[0] == pytest.approx(first[0], abs=0.01)
    assert centers[1] == pytest.approx([9.5, 0.5], abs=0.05)
    run = list(half_steps(blobs(60, Random(0)).points, centers))
    assert picture(element, "points")["moments"][-1]["labels"] == "".join(str(label) for label in run[-1].labels)
    address_holds(page, "start=own&centers=")


def test_later_centres_are_not_dragged(play):
    element = play("kmeans", "data=none&k=1&points=1,1;9,9")
    step_slider(element).fill("2")
    drag(element, (5, 5), (2, 8))

    expect(field(element, "start")).to_have_value("random")
    assert shown_points(element) == [(1, 1), (9, 9)]


# By finger and keys


def test_a_finger_puts_moves_and_deletes_points(play):
    element = play("kmeans", FEW, viewport="phone")
    page = element.page
    element.locator(".points").scroll_into_view_if_needed()
    tool(element, "加点")
    tap(page, on_screen(element, (5, 4)))
    settle(element)
    assert shown_points(element)[-1] == pytest.approx((5, 4), abs=0.1)
    tool(element, "移动")
    height = page.evaluate("scrollY")
    stroke(page, [on_screen(element, place) for place in (shown_points(element)[-1], (5, 6), (5, 8), (5, 9))])
    settle(element)
    assert shown_points(element)[-1] == pytest.approx((5, 9), abs=0.1)
    assert page.evaluate("scrollY") == height  # upwards, as the page would scroll
    tool(element, "删点")
    tap(page, on_screen(element, (5, 9)))
    settle(element)

    assert shown_points(element) == [(2, 2), (3, 2.5), (7, 7), (8, 6.5), (2.5, 8)]


def test_a_finger_carries_the_point_that_it_has_tapped(play):
    element = play("kmeans", FEW, viewport="phone")
    page = element.page
    element.locator(".points").scroll_into_view_if_needed()
    start = shown_points(element)[2]
    tap(page, on_screen(element, start))
    settle(element)
    assert shown_points(element)[2] == start
    stroke(page, [on_screen(element, place) for place in (start, (6, 5), (5, 3), (5, 2))])
    settle(element)

    assert shown_points(element)[2] == pytest.approx((5, 2), abs=0.1)


def test_a_finger_beside_the_points_moves_the_page(play):
    element = play("kmeans", FEW, viewport="phone")
    page = element.page
    x, y = on_screen(element, (5, 4))
    stroke(page, [(x, y - way) for way in range(0, 200, 20)])

    page.wait_for_function("() => scrollY > 20")
    assert shown_points(element) == [(2, 2), (3, 2.5), (7, 7), (8, 6.5), (2.5, 8)]


def test_keys_put_move_and_delete_points(play):
    element = play("kmeans", FEW)
    page = element.page
    nib = element.get_by_role("slider", name="选中的点")
    nib.focus()
    expect(nib).to_have_attribute("aria-valuetext", "点 1：(2, 2)")
    page.keyboard.press("PageDown")
    expect(nib).to_have_attribute("aria-valuetext", "点 2：(3, 2.5)")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    settle(element)
    x, y = shown_points(element)[1]
    assert x > 4
    assert 2.5 < y < 2.7
    page.keyboard.press("Enter")
    settle(element)
    assert len(shown_points(element)) == 6
    expect(nib).to_have_attribute("aria-valuetext", re.compile("点 6："))
    page.keyboard.press("Delete")
    settle(element)
    assert len(shown_points(element)) == 5
    expect(nib).to_be_focused()
    page.keyboard.press("End")
    expect(nib).to_have_attribute("aria-valuetext", re.compile("起点 2："))
    page.keyboard.press("ArrowLeft")
    settle(element)

    expect(field(element, "centers")).to_have_value(re.compile(r"^0\.5,5;9\.\d+,9$"))
    expect(nib).to_be_focused()


# Settings


def test_the_address_of_own_points_shows_them_again(play):
    element = play("kmeans", FEW)
    page = element.page
    tool(element, "加点")
    press_at(page, element, (6, 1))
    before = shown_points(element)
    address_holds(page, "2.5,8;")
    page.reload()
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")

    assert shown_points(element) == before
    assert set(parse_qs(urlsplit(page.url).query)) == {"data", "k", "start", "centers", "points"}


def test_two_rules_stand_side_by_side_and_walk_together(play):
    element = play("kmeans", "vs=start%3Dkmeans-pp")
    left, right = boxes(element, ".points .chart__svg")
    assert left["top"] == pytest.approx(right["top"], abs=1)
    assert left["right"] <= right["left"]
    expect(element.locator(".points__title")).to_have_text(["初始化 = 随机点", "初始化 = k-means++"])
    element.locator(".points__walk button").last.click()
    expect(element.locator(".points table caption")).to_contain_text(["第 1 轮更新步", "第 1 轮更新步"])
    settle(element)
    assert len(picture(element, "inertia")["series"]) == 2
    drag(element, shown_points(element)[3], (9.5, 5))

    assert picture(element, "points")["points"] == picture(element, "points-2")["points"]
    assert picture(element, "points")["points"][3] == pytest.approx([9.5, 5], abs=0.1)


# A hundred starts


def test_a_hundred_starts_are_counted_and_the_sentence_learns_of_them(play):
    element = play("kmeans", "n=60&start=kmeans-pp&seed=2")
    expect(element.locator("[data-picture=restarts]")).to_have_count(0)
    element.get_by_role("checkbox", name="100 次随机初始化").check()
    bars = element.locator("[data-picture=restarts] .histogram__bar")
    expect(bars).to_have_count(48)
    settle(element)
    rows = picture(element, "restarts")["rows"]

    assert [sum(map(len, row["bins"])) for row in rows] == [100, 100]
    expect(sentence(element)).to_contain_text("100 次初始化里")
    heights = bars.evaluate_all("bars => bars.map(bar => bar.getBBox().height)")
    counts = [len(seeds) for row in rows for seeds in row["bins"]]
    unit = max(heights) / max(counts)
    assert heights == pytest.approx([unit * count for count in counts], abs=0.01)
    element.get_by_role("checkbox", name="100 次随机初始化").uncheck()
    expect(element.locator("[data-picture=restarts]")).to_have_count(0)


def bar_of(element, *, kept):
    """Return the element, and the seeds, of the first or last bar."""
    [row] = picture(element, "restarts")["rows"]
    bars = element.locator(".histogram__press")
    filled = [seeds for seeds in row["bins"] if seeds]
    expect(bars).to_have_count(len(filled))
    return bars.nth(kept), filled[kept]


@pytest.mark.parametrize("by", ["mouse", "finger", "keys"])
def test_a_bar_leads_to_its_seeds_one_after_the_other(play, by):
    element = play("kmeans", "restarts=true&n=100", viewport="phone" if by == "finger" else "desktop")
    page = element.page
    settle(element)
    bar, seeds = bar_of(element, kept=-1)
    expect(field(element, "seed")).to_have_value("11")
    now = seeds.index(11) if 11 in seeds else -1
    expected = [seeds[(now + 1 + press) % len(seeds)] for press in range(2)]
    for seed in expected:
        if by == "keys":
            bar.press("Enter")
        else:
            bar.scroll_into_view_if_needed()
            box = bar.bounding_box()
            press = page.mouse.click if by == "mouse" else page.touchscreen.tap
            # Beside it, and above a low bar; on a phone the picture above may cover that.
            press(box["x"] - 8, box["y"] + (4 if by == "mouse" else box["height"] - 6))
        expect(field(element, "seed")).to_have_value(str(seed))
        expect(bar).to_have_attribute("aria-pressed", "true")
        settle(element)
        expect(sentence(element)).to_contain_text(f"种子 {seed} 停在 J = ")
        address_holds(page, f"seed={seed}")
    if by == "keys":
        expect(bar).to_be_focused()


def test_the_starts_are_cancelled_and_go_on(play):
    element = play("kmeans", "data=uniform&n=1500&k=12&restarts=true")
    page = element.page
    panel = element.locator("[data-picture=restarts]")
    cancel = panel.get_by_role("button", name="取消")
    cancel.click()
    onward = panel.get_by_role("button", name="继续")
    expect(onward).to_be_visible()
    settle(element)
    value = float(panel.locator("progress").get_attribute("value"))
    slider(element, "seed").focus()  # nothing waits for the starts
    step_slider(element).fill("2")
    expect(sentence(element)).to_contain_text("第 1 轮分配步")
    assert float(panel.locator("progress").get_attribute("value")) == value
    onward.click()

    page.wait_for_function(
        "value => Number(document.querySelector('[data-picture=restarts] progress').value) > value", arg=value
    )


def test_while_the_starts_are_counted_a_control_answers(play):
    element = play("kmeans", "n=400&k=8&restarts=true")
    expect(element.locator("progress")).to_be_visible()
    field(element, "n").fill("20")
    expect(element.locator(".histogram__bar")).to_have_count(24)

    assert len(shown_points(element)) == 20


# Points that the reader brings


def bring(page, element, text, *, how):
    """Paste text over the picture or into its field, or drop a file."""
    data = """(text, how) => {
      const data = new DataTransfer();
      how === "drop" ? data.items.add(new File([text], "points.csv")) : data.setData("text/plain", text);
      return data;
    }"""
    surface = element.locator(".chart__surface").first
    surface.hover()
    if how == "field":
        field(element, "data").select_option("table")
        field(element, "table").fill(text)
    elif how == "drop":
        surface.evaluate(
            f"""(surface, text) => ["dragover", "drop"].forEach((type) => surface.dispatchEvent(
              new DragEvent(type, {{ dataTransfer: ({data})(text, "drop"), bubbles: true, cancelable: true }})))""",
            text,
        )
    else:
        page.evaluate(
            f"""(text) => document.body.dispatchEvent(
              new ClipboardEvent("paste", {{ clipboardData: ({data})(text, "paste"), bubbles: true, cancelable: true }}))""",
            text,
        )
    settle(element)


@pytest.mark.parametrize(("id", "name"), [("kmeans", "points"), ("boosting", "fit")])
def test_two_columns_are_pasted_or_dropped_and_stay_in_the_tab(page, server, id, name, subtests):
    element = open_playground(page, server, id=id)
    settle(element)
    asked = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    with page.expect_response(re.compile("/brought-")):
        element.locator(".chart__surface").first.hover()
    for how in ("paste", "drop", "field"):
        with subtests.test(how):
            begin_anew(element)
            settle(element)
            assert_columns_are_brought(element, name, asked, how=how)


def assert_columns_are_brought(element, name, asked, *, how):
    page = element.page
    bring(page, element, "长\t宽\n100\t2000\n300\t4000\n200\t7000\n250\t2500", how=how)
    expect(field(element, "table")).to_have_value(re.compile("300\t4000"))
    settle(element)

    assert picture(element, name)["points"] == [[100, 2000], [300, 4000], [200, 7000], [250, 2500]]
    address_holds(page, "data=table")
    assert not [url for url in [page.url, *asked] if "7000" in url]
    expect(sentence(element)).to_contain_text("链接里不带它们")
    bring(page, element, "1 2\n3 4\n5 x", how=how)
    expect(problem(element, "table")).to_have_text("“自己的点”的第 3 行是“5 x”，要写成两个数，例如 1.5,2。")


def test_a_file_of_excel_in_chinese_is_read(page, server):
    element = open_playground(page, server, id="kmeans")
    with page.expect_response(re.compile("/brought-")):
        element.locator(".chart__surface").first.hover()
    file = list("身高,体重\r\n170,60\r\n180,75\r\n160,50\r\n".encode("gb18030"))
    element.locator(".chart__surface").first.evaluate(
        """(surface, bytes) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], "points.csv"));
          surface.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        file,
    )
    expect(field(element, "table")).to_have_value(re.compile("体重"))
    settle(element)

    assert picture(element, "points")["plane"]["y"]["label"] == "体重"
    rows = given(element, "CSV").decode("utf-8-sig").splitlines()
    assert rows[0] == "身高,体重,簇的编号"
    assert [row.rpartition(",")[0] for row in rows[1:]] == ["170,60", "180,75", "160,50"]


# What is taken away


def test_the_files_hold_points_and_clusters(play):
    element = play("kmeans", FEW)
    step_slider(element).fill("2")
    rows = given(element, "CSV").decode("utf-8-sig").splitlines()
    labels = picture(element, "points")["moments"][2]["labels"]
    assert rows[0] == "x₁,x₂,簇的编号"
    assert rows[1:] == [f"{x:g},{y:g},{label}" for (x, y), label in zip(shown_points(element), labels, strict=True)]
    drawing = given(element, "SVG").decode()
    for colour in (LIGHT.series[0], tint(LIGHT, "series-1")):
        assert rgb(colour) in drawing
    assert "var(" not in drawing


# Everywhere


def test_clusters_differ_in_shape_and_in_the_colours_of_the_scheme(play):
    element = play("kmeans", "data=grid")
    centers = element.locator(".points__center")
    looks = []
    for palette in PALETTES:
        element.page.emulate_media(color_scheme=palette.scheme)
        expect(centers.first).to_have_css("fill", rgb(palette.series[0]))
        expect(centers).to_have_count(25)
        looks.append(
            centers.evaluate_all(
                "all => all.map((each) => [getComputedStyle(each).fill, each.getAttribute('d').replace(/^M[^m]*/, '')])"
            )
        )

    assert all(len({tuple(look) for look in each}) == 25 for each in looks)


# Lets the frames of an animation wait for their sentences.
HOLD_SENTENCES = """({ playground: { connection } }) => {
  const { ask } = connection;
  const held = new Promise((go) => (window.letSpeak = go));
  connection.ask = async (request) => (request.do === "sentence" && (await held), ask(request));
}"""


def test_an_animation_that_nobody_waits_for_is_not_made(play):
    element = open_whole(play("kmeans"))
    page = element.page
    ask(element, HOLD_SENTENCES)
    downloads = []
    page.on("download", lambda download: downloads.append(download.url))
    button = element.get_by_role("button", name="下载 GIF")
    button.click()
    element.get_by_role("button", name="取消").press("Enter")
    page.evaluate("letSpeak()")
    place = element.locator(".playground__animation")

    expect(place).to_have_text("GIF 已取消。")
    expect(button).to_be_focused()
    assert downloads == []
    with page.expect_download():
        button.click()
    expect(element.locator(".playground__animation")).to_contain_text("帧")


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
