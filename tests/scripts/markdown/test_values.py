"""Values in Markdown: plain text on the page, held to what the code gives."""

import sys
from collections import namedtuple

import pytest
from bs4 import BeautifulSoup

import plots.values
from plots import registry
from scripts import values as command
from scripts.checks import typography
from scripts.markdown.values import value_links, written
from scripts.shared.sources import SourceError
from tests.site_markdown import FIRST_LINE, HEAD, convert

Date = namedtuple("Date", "year month day")
DEMO = '''"""Values of a test."""

from collections import namedtuple
from math import sqrt

Run = namedtuple("Run", "inertia rates")


def hero():
    return Run(623.149, [0.1, 0.05])


def counts():
    return {"first-commit": 5, "none": None}


def root(number):
    return sqrt(number)


def broken():
    return root("不是数")
'''


@pytest.fixture(autouse=True)
def demo(tmp_path, monkeypatch):
    """Let ``plots.values`` hold the module ``demo`` and no other."""
    (tmp_path / "demo.py").write_text(DEMO, encoding="utf-8")
    monkeypatch.setattr(plots.values, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "plots.values.demo", raising=False)
    registry.value.cache_clear()
    yield
    sys.modules.pop("plots.values.demo", None)
    registry.value.cache_clear()


VALUE = "[623.15](value:demo/hero.inertia:.2f)"


@pytest.mark.parametrize(
    "text",
    [
        f"到 {VALUE} 为止",
        f"**到 {VALUE}**，[见 {VALUE} 处](page.md)",
        f"- 到 {VALUE}\n- 又一项",
        f"| 列 |\n| --- |\n| 到 {VALUE} |",
        f"脚注[^note]。\n\n[^note]: 到 {VALUE}。",
        f"## 到 {VALUE} {{ #id }}",
        f'!!! note "到 {VALUE}"\n\n    内容',
        f"> 到 {VALUE}",
    ],
)
def test_a_value_is_plain_text_wherever_it_stands(text):
    page = BeautifulSoup(convert(text), "html.parser")
    assert "到 623.15" in page.get_text()
    assert "value:" not in str(page)


def test_a_value_in_the_alternative_text_of_a_picture_is_plain_text():
    [image] = BeautifulSoup(convert(f"字 ![折线图，到 {VALUE} 为止](picture.svg)"), "html.parser").select("img")
    assert image["alt"] == "折线图，到 623.15 为止"


@pytest.mark.parametrize("text", [f"写成 `{VALUE}`", f"```text\n{VALUE}\n```"])
def test_code_shows_a_value_as_it_is_written(text):
    assert VALUE in BeautifulSoup(convert(text), "html.parser").get_text()
    assert list(value_links(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[600](value:demo/hero.inertia:.2f)", "demo/hero.inertia:.2f 这里写着 600，代码给出 623.15。运行 make values"),
        ("[1](value:dem/hero)", "找不到其中的 dem。相近的有：demo。"),
        ("[1](value:demo/hera)", "找不到其中的 hera。相近的有：hero。"),
        ("[1](value:demo/root)", "找不到其中的 root。"),
        ("[1](value:demo/hero.inertial)", "找不到其中的 inertial。相近的有：inertia。"),
        ("[1](value:demo/hero.rates.7)", "找不到其中的 7。"),
        ("[1](value:demo)", "没有数值 demo"),
        (
            "[1](value:demo/hero.inertia:两位)",
            "不能写成“两位”。改成 Python 的格式（如 .2f、g、.1%）或 年月日、周、万、汉字",
        ),
        ("[1](value:demo/hero:.2f)", "或再写一级路径"),
        ("[1](value:demo/hero)", "或再写一级路径"),
        ("[1](value:demo/counts.none)", "或再写一级路径"),
        ("[1](value:demo/broken)", "plots/values/demo.py 没有算出 broken，TypeError: must be real number, not str。"),
        (f"$x={VALUE}$", "公式里不能有数值"),
        ("[623.15\n](value:demo/hero.inertia:.2f)", "没有被识别。写成一行里的"),
    ],
)
def test_a_value_that_is_wrong_stops_the_build_with_its_line_and_the_cure(text, said):
    with pytest.raises(SourceError) as refused:
        convert(f"一行。\n\n{text}")
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"docs/posts/page.md:{FIRST_LINE + 2}：") or "\n" in text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.0385, ".1%", "3.9%"),
        (0.07250000000000001, "g", "0.0725"),
        ([5, 15, 35], "", "5、15、35"),
        ("第四季度", "", "第四季度"),
        (Date(2018, 10, 29), "年月日", "2018 年 10 月 29 日"),
        (Date(2017, 3, None), "年月", "2017 年 3 月"),
        (Date(2018, 11, 5), "月日", "11 月 5 日"),
        (Date(2018, 11, 30), "周", "周五"),
        (137, "万", "137"),
        (61356, "万", "61356"),
        (25_000, "万", "2.5 万"),
        (1_760_0000_0000, "万", "1760 亿"),
        (3_9520_0000, "万", "3.952 亿"),
        (3_9520_0001, "万", "395200001"),
        (2, "汉字", "两"),
        (5.16, "汉字", "五"),
    ],
)
def test_how_a_value_is_written(value, form, text):
    assert written(value, form) == text


@pytest.mark.parametrize(
    ("value", "form"), [(Date(2017, 3, None), "年月日"), (0.5, "万"), (11, "汉字"), (-1, "汉字"), (5, "月"), ({}, "")]
)
def test_what_cannot_be_written_so_is_refused(value, form):
    with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
        written(value, form)


def test_the_command_writes_what_the_code_gives_once(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text(f"{HEAD}到 [600](value:demo/hero.inertia:.2f)，`[600](value:demo/hero)`。\n", encoding="utf-8")
    monkeypatch.setattr(command, "pages", lambda: [page])

    assert command.main(["--check"]) == 1
    assert f"page.md:{FIRST_LINE}: demo/hero.inertia:.2f 这里写着 600，代码给出 623.15 · " in capsys.readouterr().err
    assert command.main([]) == 0
    assert page.read_text(encoding="utf-8") == f"{HEAD}到 {VALUE}，`[600](value:demo/hero)`。\n"
    assert "改写了" in capsys.readouterr().out
    assert (command.main([]), command.main(["--check"])) == (0, 0)
    assert capsys.readouterr() == ("", "")


def test_the_command_names_the_line_of_what_it_cannot_write(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text(f"{HEAD}一行。\n\n[600](value:demo/hera)\n", encoding="utf-8")
    monkeypatch.setattr(command, "pages", lambda: [page])

    assert command.main([]) == 1
    assert f"page.md:{FIRST_LINE + 2}: 没有数值 demo/hera" in capsys.readouterr().err


def test_typography_reads_the_text_of_a_value():
    assert [str(finding) for finding in typography.check(f"![到{VALUE} 为止](figure:demo/rest)\n题注。\n")]
    assert not list(typography.check(f"![到 {VALUE} 为止](figure:demo/rest)\n题注，融到 {VALUE} 美元。\n"))
