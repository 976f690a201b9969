"""The sign of the site: drawn as its file says, in the colours of the site, at the sizes that systems ask for."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image, ImageColor

from plots import style
from scripts.assets import icons

SIGN = icons.SIGN.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files():
    return icons.files(SIGN)


def test_the_colours_of_the_sign_are_those_of_the_figures():
    light, dark = (set(re.findall("#[0-9a-f]{6}", part)) for part in reversed(SIGN.split("</style>")))
    inks = [(each.paper, each.muted, each.series[0], each.mark) for each in (style.LIGHT, style.DARK)]

    assert (light, dark) == tuple(map(set, inks))


def test_the_icon_holds_its_sizes_and_a_picture_is_as_large_as_it_says(files):
    assert Image.open(io.BytesIO(files[icons.ICON])).info["sizes"] == {(size, size) for size in icons.SMALL}
    for name, (size, _) in icons.LARGE.items():
        assert Image.open(io.BytesIO(files[name])).size == (size, size)


def test_a_picture_has_the_sign_in_its_middle_and_the_paper_around_it(files):
    sizes = {name: size for name, (size, margin) in icons.LARGE.items() if margin}
    for name, size in sizes.items():
        picture = np.asarray(Image.open(io.BytesIO(files[name])).convert("RGBA"))
        point = picture[round(0.48 * size), round(0.55 * size)]
        assert tuple(point) == (*ImageColor.getrgb(style.LIGHT.mark), 255), name
        assert (picture[0] == 255).all(), f"{name}: no corner is cut off"


def test_a_second_drawing_has_equal_bytes(files):
    assert icons.files(SIGN) == files


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="<ellipse>"):
        icons.files(SIGN.replace("<circle", "<ellipse"))


def test_nothing_is_drawn_again_before_the_sign_changes(tmp_path, monkeypatch):
    icons.build(tmp_path, tmp_path)
    monkeypatch.setattr(icons, "files", lambda sign: pytest.fail("the icons are drawn again"))
    icons.build(tmp_path, tmp_path)


def test_the_manifest_names_what_there_is():
    manifest = json.loads(icons.manifest("站名", "描述", "#ffffff"))
    names = {each["src"].rpartition("/")[2]: each["sizes"] for each in manifest["icons"]}

    assert {f"{size}x{size}" for size in (192, 512)} <= set(names.values())
    assert names == {name: f"{size}x{size}" for name, (size, _) in icons.LARGE.items() if name != icons.TOUCH}
    assert manifest["start_url"] == "./"
