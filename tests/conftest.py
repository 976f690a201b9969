"""What tests share: the built site, a server of it, and a browser that takes every complaint of a page seriously.

Nothing here imports Playwright or builds anything before a test asks for it, so that the tests of numbers start at once.
``make test`` runs a process for each core: what takes long to build is built by the first that asks for it and found by the
others; the server is in the process that starts them, since pages must know its port and it must outlive all.
"""

import contextlib
import gc
import os
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers as hypothesis_providers
from hypothesis.internal.constants_ast import Constants

from scripts.shared.project_copy import environment, module_command
from tests.chromium import NoBrowserError, find_browser, hear_workers
from tests.project import SmallProject
from tests.static_server import serving

ROOT = Path(__file__).resolve().parent.parent
VIEWPORTS = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 375, "height": 667}}
TIMEOUT_MS = 30_000  # for a machine that does much at a time; nothing waits longer than it has to
RUN = pytest.StashKey[tuple[str, str]]()

# Before the first import that reads it: on small data threads only wait for each other, and burn the core of another
# process meanwhile. What is built is built so too, but by tests/site/test_reproducible.py.
os.environ["OMP_NUM_THREADS"] = "1"

hypothesis.settings.register_profile("repeatable", derandomize=True, print_blob=True, deadline=None)
hypothesis.settings.load_profile("repeatable")
# Hypothesis tries numbers and names that it finds in our modules, too: in those that are imported, which depends on what has
# run before in the same process. Here what is tried depends on the test alone; make fuzz looks for more.
pytest.MonkeyPatch().setattr(hypothesis_providers, "_get_local_constants", Constants)


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        return
    stack = contextlib.ExitStack()
    config.add_cleanup(stack.close)
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="illustrated-ml-"))
    config.stash[RUN] = folder, stack.enter_context(serving(Path(folder) / "deployed", "/blog/"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell another process of the run what it shares with this one; called by pytest-xdist."""
    node.workerinput["run"] = node.config.stash[RUN]


def pytest_collection_modifyitems(config, items):
    """Where there are several processes, begin with what takes long, so that none ends long before another.

    What the first asks for is the site; until it is built the others do what needs none.
    """
    if hasattr(config, "workerinput"):
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        waiting = [item.path for item in items if item.path in slow and "run" in item.fixturenames]
        last = {*waiting} - {*waiting[:1]}
        items.sort(key=lambda item: (item.path not in slow, item.path in last, "site" not in item.path.parts))


def pytest_collection_finish():
    """Let collections of garbage pass over the tests themselves: looking at thousands of them takes a third of a second.

    And let there be fewer: they take a twentieth of what tests of models and of Markdown take.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Let no test reach beyond this machine, nor ask a proxy for what is on it; browsers are got through one."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost"])))
        yield


@pytest.fixture(scope="session")
def run(request):
    """Return the folder that all processes of this run share, and the address at which its folder ``deployed`` is."""
    folder, address = getattr(request.config, "workerinput", {}).get("run") or request.config.stash[RUN]
    return Path(folder), address


@pytest.fixture(scope="session")
def site(run):
    """Return the folder of the site as `make site` builds it without an address."""
    return built_once(run[0] / "site")


@pytest.fixture(scope="session")
def deployment(run, site):
    """Return folder and address of the site as it is deployed below a path: http://127.0.0.1:…/blog/.

    It is made from the pages that the one without an address has kept.
    """
    folder, address = run
    return built_once(folder / "deployed", site_url=address), address


@pytest.fixture(scope="session")
def deployed_site(deployment):
    """Return the folder of the deployed site."""
    return deployment[0]


@pytest.fixture(scope="session")
def server(deployment):
    """Return the address of the deployed site."""
    return deployment[1]


@pytest.fixture(scope="session")
def paths(deployed_site):
    """Return the paths of the pages that a browser visits: all, but of those of figures two, and of those of presets one.

    That the others consist of nothing else, tests/site/test_site.py holds.
    """
    names = sorted(path.relative_to(deployed_site).as_posix() for path in deployed_site.rglob("*.html"))
    of_figures = [name for name in names if name.startswith("figures/")]
    moving = [name for name in of_figures if "<moving-figure" in (deployed_site / name).read_text(encoding="utf-8")]
    of_presets = [name for name in names if re.fullmatch(r"playgrounds/[^/]+/(?!embed/)[^/]+/index.html", name)]
    left_out = {*of_figures, *of_presets} - {of_figures[0], *moving[:1], of_presets[0]}
    return [name.removesuffix("index.html") for name in names if name not in left_out]


def built_once(folder, **address):
    with alone(folder.parent):
        return folder if folder.exists() else built(folder, **address)


@contextlib.contextmanager
def alone(folder):
    """Keep the other processes of the run from building in the project at the same time."""
    lock = folder / "lock"
    while True:
        with contextlib.suppress(FileExistsError):
            lock.mkdir()
            break
        time.sleep(0.1)
    try:
        yield
    finally:
        lock.rmdir()


def built(folder, *, site_url=""):
    command = module_command("scripts.build_site", str(folder))
    variables = environment(SITE_URL=site_url)
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        pytest.fail(f"make site failed:\n{done.stdout}{done.stderr}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; where there is none and none can be had the test fails."""
    from playwright.sync_api import expect, sync_playwright

    try:
        path = find_browser()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    expect.set_options(timeout=TIMEOUT_MS)
    quiet = ["--disable-gpu", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    # All pages of a context in one process: to begin another for the empty page that each is at first, a tenth of a load.
    together = ["--process-per-site", "--renderer-process-limit=1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, *together])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def readers(browser, server):
    """Return a function that gives the context of readers with some settings: one for all of them, and the page that it keeps.

    To begin a process and to compile all scripts in it takes longer than most tests. The pages of a context share both as
    long as one of them is open, and from there what others leave in the browser is cleared.
    """
    contexts: dict = {}

    def with_settings(settings):
        kind = repr(settings)
        if kind not in contexts:
            kept = browser.new_context(**settings).new_page()
            kept.goto(f"{server}robots.txt")
            kept.on("crash", lambda: contexts.pop(kind, None))
            contexts[kind] = kept.context, kept
        return contexts[kind]

    return with_settings


@pytest.fixture
def new_page(browser, server, readers):
    """Return a function that opens an empty page; what the pages complain of fails the test.

    ``new_page(viewport="phone", scheme="dark", javascript=False, reduced_motion=True)``; with ``first_visit`` nothing that
    other pages have loaded is at hand, and the clock and the network of the context may be changed. The list
    ``page.complaints`` holds console errors, exceptions, failed requests, requests to another host and what the policies of
    Workers forbid; a test that brings one about tells its words to ``page.complaints.expect``.
    """
    with opening(browser, server, readers) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def open_page(browser, server, readers):
    """Return a function like ``new_page`` for what the tests of a file look at together: the pages stay open until its end."""
    with opening(browser, server, readers) as open_page:
        yield open_page


class Complaints(list):
    """What a page complains of but for what is expected, which may come at any time: a page hears late of a file that failed."""

    def __init__(self):
        super().__init__()
        self.expected = []

    def expect(self, *words):
        """Leave out each complaint that contains one of these words."""
        self.expected += words

    def append(self, complaint):
        if not any(words in complaint for words in self.expected):
            super().append(complaint)

    def clear(self):
        super().clear()
        self.expected.clear()


@contextlib.contextmanager
def opening(browser, server, readers):
    pages, own, shared = [], [], []

    def close_too(popup):
        pages.append(popup)

    def open_page(
        *,
        viewport="desktop",
        scheme="light",
        javascript=True,
        reduced_motion=False,
        address=server,
        first_visit=False,
    ):
        settings = {
            "viewport": VIEWPORTS[viewport],
            "color_scheme": scheme,
            "has_touch": viewport == "phone",
            "java_script_enabled": javascript,
            "locale": "zh-CN",
            "reduced_motion": "reduce" if reduced_motion else "no-preference",
        }
        if address == server and not first_visit:
            context, kept = readers(settings)
            shared.append(kept)
        else:
            context = browser.new_context(**settings)
            own.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.complaints = Complaints()
        if javascript:
            wait_for_scripts(page)
            hear_workers(page, page.complaints)
        listen(page, page.complaints, origin="{0.scheme}://{0.netloc}/".format(urlsplit(address)))
        page.on("popup", close_too)
        pages.append(page)
        return page

    yield open_page
    complaints = [complaint for page in pages for complaint in getattr(page, "complaints", ())]
    for each in [*pages, *own]:
        each.close()
    for kept in shared:
        kept.context.clear_permissions()
        kept.evaluate("localStorage.clear()")
    assert not complaints


NOTE_SCRIPTS = """for (const type of ["load", "error"])
  document.addEventListener(type, ({ target }) => (target.isDone = type), { capture: true });"""
SCRIPTS_RUN = """(limit) => new Promise((done, fail) => {
  const look = () => {
    const [start, last] = ["start.mjs", "page.mjs"].map((name) => document.querySelector(`script[src$="/${name}"]`));
    if (start === null || start.isDone === "error" || last?.isDone !== undefined) done();
  };
  for (const type of ["load", "error"]) document.addEventListener(type, look, { capture: true });
  setTimeout(fail, limit, new Error("the scripts of the page have not run"));
  look();
})"""


def wait_for_scripts(page):
    """Let what opens a page return when its scripts have run: they come once the page is painted (later.mjs).

    The page itself says so: what waits for a function brings a quarter of a megabyte of Playwright's into each.
    """

    def waiting(go):
        def gone(*arguments, **options):
            response = go(*arguments, **options)
            while not has_run_scripts(page):
                pass
            return response

        return gone

    page.add_init_script(NOTE_SCRIPTS)
    for name in ("goto", "reload", "go_back", "go_forward"):
        setattr(page, name, waiting(getattr(page, name)))


def has_run_scripts(page):
    """Wait until the scripts of a page have run; return whether it is still that page."""
    from playwright.sync_api import Error

    try:
        page.evaluate(SCRIPTS_RUN, TIMEOUT_MS)
    except Error as error:
        if "navigation" not in error.message:
            raise
        return False
    return True


def listen(page, complaints, *, origin):
    def on_console(message):
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def on_request(request):
        if not request.url.startswith((origin, "data:", "blob:")):
            complaints.append(f"foreign request: {request.url}")

    def on_failure(request):
        if request.failure != "net::ERR_ABORTED":  # the page left before the answer came
            complaints.append(f"failed request: {request.url} ({request.failure})")

    def on_response(response):
        if response.status >= 400:
            complaints.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("request", on_request)
    page.on("requestfailed", on_failure)
    page.on("response", on_response)


@pytest.fixture
def page(new_page):
    """Return an empty page on a desktop in the light."""
    return new_page()


@pytest.fixture(scope="session")
def drawn_project(run):
    """Return the small project that all processes of the run copy, and that stays as it is."""
    folder = run[0] / "small"
    folder.mkdir(exist_ok=True)
    with alone(folder):
        if (folder / "drawn").exists():
            return SmallProject(folder / "project")
        project = SmallProject.create(folder / "project")
        done = project.run("scripts.build_figures")
        assert done.returncode == 0, done.stderr
        (folder / "drawn").touch()
    return project


@pytest.fixture
def small_project(drawn_project, tmp_path):
    """Return a copy of the project with a post, three figures and a model of its own, everything drawn."""
    return drawn_project.copy(tmp_path / "project")
