"""The first use of a term leads to the glossary."""

import pytest
from bs4 import BeautifulSoup

from scripts.markdown import terms
from scripts.shared.sources import SourceError
from tests.site_markdown import convert

GLOSSARY = """
| 中文 | 英文 | 符号 | 代码名 | 说明 |
| --- | --- | --- | --- | --- |
| 学习率 { #learning-rate } | learning rate | $\\eta$ | `lr` | 步长 |
| 学习率调整策略 { #scheduler } | scheduler | | | 规定学习率 |
| 行采样、列采样 { #subsample } | sampling | | | 抽一部分 |
| 轮 { #epoch } | epoch | | | 过一遍 |
"""


@pytest.fixture(autouse=True)
def glossary(tmp_path, monkeypatch):
    path = tmp_path / "terms.md"
    path.write_text(GLOSSARY, encoding="utf-8")
    monkeypatch.setattr(terms, "GLOSSARY", path)


def marks(text):
    return [(link["id"], link.get_text()) for link in BeautifulSoup(convert(text), "html.parser").select("a.term")]


def test_the_first_use_is_a_link_to_the_entry_and_an_anchor():
    assert convert("用学习率，再用学习率。") == (
        '<p>用<a class="term" href="../terms.md#learning-rate" id="term:learning-rate">学习率</a>，再用学习率。</p>'
    )


def test_a_name_within_a_longer_one_is_no_use_of_it():
    assert marks("学习率调整策略里的学习率") == [("term:scheduler", "学习率调整策略"), ("term:learning-rate", "学习率")]
    assert marks("学习率调整策略") == [("term:scheduler", "学习率调整策略")]


def test_a_term_of_two_names_is_marked_once():
    assert marks("列采样、行采样") == [("term:subsample", "列采样")]


@pytest.mark.parametrize(
    "text",
    [
        "## 学习率 { #a }",
        "[学习率](https://example.org)",
        "`学习率`",
        "```text\n学习率\n```",
        "$\\text{学习率}$",
        "| 学习率 |\n| --- |\n| 值 |",
        '??? note "学习率"\n\n    内容',
        '!!! note "学习率"\n\n    内容',
        "文[^n]\n\n[^n]: 学习率",
        "<!-- 学习率 -->",
        "每轮一次",  # one character is a part of too many words
    ],
)
def test_what_is_no_text_has_no_marks(text):
    assert marks(f"{text}\n") == []


@pytest.mark.parametrize(
    "text", ["**学习率**", "- 学习率", "| 值 |\n| --- |\n| 学习率 |", "> 学习率", "`a` 学习率 $b$"]
)
def test_what_is_text_has_marks(text):
    assert marks(text) == [("term:learning-rate", "学习率")]


def test_a_link_to_an_entry_marks_a_term_by_hand():
    assert marks(
        "学习率，[轮](../terms.md#epoch)，这个[学习率](../terms.md#learning-rate)，[轮](../terms.md#epoch)"
    ) == [
        ("term:epoch", "轮"),
        ("term:learning-rate", "学习率"),
    ]


def test_a_page_says_which_words_mean_something_else():
    text = "<!-- no terms: learning-rate, epoch -->\n\n学习率，列采样"
    assert marks(text) == [("term:subsample", "列采样")]
    assert "<!--" not in convert(text)


def test_an_unknown_term_is_refused_with_its_line_and_the_nearest():
    with pytest.raises(SourceError, match=r"page\.md:7：术语表里没有 learning-rat。改成 learning-rate，或删去它"):
        convert("文\n\n<!-- no terms: learning-rat -->")
