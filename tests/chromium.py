"""Find a browser for the tests, or get one."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"  # the same engine without windows, which cost a test a third of its time
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
NONE_FOUND = (
    "浏览器测试需要 Chromium 或 Chrome：请安装其中之一（Debian、Ubuntu：apt-get install chromium；"
    "其他系统：.venv/bin/python -m playwright install chromium）后重新运行 make test。"
    " (The browser tests need Chromium or Chrome; install one and run make test again.)"
)


class NoBrowserError(Exception):
    """There is no browser and none could be installed; the message says what to do."""


def find_browser() -> str:
    """Return the path of a Chromium that starts.

    An installed one; else Debian's through apt-get, where that is allowed, without windows if it has such a package; else
    Playwright's own download.

    Raises:
        NoBrowserError: If there is none of these.
    """
    for get in (lambda: None, install_debian_package, download_with_playwright):
        get()
        if found := next((path for path in candidates() if starts(path)), None):
            return found
    raise NoBrowserError(NONE_FOUND)


def candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())
    yield from playwright_browser()


def playwright_browser() -> Iterator[str]:
    """Yield where Playwright puts its own browser, if it is there; asked for in a process, since Playwright starts one."""
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 0 and Path(done.stdout.strip()).is_file():
        yield done.stdout.strip()


def starts(path: str) -> bool:
    """Return whether the browser tells its version; what Ubuntu installs in its place without snap does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_debian_package() -> None:
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return
    privilege = privileged()
    if privilege is None:
        return
    print("没有找到浏览器，用 apt-get 安装 chromium……", flush=True)
    quiet = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    if run([*quiet, "update"]):
        for package in (SHELL, "chromium"):
            if run([*quiet, "install", "--yes", "--no-install-recommends", package]):
                return


def privileged() -> list[str] | None:
    """Return what goes before a command to run it as root without a password; None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def download_with_playwright() -> None:
    print("没有找到浏览器，用 playwright 下载 chromium……", flush=True)
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def hear_workers(page, complaints):
    """Add what the policies of a page's Workers forbid to its complaints; the page itself is told nothing of it."""
    from playwright.sync_api import Error

    devtools = page.context.new_cdp_session(page)

    def listen(event):
        if event["targetInfo"]["type"] == "worker":
            order = {"sessionId": event["sessionId"], "message": json.dumps({"id": 1, "method": "Log.enable"})}
            with contextlib.suppress(Error):  # it has ended already
                devtools.send("Target.sendMessageToTarget", order)

    def hear(event):
        said = json.loads(event["message"])
        if said.get("method") == "Log.entryAdded" and (entry := said["params"]["entry"])["source"] == "security":
            complaints.append(f"worker: {entry['text']} ({entry.get('url', '')})")

    devtools.on("Target.attachedToTarget", listen)
    devtools.on("Target.receivedMessageFromTarget", hear)
    following = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    devtools.send("Target.setAutoAttach", following)
