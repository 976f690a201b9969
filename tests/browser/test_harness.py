"""That the tests would notice: what a page may do wrong is heard, and the server answers as a host of files does."""

import gzip
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.shared.project_copy import environment, module_command
from tests.browser.axe import expect_many, violations
from tests.conftest import opening
from tests.static_server import serving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def faulty(tmp_path):
    """Return the address of a site in which everything is wrong, below a path."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>t</title><link rel=icon href=data:,><script>console.error('complaint')</script>"
        "<script>throw new Error('mistake')</script><img src=missing.png><img src=https://elsewhere.invalid/a.png>",
        encoding="utf-8",
    )
    (tmp_path / "404.html").write_text("<p>404</p>", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"picture")
    (tmp_path / "folder").mkdir()
    (tmp_path / "汉字.mjs").write_text("", encoding="utf-8")
    with serving(tmp_path, "/blog/") as address:
        yield address


def test_everything_that_a_page_complains_of_is_heard(new_page, faulty):
    page = new_page(address=faulty)
    page.goto(faulty)
    expect(page.locator("img")).to_have_count(2)
    heard = "\n".join(page.complaints)
    page.complaints.clear()
    assert "console: complaint" in heard
    assert "exception: mistake" in heard
    assert f"404: {faulty}missing.png" in heard
    assert "foreign request: https://elsewhere.invalid/a.png" in heard
    assert "failed request: https://elsewhere.invalid/a.png" in heard


POLICED = """<!doctype html><title>t</title><link rel=icon href=data:,><p style="color: red">x</p><script>x</script>"""


def test_what_the_policy_of_a_page_forbids_is_heard(new_page, tmp_path):
    (tmp_path / "index.html").write_text(POLICED, encoding="utf-8")
    (tmp_path / "_headers").write_text(
        "/*\n  Content-Security-Policy: default-src 'self'; img-src data:\n", encoding="utf-8"
    )
    with serving(tmp_path) as address:
        page = new_page(address=address)
        page.goto(address)
        expect(page.locator("p")).to_have_css("color", "rgb(0, 0, 0)")
    heard = [complaint for complaint in page.complaints if "Content Security Policy" in complaint]
    page.complaints.clear()
    assert ["inline style" in heard[0], "inline script" in heard[1]] == [True, True]


def test_what_the_policy_of_a_worker_forbids_is_heard(new_page, tmp_path):
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>t</title><link rel=icon href=data:,><script>new Worker('worker.mjs')</script>",
        encoding="utf-8",
    )
    (tmp_path / "worker.mjs").write_text("fetch('data').catch(() => {})", encoding="utf-8")
    (tmp_path / "_headers").write_text("/*.mjs\n  Content-Security-Policy: default-src 'none'\n", encoding="utf-8")
    with serving(tmp_path) as address:
        page = new_page(address=address)
        page.goto(address)
        for _ in range(200):  # what the Worker is told comes another way than what the page is
            if page.complaints:
                break
            page.wait_for_timeout(50)
    heard = page.complaints.pop()
    assert heard.startswith("worker: Connecting to ")
    assert "Content Security Policy" in heard
    assert heard.endswith("worker.mjs)")


LEFT = """async () => {
  const { state } = await navigator.permissions.query({ name: "geolocation" });
  const left = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(state === "granted" ? [state] : [])];
  localStorage.here = sessionStorage.here = "a test";
  return left;
}"""


def test_what_a_test_leaves_in_the_browser_the_next_one_does_not_find(browser, server, readers):
    contexts = []
    for _ in range(2):
        with opening(browser, server, readers) as open_page:
            page = open_page()
            page.goto(f"{server}robots.txt")
            assert page.evaluate(LEFT) == []
            page.context.grant_permissions(["geolocation"])
            contexts.append(page.context)
    assert contexts[0] == contexts[1], "they share no browser: nothing was tested"


UNREADABLE = """<!doctype html><meta charset=utf-8><link rel=icon href=data:,><html lang=zh><title>t</title><body style="background: white"><main><h1>title</h1>
<p>good</p><p style="color: #ddd">pale</p><p>good</p><p style="color: #ddd">pale again</p>
<div style="background: #222"><p>dark on dark</p></div><div style="opacity: 0.3"><p>washed out</p></div></main>"""


def test_axe_finds_what_cannot_be_read_whatever_looks_the_same_elsewhere(new_page, tmp_path):
    (tmp_path / "index.html").write_text(UNREADABLE, encoding="utf-8")
    with serving(tmp_path) as address:
        page = new_page(address=address)
        page.goto(address)
        (found,) = violations(page)
    assert found.startswith("color-contrast: ")
    assert [text in found for text in ("pale", "pale again", "on dark", "washed out")] == [True, False, True, True]


def test_axe_remembers_from_page_to_page_what_can_be_read_and_nothing_else(new_page, tmp_path):
    (tmp_path / "index.html").write_text(UNREADABLE.replace("#ddd", "#ddd; clip-path: inset(100%)"), encoding="utf-8")
    (tmp_path / "404.html").write_text(UNREADABLE, encoding="utf-8")
    with serving(tmp_path) as address:
        page = new_page(address=address)
        expect_many(page)
        found = []
        for path in ("", "nothing", "nothing"):
            page.goto(address + path)
            found.append(violations(page))
    page.complaints.clear()  # the 404s
    assert [["pale" in each for each in one] for one in found] == [[False], [True], [True]]
    assert found[1] == found[2]


def test_a_proxy_of_the_machine_is_not_asked_for_what_is_on_it():
    dead = "http://127.0.0.1:9"
    tests = [__file__, "-k", "insist", "-q", "-p", "no:cacheprovider"]
    variables = environment(http_proxy=dead, HTTP_PROXY=dead, https_proxy=dead, all_proxy=dead)
    done = subprocess.run(
        module_command("pytest", *tests), cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", ["blog/nothing/", "blog/folder/", "index.html", ""])
def test_what_is_not_there_answers_with_the_page_for_it(faulty, path):
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        urllib.request.urlopen(faulty.removesuffix("blog/") + path)
    with error.value as answer:
        assert answer.read() == b"<p>404</p>"


def test_files_have_the_type_that_browsers_insist_on(faulty):
    with urllib.request.urlopen(f"{faulty}%E6%B1%89%E5%AD%97.mjs") as answer:
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(("path", "encoding"), [("", "gzip"), ("picture.png", None)])
def test_what_is_not_compressed_already_is_for_a_browser_that_takes_it(faulty, tmp_path, path, encoding):
    request = urllib.request.Request(faulty + path, headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request) as answer:
        content = answer.read()
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.headers["Content-Length"] == str(len(content))
    assert (gzip.decompress(content) if encoding else content) == (tmp_path / (path or "index.html")).read_bytes()
