"""Machines that are not as one's own: where a build comes off there all the same, or says in a sentence why it does not."""

import os
import shutil
from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.projects import HostileProject

FUTURE = 4102444800  # 2100


class Surrounding(NamedTuple):
    """How a build is started there, and what it says; nothing where it comes off as everywhere."""

    name: str
    start: list[str]
    said: str = ""
    variables: dict[str, str] = {}  # noqa: RUF012 (of a tuple that never changes)
    prepare: Callable[[HostileProject], None] = lambda project: None


def shell(script: str) -> list[str]:
    """Return how a program is started after a few words of shell, in the folder of the project."""
    return ["sh", "-c", f'{script} && exec "$@"', "sh"]


def mounted(script: str) -> list[str]:
    return ["unshare", "--mount", *shell(script)]


def jump_to_the_future(project: HostileProject) -> None:
    for path in project.root.rglob("*"):
        if path.is_file():
            os.utime(path, (FUTURE, FUTURE))


def lose_the_cache(project: HostileProject) -> None:
    shutil.rmtree(project.cache)
    shutil.rmtree(project.generated)


SURROUNDINGS = [
    # Kernels of notebooks are asked over the loopback, which every machine has.
    Surrounding("没有网络", ["unshare", "--net", *shell("ip link set lo up")], prepare=lose_the_cache),
    Surrounding("只有一个核", ["taskset", "--cpu-list", "0"], prepare=lose_the_cache),
    Surrounding("umask 077", shell("umask 077")),
    Surrounding("没有 HOME", ["env", "--unset=HOME"]),
    Surrounding("LANG=C", [], variables={"LANG": "C", "LC_ALL": "C"}),
    Surrounding("PYTHONHASHSEED=7", [], variables={"PYTHONHASHSEED": "7"}, prepare=lose_the_cache),
    Surrounding("所有文件来自 2100 年", [], prepare=jump_to_the_future),
    Surrounding(
        "ASCII 的区域设置",
        ["env", "LC_ALL=C", "PYTHONCOERCECLOCALE=0", "PYTHONUTF8=0"],
        said="设置环境变量 PYTHONUTF8=1",
    ),
    Surrounding("只读的仓库", mounted("mount --bind . . && mount -o remount,bind,ro . && cd ."), said="这里是只读的"),
    Surrounding(
        "站点所在的磁盘满了",
        mounted("mkdir -p site.new && mount -t tmpfs -o size=200k tmpfs site.new"),
        said="磁盘满了",
    ),
    Surrounding(
        "画图所在的磁盘满了",
        mounted("mkdir -p docs/assets/generated && mount -t tmpfs -o size=20k tmpfs docs/assets/generated"),
        said="磁盘满了",
        prepare=lose_the_cache,
    ),
    Surrounding("文件大小有限制", shell("ulimit -f 8"), said="ulimit -f", prepare=lose_the_cache),
    Surrounding("能打开的文件很少", shell("ulimit -n 16"), said="打开的文件", prepare=lose_the_cache),
]
