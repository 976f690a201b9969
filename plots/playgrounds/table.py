"""The control whose value is two columns of numbers that the reader brings: pasted, typed, or a file that was dropped."""

from collections import namedtuple

from plots.playgrounds.controls import Control, UnreadableError, quoted, within
from plots.playgrounds.numbers import read_decimal
from plots.playgrounds.points import FAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from plots.playgrounds.controls import Path
    from plots.playgrounds.markup import Writer
    from plots.playgrounds.protocol import Common, Edit
    from plots.playgrounds.state import Form

LONGEST = 100000  # characters
LONGEST_NAME = 20  # characters of a column's name that an axis shows
ROWS = 4  # of the field
BOM = "\ufeff"  # Excel begins a CSV file with it

# ``names``: of the columns, from a first line without numbers; empty where there is none.
Columns = namedtuple("Columns", "names points")

kept: "dict[str, Columns]" = {}  # one entry, the last text: each request reads it again


class Table(Control):
    """Two columns; no link carries them.

    Args:
        name, **common: See Control.
        most: How many lines there may be.
        changes: Name of the control that holds changes to these points, which end when others come.
    """

    kind = "table"

    def __init__(self, name: str, *, most: int, changes: str, **common: "Unpack[Common]") -> None:
        super().__init__(name, "", **common)
        self.most = most
        self.changes = changes

    def read(self, text: str) -> Columns:
        if text not in kept:
            kept.clear()
            kept[text] = self.read_lines(within(text, LONGEST))
        return kept[text]

    def read_lines(self, text: str) -> Columns:
        lines = text.lstrip(BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        written = [(i + 1, cells_of(line), line) for i, line in enumerate(lines) if line.strip()]
        names = []
        if written and not any(is_number(cell) for cell in written[0][1]):
            names = [cell[:LONGEST_NAME].replace("$", "") for cell in written[0][1]]
            written = written[1:]
        if len(written) > self.most:
            raise UnreadableError(f"最多 {self.most} 行，现在有 {len(written)} 行。")
        points = []
        for number, cells, line in written:
            if len(cells) != 2 or not all(is_number(cell) for cell in cells):
                raise UnreadableError(f"的第 {number} 行是{quoted(line)}，要写成两个数，例如 1.5,2。")
            x, y = [read_decimal(cell) for cell in cells]
            if max(abs(x), abs(y)) > FAR:
                raise UnreadableError(f"的第 {number} 行是{quoted(line)}，两个数都要在 ±{FAR} 之间。")
            points.append((x, y))
        return Columns(names if len(names) == 2 else [], points)

    def travels(self, text: str) -> bool:
        return False

    def change(self, form: "Form", path: "Path", operation: str, edit: "Edit") -> None:
        super().change(form, path, operation, edit)
        form.set_text(form.control(self.changes), "")

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        return writer.area(text, path, self.kind, ROWS)


def cells_of(line: str) -> "list[str]":
    """Return what stands between tabs, semicolons, commas or spaces; with the first two a comma may be a decimal point."""
    line = line.replace("，", ",").replace("；", ";").strip()
    for separator in ("\t", ";", ","):
        if separator in line:
            break
    else:
        return line.split()
    cells = [cell.strip().strip('"') for cell in line.split(separator)]
    return cells if separator == "," else [cell.replace(",", ".") for cell in cells]


def is_number(text: str) -> bool:
    try:
        read_decimal(text)
    except ValueError:
        return False
    return True
