"""Measure the playground of K-Means: how long a step takes, and how smoothly a point is dragged.

In milliseconds: an update and an assignment of 2,000 points with ten centres, from the interpreter of the page, as the
mean of a whole run; and, while one of 300 points is dragged, the time from frame to frame and from a move of the pointer
to the clusters that follow from it, painted. Throttling slows the page and its Worker down alike.

Usage: ``python -m tests.bench.bench_kmeans [--runs 5] [--frames 300] [--site folder]``
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.bench_playground import THROTTLES, TIMEOUT_MS, built
from tests.chromium import find_browser
from tests.static_server import serving

POINTS, CENTERS = 2000, 10
BUDGET_MS, FRAME_MS = 100, 1000 / 60

# Ask for a run slice by slice, as the page does; what is at hand already is not counted.
TIMED = """async ([data, settings]) => {
  const { connection } = document.querySelector("play-ground").playground;
  await connection.ask({ do: "show", settings: [data], edits: [] });
  const moments = async () => (await connection.ask({ do: "picture", settings: [settings], name: "points" }));
  let picture = await connection.ask({ do: "show", settings: [settings], edits: [] });
  const first = picture.pictures[0].moments.length;
  const start = performance.now();
  do { picture = await moments(); } while ("progress" in picture);
  return [performance.now() - start, picture.moments.length - first];
}"""
# Move the pointer with every frame, over a curve that crosses the clusters.
DRAGGED = """async (frames) => {
  const { main } = document.querySelector("play-ground").playground;
  const { surface } = main.frame;
  surface.setPointerCapture = () => {}; // of a pointer that is none
  const box = main.svg.getBoundingClientRect();
  const [x, y] = [box.left + main.frame.x(main.places[17][0]), box.top + main.frame.y(main.places[17][1])];
  const tell = (type, left, top) =>
    surface.dispatchEvent(new PointerEvent(type, { clientX: left, clientY: top, pointerType: "mouse", button: 0, buttons: 1 }));
  const [between, followed] = [[], []];
  const draw = main.draw.bind(main);
  let asked = null;
  main.draw = (picture, options) => {
    draw(picture, options);
    if (asked !== null) {
      const since = asked;
      asked = null;
      requestAnimationFrame(() => setTimeout(() => followed.push(performance.now() - since)));
    }
  };
  tell("pointerdown", x, y);
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame++) {
    tell("pointermove", x + 150 * Math.sin(frame / 40), y - 100 * Math.sin(frame / 25));
    asked ??= performance.now();
    const now = await new Promise(requestAnimationFrame);
    between.push(now - last);
    last = now;
  }
  surface.dispatchEvent(new PointerEvent("lostpointercapture"));
  return [between, followed];
}"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="测量 K-Means 互动图：一步多久，拖点多顺")
    parser.add_argument("--runs", type=int, default=5, help="跑几次，取中位数")
    parser.add_argument("--frames", type=int, default=300, help="拖多少帧")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = options.site or built(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "site")
        site = stack.enter_context(serving(folder))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--disable-gpu", "--no-proxy-server"]
        )
        print(f"{os.cpu_count()} 核，{browser.browser_type.name} {browser.version}，单位毫秒")
        print(f"| 一轮（E 步加 M 步），{POINTS} 点，k = {CENTERS} | 中位数 | 最短–最长 |\n| --- | ---: | ---: |")
        with opened(browser, site, 1) as page:
            times = sorted(iteration(page, seed) for seed in range(options.runs))
            print(f"| 目标 {BUDGET_MS} | {statistics.median(times):.0f} | {times[0]:.0f}–{times[-1]:.0f} |", flush=True)
        print("\n| 拖动一个点，300 点 | CPU 减速 | 中位数 | 95% 分位 |\n| --- | ---: | ---: | ---: |")
        for throttle in THROTTLES:
            with opened(browser, site, throttle) as page:
                between, followed = page.evaluate(DRAGGED, options.frames)
                for name, found in ((f"两帧之间（目标 {FRAME_MS:.1f}）", between), ("移动到新的簇", followed)):
                    print(f"| {name} | {throttle}× | {statistics.median(found):.1f} | {late(found):.1f} |", flush=True)
        browser.close()
    return 0


def late(times: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def iteration(page: Page, seed: int) -> float:
    """Return how long an E step and an M step take, in the mean of a run."""
    settings = [["data", "uniform"], ["n", str(POINTS)], ["k", str(CENTERS)], ["seed", str(seed)]]
    milliseconds, half_steps = page.evaluate(TIMED, [settings[:2], settings])
    return float(2 * milliseconds / half_steps)


@contextlib.contextmanager
def opened(browser: Browser, site: str, throttle: int) -> Iterator[Page]:
    """Open the playground and give it when it waits for the reader."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.goto(f"{site}playgrounds/kmeans/")
    page.wait_for_function("document.querySelector('play-ground').dataset.state === 'ready'")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    yield page
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
