"""The tables of the history, and the reader of CSV that the page has in place of Python's."""

import csv
import io

from hypothesis import strategies as st

from plots.data import history
from plots.models.history import tables
from tests.fuzz.growth import ROUTES
from tests.fuzz.markdown_texts import junk, words
from tests.fuzz.targets import HERE, fuzzed, require_sentence, texts

ROUTES["CSV"] = (tables.rows, ["a,b\n", '"', '""', ","])
rows_of_two = st.lists(st.one_of(words, junk), min_size=2, max_size=2)


@fuzzed(st.lists(rows_of_two, min_size=1, max_size=6))
def csv_file(rows: list[list[str]]) -> None:
    """Without a csv module a file is taken apart as with it."""
    rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    rows[0] = ["a", "b"]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    text = file.getvalue().lstrip("\ufeff")
    expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert tables.rows(text) == [dict(zip(expected[0], row, strict=True)) for row in expected[1:]]


TABLES = {name: (history.FOLDER / name).read_text(encoding="utf-8") for name in history.COLUMNS}


@st.composite
def spoiled_tables(draw: st.DrawFn) -> tuple[str, str]:
    """Return a table of the history in which a cell, or a few characters, are others."""
    name = draw(st.sampled_from(sorted(TABLES)))
    rows = TABLES[name].split("\n")
    place = draw(st.integers(0, len(rows) - 1))
    cells = rows[place].split(",")
    changed = draw(st.integers(0, len(cells) - 1))
    cells[changed] = draw(
        st.one_of(texts, st.sampled_from(cells), st.just(cells[changed] + "０"), st.just("2019-02-30"))
    )
    rows[place] = ",".join(cells)
    return name, "\n".join(rows)


@fuzzed(spoiled_tables())
def history_table(pair: tuple[str, str]) -> None:
    """A mistake in the data is a sentence with its line."""
    name, text = pair
    for each, whole in TABLES.items():
        (HERE / each).write_text(text if each == name else whole, encoding="utf-8", errors="replace")
    try:
        history.history(HERE)
    except history.DataError as error:
        require_sentence(str(error))
    finally:
        history._history.cache_clear()
