"""Begin what a site is made of, complete and with its tests; ``make new-post``, ``new-figure`` … call it.

Usage: ``python -m scripts.new post SLUG TITLE``, ``figure TOPIC/NAME``, ``playground ID TITLE``, ``notebook TOPIC/NAME TITLE``.
"""

import argparse
import datetime
import sys
from pathlib import Path

from scripts.shared.front_matter import CHINA
from scripts.shared.sources import shown
from scripts.starting import figures, notebooks, playgrounds, posts
from scripts.starting.templates import StartError


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="新建文章、图、互动图或 notebook")
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("post", help="一篇文章").add_argument("name", help="地址的最后一段，例如 momentum-visualized")
    kinds.add_parser("figure", help="一张图").add_argument("name", help="主题/名字，例如 momentum/path")
    kinds.add_parser("playground", help="一张互动图").add_argument("name", help="例如 momentum")
    kinds.add_parser("notebook", help="一个 notebook").add_argument("name", help="主题/名字，例如 momentum/basics")
    for kind in ("post", "playground", "notebook"):
        kinds.choices[kind].add_argument("title", help="标题")
    parsed = parser.parse_args(arguments)
    try:
        print(begun(parsed.kind, parsed.name.strip(), getattr(parsed, "title", "").strip()))
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def begun(kind: str, name: str, title: str) -> str:
    """Begin it, and return what was written and what is to be edited next."""
    today = datetime.datetime.now(CHINA).date()
    if kind == "post":
        path = shown(posts.create(name, title, today=today))
        return (
            f"新建了 {path}。它是草稿：make serve 里看得到，make site 不发布；写完后删去 draft 一行。\n"
            f"接着写 description 和 question，再用 make new-figure ID={name}/first 画第一张图。"
        )
    if kind == "figure":
        *made, post = figures.create(name)
        return (
            f"新建了\n{listed(made)}并放进了 {shown(post)}。\n"
            "接着改 plots/models/ 里的公式和 plots/figures/ 里的画法，再改文章里的题注；两个测试说明改对了没有。\n"
            "文章发布过的，make site 之后再运行 .venv/bin/python -m scripts.published，记下新的锚点。"
        )
    if kind == "playground":
        made = playgrounds.create(name, title, today=today)
        return (
            f"新建了\n{listed(made)}接着改 plots/models/ 里的公式、plots/playgrounds/ 里的控件和图，再写 docs/playgrounds/{name}.md。\n"
            f"要放进文章，写上：\n\n{playgrounds.paragraph(name)}"
        )
    path = shown(notebooks.create(name, title, today=today))
    return (
        f"新建了 {path}。\n接着运行 make notebook，在 JupyterLab 里写；标题、描述和标签在右侧的 Notebook Metadata 里。"
    )


def listed(paths: list[Path]) -> str:
    return "".join(f"  {shown(path)}\n" for path in paths)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
