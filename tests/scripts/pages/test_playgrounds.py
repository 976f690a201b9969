"""The list of the playgrounds, written behind the text of the page that lists them."""

from types import SimpleNamespace

import pytest

from scripts.assets.python_files import playground_ids
from scripts.pages.playgrounds import HEAD, with_list
from scripts.shared.paths import ROOT


def post(title, *ids):
    markdown = "\n\n".join(f"![图](playground:{id}?k=3)\n题注。" for id in ids)
    return SimpleNamespace(title=title, markdown=markdown, file=SimpleNamespace(src_uri=f"posts/{title}.md"))


def rows(*posts):
    page = with_list("# 互动图\n\n开头。\n", posts)
    assert page.startswith(f"# 互动图\n\n开头。\n\n{HEAD}")
    return [line.strip("| ").split(" | ") for line in page.split(HEAD)[1].splitlines()]


def test_every_playground_is_listed_and_those_that_posts_place_come_first_in_their_order():
    first, second, *others = rows(post("新", "kmeans", "lr", "unknown"), post("旧", "kmeans"))

    assert first[0] == "[K-Means](kmeans.md)"
    assert first[2] == "[新](../posts/新.md)"
    assert second[0] == "[学习率调整策略](lr.md)"
    assert len(others) == len(playground_ids()) - 2


@pytest.mark.parametrize("id", playground_ids())
def test_a_playground_is_described_as_its_own_page_is(id):
    [description] = [each[1] for each in rows() if f"({id}.md)" in each[0]]

    page = (ROOT / "docs" / "playgrounds" / f"{id}.md").read_text(encoding="utf-8")
    assert f"\ndescription: {description}。\n" in page
