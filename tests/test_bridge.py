"""Whatever comes through the door, a sentence goes back: never a traceback, never HTML from a value."""

import json

import pytest
from hypothesis import example, given
from hypothesis.strategies import dictionaries, lists, one_of, sampled_from, text

from plots import bridge
from plots.playgrounds import query
from plots.playgrounds.state import read_settings
from scripts.assets.python_files import playground_ids
from tests.playgrounds.bridges import ask, ask_both, ask_micropython, opened
from tests.playgrounds.tried.lr import SCHEDULER_NAMES

SCRIPT = "<script>alert(1)</script>"
BAD_NUMBERS = [
    "nan",
    "inf",
    "-inf",
    "1e309",
    "-1",
    "1e-400x",
    "",
    " ",
    "abc",
    "①②",
    "1_0",
    "0x10",
    "1/0",
    "1/2/3",
    "None",
]
BAD_NUMBERS += [
    "9" * 400,
    SCRIPT,
    "'; DROP TABLE--",
    "\x00",
    "1,2",
    "[1]",
    "()",
    "true",
    "٣",
    "--1",
    "+-1",
    "1e5e5",
    ".",
]
BAD_LISTS = [
    "5,2",
    "2,2",
    "1.5",
    "-1",
    "a,b",
    ",",
    "1,,2",
    ",".join(str(i) for i in range(10_000)),
    SCRIPT,
    "nan",
    "[[1]]",
]
BAD_NESTED = [
    "",
    "StepLR(",
    "StepLR)",
    "StepLR(gamma)",
    "StepLR(gamma=)",
    "StepLR(gamma=nan)",
    "StepLR(=1)",
    "StepLR(gamma=0.5",
    "StepLR(gamma=[0.5,0.6])",
    "StepLR(gamma=StepLR())",
    "StepLR(nothing=1)",
    "NoSuchLR(gamma=0.5)",
    "ReduceLROnPlateau()",
    "[StepLR()]",
    SCRIPT,
    f'LambdaLR(lr_lambda="{SCRIPT}',
    '"',
    "ChainedScheduler(schedulers=[" * 60 + "StepLR()" + "])" * 60,
    "(" * 500,
    ",".join(["StepLR()"] * 50),
    "a" * 7000,
    "MultiStepLR(milestones=[5,2])",
    "SequentialLR(schedulers=[StepLR(),StepLR()],milestones=[])",
    ",".join(["ChainedScheduler(schedulers=[" + ",".join(["StepLR()"] * 6) + "])"] * 6),
]
HOSTILE = (
    [f"until={query.encode(each)}" for each in [*BAD_NUMBERS, "0", "1001", "1000000", "3.5"]]
    + [f"lr={query.encode(each)}" for each in [*BAD_NUMBERS, "0", "11"]]
    + [f"scheduler=PolynomialLR&steps={each}" for each in ("0", "1000000", "2.5", "nan")]
    + [f"scheduler=ExponentialLR&gamma={each}" for each in ("0", "1.3", "nan", "1e400")]
    + [f"scheduler=CosineAnnealingLR&eta_min={each}" for each in ("0.2", "-0.1", "inf")]
    + [f"scheduler=MultiStepLR&milestones={query.encode(each)}" for each in BAD_LISTS]
    + [f"scheduler=SequentialLR&schedulers={query.encode(each)}" for each in BAD_NESTED]
    + [f"scheduler=ChainedScheduler&schedulers={query.encode(each)}" for each in BAD_NESTED]
    + [f"scheduler=WarmupLR&scheduler_or_optimizer={query.encode(each)}" for each in BAD_NESTED]
    + [f"scheduler={query.encode(each)}" for each in ("", SCRIPT, "StepLR ", "steplr", "__class__", "LRScheduler")]
    + ["scheduler=WarmupLR&scheduler_or_optimizer=ExponentialLR(gamma=1.2)"]
    + ["scheduler=SequentialLR&milestones=15,5", "scheduler=SequentialLR&milestones=5"]
    + ["scheduler=SequentialLR&interval_rescaling=maybe,true"]
    + ["scheduler=LinearLR&framework=keras", "scheduler=LinearLR&start_factor=0&framework=pytorch"]
    + ["scheduler=ReduceLROnPlateau&metric=none", "scheduler=ReduceLROnPlateau&metric=drawn&metrics=1,nan"]
    + ["scheduler=ReduceLROnPlateau&metric=drawn&metrics="]
    + ["scheduler=LambdaLR&lr_lambda=", "scheduler=LambdaLR&lr_lambda=" + "t+" * 2000]
    + ["momentum=1", "noise=-1", "seed=-1", "seed=1.5"]
    + ["vs=lr%3Dnan", "vs=scheduler%3DStepLR%26step_size%3D0"]
)
BROKEN_CODE = [
    "1/0",
    "t -",
    "import os",
    "nothing",
    "'text'",
    "None",
    "-t",
    "1e308 * 10 ** t",
    "float('nan')",
    "raise",
    "def lr_lambda(t):\n    raise SystemExit",
    "def lr_lambda(t):\n    return lr_lambda(t)",
    "def lr_lambda(:",
    "lr_lambda = 3",
    "lambda: 1",
    "class X(BaseException): pass\ndef lr_lambda(t):\n    raise X",
    "class X(BaseException): pass\nlr_lambda = lambda t: t\nraise X",
    "lambda t, u: 1",
    "[",
    "[t] * 2",
]


def assert_a_plain_sentence(message):
    assert message.endswith("。")
    assert len(message) < 160
    assert "\n" not in message
    for word in ("Traceback", "must be", "object", "__"):
        assert word not in message.replace("__class__", "")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:60])
def test_a_hostile_query_gets_one_chinese_sentence(text):
    state = opened(text)

    [problem, *others] = state["problems"]
    assert_a_plain_sentence(problem["message"])
    assert len(others) <= 1
    assert (state["pictures"] is None) is (len(text) <= query.LONGEST)  # of a longer one the beginning is drawn


def test_names_that_nothing_has_are_one_sentence_with_three_of_them():
    named = "&".join(f"n{i}=1" for i in range(4))
    for address in ("a=1&a=2", f"vs={query.encode('a=1')}&scheduler=StepLR"):
        assert [each["message"] for each in opened(address)["problems"]] == ["没有名为“a”的参数，已忽略。"]
    [problem] = opened(f"{named}&vs={query.encode(named)}")["problems"]
    assert problem["message"] == "没有名为“n0”、“n1”、“n2”的参数（共 8 个），已忽略。"


def test_a_long_address_is_read_up_to_its_last_whole_value_and_says_so():
    text = f"lr=0.2&until=25&momentum=0.{'1' * query.LONGEST}&lr=0.3"
    state = opened(text)

    assert state["query"] == "lr=0.2&until=25"
    assert [each["message"] for each in state["problems"]] == ["地址太长，只读了前 4000 个字符。"]


def test_settings_without_code_of_others_are_drawn_beside_those_that_have_it_in_their_own_roles():
    code = "scheduler=LambdaLR&lr_lambda=1/0"
    state = opened(f"{code}&vs={query.encode('scheduler=StepLR')}")

    assert state["code"] == [{"setting": 0, "path": ["lr_lambda"]}]
    [picture] = state["pictures"]
    assert [(series["setting"], series["role"]) for series in picture["series"]] == [(1, state["roles"][1])]
    assert opened(code)["pictures"] is None


def test_an_edit_that_leads_nowhere_changes_nothing():
    for op in ("set", "add", "remove"):
        state = ask("show", settings=[[]], edits=[{"op": op, "path": [], "text": "1"}])
        assert state["query"] == ""


@pytest.mark.parametrize("code", BROKEN_CODE)
def test_broken_code_gets_one_chinese_sentence(code):
    state = opened("scheduler=LambdaLR&lr_lambda=" + query.encode(code), run=True)

    [problem] = state["problems"]
    assert_a_plain_sentence(problem["message"])
    assert problem["path"] == ["lr_lambda"]
    assert state["pictures"] is None


def test_micropython_says_the_same_of_hostile_queries():
    requests = [{"do": "open", "query": text} for text in HOSTILE]

    for request, (ours, theirs) in zip(requests, ask_both(requests), strict=True):
        assert theirs == ours, request


def test_micropython_gives_a_sentence_for_broken_code():
    queries = ["scheduler=LambdaLR&lr_lambda=" + query.encode(code) for code in BROKEN_CODE]
    answers = ask_micropython([{"do": "open", "query": text, "run": True} for text in queries])

    for code, answer in zip(BROKEN_CODE, answers, strict=True):
        [problem] = answer["ok"]["problems"]
        assert_a_plain_sentence(problem["message"])
        assert problem["path"] == ["lr_lambda"], code


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:60])
def test_nothing_from_a_query_becomes_html(text):
    for page in (True, False):
        markup = "".join(opened(text, page=page)["markup"])
        assert "<script" not in markup
        assert "alert(1)<" not in markup


def test_what_all_settings_share_cannot_be_set_for_one():
    state = opened("vs=until%3D5")

    assert [problem["message"] for problem in state["problems"]] == ["没有名为“until”的参数，已忽略。"]
    assert state["pictures"]


@pytest.mark.parametrize("name", ["gamma", "__class__", SCRIPT, "values", "self"])
def test_an_unknown_name_is_left_out_and_said(name):
    state = opened(f"{query.encode(name)}=1")

    [problem] = state["problems"]
    assert_a_plain_sentence(problem["message"])
    assert "已忽略" in problem["message"]
    assert state["pictures"]
    assert state["query"] == ""


REQUEST = one_of(
    text(max_size=60),
    dictionaries(
        sampled_from(["do", "playground", "settings", "query", "edits", "setting", "name"]), text(max_size=9)
    ).map(json.dumps),
)


@given(request=REQUEST)
@example(request="null")
@example(request="[]")
@example(request='{"do": "show", "playground": "lr"}')
@example(request='{"do": "show", "playground": "lr", "settings": 5}')
@example(request='{"do": "open", "playground": "../lr"}')
@example(request='{"do": "open", "playground": "controls"}')
@example(request='{"do": "open", "playground": "__init__"}')
@example(request='{"do": "picture", "playground": "lr", "settings": [[]], "name": "none"}')
@example(request='{"do": "snippets", "playground": "lr", "settings": [[]], "setting": 9}')
def test_a_request_that_makes_no_sense_is_an_error_and_no_exception(request):
    assert set(json.loads(bridge.handle(request))) == {"error"}


@given(pairs=lists(sampled_from(SCHEDULER_NAMES)), texts=lists(text(max_size=12), max_size=6))
def test_any_text_in_any_field_is_answered(pairs, texts):
    names = ["scheduler", "lr", "until", "gamma", "milestones", "schedulers"]
    settings = [[[name, each] for name, each in zip(names, texts, strict=False)]]

    assert ask("show", settings=settings)["settings"]


def test_an_edit_of_a_field_that_has_gone_is_passed_over():
    edits = [
        {"setting": 0, "path": ["schedulers", 7, "gamma"], "text": "0.5"},
        {"setting": 5, "path": ["gamma"], "text": "0.5"},
        {"setting": 0, "path": ["nothing"], "text": "0.5"},
        {"setting": 0, "path": ["schedulers", 0], "text": "nothing"},
        {"setting": 0, "path": ["schedulers"], "op": "add", "text": "nothing"},
        {"setting": 0, "op": "preset", "text": "nothing"},
        {"setting": 0, "path": ["lr"], "text": "0.2"},
    ]
    state = ask("show", settings=[[["scheduler", "ChainedScheduler"]]], edits=edits)

    assert ["lr", "0.2"] in state["settings"][0]


def test_results_are_forgotten_after_a_while():
    for digits in range(100):
        opened(f"scheduler=StepLR&gamma=0.5{digits}")

    assert len(bridge.results) <= bridge.MOST_KEPT


def test_foreign_code_gets_its_program_without_being_run():
    code = 'def lr_lambda(t):\n    raise RuntimeError("run")\nraise RuntimeError("run")'
    programs = ask("snippets", settings=[[["scheduler", "LambdaLR"], ["lr_lambda", code]]])

    assert all(code in program for _, program in programs)


@pytest.mark.parametrize("id", playground_ids())
def test_a_picture_that_is_made_twice_is_the_same(id):
    playground = bridge.find(id)
    drawn, _ = bridge.compute(playground, read_settings(playground, [[]]), {})
    now, later = playground.pictures(drawn)
    for name in now + later:
        assert playground.picture(name, drawn) == playground.picture(name, drawn)
