"""Attack a built site, more than each test run has time for: addresses, programs, searches, and the door to Python itself.

Usage: ``python -m tests.hostile.pages [folder] [--seconds 60]``; the folder is that of ``make site``. Says how many of each kind were
tried, and what did harm; what did ends the command with 1.
"""

import argparse
import builtins
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Error, Page, sync_playwright

from plots import bridge
from scripts.assets.python_files import playground, playground_ids
from scripts.shared.paths import ROOT
from tests.chromium import find_browser, hear_workers
from tests.static_server import serving

SCRIPT = "<img src=x onerror=window.harmed=1><script>window.harmed=1</script>"
QUOTES = "\"'><svg onload=window.harmed=1> autofocus onfocus=window.harmed=1"
BAD_TEXTS = [
    "",
    " ",
    "nan",
    "-inf",
    "1e308",
    "1e-400",
    "９",
    "0x10",
    "1/0",
    "-1",
    "true",
    ",",
    "(",
    ";:",
    "\0",
    "__proto__",
    SCRIPT,
]
SLOW_SECONDS = 20
CODED = "lr"  # the playground that runs what its reader writes, in a house that has it
PROGRAMS = [
    # without end
    *(
        "while True: pass",
        "return lr_lambda(t)",
        "return 10 ** 10 ** 9",
        "for i in iter(int, 1): pass",
        "return sum(iter(int, 1))",
    ),
    "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "import js\n    js.performance.now = lambda: 0\n    while True: pass",
    "import js\n    js.Promise.resolve(1).then(lr_lambda)\n    return 0.5",
    "import js\n    while True: js.Array(*range(9)).map(lambda *_: 1)",
    "import re\n    return re.match('(a*)*b', 'a' * 40)",
    # memory
    *(
        "return [0] * 10 ** 9",
        "return 'x' * 10 ** 9",
        "a = []\n    while True: a.append(bytearray(1000000))",
        "return bytearray(-1)",
    ),
    "a = []\n    while True: a = [a, a]",
    "import js\n    return js.ArrayBuffer.new(4 * 10 ** 9)",
    # output
    *(
        "while True: print('x' * 100)",
        "for i in range(20000): print(i)\n    return 0.5",
        "print('x' * 1000000)\n    return 0.5",
    ),
    # ends that are no errors
    *(
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "raise GeneratorExit",
        "class X(BaseException): pass\n    raise X",
    ),
    "class X(Exception):\n        def __str__(self): raise self\n    raise X",
    # other things than numbers
    *(
        "return 'text'",
        "return None",
        "return [t]",
        "return float('nan')",
        "return 1e308 * 10",
        "return lr_lambda",
        "return 1j",
    ),
    "class N:\n        def __mul__(self, o): raise MemoryError\n    return N()",
    # ways out
    "import js\n    js.fetch('/attempt')",
    "import js\n    js.postMessage('x')",
    "import js\n    js.Error.prepareStackTrace = lambda *_: 1 / 0\n    raise ValueError",
    "import js\n    js.Object.prototype.id = 1\n    js.JSON.parse = lambda *_: 1\n    return 0.5",
    "from plots import bridge\n    bridge.ANSWERS.clear()\n    return 0.5",
    'from plots import bridge\n    bridge.handle = lambda _: \'{"ok": "'
    + "<img src=x onerror=harmed=1>"
    + "\"}'\n    return 0.5",
    f"raise ValueError({SCRIPT!r})",
]
SEARCHES = [
    *(
        "",
        " ",
        "*",
        "+",
        "-",
        "~",
        "^",
        "\\",
        "(",
        ")",
        "[",
        "]{",
        ".*",
        "(a+)+$",
        "title:x",
        "__proto__",
        "constructor",
    ),
    *(
        SCRIPT,
        QUOTES,
        "学习率",
        "学 习",
        "%E0%A4%A",
        "\u202e逆",
        "\ud83e\udd17",
        "x" * 5000,
        "学" * 5000,
        "a b " * 500,
        "&q=1#x",
    ),
]


def addresses(id: str) -> Iterator[str]:
    """Yield queries for one playground that should do no harm."""
    found = playground(id)
    names = [control.name for control in found.controls({})]
    script = quote(SCRIPT)
    yield f"{found.subject}={script}"
    yield "&".join(f"{name}={script}" for name in names)
    yield f"{script}=1&{quote(QUOTES)}=2"
    yield f"vs={quote(f'{found.subject}={script}')}"
    yield "&".join(f"{name}={quote(QUOTES)}" for name in names)
    for text in ("1e308", "nan", "９", "", "-1", ",;:()[]"):
        yield "&".join(f"{name}={quote(text)}" for name in names)
    yield "__proto__=1&constructor=2&prototype.x=3&preset=nothing&op=reset&do=open"
    yield f"{names[-1]}=%E0%A4%A&%=&&&==&"
    yield "&".join([f"vs={quote(f'{names[0]}=1')}"] * 100)
    yield "&".join(f"n{i}=1" for i in range(1500))
    yield f"{names[1]}={'9' * 19_000}"


NESTED = quote("""LambdaLR(lr_lambda="foreign()")""")
CODES = [
    f"scheduler=LambdaLR&lr_lambda={quote('foreign()')}",
    f"scheduler=StepLR&vs={quote('scheduler=LambdaLR&lr_lambda=' + quote('foreign()'))}",
    f"scheduler=LambdaLR&vs={quote('scheduler=LambdaLR&lr_lambda=' + quote('while True: pass'))}",
    f"scheduler=ChainedScheduler&schedulers={NESTED}",
    f"scheduler=WarmupLR&scheduler_or_optimizer={NESTED}",
    f"scheduler=LambdaLR&lr_lambda={quote('t+' * 2000)}",
]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="攻击建好的站点")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="站点的文件夹，默认 site")
    parser.add_argument("--seconds", type=float, default=60, help="随机请求用几秒，默认 60")
    options = parser.parse_args(arguments)
    harm = list(attack_bridge(options.seconds))
    quiet = ["--disable-gpu", "--no-proxy-server"]
    with serving(options.folder, "/") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=quiet)
        for attack in (attack_addresses, attack_programs, attack_searches):
            harm += attack(browser, server)
        browser.close()
    for each in harm:
        print(each, file=sys.stderr)
    return 1 if harm else 0


def attack_bridge(seconds: float) -> Iterator[str]:
    """Ask at random what a page never asks; yield requests that ran code, or were answered with more than a sentence."""
    chance = random.Random(0)
    ran: list[str] = []
    vars(builtins)["foreign"] = lambda: ran.append("foreign")
    asked, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        request = random_request(chance)
        asked += 1
        answer = json.loads(bridge.handle(json.dumps(request)))
        if ran or answer.get("error", {}).get("type", "SettingError") not in {"SettingError", "ValueError"}:
            yield f"{json.dumps(request)[:300]} -> {ran} {answer.get('error')}"
            ran.clear()
    del vars(builtins)["foreign"]
    print(f"随机请求：{asked} 个")


def random_request(chance: random.Random) -> dict[str, object]:
    id = chance.choice(playground_ids())
    found = playground(id)
    names = [control.name for control in found.controls({})]
    names += ["scheduler", "lr_lambda", "schedulers", "vs", "x"]
    texts = [*BAD_TEXTS, "LambdaLR", "foreign()", 'LambdaLR(lr_lambda="foreign()")', "ChainedScheduler", "1", "0.5"]
    pairs = [(chance.choice(names), chance.choice(texts)) for _ in range(chance.randrange(6))]
    if chance.random() < 0.5:
        return {"playground": id, "do": "open", "query": "&".join(f"{name}={quote(text)}" for name, text in pairs)}
    steps: list[object] = [*names, 0, -1, 99]
    edits = [
        {
            "op": chance.choice(
                ["set", "add", "remove", "preset", "reset", "copy-setting", "remove-setting", "write", "?"]
            ),
            "path": [chance.choice(steps) for _ in range(chance.randrange(4))],
            "text": chance.choice(texts),
            "setting": chance.randrange(-1, 3),
        }
        for _ in range(chance.randrange(4))
    ]
    return {"playground": id, "do": "show", "settings": [pairs], "edits": edits}


def attack_addresses(browser: Browser, server: str) -> Iterator[str]:
    queries = [(id, query) for id in playground_ids() for query in addresses(id)] + [("lr", query) for query in CODES]
    slowest = 0.0
    for id, query in queries:
        page = opened(browser)
        begun = time.monotonic()
        try:
            page.goto(f"{server}playgrounds/{id}/?{query[:30_000]}")
            ready(page)
            said = page.locator(".playground__notice").text_content() or ""
            if len(said) > 600 or page.locator("img[src=x], [onerror], [onfocus]").count():
                yield f"{id}?{query[:80]}: {said[:200]}"
        except Error as error:
            yield f"{id}?{query[:80]}: {error}"
        slowest = max(slowest, time.monotonic() - begun)
        yield from complaints(page, f"{id}?{query[:80]}")
    print(f"地址：{len(queries)} 个，最慢 {slowest:.1f} 秒")


def attack_programs(browser: Browser, server: str) -> Iterator[str]:
    for body in PROGRAMS if CODED in playground_ids() else ():
        page = opened(browser)
        code = f"def lr_lambda(t):\n    {body}"
        try:
            page.goto(f"{server}playgrounds/{CODED}/?scheduler=LambdaLR&lr_lambda={quote(code)}")
            ready(page)
            if "lr" in page.evaluate("Object.keys(document.querySelector('play-ground').playground.pictures)"):
                yield f"{body}: ran before it was asked"
            page.locator("form [data-run]").click()
            ready(page)
            run_sound(page)
        except Error as error:
            yield f"{body}: {error}"
        yield from complaints(page, body)
    print(f"程序：{len(PROGRAMS)} 个")


def run_sound(page: Page) -> None:
    """Write a program that is right, and wait for its curve."""
    page.locator("textarea[data-path*=lr_lambda], .cm-content").locator("visible=true").first.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("lambda t: 1 / (1 + t)")
    page.locator("form [data-run]").click()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('play-ground').playground.pictures.lr?.series[0].values[1] - 0.05) < 1e-9"
    )


def attack_searches(browser: Browser, server: str) -> Iterator[str]:
    page = opened(browser)
    page.goto(server)
    for text in SEARCHES:
        field = page.locator("[role=search] input").first
        field.fill(text)
        try:
            page.wait_for_function("() => document.querySelector('[data-search-results]') !== null")
        except Error as error:
            yield f"{text[:80]}: {error}"
    yield from complaints(page, "search")
    print(f"搜索：{len(SEARCHES)} 个")


def opened(browser: Browser) -> Page:
    page = browser.new_page(locale="zh-CN")
    page.set_default_timeout(SLOW_SECONDS * 1000)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    hear_workers(page, said)
    vars(page)["said"] = said
    return page


def ready(page: Page) -> None:
    page.wait_for_selector("play-ground[data-state=ready]")
    page.wait_for_function(
        "() => { const element = document.querySelector('play-ground');"
        " return element.playground.isIdle && !('running' in element.dataset); }"
    )


def complaints(page: Page, what: str) -> Iterator[str]:
    """Yield what a page complained of, close it."""
    if page.evaluate("window.harmed") is not None:
        yield f"{what}: harmed"
    yield from (f"{what}: {text}" for text in vars(page)["said"])
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
