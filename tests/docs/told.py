"""What an article or a notebook tells its readers."""

import re

from scripts.notebooks import building, storage
from scripts.shared.manifest import NOTEBOOKS
from scripts.shared.paths import CACHE
from scripts.shared.records import read_entries


class Text:
    """What is read."""

    def __init__(self, text):
        self.text = text

    def says(self, *fragments):
        """Assert that the text contains each fragment."""
        for fragment in fragments:
            assert fragment in self.text, fragment


class Told(Text):
    """A notebook as readers see it: its text, and what its cells print, executed if that is not known yet."""

    def __init__(self, id):
        building.build([])
        self.notebook = storage.read(storage.FOLDER / f"{id}.ipynb")
        super().__init__("\n".join(line for _, line in storage.prose(self.notebook)))
        self.outputs = building.entry_of(id, read_entries(CACHE / NOTEBOOKS))["outputs"]

    def printed(self, part):
        """Return what the one cell prints whose code contains ``part``."""
        [number] = [number for number, cell in enumerate(self.notebook.code_cells) if part in cell.code]
        return "".join(output.get("text") or output["data"]["text/plain"] for output in self.outputs[number])

    def row(self, part, name):
        """Return the numbers behind ``name`` in the table that a cell prints."""
        [line] = [line for line in self.printed(part).splitlines() if line.startswith(name)]
        return [float(number) for number in line.removeprefix(name).split()]


def speeds(text):
    """Return what a page tells of the exact method and hist: rows and the seconds of both."""
    found = re.findall(r"(\d+) 行 (?:`exact` )?([\d.]+)(?: 秒，`hist`| 与) ([\d.]+)", text)
    return [(int(rows), float(exact), float(hist)) for rows, exact, hist in found]
