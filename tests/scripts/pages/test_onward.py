"""Where a text leads: what its front matter names, and what uses the same rare terms."""

import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts.notebooks.storage import Cell, Notebook
from scripts.pages import onward

GLOSSARY = "| 中文 | 英文 |\n| --- | --- |\n" + "".join(
    f"| {term} {{ #t{number} }} | t{number} |\n"
    for number, term in enumerate(["累积", "梯度累积", "早停", "耐心", "质心、中心", "学习率", "轮"])
)
OTHERS = ["别的一篇", "别的二篇", "别的三篇", "别的四篇"]  # so that what a few use is rare


def post(title, markdown="", day=1, **meta):
    return SimpleNamespace(
        title=title,
        url=f"posts/{title}/",
        markdown=markdown,
        meta=meta,
        config=SimpleNamespace(date=SimpleNamespace(created=datetime.datetime(2026, 1, day))),
        file=SimpleNamespace(src_uri=f"posts/{title}.md"),
    )


def notebook(id, text=""):
    cell = Cell("markdown", 1, 0, text)
    return Notebook(Path(f"docs/notebooks/{id}.ipynb"), id, "", datetime.date(2026, 1, 1), [], [cell])


def ways(*posts, notebooks=()):
    texts = [*posts, *(post(title) for title in OTHERS)]
    return onward.onward(texts, notebooks, GLOSSARY)


def related(found, source):
    return [(each.text.title, each.terms) for each in found[source].related]


def test_texts_that_use_the_same_terms_are_related_and_say_by_which():
    found = ways(post("甲", "早停与耐心，早停与耐心。"), post("乙", "耐心、早停，耐心、早停。"), post("丙", "质心质心"))
    assert related(found, "posts/甲.md") == [("乙", ["早停", "耐心"])]
    assert related(found, "posts/乙.md") == [("甲", ["早停", "耐心"])]
    assert related(found, "posts/丙.md") == []


@pytest.mark.parametrize(
    "text",
    [
        "早停早停",
        "早停、早停、耐心",
        "`早停` `耐心` `早停` `耐心`",
        "早停。[^a]\n\n[^a]: 早停、耐心。\n    早停、耐心。",
        "一轮一轮，早停早停",
    ],
    ids=["one term", "named once", "code", "sources", "parts of other words"],
)
def test_a_text_that_hardly_uses_the_terms_is_not_related(text):
    assert related(ways(post("甲", "早停耐心轮，早停耐心轮"), post("乙", text)), "posts/甲.md") == []


def test_the_longer_term_is_meant_where_one_is_part_of_another():
    found = ways(post("甲", "梯度累积，梯度累积，早停早停"), post("乙", "累积，累积，早停早停"))
    assert related(found, "posts/甲.md") == []


def test_a_term_that_most_texts_use_says_nothing():
    texts = [post(name, "学习率学习率 早停早停") for name in "甲乙丙丁戊己"]
    assert all(related(ways(*texts), f"posts/{text.title}.md") == [] for text in texts)


def test_the_rarer_term_is_told_first_and_the_nearest_text_stands_first():
    texts = {"甲": "学习率早停耐心", "乙": "学习率早停", "丙": "学习率早停耐心", "丁": "学习率"}
    found = ways(*(post(title, text * 2) for title, text in texts.items()))
    assert related(found, "posts/甲.md") == [("丙", ["耐心", "早停", "学习率"]), ("乙", ["早停", "学习率"])]


def test_a_post_leads_to_its_notebooks_in_its_order_and_they_lead_back():
    one, two, other = notebook("t/b", "早停耐心" * 2), notebook("t/a"), notebook("t/c")
    owner = post("甲", "早停耐心" * 2, notebooks=["t/b", "t/held", "t/a"])
    found = ways(owner, notebooks=[two, one, other])
    assert found["posts/甲.md"].notebooks == [one, two]
    assert [found[f"notebooks/t/{name}.ipynb"].article for name in "abc"] == [owner, owner, None]
    assert related(found, "posts/甲.md") == related(found, "notebooks/t/b.ipynb") == []  # they are named already
    assert onward.in_order([owner], [two, one, other]) == [one, two, other]


def test_a_series_leads_to_the_others_of_it_the_oldest_first():
    days = {"甲": 3, "乙": 2, "丙": 1}
    found = ways(*(post(title, day=day, series="一") for title, day in days.items()), post("丁", series="二"))
    assert [each.title for each in found["posts/乙.md"].series] == ["丙", "甲"]
    assert found["posts/丁.md"].series == found["posts/别的一篇.md"].series == []


def test_a_site_without_terms_has_nothing_related():
    found = onward.onward([post("甲", "早停耐心" * 2), post("乙", "早停耐心" * 2)], [], "")
    assert related(found, "posts/甲.md") == []
