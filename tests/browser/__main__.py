"""Let axe look at every page of a built site, in three widths and both schemes, at rest and when all is open and alive.

Usage: ``python -m tests.browser [FOLDER]``, by default ``site/``. ``make test`` looks at every page in one width, and at each
kind of page in a narrow one; this takes a quarter of an hour.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from scripts.shared.paths import ROOT
from tests.browser.axe import violations_in_both_schemes
from tests.browser.playing import touch
from tests.chromium import find_browser
from tests.static_server import serving

WIDTHS = (320, 768, 1440)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description="让 axe 看每一页，三种宽度，深浅两色")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="默认 site/")
    folder = parser.parse_args(arguments).folder
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    expect.set_options(timeout=60_000)
    with serving(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
        broken = sum(report(page, server + name.removesuffix("index.html"), name) for name in names)
        browser.close()
    print(f"{len(names)} 页，{broken} 处要改。")
    return 1 if broken else 0


def report(page: Page, address: str, name: str) -> int:
    """Print what is broken in a page, and return how much that is."""
    page.goto(address)
    found = everywhere(page)
    page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
    for element in page.locator("play-ground:visible").all():
        touch(element)
    found |= {f"{where}, alive": each for where, each in everywhere(page).items()}
    for where, each in found.items():
        print(f"{name} {where}：{each}", flush=True)
    return sum(map(len, found.values()))


def everywhere(page: Page) -> dict[str, list[str]]:
    """Return the violations by the width in which they are."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if broken := violations_in_both_schemes(page):
            found[f"{width} px"] = broken
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
