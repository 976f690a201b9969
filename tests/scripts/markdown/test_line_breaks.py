"""A line break between Chinese characters is no space, wherever it stands."""

import pytest
from bs4 import BeautifulSoup

from scripts.markdown import figures
from tests.searches import existing
from tests.site_markdown import convert


def text_of(markdown, element="p"):
    return existing(BeautifulSoup(convert(markdown), "html.parser").find(element)).get_text()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("上一行\n下一行", "上一行下一行"),
        ("上一行，\n下一行", "上一行，下一行"),
        ("上一行\n（下一行）", "上一行（下一行）"),
        ("他说\n“好”\n之后", "他说“好”之后"),
        ("破折号——\n之后……\n之后", "破折号——之后……之后"),
        ("逗号，\nLatin", "逗号，Latin"),
        ("Latin\n（括号）", "Latin（括号）"),
        ("前\n**粗**\n后", "前粗后"),
        ("**粗\n体**后", "粗体后"),
        ("前**粗**\n*斜*后", "前粗斜后"),
        ("见[链\n接](https://example.org)\n后", "见链接后"),
        ("前==标==\n~~删~~", "前标删"),
        ("前<u>线</u>\n后", "前线后"),
        ("脚注[^a]\n后\n\n[^a]: 注", "脚注[1]\n后"),
        ("标点，\n`码`", "标点，码"),
        # a space, or what it was
        ("汉字\nLatin", "汉字\nLatin"),
        ("Latin\n汉字", "Latin\n汉字"),
        ("word\nword", "word\nword"),
        ("汉字\n`码`\n汉字", "汉字\n码\n汉字"),
        ("汉字\n16\n汉字", "汉字\n16\n汉字"),
        ("he said\n“yes”", "he said\n“yes”"),
        ("汉字\n\\*", "汉字\n*"),
    ],
)
def test_lines_of_chinese_are_joined_without_a_space(text, seen):
    assert text_of(text) == seen


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("- 上一行\n  下一行", "li"),
        ("> 上一行\n> 下一行", "blockquote"),
        ('!!! note "题"\n    上一行\n    下一行', "div"),
        ("术语\n:   上一行\n    下一行", "dd"),
        ('<div markdown="1">\n上一行\n下一行\n</div>', "div"),
        ("注[^a]\n\n[^a]: 上一行\n    下一行", "li"),
        ("- [ ] 上一行\n  下一行", "label"),
        ("![图：横轴为步数，均匀上升](figure:demo/rest)\n上一行\n下一行", "figcaption"),
    ],
)
def test_they_are_joined_in_every_kind_of_block(text, element, monkeypatch):
    drawn = {"demo/rest": {"width": 480, "height": 280, "moving": False}}
    monkeypatch.setattr(figures, "all_figures", lambda cache: drawn)
    assert "上一行下一行" in text_of(text, element)


def test_they_are_joined_in_alternative_texts():
    page = BeautifulSoup(convert("![上一行\n下一行 word\nword](a.png)"), "html.parser")
    assert existing(page.img)["alt"] == "上一行下一行 word word"


def test_a_line_break_beside_a_formula_is_a_space():
    assert "汉字\n<math>" in convert("汉字\n$x$\n汉字")
    assert "</math>\n汉字" in convert("汉字\n$x$\n汉字")


def test_code_keeps_its_lines():
    assert text_of("```text\n上一行\n下一行\n```", "code") == "上一行\n下一行\n"


def test_a_hard_break_stays():
    assert "<br />" in convert("上一行  \n下一行")


def test_a_number_stays_in_one_line_with_its_error():
    assert text_of("低 0.02 ± 0.01，`1 ± 2`，正负号 ± 在前") == "低 0.02\u00a0±\u00a00.01，1 ± 2，正负号 ± 在前"
    assert text_of("| 甲 |\n| --- |\n| −1 ± 2 |", "td") == "−1\u00a0±\u00a02"
