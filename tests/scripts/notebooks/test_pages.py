"""From cells and what they printed to the Markdown of a page."""

import subprocess
import sys

import pytest
import yaml

from scripts.notebooks import pages as notebook_pages
from scripts.notebooks import storage
from scripts.notebooks.pages import colab_base, fenced, output_blocks, table
from scripts.shared.paths import ROOT
from tests.notebook_files import FIGURE, METADATA, code, markdown, notebook_file

FRAME = """<div>
<style scoped>.dataframe tbody tr th { vertical-align: top; }</style>
<table border="1" class="dataframe">
  <thead><tr style="text-align: right;"><th></th><th>花瓣_长</th><th>a&lt;b</th></tr></thead>
  <tbody>
    <tr><th>0</th><td>1.50</td><td>x</td></tr>
    <tr><th>...</th><td>...</td><td>...</td></tr>
    <tr><th>99</th><td>-2e-07</td><td>y</td></tr>
  </tbody>
</table>
<p>100 rows × 2 columns</p>
</div>"""
LEVELS = """<table border="1" class="dataframe">
  <thead>
    <tr><th></th><th colspan="2" halign="left">甲</th></tr>
    <tr><th></th><th>a</th><th>b</th></tr>
  </thead>
  <tbody><tr><th>0</th><td>1</td><td>2</td></tr></tbody>
</table>"""


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def value(text, html=None):
    return {"output_type": "display_data", "data": {"text/plain": text, **({"text/html": html} if html else {})}}


@pytest.fixture
def notebook(tmp_path):
    cells = [
        markdown("# 一个 notebook\n\n开头。"),
        code("print(1)"),
        markdown("# 一个 notebook，但不是标题"),
        code(f"{FIGURE}plt.plot([1]);"),
    ]
    return storage.read(notebook_file(tmp_path / "topic" / "name.ipynb", *cells))


def test_a_page_is_the_cells_with_what_they_print_and_draw(notebook):
    assert "".join(notebook_pages.blocks(notebook, [[stream("1\n")], []])).split("\n") == [
        "",
        "开头。",
        "```python",
        "print(1)",
        "```",
        "```text",
        "1",
        "```",
        "# 一个 notebook，但不是标题",
        "```python",
        "plt.plot([1]);",
        "```",
        "![折线图：上升](figure:topic/name/line)",
        "一条线。",
        "",
    ]


def test_the_metadata_become_front_matter(notebook):
    _, written, _ = notebook_pages.front_matter(notebook).split("---\n")
    front_matter = yaml.safe_load(written)
    assert front_matter.pop("template") == "notebook.html"
    assert front_matter.pop("versions").startswith("Python 3.")
    assert {**front_matter, "date": str(front_matter["date"])} == METADATA


def test_texts_that_follow_each_other_are_one_block_and_a_table_parts_them():
    assert output_blocks([stream("a\n"), value("1"), stream("b")]) == ["```text\na\n1\nb\n```\n"]
    parted = output_blocks([stream("a\n"), value("", FRAME), value("b")])
    assert [block.split("\n")[0][:10] for block in parted] == ["```text", "<div class", "```text"]
    assert output_blocks([]) == []


def test_markdown_that_a_cell_made_stands_apart_from_texts():
    made = {"output_type": "display_data", "data": {"text/markdown": "$$\nx\n$$"}}
    assert output_blocks([stream("a\n"), made, value("b")]) == ["```text\na\n```\n", "$$\nx\n$$\n", "```text\nb\n```\n"]


def test_what_the_tags_of_a_cell_take_away_is_not_on_the_page(tmp_path):
    cells = [
        code("a = 1", "remove-cell"),
        markdown("不给读者看", "remove-cell"),
        code("print(2)", "remove-input"),
        code("print(3)", "remove-output"),
        code("print(4)"),
    ]
    notebook = storage.read(notebook_file(tmp_path / "topic" / "name.ipynb", *cells))
    outputs = [[stream("1\n")], [stream("2\n")], [stream("3\n")], [stream("4\n")]]
    assert notebook_pages.blocks(notebook, outputs) == [
        "```text\n2\n```\n",
        "```python\nprint(3)\n```\n",
        "```python\nprint(4)\n```\n",
        "```text\n4\n```\n",
    ]


def test_a_fence_is_longer_than_those_inside():
    assert fenced("text", "```\na") == "````text\n```\na\n````\n"


def test_a_table_keeps_its_cells_and_nothing_that_pandas_says_of_looks():
    html = table(FRAME)
    assert "style" not in html
    assert "border" not in html
    assert '<thead><tr><td align="right"></td><th scope="col" align="right">花瓣_长</th>' in html
    assert '<th scope="col">a&lt;b</th></tr></thead>' in html
    assert '<th scope="row" align="right">0</th><td align="right">1.50</td><td>x</td>' in html
    assert '<p class="table-note">共 100 行 2 列</p>' in html
    assert html.count("\n") == 1


def test_a_table_with_two_levels_of_headings_keeps_their_spans():
    html = table(LEVELS)
    assert '<th colspan="2" scope="col">甲</th>' in html
    assert '<th scope="col" align="right">b</th>' in html


def test_the_name_of_the_index_stands_beside_those_of_the_columns():
    html = table(
        '<table class="dataframe"><thead><tr><th></th><th>J</th></tr><tr><th>k</th><th></th></tr></thead>'
        "<tbody><tr><th>2</th><td>1.5</td></tr></tbody></table>"
    )
    assert html.count("<tr>") == 2
    assert '<th scope="col" align="right">k</th><th scope="col" align="right">J</th>' in html


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/some/site", "https://colab.research.google.com/github/some/site/blob/notebooks/"),
        ("https://github.com/some/site.git", "https://colab.research.google.com/github/some/site/blob/notebooks/"),
        ("https://gitee.example/some/site", None),
    ],
)
def test_colab_opens_what_is_on_github(repository, address):
    assert colab_base(repository, "notebooks") == address


def test_mkdocs_jupyter_finds_notebooks_without_loading_what_it_would_render_them_with():
    code = (
        "import sys; import scripts.markdown.source; from mkdocs_jupyter import plugin\n"
        "print('nbconvert' in sys.modules, plugin.convert.nb2html.__name__, 'nbconvert' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.split() == ["False", "nb2html", "True"], done.stderr
