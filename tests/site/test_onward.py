"""How every post opens, and where every post and notebook leads, in the built site."""

import re
from urllib.parse import unquote, urljoin

import pytest

from scripts.notebooks import storage
from scripts.shared.sources import read_text
from tests.parsed import page_at
from tests.posts import FRONT
from tests.searches import existing

POSTS = FRONT
NOTEBOOKS = [storage.read(path).url for path in storage.paths()]


@pytest.fixture(scope="module")
def pages(deployed_site):
    """Return all posts and notebooks by their path."""
    return {path: page_at(deployed_site / path / "index.html") for path in [*POSTS, *NOTEBOOKS]}


def targets(path, links):
    return [unquote(urljoin(f"/{path}", link["href"])).removeprefix("/") for link in links]


def led_to(pages, path, name):
    """Return where the end of a page leads under a name."""
    ways = [way for way in pages[path].select(".onward") if way.get_text().startswith(name)]
    return [target for way in ways for target in targets(path, way.select("a"))]


@pytest.mark.parametrize("path", POSTS)
def test_a_post_opens_with_its_question_and_its_hero(pages, path):
    article = pages[path].article
    head = article.select_one(".post-head")
    assert head.select_one(".post-head__question").get_text() == POSTS[path].get("question")
    hero = head.find_next_sibling(True)
    assert hero.name in {"figure", "play-ground"}
    assert hero.select_one(".figure__number").get_text() == "图 1"
    assert article.figure in [hero, *hero.select("figure")]


@pytest.mark.parametrize("path", POSTS)
def test_the_questions_of_a_post_are_a_fold_before_its_first_section(pages, path):
    fold = pages[path].select_one("details.questions")
    if fold is None:
        assert "\n1. [" not in read_text(POSTS[path].path).partition("<!-- more -->")[0]
        return
    assert fold.summary.get_text() == f"{len(fold.select('li'))} 个问题"
    assert existing(fold.find_next_sibling(True)).name == "h2"


@pytest.mark.parametrize("path", [*POSTS, *NOTEBOOKS])
def test_the_minutes_beside_the_contents_are_those_of_the_page_but_for_its_lead(pages, path):
    minutes = [int(link["data-minutes"]) for link in pages[path].select(".contents [data-minutes]")]
    [whole] = re.findall(r"(?:主线|阅读约) (\d+) 分钟", pages[path].select_one(".facts").get_text())
    assert int(whole) - 4 <= sum(minutes) <= int(whole)


def test_what_is_related_is_there_gives_a_reason_and_is_never_the_page_itself(pages, deployed_site):
    glossary = page_at(deployed_site / "terms" / "index.html").article.get_text()
    found = 0
    for path, page in pages.items():
        named = [*led_to(pages, path, "文章"), *led_to(pages, path, "Notebook"), *led_to(pages, path, "系列")]
        for way in page.select(".onward:-soup-contains('也用到')"):
            [target] = targets(path, way.select("a"))
            assert target in pages
            assert target not in [path, *named]
            terms = way.get_text().removeprefix("也用到").partition("：")[0].split("、")
            assert len(terms) > 1
            assert all(term in glossary and term in pages[target].article.get_text() for term in terms), path
            found += 1
    assert found >= len(POSTS) or len(POSTS) == 1


@pytest.mark.parametrize("path", POSTS)
def test_a_post_leads_to_its_notebooks_and_playgrounds_and_the_notebooks_back(pages, path):
    own = [f"notebooks/{id}/" for id in POSTS[path].get("notebooks") or []]
    assert led_to(pages, path, "Notebook") == own
    assert all(led_to(pages, notebook, "文章") == [path] for notebook in own)
    placed = dict.fromkeys(element["data-playground"] for element in pages[path].select("play-ground"))
    assert led_to(pages, path, "互动图") == [f"playgrounds/{id}/" for id in placed]


def test_the_posts_of_a_series_lead_to_each_other(pages):
    for path, front in POSTS.items():
        others = {other for other, its in POSTS.items() if other != path and its.get("series") == front.get("series")}
        assert set(led_to(pages, path, "系列")) == (others if front.get("series") else set())


@pytest.mark.parametrize("paths", [list(POSTS), NOTEBOOKS], ids=["posts", "notebooks"])
def test_neighbours_form_one_chain(pages, paths):
    def neighbour(path, relation):
        links = pages[path].select(f".neighbours a[rel={relation}]")
        assert targets(path, links) == targets(path, pages[path].select(f"head link[rel={relation}]"))
        return next(iter(targets(path, links)), None)

    [at] = [path for path in paths if neighbour(path, "prev") is None]
    chain = [at]
    while following := neighbour(at, "next"):
        assert neighbour(following, "prev") == at
        chain.append(at := following)
    assert sorted(chain) == sorted(paths)


def test_the_tags_come_after_the_text(pages):
    for page in pages.values():
        assert page.select(".post-foot a[href*='/tags/']")
        assert not page.select(".post-head a[href*='/tags/']")
