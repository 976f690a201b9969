"""Build the site into site/, which is replaced only when every check of the new one has passed.

Usage: ``python -m scripts.build_site [folder]``; ``SITE_URL`` sets the deployed address, a sub-path included.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from scripts.checks import built_site
from scripts.shared import mkdocs_messages
from scripts.shared.findings import told
from scripts.shared.paths import ROOT

SITE = ROOT / "site"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="构建并检查站点")
    parser.add_argument("folder", nargs="?", type=Path, default=SITE, help="放到哪个文件夹，默认 site")
    folder = parser.parse_args(arguments).folder.resolve()
    start = time.monotonic()
    if not is_ours(folder):
        print(f"{folder} 里的东西不像是建好的站点，为免误删不动它。换一个文件夹，或先清空它。", file=sys.stderr)
        return 1
    _, wrong = mkdocs_messages.load()
    if wrong:
        print(f"{told(wrong)}\n{kept(folder)}".strip(), file=sys.stderr)
        return 1
    if not build(folder):
        return 1
    print(f"站点建好了：{folder}，用时 {time.monotonic() - start:.1f} 秒。")
    if not os.environ.get("SITE_URL"):
        print("没有设置 SITE_URL，只供查看：没有订阅源、网站地图和规范地址。要部署时设置它。")
    return 0


def is_ours(folder: Path) -> bool:
    """Return whether ``folder`` may be replaced: it is not there, empty, or an earlier site."""
    return not folder.exists() or not any(folder.iterdir()) or (folder / "404.html").exists()


def build(folder: Path) -> bool:
    """Build into ``folder``.new and let it take the place of ``folder`` if nothing is wrong with it; say what is."""
    new = folder.with_name(f"{folder.name}.new")
    old = folder.with_name(f"{folder.name}.old")
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    # Not --quiet: what MkDocs does not say it does not count, and --strict passes.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}).returncode != 0:
        print(f"构建没有成功，原因见上。{kept(folder)}", file=sys.stderr)
        return False
    if built_site.report(new, site_url=os.environ.get("SITE_URL", "")) != 0:
        print(f"新站点没有通过检查，留在 {new.name}/ 供查看。{kept(folder)}", file=sys.stderr)
        return False
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return True


def kept(folder: Path) -> str:
    return f"{folder.name}/ 还是上一次的。" if folder.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
