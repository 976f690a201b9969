"""The browser parts: made once, whole, the same every time, with their licences."""

import gzip

import pytest

from scripts import browser_parts
from scripts.browser_parts import FOLDER, build


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    generated = tmp_path_factory.mktemp("generated")
    assert build(generated)
    return generated / FOLDER


def test_all_parts_and_nothing_else_are_there(made):
    visible = {file.name for file in made.iterdir() if not file.name.startswith(".")}

    assert visible == {"charts.mjs", "editor.mjs", "micropython.mjs", "micropython.wasm", "licences.txt"}


def test_two_builds_give_the_same_bytes(made, tmp_path):
    build(tmp_path)

    for file in made.iterdir():
        assert (tmp_path / FOLDER / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_second_build_writes_nothing(made):
    before = {file: file.stat().st_mtime_ns for file in made.iterdir()}

    assert not build(made.parent)
    assert {file: file.stat().st_mtime_ns for file in made.iterdir()} == before


def test_a_part_that_was_lost_is_made_again_and_what_is_foreign_goes(made):
    (made / "charts.mjs").unlink()
    (made / "of-an-older-version.mjs").write_text("")

    assert build(made.parent)
    assert (made / "charts.mjs").exists()
    assert not (made / "of-an-older-version.mjs").exists()


def test_every_bundled_package_has_its_licence_text(made):
    licences = (made / "licences.txt").read_text()

    for package in ("d3-scale", "@codemirror/view", "@lezer/python", browser_parts.MICROPYTHON):
        assert f"{package} " in licences
    assert licences.count("WARRANT") >= licences.count("-" * 80) + 1


def test_what_every_playground_loads_stays_small(made):
    sizes = {
        name: len(gzip.compress((made / name).read_bytes(), 9))
        for name in ("charts.mjs", "micropython.mjs", "micropython.wasm")
    }

    assert sum(sizes.values()) < 245_000, sizes


def test_a_package_that_is_not_installed_is_said_so(monkeypatch, tmp_path):
    monkeypatch.setattr(browser_parts, "MODULES", tmp_path)

    with pytest.raises(browser_parts.BrowserPartsError, match="make serve"):
        build(tmp_path)
