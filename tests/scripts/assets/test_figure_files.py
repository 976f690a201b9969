import io
import json
import re
import xml.etree.ElementTree as etree

import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from plots import style
from plots.figures import Box, Drawing, Frame, Marker, Shape
from plots.marks import Chart
from scripts.assets.figure_files import GIF_PAUSE, GIF_STRIP, relative_path, render
from tests.searches import existing

HEIGHT = 200


def draw(palette):
    figure, (axes,) = style.figure(HEIGHT)
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 1)
    axes.plot([0, 10], [0, 1], color=palette.series[0], gid="line")
    axes.set_xlabel("步数")
    return figure


def frames():
    return [Frame((Marker(x, x / 10, f"{x / 10:g}"),), f"第 {x} 步") for x in (0, 5, 10)]


@pytest.fixture(scope="module")
def rendered():
    return render(Drawing(draw, frames, frame_ms=400))


@pytest.fixture(scope="module")
def files(rendered):
    return rendered[0]


def moments(files):
    return json.loads(files[".json"])["frames"]


def test_a_figure_that_rests_is_a_drawing_and_its_size():
    files, facts = render(Drawing(draw))
    assert files.keys() == {".svg", ".png"}
    assert facts == {"width": style.WIDTH, "height": HEIGHT, "moving": False, "table": False}


def test_a_figure_that_moves_has_its_moments_and_an_animation_too(rendered):
    files, facts = rendered
    assert files.keys() == {".svg", ".png", ".json", ".gif"}
    assert facts["moving"] is True


def test_the_drawings_are_as_large_as_they_say(files):
    assert f'viewBox="0 0 {style.WIDTH} {HEIGHT}"'.encode() in files[".svg"]


def test_a_drawing_has_light_colours_and_a_rule_for_each_in_the_dark(files):
    drawing = files[".svg"].decode()
    before, rules, called, after = re.split(
        r"@media \(prefers-color-scheme: dark\)\{(.*)\}:target\{(.*)\}</style>", drawing
    )
    assert called == rules
    assert etree.fromstring(drawing.encode()).get("id") == "dark"
    assert style.DARK.series[0] not in before + after
    for name, role in (("stroke", "series-1"), ("stroke", "grid"), ("fill", "ink"), ("fill", "paper")):
        light, dark = (style.colour(palette, role) for palette in style.PALETTES)
        assert f' {name}="{light}"' in after
        assert f'[{name}="{light}"]{{{name}:{dark}}}' in rules


def test_a_colour_that_is_none_of_the_palette_stays(files):
    def draw_other(palette):
        figure = draw(palette)
        figure.axes[0].plot([0, 1], [0, 1], color="#123456")
        return figure

    drawing = render(Drawing(draw_other))[0][".svg"]
    assert drawing.count(b"#123456") == drawing.count(b'stroke="#123456"') == 1


def test_a_drawing_brings_its_paper(files):
    assert re.search(rf'<path d="[^"]*" fill="{style.LIGHT.paper}"/>', files[".svg"].decode())


def test_names_that_a_figure_gives_are_no_ids(files):
    assert b"line" not in re.findall(rb' id="([^"]*)"', files[".svg"])


def test_a_drawing_holds_neither_a_date_nor_text_that_needs_a_font(files):
    drawing = files[".svg"].decode()
    assert not re.search(r"<dc:date|20\d\d-\d\d|<text", drawing)


def test_two_renders_have_equal_bytes(files):
    assert render(Drawing(draw, frames, frame_ms=400))[0] == files


def test_the_markers_stand_where_the_line_is(files):
    line = rf'<path d="([^"]+)"[^>]* stroke="{style.LIGHT.series[0]}"'
    (x0, y0), (x1, y1) = followed(existing(re.search(line.encode(), files[".svg"]))[1])
    places = [(x, y) for frame in moments(files) for x, y, *label in frame["markers"]]
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    assert places == [pytest.approx(place, abs=0.1) for place in ((x0, y0), middle, (x1, y1))]  # rounded to 0.1


def test_the_moments_are_what_the_page_reads_out(files):
    assert json.loads(files[".json"])["frameMs"] == 400
    assert [frame["readout"] for frame in moments(files)] == ["第 0 步", "第 5 步", "第 10 步"]
    assert [frame["markers"][0][2] for frame in moments(files)] == ["0", "0.5", "1"]


def draw_board(palette):
    figure, axes = style.board(HEIGHT)
    Chart(axes, palette).box(100, 50, 60, 20, "1", look="series-1")
    return figure


def box_frames():
    return [Frame((), "1", (Box(100, 50, 60, 20, "11", "mark"),)), Frame((), "2")]


def test_a_box_lies_where_the_figure_has_it_and_is_left_out_where_there_is_none():
    first, second = moments(render(Drawing(draw_board, box_frames))[0])
    assert first["boxes"] == [[70, 40, 60, 20, "11", "mark"]]
    assert "boxes" not in second


def written(colour):
    return "#{:02x}{:02x}{:02x}".format(*colour)


def test_a_box_in_the_animation_has_the_colours_of_its_look():
    animation = Image.open(io.BytesIO(render(Drawing(draw_board, box_frames))[0][".gif"])).convert("RGB")
    tints = style.tint(style.LIGHT, "mark"), style.tint(style.LIGHT, "series-1")
    assert written(animation.getpixel((75, 50))) == tints[0]
    assert tints[0] != tints[1]


def shape_frames():
    triangle = ((100, 20), (160, 80), (40, 80))
    return [Frame((), "1", (), (Shape(triangle, "series-2"),)), Frame((), "2", (), (Shape(triangle, "outline"),))]


def test_a_shape_has_its_corners_where_the_figure_has_them():
    first, second = moments(render(Drawing(draw_board, shape_frames))[0])
    assert first["shapes"] == [["100,20 160,80 40,80", "series-2"]]
    assert second["shapes"] == [["100,20 160,80 40,80", "outline"]]
    assert "boxes" not in first


def test_a_shape_in_the_animation_is_filled_unless_it_is_open():
    animation = Image.open(io.BytesIO(render(Drawing(draw_board, shape_frames))[0][".gif"]))
    colours = []
    for frame in range(2):
        animation.seek(frame)
        colours.append(written(animation.convert("RGB").getpixel((100, 72))))
    assert colours == [style.tint(style.LIGHT, "series-2"), style.LIGHT.paper]


def draw_marks(palette):
    figure, (axes,) = style.figure(HEIGHT)
    axes.plot([0, 1 / 3, 1], [0, 1 / 3, 1], linestyle="none", marker="s")
    return figure


def test_marks_stand_at_tenths_so_that_hundreds_of_them_make_a_small_file():
    drawing = render(Drawing(draw_marks))[0][".svg"].decode()
    places = re.findall(r'<use [^>]*x="([^"]+)" y="([^"]+)"', drawing)
    assert len(places) >= 3
    assert all(re.fullmatch(r"-?\d+\.\d", number) for place in places for number in place)


def test_the_animation_shows_every_moment_for_ever_and_a_line_below(files):
    animation = GifImageFile(io.BytesIO(files[".gif"]))
    assert animation.size == (style.WIDTH, HEIGHT + GIF_STRIP)
    assert animation.n_frames == 3
    assert animation.info["loop"] == 0
    assert animation.info["duration"] == 400
    animation.seek(2)
    assert animation.info["duration"] == 400 * GIF_PAUSE


def test_the_animation_has_the_colours_of_the_scheme(files):
    animation = Image.open(io.BytesIO(files[".gif"])).convert("RGB")
    colours = {written(colour) for _, colour in animation.getcolors(256) or ()}
    assert {style.LIGHT.paper, style.LIGHT.mark, style.LIGHT.series[0]} <= colours


def test_the_labels_stay_inside(files):
    for *_, label_x, label_y in (marker for frame in moments(files) for marker in frame["markers"]):
        assert 0 < label_x < style.WIDTH
        assert 0 < label_y < HEIGHT


def test_a_readout_with_a_character_that_the_font_lacks_is_refused():
    with pytest.raises(ValueError, match="no glyph for \U0001f917"):
        render(Drawing(draw, lambda: [Frame((), "\U0001f917")]))


def test_a_warning_of_the_drawing_library_is_an_error():
    def draw_with_missing_glyph(palette):
        figure = draw(palette)
        figure.axes[0].set_title("\U0001f917")
        return figure

    with pytest.raises(UserWarning, match="Glyph"):
        render(Drawing(draw_with_missing_glyph))


def followed(path):
    """Return where the segments of a path with relative places go, as a browser follows it."""
    found, here, start = [], (0.0, 0.0), (0.0, 0.0)
    for command, numbers in re.findall(rb"([MmLlQqCcz])([^MmLlQqCcz]*)", path):
        flat = [float(number) for number in numbers.split()]
        reached = [(here[0] + x, here[1] + y) for x, y in zip(flat[::2], flat[1::2], strict=True)]
        here = reached[-1] if reached else start
        start = here if command in b"Mm" else start
        found += reached
    return found


def test_a_path_that_is_told_step_by_step_goes_through_the_same_places():
    path = re.compile(rb".+", re.DOTALL).match(b"M 1.004 2L 3.256 7 \nQ 4 8 5.5 9.999C 1 2 3 4 -5 -6zM 10 20L 1e-05 0z")

    expected = [(1, 2), (3.26, 7), (4, 8), (5.5, 10), (1, 2), (3, 4), (-5, -6), (10, 20), (0, 0)]
    written = relative_path(existing(path))
    assert written.startswith(b"M1 2l2.26 5q")
    assert followed(written) == [pytest.approx(place) for place in expected]
