"""Do here what .github/workflows/pages.yml does between checkout and upload, and say what would fail.

Usage: ``python -m scripts.deploy_check``; ``SITE_URL`` and ``REPO_URL`` are where the site and the repository will be. The
steps are read from the workflow and run in a scratch clone of what is committed, whose origin is scratch, too.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.shared.paths import ROOT

WORKFLOW = Path(".github") / "workflows" / "pages.yml"
UPLOAD = "actions/upload-pages-artifact"
SITE_URL, REPO_URL = "https://example.github.io/blog/", "https://github.com/example/blog"
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
MOST_BYTES = (
    10**9
)  # of a published site: https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits
LARGEST_FILE = 100 * 2**20  # that GitHub takes on a branch
INSTALLED = (".venv", "node_modules")  # what make would install, which the clone borrows
NEEDED = ("index.html", "404.html")


class DeployError(Exception):
    """What would fail; the message says it in a sentence."""


def main() -> int:
    addresses = (os.environ.get("SITE_URL") or SITE_URL, os.environ.get("REPO_URL") or REPO_URL)
    try:
        for line in report(ROOT, *addresses):
            print(line, flush=True)
    except DeployError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def report(root: Path, site_url: str, repo_url: str) -> Iterator[str]:
    """Yield what is done and found.

    Raises:
        DeployError: If a step fails, or the site cannot be published.
    """
    steps, artifact = read_workflow(root / WORKFLOW)
    if git(root, "status", "--porcelain"):
        yield "有没有提交的改动，它们不在内：检查的是最后一次提交。"
    with tempfile.TemporaryDirectory() as folder:
        origin, clone = Path(folder, "origin.git"), Path(folder, "clone")
        git(root, "clone", "--quiet", "--bare", str(root), str(origin))
        git(root, "clone", "--quiet", str(origin), str(clone))
        lend(root, clone)
        known = {
            "steps.pages.outputs.base_url": site_url.rstrip("/"),
            "github.server_url": "/".join(repo_url.split("/")[:3]),
            "github.repository": "/".join(repo_url.rstrip("/").split("/")[3:]),
            "github.sha": git(clone, "rev-parse", "HEAD"),
        }
        for step in steps:
            yield f"运行 {step.get('name') or first_line(step['run'])}……"
            run(step, clone, known)
        yield said_of(clone / artifact)
        yield said_of_branches(origin)


def read_workflow(path: Path) -> tuple[list[dict[str, Any]], str]:
    """Return the steps that run something before the artifact is uploaded, and the folder that becomes the artifact."""
    if not path.exists():
        raise DeployError(f"没有 {WORKFLOW.as_posix()}，没有什么会部署。从版本历史里取回它。")
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    for job in jobs:
        uses = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
        if UPLOAD in uses:
            at = uses.index(UPLOAD)
            return [step for step in job["steps"][:at] if "run" in step], job["steps"][at]["with"]["path"]
    raise DeployError(f"{WORKFLOW.as_posix()} 里没有一步用 {UPLOAD}，没有什么会部署。补上它。")


def lend(root: Path, clone: Path) -> None:
    """Let the clone find what is installed here; its make installs nothing."""
    for name in INSTALLED:
        if (root / name).exists():
            (clone / name).symlink_to((root / name).resolve(), target_is_directory=True)
            with (clone / ".git" / "info" / "exclude").open("a", encoding="utf-8") as excluded:
                excluded.write(f"/{name}\n")


def run(step: dict[str, Any], clone: Path, known: dict[str, str]) -> None:
    given = {name: filled(str(value), known) for name, value in step.get("env", {}).items()}
    outside = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "REPO_URL"}}
    variables = {**outside, "PYTHON": "true", "GITHUB_SHA": known["github.sha"], **given}  # true installs nothing
    command = ["bash", "-eo", "pipefail", "-c", filled(step["run"], known)]
    done = subprocess.run(
        command, cwd=clone, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    if done.returncode != 0:
        name = step.get("name") or first_line(step["run"])
        raise DeployError(f"{done.stdout.rstrip()}\n工作流的“{name}”这一步会失败，原因见上。")


def filled(text: str, known: dict[str, str]) -> str:
    """Return a text of the workflow with the values of its expressions."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise DeployError(
                f"不知道 {found[0]} 在 GitHub 上是什么。在 scripts/deploy_check.py 里写上它，或在工作流里换掉它。"
            )
        return known[found[1]]

    return EXPRESSION.sub(value, text)


def said_of(site: Path) -> str:
    """Return what the artifact is, compared with what Pages takes."""
    if lacking := [name for name in NEEDED if not (site / name).is_file()]:
        raise DeployError(f"要上传的 {site.name}/ 里没有 {lacking[0]}。看工作流的哪一步应当写出它。")
    paths = sorted(site.rglob("*"))
    if links := [path for path in paths if path.is_symlink()]:
        raise DeployError(f"{links[0].relative_to(site)} 是符号链接，GitHub Pages 不收。换成文件。")
    sizes = [path.stat().st_size for path in paths if path.is_file()]
    if sum(sizes) > MOST_BYTES:
        raise DeployError(f"站点有 {megabytes(sum(sizes))}，超过 GitHub Pages 的 1000 MB。看看哪些文件太大。")
    return f"要上传的 {site.name}/：{len(sizes)} 个文件，共 {megabytes(sum(sizes))}（上限 1000 MB），最大的 {megabytes(max(sizes))}。"


def said_of_branches(origin: Path) -> str:
    """Return which branches the steps have pushed, and how many files are on them."""
    default = git(origin, "symbolic-ref", "--short", "HEAD")
    said = []
    for branch in git(origin, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines():
        if git(origin, "rev-list", "--max-parents=0", branch) == git(origin, "rev-parse", branch) and branch != default:
            listing = git(origin, "ls-tree", "-r", "--long", branch).splitlines()
            if large := [line for line in listing if int(line.split()[3]) > LARGEST_FILE]:
                raise DeployError(f"分支 {branch} 上的 {large[0].split(maxsplit=4)[4]} 超过 GitHub 的 100 MB。")
            said.append(f"分支 {branch}：{len(listing)} 个文件。")
    return "".join(["可以部署。", *said])


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise DeployError(f"git {arguments[0]} 没有成功：{done.stderr.strip()}")
    return done.stdout.strip()


def first_line(text: str) -> str:
    return text.strip().splitlines()[0]


def megabytes(size: int) -> str:
    return f"{size / 10**6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
