"""What is the machine's fault is a sentence that names the place and the cure, and no traceback."""

import errno
import resource
import subprocess
import sys

import pytest

from scripts.shared.faults import REASONS, FaultError, told_in_a_sentence
from scripts.shared.files import write_if_changed
from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment


def failing(error):
    @told_in_a_sentence
    def main(arguments):
        raise error

    return main


@pytest.mark.parametrize("number", REASONS, ids=errno.errorcode.get)
def test_a_fault_of_the_machine_is_a_sentence_that_names_file_and_cure(number, capsys):
    assert failing(OSError(number, "as the system says it", str(ROOT / "docs" / "assets" / "a.svg")))([]) == 1
    said = capsys.readouterr().err
    assert said == f"docs/assets/a.svg：{REASONS[number]}。\n"
    assert "。" in REASONS[number], "what is wrong, and what cures it"


def test_what_the_system_did_to_a_process_is_a_sentence(capsys):
    assert failing(FaultError("内存不够。"))([]) == 1
    assert capsys.readouterr().err == "内存不够。\n"


def test_an_error_of_ours_keeps_its_traceback():
    with pytest.raises(FileNotFoundError):
        failing(FileNotFoundError(errno.ENOENT, "no such file", "x"))([])
    with pytest.raises(ZeroDivisionError):
        failing(ZeroDivisionError())([])


def test_what_does_not_fit_is_named_and_leaves_nothing(tmp_path, monkeypatch):
    path = tmp_path / "figure.svg"
    write_if_changed(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match=r"figure\.svg"):
            write_if_changed(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["figure.svg"]


@pytest.mark.parametrize("command", [["scripts.build_site"], ["mkdocs", "build", "--strict", "--quiet"]], ids=str)
def test_where_file_names_cannot_be_chinese_a_build_says_so(command, tmp_path):
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment(**ascii_only), capture_output=True
    )
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "PYTHONUTF8=1" in said
    assert "文件名编码是 ascii" in said
    assert "Traceback" not in said
