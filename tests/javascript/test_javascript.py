"""The JavaScript that needs no page, by Node's own test runner."""

import subprocess
from pathlib import Path

from scripts.shared.node import node

TESTS = sorted(str(path) for path in Path(__file__).parent.glob("*.test.mjs"))


def test_the_javascript_that_needs_no_page_does_what_it_says():
    assert TESTS
    done = subprocess.run(
        [node(), "--test", *TESTS], capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    assert done.returncode == 0, done.stdout + done.stderr
