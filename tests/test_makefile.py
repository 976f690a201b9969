"""The commands of the Makefile, with stand-ins for the programs, in a folder whose name a shell would take apart."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.shared.project_copy import environment

ROOT = Path(__file__).resolve().parent.parent
TARGETS = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
PROGRAM = f"""#!/bin/sh
exec '{sys.executable}' -c '
import json, os, sys
print(json.dumps([sys.argv[1:], os.environ.get("PYTHONSTARTUP")]))' "$@"
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "我的 博客 (副本)" / "repo '一'"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("python", "jupyter"):
        path = folder / ".venv" / "bin" / name
        path.write_text(PROGRAM, encoding="utf-8")
        path.chmod(0o755)
    return folder


def make(folder, *arguments):
    command = ["make", "--no-print-directory", "--silent", "PYTHON=true", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("target", TARGETS)
def test_every_command_works_in_a_folder_with_spaces_brackets_quotes_and_chinese(folder, target):
    assert make(folder, target) or target == "clean"


def test_a_kernel_starts_with_the_style_of_the_site(folder):
    assert make(folder, "notebook") == [
        [["lab", "docs/notebooks"], str(folder / "scripts" / "notebooks" / "startup.py")]
    ]


def test_another_port_can_be_named(folder):
    assert make(folder, "serve") == [[["-m", "scripts.serve", "--dev-addr", "127.0.0.1:8000"], None]]
    assert make(folder, "serve", "PORT=8001") == [[["-m", "scripts.serve", "--dev-addr", "127.0.0.1:8001"], None]]


def test_a_title_may_hold_what_a_shell_would_take_apart(folder):
    [[arguments, _]] = make(folder, "new-post", "SLUG=a-b", "TITLE=图解 (上) 'a'")
    assert arguments == ["-m", "scripts.new", "post", "a-b", "图解 (上) 'a'"]
