"""Every value on every page is what the code gives, and would be refused if it were not."""

import pytest

from scripts.checks.code_blocks import DOCS, pages
from scripts.markdown.values import value_links, with_values
from scripts.shared.sources import read_text
from scripts.values import findings

PAGES = [path for path in pages() if [*value_links(read_text(path))]]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_the_values_of_a_page_are_what_the_code_gives(path):
    source = read_text(path)

    assert [*findings(path, source)] == []
    assert with_values(source) == source


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_no_value_of_a_page_could_be_another_and_all_are_written_again(path):
    source = read_text(path)
    links = [*value_links(source)]
    wrong = source
    for link in reversed(links):
        wrong = f"{wrong[: link.start]}0{link.text}{wrong[link.end :]}"

    assert len([*findings(path, wrong)]) == len(links)
    assert with_values(wrong) == source
