"""What is the machine's fault, not the author's nor the code's, in a sentence: a full disk, a folder that may not be written."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.shared.sources import shown

REASONS = {
    errno.ENOSPC: "磁盘满了。腾出空间后再运行一次",
    errno.EDQUOT: "磁盘的配额用完了。腾出空间后再运行一次",
    errno.EFBIG: "文件比系统允许的大（ulimit -f）。放宽限制后再运行一次",
    errno.EROFS: "这里是只读的。把仓库放到可以写的地方",
    errno.EACCES: "没有权限。改正它或它所在文件夹的属主和权限",
    errno.EPERM: "没有权限。改正它或它所在文件夹的属主和权限",
    errno.EMFILE: "打开的文件太多（ulimit -n）。放宽限制后再运行一次",
    errno.ENAMETOOLONG: "文件名太长。换一个短些的名字，或把仓库放到更浅的文件夹",
    errno.EIO: "磁盘读写出错。检查磁盘",
    errno.ENOMEM: "内存不够。关掉别的程序后再运行一次",
}


class FaultError(Exception):
    """A fault of the machine; the message is a sentence."""


def sentence_of(error: OSError) -> str | None:
    """Return what a fault of the machine is and what cures it; None where the error is of another kind."""
    reason = REASONS.get(error.errno or 0)
    where = f"{shown(Path(str(error.filename)))}：" if error.filename else ""
    return f"{where}{reason}。" if reason else None


def fault_of(error: BaseException) -> str | None:
    """Return a sentence where an error is the machine's fault."""
    if isinstance(error, FaultError):
        return str(error)
    return sentence_of(error) if isinstance(error, OSError) else None


def fault_of_encoding() -> str | None:
    """Return a sentence where file names cannot be Chinese, having changed what it is said on so that it can be."""
    try:
        os.fsencode("图")
    except UnicodeEncodeError as error:
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return f"这里的文件名编码是 {error.encoding}，写不出中文的地址。设置环境变量 PYTHONUTF8=1 后再运行一次。"
    return None


def told_in_a_sentence(main: Callable[[list[str]], int]) -> Callable[[list[str]], int]:
    """Let a command say what is the machine's fault without a traceback, and end with 1."""

    @functools.wraps(main)
    def run(arguments: list[str]) -> int:
        if fault := fault_of_encoding():
            print(fault, file=sys.stderr)
            return 1
        try:
            return main(arguments)
        except (FaultError, OSError) as error:
            sentence = fault_of(error)
            if sentence is None:
                raise
            print(sentence, file=sys.stderr)
        return 1

    return run
