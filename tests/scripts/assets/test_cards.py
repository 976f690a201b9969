"""Cards: what is written on them, how it is broken into rows, and that equal input gives equal bytes."""

import io

import pytest
from PIL import Image

from scripts.assets import cards, icons
from scripts.shared.paths import GENERATED

FONT = cards.font_of(30)


@pytest.fixture(scope="module", autouse=True)
def _sign():
    icons.build()
    assert (GENERATED / icons.FOLDER).is_dir()


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    path = tmp_path_factory.mktemp("cards") / "picture.png"
    Image.new("RGB", (500, 700), "#0b62b8").save(path)
    return path


def test_a_card_has_its_size_its_picture_and_the_same_bytes_each_time(picture):
    content = cards.card(picture, "题目", "一句话", "站名")
    shown = Image.open(io.BytesIO(content))

    assert content == cards.card(picture, "题目", "一句话", "站名")
    assert shown.size == (1200, 630)
    assert shown.convert("RGB").getpixel((1200 - cards.MARGIN - 1, 629)) == (0x0B, 0x62, 0xB8)
    assert shown.convert("RGB").getpixel((1199, 629)) == (255, 255, 255)


def test_a_row_is_no_wider_than_there_is_room_and_nothing_is_lost():
    text = "同一条余弦曲线走到终点之后，停住、爬回，还是重来？看“CosineAnnealingLR”与（另外）两个。"
    rows = cards.rows_of(text, FONT, 360)

    assert "".join(rows) == text
    assert len(rows) > 3
    assert all(FONT.getlength(row) <= 360 for row in rows)
    assert not any(row[0] in "，。、；：？！）》”’…·" for row in rows)
    assert not any(row[-1] in "“‘（《" for row in rows)


def test_a_dot_between_two_titles_begins_no_row():
    for width in range(120, 400, 20):
        assert not any(row.startswith("·") for row in cards.rows_of("圆环：直线切不开 · K-Means", FONT, width))


def test_a_long_title_takes_a_smaller_size_and_a_long_line_says_that_it_goes_on():
    short, long = (cards.title_rows(title, 400, 300)[1].size for title in ("短题", "很长的题目" * 9))
    assert short == max(cards.TITLES) > long
    assert cards.shortened(["一二", "三四", "五六"], 2) == ["一二", "三……"]
    assert cards.shortened(["一二", "三四"], 2) == ["一二", "三四"]


def test_pictographs_are_left_out_and_raised_digits_are_written_plainly():
    assert cards.readable("Hugging Face🤗 : x₁ 与 x²") == "Hugging Face : x1 与 x²"


def test_a_character_that_the_font_lacks_is_an_error():
    with pytest.raises(ValueError, match="no glyph for ⌊"):
        cards.readable("⌊x⌋")
