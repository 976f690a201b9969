"""The timeline in a browser: filtered, walked through, linked to and read, by mouse, keys and finger, and without JavaScript."""

import csv
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from plots.data.history import cited, history
from plots.models.history.events import LANE_NAMES, LANES, filtered
from plots.pictures.huggingface.landmarks import LANDMARKS, SHORT
from plots.pictures.huggingface.timeline import BOTTOM
from tests.browser.playing import (
    FRAMES,
    address_holds,
    ask,
    boxes,
    field,
    given,
    open_playground,
    picture,
    resize,
    sentence,
    settle,
    slider,
    step_slider,
    touch,
)
from tests.searches import existing

ID = "huggingface"
PAGE = f"playgrounds/{ID}/"
ARTICLE = "posts/huggingface/"
H = history()


def listed(element):
    """Return the ids of the events that the list shows."""
    return ask(
        element,
        "element => [...element.querySelectorAll('[data-item]')].filter(each => each.checkVisibility()).map(each => each.dataset.item)",
    )


def marks(element):
    """Return how many events are drawn: dots and bars, without those of the key and the second halves."""
    return ask(
        element,
        "(element, bottom) => [...element.querySelectorAll('.timeline__mark')].filter(each =>"
        " each.getBBox().y < bottom && !(each.previousElementSibling?.matches('.timeline__mark--open')"
        " && !each.matches('.timeline__mark--open') && each.getBBox().width < 7)).length",
        BOTTOM,
    )


def place_of(element, event):
    """Return where on the screen the mark of an event is."""
    x, top, bottom, *_ = picture(element, "timeline")["marks"][event]
    box = existing(element.locator(".timeline").bounding_box())
    return box["x"] + x * box["width"] / 480, box["y"] + (top + bottom) / 2 * box["height"] / 684


# Filtering


def test_all_events_are_drawn_and_listed_at_first(look_at):
    element = look_at(ID)

    assert listed(element) == [one.id for one in H.events]
    assert marks(element) == len(H.events)


def test_lanes_years_and_words_choose_events_in_the_picture_and_in_the_list(play):
    element = play(ID)
    page = element.page
    for lane in LANES:
        if lane not in ("funding", "company"):
            field(element, lane).uncheck()
    field(element, "first").fill("2019")
    settle(element)
    expected = filtered(H.events, lanes=("funding", "company"), first_year=2019)
    assert listed(element) == [one.id for one in expected]
    assert marks(element) == len(expected)

    field(element, "search").fill("lux capital")
    settle(element)
    assert listed(element) == ["round-a", "round-c"]
    expect(sentence(element)).to_contain_text(f"{len(H.events)} 件事里显示 2 件")
    address_holds(page, "search=lux%20capital")
    expect(element.locator(".history__year:visible b")).to_have_text(["2019", "2022"])


def named(one, name):
    """Return whether a name is the title of an event, a clause of it, or its short name."""
    return name in (LANDMARKS.get(one.id), SHORT.get(one.id)) or (len(name) > 4 and one.title.startswith(name))


def test_few_events_are_named_in_full_where_there_is_room(play):
    element = play(ID, "last=2017")
    element.page.evaluate(FRAMES)  # until its width is known
    names = element.locator(".timeline text").all_text_contents()

    for one in filtered(H.events, last_year=2017):
        assert any(named(one, name) for name in names), one.title
    assert sum(one.title in names for one in H.events) >= 5


def test_on_a_phone_the_landmarks_have_their_short_names(play):
    element = play(ID, "last=2017", viewport="phone")
    element.page.evaluate(FRAMES)
    names = element.locator(".timeline text").all_text_contents()

    assert {"聊天应用上线", "neuralcoref"} <= set(names)
    assert SHORT["torchmoji"] in names


def test_a_preset_is_chosen_and_reset_takes_it_back(play):
    element = play(ID)
    element.get_by_label("现成的配方").select_option("money")
    settle(element)
    assert listed(element) == [one.id for one in H.events if one.lane == "funding"]
    element.get_by_role("button", name="重置").click()

    expect(sentence(element)).to_contain_text(f"显示 {len(H.events)} 件")
    assert len(listed(element)) == len(H.events)


# Events: pointer, keys, links


def test_a_mark_is_pressed_and_its_event_is_told_with_a_link_to_the_source(play):
    element = play(ID)
    page = element.page
    event = [one.id for one in H.events].index("round-d")
    element.locator(".timeline").scroll_into_view_if_needed()
    page.evaluate("y => scrollTo(0, y)", 500)
    page.mouse.click(*place_of(element, event))

    source = next(each for each in cited(H).values() if each.id == "reuters-2023")
    expect(sentence(element)).to_contain_text("2023 年 8 月 24 日，融资：D 轮 2.35 亿美元")
    link = sentence(element).get_by_role("link")
    expect(link).to_have_text(source.name)
    expect(link).to_have_attribute("href", source.address)
    expect(element.locator("[aria-current]")).to_have_attribute("data-item", "round-d")
    expect(sentence(element)).to_be_in_viewport()


def test_keys_walk_from_event_to_event_and_tell_them(play):
    element = play(ID, "research=false&last=2018")
    page = element.page
    shown = filtered(H.events, lanes=[lane for lane in LANES if lane != "research"], last_year=2018)
    step_slider(element).focus()
    for i in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect(sentence(element)).to_contain_text(f"第 {i + 1} 件")
        expect(sentence(element)).to_contain_text(shown[i].title)
    expect(step_slider(element)).to_have_attribute("aria-valuetext", re.compile(re.escape(shown[3].title)))
    page.keyboard.press("End")
    expect(sentence(element)).to_contain_text(shown[-1].title)
    element.get_by_label("播放速度").focus()  # the last of the walk
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.href") == sentence(element).get_by_role("link").get_attribute("href")


def test_the_pointer_rings_a_mark_and_leaves_the_list(look_at):
    element = look_at(ID)
    element.page.mouse.move(*place_of(element, 5))
    expect(element.locator(".timeline__cursor path")).to_have_count(1)
    element.page.mouse.move(5, 5)

    expect(element.locator(".timeline__cursor path")).to_have_count(0)
    expect(element.locator("[aria-current]")).to_have_count(0)


def test_the_pointer_and_the_keys_are_told_the_title_of_every_event_beside_its_mark(play):
    element = play(ID)
    page = element.page
    tip = element.locator(".chart__tip")
    for event, one in enumerate(H.events):
        step_slider(element).fill(str(event))
        expect(tip).to_contain_text(one.title)
    element.locator(".timeline").scroll_into_view_if_needed()
    for event in (3, 20, 40):
        x, y = place_of(element, event)
        page.evaluate("y => scrollBy(0, y - innerHeight / 2)", y)
        page.mouse.move(*place_of(element, event))
        expect(tip).to_contain_text(H.events[event].title)
        box, y = existing(tip.bounding_box()), place_of(element, event)[1]
        assert min(abs(box["y"] + box["height"] - y), abs(box["y"] - y)) < 40


@pytest.mark.parametrize(("width", "share"), [(1440, 1), (1100, 1), (960, 1), (820, 1), (720, 1), (390, 1)])
def test_the_timeline_is_as_wide_as_its_column_and_no_higher_than_its_figure(look_at, width, share):
    element = look_at(ID)
    resize(element, width, 900)
    column, box, *texts = boxes(element, ".playground__sentence", ".timeline", ".timeline text")
    right = max(text["right"] for text in texts)

    assert box["width"] >= share * column["width"] - 30
    assert box["height"] <= 684 * 1.25 + 1
    assert box["x"] + 0.75 * box["width"] <= right <= box["x"] + box["width"] + 1  # names fill what is beside the lanes


def test_a_story_names_the_landmarks_and_walks_through_them(play):
    element = play(ID)
    page = element.page
    field(element, "story").check()
    settle(element)
    told = [one for one in H.events if one.id in LANDMARKS]
    assert listed(element) == [one.id for one in told]
    names = element.locator(".timeline text").all_text_contents()
    assert all(any(named(one, name) for name in names) for one in told)

    step_slider(element).focus()
    page.keyboard.press("ArrowRight")
    expect(element.locator(".chart__tip")).to_contain_text(told[1].title)
    expect(sentence(element)).to_contain_text(told[1].title)
    address_holds(page, "story=true")


def test_the_switch_of_a_lane_has_the_colour_of_its_marks(look_at):
    element = look_at(ID)
    for index, lane in enumerate(LANES):
        colours = ask(
            element,
            "(element, [box, name]) => [getComputedStyle(element.querySelector(box)).accentColor,"
            " getComputedStyle([...element.querySelectorAll('.timeline text')].find(each => each.textContent === name)).fill]",
            [f"[data-path='[\"{lane}\"]']", LANE_NAMES[index]],
        )
        assert colours[0] == colours[1]


def test_every_event_can_be_linked_to(page, server):
    element = open_playground(page, server, id=ID, anchor="bloom")

    expect(page.locator("#bloom")).to_be_in_viewport()
    expect(page.locator("#bloom")).to_have_attribute("aria-current", "true")
    expect(sentence(element)).to_contain_text("1760 亿参数的 BLOOM 发布")
    for one in H.events:
        expect(page.locator(f"[id='{one.id}']")).to_have_count(1)
    page.locator("#round-b a").first.click()
    expect(sentence(element)).to_contain_text("B 轮 4000 万美元")
    assert urlsplit(page.url).fragment == "round-b"


def test_the_rows_to_download_are_those_that_are_shown(play):
    element = play(ID, "first=2026&open-source=false")
    rows = list(csv.DictReader(given(element, "CSV").decode("utf-8-sig").splitlines()))

    assert [row["编号"] for row in rows] == listed(element)
    assert rows[0]["精确到"] == "月"
    assert all(row["链接"].startswith("http") and row["证据"] and row["出处"] for row in rows)
    assert b"rgb(15, 122, 90)" in given(element, "SVG")  # funding, in the colour of the figures


# The stars


def test_the_reader_sets_the_range_of_the_stars(play):
    element = play(ID)
    page = element.page
    field(element, "view").select_option("stars")
    expect(field(element, "start")).to_have_value("2019.5")
    field(element, "start").fill("2023")
    field(element, "end").fill("2023.5")
    settle(element)
    found = picture(element, "stars")
    assert [title for _, title in found["titles"]][:2] == ["2023-01-31", "2023-02-28"]
    expect(sentence(element)).to_contain_text("从 2023 年 1 月 31 日的 79284 颗到 2023 年 6 月 30 日的 105568 颗")
    address_holds(page, "start=2023")
    assert len(listed(element)) == len(H.events)  # the list is whole again

    step_slider(element).focus()
    page.keyboard.press("End")
    expect(step_slider(element)).to_have_attribute("aria-valuetext", "2023-06-30，GitHub 星标（万） 10.56")
    slider(element, "end").press("ArrowRight")
    settle(element)
    expect(sentence(element)).to_contain_text("2023 年 9 月 30 日")


def test_gaps_stay_open_and_years_are_written_below(play):
    element = play(ID, "view=stars")
    lines = element.locator(".chart__line")

    expect(lines).to_have_count(3)
    ticks = element.locator(".chart__axis text").all_text_contents()
    assert ticks == [str(year) for year in range(2020, 2027)]
    assert element.locator(".chart__words").all_text_contents() == [
        *("1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0", "1 万", "5 万", "10 万", "15 万", "本文首次发表")
    ]


# Everywhere


def test_without_javascript_the_list_is_complete(at_rest):
    page = at_rest(PAGE)
    items = page.locator("[data-item]")

    expect(items).to_have_count(len(H.events))
    for index, one in enumerate(H.events):
        item = items.nth(index)
        assert item.get_attribute("id") == one.id
        assert item.is_visible()
    expect(page.locator("play-ground img:visible")).to_have_count(1)
    page = at_rest(f"{PAGE}#bloom")
    expect(page.locator("#bloom")).to_be_in_viewport()


def test_without_javascript_the_article_has_the_list_folded(at_rest):
    page = at_rest(ARTICLE)
    page.get_by_text(f"全部 {len(H.events)} 件事，每件有日期和出处").click()

    expect(page.locator("[data-item]:visible")).to_have_count(len(H.events))
    assert page.locator("[data-item=bloom] a").first.get_attribute("href").endswith("playgrounds/huggingface/#bloom")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", [PAGE, ARTICLE])
def test_on_a_phone_nothing_is_wider_than_the_screen(new_page, server, path, javascript):
    page = new_page(viewport="phone", javascript=javascript)
    page.goto(server + path)
    if path == ARTICLE:
        page.get_by_text(f"全部 {len(H.events)} 件事，每件有日期和出处").click()
    ends = (
        "[...document.querySelectorAll('play-ground, play-ground *')].map(each => each.getBoundingClientRect().right)"
    )

    assert max(page.evaluate(ends)) <= 375


def test_on_a_phone_a_finger_hits_a_mark(play):
    element = play(ID, viewport="phone")
    page = element.page
    event = [one.id for one in H.events].index("bloom")
    page.evaluate("y => scrollTo(0, y)", element.locator(".timeline").bounding_box()["y"] - 60)
    page.mouse.click(*place_of(element, event))

    expect(sentence(element)).to_contain_text("BLOOM 发布")
    expect(sentence(element)).to_be_in_viewport()


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_the_picture_stands_where_the_figure_stood_and_the_longest_sentence_has_room(at_rest, play, viewport):
    image = at_rest(PAGE, viewport).locator("play-ground img:visible").bounding_box()
    element = play(ID, viewport=viewport)
    box = existing(element.locator(".timeline").bounding_box())
    assert (box["y"], box["height"]) == pytest.approx((image["y"], image["height"]), abs=1.5)

    height = existing(sentence(element).bounding_box())["height"]
    for event in range(0, len(H.events), 3):
        step_slider(element).fill(str(event))
        expect(sentence(element)).to_contain_text(f"第 {event + 1} 件")
        assert existing(sentence(element).bounding_box())["height"] == pytest.approx(height, abs=2), H.events[event].id


def test_in_the_article_the_range_goes_into_the_address(page, server):
    page.goto(server + ARTICLE)
    element = touch(page.locator("play-ground[data-anchor='huggingface/stars']"))
    field(element, "start").fill("2022")
    settle(element)

    address_holds(page, "play=huggingface/stars")
    assert "start=2022" in page.url
