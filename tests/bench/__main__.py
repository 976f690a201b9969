"""Measure the build and the playgrounds, and write BENCHMARKS.md.

Usage: ``python -m tests.bench [--runs 5] [--site folder] [--to file]``
"""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench import bench_build, bench_kmeans, bench_playground, overlay, report
from tests.chromium import find_browser
from tests.static_server import serving


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="测量构建和互动图，写入 BENCHMARKS.md")
    parser.add_argument("--runs", type=int, default=5, help="每项测几次，取中位数")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    parser.add_argument("--to", type=Path, default=report.FILE, help="写到哪个文件")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        sections = [bench_build.section(folder / "project", options.runs)]
        built = options.site or bench_build.built(folder / "site")
        site = stack.enter_context(serving(built))
        playwright = stack.enter_context(sync_playwright())
        quiet = ["--disable-gpu", "--no-proxy-server"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=quiet)
        for bench in (bench_playground, bench_kmeans):
            sections.append(bench.section(browser, site, options.runs))
        sections.append(overlay.section(browser, site, built))
        options.to.write_text(report.page(sections, chromium=browser.version), encoding="utf-8")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
