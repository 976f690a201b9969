"""Which tests are run of a file that changed."""

import subprocess
from pathlib import Path

import pytest

from tests import quick

FILES = (
    *("models/waves/test_sine.py", "models/waves/test_sums.py", "docs/test_numbers.py", "project.py", "test_bridge.py"),
    *("browser/test_moving_figures.py", "browser/test_every_playground.py"),
)


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """A function that returns the test files of a file, of those in ``FILES``."""
    tests = tmp_path / "tests"
    for name in FILES:
        (tests / name).parent.mkdir(parents=True, exist_ok=True)
        (tests / name).touch()
    browser = tests / "browser"
    names = {"ROOT": tmp_path, "TESTS": tests, "IN_BROWSER": browser}
    for name, path in (names | {"EVERY_PLAYGROUND": browser / "test_every_playground.py"}).items():
        monkeypatch.setattr(quick, name, path)
    return lambda name: {path.relative_to(tests).as_posix() for path in quick.tests_of(Path(name))}


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("tests/models/waves/test_sine.py", {"models/waves/test_sine.py"}),
        ("plots/models/waves/sine.py", {"models/waves/test_sine.py"}),
        ("plots/models/waves/of_no_name.py", {"models/waves/test_sine.py", "models/waves/test_sums.py"}),
        ("plots/bridge.py", {"test_bridge.py"}),
        ("overrides/assets/moving-figure.mjs", {"browser/test_moving_figures.py"}),
        ("overrides/main.html", {"browser/test_every_playground.py"}),
        ("docs/posts/a-new-post.md", {"docs/test_numbers.py"}),
        ("tests/project.py", set()),
        ("tests/docs/test_that_is_gone.py", set()),
        ("LICENSE", set()),
    ],
)
def test_a_file_has_the_tests_that_are_named_after_it_else_those_of_the_folder_that_mirrors_its_own(
    chosen, changed, tests
):
    assert chosen(changed) == tests


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
