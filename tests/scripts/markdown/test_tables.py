import pytest
from bs4 import BeautifulSoup

from scripts.shared.sources import SourceError
from tests import site_markdown

TABLE = "|  | 值 |\n| --- | ---: |\n| 甲 | 1 |"


def convert(text):
    return BeautifulSoup(site_markdown.convert(text), "html.parser")


def row_of(cells):
    """Return the cells of the only row of a table with as many columns."""
    columns = len(cells)
    text = f"{'| 头 ' * columns}|\n{'| --- ' * columns}|\n| {' | '.join(cells)} |"
    return list(convert(text).tbody.find_all("td"))


@pytest.mark.parametrize(
    "text",
    [TABLE, f'<div markdown="1">\n\n{TABLE}\n\n</div>', f"- 一项\n\n    {TABLE.replace(chr(10), chr(10) + '    ')}"],
)
def test_a_table_scrolls_in_a_box_that_takes_the_focus(text):
    box = convert(text).table.parent
    assert box["class"] == ["table-box"]
    assert box["tabindex"] == "0"
    assert box["aria-label"]


def test_what_follows_a_table_stays_behind_it():
    assert convert(f"{TABLE}\n\n后面。").get_text().split() == ["值", "甲", "1", "后面。"]


@pytest.mark.parametrize("corner", ["", " ", "<br>", "<span></span>"])
def test_an_empty_corner_is_no_heading(corner):
    table = f"| {corner} | 值 |\n| --- | --- |\n| 甲 | 1 |"
    assert [cell.name for cell in convert(table).thead.find_all(["td", "th"])] == ["td", "th"]


def test_an_empty_head_of_a_raw_table_is_no_heading():
    table = convert('<table>\n<tr><th scope="col"></th><th>甲</th></tr>\n</table>')
    assert [(cell.name, cell.attrs) for cell in table.find_all(["td", "th"])] == [("td", {}), ("th", {})]


def test_a_heading_that_is_only_a_formula_has_a_name_that_tools_see():
    table = convert("| $O(n)$ | 值 $x$ |\n| --- | --- |\n| 甲 | 1 |\n\n见 [$k$](#k)")
    alone, beside = table.find_all("th")
    assert alone.math["aria-label"] == "O(n)"
    assert not beside.math.has_attr("aria-label")
    assert table.a.math["aria-label"] == "k"


# Bars


@pytest.mark.parametrize(
    "formula", ["$P(A|B)$", r"$P(A \| B)$", r"\(P(A|B)\)", "$P(A|B)=P(B|A)$", "$|x|$", r"$\{x|x>0\}$"]
)
def test_a_bar_in_a_formula_separates_no_cells_and_is_one_bar(formula):
    first, second = row_of([formula, "说明"])
    assert second.get_text() == "说明"
    assert first.math is not None
    assert "|" in first.get_text() or "∣" in first.get_text()
    assert "‖" not in first.get_text()
    assert "$" not in first.get_text()


@pytest.mark.parametrize("formula", [r"$\lVert x\rVert$", r"$D(P\Vert Q)$"])
def test_two_bars_have_a_name_of_their_own_in_a_table(formula):
    assert "‖" in row_of([formula, "说明"])[0].get_text()


def test_outside_a_table_an_escaped_bar_is_what_tex_says():
    assert "‖" in convert(r"$\|x\|$").get_text()


@pytest.mark.parametrize("code", ["`a|b`", r"`a\|b`", "``a`|b``"])
def test_a_bar_in_inline_code_separates_no_cells(code):
    first, second = row_of([code, "说明"])
    assert first.code.get_text().replace("`", "") == "a|b"
    assert second.get_text() == "说明"


def test_an_escaped_bar_in_text_is_a_bar():
    assert [cell.get_text() for cell in row_of([r"甲 \| 乙", "说明"])] == ["甲 | 乙", "说明"]


@pytest.mark.parametrize("row", ["| $5 | $6 |", "|$5|$6|", "| $5| $6|", "| 融资 $5 亿 | $x$ |"])
def test_dollars_of_money_hold_no_bars(row):
    cells = convert(f"| 甲 | 乙 |\n| --- | --- |\n{row}").tbody.find_all("td")
    assert all(cell.get_text().strip() for cell in cells)


# What does not fit


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |", "8：.*这一行有 3 格，表头只有 2 格"),
        ("甲 | 乙\n--- | ---\n1 | 2 | 3", "7：.*这一行有 3 格，表头只有 2 格"),
        ("| 甲 | 乙 |\n| --- | --- |\n| a|b | 2 |", r"7：.*竖线本身写成 \\\|"),
        ("| 甲 | 乙 | 丙 |\n| --- | --- |\n| 1 | 2 | 3 |", "5：.*表头有 3 格，下面的分隔行却有 2 格"),
        ("| 甲 | 乙 |\n| --- | --- | --- |\n| 1 | 2 | 3 |", "5：.*表头有 2 格，下面的分隔行却有 3 格"),
        ("| 甲 |\n| --- |\n| 1 |\n2", "8：.*只有一列的表格，每一行的前后都写竖线"),
        ("- 甲\n\n  | 甲 | 乙 |\n  | --- | --- |\n  | 1 | 2 | 3 |", "9：.*这一行有 3 格"),
    ],
)
def test_cells_without_a_column_are_refused_with_file_and_line(table, said):
    with pytest.raises(SourceError, match=rf"^docs/posts/page\.md:{said}"):
        convert(table)


def test_a_short_row_is_filled_up_as_on_github():
    cells = convert("| 甲 | 乙 |\n| --- | --- |\n| 1 |").tbody.find_all("td")
    assert [cell.get_text() for cell in cells] == ["1", ""]


def test_a_table_may_have_one_column_and_no_bars_outside():
    assert len(convert("| 甲 |\n| --- |\n| 1 |").find_all("td")) == 1
    assert len(convert("甲 | 乙\n--- | ---\n1 | 2").find_all("td")) == 2
