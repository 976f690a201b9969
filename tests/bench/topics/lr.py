"""The playground of the schedulers beside a small Streamlit app with the same schedule, in one run and browser.

From navigation to the first painted curve with nothing cached, of the page itself and of a linked setting; and from a
move of a slider, by mouse or by key, to the painted curve that follows from it: the goal is a frame, and two for the
slowest. The app is installed into an environment of its own, from a lock file.
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from scripts.shared.paths import ROOT
from tests.bench import bench_answers, report
from tests.bench.bench_answers import FRAME_MS, THROTTLES, TIMEOUT_MS
from tests.bench.installed import python_with

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE.parent / "requirements.txt"
APP = HERE / "streamlit" / "app.py"
STEPS = 200
CONTROL = "step_size"
WARM_UP = 5
MOVES = 20  # of a slider in a run
HEAD = ("slowed", "median", "95 %", "of Streamlit")

# Both pages draw SVG. A new path is on the screen after the next frame.
PAINTED = """
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  });
  const drawn = () => painted((now) => {
    window.firstCurve ??= now;
    if (window.pressed !== undefined) { window.answered = now - window.pressed; window.pressed = undefined; }
  });
  for (const type of ["keydown", "input"]) {
    addEventListener(type, () => { window.answered = undefined; window.pressed ??= performance.now(); }, true);
  }
"""
WATCH = (
    "(() => {"
    + PAINTED
    + """
  const line = "LINE";
  const before = new WeakMap();
  new MutationObserver(() => {
    const found = document.querySelector(line);
    const path = found?.getAttribute("d");
    if (path && before.get(found) !== path) {
      before.set(found, path);
      drawn();
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
})()"""
)
PLAYGROUND_LINE = ".chart__line"
STREAMLIT = "Streamlit"
STREAMLIT_LINE = "[data-testid=stVegaLiteChart] .mark-line path"


def section(browser: Browser, site: str, runs: int) -> str:
    own = f"{site}playgrounds/lr/"
    linked = f"{own}?scheduler=StepLR&until={STEPS}"
    pages = [("playground", own, PLAYGROUND_LINE), ("playground, a linked setting", linked, PLAYGROUND_LINE)]
    sliders = [
        ("playground, dragged", linked, PLAYGROUND_LINE, drag),
        ("playground, by key", linked, PLAYGROUND_LINE, press),
    ]
    with contextlib.ExitStack() as stack:
        try:
            app = stack.enter_context(running_app())
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Streamlit 没有装成或没有启动，不比较：{error}", file=sys.stderr)
            theirs = "Streamlit was not measured: it could not be installed or did not start."
        else:
            pages.append((STREAMLIT, app, STREAMLIT_LINE))
            sliders.append((STREAMLIT, app, STREAMLIT_LINE, press))
            theirs = "Beside it a small Streamlit app with the same schedule; throttling slows the page, not the server of the app."
        first, moved = [], []
        for throttle in THROTTLES:
            first += rows(
                throttle,
                {
                    name: [first_curve(browser, address, line, throttle) for _ in range(runs)]
                    for name, address, line in pages
                },
            )
            answers = {
                name: moves(browser, address, line, throttle, move, MOVES * runs)
                for name, address, line, move in sliders
            }
            in_frames = [report.ratio(times, FRAME_MS) for times in answers.values()]
            moved += [[*row, ratio] for row, ratio in zip(rows(throttle, answers), in_frames, strict=True)]
    return report.section(
        "The playground of the schedulers",
        f"In milliseconds, each page opened {runs} times with nothing cached, each slider moved {MOVES * runs} times. {theirs}",
        report.table(["from the address to the first curve", *HEAD], first),
        report.table([f"from the slider to the curve, {STEPS} steps", *HEAD, "of a frame"], moved),
    )


def rows(throttle: int, times: dict[str, list[float]]) -> list[list[str]]:
    theirs = statistics.median(times[STREAMLIT]) if STREAMLIT in times else None
    return [
        [name, f"{throttle}×", *report.middle_and_late(found), report.ratio(found, theirs)]
        for name, found in times.items()
    ]


@contextlib.contextmanager
def running_app() -> Iterator[str]:
    """Start the app in an environment of its own and give its address."""
    python = environment()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    command = [str(python), "-m", "streamlit", "run", str(APP), f"--server.port={port}", *quiet]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    app = subprocess.Popen(command, cwd=HERE, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(address)
        yield address
    finally:
        app.terminate()
        app.wait()


def environment() -> Path:
    """Return the Python of the app's environment, installed where it is not yet."""
    return python_with(REQUIREMENTS, "Streamlit")


def wait_for(address: str) -> None:
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    for _ in range(300):
        with contextlib.suppress(OSError):
            ask(f"{address}_stcore/health")
            return
        time.sleep(0.1)
    raise TimeoutError("the Streamlit app does not answer")


@contextlib.contextmanager
def opened(browser: Browser, address: str, line: str, throttle: int) -> Iterator[Page]:
    """Open a page with nothing cached and give it when its first curve is painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.add_init_script(WATCH.replace("LINE", line))
    page.goto(address)
    page.wait_for_function("() => window.firstCurve !== undefined")
    yield page
    context.close()


def first_curve(browser: Browser, address: str, line: str, throttle: int) -> float:
    with opened(browser, address, line, throttle) as page:
        return float(page.evaluate("window.firstCurve"))


def press(page: Page, slider: Locator, move: int) -> None:
    if move == 0:
        slider.focus()
    page.keyboard.press("ArrowRight" if move % 40 < 20 else "ArrowLeft")


def drag(page: Page, slider: Locator, move: int) -> None:
    box = slider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * (0.1 + 0.02 * (move % 40)), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    if move == 0:
        page.mouse.down()


def moves(
    browser: Browser,
    address: str,
    line: str,
    throttle: int,
    move: Callable[[Page, Locator, int], None],
    count: int,
) -> list[float]:
    """Move a slider many times and return the times until the curve was painted."""
    times = []
    with opened(browser, address, line, throttle) as page:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(bench_answers.REST_MS)
        slider = page.get_by_role("slider", name=CONTROL).first
        for number in range(count + WARM_UP):
            move(page, slider, number)
            page.wait_for_function("() => window.answered !== undefined")
            times.append(float(page.evaluate("window.answered")))
            page.wait_for_timeout(30)  # a reader's hand is not faster
    return times[WARM_UP:]
