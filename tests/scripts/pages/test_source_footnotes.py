"""Footnotes from the source columns stand at the end of the page that refers to them."""

import markdown
import pytest
from mkdocs.exceptions import PluginError

import plots.data
from plots.data.history import DataError, footnotes
from scripts.pages.source_footnotes import known_footnotes, with_footnotes

KNOWN = {"one": "[^one]: 一，<https://example.org/1>。", "two": "[^two]: 二，<https://example.org/2>。"}


def completed(text):
    return with_footnotes(text, lambda: KNOWN)


def test_a_footnote_that_is_referred_to_is_defined_once_in_the_order_of_its_use():
    assert completed("乙[^two]，甲[^one]，又是乙[^two]。\n") == (
        f"乙[^two]，甲[^one]，又是乙[^two]。\n\n{KNOWN['two']}\n\n{KNOWN['one']}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "没有脚注。\n",
        "自己写的[^one]。\n\n[^one]: 自己的出处。\n",
        "不认识的[^three]。\n",
        "代码里的 `[^one]` 不是脚注。\n",
        "```markdown\n甲[^one]。\n```\n",
    ],
)
def test_a_page_that_lacks_no_known_footnote_stays_as_it_is(text):
    assert completed(text) == text


def test_a_reference_after_code_is_seen():
    assert completed("用 ``a ` b`` 写。\n\n```text\n[^two]\n```\n\n甲[^one]。\n").endswith(
        f"甲[^one]。\n\n{KNOWN['one']}\n"
    )


def test_the_tables_are_read_only_for_a_page_that_lacks_a_footnote():
    def never():
        raise AssertionError

    assert with_footnotes("甲[^one]。\n\n[^one]: 一。\n", never)


def test_every_footnote_of_the_tables_becomes_one_in_the_page():
    known = footnotes()
    text = "".join(f"句子[^{id}]。\n\n" for id in known)

    html = markdown.markdown(with_footnotes(text, lambda: known), extensions=["footnotes"])

    assert "[^" not in html
    assert html.count('<li id="fn:') == len(known)


def test_a_mistake_in_the_data_stops_the_build_with_its_place(monkeypatch):
    def mistaken():
        raise DataError("plots/data/hf_timeline.csv:3，列 date：")

    monkeypatch.setattr("plots.data.history.footnotes", mistaken)

    with pytest.raises(PluginError, match=r"hf_timeline\.csv:3"):
        known_footnotes()


def test_a_project_without_such_data_has_no_such_footnotes(monkeypatch):
    monkeypatch.setattr(plots.data, "__path__", [])
    assert known_footnotes() == {}
