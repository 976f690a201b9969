"""Bring .venv and node_modules to what the lock files say; do nothing when they already are there.

Runs on any Python 3 with nothing installed, so that a wrong version gets a sentence and not a traceback.

Usage: ``python3 scripts/environment.py build|test|notebook`` (the last two are ``build`` and the tests' tools, or
JupyterLab).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST_PYTHON = (3, 11, 5)
REQUIREMENTS = {"build": "requirements.txt", "test": "requirements-test.txt", "notebook": "requirements-notebook.txt"}


def main(arguments):
    if sys.version_info < OLDEST_PYTHON:
        needed = ".".join(map(str, OLDEST_PYTHON))
        sys.exit(
            f"需要 Python ≥ {needed}，当前是 {sys.version.split()[0]}。用 make PYTHON=python3.12 … 指定另一个解释器。"
        )
    if len(arguments) != 1 or arguments[0] not in REQUIREMENTS:
        sys.exit(f"用法：python3 scripts/environment.py {'|'.join(REQUIREMENTS)}")
    profile = arguments[0]
    if is_current(profile):
        return
    print(f"安装 {profile} 环境到 .venv（锁定版本，校验哈希）……", flush=True)
    install_python_packages(REQUIREMENTS[profile])
    install_node_packages(with_tools=profile == "test" or is_current("test"))
    stamp(profile).write_text(fingerprint(profile), encoding="utf-8")


def is_current(profile):
    """Return whether ``.venv`` was last filled from these lock files; each other environment includes the build one."""
    candidates = list(REQUIREMENTS) if profile == "build" else [profile]
    return any(
        stamp(each).exists() and stamp(each).read_text(encoding="utf-8") == fingerprint(each) for each in candidates
    )


def stamp(profile):
    return VENV / f"installed-{profile}"


def fingerprint(profile):
    digest = hashlib.sha256(sys.version.encode())
    names = ["requirements-bootstrap.txt", REQUIREMENTS[profile], "pyproject.toml", "package-lock.json"]
    for path in [ROOT / name for name in names] + [Path(__file__)]:
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())  # an environment that was moved with its folder does not work
    return digest.hexdigest()


def install_python_packages(requirements):
    if venv_version() != sys.version:
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=True)
    # fontmeta comes as source: its build uses the locked setuptools, so nothing is fetched without a hash.
    pip("install", "--require-hashes", "-r", "requirements-bootstrap.txt")
    pip("install", "--require-hashes", "--no-build-isolation", "-r", requirements)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")


def venv_version():
    """Return ``sys.version`` of the interpreter in ``.venv``, or None where there is no working one."""
    try:
        command = [str(BIN / "python"), "-c", "import sys; print(sys.version, end='')"]
        return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def pip(*arguments):
    run(BIN / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def install_node_packages(*, with_tools):
    """Install what the pages need and, where asked, what looks at the sources; a tool that was there else goes."""
    search = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    without = [] if with_tools else ["--omit=dev"]
    run(shutil.which("npm", path=str(BIN)), "ci", "--silent", *without, env={**os.environ, "PATH": search})


def run(*command, env=None):
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=env)
    if result.returncode != 0:
        sys.exit(f"安装失败：{' '.join(str(part) for part in command)}。检查网络后重新运行同一条命令。")


if __name__ == "__main__":
    main(sys.argv[1:])
