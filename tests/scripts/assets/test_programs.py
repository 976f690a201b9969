"""Which blocks of a page run in the page, and which of them need which."""

import pytest

from scripts.assets.programs import packages, program


def needs(*codes):
    return [block.needs for block in program(codes)]


@pytest.mark.parametrize(
    ("codes", "last"),
    [
        (["x = 1", "y = 2", "print(x)"], [0]),
        (["x = 1", "x = 2", "print(x)"], [1]),
        (["x = 1", "y = x", "print(y)"], [0, 1]),
        (["x = [1]", "x.append(2)", "print(x)"], [0, 1]),
        (["x = [1]", "x[0] = 2", "print(x)"], [0, 1]),
        (["x = [1]", "change(x)", "print(x)"], [0, 1]),
        (["x = [1]", "print(x)", "print(x)"], [0]),
        (["x = 1", "x = 2\nprint(x)"], []),
        (["x = 1", "def f():\n    return x", "print(f())"], [0, 1]),
        (["x = 1", "def f():\n    return x\nx = 2\nprint(f())"], []),
        (["x = 1", "print([x for x in range(3)])"], []),
        (["import math", "print(math.pi)"], [0]),
        (["x = 1", "x += 1\nprint(x)"], [0]),
    ],
)
def test_a_block_needs_those_that_bind_or_change_a_name_it_uses(codes, last):
    assert needs(*codes)[-1] == last


def test_a_block_runs_where_the_page_has_all_that_it_imports():
    codes = [
        "import math\nprint(math.pi)",
        "from plots.models import descent\nprint(descent)",
        "from itertools import product\nprint(product)",
        "import plots.registry\nprint(1)",
        "import numpy as np\nprint(np)",
        "from sklearn.cluster import KMeans\nprint(KMeans, np)",
        "def f():\n    import statistics\nprint(f)",
    ]
    blocks = program(codes)
    assert [block.runs for block in blocks] == [True, True, False, False, False, False, False]
    assert [packages(block) for block in blocks[4:]] == [["numpy"], ["numpy", "scikit-learn"], []]


def test_a_block_that_shows_nothing_does_not_run_unless_one_that_does_needs_it():
    assert [block.runs for block in program(["x = 1", "y = 2", "print(x)", ""])] == [True, False, True, False]


def test_what_takes_too_long_does_not_run_nor_does_what_needs_it():
    blocks = program(["x = 1\nprint(x)", "print(x)", "print(2)"], slow=[0])
    assert [block.runs for block in blocks] == [False, False, True]
    assert [packages(block) for block in blocks] == [[], [], []]
