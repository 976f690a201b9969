"""Which Python a playground fetches at first, and which later."""

import gzip
import json

import pytest

from scripts.python_files import first_files, later_files, playground_ids, texts
from tests.micropython.interpreter import ROOT, run_in_micropython


@pytest.mark.parametrize("id", playground_ids())
def test_the_first_files_are_enough_for_the_first_picture_and_all_for_everything(id):
    """MicroPython with just these files; what it lacks it says as ImportError, which the page understands."""
    code = """
import os, sys
def remove(paths):
    for path in paths:
        os.remove(path)
remove(argument["extra"])
from plots.bridge import handle
state = json.loads(handle(json.dumps({"do": "open", "playground": argument["id"], "query": "", "page": True})))["ok"]
request = {"playground": argument["id"], "settings": state["settings"]}
result = {"pictures": len(state["pictures"]), "imported": sorted(name for name in sys.modules if name.startswith("plots"))}
asked = [{"do": "snippets"}] + [{"do": "picture", "name": name} for name in state["more"]]
result["asked"] = [json.loads(handle(json.dumps(dict(request, **each)))) for each in asked]
"""
    first, later = first_files(id), later_files(id)
    shared = {path.relative_to(ROOT).as_posix() for path in [*(ROOT / "plots").rglob("*.py")]}
    in_the_page = {path for path in shared if path.startswith(("plots/models", "plots/playgrounds", "plots/bridge"))}

    alone = run_in_micropython(code, {"id": id, "extra": sorted(in_the_page - set(first))})
    assert alone["pictures"] >= 1
    assert {answer["error"]["type"] for answer in alone["asked"]} == {"ImportError"}

    together = run_in_micropython(code, {"id": id, "extra": sorted(in_the_page - set(first) - set(later))})
    assert all("ok" in answer for answer in together["asked"])


@pytest.mark.parametrize("id", playground_ids())
def test_no_file_is_fetched_twice(id):
    assert not set(first_files(id)) & set(later_files(id))


@pytest.mark.parametrize("id", playground_ids())
def test_a_pack_holds_the_files_unchanged(id):
    for path, text in json.loads(texts(first_files(id))).items():
        assert text == (ROOT / path).read_text()


def test_the_packs_of_the_schedulers_stay_small():
    first, later = (len(gzip.compress(texts(files("lr")).encode(), 9)) for files in (first_files, later_files))

    assert first < 47_000  # of the 300 KB that a start may take, MicroPython takes 219
    assert later < 16_000
