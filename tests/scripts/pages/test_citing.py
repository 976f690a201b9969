"""Citations as TeX and Chinese references have them."""

import pytest

from scripts.pages.citing import Citation


def citation(**more):
    facts = {"site": "本站", "title": "题", "url": "https://example.org/blog/posts/demo/"}
    return Citation(**facts | {"created": "2022-05-14", "updated": "2026-11-29"} | more)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("posts/demo/", "demo2022"),
        ("posts/d-means%E4%BB%8E/", "d-means2022"),
        ("notebooks/demo/basics/", "demo-basics2022"),
        ("figures/demo/stage-bars/", "demo-stage-bars2022"),
        ("posts/%E4%BB%8E/", "page2022"),
    ],
)
def test_the_key_is_ascii_and_says_what_and_when(path, key):
    assert citation(url=f"https://example.org/blog/{path}").key == key


def test_what_tex_takes_for_commands_is_escaped():
    assert r"{{50\% \& \{x\}\_1 \textbackslash{}}}" in citation(title="50% & {x}_1 \\").bibtex


def test_the_address_is_as_it_is():
    assert "url    = {https://example.org/a%20b_c/}" in citation(url="https://example.org/a%20b_c/").bibtex


def test_a_new_edition_is_noted():
    assert "note   = {更新于 2026-11-29}" in citation().bibtex
    assert "note" not in citation(updated="2022-05-14").bibtex


def test_the_reference_is_that_of_an_electronic_source():
    assert citation().gbt == "本站. 题[EB/OL]. (2026-11-29)"
