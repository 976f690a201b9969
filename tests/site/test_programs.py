"""Every block that a page offers to run does run in the page's interpreter, and prints what the page shows."""

import json
import subprocess
from pathlib import Path

import pytest

from scripts.shared.node import node
from tests.parsed import page_at

RUNNER = Path(__file__).parents[1] / "micropython" / "programs.mjs"
MOST_SECONDS = 3  # of CPU time, on a machine for tests; a phone takes some five times as long


@pytest.fixture(scope="module")
def runs(site):
    """What came of each run, by page and number of the block."""
    packs = {path.parent.relative_to(site).as_posix(): path for path in sorted(site.rglob("programs.json"))}
    return {
        (page, number): told
        for page, path in packs.items()
        for number, told in run(path.with_name("index.html"), json.loads(path.read_text("utf-8"))).items()
    }


def run(page, pack):
    """Run the blocks that a page offers, each with those that it needs, as the page does."""
    blocks = {int(str(block["data-program"])): block for block in page_at(page).select("pre[data-program]")}
    assert {str(number) for number in blocks} == pack["needs"].keys()
    texts = {number: block.get_text() for number, block in blocks.items()}
    below = {number: block.find_next_sibling() for number, block in blocks.items()}
    shown = [each.get_text() if each and "language-text" in str(each.get("class")) else "" for each in below.values()]
    steps = [[texts[each] for each in (*pack["needs"][str(number)], number)] for number in blocks]
    task = json.dumps({"files": pack["files"], "runs": steps, "shown": shown})
    done = subprocess.run([node(), RUNNER], input=task, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(zip(blocks, json.loads(done.stdout), strict=True))


@pytest.mark.slow
def test_every_block_that_is_offered_prints_in_the_page_what_the_page_shows(runs):
    assert {place: told["failure"] for place, told in runs.items() if told["failure"]} == {}
    assert {place: told["printed"] for place, told in runs.items() if not told["isSame"]} == {}


@pytest.mark.slow
def test_no_block_that_is_offered_takes_long(runs):
    """One that does is marked: ```python {.slow}."""
    assert {place: told["seconds"] for place, told in runs.items() if told["seconds"] > MOST_SECONDS} == {}
