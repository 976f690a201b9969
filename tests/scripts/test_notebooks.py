"""What a notebook says of itself, how it is stored, and what is refused."""

import json

import pytest

from scripts import clean_notebooks, notebooks
from scripts.notebooks import Figure, NotebookError
from tests.notebook_files import FIGURE, METADATA, code, markdown, notebook_file


def read(tmp_path, *cells, **metadata):
    return notebooks.read(notebook_file(tmp_path / "topic" / "name.ipynb", *cells, **metadata))


def refusal(tmp_path, *cells, **metadata):
    with pytest.raises(NotebookError) as refused:
        read(tmp_path, *cells, **metadata)
    return str(refused.value)


def test_the_address_of_a_notebook_is_that_of_its_file(tmp_path):
    notebook = read(tmp_path, code("1"))
    assert (notebook.id, notebook.url) == ("topic/name", "notebooks/topic/name/")


def test_code_cells_are_counted_as_jupyterlab_counts_them_when_it_runs_all(tmp_path):
    notebook = read(tmp_path, markdown("一"), code("a = 1"), code(" \n"), markdown("二"), code("a"))
    assert [(cell.number, cell.code_number) for cell in notebook.code_cells] == [(2, 1), (5, 2)]


@pytest.mark.parametrize("name", METADATA)
def test_metadata_that_are_lacking_are_named(tmp_path, name):
    assert f"元数据里缺少 {name}。" in refusal(tmp_path, code("1"), **{name: ""})


def test_a_date_is_written_as_iso_has_it(tmp_path):
    assert "date 要写成 2026-01-31 的样子" in refusal(tmp_path, code("1"), date="24 Nov 2026")


def test_a_file_that_is_no_json_is_named(tmp_path):
    (tmp_path / "name.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"name\.ipynb：不是合法的 JSON"):
        notebooks.read(tmp_path / "name.ipynb")


def test_a_cell_says_what_its_figure_is_and_its_page_shows_only_the_code(tmp_path):
    [cell] = read(tmp_path, code(f"{FIGURE}plt.plot([1, 2]);")).cells
    assert cell.figure == Figure("line", "折线图：上升", "一条线。")
    assert cell.code == "plt.plot([1, 2]);"


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("降得快，", "之后慢。", "降得快，之后慢。"),
        ("降得快", "之后慢。", "降得快之后慢。"),
        ("到 4", "为止", "到 4 为止"),
        ("一共", "4 个", "一共 4 个"),
        ("变慢，", "$k$ 等于 4。", "变慢，$k$ 等于 4。"),
        ("scikit-learn", "and NumPy", "scikit-learn and NumPy"),
    ],
)
def test_a_caption_goes_on_in_the_next_line_with_a_space_only_where_one_belongs(tmp_path, first, second, text):
    source = f"#| figure: line\n#| alt: 折线图\n#| caption: {first}\n#|   {second}\nplt.plot([1]);"
    assert read(tmp_path, code(source)).cells[0].figure.caption == text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("#| figure: line\n#| caption: 一条线。\n", "图的选项里缺少 alt。单元开头要有三行"),
        ("#| figure: line\n#| alt: 折线图\n", "图的选项里缺少 caption"),
        ("#| alt: 折线图\n#| caption: 一条线。\n", "图的选项里缺少 figure"),
        (f"{FIGURE}#| width: 3\n", "不认识选项 #| width: 3。可用的有 figure、alt、caption。"),
        (FIGURE.replace("line", "Line 1"), "图的名字 Line 1 只能有小写字母、数字和连字符"),
    ],
)
def test_options_that_are_wrong_are_named_with_the_cell(tmp_path, options, said):
    message = refusal(tmp_path, markdown("开头"), code(f"{options}plt.plot([1]);"))
    assert "第 2 个单元，即代码单元 [1]：" in message
    assert said in message


def test_two_figures_of_one_name_are_refused(tmp_path):
    assert "有两张图叫 line" in refusal(tmp_path, code(f"{FIGURE}1"), code(f"{FIGURE}2"))


@pytest.mark.parametrize("source", ["%matplotlib inline", "!pip install xgboost", "a = (1"])
def test_a_cell_that_is_no_python_is_named_before_anything_is_executed(tmp_path, source):
    notebook = read(tmp_path, code("1"), code(f"a = 1\n{source}"))
    with pytest.raises(NotebookError, match=r"第 2 个单元，即代码单元 \[2\]：第 2 行：不是 Python 代码"):
        notebooks.tree_of(notebook)


def test_the_stored_form_has_no_outputs_counts_or_traces_and_keeps_the_ids():
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    cell = {**code("1\n2"), "id": "kept", "execution_count": 7, "outputs": [output], "metadata": {"scrolled": True}}
    metadata = {"title": "题", "language_info": {"name": "python", "version": "3.11.5"}, "widgets": {}}
    stored = json.loads(notebooks.stored({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}))
    empty = {"execution_count": None, "outputs": [], "metadata": {}}
    assert stored["cells"] == [{"cell_type": "code", "id": "kept", "source": ["1\n", "2"], **empty}]
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert stored["metadata"].keys() == {"title", "kernelspec", "language_info"}


def test_to_store_twice_is_to_store_once(tmp_path):
    path = notebook_file(tmp_path / "a.ipynb", code("1"), markdown("汉字"))
    assert notebooks.stored(notebooks.parsed(path)) == path.read_bytes()
    assert notebooks.stored_findings(path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"execution_count": 3}, "第 1 个单元存着输出或执行次数。运行 .venv/bin/python -m scripts.clean_notebooks。"),
        ({"outputs": [{"output_type": "stream"}]}, "第 1 个单元存着输出或执行次数"),
        ({"id": "cell-2"}, "第 1 个单元的 id 缺失或重复"),
        ({"id": ""}, "第 1 个单元的 id 缺失或重复"),
        ({"metadata": {"scrolled": True}}, "存着 JupyterLab 留下的痕迹"),
    ],
)
def test_another_form_is_refused_with_its_cure(tmp_path, monkeypatch, capsys, change, said):
    path = notebook_file(tmp_path / "topic" / "a.ipynb", code("1"), code("2"))
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["cells"][0] |= change
    path.write_text(json.dumps(raw), encoding="utf-8")
    monkeypatch.setattr(notebooks.paths, "__defaults__", (tmp_path,))

    assert clean_notebooks.main(["--check"]) == 1
    assert said in capsys.readouterr().out


def test_cleaning_writes_the_stored_form(tmp_path, monkeypatch, capsys):
    path = notebook_file(tmp_path / "topic" / "a.ipynb", code("1"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"null", b"3"))
    monkeypatch.setattr(notebooks.paths, "__defaults__", (tmp_path,))

    assert clean_notebooks.main([]) == 0
    assert path.read_bytes() == content
    assert clean_notebooks.main(["--check"]) == 0
    assert capsys.readouterr().out == "清理了 a.ipynb\n"
