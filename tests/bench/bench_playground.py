"""Measure the playground of the schedulers beside a small Streamlit app with the same schedule, in one run and browser.

In milliseconds: from navigation to the first painted curve with nothing cached, of the page itself and of a linked setting;
and from a move of a slider, by mouse or by key, to the painted curve that follows from it. The app is installed into an environment of its own, from the
lock file beside this file. Throttling slows the page down, not the server of the app.

Usage: ``python -m tests.bench.bench_playground [--runs 5] [--moves 100] [--site folder]``
"""

import argparse
import contextlib
import hashlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.chromium import find_browser
from tests.static_server import serving

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REQUIREMENTS = HERE / "requirements.txt"
APP = HERE / "streamlit_app.py"
STEPS = 200
CONTROL = "step_size"
THROTTLES = (1, 4)
TIMEOUT_MS = 60_000
WARM_UP = 5

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
STREAMLIT_LINE = "[data-testid=stVegaLiteChart] .mark-line path"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="测量互动图，与同一曲线的 Streamlit 应用比较")
    parser.add_argument("--runs", type=int, default=5, help="打开页面几次，取中位数")
    parser.add_argument("--moves", type=int, default=100, help="移动滑块几次")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = options.site or built(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "site")
        site = stack.enter_context(serving(folder))
        app = stack.enter_context(running_app())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--disable-gpu", "--no-proxy-server"]
        )
        own = f"{site}playgrounds/lr/"
        linked = f"{own}?scheduler=StepLR&until={STEPS}"
        print(f"{os.cpu_count()} 核，{browser.browser_type.name} {browser.version}，单位毫秒")
        print("| 首条曲线 | CPU 减速 | 中位数 | 最短–最长 |\n| --- | ---: | ---: | ---: |")
        for throttle in THROTTLES:
            for name, address, line in (
                ("互动图", own, PLAYGROUND_LINE),
                ("互动图，链接来的设置", linked, PLAYGROUND_LINE),
                ("Streamlit", app, STREAMLIT_LINE),
            ):
                first = sorted(first_curve(browser, address, line, throttle) for _ in range(options.runs))
                row = f"| {statistics.median(first):.0f} | {first[0]:.0f}–{first[-1]:.0f} |"
                print(f"| {name} | {throttle}× {row}", flush=True)
        print(f"\n| 滑块到曲线，{STEPS} 步 | CPU 减速 | 中位数 | 95% 分位 |\n| --- | ---: | ---: | ---: |")
        for throttle in THROTTLES:
            for name, address, line, move in (
                ("互动图，拖动", linked, PLAYGROUND_LINE, drag),
                ("互动图，按键", linked, PLAYGROUND_LINE, press),
                ("Streamlit，按键", app, STREAMLIT_LINE, press),
            ):
                times = moved(browser, address, line, throttle, move, options.moves)
                p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
                print(f"| {name} | {throttle}× | {statistics.median(times):.1f} | {p95:.1f} |", flush=True)
        browser.close()
    return 0


def built(folder: Path) -> Path:
    """Return the folder of a site that was built now."""
    command = [sys.executable, "-m", "scripts.build_site", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


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
    folder = ROOT / ".cache" / f"bench-{hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]}"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (folder / "installed").exists():
        print("安装对比用的 Streamlit……", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
        (folder / "installed").touch()
    return python


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
    page.wait_for_function("window.firstCurve !== undefined")
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


def moved(
    browser: Browser,
    address: str,
    line: str,
    throttle: int,
    move: Callable[[Page, Locator, int], None],
    moves: int,
) -> list[float]:
    """Move a slider many times and return the sorted times until the curve was painted."""
    times = []
    with opened(browser, address, line, throttle) as page:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        slider = page.get_by_role("slider", name=CONTROL).first
        for number in range(moves + WARM_UP):
            move(page, slider, number)
            page.wait_for_function("window.answered !== undefined")
            times.append(float(page.evaluate("window.answered")))
            page.wait_for_timeout(30)  # a reader's hand is not faster
    return sorted(times[WARM_UP:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
