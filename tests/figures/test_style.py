"""The colours: contrast, and what is left of their differences for colour-blind readers."""

import itertools

import numpy as np
import pytest

from plots import style
from plots.style import DASHES, PALETTES

# Machado, Oliveira & Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
# severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
CLEARLY_APART = 12  # CIE76; about 2 is just noticeable side by side

every_palette = pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.scheme)


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    darker, lighter = sorted(float((TO_XYZ @ linear(colour))[1]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour, vision):
    ratio = TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_measured_as_wcag_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)  # the known limit grey


@every_palette
def test_text_has_a_contrast_of_at_least_4_5(palette):
    for colour in (palette.ink, palette.muted, palette.mark, *palette.series):  # all of them are used for text
        assert contrast(colour, palette.paper) >= 4.5


@every_palette
def test_lines_have_a_contrast_of_at_least_3(palette):
    for colour in (*palette.series, *palette.further, palette.mark, palette.muted, palette.ink):
        assert contrast(colour, palette.paper) >= 3


@every_palette
def test_text_and_lines_keep_their_contrast_on_a_tinted_range(palette):
    tint = "#" + "".join(
        f"{round(0.4 * int(palette.paper[i : i + 2], 16) + 0.6 * int(palette.grid[i : i + 2], 16)):02x}"
        for i in (1, 3, 5)
    )
    assert contrast(palette.ink, tint) >= 4.5
    for colour in palette.series:
        assert contrast(colour, tint) >= 3


@every_palette
@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_are_apart_in_any_vision(palette, vision):
    for one, other in itertools.combinations((*palette.series, *palette.further, palette.mark), 2):
        assert np.linalg.norm(lab(one, vision) - lab(other, vision)) >= CLEARLY_APART, (one, other)


def test_each_series_has_a_dash_of_its_own():
    assert len({str(dash) for dash in DASHES}) == len(DASHES) == len(style.LIGHT.series)


def test_each_light_colour_has_one_dark_one_and_a_tint_the_tint_of_that():
    dark = style.in_the_dark()
    assert len(dark) == len(set(dark.values()))
    for name in style.COLOURS:
        assert dark[style.colour(style.LIGHT, name)] == style.colour(style.DARK, name)
        assert dark[style.tint(style.LIGHT, name)] == style.tint(style.DARK, name)


def test_a_tint_without_a_dark_one_is_refused():
    with pytest.raises(ValueError, match="share must be one of"):
        style.tint(style.LIGHT, "mark", 0.4)


def test_settings_end_with_the_drawing():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with style.applied(style.DARK):
        assert matplotlib.rcParams["text.color"] == style.DARK.ink
    assert dict(matplotlib.rcParams) == before
