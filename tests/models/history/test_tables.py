"""CSV files taken apart without the csv module: as that module does it, in both interpreters."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis.strategies import lists, text

from plots.data.history import COLUMNS, FOLDER
from plots.models.history.tables import records, rows
from tests.micropython.interpreter import run_in_micropython

TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in COLUMNS}
CELLS = lists(lists(text('ab ,"\n中', max_size=6), min_size=2, max_size=3), min_size=1, max_size=4)


def expected(name):
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", COLUMNS)
def test_the_tables_are_read_as_the_build_reads_them(name):
    assert rows(TEXTS[name]) == expected(name)


def test_micropython_reads_them_alike():
    code = "from plots.models.history.tables import rows\nresult = [rows(text) for text in argument]"

    assert run_in_micropython(code, list(TEXTS.values())) == [expected(name) for name in TEXTS]


@given(lines=CELLS)
@example(lines=[['"', ""], ['a"b', ",\n"], ["", ""]])
def test_what_is_written_is_read_back(lines):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(lines)

    assert records(written.getvalue()) == lines


def test_lines_may_end_as_windows_ends_them_and_begin_with_a_mark():
    assert rows('\ufeffid,name\r\na,"x, y"\r\n') == [{"id": "a", "name": "x, y"}]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="row 2 must have 2 cells, got 3"):
        rows("id,name\na,b\nc,d,e\n")
