"""The figures of the history article: every mark, bar and square is a row of the tables, and what is missing stays so."""

import math
import re

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from plots import style
from plots.data.history import history
from plots.figures.huggingface import money, weeks
from plots.models.history import activity, commits, dates, events, funding, releases
from plots.pictures.huggingface.landmarks import LANDMARKS
from plots.pictures.huggingface.timeline import BOTTOM, FIRST_LANE, PITCH, TOP
from tests.figures.reading import shows, texts

H = history()


def by_gid(figure):
    return {patch.get_gid(): patch for patch in figure.findobj(lambda artist: artist.get_gid() is not None)}


def rgb(colour):
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * channel) for channel in colour[:3]))


def middles(found):
    return [dates.middle(one) for one in found]


# The timeline.


def dots(figure):
    """Return place, fill and face of the dot of each event that is known to the day, by its id."""
    found = {}
    for line in figure.axes[0].lines:
        for id, place in zip((line.get_gid() or "").split(), line.get_xydata().tolist(), strict=False):
            full = line.get_markerfacecolor() == line.get_markeredgecolor()
            found[id] = (*place, line.get_fillstyle(), full)
    return found


@pytest.mark.parametrize("event", H.events, ids=lambda event: event.id)
def test_every_event_has_a_mark_in_its_lane_over_all_that_its_date_may_mean(event, drawn):
    figure = drawn["huggingface/timeline"]
    start, end = (TOP + (BOTTOM - TOP) * (year - 2016) / 11 for year in dates.span(event.date))
    if event.date.day is None:
        bar = by_gid(figure)[event.id]
        assert (bar.get_y(), bar.get_height()) == pytest.approx((start, end - start), abs=0.01)
        x = bar.get_x() + bar.get_width() / 2
    else:
        x, y, *_ = dots(figure)[event.id]
        assert y == pytest.approx((start + end) / 2, abs=0.005)
    assert abs(x - FIRST_LANE - PITCH * events.LANES.index(event.lane)) < PITCH / 2


def test_a_mark_is_full_half_full_or_empty_as_the_evidence_is(drawn):
    figure = drawn["huggingface/timeline"]
    looks = {id: look for id, (*_, fill, full) in dots(figure).items() for look in [(fill, full)]}
    bars = {id: bar for id, bar in by_gid(figure).items() if isinstance(bar, Rectangle)}
    halves = [bar for bar in figure.axes[0].patches if bar.get_gid() is None]

    for one in H.events:
        if one.id in bars:
            assert (rgb(bars[one.id].get_facecolor()) == style.LIGHT.paper) == (one.evidence != "hard")
            left = [
                half for half in halves if half.get_y() == bars[one.id].get_y() and half.get_x() == bars[one.id].get_x()
            ]
            assert len(left) == (one.evidence == "strong")
        else:
            assert (
                looks[one.id]
                == {"hard": ("full", True), "strong": ("left", True), "medium": ("full", False)}[one.evidence]
            )


def test_the_landmarks_are_events_and_are_named(drawn):
    ids = {one.id for one in H.events}
    assert {*LANDMARKS} <= ids
    assert {*LANDMARKS.values()} <= set(texts(drawn["huggingface/timeline"]))


# The first week.


def test_every_commit_has_its_tick_in_the_row_of_its_author(drawn):
    rows = {each.get_gid(): each for each in drawn["huggingface/bert-weeks"].axes[0].collections if each.get_gid()}
    ticks = [rows[f"row{row}"].get_segments() for row in range(len(weeks.ROWS))]
    start = H.commits[0]

    assert sum(map(len, ticks)) == len(H.commits)
    for name, segments in zip(weeks.ROWS[:-1], ticks, strict=False):
        own = [commits.hours_between(start, one) for one in H.commits if one.author == name]
        hours = (weeks.RIGHT - weeks.LEFT) / weeks.DAYS / 24
        places = [x - weeks.LEFT - start.hour * hours for (x, _), _ in segments]
        assert places == pytest.approx([hours * each for each in own])


def test_the_weekend_is_shaded_and_the_hours_count_from_the_release(drawn):
    figure = drawn["huggingface/bert-weeks"]
    words = texts(figure)

    assert {gid for gid in by_gid(figure) if gid.startswith("weekend")} == {"weekend5", "weekend6"}
    assert dates.days_between(weeks.start(), dates.Date(2026, 11, 23)) % 7 == 0  # both are Mondays
    release = commits.milestone(H.commits, "release")
    for name, said, _ in weeks.MARKS:
        hours = commits.hours_between(release, commits.milestone(H.commits, name))
        assert f"{said} +{hours:.0f} h" in words
    assert f"{release.clock} 放出 BERT" in words


def test_the_shares_add_up_to_all_that_came_after_the_release(drawn):
    counts = [
        int(match[1]) for text in texts(drawn["huggingface/bert-weeks"]) if (match := re.match(r"(\d+) 次", text))
    ]

    assert sum(counts) == len(commits.after(H.commits, commits.milestone(H.commits, "release")))


# Names, stars, releases.


def test_the_three_names_are_one_line(drawn):
    [axes] = drawn["huggingface/names"].axes
    found = releases.names(H.releases, H.events)
    newest = H.releases[-1]
    ends = [dates.middle(one.end or newest.date) for one in found]

    for one, end in zip(found, ends, strict=True):
        assert shows(axes, [dates.middle(one.start), end], [0, 0])
        assert any(text.startswith(f"{one.releases} 个版本，首个 {one.first.version}") for text in texts(axes.figure))
    assert [text for text in texts(axes.figure) if "用了" in text] == [
        "2018-10-29 起，用了 249 天",
        "2019-07-05 起，用了 83 天",
    ]
    assert newest.version in texts(axes.figure)


def test_the_releases_of_a_year_are_counted(drawn):
    [axes] = drawn["huggingface/releases"].axes
    bars = [(bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in axes.patches]

    assert np.allclose(bars, releases.per_year(H.releases))
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [False] * 8 + [True]
    assert "至 11 月 21 日" in texts(axes.figure)


# Activity.


def test_a_quarter_has_its_bar_and_a_missing_one_has_none(drawn):
    figure = drawn["huggingface/activity"]
    bars = by_gid(figure)
    known = {one.label: one for one in H.quarters if one.commits is not None}

    assert {gid.split()[1] for gid in bars} == set(known)
    assert {one.label for one in H.quarters} - set(known) == {"2026Q3", "2026Q4"}
    for gid, bar in bars.items():
        one = known[gid.split()[1]]
        assert bar.get_height() == one.commits
        assert bar.get_x() + bar.get_width() / 2 == pytest.approx(H.quarters.index(one))
        assert bool(bar.get_hatch()) == (not one.is_complete)
    assert "无\n数\n据" in texts(figure)


def test_the_mainline_is_marked_and_so_is_the_change_to_squash_merges(drawn):
    [axes] = drawn["huggingface/activity"].axes
    for run in activity.runs(H.quarters, "mainline"):
        assert shows(axes, *zip(*run, strict=True))
    [[(since, _), _]] = [lines.get_segments()[0] for lines in axes.collections]
    labels = [one.label for one in H.quarters]
    assert since == labels.index(activity.squash_merges_since(H.quarters)) - 0.5
    assert labels[math.ceil(since)] == "2020Q2"


# Money.


def test_areas_are_to_one_scale(drawn):
    squares = by_gid(drawn["huggingface/funding"])
    area = {gid: square.get_width() * square.get_height() for gid, square in squares.items()}
    unit = area["series-d"] / 235_000_000

    for one in H.rounds:
        assert area[one.id] == pytest.approx(unit * one.amount)
        assert (f"{one.id} valuation" in area) == (one.valuation is not None)
        if one.valuation is not None:
            assert area[f"{one.id} valuation"] == pytest.approx(unit * one.valuation)
            assert not squares[f"{one.id} valuation"].get_facecolor()[3]  # an outline


def test_the_first_two_sums_are_one_square(drawn):
    squares = by_gid(drawn["huggingface/funding"])
    first, second = (squares[id] for id in money.BEFORE_SEED)

    assert first.get_x() + first.get_width() == pytest.approx(second.get_x())
    assert first.get_height() == pytest.approx(first.get_width() + second.get_width())
    assert "40 + 80 = 120 万美元" in texts(drawn["huggingface/funding"])


def test_what_was_declined_is_dashed_and_outside_the_sum(drawn):
    figure = drawn["huggingface/funding"]
    dashed = {gid for gid, square in by_gid(figure).items() if square.get_linestyle() != "-"}

    assert dashed == {"nvidia-offer", "nvidia-offer valuation"}
    [said] = [text for text in texts(figure) if "合计" in text]
    assert re.findall(r"[\d.]+", said) == ["7", f"{funding.total(H.rounds) / 1e8:g}"]
    assert "1 亿美元，Lux Capital 领投" in texts(figure)
