"""The JavaScript that needs no page, by Node's own test runner."""

import json
import subprocess
from pathlib import Path
from urllib.parse import quote

from scripts.assets.browser_parts import frame_numbers
from scripts.shared.node import node

TESTS = sorted(str(path) for path in Path(__file__).parent.glob("*.test.mjs"))


def test_the_javascript_that_needs_no_page_does_what_it_says():
    assert TESTS
    build = f"globalThis.FRAME={json.dumps(frame_numbers())}"  # what the bundler puts in
    done = subprocess.run(
        [node(), f"--import=data:text/javascript,{quote(build)}", "--test", *TESTS],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stdout + done.stderr
