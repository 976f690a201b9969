"""Notebooks for tests, as they are stored."""

from scripts.notebooks import storage

METADATA = {"title": "一个 notebook", "description": "只有几个单元。", "date": "2026-01-04", "tags": ["短文"]}
FIGURE = "#| figure: line\n#| alt: 折线图：上升\n#| caption: 一条线。\n"


def markdown(source, *tags):
    return {"cell_type": "markdown", "source": source, "metadata": {"tags": [*tags]}}


def code(source, *tags):
    return {"cell_type": "code", "source": source, "metadata": {"tags": [*tags]}}


def notebook_file(path, *cells, **metadata):
    """Write a notebook to ``path`` and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(storage.stored({"cells": list(cells), "metadata": {**METADATA, **metadata}}))
    return path
