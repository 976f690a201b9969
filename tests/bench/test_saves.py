"""Each save that is measured changes its file, and what it changes is on the page that is looked at."""

import ast

import pytest

from plots import registry
from scripts.shared.paths import ROOT
from tests.bench import subjects
from tests.bench.bench_saves import saves


@pytest.fixture(scope="module")
def every_save():
    """The saves, with a model of the first topic only: to look through the figures of all takes a while."""
    with pytest.MonkeyPatch.context() as patch:
        first = registry.figure_modules()[:1]
        patch.setattr(registry, "figure_modules", lambda: first)
        yield saves()
    subjects.model.cache_clear()


def test_each_save_changes_its_file_and_the_next_one_does_again(every_save):
    for path, change, _ in every_save.values():
        text = (ROOT / path).read_text(encoding="utf-8")
        once = change(text, 1)
        assert once != text
        assert change(once, 2) != once


def test_a_changed_model_is_a_program_that_computes_something_else(every_save):
    file, name = subjects.model()
    text = (ROOT / file).read_text(encoding="utf-8")
    before, after = (body(name, each) for each in (text, subjects.in_model(text, 1)))
    assert len(after) == len(before) + 1


def body(name, text):
    [function] = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name]
    return function.body
