"""What holds for every figure of every topic."""

import functools
import gzip
import io
import itertools
import re

import pytest
from matplotlib.text import Text
from PIL.GifImagePlugin import GifImageFile

from plots import style
from plots.figures import Drawing
from scripts.assets.figure_files import render, settled, svg
from scripts.checks.built_site import GIF_LIMIT, MOVING_LIMIT, SHEET_LIMIT, SHEET_PANELS, STILL_LIMIT
from tests.figures.conftest import FIGURES
from tests.figures.reading import frames
from tests.figures.running import called_anew, missing, reached

LEADING = 1.5  # empty rim of the box of a text, SVG units
MOVING = [id for id, drawing in FIGURES.items() if drawing.frames]
KINDS = {(bool(each.frames), isinstance(each.draw, functools.partial)): id for id, each in FIGURES.items()}
RENDERED = sorted(KINDS.values())  # one that moves or rests, and one that is drawn from a picture or by itself

every_figure = pytest.mark.parametrize("id", FIGURES)
every_moving_figure = pytest.mark.parametrize("id", MOVING)


def test_an_id_names_a_file_and_an_anchor():
    assert all(re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+){1,2}", id) for id in FIGURES)


@every_figure
def test_whatever_runs_when_it_is_drawn_is_in_its_key(id, drawn):
    drawn.pop(id, None)
    called = called_anew(lambda: drawn[id])  # the tests below look at it, too
    if id in MOVING:
        called |= called_anew(lambda: frames(id))
    assert not missing(called, reached(FIGURES[id]))


@pytest.mark.parametrize("id", RENDERED)
def test_whatever_runs_when_its_files_are_written_is_in_its_key(id):
    called = called_anew(lambda: render(FIGURES[id]))
    assert not missing(called, reached(FIGURES[id]))
    assert ("scripts.assets.figure_files", "svg") in reached(FIGURES[id]).parts


@every_figure
def test_a_drawing_stays_within_its_budget(id, rendered, drawn):
    budget = SHEET_LIMIT if len(drawn[id].axes) >= SHEET_PANELS else STILL_LIMIT
    assert len(gzip.compress(rendered[id][".svg"], mtime=0)) <= budget


@every_moving_figure
def test_a_moving_figure_stays_within_its_budget(id, rendered):
    files = rendered[id]
    assert len(gzip.compress(files[".svg"] + files[".json"], mtime=0)) <= MOVING_LIMIT
    assert len(files[".gif"]) <= GIF_LIMIT


@pytest.mark.parametrize("id", list(FIGURES)[::5])
def test_in_the_dark_a_drawing_has_the_colours_that_the_dark_palette_gives_it(id, rendered):
    with style.applied(style.DARK):
        expected = svg(settled(FIGURES[id].draw(style.DARK)))
    drawing = rendered[id][".svg"]
    rules = dict(re.findall(rb'\[(\w+="#\w+")\]\{\w+:(#\w+)\}', drawing))
    colours = re.findall(rb' ((?:fill|stroke)="(#\w+)")', drawing)
    assert [rules.get(attribute, light) for attribute, light in colours] == re.findall(
        rb' (?:fill|stroke)="(#\w+)"', expected
    )


@every_figure
def test_the_ids_in_a_drawing_are_names_and_occur_once(id, rendered):
    ids = re.findall(r' id="([^"]*)"', rendered[id][".svg"].decode())
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in ids)


@every_figure
def test_no_text_is_smaller_than_the_smallest(id, drawn):
    texts = [text for text in drawn[id].findobj(Text) if text.get_text() and text.get_visible()]
    assert min(text.get_fontsize() for text in texts) >= style.SMALL


@every_figure
def test_no_text_is_cut_off_or_covers_another(id, drawn, monkeypatch):
    shown = []  # a tick outside the limits has a text, too, that is not drawn
    draw = Text.draw

    def noted(text, renderer):
        shown.append(text)
        draw(text, renderer)

    monkeypatch.setattr(Text, "draw", noted)
    figure = drawn[id]
    with style.applied(style.LIGHT):
        figure.draw_without_rendering()
    boxes = {text: text.get_window_extent() for text in shown if text.get_text().strip() and text.get_visible()}
    whole = figure.bbox.padded(0.5)
    for text, box in boxes.items():
        assert whole.x0 <= box.x0 < box.x1 <= whole.x1, text
        assert whole.y0 <= box.y0 < box.y1 <= whole.y1, text
    inked = [(text, box.padded(-LEADING)) for text, box in boxes.items()]
    for (one, its), (other, others) in itertools.combinations(inked, 2):
        assert not its.overlaps(others), (one, other)


@every_moving_figure
def test_a_walk_goes_at_a_readable_pace_and_its_lines_fit_a_phone(id):
    pace = FIGURES[id].frame_ms
    assert 400 <= pace <= 700 or 1000 <= pace <= 1200  # for a number, along a curve, and for a sentence
    for frame in frames(id):
        assert len(frame.readout) <= 62


@every_moving_figure
def test_an_animation_shows_every_moment(id, rendered):
    assert GifImageFile(io.BytesIO(rendered[id][".gif"])).n_frames == len(frames(id))


@every_moving_figure
def test_a_marker_stands_on_a_dot_of_the_figure(id, drawn):
    for frame in frames(id):
        for marker in frame.markers:
            dots = [xy for line in drawn[id].axes[marker.axes].lines for xy in line.get_xydata().tolist()]
            assert [marker.x, marker.y] in dots


def test_a_character_that_the_font_lacks_is_an_error():
    def draw(palette):
        figure, (axes,) = style.figure(100)
        axes.set_title("⌊")
        return figure

    with pytest.raises(UserWarning, match="Glyph"):
        render(Drawing(draw))
