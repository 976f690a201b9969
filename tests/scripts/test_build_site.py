"""How a new site takes the place of the old one, with MkDocs and the checks played by stand-ins."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import mkdocs.__main__
import pytest

from scripts import build_site
from scripts.checks import built_site
from scripts.shared import exchange, locks, mkdocs_messages


class Outcome:
    mkdocs = 0
    checks = 0


@pytest.fixture
def outcome(monkeypatch, tmp_path_factory):
    """Return what MkDocs and the checks shall end with."""
    monkeypatch.setattr(locks, "CACHE", tmp_path_factory.mktemp("cache"))  # another test may be building

    def build(command, name):
        new = Path(command[-1])
        new.mkdir()
        (new / "404.html").write_text("new", encoding="utf-8")
        assert "--strict" in command
        assert "--quiet" not in command, "with it MkDocs counts no warnings"
        sys.exit(Outcome.mkdocs)

    monkeypatch.setattr(mkdocs.__main__, "cli", build)
    monkeypatch.setattr(mkdocs_messages, "load", lambda: (None, []))
    monkeypatch.setattr(built_site, "report", lambda folder, site_url: Outcome.checks)
    for name in ("mkdocs", "checks"):
        monkeypatch.setattr(Outcome, name, 0)
    return Outcome


@pytest.fixture
def site(tmp_path):
    """Return the folder of an earlier site."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "404.html").write_text("old", encoding="utf-8")
    (folder / "gone.html").write_text("old", encoding="utf-8")
    return folder


def test_the_first_site_is_put_in_its_place(outcome, tmp_path, capsys):
    assert build_site.main([str(tmp_path / "site")]) == 0
    assert (tmp_path / "site" / "404.html").read_text(encoding="utf-8") == "new"
    assert "站点建好了" in capsys.readouterr().out


def test_a_new_site_replaces_the_old_one_whole(outcome, site):
    assert build_site.main([str(site)]) == 0
    assert [path.name for path in site.iterdir()] == ["404.html"]
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_where_mkdocs_fails_the_old_site_stays(outcome, site, capsys):
    outcome.mkdocs = 1
    assert build_site.main([str(site)]) == 1
    assert (site / "gone.html").exists()
    assert "site/ 还是上一次的" in capsys.readouterr().err


def test_where_a_check_fails_the_old_site_stays_and_the_new_one_can_be_looked_at(outcome, site, capsys):
    outcome.checks = 1
    assert build_site.main([str(site)]) == 1
    assert (site / "gone.html").exists()
    assert (site.parent / "site.new" / "404.html").read_text(encoding="utf-8") == "new"
    assert "site.new/" in capsys.readouterr().err


def test_what_a_broken_build_left_is_cleared_away(outcome, site):
    for name in ("site.new", "site.old"):
        (site.parent / name).mkdir()
        (site.parent / name / "left.html").write_text("", encoding="utf-8")
    assert build_site.main([str(site)]) == 0
    assert [path.name for path in site.iterdir()] == ["404.html"]


@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_a_site_that_was_on_its_way_out_when_a_build_was_stopped_is_put_back_first(
    outcome, site, monkeypatch, can_exchange, fails
):
    if not can_exchange:
        monkeypatch.setattr(build_site, "exchanged", lambda one, other: False)
    site.rename(site.with_name("site.old"))
    site.with_name("site.new").mkdir()
    outcome.mkdocs = int(fails)
    assert build_site.main([str(site)]) == int(fails)
    assert (site / "404.html").read_text(encoding="utf-8") == ("old" if fails else "new")
    assert (site / "gone.html").exists() is fails
    assert not site.with_name("site.old").exists()


def test_where_folders_cannot_change_places_at_once_they_do_so_in_two_steps(outcome, site, monkeypatch):
    monkeypatch.setattr(build_site, "exchanged", lambda one, other: False)
    assert build_site.main([str(site)]) == 0
    assert [path.name for path in site.iterdir()] == ["404.html"]
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_disk_has_the_new_site_before_it_takes_the_place_of_the_old_one(outcome, site, monkeypatch):
    flushed = []
    monkeypatch.setattr(exchange, "flush", lambda path: flushed.append((path.name, (site / "gone.html").exists())))
    assert build_site.main([str(site)]) == 0
    assert sorted(flushed) == [("404.html", True), ("site.new", True)]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is flushed there")
def test_where_the_disk_cannot_have_it_the_old_site_stays(outcome, site, monkeypatch, capsys):
    def fail(descriptor):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fail)
    assert build_site.main([str(site)]) == 1
    assert (site / "gone.html").exists()
    assert "磁盘读写出错" in capsys.readouterr().err


HOLD = """
import pathlib, sys
from scripts.shared import locks
locks.CACHE = pathlib.Path(sys.argv[1])
with locks.alone(locks.BUILD):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_says_that_it_waits_for_the_first_and_follows_it(tmp_path):
    def start():
        command = [sys.executable, "-c", HOLD, str(tmp_path)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")

    with start() as first:
        assert first.stdout.readline() == "held\n"
        with start() as second:
            assert f"另一个构建正在进行（进程 {first.pid}），等它结束" in second.stderr.readline()
            first.kill()  # a lock does not outlive who holds it
            assert second.stdout.readline() == "held\n"
            second.stdin.close()


def test_a_folder_that_holds_something_else_is_not_touched(outcome, tmp_path, capsys):
    (tmp_path / "diary.txt").write_text("", encoding="utf-8")
    assert build_site.main([str(tmp_path)]) == 1
    assert (tmp_path / "diary.txt").exists()
    assert "不动它" in capsys.readouterr().err
    assert build_site.main([str(tmp_path / "diary.txt")]) == 1
    assert (tmp_path / "diary.txt").is_file()


@pytest.mark.parametrize(("site_url", "is_advised"), [("", True), ("https://example.org/", False)])
def test_without_an_address_it_says_what_is_missing_for_deployment(
    outcome, tmp_path, capsys, monkeypatch, site_url, is_advised
):
    monkeypatch.setenv("SITE_URL", site_url)
    build_site.main([str(tmp_path / "site")])
    assert ("SITE_URL" in capsys.readouterr().out) is is_advised
