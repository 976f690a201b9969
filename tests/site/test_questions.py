"""The opening of every post asks questions; each leads to a section and is asked again at its end."""

import re
import xml.etree.ElementTree as etree

import pytest
from bs4 import BeautifulSoup

from tests.parsed import page_at
from tests.searches import existing

HEADINGS = ["h2", "h3", "h4", "h5", "h6"]


@pytest.fixture(scope="module")
def posts(site):
    return {page.parent.name: existing(page_at(page).article) for page in sorted((site / "posts").glob("*/index.html"))}


def section_of(part):
    """Return the ids of the headings below which a part of an article stands, the innermost first."""
    ids, level = [], len(HEADINGS)
    for heading in part.find_all_previous(HEADINGS):
        if HEADINGS.index(heading.name) < level:
            level = HEADINGS.index(heading.name)
            ids.append(heading.get("id"))
    return ids


def words(part):
    return re.sub(r"\s", "", part.get_text())


def test_every_question_of_an_opening_is_asked_again_once_at_the_end_of_its_section(posts):
    for name, article in posts.items():
        links = article.select("a.question")
        again = article.select(".question-again")
        assert len(links) == len(article.select("li:has(a.question)")), name
        asked = [
            (f"开头的问题{number}：{words(link)}现在能回答了吗？", link["href"][1:])
            for number, link in enumerate(links, start=1)
        ]
        assert sorted(text for text, _ in asked) == sorted(map(words, again)), name
        for text, target in asked:
            [box] = [each for each in again if words(each) == text]
            assert target in section_of(box), f"{name}: {text}"
            following = box.find_next(HEADINGS)
            heading = existing(article.find(id=target))
            assert HEADINGS.index(existing(following).name) <= HEADINGS.index(heading.name), f"{name}: {text}"


def test_in_lists_and_in_the_feed_the_questions_lead_to_the_sections_of_their_post(site, deployed_site):
    """To the post itself, the first one: Material takes the first link of an excerpt for its title."""
    home = page_at(site / "index.html")
    for link in home.select("a.question"):
        assert re.fullmatch(r"posts/[^#]+/(#[\w-]+)?", str(link["href"]))
    excerpts = etree.parse(deployed_site / "posts/index.xml").iter("{http://purl.org/rss/1.0/modules/content/}encoded")
    links = [link for each in excerpts for link in BeautifulSoup(each.text or "", "html.parser").select("ol a")]
    assert all(re.fullmatch(r"http.*/posts/[^#]+/#[\w-]+", str(link["href"])) for link in links)
