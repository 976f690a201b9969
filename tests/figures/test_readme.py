"""The READMEs tell the truth: their picture is the figure as it is drawn now, and the files they name exist."""

import re

import pytest

from scripts.shared.paths import ROOT

READMES = ["README.md", "README.zh-CN.md"]


def test_the_picture_of_the_readmes_is_the_figure_as_it_is_drawn_now(rendered):
    committed = ROOT / ".github" / "three-cosines.svg"
    assert committed.read_bytes() == rendered["lr/three-cosines"][".svg"], (
        f"copy docs/assets/generated/lr/three-cosines.svg to {committed.relative_to(ROOT)}"
    )


@pytest.mark.parametrize("readme", READMES)
def test_every_file_that_a_readme_shows_or_links_to_exists(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    for name in re.findall(
        r'(?:src|srcset)="([^"]+)"|\]\((?!\w+:|#)([^)]+)\)', re.sub(r"```.*?```", "", text, flags=re.S)
    ):
        assert (ROOT / "".join(name)).exists(), name


@pytest.mark.parametrize("readme", READMES)
def test_every_folder_and_module_on_the_map_of_a_readme_exists(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    names = re.findall(r"^((?:docs|plots|scripts|overrides|tests|mkdocs)[\w/.]*)", text, flags=re.M)
    assert len(names) > 8
    for name in names:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_that_a_readme_names_exists(readme):
    targets = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / readme).read_text(encoding="utf-8")))
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    assert targets >= {"serve", "test"}
    assert targets <= known
