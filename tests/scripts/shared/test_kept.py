"""What is kept of a function is what it would answer, and is gone with whatever it depends on."""

import ast
import sys
from functools import cache, partial
from importlib.metadata import packages_distributions, version
from types import SimpleNamespace

import pytest

from scripts.shared import kept
from scripts.shared.kept import USED, Kept
from scripts.shared.paths import ROOT

packages = cache(packages_distributions)  # reads the list of files of all that is installed


@pytest.fixture
def ask(tmp_path):
    """Ask for texts as a build does, and return the answers with how many were worked out for it."""

    def ask(*texts):
        made = []

        def lengths(text):
            made.append(text)
            return {"length": len(text), "text": f"{text}\n\u2028"}

        with Kept("lengths", tmp_path) as answers:
            found = [answers.of("lengths", text, make=partial(lengths, text)) for text in texts]
        return found, len(made)

    return ask


def test_an_answer_is_worked_out_once_and_is_the_same_from_what_is_kept(ask):
    first, made = ask("甲", "乙乙")
    assert made == 2
    assert ask("甲", "乙乙") == (first, 0)
    assert ask("甲", "乙") == ([first[0], {"length": 1, "text": "乙\n\u2028"}], 1)


def test_parts_that_only_join_to_the_same_text_have_answers_of_their_own(tmp_path):
    with Kept("pairs", tmp_path) as answers:
        assert answers.of("ab", "c", make=lambda: 1) == 1
        assert answers.of("a", "bc", make=lambda: 2) == 2


def test_what_a_build_does_not_ask_for_is_forgotten_unless_it_breaks_off(ask, tmp_path):
    ask("甲", "乙")
    with pytest.raises(ZeroDivisionError), Kept("lengths", tmp_path) as answers:
        answers.of("丙", make=lambda: 1 // 0)
    assert ask("甲", "乙")[1] == 0
    ask("甲")
    assert ask("甲", "乙")[1] == 1


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", None], ids=["empty", "other", "no text", "one sign"])
def test_a_damaged_file_counts_as_none(ask, tmp_path, damage):
    first, _ = ask("甲")
    path = tmp_path / "lengths"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "乙".encode()) if damage is None else damage)
    assert ask("甲") == (first, 1)


@pytest.mark.parametrize("change", ["code", "Python", *USED])
def test_other_code_another_python_and_other_packages_have_answers_of_their_own(ask, tmp_path, monkeypatch, change):
    (tmp_path / "scripts").mkdir()
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    kept.tools.cache_clear()
    ask("甲")
    assert ask("甲")[1] == 0
    if change == "code":
        (tmp_path / "scripts" / "new.py").touch()
    elif change == "Python":
        monkeypatch.setattr(kept, "platform", SimpleNamespace(python_version=lambda: "another"))
    else:
        monkeypatch.setattr(kept, "version", lambda name: "another" if name == change else version(name))
    kept.tools.cache_clear()
    assert ask("甲")[1] == 1
    kept.tools.cache_clear()


@pytest.mark.parametrize(
    "module",
    [
        "checks/shipped_files",
        "checks/templates",
        "assets/theme_styles",
        "markdown/dialect",
        "markdown/formulas",
        "markdown/plain",
        "pages/feed_content",
        "pages/search_index",
        "shared/html_page",
    ],
)
def test_the_packages_that_such_functions_call_are_among_those_that_count(module):
    tree = ast.parse((ROOT / "scripts" / f"{module}.py").read_bytes())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    others = {name.partition(".")[0] for name in imported} - {"scripts", *sys.stdlib_module_names}
    assert {packages()[name][0] for name in others} <= set(USED)
