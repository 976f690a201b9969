"""Kernels as copies of one process: each is as new as one of its own, and none outlives who asked for it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from scripts.notebooks import execution, storage, zygote
from scripts.shared.paths import ROOT
from tests.notebook_files import code, notebook_file

pytestmark = pytest.mark.skipif(not zygote.IS_SAFE, reason="kernels are no copies there")


@contextmanager
def kernel(folder, *sources):
    """Give a function that runs a cell of a notebook, of which the sources are the first, and returns what it prints."""
    folder.mkdir()
    notebook = storage.read(notebook_file(folder / "a.ipynb", *map(code, sources)))

    def run(source):
        cell = storage.read(notebook_file(folder / "a.ipynb", *map(code, [*sources, source]))).code_cells[-1]
        printed, _ = started.execute(cell)
        return "".join(output["text"] for output in printed)

    with execution.started(notebook, folder) as started:
        yield run


PARENT = "import os\nprint(os.getppid())"


def test_a_kernel_knows_nothing_of_another_of_the_same_zygote(tmp_path):
    seen = "import os, sys\nprint('x' in globals(), 'X' in os.environ, 'json.tool' in sys.modules)"
    with kernel(tmp_path / "one") as one:
        one("import os, json.tool\nx = 1\nos.environ['X'] = '1'")
        assert one(seen) == "True True True\n"
        with kernel(tmp_path / "other") as other:
            assert other(PARENT) == one(PARENT) == f"{zygote.zygotes[os.getpid()].process.pid}\n"
            assert other(seen) == "False False False\n"
            assert other("print(os.listdir())") == "[]\n"


def test_what_a_cell_prints_when_it_imports_it_prints_although_the_name_is_known_before(tmp_path):
    with kernel(tmp_path / "one", "import this") as run:
        assert run("import this").startswith("The Zen of Python")


def test_libraries_are_imported_before_a_notebook_that_names_them_begins_and_no_others(tmp_path):
    known = "import sys\nprint([name in sys.modules for name in ('sklearn.cluster', 'tabnanny')])"
    with kernel(tmp_path / "one", "from sklearn.cluster import KMeans", "import tabnanny") as run:
        assert run(known) == "[True, False]\n"


def test_a_cell_may_start_processes_and_is_told_how_they_end(tmp_path):
    with kernel(tmp_path / "one") as run:
        assert (
            run("import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'exit(3)']).returncode)") == "3\n"
        )


def test_what_a_cell_leaves_lies_in_the_folder_of_its_kernel(tmp_path):
    for folder in (tmp_path / "one", tmp_path / "other"):
        with kernel(folder) as run:
            run("import tempfile\nopen('here', 'w').close()\nkept = tempfile.mkdtemp(prefix='there')")
        here, there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*here*"))[::-1]
        assert here == "work/here"
        assert there.startswith("temporary/there")
        shutil.rmtree(folder)


def test_without_a_zygote_a_kernel_begins_by_itself(tmp_path, monkeypatch):
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = zygote.Zygote(variables)
    ended.process.kill()
    ended.process.wait()
    monkeypatch.setitem(zygote.zygotes, os.getpid(), ended)
    with kernel(tmp_path / "one") as run:
        assert run(PARENT) == f"{os.getpid()}\n"


BUILD = """
import sys
from pathlib import Path
from scripts.notebooks import execution, storage, zygote

with execution.started(storage.read(Path(sys.argv[1])), Path(sys.argv[2])) as kernel:
    manager = kernel.client.km
    print(manager.provisioner.pid, *(each.process.pid for each in zygote.zygotes.values()), flush=True)
    sys.stdin.read()
"""


def test_where_a_build_is_killed_neither_zygote_nor_kernel_stays(tmp_path):
    path = notebook_file(tmp_path / "a.ipynb")
    command = [sys.executable, "-c", BUILD, str(path), str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as build:
        assert build.stdout is not None
        numbers = [int(number) for number in build.stdout.readline().split()]
        assert len(numbers) == 2
        assert all(zygote.Copy(number).poll() is None for number in numbers)
        build.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(zygote.Copy(number).poll() is None for number in numbers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
