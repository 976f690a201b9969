"""Every date and number of the history article is a value, and the sentence says whose.

A value whose path leads through a row of the tables states what that row does, so its sentence carries a footnote of the
row, and where only the press says so it is worded so. A value without a row is worked out of rows: the page says once
that a number without a footnote is one of ours (``OWN``). Versions are named; each is one that was released.
"""

import json
import re
from typing import NamedTuple

import pytest
import yaml

from plots.data.history import COLLECTED, footnotes, history
from plots.models.history.dates import Date, date, written
from plots.models.history.sources import citation
from plots.values import huggingface
from scripts.checks.code_blocks import DOCS
from scripts.markdown.values import LINK, values_on_the_way
from scripts.shared.markdown_code import without_fences
from tests.evidence.environments import HERE, seen

TEXT = (DOCS / "posts" / "huggingface.md").read_text(encoding="utf-8")
FRONT = yaml.safe_load(TEXT.split("---")[1])
RELEASES = huggingface.releases()
# Numerals that count nothing of the history: parts of names, of idioms, and what the article itself lays out or collects.
UNCOUNTED = (
    *("GPT-2", "TensorFlow 2", "Wav2Vec2", "DeepSeek-R1", "A100", "Apache 2.0", "Python 3.11"),
    *("第三方", "周五晚上", "三把", "百分之几", "两种数法", "两种讲法", "两个日期", "百科", "三个人"),
    *("2019 年看着比实际忙", "2025 年底", "2026 年上半年", "2025 年同期", "2021 年第一次提交", "2023 年 8 月"),
    *("| 2023 |", "| 2024 |", "| 2026 |", "2022 年 10 月的第一版", "2026-11-30 执行"),
)
# What a record of an execution states; held to it below.
ENDPOINT = json.loads((HERE / "torch-endpoint.json").read_text(encoding="utf-8"))
RECORDED = (
    f"huggingface_hub {ENDPOINT['seen']['huggingface_hub']}",
    f"transformers {ENDPOINT['system']['transformers']}",
)
VERSION = re.compile(r"\d+\.\d+\.\d+|\bv[45]\b|\b[45]\.x")
NUMERAL = re.compile(r"\d[\d.,]*|[两二三四五六七八九十百千万亿]+|(?<![这那同])一(?=年|周|个月|成|倍)")
SAYS_WHO = re.compile(r"报道|转述|称|说|(?<![数根])据(?=[ 《A-Za-z])")
OURS = "本文"
OWN = "没有脚注的数，是我们从数据表里数出来或算出来的"  # said once, so that sentences need not
HEADING = re.compile(r"^#{2,} .*\{ #([\w-]+) \}$")


class Unit(NamedTuple):
    """What must carry the footnotes of its numbers: a sentence, a row of a table, a figure with its caption, a heading."""

    section: str
    raw: str
    kind: str  # sentence, row, figure, heading

    @property
    def addresses(self):
        return [match["address"] for match in re.finditer(LINK, self.raw)]

    @property
    def text(self):
        """Return what stands beside values and is read: without footnotes, targets of links and the marks of lists."""
        text = re.sub(r"\[\^[^\]]+\]", "", re.sub(LINK, "", self.raw))
        text = re.sub(r"\]\([^)]*\)|<!--.*?-->|\{ #[\w-]+ \}", "", text)
        for words in RECORDED:
            text = text.replace(words, "")
        return re.sub(r"^\s*(?:\d+\. |- |\*\*\d\.\*\* )", "", text)

    @property
    def rows(self):
        """Return the rows behind the values and versions."""
        found = [step for address in self.addresses for step in values_on_the_way(address)]
        found += [RELEASES[one.replace(".", "-")] for one in VERSION.findall(self.text) if one.count(".") == 2]
        return [one for one in found if hasattr(one, "source") or hasattr(one, "sources")]


def units(page):
    """Yield what a page is made of, without front matter and code."""
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    body = "\n".join(without_fences(body.split("\n")))
    section = "preview"
    for block in re.split(r"\n{2,}", body):
        if block.strip() == "<!-- more -->":
            section = "hero"
        elif heading := HEADING.match(block):
            section = heading[1]
            yield Unit(section, block, "heading")
        elif block.lstrip().startswith("!["):
            yield Unit(section, block, "figure")
        else:
            for line in block.split("\n"):
                if line.startswith("|"):
                    yield Unit(section, line, "row")
                else:
                    yield from (Unit(section, one, "sentence") for one in re.findall(r"[^。？]+[。？]?", line))


def mistakes(unit):
    """Yield what is wrong with the numbers of a unit."""
    text = VERSION.sub("", unit.text)
    for words in UNCOUNTED:
        text = text.replace(words, "")
    # A year may be named beside what is counted in it: its address holds it.
    for numeral in NUMERAL.findall(text):
        if not any(numeral in re.split(r"[./]", address) for address in unit.addresses):
            yield f"{numeral} 不是数值：{unit.raw}"
    for row in unit.rows:
        notes = {
            citation(address, history().pages).id for address in getattr(row, "sources", (getattr(row, "source", ""),))
        }
        if not has_note(unit, notes):
            yield f"没有脚注 {sorted(notes)}：{unit.raw}"
        if getattr(row, "evidence", "hard") == "medium" and not says_who(unit):
            yield f"没有写是谁说的：{unit.raw}"


def has_note(unit, notes):
    """Return whether a reader sees where a row comes from; before the fold and in a heading no footnote may stand."""
    if unit.section == "preview" or unit.kind == "heading":
        return True
    if unit.kind == "figure":
        return OURS in unit.raw or "[^" in unit.raw
    return any(f"[^{note}]" in unit.raw for note in notes)


def says_who(unit):
    return unit.kind in ("heading", "figure") or bool(SAYS_WHO.search(unit.raw))


ARTICLE = [*units(TEXT)]


@pytest.mark.parametrize("section", list(dict.fromkeys(one.section for one in ARTICLE if one.section != "changelog")))
def test_every_number_of_a_section_is_a_value_and_its_row_is_cited(section):
    assert [wrong for one in ARTICLE if one.section == section for wrong in mistakes(one)] == []


def test_the_page_says_whose_a_number_without_a_footnote_is():
    assert [one.section for one in ARTICLE if OWN in one.raw] == ["evidence"]


def test_words_that_count_nothing_are_still_in_use():
    text = "".join(one.text for one in ARTICLE)

    assert [words for words in RECORDED if words not in TEXT] == []
    assert [words for words in UNCOUNTED if words not in text] == []


def test_every_footnote_is_one_that_the_tables_give():
    assert set(re.findall(r"\[\^([^\]]+)\]", TEXT)) <= footnotes().keys()
    assert not re.search(r"^\[\^[^\]]+\]:", TEXT, re.MULTILINE)


def test_the_description_states_no_number():
    assert NUMERAL.findall(FRONT["description"]) == []


COMMIT = "[2018 年 10 月 29 日](value:huggingface/events.first-commit.date:年月日)有了第一个提交"
SEED = "融到 [400 万](value:huggingface/rounds.seed.amount:万)美元[^numerama-2018]。"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f"仓库在 {COMMIT}[^transformers-43badf217d]。", 0),
        (f"仓库在 {COMMIT}。", 1),
        (f"仓库在 {COMMIT}，共十二个[^transformers-43badf217d]。", 1),
        (f"另外 7 个。仓库在 {COMMIT}[^transformers-43badf217d]。", 1),
        ("2018 年 10 月 29 日有了第一个提交[^transformers-43badf217d]。", 3),
        ("0.2.0 上传。", 1),
        (SEED, 1),
        (f"据报道{SEED}", 0),
    ],
)
def test_a_number_that_is_typed_uncited_or_not_worded_as_what_the_press_says_is_found(sentence, found):
    assert len([wrong for one in units(f"<!-- more -->\n\n{sentence}\n") for wrong in mistakes(one)]) == found


def test_the_first_edition_is_that_of_the_page():
    assert written(huggingface.first_edition()) == FRONT["date"]["created"].isoformat()


def test_the_two_longest_gaps_are_those_that_the_article_names():
    gaps = huggingface.release_gaps()

    assert gaps["longest"] == [gaps["before_5"], gaps["before_rename"]]


def test_the_staff_is_less_than_half_of_the_new_authors():
    new = sum(one.new_authors for label, one in huggingface.quarters().items() if label[:4] == "2021")

    assert huggingface.reported()["employees"]["2022-05-09"].value < new / 2


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2018-10-29", "2018-11-05", (7, 1, 0, 0, 1, 1)),
        ("2017-09-29", "2018-10-29", (395, 56, 13, 1, 13, 2)),
        ("2020-02-29", "2021-02-28", (365, 52, 11, 0, 12, 1)),
        ("2021-05", "2022-05-09", (373, 53, 12, 1, 13, 2)),
    ],
)
def test_a_span_counts_whole_units_and_begun_ones(first, last, span):
    assert huggingface.span(date(first), date(last)) == span


def test_a_moment_is_counted_from_its_event_and_cites_its_fact():
    end = huggingface.moments()["bloom-training-end"]

    assert end.date == Date(2022, 7, 6)
    assert end.source == huggingface.facts()["bloom-training-days"].source


def test_the_newest_release_is_that_of_the_index_on_the_day_that_the_page_states():
    newest = seen("packages-newest")["transformers"]
    table = history()

    assert table.releases[-1].version == newest["newest"], "plots/data 旧了：补上新的版本"
    assert written(table.releases[-1].date) == newest["uploaded"][:10]
    assert table.quarters[-1].families == newest["families"]
    assert json.loads((HERE / "packages-newest.json").read_text("utf-8"))["date"] >= written(COLLECTED)


def test_the_library_looks_where_the_variable_says():
    for address in (ENDPOINT["seen"]["default"], ENDPOINT["seen"]["HF_ENDPOINT"]):
        assert f"`{address}`" in TEXT
    assert ENDPOINT["date"] in TEXT


def test_three_people_wrote_nearly_all_of_the_port():
    commits = huggingface.week_commits()

    assert commits["others"] < commits["all"] / 10
    assert commits["wolf"] < 0.6 * commits["all"]
