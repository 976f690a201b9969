"""The timeline and the stars: what is shown are the rows of the tables, filtered as the models filter, in both interpreters."""

import contextlib
import functools
import io
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from plots.data.history import cited, history
from plots.models.history.dates import Date, in_chinese, precision, written
from plots.models.history.events import GRADES, LANES, filtered
from plots.models.history.releases import of_kinds
from plots.models.history.stars import runs, stars_per_day
from plots.pictures.fitting import PHONE
from plots.pictures.frame import AWAY, LATE, RIGHT, text_width
from plots.pictures.huggingface.landmarks import LANDMARKS
from plots.pictures.huggingface.timeline import lane_colour
from plots.playgrounds import huggingface
from plots.playgrounds.huggingface.items import all_events
from plots.playgrounds.numbers import rounded
from tests.playgrounds import settings
from tests.playgrounds.bridges import ask, opened
from tests.playgrounds.settings import queries
from tests.searches import existing

ID = "huggingface"
shown = functools.partial(opened, playground=ID)
values_of = functools.partial(settings.values_of, ID)
H = history()


# The timeline.


@given(text=queries(ID, view=["timeline"]))
def test_the_events_shown_are_those_that_the_model_filters(text):
    values = values_of(text)
    lanes = [lane for lane in LANES if values[lane]]
    events = filtered(
        H.events, lanes=lanes, first_year=values["first"], last_year=values["last"], search=values["search"]
    )
    events = [one for one in events if one.id in LANDMARKS or not values["story"]]
    state = shown(text)
    [picture] = state["pictures"]

    assert picture["items"] == [one.id for one in events]
    assert len(picture["marks"]) == len(events)
    for one, (_, top, bottom, lane, grade) in zip(events, picture["marks"], strict=True):
        assert (LANES[lane], GRADES[grade]) == (one.lane, one.evidence)
        assert (top == bottom) == (precision(one.date) == "day")
    assert ("没有符合条件的" in state["sentence"]) == (not events)


def test_the_story_walks_through_the_landmarks_and_names_them_all():
    [picture] = shown("story=true")["pictures"]

    assert picture["items"] == [one.id for one in H.events if one.id in LANDMARKS]
    assert [event for event, *_ in picture["names"]] == list(range(len(LANDMARKS)))
    assert (picture["x"]["first"], picture["x"]["last"]) == (0, len(LANDMARKS) - 1)
    assert picture["reading"] >= 3000
    assert 1000 <= shown()["pictures"][0]["reading"] < 3000


def test_the_switch_of_a_lane_has_the_colour_of_its_events():
    [markup] = shown()["markup"]
    form = BeautifulSoup(markup, "html.parser")

    for lane in LANES:
        control = existing(existing(form.select_one(f"""[data-path='["{lane}"]']""")).find_parent(class_="control"))
        assert f"lane--{lane_colour(lane)}" in control["class"]


@pytest.mark.parametrize("step", range(len(H.events)), ids=lambda step: H.events[step].id)
def test_an_event_is_told_with_its_date_evidence_and_source(step):
    one = H.events[step]
    sentence = shown(step=step)["sentence"]
    source = next(each for each in cited(H).values() if each.address == link_of(sentence)[1])

    assert sentence.startswith(
        f"{len(H.events)} 件事里显示 {len(H.events)} 件。第 {step + 1} 件，{in_chinese(one.date)}"
    )
    assert one.title in sentence
    assert ("只知道" in sentence) == (one.date.day is None)
    assert source.name == link_of(sentence)[0]
    assert ("原文未读到" in sentence) == (source.address != one.source)


def link_of(sentence):
    [link] = re.findall(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)", sentence)
    return link


def test_the_rows_to_download_are_the_filtered_events_whole():
    [picture] = shown("search=lux")["pictures"]
    header, *table = picture["table"]

    assert header == ["编号", "日期", "精确到", "类别", "事件", "证据", "出处", "链接"]
    assert [row[0] for row in table] == picture["items"] == ["round-a", "round-c"]
    assert table[1][1:6] == [
        "2022-05-09",
        "日",
        "融资",
        "C 轮 1 亿美元，Lux Capital 领投；官方文章没有写估值",
        "当事方的说法",
    ]


def test_a_history_is_not_compared_with_itself():
    state = shown("vs=first%3D2020")
    after = ask("show", playground=ID, settings=state["settings"], edits=[{"setting": 0, "op": "copy-setting"}])

    assert state["limits"] == {"settings": 1}
    assert len(state["settings"]) == len(after["settings"]) == 1


# The stars.


@given(text=queries(ID, view=["stars"]))
def test_the_line_is_that_of_the_snapshots_in_the_range(text):
    values = values_of(text)
    inside = [one for one in H.snapshots if values["start"] <= place_in_months(one.date) / 12 + 2019 <= values["end"]]
    state = shown(text)
    if len(inside) < 2:
        assert state["pictures"] is None
        return
    [picture] = state["pictures"]
    assert [[y for _, y in one["points"]] for one in picture["series"]] == [
        [one.stars / 10_000 for one in run] for run in runs(inside)
    ]
    assert [title for _, title in picture["titles"]] == [written(one.date) for one in inside]
    assert picture["y"]["low"] <= min(one.stars for one in inside) / 1e4
    assert picture["y"]["high"] >= max(one.stars for one in inside) / 1e4
    assert f"平均每天 {rounded(stars_per_day(inside), 3)} 颗" in state["sentence"]


def place_in_months(day):
    return (
        (day.year - 2019) * 12
        + day.month
        - 1
        + (day.day - 0.5) / [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][day.month - 1]
    )


def test_a_short_range_marks_minor_releases_too():
    [whole], [spring] = (shown(text)["pictures"] for text in ("view=stars", "view=stars&start=2023&end=2023.5"))
    minor = [one.version for one in of_kinds(H.releases) if Date(2023, 1, 1) <= one.date < Date(2023, 7, 1)]
    names, short = ([one for one in each["annotations"] if one["kind"] == "moment"] for each in (whole, spring))

    assert [one["text"] for one in names] == ["1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0"]
    assert [f"{one['text']}.0" for one in short] == minor
    assert len({(one["row"], one["text"]) for one in short}) == len(minor)


@given(text=queries(ID, view=["stars"]))
def test_the_names_of_releases_touch_none_in_their_row_on_a_phone(text):
    for picture in shown(text)["pictures"] or []:
        left, right = picture["y"]["room"], PHONE - RIGHT
        taken: dict[int, float] = {}
        for one in [each for each in picture["annotations"] if each["kind"] == "moment" and each["text"]]:
            share = (one["x"] - picture["x"]["low"]) / (picture["x"]["high"] - picture["x"]["low"])
            place, width = left + (right - left) * share, text_width(one["text"])
            start = place - AWAY - width if share > LATE else place + AWAY
            assert start >= taken.get(one["row"], 0)
            taken[one["row"]] = start + width


@pytest.mark.parametrize("step", [6, 40, 58, 93])
def test_the_snapshot_nearest_to_the_step_is_told(step):
    [picture] = shown("view=stars")["pictures"]
    _, title = min(picture["titles"], key=lambda each: abs(each[0] - step))
    one = next(each for each in H.snapshots if written(each.date) == title)
    sentence = ask("sentence", playground=ID, settings=[[["view", "stars"]]], step=step)

    assert f"{in_chinese(one.date)}：[{one.stars} 颗]({one.source})" in sentence


# The same as the figures, in both interpreters, and elsewhere.


@pytest.mark.parametrize("preset", huggingface.PLAYGROUND.presets, ids=lambda preset: preset[0])
def test_a_preset_shows_something_and_its_program_prints_it(preset):
    state = shown(preset[2])
    [picture] = state["pictures"]
    assert not state["problems"]
    [[_, program]] = ask("snippets", playground=ID, settings=state["settings"])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "program", "exec"), {})
    lines = printed.getvalue().splitlines()

    if picture["kind"] == "timeline":
        assert 2 < len(lines) == len(picture["items"])
        for line, row in zip(lines, picture["table"][1:], strict=True):
            assert line.startswith(f"{row[1]} {row[4]} ")
    else:
        assert [line.split()[0] for line in lines[:-1]] == [title for _, title in picture["titles"]]
        assert rounded(float(lines[-1]), 3) in state["sentence"]


# The list.


def test_the_list_holds_every_event_with_date_precision_evidence_and_source():
    soup = BeautifulSoup(all_events(page=True, href=""), "html.parser")
    items = soup.select("[data-item]")

    assert [item["id"] for item in items] == [item["data-item"] for item in items] == [one.id for one in H.events]
    for item, one in zip(items, H.events, strict=True):
        anchor, source = item.find_all("a")
        assert anchor["href"] == f"#{one.id}"
        assert existing(anchor.time)["datetime"] == written(one.date)
        assert ("只知道" in item.get_text()) == (one.date.day is None)
        assert existing(item.select_one(".history__what")).get_text() == one.title
        assert source["href"] in {each.address for each in cited(H).values()}
    assert [year.get_text() for year in soup.select(".history__year > b")] == [str(year) for year in range(2016, 2027)]


def test_elsewhere_the_list_is_folded_and_leads_to_the_anchors():
    soup = BeautifulSoup(all_events(page=False, href="../playgrounds/huggingface.md"), "html.parser")

    assert existing(soup.select_one("details > summary")).get_text() == f"全部 {len(H.events)} 件事，每件有日期和出处"
    assert not soup.find_all(id=True)
    assert existing(soup.select_one("[data-item=bloom] a"))["href"] == "../playgrounds/huggingface.md#bloom"


def test_the_view_of_the_stars_has_no_list():
    assert huggingface.PLAYGROUND.listing("view=stars", page=True, href="") == ""
    assert huggingface.PLAYGROUND.listing("search=preview", page=True, href="") == all_events(page=True, href="")
