"""What a reader downloads of a notebook, made of small ones."""

import json
import sys
from importlib.metadata import packages_distributions

import matplotlib
import pytest
from matplotlib import font_manager, text

from plots.style import FONT_FILE
from scripts.notebooks import downloads, storage
from scripts.notebooks.storage import NotebookError
from tests.notebook_files import FIGURE, METADATA, code, markdown, notebook_file

ADDRESS = "https://reader.invalid/notebooks/topic/name/"
DRAWING = 'import matplotlib.pyplot as plt\n\nplt.plot([1])\nplt.xlabel("轮数，第 3 轮");'


def made(tmp_path, *cells, resolve=lambda target: f"https://reader.invalid/{target}", address=ADDRESS):
    notebook = storage.read(notebook_file(tmp_path / "topic" / "name.ipynb", *cells))
    found = json.loads(downloads.download(notebook, [], resolve, address))["cells"]
    return ["".join(cell["source"]) for cell in found]


def words(tmp_path, source, **options):
    _, _, _, said, *rest = made(tmp_path, markdown(f"# {METADATA['title']}"), markdown(source), **options)
    return said, rest


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("## 图 { #figures }", "## 图"),
        ("## 图 { #a }\n\n见[上文](#a)。", '<a id="a"></a>\n\n## 图\n\n见[上文](#a)。'),
        ("见[短文](../../posts/short.md#b)", "见[短文](https://reader.invalid/../../posts/short.md#b)"),
        ("见[外面](https://other.invalid/)", "见[外面](https://other.invalid/)"),
        ("约 [3.14](value:topic/pi:.2f)", "约 3.14"),
        ("`[a](b.md)` 与 `{ #x }`", "`[a](b.md)` 与 `{ #x }`"),
        ("```python\nx = {'#a'}  # [a](b.md)\n```", "```python\nx = {'#a'}  # [a](b.md)\n```"),
        ("一段\n\n<!-- no terms: label -->", "一段"),
        ('<details markdown="1"><summary>答案</summary>', "<details><summary>答案</summary>"),
        ('!!! note "说明"\n\n    一段\n    说明。', "> **说明**\n>\n> 一段\n> 说明。"),
        ('??? note "答案"\n\n    42', "<details><summary>答案</summary>\n\n42\n\n</details>"),
    ],
)
def test_the_words_of_the_site_become_plain_markdown(tmp_path, source, plain):
    assert words(tmp_path, source)[0] == plain


def test_footnotes_are_numbered_as_they_come_and_listed_at_the_end(tmp_path):
    source = "一[^b]，二[^a]，又[^b]。\n\n[^a]: 甲 `[x]`。\n[^b]: 乙，\n    第二行。"
    said, [notes] = words(tmp_path, source)
    assert said == "一[1]，二[2]，又[1]。"
    assert notes == "**注**\n\n1. 乙， 第二行。\n2. 甲 `[x]`。"


def test_without_an_address_a_link_is_its_text(tmp_path):
    said, _ = words(tmp_path, "见[短文](../../posts/short.md#b)", resolve=lambda target: None, address="")
    assert said == "见短文"


def test_what_only_this_repository_has_cannot_be_imported(tmp_path):
    with pytest.raises(NotebookError, match="导入了 plots，下载的 notebook 里没有它"):
        made(tmp_path, code("from plots.models import kmeans"))


def test_words_of_a_figure_without_english_stop_the_build_and_are_named(tmp_path):
    with pytest.raises(NotebookError, match="图里的“轮数，第 3 轮”没有英文"):
        made(tmp_path, code(f"{FIGURE}#| english: 轮数 = round\n{DRAWING}"))


@pytest.fixture
def fonts(monkeypatch):
    """Let cells change what matplotlib draws with, for one test."""
    monkeypatch.setattr(text.Text, "set_text", text.Text.set_text)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with matplotlib.rc_context():
        yield font_manager.fontManager


def label_of(cells):
    """Return what the axis says after the cells have run."""
    space: dict = {}
    for cell in cells:
        if "font_manager" in cell or "plt.plot" in cell:
            exec(cell, space)
    label = space["plt"].gca().get_xlabel()
    space["plt"].close("all")
    return label, matplotlib.rcParams["font.family"]


@pytest.mark.parametrize(("installed", "label"), [([], "round 3"), ([FONT_FILE], "轮数，第 3 轮")])
def test_figures_speak_chinese_where_a_chinese_font_is_installed_else_english(tmp_path, fonts, installed, label):
    for font in installed:
        fonts.addfont(font)
    english = "轮数 = rounds；轮数，第 = round；3 轮 = 3"
    drawn, families = label_of(made(tmp_path, code(f"{FIGURE}#| english: {english}\n{DRAWING}")))
    assert drawn == label
    assert ("Noto Sans CJK SC" in families) == bool(installed)


def test_another_version_is_told_and_the_right_one_not(tmp_path, capsys, monkeypatch):
    cells = made(tmp_path, code("import yaml"))
    check = next(cell for cell in cells if "# %pip" in cell)
    monkeypatch.setenv("OMP_NUM_THREADS", "")
    exec(check, {})
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys.modules["yaml"], "__version__", "0.1")
    exec(check, {})
    assert "注意：yaml 在这里是 0.1，存着的输出出自" in capsys.readouterr().out


def test_what_installs_a_module_is_what_python_says():
    ours = downloads.distributions()
    for module, names in packages_distributions().items():
        assert set(ours[module]) == set(names)
        assert ours[module][0] == names[0]
