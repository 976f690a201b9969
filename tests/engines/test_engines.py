"""What is driven in the engines leaves out no page that matters."""

import re

import pytest

from scripts.assets.python_files import playground_ids
from tests.engines.table import kind_of, rows

OF_A_PLAYGROUND = ("a slider moves by key", "a change is undone", "the link is copied", "SVG", "PNG", "CSV")


@pytest.fixture(scope="module")
def driven(site):
    found: dict[str, list[str]] = {}
    for row in rows(site):
        found.setdefault(row.path, []).append(row.action.name)
    return found


def test_every_article_notebook_and_playground_and_each_other_kind_of_page_is_driven(site, driven):
    pages = {
        "" if file.parent == site else f"{file.parent.relative_to(site).as_posix()}/"
        for file in site.rglob("index.html")
    }
    assert {kind_of(path) for path in pages} == {kind_of(path) for path in driven}
    matter = {path for path in pages if re.fullmatch(r"(posts|playgrounds)/[^/]+/|notebooks/[^/]+/[^/]+/", path)}
    assert matter <= set(driven)


def test_with_every_playground_is_done_what_all_can(driven):
    for id in playground_ids():
        done = driven[f"playgrounds/{id}/"]
        assert all(any(name.startswith(each) for name in done) for each in OF_A_PLAYGROUND), id
