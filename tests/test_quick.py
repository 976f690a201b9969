"""Which tests are run of a file that changed."""

import subprocess
from pathlib import Path

import pytest

from tests import quick
from tests.quick import TESTS


def chosen(name):
    return {path.relative_to(TESTS).as_posix() for path in quick.tests_of(Path(name))}


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("tests/models/kmeans/test_lloyd.py", {"models/kmeans/test_lloyd.py"}),
        ("plots/models/kmeans/lloyd.py", {"models/kmeans/test_lloyd.py"}),
        ("plots/bridge.py", {"test_bridge.py"}),
        ("overrides/assets/moving-figure.mjs", {"browser/test_moving_figures.py"}),
        ("overrides/main.html", {"browser/test_every_playground.py"}),
        ("docs/posts/a-new-post.md", {path.relative_to(TESTS).as_posix() for path in TESTS.glob("docs/test_*.py")}),
        ("tests/project.py", set()),
        ("tests/docs/test_that_is_gone.py", set()),
        ("LICENSE", set()),
    ],
)
def test_a_file_has_the_tests_that_are_named_after_it_else_those_of_the_folder_that_mirrors_its_own(changed, tests):
    assert chosen(changed) == tests


def test_a_module_without_a_test_of_its_name_has_all_tests_of_its_package():
    assert {"models/kmeans/test_lloyd.py", "models/kmeans/test_oracle.py"} <= chosen(
        "plots/models/kmeans/of_no_name.py"
    )


def test_what_differs_is_committed_on_the_branch_or_not_yet(tmp_path, monkeypatch):
    monkeypatch.setattr(quick, "ROOT", tmp_path)

    def git(*arguments):
        names = ["-c", "user.name=n", "-c", "user.email=e@x.invalid"]
        subprocess.run(["git", *names, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(name):
        (tmp_path / name).write_text(name, encoding="utf-8")

    git("init", "--initial-branch", "main")
    for branch, name in (("main", "old"), ("mine", "汉 字.md")):
        git("checkout", "-B", branch)
        write(name)
        git("add", ".")
        git("commit", "--message", name)
    write("new")
    assert set(quick.changed()) == {"汉 字.md", "new"}
