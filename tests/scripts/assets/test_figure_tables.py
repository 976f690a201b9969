"""The tables of figures: which figures have one, and what stands in it."""

import functools
import io

import pytest
from matplotlib.figure import Figure

from plots import style
from plots.hands import draw_setting
from plots.marks import Chart
from plots.playgrounds.lr import PLAYGROUND
from scripts.assets.figure_tables import encoded, rows_of, table_file
from tests.searches import existing


def drawn(*panels, **subplots):
    """Return a figure whose panels are drawn by functions of their chart."""
    with style.applied(style.LIGHT):
        figure, axes = style.figure(200, rows=len(panels), **subplots)
        for each, draw in zip(axes, panels, strict=True):
            draw(Chart(each, style.LIGHT))
        figure.draw_without_rendering()
    return figure


def test_a_lone_curve_is_a_table_of_its_places():
    def curve(chart):
        chart.scale(last=2, top=1, x_label="步数 $t$", y_label="学习率 $η_{0}$")
        chart.dots([0, 1, 2], [1.0, 0.5, 1e-5])
        chart.level(0.3, "一条线")
        chart.ring([1], [0.5])

    assert rows_of(drawn(curve)) == [["步数 t", "学习率 η₀"], ["0", "1"], ["1", "0.5"], ["2", "0.00001"]]


def test_curves_of_one_panel_need_names():
    def curves(name):
        def draw(chart):
            chart.line([0, 1], [1, 2], name="甲")
            chart.line([0, 1], [3, 4], name=name)

        return draw

    assert rows_of(drawn(curves("乙"))) == [
        ["名称", "x", "y"],
        *(["甲", "0", "1"], ["甲", "1", "2"], ["乙", "0", "3"], ["乙", "1", "4"]),
    ]
    assert rows_of(drawn(curves(""))) is None


def test_panels_are_told_apart_by_their_titles():
    def panel(title):
        def draw(chart):
            chart.axes.set_title(title)
            chart.line([0], [1])

        return draw

    assert rows_of(drawn(panel("一"), panel("二"))) == [["小图", "x", "y"], ["一", "0", "1"], ["二", "0", "1"]]
    assert rows_of(drawn(panel("一"), panel("一"))) is None
    assert existing(rows_of(drawn(panel(""), panel("二"))))[1][0] == "第 1 幅"


def test_bars_are_told_by_what_stands_at_their_foot_and_those_without_a_name_leave_no_table():
    def bars(label):
        return lambda chart: chart.axes.bar(["甲", "乙"], [1, 2.5], label=label)

    assert rows_of(drawn(bars("个数"))) == [["名称", "x", "y"], ["个数", "甲", "1"], ["个数", "乙", "2.5"]]
    assert rows_of(drawn(bars(None))) is None


def test_points_of_a_scatter_plot_are_told():
    def points(chart):
        chart.axes.scatter([1, 2], [3, 4], label="点")

    assert existing(rows_of(drawn(points)))[1:] == [["点", "1", "3"], ["点", "2", "4"]]


def test_a_diagram_has_no_table():
    with style.applied(style.LIGHT):
        figure, axes = style.board(100)
        Chart(axes, style.LIGHT).line([0, 1], [0, 1])
    assert rows_of(figure) is None


@pytest.mark.parametrize(("query", "head"), [("", "步数 t"), ("scheduler=StepLR", "步数 t")])
def test_the_figure_of_a_playground_has_the_table_of_the_playground(query, head):
    table = table_file(functools.partial(draw_setting, PLAYGROUND, query), Figure())
    assert table is not None
    assert table.decode("utf-8-sig").splitlines()[0].startswith(head)


def test_tables_stand_one_below_the_other_as_the_page_writes_them():
    assert encoded([[["甲，乙", 'a"b'], ["1", "2"]], [["丙"]]]).decode() == '\ufeff甲，乙,"a""b"\r\n1,2\r\n\r\n丙\r\n'
    assert io.BytesIO(encoded([])).read() == "\ufeff".encode()
