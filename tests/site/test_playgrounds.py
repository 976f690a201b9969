"""Playgrounds in the finished site: the pages they are on, and the Python that they fetch."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest

from plots.bridge import find
from scripts.assets.python_files import packs, playground_ids
from tests.parsed import page_at

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def playgrounds(deployed_site):
    """Return the elements of all playgrounds with the address of their page."""
    return [
        (f"{page.parent.relative_to(deployed_site).as_posix()}/", element)
        for page in sorted(deployed_site.rglob("index.html"))
        for element in page_at(page).find_all("play-ground")
    ]


def test_every_playground_has_its_own_page_one_for_frames_and_one_for_each_preset(playgrounds):
    own = {address for address, element in playgrounds if element.has_attr("data-page")}
    named = {id: [f"{name}/" for name, _, _ in find(id).presets] for id in playground_ids()}

    assert own == {f"playgrounds/{id}/{page}" for id in playground_ids() for page in ("", "embed/", *named[id])}


def test_an_embedded_playground_leads_to_the_page_of_its_own(playgrounds):
    for address, element in playgrounds:
        if element.get("data-page") not in {"", "preset"}:
            assert urljoin(address, element["data-href"]) == f"playgrounds/{element['data-playground']}/"


def test_the_figure_of_a_playground_is_there(deployed_site, playgrounds):
    for address, element in playgrounds:
        for image in element.find_all("img"):
            assert (deployed_site / urljoin(address, image["src"])).is_file()


@pytest.mark.parametrize("id", playground_ids())
def test_the_python_of_a_playground_is_published_as_it_is(site, id):
    folder = site / "assets" / "python"
    for name in packs(id):
        for path, text in json.loads((folder / name).read_text(encoding="utf-8")).items():
            assert text == (ROOT / path).read_text(encoding="utf-8") == (folder / path).read_text(encoding="utf-8")
