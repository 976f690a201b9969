"""A page that is kept is what rendering would give, and is made again when anything changed that it is made from."""

import logging
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from scripts.pages import kept_pages
from scripts.shared.imports import read
from scripts.shared.paths import ROOT

TEXT = "# 题 { #top }\n\n甲[乙](other.md#part)，[丙](#sub)，[图](figure:demo/rest)。\n\n## 节 { #sub }\n\n### 小节 { #deep }\n"
AROUND = kept_pages.Surroundings("all", "ours")


@pytest.fixture
def config(tmp_path):
    (tmp_path / "docs").mkdir()
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: 站\nmarkdown_extensions: [attr_list]\nvalidation: {anchors: info}\n", encoding="utf-8")
    config = load_config(str(path))
    config.plugins._current_plugin = "test"  # who makes files
    return config


@pytest.fixture
def rendered(config, tmp_path):
    """Render the page, through what is kept, and return it with whether it was made now."""

    def render(text=TEXT, around=AROUND, others=("other.md",), uri="page.md", at=None):
        files = Files([File.generated(config, each, content="") for each in (uri, *others)])
        if at:
            files.src_uris["other.md"].url = at
        page = Page(None, files.src_uris[uri], config)
        page.markdown, page.meta = text, {}
        made = []

        def make(asked):
            made.append(True)
            page.render(config, asked)

        kept_pages.render(page, files, around, make, tmp_path / "kept")
        return page, bool(made)

    return render


def told(page):
    links = {to.src_uri: anchors for to, anchors in page.links_to_anchors.items()}
    contents = [(link.level, link.id, link.title, getattr(link, "active", None)) for link in flat(page.toc)]
    return page.content, contents, page._title_from_render, page.present_anchor_ids, links, page.measured


def flat(links):
    for link in links:
        yield link
        yield from flat(link.children)


def test_a_page_is_made_once_and_is_the_same_from_what_is_kept(rendered):
    first, made = rendered()
    second, made_again = rendered()
    assert (made, made_again) == (True, False)
    assert told(second) == told(first)
    assert len(told(first)[1]) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"text": TEXT.replace("甲", "丁")},
        {"uri": "moved.md"},
        {"around": AROUND._replace(of_all="changed")},
        {"around": AROUND._replace(of_ours="changed")},
    ],
    ids=["source", "address", "what all pages depend on", "what is drawn"],
)
def test_a_change_makes_a_page_anew(rendered, change):
    rendered()
    page, made = rendered(**change)
    assert made
    assert not rendered(**change)[1]


def test_a_page_with_nothing_of_ours_does_not_depend_on_what_is_drawn(rendered):
    text = TEXT.replace("figure:demo/rest", "#top")
    rendered(text)
    assert not rendered(text, around=AROUND._replace(of_ours="changed"))[1]


def test_a_page_is_made_anew_when_what_it_links_to_moves_or_goes_and_not_when_another_comes(rendered):
    rendered()
    assert not rendered(others=("other.md", "new.md"))[1]
    assert rendered(others=())[1]
    rendered()
    page, made = rendered(at="elsewhere/")
    assert made
    assert "elsewhere/#part" in page.content


def test_what_mkdocs_has_a_remark_on_is_said_again(rendered, caplog):
    for _ in range(2):
        caplog.clear()
        assert rendered(others=())[1]
        assert "other.md" in caplog.text


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", None], ids=["empty", "other", "no text", "one sign"])
def test_a_damaged_file_counts_as_none(rendered, tmp_path, damage):
    first, _ = rendered()
    [path] = (tmp_path / "kept").iterdir()
    path.write_bytes(path.read_bytes().replace("甲".encode(), "乙".encode()) if damage is None else damage)
    second, made = rendered()
    assert made
    assert told(second) == told(first)
    assert not rendered()[1]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("of_all", lambda root, patch: (root / "scripts" / "a.py").write_text("2", encoding="utf-8")),
        ("of_all", lambda root, patch: (root / "scripts" / "b.mjs").write_text("new", encoding="utf-8")),
        ("of_all", lambda root, patch: (root / "mkdocs.yml").write_text("2", encoding="utf-8")),
        ("of_all", lambda root, patch: (root / "docs" / "terms.md").write_text("2", encoding="utf-8")),
        ("of_all", lambda root, patch: (root / "plots" / "sources.csv").write_text("2", encoding="utf-8")),
        ("of_all", lambda root, patch: (root / "package-lock.json").write_text("2", encoding="utf-8")),
        ("of_all", lambda root, patch: patch.setattr(kept_pages, "version", lambda name: "2")),
        ("of_all", lambda root, patch: patch.setattr("platform.python_version", lambda: "4")),
        ("of_all", lambda root, patch: patch.setattr(logging.getLogger("mkdocs"), "level", logging.ERROR)),
        ("of_ours", lambda root, patch: (root / "plots" / "data.csv").write_text("2", encoding="utf-8")),
        ("of_ours", lambda root, patch: (root / "tests" / "oracles" / "lr.json").write_text("2", encoding="utf-8")),
        ("of_ours", lambda root, patch: patch.setattr(kept_pages, "read_manifest", lambda: {"demo": {"width": 2}})),
    ],
    ids="code,formula script,configuration,term,copy in an archive,browser parts,package,Python,level,data,record,figure".split(
        ","
    ),
)
def test_each_kind_of_thing_that_pages_are_made_from_is_noticed(tmp_path, monkeypatch, part, change):
    code, texts = ["scripts/a.py"], ["mkdocs.yml", "docs/terms.md", "package-lock.json"]
    for name in (*code, *texts, "plots/sources.csv", "plots/data.csv", "tests/oracles/lr.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(kept_pages, "ROOT", tmp_path)
    monkeypatch.setattr(kept_pages, "GLOSSARY", tmp_path / "docs" / "terms.md")
    monkeypatch.setattr(kept_pages, "TABLE", tmp_path / "plots" / "sources.csv")
    monkeypatch.setattr(kept_pages, "read_manifest", lambda: {"demo": {"width": 1}})
    monkeypatch.setattr(logging.getLogger("mkdocs"), "level", logging.INFO)
    config: Any = SimpleNamespace(config_file_path=str(tmp_path / "mkdocs.yml"))
    before = kept_pages.surroundings(config)
    assert kept_pages.surroundings(config) == before
    change(tmp_path, monkeypatch)
    assert getattr(kept_pages.surroundings(config), part) != getattr(before, part)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # what runs tests is, a build is not
def test_many_pages_are_made_by_several_processes_and_few_or_known_ones_by_none(tmp_path, monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1})
    kept = tmp_path / "kept"
    asked: list[str] = []  # for formulas, of which these pages have none
    monkeypatch.setattr("scripts.markdown.formulas.ask_ahead", asked.extend)
    names = [f"{number}.md" for number in range(3 * kept_pages.MANY)]
    pages = [SimpleNamespace(file=SimpleNamespace(src_uri=name, content_string=name)) for name in names]

    def made(pages, around=AROUND):
        """Return the processes that made pages, none of which is stopped by a page that cannot be made."""
        folder = tmp_path / "made"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

        def make(page):
            (folder / page.file.src_uri).write_text(str(os.getpid()), encoding="utf-8")
            kept_pages.write(kept_pages.file_of(page, kept), {})
            raise SystemExit

        kept_pages.make_ahead(pages, around, make, kept)
        names = [path.name for path in folder.iterdir()]
        assert len(names) in (0, len(pages))
        return {path.read_text("utf-8") for path in folder.iterdir()}

    assert made(pages[: kept_pages.MANY]) == set()
    processes = made(pages)
    assert len(processes) == 2
    assert asked == names
    assert str(os.getpid()) not in processes
    assert made(pages) == set()
    assert len(made(pages, AROUND._replace(of_all="changed"))) == 2


def test_plots_names_no_folder_beside_it_that_is_not_part_of_the_digest():
    named = {string for path in ROOT.joinpath("plots").rglob("*.py") for string in read(path).strings}
    beside = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"plots"}
    assert named & beside <= {Path(folder).parts[0] for folder in kept_pages.OF_OURS}
