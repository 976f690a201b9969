"""The folder for a static Hugging Face Space: one page that needs nothing else."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from scripts import build_space
from scripts.shared.html_page import parse
from scripts.shared.project_copy import environment, module_command
from tests.conftest import listen
from tests.static_server import serving

ROOT = Path(__file__).resolve().parents[2]


def built(folder, **variables):
    command = module_command("scripts.build_space", str(folder))
    return subprocess.run(
        command, cwd=ROOT, env=environment(**variables), capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    folder = tmp_path_factory.mktemp("space") / "space"
    done = built(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_readme_says_how_a_space_is_run(space):
    _, front, body = (space / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    settings = yaml.safe_load(front)

    assert settings["sdk"] == "static"
    assert settings["app_file"] == "index.html"
    assert len(settings["short_description"]) <= 60
    assert "make space" in body


def test_every_address_is_relative_and_there(space):
    page = parse((space / "index.html").read_text(encoding="utf-8"))

    assert page.addresses
    for address in page.addresses:
        parts = urlsplit(address.value)
        assert not parts.scheme, address
        assert not parts.netloc, address
        assert not address.value.startswith(("/", "..")), address
        path = space / unquote(parts.path)
        assert path.is_file() or (path / "index.html").is_file(), address
        if parts.fragment and not parts.path:
            assert parts.fragment in page.ids, address


def test_there_is_one_page_and_no_other_figure(space):
    assert [path.name for path in space.rglob("*.html")] == ["index.html"]
    generated = space / "assets" / "generated"
    assert {path.relative_to(generated).as_posix() for path in generated.rglob("*.svg")} == {"lr/cosine-decay.svg"}
    assert sum(path.stat().st_size for path in space.rglob("*") if path.is_file()) < 3_000_000


def test_binary_files_go_to_git_lfs(space):
    attributes = (space / ".gitattributes").read_text(encoding="utf-8")
    for path in space.rglob("*"):
        if path.is_file() and b"\0" in path.read_bytes():
            assert f"*{path.suffix} filter=lfs" in attributes, path


def test_it_links_to_the_site_where_that_has_an_address():
    text = "见[一篇文章](../posts/some-post.md)。"

    assert build_space.without_links(text, "https://site.invalid/blog/") == (
        "见[一篇文章](https://site.invalid/blog/posts/some-post/)。"
    )
    assert build_space.without_links(text, "") == "见《一篇文章》。"


def test_the_page_has_only_links_that_can_be_rewritten():
    markdown = build_space.PAGE.read_text(encoding="utf-8")

    assert not re.findall(r"\]\((?!playground:)[^)#]*\.md", build_space.without_links(markdown, ""))


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    done = built(tmp_path)

    assert done.returncode == 1
    assert "不动它" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_it_is_played_with_below_any_path(space, browser):
    with serving(space, "/spaces/somebody/lr/") as address:
        page = browser.new_page(locale="zh-CN")
        complaints: list[str] = []
        listen(page, complaints, origin="{0.scheme}://{0.netloc}/".format(urlsplit(address)))
        page.goto(f"{address}?scheduler=StepLR&gamma=0.25")
        expect(page.locator("play-ground[data-state=ready]")).to_be_visible()
        expect(page.get_by_text("每 5 步乘以 0.25")).to_be_visible()
        page.close()
    assert not complaints
