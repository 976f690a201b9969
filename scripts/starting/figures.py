"""A figure: a model and its test, a drawing of it and its test, and a place in the post of its topic."""

import re
from pathlib import Path

from plots import registry
from scripts.shared.paths import ROOT
from scripts.starting import posts
from scripts.starting.templates import WORD, StartError, begin, package

PARAGRAPH = """![折线图“«id»”：横轴为步数，从 0 到 20，纵轴为剩下的份额，从 1 降到 0.01，前几步降得快，后面降得越来越慢](figure:«id»)
每步留下八成：前几步降得快，后面降得慢。"""


def create(id: str) -> list[Path]:
    """Write a figure ``topic/name`` with what belongs to it and return the files, the post last.

    Raises:
        StartError: If the id is none or is taken, or no post is about its topic.
    """
    if not re.fullmatch(f"{WORD}/{WORD}", id):
        raise StartError(f"ID“{id}”不是图的名字。写成 主题/名字，只用小写字母、数字和连字符，例如 momentum/path")
    topic, _, name = id.partition("/")
    if known := [figure.module for figure in all_figures() if figure.id == id]:
        raise StartError(f"图 {id} 已经在 {known[0]} 里。换一个 ID，或直接编辑它。")
    post = posts.about(topic)
    files = in_folders(topic, name)
    begin(files, {"id": id, "topic": topic, "name": package(name), "title": name, "package": package_of(topic)})
    posts.place(post, PARAGRAPH.replace("«id»", id))
    return [*files, post]


def all_figures() -> list[registry.RegisteredFigure]:
    return [figure for module in registry.figure_modules() for figure in registry.figures(module)]


def package_of(topic: str) -> str:
    """Return the name of the package that has the figures of a topic, or will have them."""
    modules = {figure.id.partition("/")[0]: figure.module for figure in all_figures()}
    return modules.get(topic, f"plots.figures.{package(topic)}").rpartition(".")[2]


def in_folders(topic: str, name: str) -> dict[Path, str]:
    own, module = package_of(topic), package(name)
    return {
        **packages(own),
        ROOT / f"plots/models/{own}/{module}.py": "model.py.txt",
        ROOT / f"tests/models/{own}/test_{module}.py": "model_test.py.txt",
        ROOT / f"plots/figures/{own}/{module}.py": "figure.py.txt",
        ROOT / f"tests/figures/{own}/test_{module}.py": "figure_test.py.txt",
    }


def packages(own: str) -> dict[Path, str]:
    """Return the files that make packages of the folders of a topic, where they are none yet."""
    wanted = {"models": "models.py.txt", "figures": "figures.py.txt"}
    files = {ROOT / f"plots/{room}/{own}/__init__.py": template for room, template in wanted.items()}
    return {path: template for path, template in files.items() if not path.exists()}
