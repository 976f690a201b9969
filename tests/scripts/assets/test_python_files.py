"""Which Python a playground fetches at first, and which later."""

import itertools
import json

import pytest

from scripts.assets.python_files import packs, playground_ids, texts
from tests.micropython.interpreter import DATA, ROOT, SHARED, python_files, run_in_micropython

ASK = """
import os
for path in argument["missing"]:
    os.remove(path)
from plots.bridge import handle
def ask(do, **request):
    return json.loads(handle(json.dumps(dict(request, do=do, playground=argument["id"]))))
from plots.bridge import find, read_settings
[default] = read_settings(find(argument["id"]), [[]])
state = ask("open", query="", page=True, have=[default.structure(page=True)])["ok"]  # the page has these controls
result = {"first": len(state["pictures"])}
result["later"] = [ask("picture", name=name, settings=state["settings"]) for name in state["more"]]
result["controls"] = ask("open", query="", page=True)
result["rest"] = [ask("snippets", settings=state["settings"])]
"""


def answers(id, names):
    """Return what MicroPython answers that has just these packs."""
    missing = set(python_files(*SHARED, *DATA)) - {path for name in names for path in packs(id)[name]}
    return run_in_micropython(ASK, {"id": id, "missing": sorted(missing)})


def are_import_errors(given):
    """Whether the page is told that it must fetch the next pack."""
    return all("error" in answer and answer["error"]["type"] == "ImportError" for answer in given)


@pytest.mark.parametrize("id", playground_ids())
def test_each_pack_is_enough_for_what_it_is_fetched_for(id):
    first, later, rest = packs(id)

    alone = answers(id, [first])
    assert alone["first"] >= 1
    assert are_import_errors(alone["later"])
    assert are_import_errors(alone["rest"])

    two = answers(id, [first, later])
    assert all("ok" in answer for answer in [two["controls"], *two["later"]])
    assert are_import_errors(two["rest"])

    assert all("ok" in answer for answer in answers(id, [first, later, rest])["rest"])


@pytest.mark.parametrize("id", playground_ids())
def test_no_file_is_fetched_twice(id):
    for one, other in itertools.combinations(packs(id).values(), 2):
        assert not set(one) & set(other)


@pytest.mark.parametrize("id", playground_ids())
def test_a_pack_holds_the_files_unchanged(id):
    for paths in packs(id).values():
        for path, text in json.loads(texts(paths)).items():
            assert text == (ROOT / path).read_text(encoding="utf-8")
