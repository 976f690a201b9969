"""The tables behind the history article: the checked-in ones agree with each other, and mistakes are explained."""

import json
import shutil
from pathlib import Path

import pytest

from plots.data.history import (
    ACTIVITY,
    ADVICE,
    COLUMNS,
    FOLDER,
    FUNDING,
    RELEASES,
    SOURCES,
    STARS,
    TIMELINE,
    DataError,
    addresses,
    cited,
    footnotes,
    history,
)
from plots.models.history import activity, stars
from plots.models.history.dates import date, written
from plots.models.history.funding import closed, total
from plots.models.history.releases import FEATURES, mean_gap, names, newest, per_year
from plots.models.history.rows import RULES
from plots.models.history.sources import citation
from scripts.checks.typography import check
from scripts.shared.imports import data_named_by, read

HISTORY = history()
COMMITS = json.loads((Path(__file__).parent / "commits.json").read_text(encoding="utf-8"))
RENAMED = "https://github.com/huggingface/transformers/commit/0bab55d5d52e4d538888980d05d73acc6da6274a"


@pytest.fixture
def folder(tmp_path):
    for name in COLUMNS:
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def test_the_tables_are_complete():
    assert [len(table) for table in HISTORY] == [119, 8, 38, 51, 267, 33, 97, 143, 52]


def test_the_timeline_tells_of_every_round_and_on_the_same_date():
    told = [one.date for one in HISTORY.events if one.lane == "funding"]

    assert told == [one.date for one in HISTORY.rounds]


def test_the_closed_rounds_sum_up_to_what_the_facts_say():
    assert total(HISTORY.rounds) == 395_200_000
    assert len(closed(HISTORY.rounds)) == 7
    last = closed(HISTORY.rounds)[-1]
    assert (last.id, last.valuation) == ("series-d", 4_500_000_000)


def test_the_timeline_tells_of_stars_on_the_day_of_the_snapshot():
    told = {one.id: one.date for one in HISTORY.events if one.id.startswith("stars-")}
    passed = {f"stars-{number}": one.date for number, one in stars.milestones(HISTORY.snapshots)}

    assert told.items() <= passed.items()
    assert len(told) == 5


def test_a_snapshot_names_the_file_of_its_day_and_the_repository_by_its_name_at_that_time():
    given = names(HISTORY.releases, HISTORY.events)
    for one in HISTORY.snapshots:
        day = written(one.date)
        assert one.source.endswith(f"github-ranking-{day}.csv")
        assert [name.name for name in given if written(name.start) <= day][-1] == one.name


def test_the_stars_of_a_quarter_are_those_of_the_snapshot_of_that_day():
    known = {one.date: one.stars for one in HISTORY.snapshots}
    quarters = [one for one in HISTORY.quarters if one.stars is not None]

    assert [known.get(one.stars_date, "no snapshot") for one in quarters] == [one.stars for one in quarters]


def test_the_timeline_tells_of_releases_on_the_day_of_their_upload():
    uploaded = {one.source: one.date for one in HISTORY.releases}
    told = [one for one in HISTORY.events if one.source in uploaded]

    assert len(told) == 9
    assert [uploaded[one.source] for one in told] == [one.date for one in told]


def test_what_rests_on_a_commit_has_the_day_on_which_it_reached_the_main_branch():
    """Of each commit tests/data/commits.json holds, from git: when it was written, and the first parent that holds it."""
    told = {one.source: one for one in HISTORY.events if one.source in COMMITS}
    uploaded = told.pop(RENAMED)
    counted = [one for one in HISTORY.numbers if one.source in COMMITS]
    marked = [one for one in HISTORY.commits if one.milestone]

    assert {one.source for one in HISTORY.events if "/commit/" in one.source} <= COMMITS.keys()
    assert [one.id for one in told.values() if written(one.date) != COMMITS[one.source]["merged"][:10]] == []
    assert [one for one in counted if written(one.date) != COMMITS[one.source]["merged"][:10]] == []
    assert [one for one in marked if f"{written(one.date)}T{one.clock}" != COMMITS[one.source]["written"][:16]] == []
    # The new name was in the package index before its commit was merged.
    assert uploaded.date == next(one.date for one in HISTORY.releases if one.version == "0.7.0")


def test_the_library_on_the_day_the_article_first_appeared():
    day = date("2022-04-21")

    assert [one[1:3] for one in HISTORY.snapshots if one.date == day] == [(61_356, 14_579)]
    assert newest(HISTORY.releases, on=day).version == "4.18.0"
    assert newest(HISTORY.releases, on=day).date == date("2022-04-06")


def test_releases_come_as_often_as_the_facts_say():
    assert [count for _, count in per_year(HISTORY.releases, FEATURES)] == [3, 10, 16, 14, 10, 11, 11, 10, 25]
    assert round(mean_gap(HISTORY.releases, line=4)) == 31
    assert 12 < mean_gap(HISTORY.releases, line=5) < 13
    assert sum(one.is_withdrawn for one in HISTORY.releases) == 6


def test_the_one_repository_had_three_names():
    first, second, third = names(HISTORY.releases, HISTORY.events)

    assert [written(one.start) for one in (first, second, third)] == ["2018-10-29", "2019-07-05", "2019-09-26"]
    assert [one.first.version for one in (first, second, third)] == ["0.1.1", "0.7.0", "2.0.0"]


def test_quarters_that_nobody_counted_are_missing_and_not_zero():
    without_stars = [one.label for one in HISTORY.quarters if one.stars is None]

    assert without_stars == ["2018Q4", "2019Q1", "2019Q2", "2024Q4", "2026Q3", "2026Q4"]
    assert [one.label for one in HISTORY.quarters if one.commits is None] == ["2026Q3", "2026Q4"]
    assert [one.label for one in HISTORY.quarters if not one.is_complete] == ["2026Q2", "2026Q3", "2026Q4"]
    assert activity.squash_merges_since(HISTORY.quarters) == "2020Q2"


def test_the_ranking_has_two_gaps():
    runs = stars.runs(HISTORY.snapshots)

    assert [(written(run[0].date), written(run[-1].date)) for run in runs] == [
        ("2019-07-02", "2021-10-01"),
        ("2021-12-31", "2024-10-23"),
        ("2025-01-31", "2026-08-22"),
    ]


@pytest.mark.parametrize("claim", ["Botcamp", "100 million", "1 亿条", "7B valuation", "Coatue", "周末写成"])
def test_what_is_not_confirmed_is_not_told(claim):
    assert not [one.id for one in HISTORY.events if claim in one.title + one.title_en]


def test_every_source_has_a_footnote_and_none_leads_to_a_page_that_was_not_opened():
    known = footnotes()
    unopened = [one.address for one in HISTORY.pages if one.through]

    assert len(unopened) == 4
    for address in addresses(HISTORY):
        one = citation(address, HISTORY.pages)
        assert one.address not in unopened
        assert known[one.id].startswith(f"[^{one.id}]: [{one.name}]({one.address})")
    assert cited(HISTORY).keys() == known.keys()


def test_what_is_drawn_from_the_tables_is_drawn_again_when_one_changes():
    assert {path.name for path in data_named_by(read(FOLDER / "history.py").strings)} == set(COLUMNS)


def test_a_file_that_has_changed_is_read_again(folder):
    before = len(history(folder).events)
    path = folder / TIMELINE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")

    assert len(history(folder).events) == before - 1
    assert history(folder) is history(folder)


def test_a_file_that_a_spreadsheet_saved_is_read_as_well(folder):
    path = folder / TIMELINE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert history(folder).events == HISTORY.events


# file, what stands there, what a slip of the hand makes of it, and the message
MISTAKES = [
    (
        TIMELINE,
        "first-money,2016,year,funding",
        "first-money,2016,month,funding",
        "hf_timeline.csv:3，列 precision：“month”和表里别处对不上。照别处应为 year；查对后改正不对的那一处。",
    ),
    (
        TIMELINE,
        "ios-app,2017-03-09,",
        "ios-app,2017-3-9,",
        "hf_timeline.csv:5，列 date：“2017-3-9”不是日期。知道到哪一级就写到哪一级：2016、2016-05 或 2016-05-08。",
    ),
    (
        TIMELINE,
        "first-money,2016",
        "founded-in-new-york,2016",
        "hf_timeline.csv:3，列 id：“founded-in-new-york”重复了。改成别的值，或删去多余的一行；它已经在第 2 行。",
    ),
    (
        TIMELINE,
        "https://huggingface.co/blog/peft,strong",
        ",strong",
        "，列 source_url：空格子不能空着。填上内容；没有出处的事不写进表里。",
    ),
    (
        TIMELINE,
        "https://huggingface.co/blog/peft,",
        "https://example.org/peft,",
        "，列 source_url：“https://example.org/peft”还没有脚注。在 plots/data/hf_sources.csv 里给它加一行。",
    ),
    (
        FUNDING,
        "15000000,20200000",
        "16000000,20200000",
        "hf_funding.csv:5，列 cumulative_usd：“20200000”和表里别处对不上。照别处应为 21200000；查对后改正不对的那一处。",
    ),
    (
        STARS,
        "2019-07-31,10079,",
        '2019-07-31,"10,079",',
        "transformers_stars.csv:3，列 stars：“10,079”不是整数。只写数字，不写千位分隔符、小数点和单位；不知道就整格留空。",
    ),
    (
        STARS,
        "2019-07-31,10079,",
        "2019-07-31,10,079,",
        "transformers_stars.csv:3：这一行有 8 格，表头有 7 格。补上或删去逗号；内容里有逗号的格子用半角双引号括起来。",
    ),
    (ACTIVITY, "2018Q4,2018-12-31", "2018Q4,2018-12-30", "transformers_activity_quarterly.csv:2，列 quarter_end："),
    (
        RELEASES,
        "0.3.0,pytorch-pretrained-bert,minor",
        "0.3.0,pytorch-pretrained-bert,major",
        "releases.csv:5，列 kind：",
    ),
    (SOURCES, "no,numerama-2017", "no,numerama", "hf_sources.csv:9，列 through：“numerama”"),
    (SOURCES, "id,url,name", "id,address,name", "hf_sources.csv:1：表头不对。写成：id,url,name,opened,through"),
    (STARS, '"passes 10,000"', '"passes 10,000', "transformers_stars.csv:"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "message"), MISTAKES, ids=[case[3] for case in MISTAKES])
def test_a_mistake_is_told_with_file_line_column_and_cure(name, right, wrong, message, folder):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DataError) as raised:
        history(folder)

    assert str(raised.value).startswith("plots/data/")
    assert message in str(raised.value)


def test_the_line_of_a_row_is_told_below_a_cell_of_several_lines(folder):
    path = folder / STARS
    text = path.read_text(encoding="utf-8")
    text = text.replace("2019-07-31,10079", "2019-07-31,ten").replace(
        "1913,pytorch-pretrained-BERT,,", '1913,pytorch-pretrained-BERT,"a\nb",'
    )
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"transformers_stars\.csv:4，列 stars：“ten”不是整数"):
        history(folder)


def test_there_is_advice_for_every_rule():
    assert ADVICE.keys() == RULES.keys()


def test_a_file_in_another_encoding_or_none_at_all_is_told(folder):
    (folder / STARS).write_text("日期", encoding="gbk")
    with pytest.raises(DataError, match=r"transformers_stars\.csv：编码不是 UTF-8。用 UTF-8 另存这个文件。"):
        history(folder)
    (folder / STARS).unlink()
    with pytest.raises(DataError, match=r"transformers_stars\.csv：没有这个文件。"):
        history(folder)


def test_what_readers_see_of_the_tables_is_set_as_articles_are():
    sentences = [one.title for one in HISTORY.events] + [one.title for one in HISTORY.facts]
    sentences += [f"{one.value} {one.unit}" for one in HISTORY.facts]

    assert [finding for text in sentences for finding in check(f"{text}。\n")] == []
    assert [finding for text in footnotes().values() for finding in check(f"句子。\n\n{text}\n")] == []
