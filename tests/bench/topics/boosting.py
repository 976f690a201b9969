"""The playground of boosting: the first answer for two classes, which takes longest."""

from playwright.sync_api import Browser

from tests.bench import report
from tests.bench.bench_answers import HEAD, TARGET_MS, rows

SETTING = "data=xor"


def section(browser: Browser, site: str, runs: int) -> str:
    address = f"{site}playgrounds/boosting/?{SETTING}"
    return report.section(
        "The playground of boosting",
        f"In milliseconds, for two classes, opened {runs} times. Target: {TARGET_MS}.",
        report.table(HEAD, [*rows(browser, address, "two classes", runs)]),
    )
