"""Build the site into site/, which is replaced only when every check of the new one has passed.

Usage: ``python -m scripts.build_site [folder]``; ``SITE_URL`` sets the deployed address, a sub-path included.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from scripts.checks import built_site
from scripts.shared import mkdocs_messages
from scripts.shared.exchange import exchanged, flush, flush_all
from scripts.shared.faults import told_in_a_sentence
from scripts.shared.findings import told
from scripts.shared.locks import BUILD, alone
from scripts.shared.paths import ROOT

SITE = ROOT / "site"


@told_in_a_sentence
def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="构建并检查站点")
    parser.add_argument("folder", nargs="?", type=Path, default=SITE, help="放到哪个文件夹，默认 site")
    folder = parser.parse_args(arguments).folder.resolve()
    with alone(BUILD):
        start = time.monotonic()
        put_back(folder)
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
    if not folder.is_dir():
        return not folder.exists()
    return not any(folder.iterdir()) or (folder / "404.html").exists()


def build(folder: Path) -> bool:
    """Build into ``folder``.new and let it take the place of ``folder`` if nothing is wrong with it; say what is."""
    new, old = drafts_of(folder)
    shutil.rmtree(new, ignore_errors=True)
    if run_mkdocs(new) != 0:
        print(f"构建没有成功，原因见上。{kept(folder)}", file=sys.stderr)
        return False
    if built_site.report(new, site_url=os.environ.get("SITE_URL", "")) != 0:
        print(f"新站点没有通过检查，留在 {new.name}/ 供查看。{kept(folder)}", file=sys.stderr)
        return False
    replace(folder)
    return True


def run_mkdocs(folder: Path) -> int:
    """Let MkDocs build into ``folder`` as its command does, in this process; return its status."""
    from mkdocs.__main__ import cli

    try:
        # Not --quiet: what MkDocs does not say it does not count, and --strict passes.
        cli(["build", "--strict", "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(folder)], "mkdocs")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def drafts_of(folder: Path) -> tuple[Path, Path]:
    """Return where a site is built, and where the one before it is while the two change places."""
    return folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")


def replace(folder: Path) -> None:
    """Let the new site take the place of ``folder``: at once where the system can, else in two steps."""
    new, old = drafts_of(folder)
    flush_all(new)
    if not exchanged(new, folder):
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)  # a stop before it leaves no site: put_back
    flush(folder.parent)  # else the names might be the old ones, and nothing behind them
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


def put_back(folder: Path) -> None:
    """Put an old site back that was on its way out when the build was stopped."""
    _, old = drafts_of(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)


def kept(folder: Path) -> str:
    return f"{folder.name}/ 还是上一次的。" if folder.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
