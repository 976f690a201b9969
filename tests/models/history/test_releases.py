"""Releases by hand: kinds, names, gaps."""

import pytest

from plots.models.history import releases
from plots.models.history.dates import date
from plots.models.history.events import timeline
from tests.replays import history_tables as tables

RELEASES = releases.library_releases(tables.releases())
EVENTS = timeline(tables.events())


@pytest.mark.parametrize(
    ("version", "kind"),
    [("4.0.0", "major"), ("4.18.0", "minor"), ("0.7.0", "minor"), ("0.1.1", "patch"), ("4.0.0rc1", "prerelease")],
)
def test_the_kind_is_read_off_the_version(version, kind):
    assert releases.kind_of(version) == kind


@pytest.mark.parametrize("version", ["", "4", "4.0", "4.0.0.1", "v4.0.0", "4.0.x", "4.0.0rc", "4..0", "4.0.0-rc1"])
def test_what_is_no_version_has_no_numbers_and_no_kind(version):
    assert releases.version_numbers(version) is None
    with pytest.raises(ValueError, match="version must be like"):
        releases.kind_of(version)


def test_candidates_and_patches_do_not_count_as_what_a_reader_notices():
    assert [one.version for one in releases.of_kinds(RELEASES)] == ["0.2.0", "1.0.0", "2.0.0", "2.1.0"]
    assert [one.version for one in releases.of_kinds(RELEASES, ("prerelease",))] == ["2.0.0rc1"]
    with pytest.raises(ValueError, match="kinds must be among"):
        releases.of_kinds(RELEASES, ("huge",))


def test_a_year_without_a_release_counts_as_none():
    assert releases.per_year(RELEASES) == [(2018, 1), (2019, 2), (2020, 0), (2021, 1)]
    assert releases.per_year(RELEASES, ("patch",)) == [(2018, 1), (2019, 0), (2020, 0), (2021, 0)]
    assert releases.per_year([]) == []


def test_gaps_are_days_between_major_and_minor_releases():
    assert releases.gaps(RELEASES) == [232, 72, 466]  # 26 Nov → 16 Jul → 26 Sep → 4 Jan 2021
    assert releases.gaps(RELEASES, line=2) == [466]
    assert releases.mean_gap(RELEASES) == (232 + 72 + 466) / 3
    with pytest.raises(ValueError, match="line 7"):
        releases.mean_gap(RELEASES, line=7)


def test_the_newest_release_of_a_day_is_no_candidate():
    assert releases.newest(RELEASES, on=date("2019-09-25")).version == "1.0.0"
    assert releases.newest(RELEASES, on=date("2019-09-26")).version == "2.0.0"
    with pytest.raises(ValueError, match="on must not be before the first release, got 2018-11-16"):
        releases.newest(RELEASES, on=date("2018-11-16"))


def test_withdrawn_releases_are_known_by_their_note():
    assert [one.version for one in RELEASES if one.is_withdrawn] == ["2.1.0"]


def test_each_name_lasts_until_the_next():
    first, second, third = releases.names(RELEASES, EVENTS)

    assert (first.name, first.start, first.end) == ("pytorch-pretrained-BERT", date("2018-10-29"), date("2019-07-05"))
    assert (second.start, second.end, second.first.version) == (date("2019-07-05"), date("2019-09-26"), "1.0.0")
    assert (third.name, third.end, third.releases, third.event) == ("transformers", None, 3, "renamed-transformers")


def test_a_name_without_its_event_or_its_releases_is_refused():
    with pytest.raises(ValueError, match="first-commit"):
        releases.names(RELEASES, EVENTS[:1])
    with pytest.raises(ValueError, match="releases must hold one of transformers"):
        releases.names(RELEASES[:3], EVENTS)
    late = timeline(tables.changed(tables.events(), 2, date="2019-07-20"))
    with pytest.raises(ValueError, match="releases of pytorch-transformers must not begin before"):
        releases.names(RELEASES, late)
