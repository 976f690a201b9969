"""Terms in the text and in the glossary, over all articles, notebooks and terms."""

import re
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from scripts.markdown.terms import APART, APART_BY_CLASS, MARKED, OTHER_MEANINGS, longest_first
from scripts.notebooks import storage
from scripts.shared.glossary import GLOSSARY, ids_by_name, rows
from scripts.shared.sources import read_text
from tests.parsed import page_at
from tests.posts import FRONT

AROUND = (".post-head", ".post-foot")  # what the template says of an article
NAMES = ids_by_name(GLOSSARY.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(site):
    """Return the articles and notebooks by their address, taken apart."""
    found = {
        path.parent.relative_to(site).as_posix(): page_at(path)
        for folder in MARKED
        for path in site.glob(f"{folder}**/index.html")
    }
    return {f"{path}/": page for path, page in found.items() if page.article and page.article.select_one("a.term")}


@pytest.fixture(scope="module")
def glossary(site):
    return page_at(site / "terms/index.html")


def other_meanings():
    """Return, by the address of its page, the ids of the terms whose names mean something else there."""
    posts = {path: read_text(front.path) for path, front in FRONT.items()}
    notebooks = [storage.read(path) for path in storage.paths()]
    texts = posts | {f"notebooks/{each.id}/": "\n".join(cell.source for cell in each.cells) for each in notebooks}
    return {
        path: {id.strip() for ids in OTHER_MEANINGS.findall(text) for id in ids.split(",")}
        for path, text in texts.items()
    }


def text_of(page):
    """Return what is read as text: blocks and what is none of it are parted."""
    article = BeautifulSoup(str(page.article), "html.parser")
    for part in article.select(", ".join([*(APART - {"a"}), *(f".{name}" for name in APART_BY_CLASS), *AROUND])):
        part.replace_with("\n")
    for link in article.select("a:not(.term)"):
        link.replace_with("\n")
    return article.get_text()


def test_every_term_in_the_text_of_a_page_is_marked_once_but_where_it_means_something_else(pages):
    wrong = other_meanings()
    assert pages.keys() <= wrong.keys()
    for path, page in pages.items():
        marked = [link["id"].removeprefix("term:") for link in page.select("article a.term[id]")]
        assert len(marked) == len(set(marked)), path
        read = {NAMES[name] for name in longest_first(frozenset(NAMES)).findall(text_of(page))}
        assert read - set(marked) == wrong[path] - set(marked), path


def test_marks_are_in_no_heading_link_code_figure_or_note(pages):
    parts = ", ".join([*APART, *(f".{name}" for name in APART_BY_CLASS)])
    for path, page in pages.items():
        assert not [link for link in page.select("a.term") if link.find_parent(lambda tag: matches(tag, parts))], path


def matches(tag, parts):
    return tag.name in APART or bool(APART_BY_CLASS.intersection(tag.get("class", [])))


def test_every_mark_leads_to_the_entry_of_its_term(pages, glossary):
    entries = {entry["id"] for entry in glossary.select(".glossary > div")}
    assert entries == {row["id"] for row in rows(GLOSSARY.read_text(encoding="utf-8"))}
    for path, page in pages.items():
        for link in page.select("a.term"):
            address, _, id = urljoin(path, link["href"]).partition("#")
            assert (address, id in entries) == ("terms/", True), (path, link)


def test_every_entry_leads_to_all_first_uses_of_its_term(pages, glossary):
    uses = {
        (entry["id"], unquote(urljoin("terms/", link["href"])))
        for entry in glossary.select(".glossary > div")
        for link in entry.select(".uses a")
    }
    marks = {
        (link["id"].removeprefix("term:"), f"{path}#{link['id']}")
        for path, page in pages.items()
        for link in page.select("a.term[id]")
    }
    assert uses == marks
    assert len(uses) >= len(pages) > 0


def test_no_list_of_articles_has_marks(site):
    for path in ("index.html", "posts/index.html", "archives/index.html"):
        assert 'class="term"' not in (site / path).read_text(encoding="utf-8")


def test_the_footnotes_of_every_article_stand_below_its_sources(pages):
    for path, page in pages.items():
        notes, sources = page.select_one(".footnote"), page.find(id="references")
        if notes and sources:
            assert notes.find_previous(re.compile("^h2$"))["id"] == "references", path


def test_a_note_shows_no_long_address(pages):
    """What is left has no title to be the link of."""
    shown = [
        link.get_text() for page in pages.values() for link in page.select(".footnote a") if "//" in link.get_text()
    ]
    assert not [address for address in shown if len(address) > 60]
    assert len(shown) <= 10
