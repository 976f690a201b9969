"""Write a folder that can be pushed as a static Hugging Face Space: one page, the playground of the schedulers.

It is the page /playgrounds/lr/ of the site, built by the same code, with relative addresses and only what it needs. Where
``SITE_URL`` is set it links to the article there.

Usage: ``python -m scripts.build_space [folder]`` (default: space).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment
from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from plots.bridge import find
from scripts.assets import maths_font, style_sheets, theme_files, theme_styles
from scripts.assets.python_files import packs, texts
from scripts.markdown.playgrounds import registered_figure
from scripts.shared.manifest import figure_ids, read_manifest
from scripts.shared.paths import GENERATED, ROOT

ID = "lr"
SPACE = ROOT / "space"
PAGE = ROOT / "docs" / "playgrounds" / f"{ID}.md"
README = """---
title: 学习率调整策略
emoji: 📉
colorFrom: blue
colorTo: green
sdk: static
app_file: index.html
pinned: false
license: mit
short_description: 14 种学习率调整策略，在页面里调
---

OneFlow 0.7 与 PyTorch 2 的 14 种学习率调整策略：拖动参数、嵌套组合、四条曲线对比、改写代码、复制成两个框架的程序。
计算在浏览器里完成，没有服务器。这个文件夹由 `make space` 生成，改动写在源仓库里{repository}。
"""
# A Space takes binary files only by Git LFS.
ATTRIBUTES = "".join(f"*.{suffix} filter=lfs diff=lfs merge=lfs -text\n" for suffix in ("wasm", "woff2", "png", "gif"))
NOT_NEEDED = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/javascripts/search",
)
LINK_TO_PAGE = re.compile(r"\[([^\]]+)\]\(\.\./(posts/[\w-]+)\.md\)")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="生成可以推送为 Hugging Face Space 的文件夹")
    parser.add_argument("folder", nargs="?", type=Path, default=SPACE, help="放到哪个文件夹，默认 space")
    folder = parser.parse_args(arguments).folder.resolve()
    if folder.exists() and any(folder.iterdir()) and not is_ours(folder):
        print(f"{folder} 里的东西不是 make space 生成的，为免误删不动它。换一个文件夹，或先清空它。", file=sys.stderr)
        return 1
    drawn = subprocess.run([sys.executable, "-m", "scripts.build_figures"], cwd=ROOT)
    if drawn.returncode != 0:
        return 1
    try:
        build(folder)
    except (Abort, MkDocsException) as error:
        print(f"没有生成：{error}", file=sys.stderr)
        return 1
    print(f"Space 生成好了：{folder}。在那里 git init，推送到 https://huggingface.co/spaces/<用户>/<名称> 即可。")
    return 0


def is_ours(folder: Path) -> bool:
    """Return whether an earlier run of this made ``folder``."""
    readme = folder / "README.md"
    return readme.exists() and "make space" in readme.read_text("utf-8")


def build(folder: Path) -> None:
    """Build the page into ``folder``; what an earlier run left there is replaced, a ``.git`` stays."""
    with TemporaryDirectory() as draft:
        docs, site = Path(draft) / "docs", Path(draft) / "site"
        write_docs(docs)
        build_pages(configuration(docs, site))
        for name in NOT_NEEDED:
            for path in list(site.glob(name)):
                remove(path)
        repository = os.environ.get("REPO_URL", "").rstrip("/")
        (site / "README.md").write_text(README.format(repository=f" {repository} " if repository else ""), "utf-8")
        (site / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.name != ".git":
                remove(old)
        shutil.copytree(site, folder, dirs_exist_ok=True)


def write_docs(docs: Path) -> None:
    """Write the one page, and the assets and the Python that it needs."""
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets", ignore=not_of_this_page)
    (docs / "index.md").write_text(without_links(PAGE.read_text("utf-8"), os.environ.get("SITE_URL", "")), "utf-8")
    python = docs / "assets" / "python"
    python.mkdir()
    for name, paths in packs(ID).items():
        (python / name).write_text(texts(paths), "utf-8")


def not_of_this_page(folder: str, names: list[str]) -> list[str]:
    """Return what of the assets is left out: all figures but that which stands here."""
    topic = Path(folder).name
    topics = {id.partition("/")[0] for id in figure_ids(read_manifest())}
    if Path(folder).parent != GENERATED or topic not in topics:
        return []
    figure = registered_figure(find(ID), "")
    return [name for name in names if f"{topic}/{name.partition('.')[0]}" != figure]


def without_links(markdown: str, site_url: str) -> str:
    """Return the page with its links to others leading to the site, or without them where there is none."""
    return LINK_TO_PAGE.sub(rf"[\1]({site_url.rstrip('/')}/\2/)" if site_url else r"《\1》", markdown)


class Parts(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # MkDocs leaves it untyped
    """What else comes from the site's hooks and the blog plugin, which are not here."""

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        style_sheets.bundle(files, config)
        theme_files.leave_out(files)
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        theme_styles.put_before(site / config.extra_css[0], site)
        maths_font.build(site)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        env.filters["date"] = str  # for posts: there are none
        return env


def configuration(docs: Path, site: Path) -> MkDocsConfig:
    """Return the site's configuration for this one page: no blog, no search, no links to what is not there."""
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(site),
        site_name="学习率调整策略",
        site_url="",
        nav=[{"学习率调整策略": "index.md"}],
        plugins=[],
        hooks=[],
        strict=True,
    )
    features = config.theme["features"]
    config.theme["features"] = [name for name in features if not name.startswith(("navigation", "header"))]
    config.plugins["space"] = Parts()
    config.mdx_configs["scripts.markdown.playgrounds:PlaygroundExtension"] = {"own_page": "index.md"}
    return config


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
