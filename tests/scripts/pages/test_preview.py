"""What a preview says before it builds, and when it goes on with old code."""

import os
import re
import socket

import pytest

from scripts.pages import preview
from scripts.pages.preview import PortError, refuse_taken_port


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
