"""Measure the build, the playgrounds and the pages, and write BENCHMARKS.md.

Usage: ``python -m tests.bench [--runs 5] [--site folder] [--to file]``
"""

import argparse
import contextlib
import importlib
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench import (
    bench_answers,
    bench_build,
    bench_pages,
    bench_posts,
    bench_saves,
    overlay,
    report,
)
from tests.chromium import find_browser

TOPICS = sorted(path.stem for path in (Path(__file__).parent / "topics").glob("*.py"))  # what is measured of one topic


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="测量构建、互动图和页面，写入 BENCHMARKS.md")
    parser.add_argument("--runs", type=int, default=5, help="每项测几次，取中位数")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    parser.add_argument("--to", type=Path, default=report.FILE, help="写到哪个文件")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        sections = [bench_build.section(folder / "project", options.runs), bench_posts.section()]
        sections.append(bench_saves.section(folder / "saves", options.runs))
        built, site = stack.enter_context(bench_build.served(options.site))
        playwright = stack.enter_context(sync_playwright())
        quiet = ["--disable-gpu", "--no-proxy-server"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=quiet)
        for bench in (
            bench_answers,
            *(importlib.import_module(f"tests.bench.topics.{each}") for each in TOPICS),
        ):
            sections.append(bench.section(browser, site, options.runs))
        sections.append(overlay.section(browser, site, built))
        sections.append(bench_pages.section(site, bench_pages.pages_of(built), options.runs))
        options.to.write_text(report.page(sections, chromium=browser.version), encoding="utf-8")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
