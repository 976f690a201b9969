"""Every part of the build finds the same code in Markdown: what the page shows as code."""

import pytest
from bs4 import BeautifulSoup

from scripts.shared.markdown_code import fences, without_code
from tests.site_markdown import convert

DEEPER = '```markdown\n!!! note "题"\n    ```python\n    x\n    ```\n```'
BLOCKS = {
    "plain": ("```python\nx\n\n  y\n```", ["x\n\n  y\n"]),
    "more marks": ("````\n```\n````", ["```\n"]),
    "other marks": ("~~~ text\n```\n~~~", ["```\n"]),
    "a fence that stands deeper": (DEEPER, [DEEPER.partition("\n")[2].removesuffix("```")]),
    "an admonition": ('!!! note "题"\n    ```python\n    if x:\n        y\n    ```', ["if x:\n    y\n"]),
    "an item": ("- 甲\n\n    ```\n    x\n    ```", ["x\n"]),
    "a quote": ("> ```\n> x\n> ```", ["x\n"]),
    "two": ("```\nx\n```\n文\n\n```\ny\n```", ["x\n", "y\n"]),
    "backticks in a line": ("```x``` 与 ``y``", []),
}


@pytest.mark.parametrize(("text", "code"), BLOCKS.values(), ids=BLOCKS)
def test_a_block_of_code_is_what_the_page_shows_as_one(text, code):
    lines = text.split("\n")
    found = list(fences(lines))

    assert [fence.code for fence in found] == code
    assert all(fence.is_closed for fence in found)
    shown = [block.get_text() for block in BeautifulSoup(convert(text), "html.parser").select("pre")]
    assert shown == code


def test_a_fence_that_nothing_closes_goes_on_to_the_end():
    [fence] = fences(["文", "", "```python", "x", "    ```"])
    assert (fence.first, fence.end, fence.is_closed) == (2, 5, False)


def test_what_is_left_without_code_has_as_many_lines():
    text = "甲 `a` 乙\n\n- 丙\n\n    ```\n    x\n    ```\n``b\nc`` 丁\n"
    assert without_code(text) == "甲  乙\n\n- 丙\n\n\n\n\n\n 丁\n"
