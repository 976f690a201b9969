"""The modules that must run in the page do run in MicroPython, and STYLE.md §4 says truly what it lacks."""

import pytest

from tests.micropython.interpreter import SHARED, python_files, run_in_micropython

MODULES = [path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for path in python_files(*SHARED)]


@pytest.fixture(scope="module")
def imports():
    code = """
result = {}
for name in argument:
    try:
        __import__(name)
        result[name] = None
    except Exception as error:
        result[name] = type(error).__name__ + ": " + str(error)
"""
    return run_in_micropython(code, MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_the_module_can_be_imported_in_micropython(module, imports):
    assert imports[module] is None


MISSING_IN_MICROPYTHON = [
    *(
        f"import {module}"
        for module in [
            "dataclasses",
            "typing",
            "enum",
            "bisect",
            "statistics",
            "fractions",
            "collections.abc",
            "__future__",
        ]
    ),
    "match 1:\n    case 1:\n        pass",
    "def f(a, /):\n    pass",
    "[*[1], *[2]]",
    "{**{1: 2}}",
    "list(zip([1], [2], strict=True))",
    "'ab'.removeprefix('a')",
    "'1'.zfill(3)",
    "'1'.ljust(3)",
    "(1.0).is_integer()",
    "from collections import namedtuple; namedtuple('P', 'x')(1)._replace(x=2)",
    "from collections import namedtuple; namedtuple('P', 'x')(1)._asdict()",
    "from collections import Counter",
    *(f"from math import {name}" for name in ["prod", "hypot", "dist", "comb", "gcd", "fsum", "log1p"]),
    *(f"from itertools import {name}" for name in ["product", "groupby"]),
    "from functools import lru_cache",
    *(f"from random import {name}" for name in ["Random", "gauss", "shuffle"]),
    "(lambda: 0).__dict__",
]

# (expression, in CPython, in MicroPython); an exception is given by its name.
DIFFERENT_IN_MICROPYTHON = [
    ("list({'b': 1, 'c': 2, 'a': 3}) == ['b', 'c', 'a']", True, False),
    ("sorted([(i // 9, i) for i in range(99)], key=lambda p: p[0]) == [(i // 9, i) for i in range(99)]", True, False),
    ("round(2.675, 2)", 2.67, 2.68),
    ("__import__('math').exp(1000)", "OverflowError", "ValueError"),
    ("1.5**100000 == float('inf')", "OverflowError", True),
    ("__import__('json').dumps(float('nan'))", "NaN", "nan"),
    ("isinstance(True, int)", True, False),
    ("(lambda random: (random.seed(0), round(random.random(), 6))[1])(__import__('random'))", 0.844422, 0.909405),
    ("(lambda f: f(f, 250))(lambda f, n: n and f(f, n - 1))", 0, "RuntimeError"),
]


def outcome(source):
    """Return what an expression or statement gives: a value, or the name of an exception."""
    try:
        try:
            return eval(source)
        except SyntaxError:
            return exec(source, {})
    except Exception as error:
        return type(error).__name__


@pytest.fixture(scope="module")
def outcomes():
    """What MicroPython makes of all these sources, in one run."""
    code = """
def outcome(source):
    try:
        try:
            return eval(source)
        except SyntaxError:
            return exec(source, {})
    except Exception as error:
        return type(error).__name__
result = [outcome(source) for source in argument]
"""
    sources = MISSING_IN_MICROPYTHON + [source for source, _, _ in DIFFERENT_IN_MICROPYTHON]
    return dict(zip(sources, run_in_micropython(code, sources), strict=True))


@pytest.mark.parametrize("source", MISSING_IN_MICROPYTHON)
def test_style_4_says_truly_that_micropython_lacks_it(source, outcomes):
    errors = ("ImportError", "SyntaxError", "AttributeError", "NameError", "TypeError")

    assert outcomes[source] in errors
    assert outcome(source) not in errors


@pytest.mark.parametrize(("source", "cpython", "micropython"), DIFFERENT_IN_MICROPYTHON)
def test_style_4_says_truly_that_micropython_differs(source, cpython, micropython, outcomes):
    assert outcome(source) == cpython
    assert outcomes[source] == micropython
