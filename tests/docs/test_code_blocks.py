"""Every page is a program that prints what the page shows (see scripts/checks/code_blocks.py)."""

import ast
import contextlib
import inspect
import io
import re
import traceback
from typing import Any

import pytest

from scripts.checks.code_blocks import DOCS, RUN, SIGNATURE, code_blocks, pages

STANDS_IN = re.compile(r"^\s*(?:import|from) (?:oneflow|torch)\b", re.MULTILINE)
PAGES = [path for path in pages() if code_blocks(path)]


def run(block, namespace):
    """Execute one block; return what it printed, or where in the page it failed."""
    printed = io.StringIO()
    program = compile("\n" * (block.line - 1) + block.code, str(block.path), "exec")
    try:
        with contextlib.redirect_stdout(printed):
            exec(program, namespace)
    except Exception as error:
        in_page = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(block.path)
        ]
        pytest.fail(f"{block.path}:{in_page[-1]}: {type(error).__name__}: {error}", pytrace=False)
    return printed.getvalue()


def written_signature(block):
    """Return [(name, default)] of a call as the page writes it; without a default: ``inspect.Parameter.empty``."""
    call = ast.parse(block.code).body[0].value
    required = [(argument.id, inspect.Parameter.empty) for argument in call.args]
    optional = [(word.arg, eval(compile(ast.Expression(word.value), "", "eval"))) for word in call.keywords]
    return call.func.id, required + optional


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_the_blocks_of_a_page_print_what_it_shows(path, request):
    if any(STANDS_IN.search(block.code) for block in code_blocks(path)):
        request.getfixturevalue("stand_ins")  # on its page alone: xgboost asks any torch it finds for its tensors
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in code_blocks(path):
        place = f"{path}:{block.line}"
        if block.kind == RUN:
            assert run(block, namespace) == (block.output or ""), f"{place}: 代码块的输出与文中不同"
        elif block.kind == SIGNATURE:
            name, written = written_signature(block)
            model = inspect.signature(namespace[name]).parameters.values()
            assert written == [(p.name, p.default) for p in model], f"{place}: 签名与 {name} 不同"


def page(tmp_path, text):
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_block_right_below_is_the_output(tmp_path):
    path = page(tmp_path, "```python\nprint(1)\n```\n\n```text\n1\n```\n")
    assert [block.output for block in code_blocks(path)] == ["1\n"]


def test_a_text_block_after_a_sentence_is_not(tmp_path):
    path = page(tmp_path, "```python\nprint(1)\n```\n\n另外：\n\n```text\n1\n```\n")
    assert [block.output for block in code_blocks(path)] == [None]


def test_indented_blocks_lose_their_indent_and_keep_their_line(tmp_path):
    path = page(tmp_path, '??? note "答案"\n\n    ```python\n    if True:\n        x = 1\n    ```\n')
    [block] = code_blocks(path)
    assert (block.code, block.line) == ("if True:\n    x = 1\n", 4)


def test_an_open_fence_names_file_and_line(tmp_path):
    path = page(tmp_path, "文字\n\n```python\nprint(1)\n")
    with pytest.raises(ValueError, match=r"page\.md:3: "):
        code_blocks(path)


def test_an_unknown_mark_names_file_and_line(tmp_path):
    path = page(tmp_path, "```python {.norun}\nprint(1)\n```\n")
    with pytest.raises(ValueError, match=r"page\.md:1: .*norun.*no-run"):
        code_blocks(path)
