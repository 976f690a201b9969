"""A command in a copy of a process with the libraries is like one in a process of its own."""

import pytest

from scripts.shared.project_copy import environment
from tests import forked

pytestmark = pytest.mark.skipif(not forked.CAN_FORK, reason="this system copies no process")
PROGRAM = """
import atexit, multiprocessing, os, sys
from plots import told
atexit.register(print, "at the end")
print(told.TOLD, sys.argv[1:], os.environ.get("SITE_URL"), multiprocessing.get_start_method())
print("汉字", file=sys.stderr)
assert "matplotlib" in sys.modules
assert not {"scripts", "tests.conftest"} & sys.modules.keys()
sys.exit(3)
"""


def test_it_runs_the_code_of_its_folder_in_its_surroundings_and_what_it_says_and_its_end_are_told(tmp_path):
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "told.py").write_text("TOLD = 'ours'\n", encoding="utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    done = forked.run("program", ["a"], cwd=tmp_path, env=environment(SITE_URL="here"), timeout=60)
    assert done.stdout == "ours ['a'] here fork\nat the end\n"
    assert done.stderr == "汉字\n"
    assert done.returncode == 3


def test_an_error_is_told_with_its_traceback(tmp_path):
    (tmp_path / "wrong.py").write_text("1 / 0\n", encoding="utf-8")
    done = forked.run("wrong", [], cwd=tmp_path, env=environment(), timeout=60)
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")
    assert (done.stdout, done.returncode) == ("", 1)
