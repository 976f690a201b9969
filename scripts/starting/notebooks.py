"""A notebook: text, a program with its output, and a figure."""

import datetime
import re
from pathlib import Path
from typing import Any

from scripts.notebooks import storage
from scripts.shared.sources import shown
from scripts.starting.templates import FOLDER, WORD, StartError

NAMES = re.compile(f"{WORD}/{WORD}")


def create(id: str, title: str, *, today: datetime.date, folder: Path = storage.FOLDER) -> Path:
    """Write the notebook ``topic/name`` and return its path.

    Raises:
        StartError: If the id is none or is taken, or the title is missing.
    """
    if not id or not title:
        raise StartError("缺少 ID 或 TITLE。写成 make new-notebook ID=momentum/basics TITLE=动量法入门")
    if not NAMES.fullmatch(id):
        raise StartError(
            f"ID“{id}”不是 notebook 的名字。写成 主题/名字，只用小写字母、数字和连字符，例如 momentum/basics"
        )
    path = folder / f"{id}.ipynb"
    if path.exists():
        raise StartError(f"{shown(path)} 已经存在。换一个 ID，或直接编辑它。")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(storage.stored(notebook(title, today)))
    return path


def notebook(title: str, today: datetime.date) -> dict[str, Any]:
    """Return the notebook as Jupyter has it; what stands between lines ``# %%`` in the template is a cell each."""
    sources = (FOLDER / "notebook.txt").read_text(encoding="utf-8").replace("«title»", title).split("# %%")[1:]
    about = {
        "title": title,
        "description": f"{title}：每一步留下同样的份额，算出剩下多少，画出来。",
        "date": today.isoformat(),
        "tags": ["Python"],
        "revisions": [{"date": today.isoformat(), "what": "首次发表。"}],
    }
    return {
        "metadata": {**about, "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
        "cells": [cell(source, f"cell-{number}") for number, source in enumerate(sources, start=1)],
    }


def cell(source: str, id: str) -> dict[str, Any]:
    kind, _, text = source.partition("\n")
    common = {"id": id, "metadata": {}, "source": text.strip("\n")}
    if kind.strip() == "markdown":
        return {**common, "cell_type": "markdown"}
    return {**common, "cell_type": "code", "execution_count": None, "outputs": []}
