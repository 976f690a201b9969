"""Copies of the project, for tests that change its files or build it elsewhere."""

import compileall
import re
import shutil
import subprocess
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, Self

from scripts.shared.project_copy import copy_project, environment, module_command
from tests import forked

SECONDS = 900  # that a command may take: a build from nothing takes its time where much else runs; a hang still ends

FIGURES = '''"""Two figures: one that rests, one that moves."""

from matplotlib.figure import Figure

from plots import style
from plots.figures import Drawing, Frame, Marker
from plots.models.ramp import ramp

TOPIC = "demo"


def draw_ramp(palette: style.Palette) -> Figure:
    figure, (axes,) = style.figure(200)
    axes.plot(range(5), [ramp(step) for step in range(5)], color=palette.series[0])
    return figure


def frames() -> list[Frame]:
    return [Frame((Marker(step, ramp(step), f"{ramp(step):g}"),), f"{step}") for step in range(5)]


FIGURES = {"rest": Drawing(draw_ramp), "move": Drawing(draw_ramp, frames)}
'''
OTHER_FIGURES = '''"""A figure that reads a data file and no model."""

from matplotlib.figure import Figure

from plots import style
from plots.figures import Drawing

TOPIC = "other"


def draw_flat(palette: style.Palette) -> Figure:
    figure, (axes,) = style.figure(200)
    axes.axhline(len("demo.csv"), color=palette.series[0])
    return figure


FIGURES = {"flat": Drawing(draw_flat)}
'''
MODEL = '''"""A model."""


def ramp(step: int) -> float:
    return 0.5 * step
'''
HOME = "---\ntitle: 首页\ndescription: 一页。\ntemplate: home.html\n---\n\n# 首页\n"
POST = """---
title: 一篇短文
slug: short
date: {created: 2026-01-02, updated: 2026-01-03}
description: 一篇只有三张图的短文。
tags: [短文]
cover: demo/rest
---

开头。

<!-- more -->

![折线图：横轴为步数，纵轴为值，均匀上升](figure:demo/rest)
一条斜线。

![折线图：横轴为步数，纵轴为值，均匀上升](figure:demo/move)
会动的斜线。

![折线图：一条水平线](figure:other/flat)
一条水平线。
"""


class Project:
    """A copy of the project with functions that run its commands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def create(cls, root: Path) -> Self:
        """Copy the sources to ``root``; nothing is drawn yet."""
        copy_project(root)
        for folder in ("plots", "scripts"):  # for all that is started there; what is changed is known by its content
            compileall.compile_dir(root / folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        return cls(root)

    def copy(self, root: Path) -> Self:
        """Return a copy of this copy, with all that has been made in it; to copy times and rights takes longer."""
        aside = shutil.ignore_patterns("node_modules")
        shutil.copytree(self.root, root, ignore=aside, copy_function=shutil.copyfile)
        (root / "node_modules").symlink_to(self.root / "node_modules", target_is_directory=True)
        return type(self)(root)

    @property
    def generated(self) -> Path:
        return self.root / "docs" / "assets" / "generated"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} holds no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def build(self, *options: str, folder: str = "site", **variables: str) -> subprocess.CompletedProcess[str]:
        """Build the site into a folder of the copy, by MkDocs alone."""
        return self.run("mkdocs", "build", "--site-dir", str(self.root / folder), *options, **variables)

    def run(self, module: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m module`` in the copy."""
        around: dict[str, Any] = {"cwd": self.root, "env": environment(**variables), "timeout": SECONDS}
        if forked.CAN_FORK and variables.keys() <= forked.HEEDED_LATE:
            return forked.run(module, [*arguments], **around)
        return subprocess.run(module_command(module, *arguments), capture_output=True, encoding="utf-8", **around)


class SmallProject(Project):
    """A copy whose articles, figures and models are replaced by one of each: a post, three figures, a model."""

    @classmethod
    def create(cls, root: Path) -> Self:
        self = super().create(root)
        self.clear(
            "plots/data",
            "plots/models",
            "plots/figures",
            "plots/values",
            "plots/playgrounds",
            "docs/posts",
            "docs/playgrounds",
            "docs/notebooks",
        )
        self.write("plots/figures/demo.py", FIGURES)
        self.write("plots/figures/other.py", OTHER_FIGURES)
        self.write("plots/models/ramp.py", MODEL)
        self.write("plots/data/demo.csv", "year,value\n2016,1\n")
        self.write("docs/posts/short.md", POST)
        nav = re.compile(r"^  - \S+: (?:playgrounds|notebooks)/.*\n", re.MULTILINE)
        self.write("mkdocs.yml", nav.sub("", (root / "mkdocs.yml").read_text(encoding="utf-8")))
        self.write("docs/index.md", HOME)
        self.write("docs/terms.md", "---\ntitle: 术语表\ndescription: 没有术语。\n---\n\n# 术语表\n")
        self.write("docs/playgrounds/index.md", "---\ntitle: 互动图\ndescription: 没有互动图。\n---\n\n# 互动图\n")
        self.write("docs/about.md", "---\ntitle: 关于\ndescription: 没有什么。\n---\n\n# 关于\n")
        return self

    def clear(self, *folders: str) -> None:
        """Empty the folders, but for their ``__init__.py``."""
        for path in (path for folder in folders for path in (self.root / folder).glob("*")):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "__init__.py":
                path.unlink()
