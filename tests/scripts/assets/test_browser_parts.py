"""The browser parts: made once, whole, the same every time, with their licences."""

import gzip
import re

import pytest

from scripts.assets import browser_parts
from scripts.assets.browser_parts import FOLDER, RECORD, build
from scripts.shared.records import read_entries


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def made(tmp_path_factory, cache):
    generated = tmp_path_factory.mktemp("generated")
    assert build(generated, cache)
    return generated / FOLDER


def zipped(file):
    return len(gzip.compress(file.read_bytes(), 9))


def part(folder, beginning):
    (found,) = folder.glob(f"{beginning}*")
    return found


def loaded(folder, name):
    """Return what comes with a module at once: itself and all that it imports, not what it imports later."""
    names, waiting = set(), [name]
    while waiting:
        names.add(found := waiting.pop())
        code = (folder / found).read_text(encoding="utf-8")
        waiting += [each for each in re.findall(r'(?:from|import)"\./([\w-]+\.mjs)"', code) if each not in names]
    return [folder / each for each in names]


def test_the_entry_has_the_name_that_pages_know(made):
    assert {"element.mjs", "licences.txt"} <= {file.name for file in made.iterdir()}


def test_every_part_that_is_named_is_there(made):
    named = re.compile(r'"(?:\./)?((?:worker|editor|playground|micropython|chunk)-\w{8}\.(?:mjs|wasm))"')

    for module in ("element.mjs", part(made, "playground-").name, part(made, "worker-").name):
        names = named.findall((made / module).read_text(encoding="utf-8"))
        assert names, module
        assert all((made / name).exists() for name in names), names


def test_two_builds_give_the_same_bytes(made, tmp_path):
    build(tmp_path, tmp_path)

    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == {file.name for file in made.iterdir()}
    for file in made.iterdir():
        assert (tmp_path / FOLDER / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_second_build_writes_nothing(made, cache):
    before = {file: file.stat().st_mtime_ns for file in made.iterdir()}

    assert not build(made.parent, cache)
    assert {file: file.stat().st_mtime_ns for file in made.iterdir()} == before


def test_where_nothing_is_known_of_the_parts_they_are_made_again_and_stay_as_they_are(made, cache):
    before = {file: file.stat().st_mtime_ns for file in made.iterdir()}
    (cache / RECORD).unlink()

    assert build(made.parent, cache)
    assert {file: file.stat().st_mtime_ns for file in made.iterdir()} == before


def test_a_part_that_was_lost_is_made_again(made, cache):
    part(made, "worker-").unlink()

    assert build(made.parent, cache)
    assert part(made, "worker-").exists()


def test_a_changed_source_makes_the_parts_stale(made, cache, monkeypatch):
    monkeypatch.setattr(browser_parts, "source_key", lambda: "another")
    monkeypatch.setattr(browser_parts, "parts", dict)

    assert build(made.parent, cache)
    assert read_entries(cache / RECORD)["browser-parts"]["key"] == "another"


def test_every_bundled_package_has_its_licence_text(made):
    licences = (made / "licences.txt").read_text(encoding="utf-8")

    for package in ("d3-delaunay", "@codemirror/view", "@lezer/python", browser_parts.MICROPYTHON):
        assert f"{package} " in licences
    assert licences.count("WARRANT") >= licences.count("-" * 80) + 1


def test_the_editor_is_not_among_what_every_playground_loads(made):
    assert zipped(part(made, "editor-")) > 50_000
    assert sum(map(zipped, loaded(made, part(made, "playground-").name))) < 25_000


def test_the_element_alone_is_small(made):
    assert sum(map(zipped, loaded(made, "element.mjs"))) < 4_000


@pytest.mark.parametrize("mark", ["points__tools", "points__nib", "⁰¹²³⁴⁵⁶⁷⁸⁹"])
def test_no_module_stands_in_two_files(made, mark):
    """What it remembers would be there twice: two counters would give the same number."""
    files = [file.name for file in made.glob("*.mjs") if mark in file.read_text(encoding="utf-8")]
    assert len(files) == 1, files


def test_a_package_that_is_not_installed_is_said_so(monkeypatch, tmp_path):
    monkeypatch.setattr(browser_parts, "MODULES", tmp_path)

    with pytest.raises(browser_parts.BrowserPartsError, match="make serve"):
        build(tmp_path, tmp_path)
