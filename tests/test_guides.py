"""The READMEs and the guides tell the truth, and the same in both languages: commands, files, sections, pictures.

A command of make is run dry, and what it would run is asked for its help, or looked for where it has none. What make
new-post and its like write is executed by tests/scripts/test_bare.py, pytest by whoever reads this.
"""

import importlib
import importlib.util
import re
import subprocess

import pytest

from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment

GUIDES = sorted(path.name for path in ROOT.glob("*.md") if (ROOT / f"{path.stem}.zh-CN.md").exists())
PAGES = [name for guide in GUIDES for name in (guide, guide.replace(".md", ".zh-CN.md"))]
FENCE = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)((?: [A-Z]+=)?)")
MODULE = re.compile(r"python -m ([\w.]+)")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name):
    """Return what a page tells to run: in its code, spaces and words to be filled in left out."""
    said = re.findall(r"`([^`\n]+)`", FENCE.sub("", text(name))) + CONSOLE.findall(text(name))
    targets = {
        (target, tuple(sorted(re.findall(r"\b([A-Z_]+)=", each)))) for each in said for target, _ in MAKE.findall(each)
    }
    return targets, {module for each in said for module in MODULE.findall(each)}


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_the_same_sections_commands_files_and_pictures(guide):
    pages = [guide, guide.replace(".md", ".zh-CN.md")]
    one, other = (
        [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", text(name)), re.MULTILINE)] for name in pages
    )
    assert one == other
    assert commands(pages[0]) == commands(pages[1])
    assert files(pages[0]) == files(pages[1])
    assert re.findall(r'src="([^"]+)"', text(pages[0])) == re.findall(r'src="([^"]+)"', text(pages[1]))


def files(name):
    """Return the files of the repository that a page names, those of the other language as its own."""
    found = re.findall(r"[`(/]((?:docs|plots|scripts|overrides|tests|\.github)/[\w./*-]*[\w/])", text(name))
    linked = re.findall(r"\]\((?!\w+:|#)([^)#]+)", text(name))
    return {each.replace(".zh-CN", "").rstrip("/") for each in [*found, *linked]} - {name.replace(".zh-CN", "")}


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_shows_or_links_to_exists(name):
    prose = re.sub(r"`[^`\n]+`", "", FENCE.sub("", text(name)))
    shown = re.findall(r'(?:src|srcset)="([^"]+)"|\]\((?!\w+:|#)([^)#]+)', prose)
    assert [each for each in map("".join, shown) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_section_that_a_page_links_to_exists(name):
    for page, anchor in re.findall(r"\]\((\w[\w.-]*\.md)#([^)]+)\)", text(name)):
        headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
        assert anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("name", PAGES)
def test_every_folder_and_module_on_the_map_of_a_page_exists(name):
    names = re.findall(r"^((?:docs|plots|scripts|overrides|tests|mkdocs)[\w/.]*)", text(name), re.MULTILINE)
    assert [each for each in names if not (ROOT / each).exists()] == []


def test_a_readme_fits_a_screen():
    assert all(len(text(name).splitlines()) <= 60 for name in PAGES if name.startswith("README"))


@pytest.mark.parametrize("target", sorted({target for name in PAGES for target, _ in commands(name)[0]}))
def test_a_command_of_make_runs_what_there_is_with_the_words_that_it_is_given(target):
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    for module in MODULE.findall(done.stdout):
        answers(module)
    words = {word for name in PAGES for each, given in commands(name)[0] if each == target for word in given}
    assert {word for word in words if word not in done.stdout} <= {"SITE_URL", "REPO_URL", "PORT", "ONLY"}


@pytest.mark.parametrize("module", sorted({module for name in PAGES for module in commands(name)[1]}))
def test_a_module_that_a_page_tells_to_run_is_there(module):
    answers(module)


def answers(module):
    """Check that a module can be run: it tells how where it takes arguments."""
    spec = importlib.util.find_spec(module)
    assert spec
    assert spec.submodule_search_locations is None or importlib.util.find_spec(f"{module}.__main__")
    if module.startswith("scripts."):
        command = importlib.import_module(module)
        if hasattr(command, "argparse"):
            with pytest.raises(SystemExit, match=r"^0$"):
                command.main(["--help"])
