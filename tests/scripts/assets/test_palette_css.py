"""The colours of the pages: those of the figures, and readable."""

import re
import subprocess
import sys

import pytest

from plots import style
from plots.pictures import looks
from scripts.assets import palette_css

TEXT, EDGE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
TEXT_COLOURS = ["figure-ink", "figure-muted", "figure-mark", *(f"figure-series-{number}" for number in range(1, 5))]


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", style.PALETTES, ids=lambda palette: palette.scheme)
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_text_is_readable_on_every_ground(palette, ground):
    colours = palette_css.variables(palette)
    for name in TEXT_COLOURS:
        assert contrast(colours[name], colours[ground]) >= TEXT, name


@pytest.mark.parametrize("palette", style.PALETTES, ids=lambda palette: palette.scheme)
def test_the_edges_of_controls_can_be_seen(palette):
    colours = palette_css.variables(palette)
    assert contrast(colours["edge"], colours["paper"]) >= EDGE


def test_the_style_sheet_holds_both_schemes_and_is_light_in_print(tmp_path):
    palette_css.build(tmp_path, tmp_path)
    sheet = (tmp_path / palette_css.STYLE_SHEET).read_text(encoding="utf-8")
    everywhere, *on_screens = re.split(r"^@media ", sheet, flags=re.MULTILINE)
    assert f"--paper: {style.LIGHT.paper};" in everywhere
    assert style.DARK.paper not in everywhere
    assert len(on_screens) == 2
    assert all(part.startswith("screen") and f"--paper: {style.DARK.paper};" in part for part in on_screens)


def test_the_style_sheet_has_a_rule_for_every_look():
    sheet = palette_css.style_sheet()
    names = [
        *(f"box--{name}" for name in looks.LOOKS),
        *(f"line--{name}" for name in looks.LINES),
        *(f"text--{name}" for name in looks.NOTES),
    ]
    assert re.findall(r"^\.board__(\S+--\S+) ", sheet, flags=re.MULTILINE) == names


def test_an_equal_palette_is_neither_written_nor_imported_again(tmp_path):
    palette_css.build(tmp_path, tmp_path)
    before = (tmp_path / palette_css.STYLE_SHEET).stat().st_mtime_ns
    program = (
        "import sys, pathlib; from scripts.assets import palette_css; palette_css.build(*map(pathlib.Path, sys.argv[1:])); "
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, *[str(tmp_path)] * 2], check=True)
    assert (tmp_path / palette_css.STYLE_SHEET).stat().st_mtime_ns == before


def test_a_style_sheet_of_another_palette_is_replaced(tmp_path):
    (tmp_path / palette_css.STYLE_SHEET).write_text(
        "/* 0123456789abcdef made from something older */", encoding="utf-8"
    )
    palette_css.build(tmp_path, tmp_path)
    assert style.LIGHT.ink in (tmp_path / palette_css.STYLE_SHEET).read_text(encoding="utf-8")


def test_half_of_black_in_white_is_grey():
    assert palette_css.mixed("#000000", "#ffffff", share=0.5) == "#808080"
