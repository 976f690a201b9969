"""What Python answers is what the page's modules are told to expect: tsc reads both."""

import importlib
import json
import subprocess
from pathlib import Path

import pytest

from plots import bridge
from scripts.markdown.playgrounds import playground_ids
from scripts.shared.node import node

ROOT = Path(__file__).resolve().parent.parent.parent
TYPES = ROOT / "overrides" / "assets" / "javascripts" / "playground" / "types"
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
MOST_SLICES = 2  # of a picture that takes long; what it is like when it is whole is asked for elsewhere


def ask(id, do, **request):
    answer = json.loads(bridge.handle(json.dumps({"playground": id, "do": do, **request})))
    assert "error" not in answer, answer
    return answer["ok"]


def answers(id, query):
    """Return what a page that shows a setting is answered, each with what it asked for."""
    state = ask(id, "open", query=query, page=True)
    told = [("open", state), ("sentence", ask(id, "sentence", settings=state["settings"], step=1))]
    told.append(("snippets", ask(id, "snippets", settings=state["settings"])))
    for name in [*(picture["name"] for picture in state["pictures"]), *state["more"]]:
        for _ in range(MOST_SLICES):
            told.append(("picture", ask(id, "picture", settings=state["settings"], name=name)))
    return told


def complaints(folder, told):
    """Return what tsc says of answers that are written into a module as constants of their types."""
    lines = [f'import type {{ Answers }} from "{TYPES.as_posix()}";']
    lines += [f'export const answer{i}: Answers["{do}"] = {json.dumps(answer)};' for i, (do, answer) in enumerate(told)]
    module = folder / "answers.ts"
    module.write_text("\n".join(lines), encoding="utf-8")
    options = ["--noEmit", "--strict", "--ignoreConfig", "--target", "es2022", "--moduleResolution", "bundler"]
    command = [node(), str(TSC), *options, "--module", "esnext", "--lib", "es2023,dom", "--types", "", str(module)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.mark.parametrize("id", playground_ids())
def test_what_python_answers_has_the_types_that_the_page_reads(id, tmp_path):
    module = importlib.import_module(f"plots.playgrounds.{id.replace('-', '_')}")
    queries = {"", *(query for _, _, query in module.PRESETS), *(query for query, _ in module.FIGURES)}
    told = [answer for query in sorted(queries) for answer in answers(id, query)]
    assert complaints(tmp_path, told) == ""


def test_an_answer_with_a_key_that_nobody_reads_is_found(tmp_path):
    state = ask("lr", "open", query="")
    assert complaints(tmp_path, [("open", state)]) == ""
    assert "more_label" in complaints(tmp_path, [("open", {**state, "more_label": ""})])
    assert "'sentence' is missing" in complaints(
        tmp_path, [("open", {name: value for name, value in state.items() if name != "sentence"})]
    )
