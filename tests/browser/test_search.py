"""The search finds what the site writes about, however the words come into its box."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "terms.md"
BOX = "[data-md-component=search-query]"
HITS = "[data-md-component=search-result] li a:not(details a)"  # what is folded away is not seen
LR, ZERO, KMEANS, BOOSTING = (
    "posts/oneflow-lrscheduler-visualization/",
    "posts/zero/",
    "posts/k-means从入门到调包/",
    "posts/gradient-boosting-从入门到调包-调包篇/",
)
WRITTEN = {
    "ZeRO显存": ZERO,
    "ZeRO 显存": ZERO,
    "zero显存": ZERO,
    "ＺｅＲＯ显存": ZERO,
    "ZeRO3": ZERO,
    "zero-3": ZERO,
    "学习率warmup": LR,
    "warmup学习率": LR,
    "warm-up": LR,
    "16GB": ZERO,
    "16 gb": ZERO,
    "16-GB": ZERO,
    "fp 16": ZERO,
    "allreduce": f"{ZERO}#all-reduce",
    "AllReduce": f"{ZERO}#all-reduce",
    "all-reduce": f"{ZERO}#all-reduce",
    "all reduce": f"{ZERO}#all-reduce",
    "reducescatter": f"{ZERO}#reduce-scatter",
    "梯度累积": f"{ZERO}#accumulation",
    "梯度累": f"{ZERO}#accumulation",
    "分裂": BOOSTING,
    "提升": BOOSTING,
    "过拟合": f"{BOOSTING}#early-stopping",
    "早停": f"{BOOSTING}#early-stopping",
    "max_depth=3": "notebooks/xgboost/",
    "maxdepth": BOOSTING,
    "mini batch": "notebooks/kmeans/",
    "怎么选k": KMEANS,
    "怎样选": f"{LR}#how-to-choose",
    "k-means++": KMEANS,
    "lr_scheduler.step()": LR,
    "余弦": LR,
    "title:foo~a x^ -": "",  # nobody means the language of the theme's library
}


def squeezed(text: str) -> str:
    """Return the letters and digits alone: 16 GB is 16GB, all-reduce is AllReduce."""
    return re.sub(r"<[^>]+>|[\W_]", "", text).lower()


def glossary(column: int) -> list[str]:
    """Return the terms of a column, and where a cell names several things each of them too."""
    rows = [line.split("|") for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [re.sub(r"\{.*\}|\$", "", row[column]).strip() for row in rows if row[1].strip() not in {"中文", "---"}]
    return sorted({part for cell in cells for part in [cell, *re.split("、|, ", cell)]})


@pytest.fixture(scope="module")
def texts(deployed_site):
    """Return what the site says, by address: a section alone, a page with its sections."""
    sections = json.loads((deployed_site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    found: dict[str, str] = {}
    for section in sections:
        text, address = squeezed(section["title"] + section["text"]), unquote(section["location"])
        for place in {address, address.partition("#")[0]}:
            found[place] = found.get(place, "") + text
    return found


@pytest.fixture
def box(page, server):
    page.goto(server)
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("键入以开始搜索")
    return page.locator(BOX)


def put(page: Page, query: str) -> None:
    """Let a query take the place of the last one at once, as an input method does, when nothing of the last is left."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator(HITS)).to_have_count(0)
    page.keyboard.insert_text(query)
    page.wait_for_function(
        "hits => document.querySelector(hits) || document.body.innerText.includes('没有找到')", arg=HITS
    )


def hits(page: Page, server: str) -> list[str]:
    """Return the first three addresses in reading order."""
    links = page.locator(HITS).evaluate_all("links => links.slice(0, 3).map(link => link.href)")
    places = [urlsplit(unquote(link)) for link in links]
    return [
        place.path.removeprefix(urlsplit(server).path) + (f"#{place.fragment}" if place.fragment else "")
        for place in places
    ]


@pytest.mark.parametrize("column", [1, 2], ids=["chinese", "english"])
def test_each_term_of_the_glossary_is_in_one_of_the_first_three_hits(page, server, box, texts, column):
    missed = {}
    for term in glossary(column):
        put(page, term)
        found = hits(page, server)
        if not any(squeezed(term) in texts[place] for place in found):
            missed[term] = found
    assert not missed


def test_words_are_found_however_they_are_written(page, server, box):
    missed = {}
    for query, place in WRITTEN.items():
        put(page, query)
        found = hits(page, server)
        if not any(each.startswith(place) for each in found):
            missed[query] = found
    assert not missed


def test_no_digit_breaks_the_index(page, server, box):
    for digit in range(10):
        put(page, str(digit))
        assert hits(page, server), digit


@pytest.mark.parametrize("query", ["ZeRO显存", "学习率warmup", "16GB", "allreduce", "梯度累积"])
def test_the_best_hit_of_a_typed_query_lacks_nothing(page, box, query):
    page.keyboard.type(query)
    expect(page.locator(HITS).first).to_be_visible()
    scores = page.locator(f"{HITS} article").evaluate_all("all => all.map(one => Number(one.dataset.mdScore))")
    expect(page.locator(f"{HITS} article").nth(scores.index(max(scores)))).not_to_contain_text("缺少")


def test_text_that_comes_without_a_key_is_searched_for(page, box):
    box.evaluate("box => { box.value = '梯度累积'; box.dispatchEvent(new InputEvent('input', { bubbles: true })); }")
    expect(page.locator(HITS).nth(1)).to_contain_text("梯度累积")


def test_what_an_input_method_writes_is_searched_for(page, box):
    protocol = page.context.new_cdp_session(page)
    protocol.send("Input.imeSetComposition", {"text": "ti'du", "selectionStart": 5, "selectionEnd": 5})
    protocol.send("Input.insertText", {"text": "梯度累积"})
    expect(box).to_have_value("梯度累积")
    expect(page.locator(HITS).nth(1)).to_contain_text("梯度累积")


def test_a_query_in_the_address_is_searched_for(page, server):
    page.goto(f"{server}?q=allreduce")
    expect(page.locator(HITS).nth(1)).to_contain_text("all-reduce")


WAYS = {
    "a key": lambda page: page.keyboard.press("/"),
    "the pointer": lambda page: page.locator(BOX).click(),
    "a finger": lambda page: page.locator(".search-opener").tap(),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_index_comes_when_the_reader_comes_to_the_search(new_page, server, way):
    page = new_page(viewport="phone" if way == "a finger" else "desktop")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "search_index" in request.url else None)
    page.goto(server)
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).not_to_have_url(server)
    page.wait_for_load_state("networkidle")
    assert asked == []
    WAYS[way](page)
    expect(page.locator(".md-search-result__meta")).to_have_text("键入以开始搜索")
    assert len(asked) == 1


def test_a_hit_is_marked_in_the_page_that_it_leads_to(page, server):
    page.goto(f"{server}{ZERO}?h=显存#glossary")
    expect(page.locator("main mark").first).to_have_text("显存")
