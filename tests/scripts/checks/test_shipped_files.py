"""Every kind of file that is shipped: read where it is whole, told where it is not."""

import random
import shutil
from collections import defaultdict

import pytest

from scripts.checks import shipped_files
from scripts.checks.shipped_files import READERS

MAY_BE_CUT_OFF = {".css", ".js", ".md", ".mjs", ".txt", ".csv"}  # where nothing says how it ends
MAY_BE_EMPTY = {".py"}


@pytest.fixture(scope="module")
def whole(deployed_site):
    """Return the smallest file of each kind that the site ships."""
    by_kind = defaultdict(list)
    for path in deployed_site.rglob("*.*"):
        if path.is_file():
            by_kind[path.suffix].append(path)
    return {kind: min(paths, key=lambda path: path.stat().st_size) for kind, paths in by_kind.items()}


def damaged(content, kind):
    """Yield how a file may be damaged so that it can be seen."""
    yield "random", random.Random(kind).randbytes(1000)
    if kind not in MAY_BE_EMPTY:
        yield "empty", b""
    if kind not in MAY_BE_CUT_OFF | MAY_BE_EMPTY:
        yield "cut off", content[: len(content) * 2 // 3]


def test_every_file_of_the_site_can_be_read_and_its_kind_has_a_reader(deployed_site, whole):
    assert list(shipped_files.findings(deployed_site)) == []
    assert whole.keys() <= READERS.keys()


def test_of_every_kind_a_damaged_file_is_told_in_a_sentence_that_names_it(whole, tmp_path):
    for kind, path in whole.items():
        shutil.copy(path, tmp_path / f"whole{kind}")
        for how, content in damaged(path.read_bytes(), kind):
            (tmp_path / f"{how}{kind}").write_bytes(content)
    names = {path.name for path in tmp_path.iterdir() if path.stem != "whole"}
    found = list(shipped_files.findings(tmp_path))
    assert {finding.partition("：")[0] for finding in found} == names
    assert all(finding.endswith("。") and "\n" not in finding for finding in found)


def test_a_file_of_another_kind_must_hold_something(tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    assert list(shipped_files.findings(tmp_path)) == []
    (tmp_path / "report.pdf").write_bytes(b"")
    [finding] = shipped_files.findings(tmp_path)
    assert finding.startswith("report.pdf：读不到头")


def test_a_picture_under_the_name_of_another_kind_is_told(whole, tmp_path):
    shutil.copy(whole[".png"], tmp_path / "picture.gif")
    [finding] = shipped_files.findings(tmp_path)
    assert finding.startswith("picture.gif：")
