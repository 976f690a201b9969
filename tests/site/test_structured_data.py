"""What machines read in the head of each page, and how texts and figures are cited."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from tests.parsed import page_at

SCHEMA = Path(__file__).resolve().parent.parent / "schemas" / "structured_data.json"
CITED = ("posts/", "notebooks/", "figures/")
LISTS = {"posts/", "notebooks/"}


@pytest.fixture(scope="module")
def pages(deployed_site):
    """Return the pages that are to be found, by their addresses."""
    found = {}
    for path in deployed_site.rglob("index.html"):
        page = page_at(path)
        if not page.find("meta", {"http-equiv": "refresh"}) and not page.find("meta", {"content": "noindex"}):
            name = path.parent.relative_to(deployed_site).as_posix()
            found["" if name == "." else f"{name}/"] = page
    return found


@pytest.fixture(scope="module")
def graphs(pages):
    return {path: things(page) for path, page in pages.items()}


def things(page):
    [script] = page.select('script[type="application/ld+json"]')
    return json.loads(script.string)


def of_kind(graph, kind):
    return [thing for thing in graph["@graph"] if thing["@type"] == kind]


def is_cited(path):
    return path.startswith(CITED) and path not in LISTS


def test_every_page_says_what_it_is_as_search_engines_ask(graphs):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for path, graph in graphs.items():
        assert [f"{path}: {error.json_path} {error.message[:200]}" for error in validator.iter_errors(graph)] == []


def test_each_kind_of_page_has_its_kind_of_thing(graphs):
    kinds = {
        "posts/": "BlogPosting",
        "notebooks/": "TechArticle",
        "figures/": "ImageObject",
    }
    for path, graph in graphs.items():
        if is_cited(path):
            kind = next(kind for start, kind in kinds.items() if path.startswith(start))
            assert len(of_kind(graph, kind)) == 1, path
        if path:
            assert len(of_kind(graph, "BreadcrumbList")) == 1, path


def test_what_is_said_to_be_there_is_there(graphs, deployed_site, server):
    for path, graph in graphs.items():
        addresses = re.findall(rf'"{re.escape(server)}([^"#]*)', json.dumps(graph))
        missing = {each for each in addresses if not (deployed_site / unquote(each)).exists()}
        assert not missing, path


def test_the_way_from_home_ends_at_the_page(graphs, server):
    for path, graph in graphs.items():
        for way in of_kind(graph, "BreadcrumbList"):
            steps = [unquote(item["item"]) for item in way["itemListElement"]]
            assert (steps[0], steps[-1]) == (server, server + path)


def test_figures_with_a_table_are_data_and_no_others(graphs, pages):
    for path, graph in graphs.items():
        if path.startswith("figures/"):
            tables = [link["href"] for link in pages[path].select("a[download]") if link["href"].endswith(".csv")]
            assert len(of_kind(graph, "Dataset")) == len(tables), path


def test_the_corrections_of_a_text_are_those_that_it_shows(graphs, pages):
    for path, graph in graphs.items():
        for text in (*of_kind(graph, "BlogPosting"), *of_kind(graph, "TechArticle")):
            shown = [item for item in pages[path].select("#changelog ~ * li") if item.get_text().startswith("原来：")]
            assert len(text.get("correction", [])) == len(shown), path


def test_nothing_that_stands_in_a_text_ends_the_element(pages):
    for path, page in pages.items():
        assert not re.search("[<>&\u2028\u2029]", page.select_one('script[type="application/ld+json"]').string), path


def test_a_text_and_a_figure_can_be_cited_and_nothing_else(pages, server):
    keys = []
    for path, page in pages.items():
        meta = {each["name"]: each["content"] for each in page.select("meta[name^=citation_]")}
        assert bool(meta) == is_cited(path) == bool(page.select(".cite")), path
        if not meta:
            continue
        assert unquote(meta["citation_public_url"]) == server + path
        assert meta["citation_title"] in page.title.get_text()
        assert re.fullmatch(r"\d{4}/\d{2}/\d{2}", meta["citation_publication_date"])
        reference, bibtex = (each.get_text() for each in page.select(".cite code"))
        assert re.fullmatch(r".+\. .+\[EB/OL\]\. \(\d{4}-\d{2}-\d{2}\)\[引用日期\]\. http\S+\.", reference), path
        assert meta["citation_public_url"] in reference
        keys += re.findall(r"^@misc\{([\w-]+),$", bibtex, re.MULTILINE)
        assert re.findall(r"^  url +=", bibtex, re.MULTILINE), path
        assert bibtex.count("{") == bibtex.count("}"), path
    assert len(keys) == len(set(keys)) == sum(map(is_cited, pages))


def test_every_page_is_in_simplified_chinese_and_names_its_licence(pages):
    for path, page in pages.items():
        assert page.html["lang"] == "zh-Hans", path
        assert page.select_one("footer a[rel~=license]")["href"].startswith(
            "https://creativecommons.org/licenses/by/4.0/"
        )
