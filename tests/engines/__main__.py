"""Do in three engines what readers do on the pages, and write what came of it.

Usage: ``python -m tests.engines [--engine NAME …] [--site FOLDER] [--only WORD]``: without a folder the site is built
first; what is tried only in part takes its place in the record of before.
"""

import argparse
import sys
from pathlib import Path

from tests.engines import record
from tests.engines.actions import Visit
from tests.engines.drivers import ENGINES, EngineError, Window
from tests.engines.record import Tried
from tests.engines.table import Row, rows
from tests.engines.watching import watched


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="在三个引擎里做读者做的事，写入 tests/engines/RESULTS.md")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="只试这个引擎；可以写几次")
    parser.add_argument("--site", type=Path, help="已经构建好的站点；默认重新构建")
    parser.add_argument("--only", default="", help="只做地址或名字里有这个词的")
    given = parser.parse_args(arguments)
    try:
        with watched(given.site) as (site, address):
            table = [row for row in rows(site) if given.only in row.name]
            results = {engine: try_engine(engine, address, table) for engine in given.engine or ENGINES}
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    record.write(results, whole=not given.only)
    return int(any(result.count(record.FAILED) for result in results.values()))


def try_engine(engine: str, address: str, table: list[Row]) -> Tried:
    """Return what came of each row; after one that went wrong the engine starts anew."""
    outcomes: dict[str, str] = {}
    version = ""
    waiting = table[::-1]
    while waiting:
        with ENGINES[engine]() as window:
            version = window.version
            good = True
            while waiting and good:
                row = waiting.pop()
                wrong = went_wrong(window, address, row)
                good = not wrong
                outcomes[row.name] = record.judged(wrong)
                print(f"{engine} {row.name}: {outcomes[row.name]}", flush=True)
    return Tried(version, outcomes)


def went_wrong(window: Window, address: str, row: Row) -> str:
    """Do what a row says; return what went wrong, or nothing."""
    try:
        row.action.do(Visit(window, address, row.path, row.page))
        complaints = window.evaluate("return takeComplaints()")
        return "; ".join(complaints)
    except Exception as error:  # whatever the driver, too, makes of it
        return next(iter(str(error).strip().splitlines()), type(error).__name__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
