"""What a page may load and run, and what hosts that read a file of headers are told."""

import re
from pathlib import Path

import pytest

from scripts.checks.built_site import policy_findings
from scripts.pages import content_policy
from scripts.shared.html_page import read_pages
from tests.static_server import headers_for

PAGE = '<!doctype html><meta charset="utf-8"><title>页</title>{}'
POLICY = content_policy.POLICY


@pytest.fixture
def site(tmp_path):
    """Return a small site: pages with scripts, frames, files with and without digests."""
    pages = {
        "index.html": "<script>first()</script>",
        "404.html": '<script type="module">second()</script>',
        "posts/a/index.html": "<script>\n  first(1 > 0)\n</script><script src=x.js></script>",
        "playgrounds/index.html": '<script type="application/json">{}</script>',
        "playgrounds/demo/index.html": '<script id=a type="application/ld+json">{}</script>',
        "playgrounds/demo/embed/index.html": "",
        **{f"playgrounds/demo/{name}/index.html": "" for name in ("sgdr", "e", "embark", "embed-all", "empty")},
    }
    files = [
        *("assets/a.svg", "assets/generated/playground/worker-0123abcd.mjs", "assets/generated/playground/element.mjs"),
        *(
            "assets/generated/playground/chunk-ABCDEFG2.mjs",
            "assets/generated/demo/warm-restarts.svg",
            "assets/javascripts/bundle.0123abcd.min.js",
            "assets/javascripts/site.css",
            *("assets/javascripts/tip-0123abcd.mjs", "assets/javascripts/tip-later.mjs"),  # begin alike
            "search/0123abcd/1",
        ),
    ]
    for name, content in {**pages, **dict.fromkeys(files, "x")}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(content) if name.endswith(".html") else content, encoding="utf-8")
    content_policy.write(tmp_path, "https://example.org/blog/")
    return tmp_path


def test_the_policy_of_a_page_knows_its_programs_and_no_data(site):
    pages = read_pages(site)

    assert list(policy_findings(pages)) == []
    assert {name: page.policy.count("sha256-") for name, page in pages.items() if "sha256-" in page.policy} == {
        "404.html": 1,
        "index.html": 1,
        "posts/a/index.html": 1,
    }
    assert not [name for name, page in pages.items() if "unsafe" in page.policy]


def test_the_policy_comes_before_all_that_it_is_about(site):
    html = (site / "index.html").read_text(encoding="utf-8")

    assert html.index("<meta charset") < html.index(POLICY) < html.index("<title")


def headers(site, path):
    return headers_for(site / content_policy.HEADERS, f"/blog/{path}")


def test_a_page_for_frames_may_be_in_one_and_no_other_page(site):
    pages = [path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")]

    alone = ["frame-ancestors 'none'"]
    assert {path for path in pages if headers(site, path).get(POLICY) != alone} == {"playgrounds/demo/embed/"}


def test_workers_may_compile_and_drawings_have_their_style_and_no_script(site):
    [worker] = headers(site, "assets/generated/playground/worker-0123abcd.mjs")[POLICY]
    [drawing] = headers(site, "assets/a.svg")[POLICY]

    assert "'wasm-unsafe-eval'" in worker
    assert "style-src 'unsafe-inline'" in drawing
    assert "default-src 'none'" in drawing
    assert "script-src" not in drawing


def test_only_what_has_a_digest_in_its_name_never_changes(site):
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]

    assert {path for path in files if "immutable" in str(headers(site, path).get("Cache-Control"))} == {
        "assets/generated/playground/worker-0123abcd.mjs",
        "assets/generated/playground/chunk-ABCDEFG2.mjs",
        "assets/javascripts/bundle.0123abcd.min.js",
        "search/0123abcd/1",
    }


def test_hosts_that_read_few_rules_read_all_whatever_the_number_of_articles():
    words = (Path(__file__).parents[3] / "package-lock.json").read_text(encoding="utf-8")
    names = sorted({*re.findall(r"[a-z][a-z0-9-]+", words)} - {"embed"})[::3]
    files = [f"posts/{name}/index.html" for name in names] + [f"figures/{name}/one/index.html" for name in names]
    files += [f"playgrounds/{id}/{name}/index.html" for id in names[::10] for name in ("embed", *names)]
    files += ["index.html", "404.html", *(f"assets/chunk-{number:08x}.mjs" for number in range(200))]

    told = content_policy.headers(files, "/blog/").splitlines()

    assert len(names) > 300
    assert len([line for line in told if line.startswith("/")]) <= 60
    assert max(map(len, told)) <= 2000  # which Cloudflare Pages reads, too
