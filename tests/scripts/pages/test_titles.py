"""Where the title of a page may break."""

import pytest

from scripts.pages.titles import breakable


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("图解OneFlow中的学习率", "图解<wbr>OneFlow<wbr>中的学习率"),
        ("3个阶段", "3<wbr>个阶段"),
        ("ZeRO系列：将显存优化", "ZeRO系列：将显存优化"),
        ("Hugging Face是什么", "Hugging Face是什么"),
        ("学习率调整策略", "学习率调整策略"),
        ("A&B<中", "A&amp;B&lt;中"),
    ],
)
def test_a_title_without_a_place_to_break_has_one_between_latin_and_chinese_letters(title, html):
    assert breakable(title) == html
