"""The search finds what the site writes about, and for few bytes: its program, asked in Node, where a browser runs it in a page."""

import gzip
import json
import random
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from scripts.shared import glossary
from scripts.shared.node import node
from scripts.shared.paths import ROOT
from tests.site_search import searched

pytestmark = pytest.mark.articles

QUERIES = json.loads((ROOT / "tests" / "data" / "queries.json").read_text(encoding="utf-8"))
# Which files a query needs, how long it takes once they are there, and what the first hits are, in the order of the page.
ASK = """
const [folder, program] = process.argv.slice(1);
const { readFileSync } = await import("node:fs");
const { Index } = await import(`${program}/index.mjs`);
const { literalFirst } = await import(`${program}/words.mjs`);
const read = new Map(); // what another query has read
const file = async (name) => {
  if (!read.has(name)) read.set(name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
  return read.get(name);
};
const found = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  const files = ["contents.json"];
  const index = new Index(await file("contents.json"), (name) => (files.push(name), file(name)));
  const hits = await Promise.all((await index.ranked(query)).slice(0, 10).map((number) => index.section(number)));
  const start = process.cpuUsage(); // whatever else the machine does
  await index.ranked(query);
  const { user, system } = process.cpuUsage(start);
  found.push({ query, files, milliseconds: (user + system) / 1000, hits: literalFirst(hits, index.inSimplified(query)) });
}
console.log(JSON.stringify(found));
"""


def ask(site: Path, queries: list[str]) -> list[dict[str, Any]]:
    program = (ROOT / "overrides" / "assets" / "javascripts" / "search").as_uri()
    command = [node(), "--input-type=module", "-e", ASK, str(site / "search"), program]
    done = subprocess.run(
        command, input=json.dumps(queries), capture_output=True, text=True, encoding="utf-8", check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def squeezed(text: str) -> str:
    """Return the letters and digits alone: 16 GB is 16GB, all-reduce is AllReduce."""
    return re.sub(r"[\W_]", "", text).lower()


@pytest.fixture(scope="module")
def texts(deployed_site):
    """Return what each section says, by its address."""
    return {unquote(section.location): f"{section.title}\n{section.text}" for section in searched(deployed_site)}


def test_there_are_sixty_queries_and_some_ways_of_writing():
    assert [len(QUERIES[group]) for group in QUERIES if group != "spellings"] == [10] * 6


def test_each_query_leads_where_it_should(deployed_site):
    wanted = {query: places for group in QUERIES.values() for query, places in group.items()}
    missed = {}
    for found in ask(deployed_site, [*wanted]):
        first = [unquote(hit["location"]) for hit in found["hits"][:3]]
        if not any(each.startswith(place) for each in first for place in wanted[found["query"]]):
            missed[found["query"]] = first
    assert not missed


def test_each_term_of_the_glossary_is_in_one_of_the_first_three_hits(deployed_site, texts):
    rows = list(glossary.rows(glossary.GLOSSARY.read_text(encoding="utf-8")))
    names = {name for row in rows for cell in ("中文", "英文") for name in [row[cell], *re.split("、|, ", row[cell])]}
    missed = {}
    for found in ask(deployed_site, sorted(names)):
        places = [unquote(hit["location"]) for hit in found["hits"][:3]]
        if not any(squeezed(found["query"]) in squeezed(texts[place]) for place in places):
            missed[found["query"]] = places
    assert len(rows) > 100
    assert not missed


def test_whatever_stands_in_the_text_is_found(deployed_site, texts):
    """Pieces of 2 to 8 characters, drawn from all Chinese runs and all words of the site."""
    draw = random.Random(0)
    runs = [run for text in texts.values() for run in re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}", text)]
    pieces = []
    for run in draw.sample(runs, 300):
        start = draw.randrange(len(run) - 1)
        pieces.append(run[start : start + draw.randint(2, 8)])
    missed = {}
    for found in ask(deployed_site, pieces):
        if not any(squeezed(found["query"]) in squeezed(hit["title"] + hit["text"]) for hit in found["hits"][:3]):
            missed[found["query"]] = [hit["location"] for hit in found["hits"]]
    assert not missed


def test_a_query_costs_at_most_sixty_kilobytes_and_a_tenth_of_a_second(deployed_site):
    program = ["search/hits", "search/marks"]
    sizes = {
        file.relative_to(deployed_site / "search").as_posix(): len(gzip.compress(file.read_bytes()))
        for file in (deployed_site / "search").rglob("*.json")
    }
    scripts = deployed_site / "assets" / "javascripts"
    own = sum(len(gzip.compress((scripts / f"{name}.mjs").read_bytes())) for name in program)
    found = ask(deployed_site, [query for group in QUERIES.values() for query in group])
    costs = {each["query"]: own + sum(sizes[name] for name in each["files"]) for each in found}
    assert max(costs.values()) <= 60_000, costs
    assert sorted(each["milliseconds"] for each in found)[-3] <= 100  # the first ones wake the program up
