"""What the copy button takes from a block of a terminal: the commands, neither prompts nor what was printed."""

from pathlib import Path

import pytest

from tests.site_markdown import convert

STYLE = Path(__file__).resolve().parents[2] / "docs/assets/stylesheets/site/code.css"
COPIED = """element => {
    element.setAttribute("data-md-copying", "")  // as Material's button does
    return element.innerText
}"""


@pytest.mark.parametrize(
    ("block", "commands"),
    [
        ("```console\n$ pip install x\nCollecting x\n$ ls\n```", ["pip install x", "ls"]),
        (
            "```pycon\n>>> for i in range(1):\n...     print(i)\n0\n>>> i\n0\n```",
            ["for i in range(1):", "    print(i)", "i"],
        ),
    ],
)
def test_neither_prompts_nor_output_are_copied(browser, block, commands):
    page = browser.new_page()
    page.set_content(f"<style>{STYLE.read_text(encoding='utf-8')}</style><div class=md-typeset>{convert(block)}</div>")
    copied = page.locator("pre code").evaluate(COPIED)
    page.close()
    assert [line for line in copied.splitlines() if line.strip()] == commands
