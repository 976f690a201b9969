"""The font of the formulas."""

import pytest
from fontTools.ttLib import TTFont

from scripts.assets import maths_font
from scripts.assets.maths_font import LETTERS, used_characters, written_characters
from scripts.shared.paths import ROOT

PAGE = """<p>Z: <math><mi>h</mi><mo>∈</mo><mtext>步 A&lt;</mtext><msqrt><mi>ϵ</mi></msqrt></math></p>"""


def write_site(folder, page=PAGE):
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    site, cache = write_site(tmp_path_factory.mktemp("site")), tmp_path_factory.mktemp("cache")
    maths_font.build(site, cache)
    return site, cache


def test_the_font_has_what_formulas_say_variables_in_italics_and_what_browsers_add(made):
    written = set(map(ord, "∈ ϵ"))
    italic = {0x210E, 0x1D434, 0x1D716}

    assert used_characters(written_characters([PAGE])) - LETTERS == written | italic | set(map(ord, "√−"))
    assert set(TTFont(made[0] / maths_font.FONT).getBestCmap()) >= used_characters(written_characters([PAGE]))


def test_brackets_and_roots_of_the_font_still_grow(tmp_path):
    site = write_site(tmp_path, "<math><mo>()[]{}|⌊⌋⌈⌉‖∑∫</mo></math>")
    maths_font.build(site, tmp_path)
    font = TTFont(site / maths_font.FONT)
    growing = set(font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs)

    assert {font.getBestCmap()[ord(character)] for character in "()[]{}|⌊⌋⌈⌉‖√∑∫"} <= growing


def test_a_site_without_formulas_has_a_font_its_style_sheet_names_one(tmp_path):
    maths_font.build(write_site(tmp_path, "<p>x"), tmp_path)

    assert TTFont(tmp_path / maths_font.FONT)
    assert "SIL OPEN FONT LICENSE" in (tmp_path / maths_font.LICENCE).read_text(encoding="utf-8")


def test_the_style_sheet_names_the_font():
    sheet = (ROOT / "docs" / "assets" / "stylesheets" / "formulas.css").read_text(encoding="utf-8")

    assert f'url("../{maths_font.FONT.removeprefix("assets/")}")' in sheet


def test_the_font_is_made_again_only_where_formulas_use_other_characters(made, monkeypatch):
    monkeypatch.setattr(maths_font, "subset_apart", lambda characters: repr(sorted(characters)).encode())
    font = made[0] / maths_font.FONT
    before = font.read_bytes()

    with monkeypatch.context() as unchanged:
        unchanged.setattr(maths_font, "whole", lambda: pytest.fail("the font was read"))
        maths_font.known_characters.cache_clear()
        maths_font.build(*made)
    assert font.read_bytes() == before
    write_site(made[0], f"{PAGE}<math><mo>±</mo></math>")
    maths_font.build(*made)
    assert str(ord("±")) in font.read_text(encoding="utf-8")


def test_two_builds_of_the_font_are_byte_identical():
    characters = used_characters(written_characters([PAGE]))

    assert maths_font.subset(characters) == maths_font.subset_apart(characters)


def test_a_missing_source_font_is_named_with_its_cure(monkeypatch):
    monkeypatch.setattr(maths_font, "SOURCE", ROOT / "node_modules" / "absent.woff2")

    with pytest.raises(FileNotFoundError, match=r"absent\.woff2；改法"):
        maths_font.whole()
