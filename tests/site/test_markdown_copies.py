"""The copies of pages in Markdown, as another program reads them: mistune."""

import json
import re
from typing import Any
from urllib.parse import unquote, urljoin

import mistune
import pytest

from tests.parsed import page_at
from tests.searches import existing

OWN_MARKS = re.compile(r"figure:|figure-page:|playground:|value:|\{ ?[#.]|<!--|^ *(?:\?\?\?|!!!)", re.MULTILINE)


@pytest.fixture(scope="module")
def copies(deployed_site):
    return {path.relative_to(deployed_site).as_posix(): path.read_text("utf-8") for path in deployed_site.rglob("*.md")}


def tokens(markdown):
    """Yield all that a text consists of."""
    waiting: list[Any] = list(mistune.create_markdown(renderer=None, plugins=["footnotes", "math", "table"])(markdown))
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting[:0] = token.get("children", [])


def prose(markdown):
    return "\n".join(token["raw"] for token in tokens(markdown) if token["type"] == "text")


def told(token):
    return token.get("raw", "") + "".join(map(told, token.get("children", [])))


def addresses(markdown):
    return [token["attrs"]["url"] for token in tokens(markdown) if token["type"] in {"link", "image"}]


def test_every_page_that_is_written_has_a_copy_and_names_it(deployed_site, copies):
    named = {}
    for page in deployed_site.rglob("index.html"):
        if link := page_at(page).head.find("link", type="text/markdown"):
            address = page.parent.relative_to(deployed_site).as_posix()
            named[unquote(urljoin(f"/{address}/", link["href"])).removeprefix("/")] = f"{address}.md"
    assert named == {name: name for name in copies}
    sources = {"posts", "notebooks", "playgrounds", "terms.md", "about.md"}
    assert {name.split("/")[0] for name in copies} == sources


def test_nothing_is_left_in_a_copy_that_only_this_site_understands(copies):
    assert {name: found[0] for name, text in copies.items() if (found := OWN_MARKS.search(prose(text)))} == {}


def test_every_address_in_a_copy_and_in_the_list_of_them_answers(deployed_site, server, copies):
    files = {**copies, "llms.txt": (deployed_site / "llms.txt").read_text("utf-8")}
    for name, text in files.items():
        for address in addresses(text):
            assert re.match(r"https?:|mailto:", address), (name, address)
            if address.startswith(server):
                path = unquote(re.split("[?#]", address)[0]).removeprefix(server)
                assert (deployed_site / path / "index.html").is_file() or (deployed_site / path).is_file(), (
                    name,
                    address,
                )


def test_a_copy_has_all_headings_figures_and_formulas_of_its_page(deployed_site, copies):
    for name, text in copies.items():
        page = page_at(deployed_site / name[:-3] / "index.html").article
        headings = page.select(":is(h2, h3, h4)[id]:has(.headerlink)")  # the list of presets is made
        assert sum(token["type"] == "heading" for token in tokens(text)) == len(headings) + 1, name
        figures = page.select("figure[id]")
        assert [f"图 {number}]" in text for number, _ in enumerate(figures, 1)] == [True] * len(figures), name
        alts = [told(token) for token in tokens(text) if token["type"] == "image"]
        assert alts == [each["alt"] for each in page.select("figure[id] img")], name


def test_footnotes_that_a_copy_mentions_are_in_it(copies):
    for name, text in copies.items():
        assert "[^" not in prose(text), name  # what mentions a note that is not there is text


def test_a_copy_holds_no_html(copies):
    for name, text in copies.items():
        assert [token["raw"] for token in tokens(text) if token["type"].endswith("html")] == [], name


def test_a_copy_tells_when_its_text_was_edited_as_the_feed_does(deployed_site, server, copies):
    for item in json.loads((deployed_site / "feed.json").read_text("utf-8"))["items"]:
        text = copies[unquote(item["url"].removeprefix(server)).rstrip("/") + ".md"]
        days = dict(re.findall(r"^- (发表|更新)：(\S+)$", text, re.MULTILINE))
        assert [days["发表"], days.get("更新", days["发表"])] == [
            item[name][:10] for name in ("date_published", "date_modified")
        ]


def test_the_list_of_copies_has_each_with_a_line_in_the_form_of_its_standard(deployed_site, server, copies):
    lines = (deployed_site / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    entries = [re.fullmatch(r"- \[.+\]\((\S+)\): .{10,}", line) for line in lines if line.startswith("- ")]
    assert sorted(unquote(existing(entry)[1]).removeprefix(server) for entry in entries) == sorted(copies)
    sections = [line for line in lines if line.startswith("## ")]
    assert sections[-1] == "## Optional"
