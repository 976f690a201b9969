"""What the kernel does with cells: one kernel runs them all, since a start takes seconds."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.notebooks import execution, storage
from scripts.notebooks.storage import NotebookError
from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment
from tests.notebook_files import FIGURE, code, markdown, notebook_file


@pytest.fixture(scope="module")
def execute(tmp_path_factory):
    """Return a function that runs a cell, the second of its notebook, and returns what it prints and its picture."""
    folder = tmp_path_factory.mktemp("kernel")
    path = folder / "topic" / "name.ipynb"

    def run(source, *tags):
        notebook = storage.read(notebook_file(path, markdown("开头"), code(source, *tags)))
        kernel.notebook = notebook
        try:
            return kernel.execute(notebook.code_cells[0])
        finally:
            kernel.ask("begin()")

    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setenv("OMP_NUM_THREADS", "2")  # its own are told whatever those of the build are
        kernel = stack.enter_context(execution.started(storage.read(notebook_file(path)), folder))
        run("import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd")
        yield run


def refusal(execute, source, *tags):
    with pytest.raises(NotebookError) as refused:
        execute(source, *tags)
    message = str(refused.value)
    assert message.startswith("name.ipynb：第 2 个单元，即代码单元 [1]：")
    assert message.count("\n") == 0
    return message


def test_a_printed_text_is_kept_in_one_piece_however_it_was_flushed(execute):
    printed, _ = execute("for letter in 'abc':\n    print(letter, flush=True)")
    assert printed == [{"output_type": "stream", "name": "stdout", "text": "a\nb\nc\n"}]


def test_of_a_data_frame_both_forms_are_kept_and_of_other_values_the_text(execute):
    [frame], _ = execute("pd.DataFrame({'a': [1]})")
    assert frame["data"].keys() == {"text/plain", "text/html"}
    [value], _ = execute("np.array([1.5, 2.5])")
    assert value["data"] == {"text/plain": "array([1.5, 2.5])"}


def test_an_estimator_is_its_name_and_not_its_diagram(execute):
    [value], _ = execute("from sklearn.cluster import KMeans\nKMeans(n_clusters=2)")
    assert value["data"] == {"text/plain": "KMeans(n_clusters=2)"}


def test_texts_and_tables_keep_their_order(execute):
    printed, _ = execute("print('前')\ndisplay(pd.DataFrame({'a': [1]}))\nprint('后')")
    assert [output["output_type"] for output in printed] == ["stream", "display_data", "stream"]


def test_a_cell_that_fails_is_told_with_its_line_and_its_error(execute):
    message = refusal(execute, "def f(x):\n    return 1 / x\n\nf(0)")
    assert "第 4 行：执行失败，ZeroDivisionError: division by zero。" in message


def test_a_warning_is_a_failure_and_told_without_the_place_in_the_library(execute):
    message = refusal(execute, "import warnings\nwarnings.warn('旧写法', FutureWarning)")
    assert "有警告，FutureWarning: 旧写法。按它说的改代码。" in message


def test_what_goes_to_standard_error_is_a_failure(execute):
    assert "标准错误（stderr）里有输出，不妙。" in refusal(execute, "import sys\nprint('不妙', file=sys.stderr)")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("object()", "内存地址（0x"),
        ("print('[12:34:56] trained')", "时刻（12:34:56）"),
        ("import sys\nprint(sys.executable)", f"本机的路径（{sys.prefix}"),
        ("import os\nprint(os.getcwd())", "本机的路径（"),
        ("print('\\x1b[31mred')", "终端控制符"),
    ],
)
def test_what_differs_each_time_is_refused(execute, source, said):
    message = refusal(execute, source)
    assert f"输出里有{said}" in message
    assert "每次都不同" in message


def test_a_figure_comes_for_both_schemes_and_with_its_size(execute):
    printed, picture = execute(f"{FIGURE}fig, ax = plt.subplots(figsize=(5, 3))\nax.plot([1, 2], [2, 1], label='线');")
    assert printed == []
    assert (picture.width, picture.height) == (360, 216)
    assert b'[stroke="#0b62b8"]{stroke:#6cb2ff}' in picture.svg


def test_the_same_figure_has_the_same_bytes(execute):
    source = f"{FIGURE}plt.plot([1, 2], 'o-');"
    assert execute(source) == execute(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{FIGURE}print(1)", "画了 0 张图。这样的单元只画一张图。"),
        (f"{FIGURE}plt.plot([1])\nplt.figure();", "画了 2 张图"),
        ("plt.plot([1, 2]);", "画了图，却没有说明。在单元开头写三行：#| figure: 名字"),
        (f"{FIGURE}plt.plot([1])\nplt.title('\\U0001f917');", "执行失败，UserWarning: Glyph"),
        (f"{FIGURE}plt.plot([1])", "内存地址"),
    ],
)
def test_a_figure_that_is_wrong_is_told_with_its_cure(execute, source, said):
    assert said in refusal(execute, source)


def test_one_thread_computes(execute):
    printed, _ = execute("import os\nprint(os.environ['OMP_NUM_THREADS'], os.environ['OPENBLAS_NUM_THREADS'])")
    assert printed[0]["text"] == "1 1\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("from IPython.display import Markdown\nMarkdown('**粗** 与 $x<y$')", "**粗** 与 $x<y$"),
        ("display({'text/markdown': '- 一\\n- 二'}, raw=True)", "- 一\n- 二"),
        ("class A:\n    def _repr_markdown_(self):\n        return '`<b>`'\nA()", "`<b>`"),
        ("from IPython.display import Math\nMath('x^2')", "$$\nx^2\n$$"),
        (r"from IPython.display import Latex" "\n" r"Latex(r'$$\frac{a}{b}$$')", "$$\n\\frac{a}{b}\n$$"),
        (
            r"from IPython.display import Latex" "\n" r"Latex(r'\begin{align}a&=b\end{align}')",
            "$$\n\\begin{align}a&=b\\end{align}\n$$",
        ),
        ("class A:\n    def _repr_latex_(self):\n        return r'\\[ a \\]'\nA()", "$$\na\n$$"),
    ],
)
def test_markdown_and_formulas_go_the_way_of_the_sites_own_text(execute, source, text):
    [value], _ = execute(source)
    assert value["data"] == {"text/markdown": text}


@pytest.mark.parametrize(
    "source",
    [
        "from IPython.display import HTML\nHTML(pd.DataFrame({'a': [1.5]}).to_html())",
        "pd.DataFrame({'a': [1.5]}).style.format(precision=1)",
        "display({'text/html': pd.DataFrame({'a': [1.5]}).to_html()}, raw=True)",
    ],
)
def test_a_table_that_loses_nothing_without_its_looks_is_a_table_and_the_same_each_time(execute, source):
    [first], _ = execute(source)
    [second], _ = execute(source)
    assert "<td" in first["data"]["text/html"]
    assert first == second
    assert not any("object" in text or "0x" in text for text in first["data"].values())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("pd.Series([1, 2])", "0    1\n1    2\ndtype: int64"),
        ("ValueError('不行')", "ValueError('不行')"),
        ("from IPython.display import Code\nCode('a = 1', language='python')", "a = 1"),
        (
            "np.polynomial.Polynomial([1, 0, 2])",
            "Polynomial([1., 0., 2.], domain=[-1.,  1.], window=[-1.,  1.], symbol='x')",
        ),
        ("class A:\n    _repr_html_ = lambda self: '<b>a</b>'\n    __repr__ = lambda self: 'A(1)'\nA()", "A(1)"),
    ],
)
def test_where_the_text_of_an_object_says_what_it_is_that_is_shown(execute, source, text):
    [value], _ = execute(source)
    assert value["data"] == {"text/plain": text}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from IPython.display import HTML\nHTML('<b>粗</b>')", "（text/html）。改用 Markdown(…)"),
        ("from IPython.display import HTML\ndisplay(1, HTML('<b>粗</b>'))", "（text/html）。改用 Markdown(…)"),
        ("from IPython.display import IFrame\nIFrame('https://a.invalid', 1, 1)", "（text/html）"),
        ("class A:\n    _repr_html_ = lambda self: '<b>a</b>'\nA()", "（text/html）"),
        ("display({'text/html': '<b>a</b>'}, raw=True)", "（text/html）"),
        ("from IPython.display import HTML\nHTML(pd.DataFrame({'a': [1]}).to_html() + '<p>注</p>')", "（text/html）"),
        ("from IPython.display import HTML\n[HTML('<b>粗</b>')]", "<IPython.core.display.HTML object> 只说出了"),
        ("from IPython.display import HTML\nprint(HTML('<b>粗</b>'))", "<IPython.core.display.HTML object> 只说出了"),
        ("from IPython.display import Latex\nLatex('能量 $E$ 与质量')", "（text/latex）。一个输出只写一个公式"),
        ("from IPython.display import JSON\nJSON({'a': 1})", "（application/json）。用 print(json.dumps("),
        ("from IPython.display import SVG\nSVG('<svg/>')", "（image/svg+xml）"),
        ("display({'application/javascript': '', 'text/plain': 'x'}, raw=True)", "（application/javascript）"),
        ("display({'image/png': '', 'text/plain': 'x'}, raw=True)", "（image/png）"),
        (
            "display({'application/vnd.jupyter.widget-view+json': {}, 'text/plain': 'IntSlider()'}, raw=True)",
            "（application/vnd.jupyter.widget-view+json）。页面里没有内核",
        ),
        ("pd.DataFrame({'a': [1]}).style.highlight_max()", "Styler 的颜色和标题"),
        ("pd.DataFrame({'a': [1]}).style.set_caption('题')", "Styler 的颜色和标题"),
        ("from IPython.display import Markdown\nMarkdown('<script>1</script>')", "有 HTML（<script>）"),
        ("from IPython.display import Markdown\nMarkdown('![](a.png)')", "有图片 a.png。页面上的图由代码画"),
        (f"{FIGURE}fig, ax = plt.subplots()\nax", "<Axes: > 只说出了对象的类型"),
        (f"{FIGURE}fig, ax = plt.subplots()\nfig", "<Figure size"),
        ("display(1, display_id=True)", "<DisplayHandle"),
    ],
)
def test_what_a_page_cannot_show_is_refused_with_what_to_do_instead(execute, source, said):
    assert said in refusal(execute, source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import sys\nprint('\\r 50%|█████     | 5/10', file=sys.stderr)", "有进度条，页面不能显示"),
        ("print('\\r 50%', end='')", "回车符，像是进度条"),
        ("import logging\nlogging.warning('满了')", "标准错误（stderr）里有输出，WARNING:root:满了。"),
    ],
)
def test_progress_and_messages_are_not_called_warnings(execute, source, said):
    message = refusal(execute, source)
    assert said in message
    assert "有警告" not in message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("assert False", "AssertionError"),
        ("raise KeyError('a')", "KeyError: 'a'"),
        ("raise ValueError('\\x1b[31m红')", "ValueError: 红"),
        ("open('没有.csv')", "FileNotFoundError: [Errno 2] No such file or directory: '没有.csv'"),
    ],
)
def test_an_error_that_a_cell_announces_is_what_it_prints(execute, source, text):
    printed, _ = execute(f"print('先')\n{source}", "raises-exception")
    assert printed[0]["text"] == "先\n"
    assert printed[1]["data"] == {"text/plain": text}
    assert execute("1")[0], "the notebook goes on"


def test_an_error_that_is_announced_and_does_not_come_is_told(execute):
    assert "标了 raises-exception，却没有出错" in refusal(execute, "1", "raises-exception")


def test_other_tags_change_nothing(execute):
    assert execute("print(1)", "parameters", "remove-input") == execute("print(1)")


def test_a_cell_that_is_not_to_be_executed_is_not(tmp_path):
    cells = [code("raise ValueError", "skip-execution"), code("print(2)")]
    notebook = storage.read(notebook_file(tmp_path / "t" / "a.ipynb", *cells))
    outputs, _ = execution.run(notebook)
    assert [[output["text"] for output in printed] for printed in outputs] == [[], ["2\n"]]


def test_files_are_written_in_a_folder_that_is_thrown_away_and_as_utf_8(execute):
    printed, _ = execute("with open('a.txt', 'w') as file:\n    file.write('汉')\nprint(open('a.txt', 'rb').read())")
    assert printed[0]["text"] == f"{'汉'.encode()!r}\n"


def test_a_file_that_lies_beside_the_notebook_is_not_found_and_the_sentence_says_why(execute):
    assert "单元在一个空文件夹里执行" in refusal(execute, "pd.read_csv('data.csv')")


def test_in_jupyterlab_cells_work_in_an_empty_folder_too_which_is_gone_at_the_end(tmp_path):
    startup = ROOT / "scripts" / "notebooks" / "startup.py"
    code = f"import os, runpy; runpy.run_path({str(startup)!r}); open('a.txt', 'wb').close(); print(os.getcwd())"
    command = [sys.executable, "-c", code]
    variables = environment(PYTHONPATH=str(ROOT))
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert not Path(done.stdout.strip()).exists()
    assert list(tmp_path.iterdir()) == []
