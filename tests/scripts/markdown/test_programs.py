"""Blocks of code say whether they run in the page."""

import re

from tests.site_markdown import convert


def block(code, mark=""):
    return f"```python{mark}\n{code}\n```\n\n"


def test_each_block_says_what_becomes_of_it():
    text = (
        block("print('<a&b>')")
        + block("f(x)", " {.signature}")
        + block("import numpy\nprint(numpy)")
        + block("print(2)", " {.slow}")
        + block("import csv\nprint(csv)")
        + block("print(3)")
    )
    assert re.findall(r'data-(?:program|needs)="[^"]*"', convert(text)) == [
        'data-program="0"',
        'data-needs="numpy"',
        'data-needs=""',
        'data-program="5"',
    ]


def test_a_page_of_which_nothing_runs_is_silent():
    assert "data-" not in convert(block("import numpy\nprint(numpy)"))


def test_code_that_is_no_python_stops_nothing():
    assert "data-program" in convert(block("!pip install x") + block("print(1)"))
