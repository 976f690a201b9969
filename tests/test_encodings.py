"""Nothing depends on the encoding of the machine: not the files that we read and write, nor the console that we print to."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.shared.project_copy import environment, module_command
from tests.notebook_files import code, notebook_file

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("plots", "scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
POSITION = {"read_text": 0, "write_text": 1, "open": 1}  # of the encoding (for open: of the mode) among the arguments
PROCESSES = {"run", "Popen", "check_output"}
CALLS = re.compile(rb"\b(?:%s)\s*\(" % "|".join([*POSITION, *PROCESSES]).encode())


def calls_without_encoding(source):
    """Yield the lines of calls that read or write text and leave its encoding to the machine."""
    for node in ast.walk(ast.parse(source)) if CALLS.search(source) else ():  # to parse it takes its time
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        options = {option.arg: option.value for option in node.keywords}
        if "encoding" in options:
            continue
        is_text = name in {"read_text", "write_text"} and len(node.args) <= POSITION[name]
        is_opened = name == "open" and not is_binary(node, options)
        is_printed = name in PROCESSES and {"text", "universal_newlines"} & options.keys()
        if is_text or is_opened or is_printed:
            yield node.lineno


def is_binary(call, options):
    """Return whether a call of ``open`` opens bytes, as Pillow's, that of ``os`` and mode "rb" do."""
    modes = [*call.args, *([options["mode"]] if "mode" in options else [])]
    has_no_text = ast.unparse(call.func) in {"Image.open", "os.open"}
    return has_no_text or any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_text_is_read_and_written_in_a_named_encoding(path):
    assert list(calls_without_encoding(path.read_bytes())) == []


@pytest.mark.parametrize(
    "call",
    ["path.read_text()", "path.write_text('a')", "open('a')", "path.open('w')", "subprocess.run(c, text=True)"],
)
def test_a_call_that_names_none_would_be_found(call):
    assert list(calls_without_encoding(call.encode())) == [1]


@pytest.fixture(scope="module")
def chinese_console(tmp_path_factory):
    """Return the variables of a machine whose files and console are GBK; where its locale cannot be had, the console."""
    folder = tmp_path_factory.mktemp("locales")
    made = ["localedef", "--no-archive", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    if shutil.which("localedef") and subprocess.run(made, capture_output=True).returncode == 0:
        return {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    return {"PYTHONIOENCODING": "gbk"}


def on_a_chinese_console(project, variables, *command):
    """Run a command and return how it ended and what it said, which must be GBK."""
    return subprocess.run(
        module_command(*command),
        cwd=project.root,
        env=environment(**variables),
        capture_output=True,
        encoding="gbk",
        timeout=300,
    )


@pytest.mark.slow
def test_a_site_is_built_from_nothing_and_looked_at_on_a_chinese_console(small_project, chinese_console):
    notebook_file(small_project.root / "docs/notebooks/demo/first.ipynb", code("print('汉字 ✓ 🤗')"))
    shutil.rmtree(small_project.generated)
    for command in (
        ["mkdocs", "build", "--strict"],
        ["scripts.clean_notebooks", "--check"],
        ["scripts.checks.typography"],
        ["scripts.checks.code_blocks"],
        ["scripts.new", "post", "momentum", "图解 🤗 动量法"],
        ["scripts.build_notebooks", "demo/first"],
    ):
        done = on_a_chinese_console(small_project, chinese_console, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    page = small_project.root / "site/notebooks/demo/first/index.html"
    assert "汉字 ✓ 🤗" in page.read_text(encoding="utf-8")


def test_a_mistake_is_told_on_a_chinese_console(small_project, chinese_console):
    small_project.change("docs/posts/short.md", "figure:demo/move", "figure:demo/mvoe")
    done = on_a_chinese_console(small_project, chinese_console, "mkdocs", "build")
    assert "docs/posts/short.md:17: 没有 id 为 demo/mvoe 的图" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_marks_of_the_checks_can_be_printed_on_a_chinese_console(small_project, chinese_console):
    small_project.write(
        "scripts/one_check.py",
        "import sys\nfrom scripts import check\n"
        "check.CHECKS = (check.Check('一', [sys.executable, '-c', 'print(\"汉字\")'], '无', is_shown=True),)\n"
        "sys.exit(check.main())\n",
    )
    done = on_a_chinese_console(small_project, chinese_console, "scripts.one_check")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "\\u2713 一\n  汉字\n"
