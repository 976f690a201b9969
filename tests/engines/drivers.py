"""A window of each engine, driven by its own protocol behind one small interface, so that the actions are written once.

Chromium and Firefox are driven by Playwright, Firefox as it is in Debian by WebDriver BiDi; WebKitGTK by WebDriver. What an
engine does is small: go, evaluate, point, click, press, type, show. All else is made of it, the same for all.
"""

import base64
import contextlib
import http.client
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from PIL import Image
from playwright.sync_api import BrowserType, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.chromium import NoBrowserError, find_browser

HERE = Path(__file__).resolve().parent
SIZE = (1280, 800)
PATIENCE_S = 30.0  # for a machine that does much at a time; nothing waits longer than it has to
POLL_S = 0.05
UNFINISHED = {".crdownload", ".part", ".wkdownload"}  # what a file that is still coming ends with
# The middle of the first element that is seen and not covered, once it is in the middle of the window.
FIND = """
  const found = [...document.querySelectorAll(place)].find((each) => each.checkVisibility() && each.getClientRects().length);
  if (!found) return null;
  found.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  await new Promise(requestAnimationFrame);
  const [box] = found.getClientRects();
  if (!box) return null; // something has come in its place
  const { left, top, width, height } = box;
  const [x, y] = [left + width / 2, top + height / 2];
  const seen = document.elementFromPoint(x, y);
  return seen && (found.contains(seen) || seen.closest("label")?.control === found) ? [x, y, width, height] : null;
"""
# WebKitGTK's driver gives a picture of the window when that is next painted, which may be never: a pixel changes meanwhile.
REPAINTED = """
  const pixel = document.body.appendChild(document.createElement("i"));
  Object.assign(pixel.style, { position: "fixed", inset: "0 auto auto 0", width: "1px", height: "1px" });
  pixel.animate({ backgroundColor: ["black", "white"] }, 5000).finished.then(() => pixel.remove());
"""


class EngineError(Exception):
    """An engine is not on this machine, or does not start; the message is a sentence."""


class Window(ABC):
    """A window of a browser.

    A ``place`` is a CSS selector: the first element that can be seen. A ``body`` is that of a function in JavaScript, which
    may wait; its arguments have the names that they are given by.
    """

    version: str
    downloads: Path
    """The folder into which the browser puts what is downloaded."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Open a page, and return when it has loaded."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page a size."""

    @abstractmethod
    def evaluate(self, body: str, **arguments: object) -> Any:
        """Return what a function gives in the page."""

    @abstractmethod
    def point(self, x: float, y: float) -> None:
        """Move the pointer."""

    @abstractmethod
    def press_pointer(self) -> None:
        """Press the pointer's first button where it is, and let it go."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press a key, or several at a time: ``Control+a``; their names are those that pages know."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type letters by their keys."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return what the window shows, as PNG."""

    def wait(self, body: str, what: str, *, patience_s: float = PATIENCE_S, **arguments: object) -> Any:
        """Return what a function gives as soon as that is something; the check fails where it never does."""
        end = time.monotonic() + patience_s
        while not (found := self.evaluate(body, **arguments)):
            assert time.monotonic() < end, f"never came: {what}"
            time.sleep(POLL_S)
        return found

    def find(self, place: str) -> list[float]:
        """Return middle and size of an element, as soon as it stands still in sight."""
        before: list[float] = []
        while before != (now := self.wait(FIND, place, place=place)):
            before = now
        return before

    def hover(self, place: str) -> None:
        """Move the pointer onto an element; what comes late may push it away once more."""
        before: list[float] = []
        while before != (now := self.find(place)):
            self.point(*now[:2])
            before = now

    def click(self, place: str) -> None:
        self.hover(place)
        self.press_pointer()

    def text(self, place: str) -> str:
        """Return the text of an element, once it is there."""
        said: str = self.wait(
            "const found = document.querySelector(place); return found && [found.textContent]", place, place=place
        )[0]
        return said

    def given(self, act: Callable[[], None], *, patience_s: float = PATIENCE_S) -> bytes:
        """Return the file that an action lets the reader download."""
        for file in self.downloads.iterdir():
            file.unlink()
        act()
        end = time.monotonic() + patience_s
        before = b""
        while not before or before != self.downloaded():
            assert time.monotonic() < end, "never came: the file"
            before = self.downloaded()
            time.sleep(POLL_S)
        return before

    def downloaded(self) -> bytes:
        """Return what has come of a file so far."""
        files = [file for file in self.downloads.iterdir() if file.suffix not in UNFINISHED]
        return files[0].read_bytes() if files else b""

    def picture(self, place: str) -> Image.Image:
        """Return how an element looks, as far as the window shows it."""
        x, y, width, height = self.find(place)
        shot = Image.open(io.BytesIO(self.screenshot())).convert("RGB")
        sides = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        left, top, right, bottom = map(round, sides)
        return shot.crop((max(left, 0), max(top, 0), min(right, shot.width), min(bottom, shot.height)))


class PlaywrightWindow(Window):
    """A window that Playwright drives."""

    def __init__(self, page: Page, version: str, downloads: Path) -> None:
        self.page = page
        self.version = version
        self.downloads = downloads
        self.resize(*SIZE)

    def go(self, address: str) -> None:
        self.page.goto(address)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def evaluate(self, body: str, **arguments: object) -> Any:
        function = f"async ({{ {', '.join(arguments)} }}) => {{ {body} }}"
        try:
            return self.page.evaluate(function, arguments)
        except PlaywrightError as error:
            if "context was destroyed" not in str(error):
                raise
            self.page.wait_for_load_state()  # the page has gone to another, which is asked instead
            return self.page.evaluate(function, arguments)

    def point(self, x: float, y: float) -> None:
        self.page.mouse.move(x, y)

    def press_pointer(self) -> None:
        self.page.mouse.down()
        self.page.mouse.up()

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def screenshot(self) -> bytes:
        return self.page.screenshot()


class WebDriverWindow(Window):
    """A window that a driver of the classic WebDriver protocol drives."""

    KEYS: ClassVar = {  # what the protocol calls them
        "Backspace": "\ue003",
        "Enter": "\ue007",
        "Control": "\ue009",
        "Escape": "\ue00c",
        "ArrowLeft": "\ue012",
        "ArrowRight": "\ue014",
    }

    def __init__(self, port: int, capabilities: dict[str, object], downloads: Path) -> None:
        self.port = port
        self.session = ""
        self.downloads = downloads
        self.at = (0, 0)
        session = self.send("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.session = f"/session/{session['sessionId']}"
        self.version = session["capabilities"]["browserVersion"]
        self.resize(*SIZE)

    def send(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body) if method == "POST" else None
        with contextlib.closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE_S)
        ) as connection:
            connection.request(method, self.session + path, data, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.load(answer)["value"]
        if answer.status >= 400:
            raise AssertionError(value["message"])
        return value

    def close(self) -> None:
        self.send("DELETE", "")

    def go(self, address: str) -> None:
        self.send("POST", "/url", {"url": address})

    def resize(self, width: int, height: int) -> None:
        """Give the page a size: that of the window is larger by its frame."""
        self.send("POST", "/window/rect", {"width": width, "height": height})
        across, down = self.evaluate("return [innerWidth, innerHeight]")
        self.send("POST", "/window/rect", {"width": 2 * width - across, "height": 2 * height - down})

    def evaluate(self, body: str, **arguments: object) -> Any:
        script = f"return (async ({{ {', '.join(arguments)} }}) => {{ {body} }})(arguments[0])"
        return self.send("POST", "/execute/sync", {"script": script, "args": [arguments]})

    def act(self, kind: str, *actions: Mapping[str, object]) -> None:
        self.send("POST", "/actions", {"actions": [{"type": kind, "id": kind, "actions": actions}]})

    def point(self, x: float, y: float) -> None:
        self.at = (round(x), round(y))
        self.act("pointer", {"type": "pointerMove", "duration": 0, "x": self.at[0], "y": self.at[1]})

    def press_pointer(self) -> None:
        x, y = self.at
        self.act(
            "pointer",
            {"type": "pointerMove", "duration": 0, "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def press(self, keys: str) -> None:
        self.strike([self.KEYS.get(key, key) for key in keys.split("+")])

    def type(self, text: str) -> None:
        for letter in text:
            self.strike([self.KEYS["Enter"] if letter == "\n" else letter])

    def strike(self, keys: list[str]) -> None:
        """Press keys one after the other, and let them go."""
        ways = [*(("keyDown", key) for key in keys), *(("keyUp", key) for key in reversed(keys))]
        self.act("key", *({"type": way, "value": key} for way, key in ways))

    def screenshot(self) -> bytes:
        self.evaluate(REPAINTED)
        return base64.b64decode(self.send("GET", "/screenshot"))


@contextlib.contextmanager
def playwright_window(
    choose: Callable[[Playwright], BrowserType], options: dict[str, Any], variables: dict[str, str]
) -> Iterator[Window]:
    """Open a window of a browser that Playwright starts; ``variables`` are those of its driver."""
    with environment(variables), tempfile.TemporaryDirectory() as downloads, sync_playwright() as playwright:
        browser = choose(playwright).launch(**options, downloads_path=downloads)
        page = browser.new_context(locale="zh-CN").new_page()
        yield PlaywrightWindow(page, browser.version, Path(downloads))
        browser.close()


def chromium() -> contextlib.AbstractContextManager[Window]:
    try:
        path = find_browser()
    except NoBrowserError as error:
        raise EngineError(str(error)) from None
    return playwright_window(lambda each: each.chromium, {"executable_path": path, "args": ["--disable-gpu"]}, {})


def firefox() -> contextlib.AbstractContextManager[Window]:
    path = program("firefox-esr", "firefox")
    hook = f"--import={(HERE / 'bidi.mjs').as_uri()}"
    options = {"channel": "moz-firefox", "executable_path": path}
    return playwright_window(lambda each: each.firefox, options, {"NODE_OPTIONS": hook})


@contextlib.contextmanager
def webkit() -> Iterator[Window]:
    """Open a window of WebKitGTK's MiniBrowser, on a screen of its own and with a home of its own."""
    driver, screen, bus = program("WebKitWebDriver"), program("Xvfb"), program("dbus-run-session")
    browser = max(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"), default=None)
    if browser is None:
        raise EngineError("没有找到 WebKitGTK 的 MiniBrowser（Debian：apt-get install webkit2gtk-driver）。")
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        downloads = home / "Downloads"
        downloads.mkdir()
        shown = stack.enter_context(started([screen, "-displayfd", "1", "-screen", "0", "1600x1200x24"], {}))
        assert shown.stdout is not None
        variables = {
            "DISPLAY": f":{shown.stdout.readline().strip()}",
            "HOME": str(home),
            "XDG_DOWNLOAD_DIR": str(downloads),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # needs rights that root in a container lacks; it opens our pages alone
        }
        (home / ".config").mkdir()
        (home / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n', encoding="utf-8")
        port = free_port()
        stack.enter_context(started([bus, "--", driver, f"--port={port}"], variables))
        wait_for_port(port)
        options = {"binary": str(browser), "args": ["--automation"]}
        window = WebDriverWindow(port, {"webkitgtk:browserOptions": options}, downloads)
        stack.callback(window.close)
        yield window


ENGINES = {"Chromium": chromium, "Firefox": firefox, "WebKit": webkit}


def program(*names: str) -> str:
    """Return the path of the first program of these that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise EngineError(f"没有找到 {names[0]}，这个引擎没法试；README 的 Browsers 一节写着要装什么。")
    return found


@contextlib.contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def started(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and end it with all that it has started."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE_S)
        assert process.stdout is not None
        process.stdout.close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise EngineError(f"端口 {port} 上的驱动没有起来。") from None
            time.sleep(POLL_S)
        else:
            return
