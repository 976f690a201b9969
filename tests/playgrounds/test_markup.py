"""The controls as HTML: complete, escaped, and found again by the page."""

import json
import random

import pytest
from bs4 import BeautifulSoup

from plots.playgrounds import query
from plots.playgrounds.markup import escape
from tests.playgrounds.bridges import ask, opened
from tests.playgrounds.settings import random_query
from tests.playgrounds.tried.lr import SCHEDULER_NAMES

FIELDS = "input, select, textarea"


def parsed(state, setting=0):
    return BeautifulSoup(state["markup"][setting], "html.parser")


@pytest.fixture(params=SCHEDULER_NAMES)
def state(request):
    generator = random.Random(request.param)
    return opened(random_query(generator, "lr", scheduler=[request.param]), page=True, prefix="here", run=True)


def test_every_field_has_a_name(state):
    soup = parsed(state)
    for field in soup.select(FIELDS):
        label = soup.find("label", attrs={"for": field.get("id")}) if field.get("id") else None
        name = label.get_text(strip=True) if label else field.get("aria-label")
        assert name, field


def test_every_id_occurs_once(state):
    soup = parsed(state)
    ids = [element["id"] for element in soup.find_all(id=True)]

    assert len(ids) == len(set(ids))
    assert all(id.startswith("here-0-") for id in ids)


def test_every_text_has_its_field_and_every_field_its_text(state):
    fields = parsed(state).select("[data-path]:not([data-op])")
    paths = {json.dumps(json.loads(field["data-path"])) for field in fields}

    assert paths == {json.dumps(path) for path, _ in state["values"][0]}


def test_fields_hold_their_texts(state):
    texts = {json.dumps(path): text for path, text in state["values"][0]}
    for field in parsed(state).select("[data-path]:not([data-op])"):
        text = texts[json.dumps(json.loads(field["data-path"]))]
        if field.name == "select":
            assert field.find("option", selected=True)["value"] == text
        elif field.name == "textarea":
            assert field.get_text() == text
        elif field["type"] == "checkbox":
            assert field.has_attr("checked") == (text == "true")
        elif field["type"] == "text":
            assert field["value"] == text


def test_every_field_has_a_place_for_its_problem(state):
    soup = parsed(state)
    places = {place["data-problem"] for place in soup.select("[data-problem]")}

    assert {
        field["data-path"]
        for field in soup.select(f"{FIELDS}")
        if field.has_attr("id") and not field.has_attr("data-op")
    } <= places


def test_sliders_stand_within_their_range(state):
    for slider in parsed(state).select("input[type=range]"):
        assert float(slider["min"]) <= float(slider["value"]) <= float(slider["max"])
        assert float(slider["step"]) > 0


def test_no_style_and_no_script_stands_in_it(state):
    assert not parsed(state).select("[style], style, script")
    assert not any(name.startswith("on") for element in parsed(state).find_all(True) for name in element.attrs)


def test_a_logarithmic_slider_stands_at_the_exponent():
    slider = parsed(opened("lr=0.001")).select_one("input[type=range][data-path='[\"lr\"]']")

    assert (slider["data-scale"], slider["min"], slider["max"], slider["value"]) == ("log", "-5", "0", "-3")


def test_in_an_article_the_scheduler_cannot_be_chosen():
    assert not parsed(opened("scheduler=StepLR")).select("[data-path='[\"scheduler\"]'], [data-op=preset]")
    page = parsed(opened("scheduler=StepLR", page=True))
    assert len(page.select("[data-path='[\"scheduler\"]']")) == 1
    assert len(page.select("[data-op=preset] option[value]")) > 6


def test_markup_that_the_page_has_is_not_sent_again():
    state = opened("scheduler=StepLR&vs=scheduler%3DExponentialLR")
    edit = {"setting": 0, "path": ["gamma"], "text": "0.3"}
    after = ask("show", settings=state["settings"], have=state["structure"], edits=[edit])
    assert after["markup"] == [None, None]
    assert after["structure"] == state["structure"]

    edit = {"setting": 0, "path": ["scheduler"], "text": "LinearLR"}
    after = ask("show", settings=state["settings"], have=state["structure"], edits=[edit])
    assert after["markup"][0]
    assert after["markup"][1] is None


def test_the_structure_changes_with_the_page():
    assert opened("lr=0.2", page=True)["structure"] != opened("lr=0.2")["structure"]


def test_a_builder_that_cannot_be_read_is_a_text_field():
    state = opened("scheduler=ChainedScheduler&schedulers=" + query.encode('StepLR(gamma="<b>"'))
    [field] = parsed(state).select("[data-path='[\"schedulers\"]']")

    assert field["value"] == 'StepLR(gamma="<b>"'
    assert state["problems"][0]["path"] == ["schedulers"]


def test_problems_have_a_place_beside_a_field():
    for text in (
        "scheduler=StepLR&gamma=x",
        "scheduler=MultiStepLR&milestones=5,x",
        "scheduler=SequentialLR&milestones=5,x",
        "scheduler=SequentialLR&milestones=5",
        "scheduler=SequentialLR&milestones=1,2,3",
        "scheduler=ChainedScheduler&schedulers=StepLR(gamma=x)",
        "scheduler=ChainedScheduler&schedulers=MultiStepLR(milestones=[5,2])",
        "scheduler=WarmupLR&scheduler_or_optimizer=ExponentialLR(gamma=1.1)",
        "scheduler=ChainedScheduler&schedulers=WarmupLR(scheduler_or_optimizer=ExponentialLR(gamma=1.1))",
        "scheduler=LinearLR&start_factor=0&framework=pytorch",
        "scheduler=StepLR&until=0",
    ):
        state = opened(text)
        [problem] = state["problems"]
        places = [json.loads(place["data-problem"]) for place in parsed(state).select("[data-problem]")]
        assert problem["path"] in places, text


def test_escaping():
    assert escape("<a href='x' b=\"y\">&amp;") == "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;"
