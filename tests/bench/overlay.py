"""How far the live picture differs from the figure at rest that it takes the place of, on the page.

Every figure that a playground takes over is looked at twice, before the playground wakes and after; a pixel differs if
none of its neighbours in the other picture has nearly its colour. What is left are the edges of letters.

Usage: ``python -m tests.bench.overlay [--site folder] [--to folder] [figure …]``; ``--to`` keeps the pictures.
"""

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Locator, ViewportSize, expect, sync_playwright

from plots import bridge, presets
from scripts.assets.python_files import playground_ids
from tests.bench import bench_build, report
from tests.browser.playing import settle
from tests.chromium import find_browser

Scheme = Literal["light", "dark"]

NEAR = 64  # of 255 in each channel: less is the smoothing of an edge
VIEWPORT: ViewportSize = {"width": 1440, "height": 1200}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEAD = ("figure", "of its pixels, differ", "in the dark")
WITHOUT = (
    "header, .md-tabs, .md-top, .chart__tip, .points__tools { visibility: hidden !important }"  # no figure has them
)


class Place(NamedTuple):
    """Where a figure stands that a playground takes over."""

    figure: str
    path: str  # of a page


def section(browser: Browser, site: str, folder: Path) -> str:
    """Return the section of BENCHMARKS.md; ``folder`` holds the site."""
    rows = [
        [place.figure, *(f"{difference(browser, site, place, scheme):.1%}" for scheme in SCHEMES)]
        for place in places(folder)
    ]
    text = (
        "Every figure that a playground takes over, and the live picture in its place: pixels that no neighbour in the "
        f"other picture matches within {NEAR} of 255. Two per cent are the edges of letters."
    )
    return report.section("The live picture over the figure at rest", text, report.table(HEAD, rows))


def places(folder: Path) -> Iterator[Place]:
    """Yield the first place of every figure that a playground takes over."""
    paths = sorted(path for path in folder.glob("p*/*/**/index.html") if path.parent.name != "embed")
    pages = {path: path.read_text("utf-8") for path in paths}
    for id in playground_ids():
        for figure in presets.figures(bridge.find(id)).values():
            found = [path for path, text in pages.items() if f'data-anchor="{figure}"' in text]
            if found:
                yield Place(figure, f"{found[0].parent.relative_to(folder).as_posix()}/")


def difference(browser: Browser, site: str, place: Place, scheme: Scheme, to: Path | None = None) -> float:
    """Return the share of pixels that differ, and leave both pictures and what differs in ``to``."""
    with contextlib.closing(browser.new_page(viewport=VIEWPORT, color_scheme=scheme, reduced_motion="reduce")) as page:
        page.route("**/*.mjs", lambda route: route.abort())  # the figure at rest, first
        page.goto(site + place.path)
        page.add_style_tag(content=WITHOUT)
        figure = page.locator(f'play-ground[data-anchor="{place.figure}"]')
        figure.locator("img").evaluate_all(
            "images => Promise.all(images.map((image) => { image.loading = 'eager'; return image.decode(); }))"
        )
        rest = taken(figure)
        page.unroute("**/*.mjs")
        page.goto(site + place.path)
        page.add_style_tag(content=WITHOUT)
        element = page.locator(f'play-ground[data-anchor="{place.figure}"]')
        element.scroll_into_view_if_needed()
        element.dispatch_event("pointerdown")
        expect(element).to_have_attribute("data-state", "ready", timeout=60_000)
        settle(element)
        page.mouse.move(0, 0)
        live = taken(element)
    height, width = (min(rest.shape[axis], live.shape[axis]) for axis in (0, 1))
    one, other = rest[:height, :width], live[:height, :width]
    differs = unmatched(one, other) | unmatched(other, one)
    if to:
        name = f"{place.figure.replace('/', '-')}.{scheme}"
        shown = np.concatenate([one, other, np.where(differs[..., None], 0, 255).astype(np.uint8).repeat(3, axis=2)])
        Image.fromarray(shown).save(to / f"{name}.png")
    missing = abs(rest.shape[0] - live.shape[0]) * width  # one is higher than the other
    share: float = (differs.sum() + missing) / (max(rest.shape[0], live.shape[0]) * width)
    return share


def taken(element: Locator) -> np.ndarray:
    """Return the pixels of the picture of a playground."""
    shot = element.locator(".figure__picture").first.screenshot(animations="disabled")
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))


def unmatched(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return which pixels of ``one`` have no neighbour in ``other`` of nearly the same colour."""
    height, width = one.shape[:2]
    wide = np.pad(other.astype(int), ((1, 1), (1, 1), (0, 0)), mode="edge")
    best = np.full((height, width), 255)
    for down in range(3):
        for right in range(3):
            off = np.abs(wide[down : down + height, right : right + width] - one).max(axis=2)
            best = np.minimum(best, off)
    apart: np.ndarray = best > NEAR
    return apart


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="把活的图叠在静态图上，量有多少像素不同")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    parser.add_argument("--to", type=Path, help="把两张图和不同之处存到这里")
    parser.add_argument("figures", nargs="*", help="只看这些图；默认全部")
    options = parser.parse_args(arguments)
    if options.to:
        options.to.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        built, site = stack.enter_context(bench_build.served(options.site))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--disable-gpu", "--no-proxy-server"]
        )
        for place in places(built):
            if not options.figures or place.figure in options.figures:
                shares = [difference(browser, site, place, scheme, options.to) for scheme in SCHEMES]
                print(place.figure, place.path, *(f"{share:.2%}" for share in shares), flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
