"""Resolve the lock files from pyproject.toml, requirements-bootstrap.in and each package.json; for all systems, with hashes.

Usage: ``python -m scripts.lock [--upgrade]``: without the option a version that is locked stays if it still fits.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.shared.paths import BIN, ROOT

REGISTRY = re.compile(r'"resolved":|--(?:extra-)?index-url|--find-links|@ \w+://')
# For Windows, where PyTorch asks for no libraries of CUDA; PyTorch itself is locked by hand, in torch.txt.
WITHOUT_CUDA = ["--python-version", "3.11", "--python-platform", "windows", "--no-emit-package", "torch"]
EVIDENCE = ROOT / "tests" / "evidence"


def evidence() -> dict[str, list[str]]:
    """Return what the environments of the evidence are locked from: each for its own Python, where that is another."""
    found = {}
    for source in sorted(EVIDENCE.glob("*/requirements.in")):
        name, python = source.parent.name, (source.parent / ".python-version").read_text(encoding="utf-8").split()[0]
        how = ["--python-version", python, "--universal"] if python != "3.11" else []
        if (source.parent / "torch.txt").exists():
            how = WITHOUT_CUDA
        if name == "notebooks":  # which readers take along with the versions of the site
            how = ["--constraint", "requirements.txt"]
        asks = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        if any(asks):
            found[f"tests/evidence/{name}/requirements.txt"] = [f"tests/evidence/{name}/requirements.in", *how]
    return found


LOCKED = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-test.txt": ["pyproject.toml", "--group", "test", "--constraint", "requirements.txt"],
    "requirements-notebook.txt": ["pyproject.toml", "--group", "notebook", "--constraint", "requirements.txt"],
    "requirements-bootstrap.txt": ["requirements-bootstrap.in"],
    **evidence(),
    "tests/bench/requirements.txt": ["tests/bench/requirements.in"],
    "tests/generators/requirements.txt": ["tests/generators/requirements.in", "--constraint", "requirements.txt"],
    "tests/fuzz/guided/requirements.txt": ["tests/fuzz/guided/requirements.in"],
}
LOCKED_BY_NPM = ["package-lock.json", "tests/bench/package-lock.json"]
NPM = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="重新解析锁定文件")
    parser.add_argument("--upgrade", action="store_true", help="把每个包换成符合范围的最新版本")
    upgrade = ["--upgrade"] if parser.parse_args(arguments).upgrade else []
    for locked, sources in LOCKED.items():
        print(f"解析 {locked}……", flush=True)
        if not run([str(BIN / "uv"), "pip", "compile", *sources, *upgrade, *options(locked)]):
            return 1
    command = "update" if upgrade else "install"  # what package.json pins stays in both
    npm = [shutil.which("npm", path=str(BIN)) or "npm", command, *NPM]
    for locked in LOCKED_BY_NPM:
        print(f"解析 {locked}……", flush=True)
        if not run([*npm, "--prefix", str(Path(locked).parent)]):
            return 1
    naming = [name for name in [*LOCKED, *LOCKED_BY_NPM] if names_a_registry(ROOT / name)]
    return 1 if naming else 0


def options(locked: str) -> list[str]:
    given = "--python-version" in LOCKED[locked]
    oldest = [] if given else ["--python-version", "3.11.5", "--universal"]  # for every system and every newer Python
    quiet = ["--no-emit-index-url", "--no-header", "--quiet"]  # names no registry
    return [*oldest, *quiet, "--generate-hashes", "--output-file", locked]


def run(command: list[str]) -> bool:
    search = str(BIN) + os.pathsep + os.environ.get("PATH", "")  # npm looks for its node there
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": search})
    if done.returncode != 0:
        print(
            f"没有成功：{' '.join(command)}。依它的报错修正 pyproject.toml 或 package.json 中的范围。", file=sys.stderr
        )
    return done.returncode == 0


def names_a_registry(path: Path) -> bool:
    """Return whether the lock file says where packages are, and print it; versions and hashes do for any registry."""
    found = REGISTRY.search(path.read_text(encoding="utf-8"))
    if found:
        print(f"{path.name} 写进了包的来源（{found[0]}），锁定文件里只能有版本和哈希。", file=sys.stderr)
    return found is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
