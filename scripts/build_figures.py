"""Draw the figures that are stale, and bring up to date what is made beside them: palette, icons, browser parts.

Usage: ``python -m scripts.build_figures [id …]``: without ids all that is stale, with ids just these in any case. With
``--notebooks`` it executes the notebooks that are stale, too; with ``--wait`` it does both for each line that comes in, and
answers with the status: what takes long to import is there.
"""

import argparse
import importlib
import json
import os
import sys
import traceback

from scripts.assets import browser_parts, drawing, icons, palette_css
from scripts.shared.faults import told_in_a_sentence
from scripts.shared.findings import exit_code
from scripts.shared.locks import DRAWING, alone
from scripts.shared.records import remove_unknown

SLOW = ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "PIL.ImageDraw", "sklearn.cluster")
STEPS = ("scripts.build_figures", "scripts.build_notebooks")


@told_in_a_sentence
def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="绘制图：默认只画过期的")
    parser.add_argument("ids", nargs="*", metavar="id", help="只画这些图，无论是否过期，例如 momentum/path")
    parser.add_argument("--notebooks", action="store_true", help="画过期的图，再执行过期的 notebook：构建用它")
    parser.add_argument("--wait", action="store_true", help="每收到一行画一次：预览用它")
    options = parser.parse_args(arguments)
    if options.wait:
        return wait()
    return draw_and_execute() if options.notebooks else exit_code(lambda: build(options.ids))


def build(ids: list[str]) -> None:
    with alone(DRAWING):
        for others in (palette_css, icons, browser_parts):
            others.build()
        drawing.build(ids)
        remove_unknown()


def draw_and_execute() -> int:
    """Draw and execute what is stale, one after the other: each removes the files that nobody has noted."""
    return next(filter(None, (importlib.import_module(each).main([]) for each in STEPS)), 0)


def wait() -> int:
    """Import what takes long; then, for each line that comes in, draw in a copy of this process, and say what came of it."""
    for module in SLOW:
        importlib.import_module(module)
    for _ in sys.stdin:
        read, write = os.pipe()
        if (child := os.fork()) == 0:
            os.dup2(write, sys.stdout.fileno())
            os._exit(anew())
        os.close(write)
        with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
            found = pipe.read()
        print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), found]), flush=True)
    return 0


def anew() -> int:
    """Draw and execute what is stale by our code as it is now."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"plots", "scripts"}]:
        del sys.modules[name]
    try:
        status = draw_and_execute()
    except Exception:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
