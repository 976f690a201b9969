import pytest

from scripts.pages.pasteable import PasteError, pasteable

PAGE = "<article><h1>题</h1><p>{}</p></article>"


def pasted(content):
    return pasteable(PAGE.format(content), address="https://reader.invalid/x/", picture=lambda id: ("image/png", b""))


def test_a_formula_in_pieces_is_one_drawing():
    assert pasted('<math alttext="a+b"><mi>a</mi></math><math alttext=""><mi>b</mi></math>').count("<svg") == 1


def test_a_formula_that_cannot_be_drawn_is_told():
    with pytest.raises(
        PasteError, match=r"没有写成，Error: \\nothing: Undefined control sequence \\nothing。公式有误就改写它。"
    ):
        pasted('<math alttext="\\nothing"></math>')
