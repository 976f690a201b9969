"""The house without its articles stands: it is built and tested here, with the example that make new-… writes into it.

All its tests run by ``make test`` there; these are those of what was begun, and of playgrounds and models in general.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bare as bare_command
from scripts.shared.paths import ROOT
from scripts.starting import house
from tests.project import Project

pytestmark = pytest.mark.slow
NAME = "我的 ML 博客：试试"
TESTS = [
    *(
        "tests/models/decay",
        "tests/figures/decay",
        "tests/playgrounds/test_decay.py",
        "tests/models/test_hostile_values.py",
    ),
    *("tests/playgrounds/test_every_playground.py", "tests/figures/test_all_figures.py", "tests/test_guides.py"),
]
TEXTS = {".py", ".mjs", ".js", ".ts", ".html", ".css", ".md", ".txt", ".toml", ".yml"}
CHECKS = (
    ["scripts.checks.typography"],
    ["scripts.clean_notebooks", "--check"],
    ["scripts.values", "--check"],
    ["ruff", "check", "--quiet"],
    ["ruff", "format", "--check", "--quiet"],
    [
        "mypy",
        "--no-error-summary",
        "plots/models/decay",
        "plots/figures/decay",
        "plots/playgrounds/decay",
        "scripts/starting",
    ],
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The bare house, built, and as it would be once it has been published."""
    project = Project(tmp_path_factory.mktemp("bare") / "my blog")
    made = subprocess.run(
        [sys.executable, "-m", "scripts.bare", str(project.root), NAME], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert made.returncode == 0, made.stderr
    subprocess.run(
        ["git", "init", "--quiet"], cwd=project.root, check=True
    )  # as is told; ruff asks git what is generated
    (project.root / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    if (ROOT / ".mypy_cache").exists():  # what the checks of this house know of the libraries: found out anew, 3 s
        shutil.copytree(ROOT / ".mypy_cache", project.root / ".mypy_cache")
    for module in ("scripts.build_site", "scripts.published"):
        done = project.run(module)
        assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_its_site_has_its_name_and_the_example(bare):
    home = (bare.root / "site" / "index.html").read_text(encoding="utf-8")
    assert f"<title>{NAME}</title>" in home
    for page in ("posts/decay", "figures/decay/first", "playgrounds/decay", "notebooks/decay/basics"):
        assert (bare.root / "site" / page / "index.html").exists()


@pytest.mark.parametrize("check", CHECKS, ids=" ".join)
def test_its_sources_pass_the_checks(bare, check):
    done = bare.run(*check)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_tests_pass(bare):
    done = bare.run("pytest", "-q", "-p", "no:cacheprovider", *TESTS)
    assert done.returncode == 0, done.stdout


def test_a_post_that_moves_there_answers_at_its_old_addresses(bare):
    done = bare.run("scripts.rename_post", "decay", "half-life")
    assert done.returncode == 0, done.stderr
    done = bare.run("scripts.build_site")
    assert done.returncode == 0, done.stdout + done.stderr
    old = (bare.root / "site" / "posts" / "decay" / "index.html").read_text(encoding="utf-8")
    assert 'url=../half-life/"' in old
    assert (bare.root / "site" / "posts" / "decay.md").exists()


def test_no_file_that_every_house_has_names_an_article():
    """Names of files, modules, figures, playgrounds, posts and their addresses; words of the subject may stand anywhere."""
    names = house.files()
    kept = {name for name in house.without_articles(names) if Path(name).suffix in TEXTS} - {*bare_command.PAGES}
    posts = {name.removeprefix("docs/posts/").removesuffix(".md") for name in names if name.startswith("docs/posts/")}
    topics = {mark.join(topic) for topic in house.topics_of(names) for mark in "-_"}
    if posts == {bare_command.EXAMPLE}:
        pytest.skip("there is only the example, which the house itself names")
    post, either = ("|".join(sorted(each)) for each in (posts, posts | topics))
    named = re.compile(
        rf"""(?<![\w.-])(?:{either})/[a-z*]|["'](?:{post})["']|\b(?:docs/)?posts/(?:{post})\b"""
        rf"""|\bplots[./]\w+[./](?:{either})\b|\bplaygrounds/(?:{either})\b|\bplayground:(?:{either})\b"""
    )
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in kept}
    assert {name: named.findall(text) for name, text in sources.items() if named.search(text)} == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", "站"], "缺少 DIR 或 NAME"),
        (["build/x", "站"], "在这个仓库里面"),
        (["..", "站"], "里已经有东西"),
    ],
)
def test_a_house_that_cannot_be_built_is_told_why(arguments, said):
    command = [sys.executable, "-m", "scripts.bare", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, said in done.stderr) == (1, True)
    assert done.stderr.count("\n") == 1
