"""What was made is made again where any of its files, or what is known of them, is not as it was written."""

import json
import os
import random
import subprocess
import sys

import pytest

from scripts.shared import files, records
from scripts.shared.records import make, read_entries

CONTENT = b"what was made " * 100
KEY = "of these sources"


def emptied(path):
    path.write_bytes(b"")


def truncated(path):
    path.write_bytes(path.read_bytes()[:-20])


def random_bytes(path):
    path.write_bytes(random.Random(path.name).randbytes(1000))


def of_another_shape(path):
    path.write_text('[{"key": 1}]', encoding="utf-8")


def foreign(path):
    path.write_text(json.dumps({path.stem: {"key": KEY, "files": {}}}), encoding="utf-8")


def changed_within(path):
    content = path.read_bytes()
    path.write_bytes(content[:200].swapcase() + content[200:])


def lost(path):
    path.unlink()


def replaced_by_a_folder(path):
    path.unlink()
    (path / "within").mkdir(parents=True)


WAYS = [emptied, truncated, random_bytes, of_another_shape, foreign, changed_within, lost, replaced_by_a_folder]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a file that was made, its record, and a function that makes them where they are not current."""
    generated, cache = tmp_path / "generated", tmp_path / ".cache"
    for module in (files, records):
        monkeypatch.setattr(module, "GENERATED", generated)
        monkeypatch.setattr(module, "CACHE", cache)
    path, record = generated / "topic" / "picture.svg", cache / "pictures.json"

    def build(key=KEY):
        return make(record, key, lambda: {path: CONTENT})

    assert build()
    return path, record, build


def test_what_is_whole_is_not_made_again(made):
    _, _, build = made
    assert not build()
    assert build("of other sources")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("which", [0, 1], ids=["the file", "its record"])
def test_what_was_damaged_is_made_again(made, which, way):
    path, record, build = made
    before = record.read_bytes()
    way(made[which])
    assert build()
    assert (path.read_bytes(), record.read_bytes()) == (CONTENT, before)
    assert not build()


def test_a_file_where_a_folder_is_due_makes_way(made):
    path, _, build = made
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"a file")
    assert build()
    assert path.read_bytes() == CONTENT


def test_a_folder_that_is_not_generated_is_never_removed(tmp_path):
    (tmp_path / "diary").mkdir()
    with pytest.raises(OSError, match="diary"):
        files.write_if_changed(tmp_path / "diary", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["diary"]


def test_project_and_cache_may_move_together(made, tmp_path, monkeypatch):
    _, record, _ = made
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    record = moved / record.relative_to(tmp_path)
    assert not make(record, KEY, lambda: pytest.fail("made again"))


def test_what_no_record_knows_is_removed_and_what_was_made_stays(made):
    path, _, build = made
    foreigners = [path.with_suffix(".png"), path.parent / "empty" / "folder" / "note.txt", path.with_name(".hidden")]
    for each in foreigners:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_bytes(b"foreign")
    records.remove_unknown()
    assert [each for each in path.parents[1].rglob("*") if each.is_file()] == [path]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert not build()


def test_drafts_of_killed_builds_are_removed_and_those_of_running_ones_stay(made):
    _, record, _ = made
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, alive = (record.with_name(f"{files.DRAFT}{pid}-x.png") for pid in (ended.pid, os.getpid()))
    folder = record.with_name(f"{files.DRAFT}{ended.pid}-parts")
    (folder / "made").mkdir(parents=True)
    for each in (dead, alive):
        each.write_bytes(b"half")
    records.remove_unknown()
    assert sorted(record.parent.iterdir()) == sorted([alive, record])


def test_where_nothing_is_known_there_are_no_entries(tmp_path):
    assert read_entries(tmp_path / "absent.json") == {}
