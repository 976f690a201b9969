"""The playground of K-Means: how long a step takes, and how smoothly a point is dragged.

An update and an assignment of 2,000 points with ten centres, from the interpreter of the page, as the
mean of a whole run; and, while one of 300 points is dragged, the time from frame to frame and from a move of the pointer
to the clusters that follow from it, painted. Throttling slows the page and its Worker down alike.
"""

from playwright.sync_api import Browser, Page

from tests.bench import report
from tests.bench.bench_answers import FRAME_MS, THROTTLES, opened

POINTS, CENTERS = 2000, 10
BUDGET_MS = 100
FRAMES = 60  # of a run

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
  const { main } = document.querySelector("play-ground").playground.stage;
  const { surface } = main.frame;
  surface.setPointerCapture = () => {}; // of a pointer that is none
  const box = main.svg.getBoundingClientRect();
  const { scale } = main.frame;
  const [x, y] = [box.left + scale * main.frame.x(main.places[17][0]), box.top + scale * main.frame.y(main.places[17][1])];
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
  while (asked !== null || !followed.length) await new Promise(requestAnimationFrame); // the last move, too, is followed
  surface.dispatchEvent(new PointerEvent("lostpointercapture"));
  return [between, followed];
}"""


def section(browser: Browser, site: str, runs: int) -> str:
    address = f"{site}playgrounds/kmeans/"
    with opened(browser, address, 1) as page:
        steps = [iteration(page, seed) for seed in range(runs)]
    rows = []
    for throttle in THROTTLES:
        with opened(browser, address, throttle) as page:
            between, followed = page.evaluate(DRAGGED, FRAMES * runs)
        for name, times, target in (
            ("frame to frame", between, FRAME_MS),
            ("a move to the new clusters", followed, None),
        ):
            rows.append([name, f"{throttle}×", *report.middle_and_late(times), report.ratio(times, target)])
    return report.section(
        "The playground of K-Means",
        f"In milliseconds. Targets: {BUDGET_MS} for an iteration, {FRAME_MS:.1f} for a frame.",
        report.table(
            [f"an iteration, {POINTS:,} points, {CENTERS} centres", "median", "95 %", "of the target"],
            [["mean of a whole run", *report.middle_and_late(steps), report.ratio(steps, BUDGET_MS)]],
        ),
        report.table(
            [f"a point dragged, of 300, {FRAMES * runs} frames", "slowed", "median", "95 %", "of the target"], rows
        ),
    )


def iteration(page: Page, seed: int) -> float:
    """Return how long an E step and an M step take, in the mean of a run."""
    settings = [["data", "uniform"], ["n", str(POINTS)], ["k", str(CENTERS)], ["seed", str(seed)]]
    milliseconds, half_steps = page.evaluate(TIMED, [settings[:2], settings])
    return float(2 * milliseconds / half_steps)
