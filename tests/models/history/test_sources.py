"""What stands behind an address, and its footnote."""

import pytest

from plots.models.history.sources import citation, citations, footnote, known_pages
from tests.replays import history_tables as tables

PAGES = known_pages(tables.pages())
REPOSITORY = "https://github.com/huggingface/transformers"


@pytest.mark.parametrize(
    ("address", "id", "name"),
    [
        (
            f"{REPOSITORY}/commit/43badf217d1ccfaf",
            "transformers-43badf217d",
            "GitHub 提交 huggingface/transformers@43badf217d",
        ),
        (
            f"{REPOSITORY}/tree/43badf217d1ccfaf",
            "transformers-tree-43badf217d",
            "GitHub 源代码 huggingface/transformers@43badf217d",
        ),
        (f"{REPOSITORY}/commits/0.1.2", "transformers-commits-0.1.2", "GitHub 提交历史 huggingface/transformers@0.1.2"),
        (f"{REPOSITORY}/releases/tag/v1.0.0", "transformers-v1.0.0", "GitHub 发布页，huggingface/transformers v1.0.0"),
        (f"{REPOSITORY}/releases", "transformers-releases", "GitHub 发布列表，huggingface/transformers"),
        (REPOSITORY, "transformers-repository", "GitHub 仓库 huggingface/transformers"),
        (
            "https://huggingface.co/blog/stable_diffusion",
            "blog-stable-diffusion",
            "Hugging Face 官方博客 stable_diffusion 一文",
        ),
        (
            "https://github.com/EvanLi/Github-Ranking/blob/master/Data/github-ranking-2019-07-31.csv",
            "stars-on-2019-07-31",
            "EvanLi/Github-Ranking，2019-07-31 的每日快照",
        ),
    ],
)
def test_records_and_official_posts_explain_themselves(address, id, name):
    cited = citation(address, [])

    assert (cited.id, cited.name, cited.address) == (id, name, address)


def test_a_date_that_rests_on_the_package_index_says_so():
    assert footnote(citation(f"{REPOSITORY}/releases/tag/v1.0.0", [])) == (
        f"[^transformers-v1.0.0]: [GitHub 发布页，huggingface/transformers v1.0.0]({REPOSITORY}/releases/tag/v1.0.0)，"
        "日期取软件包索引里的上传时间。"
    )


def test_another_page_needs_a_row():
    assert (
        footnote(citation("https://example.org/read", PAGES))
        == "[^read]: [一份报纸，2019 年](https://example.org/read)。"
    )
    for address in (
        "https://example.org/other",
        "https://huggingface.co/blog/a/b",
        f"{REPOSITORY}/issues/1",
        "https://github.com/EvanLi/Github-Ranking/blob/master/README.md",
    ):
        with pytest.raises(ValueError, match="address must explain itself or be that of a known page"):
            citation(address, PAGES)


def test_a_page_that_was_not_opened_is_cited_through_the_one_that_was():
    cited = citation("https://example.org/unread", PAGES)

    assert cited.address == "https://example.org/read"
    assert footnote(cited) == (
        "[^unread]: [一份报纸，2019 年](https://example.org/read)，另据 TechCrunch，2018-01-02（原文未读到）。"
    )


def test_each_page_is_cited_once_and_in_order():
    read, blog = "https://example.org/read", "https://huggingface.co/blog/bloom"

    assert [one.id for one in citations([read, blog, read], PAGES)] == ["read", "blog-bloom"]


def test_two_addresses_never_share_a_footnote():
    one, other = "https://huggingface.co/blog/a_b", "https://huggingface.co/blog/a-b"

    with pytest.raises(ValueError, match="share blog-a-b"):
        citations([one, other], [])
