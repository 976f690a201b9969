"""The benches run on the pages as they are now; how fast is not asked here."""

import re

import numpy as np
import pytest

from tests.bench import bench_build, bench_kmeans, bench_playground, overlay, report


def test_the_file_says_on_what_it_was_measured_and_how_to_do_so_again():
    text = report.page(
        [report.section("The build", "In seconds.", report.table(["step", "median"], [["one", "1.0"]]))],
        chromium="156.0",
    )
    assert re.search(r"Measured on \d{4}-\d\d-\d\d: \d+ cores \(.+\), Python 3\.[\d.]+, Chromium 156\.0\.", text)
    assert "`make bench`" in text
    assert text.endswith("\n\n## The build\n\nIn seconds.\n\n| step | median |\n| --- | ---: |\n| one | 1.0 |\n")


def test_a_ratio_is_that_of_the_medians_and_late_is_later_than_most():
    assert report.middle_and_late([float(time) for time in range(100)]) == ["49.5", "95.0"]
    assert report.ratio([1.0, 2.0, 30.0], 4.0) == "0.50"
    assert report.ratio([1.0], None) == "–"


def test_every_step_of_the_build_is_compared_with_drawing_everything(monkeypatch, tmp_path):
    monkeypatch.setattr(bench_build, "copy_project", lambda project: None)
    costs = {"figures, all drawn": 8.0, "figures, nothing changed": 2.0}
    rows = [(name, [bench_build.Cost(seconds, seconds)]) for name, seconds in costs.items()]
    monkeypatch.setattr(bench_build, "measure", lambda project, runs: rows)
    text = bench_build.section(tmp_path, 1)
    assert "| figures, nothing changed | 2.0 | 2.0 | 2.0 | 0.25 |" in text


@pytest.mark.slow
def test_the_playgrounds_are_measured_and_streamlit_is_said_not_to_be_where_it_cannot_be_had(
    browser, server, monkeypatch
):
    monkeypatch.setattr(bench_playground, "MOVES", 2)
    monkeypatch.setattr(bench_playground, "environment", unavailable)
    monkeypatch.setattr(bench_kmeans, "FRAMES", 20)
    schedulers, kmeans = (bench.section(browser, server, 1) for bench in (bench_playground, bench_kmeans))
    assert "Streamlit was not measured" in schedulers
    number = r"\d+\.\d"
    assert len(re.findall(rf"^\| playground.* \| {number} \| {number} \| – \|$", schedulers, re.MULTILINE)) == 8
    assert (
        len(re.findall(rf"^\| [^|]+( \| [14]×)? \| {number} \| {number} \| ({number}\d|–) \|$", kmeans, re.MULTILINE))
        == 5
    )


def test_pixels_are_compared_with_their_neighbours():
    rest = np.full((6, 6, 3), 255, np.uint8)
    rest[2, 2] = 0
    moved = np.roll(rest, 1, axis=1)
    gone = np.full_like(rest, 255)
    assert not overlay.unmatched(rest, moved).any()
    assert np.argwhere(overlay.unmatched(rest, gone)).tolist() == [[2, 2]]


def test_every_figure_that_a_playground_takes_over_on_a_page_is_found_once(site):
    found = [place.figure for place in overlay.places(site)]
    standing = {
        figure
        for path in site.rglob("*.html")
        for figure in re.findall(r'data-anchor="([^"]+)"', path.read_text("utf-8"))
    }
    assert sorted(found) == sorted(standing)


def unavailable():
    raise OSError("no network")
