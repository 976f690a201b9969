"""The first answer of every playground: from the first change of a parameter to the picture that follows from it, painted.

Each time the page is opened anew and left alone until it waits for the reader: what is imported and computed for the
first time is part of the answer.
"""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from scripts.assets.python_files import playground_ids
from tests.bench import report

THROTTLES = (1, 4)
TIMEOUT_MS = 60_000
REST_MS = 1000  # before the key, so that nothing of what the page did at its start is measured
FRAME_MS = 1000 / 60
TARGET_MS = 100
HEAD = ("from the key to the picture", "slowed", "median", "95 %", "of the target")

AT_REST = """() => {
  const { dataset, playground } = document.querySelector("play-ground");
  return dataset.state === "ready" && playground.isIdle;
}"""
# Resolves when the pictures of an answer are painted, with the time since the key that led to it.
ANSWERED = """async () => {
  const { stage } = document.querySelector("play-ground").playground;
  const pressed = new Promise((resolve) => addEventListener("keydown", () => resolve(performance.now()), { capture: true, once: true }));
  const show = stage.show.bind(stage);
  const painted = new Promise((resolve) => {
    stage.show = async (pictures) => {
      await show(pictures);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
  });
  window.answered = Promise.all([pressed, painted]).then(([from, to]) => to - from);
}"""


def section(browser: Browser, site: str, runs: int) -> str:
    return report.section(
        "The first answer of every playground",
        f"In milliseconds, each page opened {runs} times; its first slider is moved by a key. Target: {TARGET_MS}.",
        report.table(
            HEAD, [row for id in playground_ids() for row in rows(browser, f"{site}playgrounds/{id}/", id, runs)]
        ),
    )


def rows(browser: Browser, address: str, name: str, runs: int) -> Iterator[list[str]]:
    """Yield how long the first answer of a setting takes, slowed and not."""
    for throttle in THROTTLES:
        times = [first_answer(browser, address, throttle) for _ in range(runs)]
        yield [name, f"{throttle}×", *report.middle_and_late(times), report.ratio(times, TARGET_MS)]


def first_answer(browser: Browser, address: str, throttle: int) -> float:
    with opened(browser, address, throttle) as page:
        slider = page.locator("play-ground form input[type=range]").first
        slider.focus()
        page.evaluate(ANSWERED)
        is_lowest = slider.evaluate("slider => slider.value === slider.min")
        page.keyboard.press("ArrowRight" if is_lowest else "ArrowLeft")
        return float(page.evaluate("window.answered"))


@contextlib.contextmanager
def opened(browser: Browser, address: str, throttle: int) -> Iterator[Page]:
    """Open a playground and give it when it waits for the reader."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.goto(address)
    page.wait_for_function(AT_REST)
    page.wait_for_timeout(REST_MS)
    yield page
    context.close()
