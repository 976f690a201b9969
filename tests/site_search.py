"""What a search of a built site can find."""

import json
from pathlib import Path

from scripts.pages.search_index import Section


def searched(site: Path) -> list[Section]:
    files = sorted((site / "search").glob("*/texts-*.json"))
    return [Section(*each) for file in files for each in json.loads(file.read_text(encoding="utf-8"))]
