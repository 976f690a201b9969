"""A process that has imported what notebooks import, and has kernels as its copies: to import it takes each two seconds.

``python -m scripts.notebooks.zygote`` is that process: a line of JSON asks for a kernel (what `Zygote.copied` is given), and the
number of the kernel's process answers. Where a copy does not work a kernel begins as any other.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from scripts.shared.paths import ROOT

# What may have been imported before a notebook begins: locked, and saying nothing when it is.
LIBRARIES = {"matplotlib", "numpy", "pandas", "scipy", "sklearn", "xgboost"}
OURS = "scripts.notebooks.kernel"
LAUNCHER = "ipykernel_launcher"
OF_ONE_KERNEL = {"IPYTHONDIR", "TMPDIR"}  # variables that lead into its folder, which is gone when it has ended
IS_SAFE = sys.platform == "linux"  # on macOS what numpy computes with may fail in a copy, on Windows there is none


class Copied(LocalProvisioner):
    """Starts a kernel as a copy of the zygote that has imported the ``modules`` of libraries."""

    modules: list[str]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel by Jupyter's command for it."""
        number = None
        if IS_SAFE and LAUNCHER in cmd:
            zygote = zygotes.get(os.getpid()) or zygotes.setdefault(os.getpid(), Zygote(kwargs["env"]))
            modules = [OURS, *(name for name in self.modules if name.partition(".")[0] in LIBRARIES)]
            arguments = cmd[cmd.index(LAUNCHER) :]
            number = zygote.copied(modules=modules, arguments=arguments, folder=kwargs["cwd"], variables=kwargs["env"])
        if number is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = Copy(number)  # type: ignore[assignment] # no Popen, but all that is asked of one
        self.pid = self.pgid = number
        return self.connection_info


class Copy:
    """The process of a kernel, with what `LocalProvisioner` asks of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Zygote:
    """The zygote of a process, begun with the ``variables`` of the first kernel: all have those that imports read."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.notebooks.zygote"],
            cwd=ROOT,
            env={name: value for name, value in variables.items() if name not in OF_ONE_KERNEL},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for who asks
        )
        atexit.register(self.process.communicate)

    def copied(self, **asked: Any) -> int | None:
        """Return the number of a process that becomes a kernel; None where the zygote has ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            print(json.dumps(asked), file=self.process.stdin, flush=True)
            return int(self.process.stdout.readline())
        except (BrokenPipeError, ValueError):
            return None


zygotes: dict[int, Zygote] = {}  # by the process that asks: a copy of it must not ask for answers to another


def main() -> None:
    """Answer until nobody can ask any more."""
    del sys.path[0]  # this folder: a kernel has it from PYTHONPATH
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # whose end no kernel outlives; read when `ipykernel` is imported
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # how a kernel ends, its messages tell
    for line in sys.stdin:
        asked = json.loads(line)
        for module in ["ipykernel.kernelapp", *asked["modules"]]:
            with contextlib.suppress(Exception):  # it comes again in the cell, and is told there
                importlib.import_module(module)
        gc.freeze()
        if (number := os.fork()) == 0:
            answers.close()
            become(asked["arguments"], asked["folder"], asked["variables"])
            return
        print(number, file=answers, flush=True)


def become(arguments: list[str], folder: str, variables: dict[str, str]) -> None:
    """Be what Jupyter's command would start, until it is shut down."""
    from ipykernel.kernelapp import launch_new_instance

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    tempfile.tempdir = None  # to be found anew, by these variables
    sys.argv = arguments
    launch_new_instance()


if __name__ == "__main__":
    main()
