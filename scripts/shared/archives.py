"""The copies that web archives keep of what articles cite, so that a source outlives its site: plots/data/archived_sources.csv.

Its rows are an address as articles have it, and that of the copy. ``python -m scripts.external_links`` finds what needs one.
"""

import csv
from pathlib import Path

from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, read_text, shown

TABLE = ROOT / "plots" / "data" / "archived_sources.csv"
COLUMNS = ["url", "archived"]


def archived(path: Path = TABLE) -> dict[str, str]:
    """Return the address of the copy by that of the original; nothing where there is no table.

    Raises:
        SourceError: If a row is wrong.
    """
    found: dict[str, str] = {}
    rows = csv.reader(read_text(path).splitlines() if path.is_file() else [])
    for row in rows:
        place = f"{shown(path)}:{rows.line_num}"
        if rows.line_num == 1 and row != COLUMNS:
            raise SourceError(f"{place}：第一行应为 {','.join(COLUMNS)}。改正它。")
        if rows.line_num > 1:
            if len(row) != len(COLUMNS) or not all(each.startswith(("https://", "http://")) for each in row):
                raise SourceError(f"{place}：应为两个完整的网址，原来的和存档的，用逗号隔开。改正这一行。")
            if row[0] in found:
                raise SourceError(f"{place}：{row[0]} 写了两次。删去一行。")
            found[row[0]] = row[1]
    return found
