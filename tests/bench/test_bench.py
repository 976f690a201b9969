"""The benches run on the pages as they are now; how fast is not asked here."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from scripts.assets.python_files import playground_ids
from tests.bench import (
    bench_answers,
    bench_build,
    bench_pages,
    bench_posts,
    installed,
    overlay,
    report,
    synthetic,
)
from tests.bench.topics import boosting as bench_boosting
from tests.bench.topics import kmeans as bench_kmeans
from tests.bench.topics import lr as bench_lr


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


def test_our_build_is_compared_with_stock_without_the_parts_that_stock_has_not():
    cost = bench_posts.Cost(9.0, 6.0, 300.0)
    parts = {**{part: [0.5, 0.2] for part in bench_posts.NOT_COMPARED}, "checks": [1.0, 2.0]}
    stock = bench_posts.Cost(4.0, 2.0, 100.0)
    found = [
        bench_posts.Measured("ours", cost, cost, (parts, parts)),
        bench_posts.Measured("stock Material", stock, stock),
    ]
    first, second = bench_posts.table_of(100, found)
    assert "| ours | 6.0 (9.0) | 6.0 (9.0) | 300 | 2.00 (2.05) | 2.00 (2.05) | 3.00 |" in first
    assert "| checks | 1.0 (2.0) | 1.0 (2.0) |" in second
    assert "sources | 3.0 (6.2) | 3.0 (6.2) |" in second


def test_a_post_for_measuring_is_of_the_length_that_is_said_and_an_edit_changes_its_text(tmp_path):
    synthetic.write(tmp_path, 3)
    before = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert all(7_500 < len(text.encode()) < 9_500 for text in before.values())
    synthetic.edit(tmp_path, 1)
    after = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert [name for name in sorted(before) if before[name] != after[name]] == ["post-0001.md"]
    assert after["post-0001.md"].count(synthetic.EDITED) == 1


def lighthouse_report(performance, blocking, contrast=1):
    """Return what the bench reads of Lighthouse's JSON."""
    weights = {"total-blocking-time": 30, "largest-contentful-paint": 70}
    scores = {
        "performance": performance,
        "accessibility": round(0.3 + 0.7 * contrast, 2),
        "best-practices": 1,
        "seo": 1,
    }
    counted = {"performance": weights, "accessibility": {"color-contrast": 7, "image-alt": 3}}
    audits = {
        "first-contentful-paint": {"numericValue": 800.4},
        "largest-contentful-paint": {"numericValue": 1100, "score": 1, "title": "Largest Contentful Paint"},
        "total-blocking-time": {
            "numericValue": blocking,
            "score": 1 - (1 - performance) / 0.3,
            "title": "Total Blocking Time",
            "displayValue": f"{blocking} ms",
        },
        "cumulative-layout-shift": {"numericValue": 0},
        "dom-size-insight": {"numericValue": 1200},
        "color-contrast": {"score": contrast, "title": "Contrast is low"},
        "image-alt": {"score": 1, "title": "Images have words"},
        "network-requests": {
            "details": {
                "items": [
                    {"url": "http://127.0.0.1/", "transferSize": 20_000},
                    {"url": "http://127.0.0.1/site.css", "transferSize": 5_400},
                    {"url": "data:image/svg+xml,", "transferSize": 0},
                ]
            }
        },
        "mainthread-work-breakdown": {"details": {"items": [{"groupLabel": "Style & Layout", "duration": 1234.5}]}},
    }
    categories = {
        name: {
            "score": score,
            "auditRefs": [{"id": id, "weight": weight} for id, weight in counted.get(name, {}).items()],
        }
        for name, score in scores.items()
    }
    return {"categories": categories, "audits": audits, "environment": {"benchmarkIndex": 2000}}


def test_a_page_has_the_medians_of_its_runs_and_what_the_middle_one_lost_points_by():
    seen = bench_pages.summary([lighthouse_report(0.97, 90), lighthouse_report(1, 10), lighthouse_report(0.94, 180)])
    assert seen.causes == [
        "performance 97: Total Blocking Time 90 ms −3.0; most of the main thread's time is Style & Layout, 1,234 ms"
    ]
    text = bench_pages.written({"posts/new/": seen}, 3)
    assert "| `/posts/new/` | 97 | 100 | 100 | 100 | 800 | 1100 | 90 | 0.000 | 1200 | 2 | 25 | 2000 |" in text
    assert "\n- `/posts/new/`, performance 97: Total" in text
    assert "| `/posts/new/` | – → 97 | – → 1100 | – → 90 | – → 1200 | – → 2 | – → 25 | – → 2000 |" in text


def test_a_score_is_short_of_100_by_the_weight_of_what_failed_and_no_cause_is_given_where_none_is():
    (short,) = bench_pages.summary([lighthouse_report(1, 0, contrast=0)]).causes
    assert short == "accessibility 30: Contrast is low −70.0"
    fine = bench_pages.summary([lighthouse_report(1, 0)])
    assert fine.causes == []
    assert "Every score is 100." in bench_pages.written({"": fine}, 1)


def test_every_kind_of_page_is_measured_and_compared_with_itself_before(site):
    pages = list(bench_pages.pages_of(site))
    assert pages[0] == ""
    assert {"playgrounds/", "playgrounds/lr/", "posts/zero/", "notebooks/kmeans/sklearn/", "terms/"} <= set(pages)
    before = json.loads(bench_pages.BEFORE.read_text("utf-8"))["pages"]
    assert set(before) <= set(pages)
    assert all(set(bench_pages.COMPARED) <= set(numbers) for numbers in before.values())


def test_pages_are_said_not_to_be_measured_where_lighthouse_cannot_be_had(monkeypatch, tmp_path):
    monkeypatch.setattr(installed, "CACHE", tmp_path)
    monkeypatch.setattr(bench_pages, "install", unavailable)
    assert "not measured" in bench_pages.section("http://127.0.0.1/", [""], 1)


def test_what_is_installed_stays(monkeypatch, tmp_path):
    monkeypatch.setattr(installed, "CACHE", tmp_path)
    lock = tmp_path / "lock"
    lock.write_text("one", encoding="utf-8")
    folder = installed.installed(lock, "it", Path.mkdir)
    assert installed.installed(lock, "it", unavailable) == folder
    lock.write_text("other", encoding="utf-8")
    assert installed.installed(lock, "it", Path.mkdir) != folder


@pytest.mark.slow
def test_the_playgrounds_are_measured_and_streamlit_is_said_not_to_be_where_it_cannot_be_had(
    browser, server, monkeypatch
):
    monkeypatch.setattr(bench_answers, "REST_MS", 0)
    for bench in (bench_lr, bench_kmeans):
        monkeypatch.setattr(bench, "THROTTLES", (1, 1.5))
    for name in ("MOVES", "WARM_UP"):
        monkeypatch.setattr(bench_lr, name, 1)
    monkeypatch.setattr(bench_lr, "environment", unavailable)
    monkeypatch.setattr(bench_kmeans, "POINTS", 400)
    monkeypatch.setattr(bench_kmeans, "FRAMES", 5)
    schedulers, kmeans = (bench.section(browser, server, 1) for bench in (bench_lr, bench_kmeans))
    assert "Streamlit was not measured" in schedulers
    number = r"\d+\.\d"
    assert len(re.findall(rf"^\| playground.* \| {number} \| {number} \| – \|$", schedulers, re.MULTILINE)) == 4
    assert len(re.findall(rf"^\| playground.* \| – \| {number}\d \|$", schedulers, re.MULTILINE)) == 4
    measured = rf"^\| [^|]+( \| 1(\.5)?×)? \| {number} \| {number} \| ({number}\d|–) \|$"
    assert len(re.findall(measured, kmeans, re.MULTILINE)) == 5


@pytest.mark.slow
def test_the_first_answer_of_every_playground_is_measured(browser, server, monkeypatch):
    monkeypatch.setattr(bench_answers, "THROTTLES", (1,))
    monkeypatch.setattr(bench_answers, "REST_MS", 0)
    text = bench_answers.section(browser, server, 1) + bench_boosting.section(browser, server, 1)
    row = re.compile(r"^\| [a-z].* \| 1× \| \d+\.\d \| \d+\.\d \| \d+\.\d\d \|$", re.MULTILINE)
    assert len(row.findall(text)) == len(playground_ids()) + 1


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


def unavailable(folder=None):
    raise OSError("no network")
