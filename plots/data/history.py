"""The tables behind the history article, read and checked at build time: the only place where dates and numbers live.

    from plots.data.history import history

    history().events                    # what plots.models.history.events.timeline makes of hf_timeline.csv
    footnotes()["blog-series-c"]        # the Markdown of a footnote, by its id

A mistake in a file stops the build with file, line, column and the cure. The models take rows, since the page's
interpreter has no csv; this is what reads them.
"""

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from plots.models.history.activity import Quarter, quarterly_activity
from plots.models.history.commits import Commit, first_week
from plots.models.history.dates import Date
from plots.models.history.events import Event, timeline
from plots.models.history.facts import Fact, single_facts
from plots.models.history.funding import Round, funding_rounds
from plots.models.history.numbers import Reported, reported_numbers
from plots.models.history.releases import Release, library_releases
from plots.models.history.rows import RowError
from plots.models.history.sources import Citation, Page, citation, citations, footnote, known_pages
from plots.models.history.stars import Snapshot, star_snapshots

FOLDER = Path(__file__).resolve().parent

# Full names: scripts/assets/drawing.py draws a figure again when a file that stands here by its name has changed.
TIMELINE = "hf_timeline.csv"
FUNDING = "hf_funding.csv"
NUMBERS = "hf_reported_numbers.csv"
FACTS = "hf_facts.csv"
SOURCES = "hf_sources.csv"
RELEASES = "transformers_releases.csv"
ACTIVITY = "transformers_activity_quarterly.csv"
STARS = "transformers_stars.csv"
WEEK = "hf_first_week.csv"
COLUMNS = {
    TIMELINE: "id,date,precision,category,title_en,title_zh,source_url,evidence",
    FUNDING: "round,status,announced,precision,amount_usd,cumulative_usd,lead,other_investors,valuation_usd,"
    "valuation_basis,source_url,source_url_2,evidence,note",
    NUMBERS: "date,precision,metric,value,source_url,evidence,note",
    FACTS: "id,value,unit,title_zh,source_url,evidence",
    SOURCES: "id,url,name,opened,through",
    RELEASES: "release_date,version,package,kind,package_upload_utc,git_tag,git_tag_date,note,source_url,evidence",
    ACTIVITY: "quarter,quarter_end,complete,commits,bot_commits,mainline_commits,active_authors,new_authors,"
    "cumulative_authors,cumulative_commits,model_families,model_families_deprecated,stars,stars_date,snapshot_date,"
    "snapshot_ref,source_url,evidence,note",
    STARS: "date,stars,forks,repo_name,note,source_url,evidence",
    WEEK: "written_utc,repository,commit,author,milestone",
}

# The day up to which what the tables hold was followed in its sources: nothing later is known, nothing carried forward.
COLLECTED = Date(2026, 11, 29)
UNTIL = {"stars": Date(2026, 8, 22), "commits": Date(2026, 6, 25)}  # where the sources end before that

# What is wrong with a cell and its cure, by the rule that it breaks; {} is what it must agree with.
ADVICE = {
    "column": ("没有这一列", "对照表头补上这一列。"),
    "filled": ("不能空着", "填上内容；没有出处的事不写进表里。"),
    "trimmed": ("首尾有空格", "删去首尾的空格。"),
    "number": ("不是整数", "只写数字，不写千位分隔符、小数点和单位；不知道就整格留空。"),
    "date": ("不是日期", "知道到哪一级就写到哪一级：2016、2016-05 或 2016-05-08。"),
    "day": ("不是精确到日的日期", "写成 2016-05-08 的样子。"),
    "moment": ("不是一个时刻", "写成 2018-10-31T15:19:12Z 的样子，时间是 UTC。"),
    "choice": ("不在可选的值之内", "改成其中之一：{}。"),
    "slug": ("不能作锚点", "只用小写字母和数字，词与词之间用一个连字符，例如 first-commit。"),
    "unique": ("重复了", "改成别的值，或删去多余的一行；它已经在第 {} 行。"),
    "address": ("不是网址", "写完整的网址，以 https:// 开头，中间没有空格。"),
    "order": ("顺序不对", "把这一行移到它该在的位置；上一行是 {}。"),
    "expected": ("和表里别处对不上", "照别处应为 {}；查对后改正不对的那一处。"),
    "empty": ("不该填", "留空：没有成交的报价不计入累计，打开过的网页不用转引。"),
    "together": ("填得不成对", "和 {} 列同时填写，或同时留空。"),
    "start": ("和 release_date 对不上", "查对后改正：应以 {} 开头。"),
    "most": ("太大", "查对后改正：不会超过 {}。"),
    "positive": ("不是融资额", "写大于 0 的美元数。"),
    "near": ("离发布日太远", "查对后改正：和 {} 最多相差一天。"),
    "within": ("不在这个季度里", "写 {} 里的一天。"),
    "version": ("不是版本号", "写成 4.0.0 或 4.0.0rc1 的样子。"),
    "quarter": ("不是季度", "写成 2018Q4 的样子。"),
    "milestone": ("写错了行", "把它移到星标第一次达到这个数的那一行。"),
    "opened": ("不是一个打开过的网页", "写本表里 opened 为 yes 的一行的 id。"),
}


class DataError(ValueError):
    """A mistake in a data file; the message is for the author."""


class History(NamedTuple):
    """All tables, checked."""

    events: list[Event]
    rounds: list[Round]
    numbers: list[Reported]
    facts: list[Fact]
    releases: list[Release]
    quarters: list[Quarter]
    snapshots: list[Snapshot]
    commits: list[Commit]
    pages: list[Page]


class Table(NamedTuple):
    """The rows of a file, and the line in which each begins."""

    rows: list[dict[str, str]]
    lines: list[int]


def history(folder: Path = FOLDER) -> History:
    """Return all tables; files that have not changed are read once: ``mkdocs serve`` goes on while they do.

    Raises:
        DataError: If there is a mistake in a file.
    """
    missing = [name for name in COLUMNS if not (folder / name).is_file()]
    if missing:
        raise DataError(
            f"{place(folder / missing[0])}：没有这个文件。从版本历史里取回它，或改正 plots/data/history.py。"
        )
    return _history(folder, tuple((folder / name).stat().st_mtime_ns for name in COLUMNS))


@cache
def _history(folder: Path, _changed: tuple[int, ...]) -> History:
    tables = {name: table(folder / name, columns.split(",")) for name, columns in COLUMNS.items()}

    def checked(name: str, make: Callable[[list[dict[str, str]]], list[Any]]) -> list[Any]:
        try:
            return make(tables[name].rows)
        except RowError as error:
            raise DataError(advice(folder / name, tables[name], error)) from error

    found = History(
        checked(TIMELINE, timeline),
        checked(FUNDING, funding_rounds),
        checked(NUMBERS, reported_numbers),
        checked(FACTS, single_facts),
        checked(RELEASES, library_releases),
        checked(ACTIVITY, quarterly_activity),
        checked(STARS, star_snapshots),
        checked(WEEK, first_week),
        checked(SOURCES, known_pages),
    )
    for name in COLUMNS:
        if name != SOURCES:
            require_sources(folder / name, tables[name], found.pages)
    return found


def table(path: Path, columns: list[str]) -> Table:
    """Return the rows of a file whose header must be these columns."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(reader, [])
        if header != columns:
            raise DataError(f"{place(path)}:1：表头不对。写成：{','.join(columns)}")
        rows, numbers = [], []
        above = reader.line_num
        for cells in reader:
            number, above = above + 1, reader.line_num
            if len(cells) != len(columns):
                raise DataError(
                    f"{place(path)}:{number}：这一行有 {len(cells)} 格，表头有 {len(columns)} 格。"
                    "补上或删去逗号；内容里有逗号的格子用半角双引号括起来。"
                )
            rows.append(dict(zip(columns, cells, strict=True)))
            numbers.append(number)
    except UnicodeDecodeError as error:
        raise DataError(f"{place(path)}：编码不是 UTF-8。用 UTF-8 另存这个文件。") from error
    except csv.Error as error:
        raise DataError(
            f"{place(path)}:{reader.line_num}：引号没有配对（{error}）。格子里的双引号写成两个。"
        ) from error
    return Table(rows, numbers)


def advice(path: Path, table: Table, error: RowError) -> str:
    """Return where a cell is wrong, in which way, and the cure."""
    detail = error.detail
    if error.rule == "unique":
        detail = str(table.lines[int(detail) - 1])
    problem, cure = ADVICE[error.rule]
    value = f"“{error.value}”" if error.value else "空格子"
    return (
        f"{place(path)}:{table.lines[error.index]}，列 {error.column}：{value}{problem}。{cure.replace('{}', detail)}"
    )


def require_sources(path: Path, table: Table, pages: list[Page]) -> None:
    """Raise DataError if nothing is known of a page that a source column names: its footnote could not be written."""
    for line, row in zip(table.lines, table.rows, strict=True):
        for column in ("source_url", "source_url_2"):
            if address := row.get(column):
                try:
                    citation(address, pages)
                except ValueError as error:
                    raise DataError(
                        f"{place(path)}:{line}，列 {column}：“{address}”还没有脚注。在 plots/data/{SOURCES} 里给它加一行。"
                    ) from error


def place(path: Path) -> str:
    """Return a file as authors know it."""
    return f"plots/data/{path.name}"


def addresses(found: History) -> list[str]:
    """Return the addresses of all source columns, in the order of the tables, and those of the pages themselves."""
    named = [one.source for one in found.events]
    named += [address for one in found.rounds for address in one.sources]
    named += [one.source for one in found.numbers]
    named += [one.source for one in found.facts]
    named += [one.source for one in found.releases]
    named += [one.source for one in found.quarters if one.source]  # a missing one has none
    named += [one.source for one in found.snapshots]
    named += [one.source for one in found.commits if one.milestone]
    return named + [one.address for one in found.pages]


def cited(found: History) -> dict[str, Citation]:
    """Return what the tables cite, by the id of its footnote."""
    return {one.id: one for one in citations(addresses(found), found.pages)}


def footnotes() -> dict[str, str]:
    """Return the Markdown of each footnote that the source columns give, by its id."""
    return {id: footnote(one) for id, one in cited(history()).items()}
