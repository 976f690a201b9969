"""The playground of boosting in a browser: points by mouse, finger and keys, round after round, trees, gains, maps."""

from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

from plots.models.boosting import LOGISTIC, best_round, boost
from plots.models.boosting.datasets import sine, xor
from plots.models.digits import significant
from plots.models.randomness import Random
from plots.pictures.boosting.maps import BANDS, LEVELS
from tests.browser.playing import (
    address_holds,
    ask,
    boxes,
    corners,
    drag,
    field,
    on_screen,
    picture,
    sentence,
    settle,
    step_slider,
    tool,
)

ADDRESS = "playgrounds/boosting/"
FEW = "data=none&eta=1&max_depth=1&rounds=3&lambda=0&points=1,-1;2,-0.5;6,0.5;9,1.5"
QUICK = "rounds=12"
SCALE = "[data-picture=fit] .map__shade ~ text:not([text-anchor])"  # the words beside what tells the colours
GENERATOR = Random(1)
TRAIN = sine(40, GENERATOR, noise=0.3)
VALID = sine(40, GENERATOR, noise=0.3)


@pytest.fixture(scope="module")
def states():
    """Return the states of the default setting."""
    return list(boost(TRAIN.points, TRAIN.targets, rounds=61, max_depth=2, eta=0.3, test=(VALID.points, VALID.targets)))


@pytest.fixture
def opened(play):
    """Return a function that opens the playground with a query, and waits for all of its pictures."""

    def opened(query="", **window):
        element = play("boosting", query, **window)
        settle(element)
        return element

    return opened


def shown_points(element):
    return [tuple(point) for point in picture(element, "fit")["points"]]


# What is drawn is what the models compute


@pytest.mark.parametrize("t", [0, 1, 8, 32, 60])
def test_stairs_and_stems_of_a_round_are_those_of_the_models(opened, states, t):
    element = opened()
    step_slider(element).fill(str(t))
    stairs = corners(element, ".ensemble__stairs", of="fit")
    stems = corners(element, ".ensemble__stems", of="rest")[1::2]
    unit = ask(
        element,
        "element => 1 / (element.playground.stage.drawers.get('rest').frame.y(0) - element.playground.stage.drawers.get('rest').frame.y(1))",
    )

    for [x], margin in zip(TRAIN.points, states[t].margins, strict=True):
        heights = [y for (left, y), (right, _) in pairwise(stairs) if left - 0.02 <= x <= right + 0.02]
        assert min(abs(y - margin) for y in heights) < 0.02
    residuals = [y - margin for y, margin in zip(TRAIN.targets, states[t].margins, strict=True)]
    assert [y for _, y in stems] == pytest.approx(residuals, abs=unit)


def test_the_losses_and_their_marks_are_those_of_the_models(opened, states):
    element = opened()
    losses = picture(element, "losses")
    best = best_round([state.test_loss for state in states[:61]])

    assert losses["series"][0]["values"] == pytest.approx([state.test_loss for state in states[:61]])
    assert losses["series"][1]["values"] == pytest.approx([state.train_loss for state in states[:61]])
    texts = element.locator("[data-picture=losses] .chart__words").all_text_contents()
    assert texts == [f"最低：第 {best} 轮，{significant(states[best].test_loss, 3)}", f"早停 {best + 10}"]


def test_the_tree_of_the_next_round_is_drawn_with_its_gains(opened, states):
    element = opened()
    step_slider(element).fill("0")
    texts = element.locator(".tree text").all_text_contents()

    assert texts[:2] == ["x < 5.205", "增益 21.9"]
    assert element.locator(".tree__node").count() == len(states[1].tree)
    rings = element.locator("[data-picture=gains] .ensemble__chosen")
    assert rings.count() == sum(node.split is not None for node in states[1].tree)
    lines = element.locator("[data-picture=gains] .chart__line")
    dashes = lines.evaluate_all("lines => lines.map((line) => line.getAttribute('stroke-dasharray'))")
    depths = [line[0] for line in picture(element, "gains")["moments"][0]["lines"]]
    assert [dash is not None for dash in dashes] == [depth > 0 for depth in depths]  # as its title says
    assert len(set(depths)) > 1
    step_slider(element).fill("40")
    split = states[41].tree[0].split
    assert element.locator(".tree text").first.text_content() == f"x < {split.threshold:.4g}"


def test_gamma_is_seen_in_the_tree(opened):
    element = opened("gamma=0.3")

    expect(element.locator(".tree__node--cut").first).to_be_visible()
    expect(sentence(element)).to_contain_text("γ 剪掉了")
    expect(element.locator("[data-picture=gains] .playground__note")).to_contain_text("γ = 0.3")


def test_the_map_has_the_shades_of_the_probabilities(opened):
    element = opened("data=xor&rounds=12")
    generator = Random(1)
    train = xor(150, generator, 0.3)
    places = [[2.5, 2.5], [2.5, 7.5], [7.5, 2.5], [7.5, 7.5], [0.4, 9.5]]
    runs = list(boost(train.points, train.targets, objective=LOGISTIC, rounds=12, eta=0.3, max_depth=2, grid=places))
    for t in (1, 12):
        step_slider(element).fill(str(t))
        for place, margin in zip(places, runs[t].grid_margins, strict=True):
            looks = ask(
                element,
                """(element, [x, y]) => {
                  const { frame } = element.playground.stage.drawers.get("fit");
                  const point = new DOMPoint(frame.x(x), frame.y(y));
                  return [...frame.root.querySelectorAll(".map__shade")].filter((path) => path.isPointInFill(point))
                    .map((path) => [path.getAttribute("class"), Number(path.getAttribute("opacity"))]);
                }""",
                place,
            )
            role, opacity = BANDS[sum(1 / (1 + np.exp(-margin)) >= each for each in LEVELS)]
            assert looks == [[f"map__shade map__shade--{role}", opacity]]
    wrong = sum((p > 0.5) != bool(y) for p, y in zip(runs[12].predictions, train.targets, strict=True))
    expect(sentence(element)).to_contain_text(f"训练集错 {wrong} 个")
    rings = element.locator(".points__rings").first.get_attribute("d")
    assert rings.count("M") == wrong


def test_the_first_picture_stands_at_the_round_of_the_figure(opened):
    element = opened()
    page = element.page

    expect(step_slider(element)).to_have_value("8")
    expect(sentence(element)).to_contain_text("第 8 棵树")
    tip = element.locator("[data-picture=losses] .chart__tip")
    expect(tip).to_be_hidden()  # it would lie over the curves
    element.locator("[data-picture=losses] .chart__surface").hover()
    expect(tip).to_contain_text("轮数 t = ")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_the_scale_of_a_map_has_all_levels_beside_the_plot(opened):
    for viewport in ("desktop", "phone"):
        element = opened("data=disc&rounds=3", viewport=viewport)
        expect(element.locator(SCALE)).to_have_text(["0", *(f"{level:g}" for level in LEVELS), "1"])
        surface, *beside = boxes(element, "[data-picture=fit] .chart__surface", SCALE)
        assert all(box["left"] > surface["right"] for box in beside)
        middles = [(box["top"] + box["bottom"]) / 2 for box in beside]
        assert all(low - high > 8 for low, high in pairwise(middles))


def test_no_dashes_are_drawn_round_the_whole_map(opened):
    element = opened("data=xor&rounds=3&max_depth=1")
    [start, end] = corners(element, ".map__parts", of="fit")

    assert (start[0] == pytest.approx(end[0])) != (start[1] == pytest.approx(end[1]))
    assert all(0.1 < place < 9.9 for place in ([start[0]] if start[0] == pytest.approx(end[0]) else [start[1]]))


# By mouse, keys and finger


def test_a_point_is_moved_by_mouse(opened):
    element = opened(FEW)
    page = element.page
    drag(element, (6, 0.5), (7, -1.5))

    assert shown_points(element)[2] == pytest.approx((7, -1.5), abs=0.05)
    address_holds(page, "points=1,-1;2,-0.5;")
    expect(sentence(element)).to_contain_text("训练损失")


def test_points_of_two_classes_are_put_moved_swapped_and_deleted_by_mouse(opened):
    element = opened("data=classes&rounds=3")
    page = element.page
    for name, places in (("加圆", [(2, 2), (3, 4)]), ("加方块", [(7, 7), (8, 5)])):
        tool(element, name)
        for place in places:
            page.mouse.click(*on_screen(element, place))
            settle(element)
    assert picture(element, "fit")["labels"] == "0011"
    assert shown_points(element)[2] == pytest.approx((7, 7), abs=0.05)
    tool(element, "移动")
    drag(element, (2, 2), (5, 9))
    assert shown_points(element)[0] == pytest.approx((5, 9), abs=0.05)
    tool(element, "换类")
    page.mouse.click(*on_screen(element, (5, 9)))
    settle(element)
    assert picture(element, "fit")["labels"] == "1011"
    tool(element, "删点")
    page.mouse.click(*on_screen(element, (8, 5)))
    settle(element)
    assert picture(element, "fit")["labels"] == "101"
    address_holds(page, "data=classes")


def test_points_of_two_classes_are_put_moved_swapped_and_deleted_by_keys(opened):
    element = opened("data=classes&rounds=3&points=2,2,1;7,7,0")
    nib = element.locator(".points__nib").first
    nib.press("PageDown")
    nib.press("ArrowLeft")
    settle(element)
    assert shown_points(element)[1][0] < 7
    nib.press("Enter")  # one more of its class
    settle(element)
    assert picture(element, "fit")["labels"] == "011"
    nib.press(" ")
    settle(element)
    assert picture(element, "fit")["labels"] == "010"
    nib.press("Delete")
    settle(element)
    assert picture(element, "fit")["labels"] == "01"


def test_the_points_of_a_drawn_set_of_two_classes_are_the_readers_too(opened):
    element = opened("data=xor&rounds=3")
    page = element.page
    place, label = shown_points(element)[0], picture(element, "fit")["labels"][0]
    tool(element, "换类")
    page.mouse.click(*on_screen(element, place))
    settle(element)

    assert picture(element, "fit")["labels"][0] != label
    expect(sentence(element)).to_contain_text("训练损失")
    address_holds(page, "points=0:")


def test_trees_are_added_one_by_one(opened):
    element = opened(QUICK)
    button = element.get_by_role("button", name="加一棵树")
    button.click()
    expect(step_slider(element)).to_have_value("9")
    expect(sentence(element)).to_contain_text("第 9 棵树")
    for _ in range(3):
        button.click()
    expect(step_slider(element)).to_have_value("12")

    expect(element.get_by_role("button", name="到头了")).to_have_attribute("aria-disabled", "true")


def test_the_run_goes_on_in_slices_and_a_change_ends_the_old_one(page, server):
    page.goto(f"{server}{ADDRESS}?data=disc&rounds=60")
    element = page.locator("play-ground")
    expect(element).to_have_attribute("data-state", "ready")
    field(element, "rounds").fill("6")
    field(element, "rounds").press("Tab")
    page.wait_for_function("() => document.querySelector('play-ground').playground.pictures.fit.moments.length === 7")
    settle(element)

    expect(step_slider(element)).to_have_attribute("max", "6")


def test_a_choice_brings_its_data_and_controls(opened):
    element = opened(QUICK)
    expect(field(element, "points")).to_be_visible()
    field(element, "data").select_option("xor")
    expect(element.locator(".points__tool", has_text="换类").first).to_be_visible()
    expect(element.locator(".map__shade").first).to_be_attached()
    expect(element.locator("[data-picture=rest]")).to_have_count(0)


def test_reset_goes_back_to_the_figure(opened):
    element = opened()
    step_slider(element).fill("30")
    field(element, "eta").fill("1")
    settle(element)
    element.get_by_role("button", name="重置").click()
    settle(element)

    expect(step_slider(element)).to_have_value("8")
    expect(field(element, "eta")).to_have_value("0.3")
