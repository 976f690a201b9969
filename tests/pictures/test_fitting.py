"""Annotations that have no room are left out: those beyond the axes, and words that would touch others."""

from plots.pictures.annotations import arrow, level, note, ring, span
from plots.pictures.chart import axis, steps_axis
from plots.pictures.fitting import fitting

PICTURE = {"height": 240, "x": steps_axis("t", 10), "y": axis("η", 0, 1)}


def test_what_lies_beyond_the_axes_is_left_out_with_what_belongs_to_it():
    inside = [note(5, 0.5, "a"), arrow((5, 0.5), (2, 0.2))]
    beyond = [note(5, 0.2, "b"), arrow((5, 0.2), (12, 0.2))]

    assert fitting([inside, beyond, [ring([(3, 1.1)])], [level(-0.1)], [span(0, 11, 0.9, "c")]], PICTURE) == inside


def test_of_words_that_touch_the_first_stay():
    first, near, apart = [note(2, 0.5, "很长的一行字")], [note(3, 0.52, "别的")], [note(2, 0.3, "别的")]

    assert fitting([first, near, apart], PICTURE) == first + apart
    assert fitting([near, first, apart], PICTURE) == near + apart


def test_words_cross_no_measure_but_their_own():
    measure = span(0, 8, 0.5, "长度")

    assert fitting([[measure], [note(1, 0.5, "字")]], PICTURE) == [measure]
    assert fitting([[measure], [span(8, 10, 0.5, "b")]], PICTURE) == [measure, span(8, 10, 0.5, "b")]


def test_words_do_not_run_out_of_the_picture():
    assert fitting([[note(9.9, 0.5, "一行出了图的字")]], PICTURE) == []


def test_what_touches_only_on_a_phone_is_marked():
    words = [[note(2, 0.5, "八个字的一行文字")], [note(4.6, 0.5, "字")]]
    first, second = fitting(words, PICTURE)

    assert "wide" not in first
    assert second["wide"]


def test_there_are_only_so_many():
    words = [[note(1, 0.1 * i, "字")] for i in range(1, 9)]

    assert len(fitting(words, PICTURE)) == 6
    assert len(fitting(words, PICTURE, most=3)) == 3
