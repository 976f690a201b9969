"""The search finds what the site writes about, however the words come into its box, and for few bytes."""

import gzip
import json
import random
import re
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.assets.page_script import bundled
from scripts.shared import glossary
from scripts.shared.paths import ROOT
from tests.browser.axe import violations_in_both_schemes
from tests.site_search import searched

pytestmark = pytest.mark.articles

HITS = "[data-search-results] a"
STATUS = ".md-search [role=status]"
EMPTY = "输入要找的词"
QUERIES = json.loads((ROOT / "tests" / "data" / "queries.json").read_text(encoding="utf-8"))
ZERO = "posts/zero/"
# Asks the program of the page: which files a query needs, how long it takes once they are there, what the first hits are.
ASK = """async ([queries, ...modules]) => {
  const base = new URL("search/", location.href); // of the first page of the site
  const [{ Index }, { literalFirst }] = await Promise.all(modules.map((module) => import(module)));
  const read = new Map(); // to fetch and to parse what another query has read takes longer than to search
  const file = (name) => {
    if (!read.has(name)) read.set(name, fetch(new URL(name, base)).then((answer) => answer.json()));
    return read.get(name);
  };
  const found = [];
  for (const query of queries) {
    const files = ["contents.json"];
    const index = new Index(await file("contents.json"), (name) => (files.push(name), file(name)));
    const hits = await Promise.all((await index.ranked(query)).slice(0, 10).map((number) => index.section(number)));
    const start = performance.now();
    await index.ranked(query);
    found.push({ query, files, milliseconds: performance.now() - start, hits: literalFirst(hits, query) });
  }
  return found;
}"""


def ask(page: Page, queries: list[str]) -> list[dict[str, Any]]:
    """Return what the modules of the page find, which are sent in another one only."""
    folder = ROOT / "overrides" / "assets" / "javascripts" / "search"
    modules = [f"data:text/javascript,{quote(bundled(folder / name))}" for name in ("index.mjs", "words.mjs")]
    page.context.new_cdp_session(page).send(
        "Page.setBypassCSP", {"enabled": True}
    )  # the modules are not the site's own
    page.reload()
    found: list[dict[str, Any]] = page.evaluate(ASK, [queries, *modules])
    return found


def squeezed(text: str) -> str:
    """Return the letters and digits alone: 16 GB is 16GB, all-reduce is AllReduce."""
    return re.sub(r"[\W_]", "", text).lower()


@pytest.fixture(scope="module")
def texts(deployed_site):
    """Return what each section says, by its address."""
    return {unquote(section.location): f"{section.title}\n{section.text}" for section in searched(deployed_site)}


@pytest.fixture
def box(page, server):
    page.goto(server)
    page.keyboard.press("/")
    expect(page.locator(STATUS)).to_have_text(EMPTY)
    return page.get_by_role("search").get_by_role("textbox")


def put(page: Page, query: str) -> None:
    """Let a query take the place of the last one at once, as an input method does, and wait for what is said of it."""
    status = page.locator(STATUS)
    status.evaluate("status => (status.textContent = '')")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    # Seen in the next frame; what is said of the empty box, when it has just been opened, is no answer.
    page.wait_for_function(
        "([status, empty]) => !['', empty].includes(status.textContent)", arg=[status.element_handle(), EMPTY]
    )


def hits(page: Page, server: str) -> list[str]:
    """Return the first three addresses in reading order."""
    links = page.locator(HITS).evaluate_all("links => links.slice(0, 3).map(link => link.href)")
    places = [urlsplit(unquote(link)) for link in links]
    return [
        place.path.removeprefix(urlsplit(server).path) + (f"#{place.fragment}" if place.fragment else "")
        for place in places
    ]


def test_there_are_sixty_queries_and_some_ways_of_writing():
    assert [len(QUERIES[group]) for group in QUERIES if group != "spellings"] == [10] * 6


def test_each_query_leads_where_it_should(page, server, box):
    missed = {}
    for query, places in [item for group in QUERIES.values() for item in group.items()]:
        put(page, query)
        found = hits(page, server)
        if not any(each.startswith(place) for each in found for place in places):
            missed[query] = found
    assert not missed


def test_each_term_of_the_glossary_is_in_one_of_the_first_three_hits(page, server, texts):
    rows = list(glossary.rows(glossary.GLOSSARY.read_text(encoding="utf-8")))
    names = {name for row in rows for cell in ("中文", "英文") for name in [row[cell], *re.split("、|, ", row[cell])]}
    page.goto(server)
    missed = {}
    for found in ask(page, sorted(names)):
        places = [unquote(hit["location"]) for hit in found["hits"][:3]]
        if not any(squeezed(found["query"]) in squeezed(texts[place]) for place in places):
            missed[found["query"]] = places
    assert len(rows) > 100
    assert not missed


def test_whatever_stands_in_the_text_is_found(page, server, texts):
    """Pieces of 2 to 8 characters, drawn from all Chinese runs and all words of the site."""
    draw = random.Random(0)
    runs = [run for text in texts.values() for run in re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}", text)]
    pieces = []
    for run in draw.sample(runs, 300):
        start = draw.randrange(len(run) - 1)
        pieces.append(run[start : start + draw.randint(2, 8)])
    page.goto(server)
    missed = {}
    for found in ask(page, pieces):
        if not any(squeezed(found["query"]) in squeezed(hit["title"] + hit["text"]) for hit in found["hits"][:3]):
            missed[found["query"]] = [hit["location"] for hit in found["hits"]]
    assert not missed


def test_a_query_costs_at_most_sixty_kilobytes_and_a_tenth_of_a_second(page, server, deployed_site):
    page.goto(server)
    program = ["search/hits", "search/marks"]
    sizes = {
        file.relative_to(deployed_site / "search").as_posix(): len(gzip.compress(file.read_bytes()))
        for file in (deployed_site / "search").rglob("*.json")
    }
    scripts = deployed_site / "assets" / "javascripts"
    own = sum(len(gzip.compress((scripts / f"{name}.mjs").read_bytes())) for name in program)
    found = ask(page, [query for group in QUERIES.values() for query in group])
    costs = {each["query"]: own + sum(sizes[name] for name in each["files"]) for each in found}
    assert max(costs.values()) <= 60_000, costs
    assert sorted(each["milliseconds"] for each in found)[-3] <= 100  # the first ones wake the program up


def test_text_that_comes_without_a_key_is_searched_for(page, server, box):
    box.evaluate("box => { box.value = '梯度累积'; box.dispatchEvent(new InputEvent('input', { bubbles: true })); }")
    expect(page.locator(HITS).first).to_contain_text("梯度累积")


def test_what_an_input_method_writes_is_searched_for(page, box):
    protocol = page.context.new_cdp_session(page)
    protocol.send("Input.imeSetComposition", {"text": "ti'du", "selectionStart": 5, "selectionEnd": 5})
    protocol.send("Input.insertText", {"text": "梯度累积"})
    expect(box).to_have_value("梯度累积")
    expect(page.locator(HITS).first).to_contain_text("梯度累积")


def test_a_query_in_the_address_is_searched_for(page, server):
    page.goto(f"{server}?q=allreduce")
    expect(page.locator(HITS).first).to_contain_text("all-reduce")


def test_a_search_without_a_hit_says_so(page, box):
    page.keyboard.insert_text("猫娘")
    expect(page.locator(STATUS)).to_have_text("没有找到")


def test_a_hit_says_what_it_is_and_where(page, box):
    put(page, "梯度累积")
    expect(page.locator(HITS).first.locator(".hit__kind")).to_have_text(
        "文章 · DeepSpeed之ZeRO系列：将显存优化进行到底"
    )
    expect(page.locator(HITS).first.locator("mark").first).to_have_text("梯度累积")
    kinds = page.locator(".hit__kind")
    for query, kind in {"早停": "术语", "学习率调整策略": "互动图", "n_init='auto'": "notebook"}.items():
        put(page, query)
        expect(kinds.filter(has_text=kind).first).to_be_visible()


def test_the_keyboard_is_enough(page, server, box):
    put(page, "梯度累积")
    expect(page.locator(HITS).nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(HITS).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"^{re.escape(server + ZERO)}.*#accumulation$"))
    expect(page.locator("#accumulation")).to_be_in_viewport()
    expect(page.locator("main mark").first).to_have_text("梯度累积")
    expect(page.locator("#__search")).not_to_be_checked()


def test_escape_closes_the_search_and_leaves_the_query(page, box):
    put(page, "显存")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(box).not_to_be_focused()
    page.keyboard.press("s")
    expect(box).to_be_focused()
    expect(box).to_have_value("显存")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(STATUS)).to_have_text(EMPTY)
    expect(page.locator(HITS)).to_have_count(0)


def test_more_hits_come_when_they_are_asked_for(page, box):
    put(page, "学习率")
    expect(page.locator(HITS)).to_have_count(10)
    page.get_by_role("button", name="更多").click()
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(HITS).nth(10)).to_be_focused()


WAYS = {
    "a key": lambda page: page.keyboard.press("/"),
    "the pointer": lambda page: page.get_by_role("search").get_by_role("textbox").click(),
    "a finger": lambda page: page.locator(".search-opener").tap(),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_index_comes_when_the_reader_comes_to_the_search(new_page, server, way):
    page = new_page(viewport="phone" if way == "a finger" else "desktop", first_visit=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.goto(server)
    page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
    expect(page).not_to_have_url(server)
    page.wait_for_load_state("networkidle")
    assert asked == []
    WAYS[way](page)
    expect(page.locator(STATUS)).to_be_visible()
    page.keyboard.insert_text("梯度累积")
    expect(page.locator(HITS).first).to_be_visible()
    if way == "a finger":  # the theme holds the page below the search, on phones
        expect(page.locator("body")).to_have_attribute("data-md-scrolllock", "")
    page.locator(HITS).first.click()
    expect(page.locator("#accumulation")).to_be_in_viewport()


def test_an_index_that_does_not_come_is_told_of_and_asked_for_again(page, box):
    page.route("**/search/*/*.json", lambda route: route.abort())
    page.keyboard.insert_text("显")
    expect(page.locator(STATUS)).to_contain_text("没有取到")
    page.unroute("**/search/*/*.json")
    page.keyboard.insert_text("存")
    expect(page.locator(HITS).first).to_be_visible()
    page.complaints.clear()


def test_without_javascript_the_search_says_what_it_needs(new_page, server):
    page = new_page(javascript=False)
    page.goto(server)
    expect(page.locator("header noscript span")).to_be_visible()
    expect(page.locator("header noscript span")).to_have_text("搜索要用 JavaScript")
    expect(page.get_by_role("search")).not_to_be_visible()


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_axe_finds_nothing_in_the_open_search(new_page, server, viewport):
    page = new_page(viewport=viewport, reduced_motion=True)
    page.goto(f"{server}?q=梯度累积")
    expect(page.locator(HITS).first).to_be_visible()
    assert violations_in_both_schemes(page, ".md-search") == []


def test_a_hit_is_marked_in_the_page_that_it_leads_to(page, server):
    page.goto(f"{server}{ZERO}?h=显存#glossary")
    expect(page.locator("main mark").first).to_have_text("显存")
