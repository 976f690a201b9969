"""What a notebook says of itself, how it is stored, and what is refused."""

import json
import re

import pytest

from scripts import clean_notebooks
from scripts.notebooks import storage
from scripts.notebooks.storage import Figure, NotebookError
from scripts.shared.paths import ROOT
from tests.notebook_files import FIGURE, METADATA, code, markdown, notebook_file


def read(tmp_path, *cells, **metadata):
    return storage.read(notebook_file(tmp_path / "topic" / "name.ipynb", *cells, **metadata))


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


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"tags": "短文"}, "name.ipynb：元数据里的 tags 要写成列表"),
        ({"title": 7}, "元数据里的 title 应为一段文字"),
        ({"date": "20260131"}, "元数据里的 date 要写成 2026-01-31 的样子"),
        ({"date": "24 Nov 2026"}, "元数据里的 date 要写成 2026-01-31 的样子"),
        ({"tags": "PyTorch"}, "元数据里的 tags 要写成列表"),
    ],
)
def test_metadata_of_another_type_are_refused(tmp_path, metadata, said):
    assert said in refusal(tmp_path, code("1"), **metadata)


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
        (f"{FIGURE}#| width: 3\n", "不认识选项 #| width: 3。可用的有 figure、alt、caption、english。"),
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
        storage.tree_of(notebook)


def test_the_stored_form_has_no_outputs_counts_or_traces_and_keeps_the_ids():
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    cell = {**code("1\n2"), "id": "kept", "execution_count": 7, "outputs": [output], "metadata": {"scrolled": True}}
    metadata = {"title": "题", "language_info": {"name": "python", "version": "3.11.5"}, "widgets": {}}
    stored = json.loads(storage.stored({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}))
    empty: dict[str, object] = {"execution_count": None, "outputs": [], "metadata": {}}
    assert stored["cells"] == [{"cell_type": "code", "id": "kept", "source": ["1\n", "2"], **empty}]
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert stored["metadata"].keys() == {"title", "kernelspec", "language_info"}


def test_to_store_twice_is_to_store_once(tmp_path):
    path = notebook_file(tmp_path / "a.ipynb", code("1"), markdown("汉字"))
    assert storage.stored(storage.parsed(path)) == path.read_bytes()
    assert storage.stored_findings(path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"execution_count": 3}, "第 1 个单元存着输出或执行次数 · 运行 .venv/bin/python -m scripts.clean_notebooks"),
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
    monkeypatch.setattr(storage.paths, "__defaults__", (tmp_path,))

    assert clean_notebooks.main(["--check"]) == 1
    assert said in capsys.readouterr().out


def test_cleaning_writes_the_stored_form(tmp_path, monkeypatch, capsys):
    path = notebook_file(tmp_path / "topic" / "a.ipynb", code("1"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"null", b"3"))
    monkeypatch.setattr(storage.paths, "__defaults__", (tmp_path,))

    assert clean_notebooks.main([]) == 0
    assert path.read_bytes() == content
    assert clean_notebooks.main(["--check"]) == 0
    assert capsys.readouterr().out == "清理了 a.ipynb\n"


PNG = "iVBORw0KGgo"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("图：\n\n![image.png](attachment:image.png)", "第 3 行：有图片 attachment:image.png。页面上的图由代码画"),
        ("![a b](<attachment:a b.png>)", "第 1 行：有图片 attachment:a。"),
        ("开头 ![](pictures/a.png) 结尾", "第 1 行：有图片 pictures/a.png。"),
        ("![](../../assets/a.svg 'title')", "第 1 行：有图片 ../../assets/a.svg。"),
        (f"![](data:image/png;base64,{PNG * 9})", "第 1 行：有图片 data:image/png;base64,iVBORw0KGgoiVBORw0…。"),
        ("![](https://elsewhere.invalid/a.png)", "第 1 行：有图片 https://elsewhere.invalid/a.png。"),
        ("![图][a]\n\n[a]: attachment:a.png", "第 1 行：有图片 ![图][a]。"),
        ("一\n<img src='a.png'>", "第 2 行：有图片 <img src='a.png'>。"),
        ("```\n\n```\n![](a.png)", "第 4 行：有图片 a.png。"),
        ("`a`![](a.png)`b`", "第 1 行：有图片 a.png。"),
    ],
)
def test_a_picture_that_no_code_draws_is_refused_with_its_line(tmp_path, source, said):
    message = refusal(tmp_path, code("1"), markdown(source))
    assert f"第 2 个单元：{said}" in message
    assert message.count("\n") == 0


@pytest.mark.parametrize(
    "source",
    [
        "![图](figure:topic/name)",
        "![图](playground:demo?lr=1)",
        "`![](a.png)`",
        "~~~\n![](a.png)\n~~~",
        "```md\n![](a.png)",
    ],
)
def test_figures_and_code_about_pictures_are_no_such_pictures(tmp_path, source):
    assert read(tmp_path, markdown(source)).cells


def test_a_raw_cell_is_refused_since_no_page_shows_it(tmp_path):
    raw = {"cell_type": "raw", "source": "---\ntitle: 题\n---"}
    assert "第 2 个单元：页面不显示 raw 单元" in refusal(tmp_path, code("1"), raw)
    assert read(tmp_path, raw | {"source": " "}).cells == []


def test_tags_of_jupyter_are_known_with_hyphens_and_without(tmp_path):
    [cell] = read(tmp_path, code("1", "remove_input", "raises-exception", "parameters")).cells
    assert cell.tags == {"remove-input", "raises-exception", "parameters"}


@pytest.mark.parametrize("tag", ["hide-input", "hide_cell", "remove-stderr", "raises-error", "skip-executions"])
def test_a_tag_that_would_mean_something_elsewhere_is_refused_with_those_that_do_here(tmp_path, tag):
    message = refusal(tmp_path, code("1"), markdown("一", tag))
    assert "第 2 个单元：标签" in message
    assert "remove-input" in message


def test_a_figure_of_a_cell_that_is_not_executed_is_refused(tmp_path):
    assert "图就画不出来" in refusal(tmp_path, code(f"{FIGURE}plt.plot([1]);", "skip-execution"))


def test_a_cell_that_is_not_executed_may_hold_commands_of_ipython(tmp_path):
    assert storage.tree_of(read(tmp_path, code("!pip install xgboost", "skip-execution"))).body == []


def test_the_stored_form_keeps_the_tags(tmp_path):
    path = notebook_file(tmp_path / "a.ipynb", code("1 / 0", "raises-exception"))
    assert storage.parsed(path)["cells"][0]["metadata"] == {"tags": ["raises-exception"]}
    assert storage.stored_findings(path) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "不是合法的 JSON"),
        ("", "不是合法的 JSON"),
        ("[]", "不是一个完整的 notebook"),
        ('{"nbformat": 4, "metadata": {}}', "不是一个完整的 notebook"),
        ('{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code"}]}', "不是一个完整的 notebook"),
        ('{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "slide", "source": ""}]}', "不是一个完整的 notebook"),
        (
            '{"nbformat": 3, "metadata": {}, "worksheets": []}',
            "是第 3 版格式的 notebook，太旧了。运行 .venv/bin/jupyter",
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, said):
    (tmp_path / "name.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(NotebookError) as refused:
        storage.read(tmp_path / "name.ipynb")
    assert re.match(rf"name\.ipynb(:1)?：{re.escape(said)}", str(refused.value))


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_file_in_another_encoding_is_named(tmp_path, encoding):
    (tmp_path / "name.ipynb").write_text('{"metadata": {"title": "题"}}', encoding=encoding)
    with pytest.raises(NotebookError, match=r"^name\.ipynb:1：不是 UTF-8 编码。用编辑器把它另存为 UTF-8。"):
        storage.read(tmp_path / "name.ipynb")


def test_a_byte_order_mark_is_read_and_cleaned_away(tmp_path, monkeypatch, capsys):
    path = notebook_file(tmp_path / "topic" / "a.ipynb", code("1"))
    content = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + content)
    monkeypatch.setattr(storage.paths, "__defaults__", (tmp_path,))

    assert storage.read(path).title == METADATA["title"]
    assert clean_notebooks.main(["--check"]) == 1
    assert "a.ipynb:1: 开头有 BOM · 运行 .venv/bin/python -m scripts.clean_notebooks" in capsys.readouterr().out
    assert clean_notebooks.main([]) == 0
    assert path.read_bytes() == content


def test_lines_that_git_has_ended_as_windows_does_are_no_finding(tmp_path, monkeypatch):
    path = notebook_file(tmp_path / "topic" / "a.ipynb", code("1\n2"))
    content = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(content)
    monkeypatch.setattr(storage.paths, "__defaults__", (tmp_path,))

    assert clean_notebooks.main(["--check"]) == 0
    assert clean_notebooks.main([]) == 0
    assert path.read_bytes() == content


def test_git_ends_lines_as_linux_does_on_every_machine():
    assert (ROOT / ".gitattributes").read_text(encoding="utf-8") == "* text=auto eol=lf\n"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("x.ipynb", "放在别处没有页面。把它移到 docs/notebooks/<主题>/x.ipynb。"),
        ("posts/x.ipynb", "放在别处没有页面。把它移到 docs/notebooks/<主题>/x.ipynb。"),
        ("assets/a/x.ipynb", "放在别处没有页面。把它移到 docs/notebooks/<主题>/x.ipynb。"),
        ("notebooks/flat.ipynb", "放在别处没有页面。把它移到 docs/notebooks/<主题>/flat.ipynb。"),
        ("notebooks/a/b/c.ipynb", "放在别处没有页面。把它移到 docs/notebooks/b/c.ipynb。"),
        ("notebooks/a/X.IPYNB", "放在别处没有页面。把它移到 docs/notebooks/a/X.ipynb。"),
        ("notebooks/我的 主题/第 1 篇.ipynb", "名字里只能有文字"),
        ("notebooks/a/b(副本).ipynb", "把它移到 docs/notebooks/a/b-副本.ipynb。"),
        ("notebooks/a/b#c?.ipynb", "把它移到 docs/notebooks/a/b-c.ipynb。"),
        ("notebooks/a/v1.2.ipynb", "把它移到 docs/notebooks/a/v1-2.ipynb。"),
        ("notebooks/a/index.ipynb", "把它移到 docs/notebooks/a/index-1.ipynb。"),
    ],
)
def test_a_notebook_in_another_place_or_under_an_impossible_name_is_told_where_to_go(tmp_path, place, said):
    notebook_file(tmp_path / place)
    [sentence] = storage.misplaced(tmp_path)
    assert sentence.startswith(f"{place.split('/')[-1]}：")
    assert said in sentence


def test_names_in_chinese_and_the_copies_of_jupyterlab_are_in_their_place(tmp_path):
    for place in (
        "notebooks/聚类/第一篇.ipynb",
        "notebooks/a/b_c-1.ipynb",
        "notebooks/a/.ipynb_checkpoints/b-checkpoint.ipynb",
        "notebooks/.ipynb_checkpoints/b.ipynb",
        ".ipynb_checkpoints/b.ipynb",
        "notebooks/a/.hidden.ipynb",
    ):
        notebook_file(tmp_path / place)
    assert storage.misplaced(tmp_path) == []
    assert len(storage.paths(tmp_path / "notebooks")) == 2
