"""What the kernel does with cells: one kernel runs them all, since a start takes seconds."""

import sys

import pytest

from scripts import notebooks, run_notebook
from scripts.notebooks import NotebookError
from tests.notebook_files import FIGURE, code, markdown, notebook_file


@pytest.fixture(scope="module")
def execute(tmp_path_factory):
    """Return a function that runs a cell, the second of its notebook, and returns what it prints and its picture."""
    folder = tmp_path_factory.mktemp("kernel")
    path = folder / "topic" / "name.ipynb"

    def run(source):
        notebook = notebooks.read(notebook_file(path, markdown("开头"), code(source)))
        kernel.notebook = notebook
        try:
            return kernel.execute(notebook.code_cells[0])
        finally:
            kernel.ask("begin('light')")

    with run_notebook.started(notebooks.read(notebook_file(path)), folder) as kernel:
        run("import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd")
        yield run


def refusal(execute, source):
    with pytest.raises(NotebookError) as refused:
        execute(source)
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
    assert "有警告，不妙。" in refusal(execute, "import sys\nprint('不妙', file=sys.stderr)")


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


@pytest.mark.parametrize("kind", ["application/javascript", "image/png"])
def test_what_a_page_cannot_show_is_refused(execute, kind):
    message = refusal(execute, f"display({{'{kind}': '', 'text/plain': 'x'}}, raw=True)")
    assert f"页面不能显示这种输出（{kind}）" in message


def test_a_figure_comes_in_both_schemes_and_with_its_size(execute):
    printed, picture = execute(f"{FIGURE}fig, ax = plt.subplots(figsize=(5, 3))\nax.plot([1, 2], [2, 1], label='线');")
    assert printed == []
    assert (picture.width, picture.height) == (360, 216)
    assert b"#0b62b8" in picture.light
    assert b"#6cb2ff" in picture.dark
    assert run_notebook.without_colours(picture.light) == run_notebook.without_colours(picture.dark)


def test_the_same_figure_has_the_same_bytes(execute):
    source = f"{FIGURE}plt.plot([1, 2], 'o-');"
    assert execute(source) == execute(source)


def test_colours_of_a_map_may_differ_and_markers_too(execute):
    source = f"{FIGURE}plt.scatter([1, 2], [1, 2], c=['C0', 'C4'])\nplt.imshow([[1, 2]])\nplt.show()"
    assert execute(source)[1].dark


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{FIGURE}print(1)", "画了 0 张图。这样的单元只画一张图。"),
        (f"{FIGURE}plt.plot([1])\nplt.figure();", "画了 2 张图"),
        ("plt.plot([1, 2]);", "画了图，却没有说明。在单元开头写三行：#| figure: 名字"),
        (f"{FIGURE}plt.plot(np.random.default_rng().normal(size=3));", "亮色与暗色各画一次，画出来的不一样"),
        (f"{FIGURE}plt.plot([1])\nplt.title('\\U0001f917');", "执行失败，UserWarning: Glyph"),
        (f"{FIGURE}plt.plot([1])", "内存地址"),
    ],
)
def test_a_figure_that_is_wrong_is_told_with_its_cure(execute, source, said):
    assert said in refusal(execute, source)


def test_one_thread_computes(execute):
    printed, _ = execute("import os\nprint(os.environ['OMP_NUM_THREADS'], os.environ['OPENBLAS_NUM_THREADS'])")
    assert printed[0]["text"] == "1 1\n"
