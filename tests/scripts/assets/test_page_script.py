"""Our script of all pages as it is sent."""

import re
from pathlib import Path

import pytest

from scripts.assets.page_script import ALONE, bundled
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError

SOURCES = ROOT / "overrides" / "assets" / "javascripts"


def test_the_script_holds_what_it_imports_at_once_and_names_what_it_imports_later():
    [script] = bundled(SOURCES, "page.mjs")
    assert not re.search(r"import\s*[\w{*\"]", script)
    later = set(re.findall(r'import\("\./([^"]+)"\)', script))
    assert later
    assert all((SOURCES / name).is_file() for name in later)
    assert "ResizeObserver" in script


@pytest.mark.parametrize("name", ALONE)
def test_what_comes_later_asks_for_no_module_that_is_not_sent(name):
    path = ROOT / "overrides" / name
    [script] = bundled(path.parent, path.name)
    assert not re.search(r"import\s*[\w{*\"(]", script)


def test_modules_that_are_bundled_together_are_what_each_is_alone():
    names = [Path(name).name for name in ALONE if (SOURCES / Path(name).name).exists()]
    assert bundled(SOURCES, *names) == [text for name in names for text in bundled(SOURCES, name)]


def test_a_part_that_is_not_there_stops_the_build(tmp_path):
    module = tmp_path / "page.mjs"
    module.write_text('import "./gone.mjs";', encoding="utf-8")
    with pytest.raises(SourceError, match=r"\.mjs:1：.*gone\.mjs"):
        bundled(tmp_path, module.name)
