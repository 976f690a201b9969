"""What holds for every playground: presets are shown, bad values get a sentence, both interpreters answer alike."""

import json
import random

import pytest
from bs4 import BeautifulSoup

from plots import bridge
from plots.playgrounds import query
from plots.playgrounds.controls import Choice, Number, Switch
from plots.playgrounds.markup import setting_html
from plots.playgrounds.state import read_settings
from scripts.assets.python_files import playground_ids
from tests import oracle_records
from tests.playgrounds.bridges import ask, ask_both, ask_both_for_each
from tests.playgrounds.settings import random_query
from tests.playgrounds.tries import tried

IDS = playground_ids()
PRESETS = [pytest.param(id, name, id=f"{id} {name}") for id in IDS for name, _, _ in bridge.find(id).presets]


@pytest.mark.parametrize(("id", "name"), PRESETS)
def test_a_preset_is_shown_unasked_and_found_again_by_its_query(id, name):
    state = ask("show", playground=id, settings=[[]], edits=[{"op": "preset", "setting": 0, "text": name}])

    assert not state["problems"]
    assert state["pictures"]
    for picture in state["pictures"]:  # of this the name is made that is read out
        assert picture["label"] or picture["plane"]["y"]["label"] or picture["moments"]
    assert len(set(state["labels"])) == len(state["settings"])
    assert ask("open", playground=id, query=state["query"])["query"] == state["query"]


@pytest.mark.parametrize("id", IDS)
def test_a_slider_is_told_as_its_field_shows_it(id):
    for text in ["", *(text for _, _, text in bridge.find(id).presets)]:
        for setting in read_settings(bridge.find(id), query.read(text)):
            form = BeautifulSoup(setting_html(setting, "here", page=True), "html.parser")
            names = {label["for"]: label.get_text() for label in form.select("label")}
            told = {
                field["data-path"]: (names[field["id"]], field["value"]) for field in form.select("input[type=text]")
            }
            for slider in form.select("input[type=range]"):  # which may stand at an exponent
                heard = slider["aria-label"], slider.get("aria-valuetext", slider["value"])
                assert heard == told[slider["data-path"]], slider


NAMED = [pytest.param(id, *each) for id in IDS for each in bridge.find(id).names]


@pytest.mark.parametrize(("id", "text", "names"), NAMED)
def test_a_preset_may_name_what_it_compares_until_something_else_is_set(id, text, names):
    assert text in [each for _, _, each in bridge.find(id).presets]
    state = ask("open", playground=id, query=text)
    assert state["labels"] == [*names]
    assert ask("open", playground=id, query=state["query"])["labels"] == [*names]

    fewer = ask("show", playground=id, settings=state["settings"], edits=[{"op": "remove-setting", "setting": 0}])
    assert not {*fewer["labels"]} & {*names}


# Comparing

COMPARING = [id for id in IDS if bridge.find(id).most_settings > 1]


@pytest.mark.parametrize("id", COMPARING)
def test_every_new_setting_differs_from_all_before_it(id):
    state = ask("open", playground=id)
    for count in (2, 3, 4):
        edits = [{"op": "copy-setting", "setting": count - 2}]
        state = ask("show", playground=id, settings=state["settings"], edits=edits)
        assert not state["problems"]
        assert len(set(state["labels"])) == count
        assert len({json.dumps(setting) for setting in state["settings"]}) == count


@pytest.mark.parametrize("id", COMPARING)
def test_what_all_settings_share_is_shown_with_each_and_set_from_each(id):
    playground = bridge.find(id)
    text = "&".join(["", *["vs="] * 3])
    first, *others = read_settings(playground, query.read(text))
    shared = [control for control in first.controls if control.shared]
    for control in shared:
        assert all(control in other.shown() for other in others), control.name
    for control in shared:
        if isinstance(control, Number):
            value = str(int(control.read(control.default)) + 1)
            edit = {"setting": 2, "path": [control.name], "text": value}
            state = ask("show", playground=id, settings=[[], [], []], edits=[edit])
            assert state["settings"][0] == [[control.name, value]]
            assert all([[control.name], value] in values for values in state["values"])


@pytest.mark.parametrize("id", COMPARING)
def test_a_bad_value_that_all_share_is_said_of_each_setting(id):
    playground = bridge.find(id)
    for control in read_settings(playground, [[]])[0].controls:
        if control.shared and isinstance(control, Number):
            state = ask("open", playground=id, query=f"{control.name}=-1&vs=")
            assert [(each["setting"], each["path"]) for each in state["problems"]] == [
                (0, [control.name]),
                (1, [control.name]),
            ]


# Bad values

SCRIPT = "<script>alert(1)</script>"


def refused(id):
    """Yield texts that the controls of the first setting refuse, each with what the sentence has to say."""
    for control in bridge.find(id).controls({}):
        if isinstance(control, Number):
            texts = ["nan", "1e999", "", SCRIPT, f"{control.low - 1:g}", f"{control.high + 1:g}"]
            yield from [(f"{control.name}={query.encode(text)}", f"“{control.label}”应为 ") for text in texts]
        elif isinstance(control, Choice):
            yield f"{control.name}={query.encode(SCRIPT)}", f"“{control.label}”没有“"
        elif isinstance(control, Switch):
            yield f"{control.name}=maybe", f"“{control.label}”应为 true 或 false，现在是“maybe”。"


def bad_values(id):
    return [*tried(id).bad, *refused(id)]


@pytest.fixture(scope="module")
def answers_to_bad_values():
    return ask_both_for_each(lambda id: [{"do": "open", "query": text} for text, _ in bad_values(id)])


@pytest.mark.parametrize("id", IDS)
def test_a_bad_value_gets_one_sentence_in_both_interpreters(answers_to_bad_values, id):
    for (text, said), answers in zip(bad_values(id), answers_to_bad_values[id], strict=True):
        for answer in answers:
            [problem] = answer["ok"]["problems"]
            assert problem["message"] == said or (not said.endswith("。") and problem["message"].startswith(said)), text
            assert problem["message"].endswith("。"), text
            assert not answer["ok"]["pictures"] or "已忽略" in said, text
            assert "<script" not in json.dumps(answer["ok"]["markup"]), text


# Full width, as a Chinese input method writes

NUMBERS = ("number", "start", "list", "marks", "curve")


def wide(text):
    return "".join([chr(ord(character) + 0xFEE0) for character in text])


def numbers(id):
    return [(each.name, each.default) for each in bridge.find(id).controls({}) if each.kind in NUMBERS]


def in_full_width(id):
    """Return requests with each number in an address, and all of them in fields."""
    written = [(name, wide(text)) for name, text in numbers(id)]
    edits = [{"setting": 0, "path": [name], "text": text} for name, text in written]
    addresses = [{"do": "open", "query": f"{name}={query.encode(text)}"} for name, text in written]
    return [*addresses, {"do": "show", "settings": [[]], "edits": edits}]


@pytest.fixture(scope="module")
def answers_in_full_width():
    return ask_both_for_each(in_full_width)


@pytest.mark.parametrize("id", IDS)
def test_numbers_in_full_width_are_read_from_fields_and_from_addresses(answers_in_full_width, id):
    for ours, theirs in answers_in_full_width[id]:
        assert [answer["ok"]["problems"] for answer in (ours, theirs)] == [[], []]
    assert numbers(id)
    for name, text in numbers(id):  # so that a slider follows, and a link is short
        assert [[name], text] in theirs["ok"]["values"][0]


# Both interpreters

MOST_WITH_PICTURES = 24  # that come later, in slices


def requests(id):
    """Return what a page asks at the presets of a playground and at random settings."""
    generator = random.Random(4)
    presets = [text for _, _, text in bridge.find(id).presets if "n=2000" not in text]
    for i, text in enumerate(["", *presets, *(random_query(generator, id, **among) for among in tried(id).among)]):
        settings = query.read(text)
        yield {"do": "open", "query": text, "step": 2, "run": True, "page": True}
        yield {"do": "snippets", "settings": settings, "setting": 0}
        if i < MOST_WITH_PICTURES:
            names = ask("open", playground=id, query=text, run=True)["more"]
            for name in [*names, *(["fit", "losses"] if id == "boosting" else [])]:
                yield {"do": "picture", "settings": settings, "name": name}


@pytest.mark.parametrize("id", IDS)
def test_micropython_answers_as_cpython_does(id):
    asked = [{"playground": id, **request} for request in requests(id)]
    for kept in (bridge.results, bridge.recent, *tried(id).kept):
        kept.clear()  # what has been computed would be answered at once, and not in slices
    for request, (ours, theirs) in zip(asked, ask_both(asked), strict=True):
        assert oracle_records.difference(theirs, ours, **tried(id).close) is None, request
