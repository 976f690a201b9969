"""The house without its articles: which files are an article's own, and a copy of all others.

What an article owns follows from the layout: what is written in docs/, what stands in a folder of its topic below a room
of ``plots``, records of other people's code, tests that are named after a topic; and every module that imports one of these.
"""

import ast
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.shared.imports import imported_modules
from scripts.shared.paths import ROOT
from scripts.starting.templates import StartError

ROOMS = ("models", "pictures", "figures", "playgrounds")
OWN = [
    re.compile(pattern)
    for pattern in (
        r"docs/(posts|notebooks)/.+",
        r"docs/playgrounds/(?!index\.md).+",
        r"docs/assets/stylesheets/playgrounds/.+",
        rf"(plots|tests)/({'|'.join(ROOMS)})/[^/]+/.+",
        r"plots/(values|data|vectorised)/(?!__init__\.py).+",
        r"plots/stand_ins/(?!__init__\.py).+",
        r"tests/(replays|oracles|data|vectorised)/.+",
        r"tests/evidence/([^/]+/.+|.+\.json)",
        r"\.github/figures/.+",
        r"(CHANGELOG|BENCHMARKS)\.md|README(\.zh-CN)?\.md",
        r"tests/(published|bench/pages_before|engines/results)\.json|tests/engines/RESULTS\.md",
    )
]
ENGINE = ("scripts/", "overrides/")  # knows no article: what imports one there is a mistake
OF_ARTICLES = "\npytestmark = pytest.mark.articles\n"  # stands in a file whose tests need this blog's articles
WORD = re.compile(r"[a-z0-9]+")


def files() -> list[str]:
    """Return the files that are under version control, or would be where git is told of this folder for the first time."""
    listing = ["ls-files", "-z", "--others", "--exclude-standard"]
    done = git(*listing, "--cached")
    if done.returncode != 0:
        with tempfile.TemporaryDirectory() as folder:
            git("init", "--quiet", "--bare", folder)
            done = git("--git-dir", folder, "--work-tree", ".", *listing)
    return sorted(name for name in set(done.stdout.split("\0")) if name and (ROOT / name).is_file())


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")


def without_articles(names: list[str]) -> list[str]:
    """Return the names of the files that no article owns."""
    topics = topics_of(names)
    own = {name for name in names if is_own(name, topics)}
    sources = {name: set(imports_of(name)) for name in names if name.endswith(".py")}
    while True:
        modules = {module_of(name) for name in own if name.endswith(".py")}
        more = {name for name, imported in sources.items() if name not in own and imported & modules}
        if not more:
            return [name for name in names if name not in own]
        if engine := sorted(name for name in more if name.startswith(ENGINE)):
            raise StartError(f"{engine[0]} 用到了某篇文章自己的模块。工具不认得文章：把要用的移到文章之外。")
        own |= more


def topics_of(names: list[str]) -> set[tuple[str, ...]]:
    """Return the topics, each as its words: the folders and the values of plots, and the notebooks' folders."""
    home = re.compile(
        rf"plots/(?:{'|'.join(ROOMS)})/([^/]+)/|plots/(?:values|vectorised)/(?!__)(\w+)\.py|docs/notebooks/([^/]+)/"
    )
    return {tuple(WORD.findall("".join(found.groups("")))) for found in map(home.match, names) if found}


def is_own(name: str, topics: set[tuple[str, ...]]) -> bool:
    """Return whether a file is in an article's folder, or is a program of the tests that says so by its name or a mark."""
    if any(pattern.fullmatch(name) for pattern in OWN):
        return True
    if not name.startswith("tests/") or not name.endswith(".py"):
        return False
    if OF_ARTICLES in (ROOT / name).read_text(encoding="utf-8"):
        return True
    words = tuple(WORD.findall(Path(name).stem))
    return any(words[at : at + len(topic)] == topic for topic in topics for at in range(len(words)))


def imports_of(name: str) -> Iterator[str]:
    package = str(Path(name).parent).replace("/", ".")
    return imported_modules(ast.walk(ast.parse((ROOT / name).read_bytes())), package)


def module_of(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def refuse(folder: Path) -> None:
    """Refuse a folder that is not for a house of its own.

    Raises:
        StartError: If the folder is inside this one, or holds something.
    """
    if folder.resolve().is_relative_to(ROOT):
        raise StartError(f"{folder} 在这个仓库里面。换一个外面的文件夹，例如 DIR=../my-blog")
    if folder.exists() and any(folder.iterdir()):
        raise StartError(f"{folder} 里已经有东西。换一个空的或还没有的文件夹。")


def copy(names: list[str], folder: Path) -> None:
    """Copy files to a new folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
