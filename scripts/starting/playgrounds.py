"""A playground of one slider: its model, its page, the figure that stands in its place, and the tests of all."""

import datetime
import re
from pathlib import Path

from scripts.assets.python_files import playground_ids
from scripts.shared.paths import ROOT
from scripts.starting import figures
from scripts.starting.templates import StartError, begin, package

PARAGRAPH = """![折线图“«id»”：横轴为步数，从 0 到 20，纵轴为剩下的份额，从 1 降到 0.01，前几步降得快，后面降得越来越慢](playground:«id»)
每步留下八成，二十步之后几乎什么也不剩。拖动滑块，看留下多少才剩得住。"""


def create(id: str, title: str, *, today: datetime.date) -> list[Path]:
    """Write a playground with what belongs to it and return the files.

    Raises:
        StartError: If the id is none or is taken, or the title is missing.
    """
    if not id or not title:
        raise StartError("缺少 ID 或 TITLE。写成 make new-playground ID=momentum TITLE=动量")
    if not re.fullmatch("[a-z]+(?:-[a-z]+)*", id):
        raise StartError(f"ID“{id}”不能作互动图的名字。只用小写字母和单个连字符，例如 momentum 或 momentum-play")
    if id in playground_ids():
        raise StartError(f"互动图 {id} 已经有了。换一个 ID，或直接编辑 plots/playgrounds/{package(id)}/。")
    own, home = figures.package_of(id), package(id)
    words = {
        "id": id,
        "topic": id,
        "title": title,
        "package": own,
        "home": home,
        "today": today.isoformat(),
        "model": f"{home}_play",
        "name": f"{home}_play",
    }
    files = {
        **figures.packages(own),
        ROOT / f"plots/models/{own}/{home}_play.py": "model.py.txt",
        ROOT / f"tests/models/{own}/test_{home}_play.py": "model_test.py.txt",
        ROOT / f"plots/playgrounds/{home}/__init__.py": "playground.py.txt",
        ROOT / f"plots/playgrounds/{home}/programs.py": "programs.py.txt",
        ROOT / f"tests/playgrounds/test_{home}.py": "playground_test.py.txt",
        ROOT / f"plots/figures/{own}/{home}_play.py": "playground_figure.py.txt",
        ROOT / f"docs/playgrounds/{id}.md": "playground.md",
    }
    return begin(files, words)


def paragraph(id: str) -> str:
    """Return what places the playground in a post."""
    return PARAGRAPH.replace("«id»", id)
