"""Run ``python -m`` in a copy of a process that has imported the libraries: to import them takes longer than most commands.

Nothing of ours is imported before the copy is made, so that it is the code of the folder that runs. What begins otherwise
than a process of its own, with other hashes or another encoding, is not begun here.
"""

import atexit
import gc
import io
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

LIBRARIES = [
    "bs4",
    "markdown",
    "material.plugins.blog.plugin",
    "material.plugins.search.plugin",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "mkdocs.commands.build",
    "nbclient",
    "PIL.ImageDraw",
    "pygments.formatters.html",
    "pymdownx.superfences",
    "sklearn.cluster",
]
HEEDED_LATE = {"SITE_URL", "REPO_URL", "CONTACT_MAIL", "SOURCE_DATE_EPOCH"}  # variables that no import reads
CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()


def run(
    module: str, arguments: list[str], *, cwd: Path, env: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a module in a folder, as `subprocess.run` does that captures what is printed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("stdout", "stderr")]
        process = context.Process(target=become, args=(module, arguments, str(cwd), env, said))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired([module, *arguments], timeout)
        texts = [path.read_text(encoding="utf-8") for path in said]
    return subprocess.CompletedProcess([module, *arguments], process.exitcode, *texts)


def become(module: str, arguments: list[str], cwd: str, env: dict[str, str], said: list[Path]) -> None:
    """Let this process be ``python -m module`` in a folder."""
    gc.freeze()  # what is imported stays: to look through it, again and again, would take longer than to import it
    multiprocessing.set_start_method("fork", force=True)
    for number, (path, name) in enumerate(zip(said, ("stdout", "stderr"), strict=True), start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
        setattr(
            sys, name, io.TextIOWrapper(os.fdopen(number, "wb", 0), "utf-8", "backslashreplace", write_through=True)
        )
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.dont_write_bytecode = True
    root = str(Path(__file__).resolve().parents[1])
    sys.path[:] = [cwd, *(path for path in sys.path if path not in {"", root})]
    sys.argv[1:] = arguments
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()
