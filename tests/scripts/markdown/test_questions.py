"""A question of the opening is asked again at the end of the section that answers it."""

import re

from tests.site_markdown import convert

SECTIONS = "## 一 { #one }\n\n甲。\n\n### 一之一 { #inner }\n\n乙。\n\n## 二 { #two }\n\n丙。\n"


def text(markdown):
    return re.sub(r"<[^>]*>", "", convert(markdown)).replace("\n", "")


def test_a_question_stands_at_the_end_of_its_section_and_of_what_is_below_it():
    said = text("1. [为什么用 `step`？](#one)\n2. [$k$ 取几？](#inner)\n3. [还有吗？](#two)\n\n" + SECTIONS)
    assert re.search(r"乙。开头的问题 1：为什么用 step？现在能回答了吗？开头的问题 2：k 取几？现在能回答了吗？二", said)
    assert said.endswith("丙。开头的问题 3：还有吗？现在能回答了吗？")


def test_other_lists_are_left_alone():
    for line in (
        "1. [怎样？](#one)还有",
        "1. 怎样？",
        "1. [见下](#one)",
        "- [怎样？](#one)",
        "1. [怎样？](page.md#one)",
    ):
        assert "开头的问题" not in convert(f"{line}\n\n{SECTIONS}"), line
    assert "开头的问题" not in convert(f"{SECTIONS}\n1. [怎样？](#one)\n")


def test_where_only_the_opening_is_shown_nothing_is_asked_again():
    assert "开头的问题" not in convert("1. [怎样？](#one)\n")
