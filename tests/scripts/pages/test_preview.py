"""What a preview says before it builds, and when it goes on with old code."""

import os
import re
import socket

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from scripts.pages import preview
from scripts.pages.preview import PortError, refuse_taken_port
from scripts.shared.findings import Finding


@pytest.fixture
def taken():
    """Return the address of a server."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_a_port_that_is_taken_is_named_with_the_next_one(taken):
    port = int(taken.partition(":")[2])
    with pytest.raises(PortError) as refused:
        refuse_taken_port(taken)
    assert str(refused.value) == (
        f"端口 {port} 已被占用，也许另一个预览还开着。换一个端口：make serve PORT={port + 1}。"
    )


def test_a_free_port_stays_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
    refuse_taken_port(address)
    refuse_taken_port(address)


def test_an_address_of_another_machine_is_refused_with_what_the_system_says():
    with pytest.raises(PortError, match=r"端口 8000 不能用（.+）"):
        refuse_taken_port("192.0.2.1:8000")


def test_a_preview_with_a_taken_port_stops_before_it_builds(small_project, taken):
    done = small_project.run("mkdocs", "serve", "--dev-addr", taken)
    assert done.returncode != 0
    assert re.search(r"端口 \d+ 已被占用", done.stderr)
    assert "Building documentation" not in done.stderr
    assert "Traceback" not in done.stderr


def test_code_that_is_loaded_and_was_written_since_is_named(monkeypatch, tmp_path):
    path = tmp_path / "scripts" / "pages" / "reading_time.py"
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    monkeypatch.setattr(socket, "__file__", str(path))
    now = path.stat().st_mtime
    assert preview.code_changed_since(now - 1) == ["scripts/pages/reading_time.py"]
    assert preview.code_changed_since(now + 1) == []
    os.utime(path, (now + 10**9, now + 10**9))  # the clock that wrote it was ahead
    assert preview.code_changed_since(now - 1) == []


def test_what_is_wrong_stands_above_a_page_as_text():
    page = b"<html><body dir=ltr><p>a</p></body></html>"
    told = preview.with_bar(page, [Finding("a.md:1", "<b>", r"\1")]).decode()
    assert re.search(
        r"<body dir=ltr><aside .*<code>a\.md:1</code> &lt;b&gt;<br>\\1</li>.*</aside>\s*<p>a", told, re.DOTALL
    )
    assert preview.with_bar(page, []) == page


def test_the_last_good_site_is_put_back_where_a_build_fails(tmp_path, capsys):
    keeper, config = preview.Keeper(), MkDocsConfig()
    keeper.is_on, config.site_dir = True, str(tmp_path / "site")
    page = tmp_path / "site" / "index.html"

    def build(text):
        keeper.prepare(config)
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
        if text == "bad":
            raise PluginError("docs/a.md:3：坏了。修好它。")

    keeper.guard(build)("bad")
    assert "还没有构建成功" in page.read_text(encoding="utf-8")
    keeper.guard(build)("good")
    assert keeper.findings == []
    keeper.guard(build)("bad")
    assert page.read_text(encoding="utf-8") == "good"
    assert keeper.findings == [Finding("docs/a.md:3", "坏了", "修好它")]
    assert "docs/a.md:3: 坏了 · 修好它" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
