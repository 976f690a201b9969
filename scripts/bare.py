"""Write the house without its articles: ``python -m scripts.bare DIR NAME``; whoever wants such a site starts from it.

It has the engine, and one example of everything, begun by the same functions as ``make new-post`` and its like.
"""

import argparse
import datetime
import re
import subprocess
import sys
from pathlib import Path

from scripts.shared.front_matter import CHINA
from scripts.shared.project_copy import environment, module_command
from scripts.starting import house
from scripts.starting.templates import StartError, filled

EXAMPLE = "decay"
PAGES = {
    "docs/index.md": "house/index.md",
    "docs/about.md": "house/about.md",
    "docs/terms.md": "house/terms.md",
    "README.md": "house/README.md",
    "README.zh-CN.md": "house/README.zh-CN.md",
    "CHANGELOG.md": "house/CHANGELOG.md",
    "BENCHMARKS.md": "house/BENCHMARKS.md",
    "tests/engines/RESULTS.md": "house/RESULTS.md",
}
BEGUN = (
    ("post", EXAMPLE, "每步留下八成"),
    ("figure", f"{EXAMPLE}/first"),
    ("playground", EXAMPLE, "留下多少"),
    ("notebook", f"{EXAMPLE}/basics", "留下多少：算一算"),
)
DESCRIPTION = "一篇例子：每一步留下同样的份额，几步之后还剩多少。换成你的第一篇文章。"
QUESTION = "每一步留下八成，二十步之后还剩多少？"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="写出一个没有文章的站点，只有工具和一套例子")
    parser.add_argument("folder", help="放到哪个空文件夹")
    parser.add_argument("name", help="站点的名字")
    parsed = parser.parse_args(arguments)
    try:
        if not parsed.folder.strip() or not parsed.name.strip():
            raise StartError("缺少 DIR 或 NAME。写成 make bare DIR=../my-blog NAME=我的博客")
        folder, name = Path(parsed.folder.strip()), " ".join(parsed.name.split())
        house.refuse(folder)
        house.copy(house.without_articles(house.files()), folder)
        furnish(folder, name)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"写好了 {folder}：工具、一篇文章、一张图、一张互动图、一个 notebook。\n接着在那里运行 git init 和 make test。"
    )
    return 0


def furnish(folder: Path, name: str) -> None:
    """Give the copy a name, pages and the examples."""
    today = datetime.datetime.now(CHINA).date().isoformat()
    for page, template in PAGES.items():
        (folder / page).write_text(filled(template, {"name": name, "today": today}), encoding="utf-8")
    config = folder / "mkdocs.yml"
    lines = {"site_name": name, "site_description": f"{name}：图由代码生成，参数随手可调。"}
    text = config.read_text(encoding="utf-8")
    for key, value in lines.items():
        text = re.sub(rf"^{key}: .*$", lambda _: f"{key}: '{value.replace(chr(39), chr(39) * 2)}'", text, flags=re.M)  # noqa: B023
    config.write_text(text, encoding="utf-8")
    for kind, *words in BEGUN:
        command = module_command("scripts.new", kind, *words)
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise StartError(f"{' '.join(words)} 没有写成：{done.stderr.strip()}")
    publish(folder / f"docs/posts/{EXAMPLE}.md")


def publish(post: Path) -> None:
    """Make a post of the draft: with a summary, a question and a passage of its own, and the playground behind its figure."""
    from scripts.starting import playgrounds, posts

    posts.place(post, playgrounds.paragraph(EXAMPLE))
    text = post.read_text(encoding="utf-8")
    for key, value in (("description", DESCRIPTION), ("question", QUESTION)):
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    text = text.replace("draft: true\n", "").replace("tags: []\n", "tags: [例子]\n")
    text = text.replace("## 小结", f"{filled('house/passage.md', {})}## 小结", 1)
    post.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
