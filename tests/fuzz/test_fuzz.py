"""The targets of ``make fuzz`` on a few inputs each, always the same, so that none of them rots; and what it does with a find."""

import pytest
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from tests.evidence.environments import InstallationError
from tests.fuzz import __main__ as command
from tests.fuzz import growth, guided_runs
from tests.fuzz.running import Tally, Target, tried
from tests.fuzz.targets import TARGETS

FEW = 12


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_on_a_few_inputs(name):
    tally = tried(TARGETS[name], FEW)

    assert tally.inputs > 0
    assert tally.failures == ()


def refuse_large(number):
    if number > 1000:
        raise ValueError(number)
    assert number != 7


LARGE = Target("large", st.integers(0, 10**6), refuse_large)


def test_each_mistake_is_told_once_by_its_smallest_input():
    tally = tried(LARGE, 500)
    assert [failure.smallest for failure in tally.failures if "ValueError" in failure.place] == ["1001"]

    known = [failure.place for failure in tally.failures]
    assert tried(LARGE, 100, known).failures == ()
    assert len(tally.plus(tally).failures) == len(tally.failures)


def test_what_was_found_is_tried_first_the_next_time():
    database = InMemoryExampleDatabase()
    found = {failure.smallest for failure in tried(LARGE, 500, database=database).failures}

    assert "1001" in found  # and, as inputs are others each time, sometimes "7"
    assert tried(LARGE, 1, database=database).failures[0].smallest in found


def test_the_report_tells_inputs_and_the_smallest_that_breaks(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "REPORT", tmp_path / "build" / "fuzz.md")
    command.write({"large": tried(LARGE, 500)._replace(inputs=500, seconds=2.0), "none": Tally(3, 1.0)})

    told = command.REPORT.read_text(encoding="utf-8")
    assert "| large | 500 | 2 | " in told
    assert "| none | 3 | 1 | 0 |" in told
    assert "\n1001\n" in told


CRASH = """#!/bin/sh
for each in "$@"; do case $each in -artifact_prefix=*) printf ab > "${each#*=}crash-1";; esac; done
printf ' === Uncaught Python exception: ===\\nKeyError: 1\\nTraceback …\\n\\n==7== ERROR\\nstat::number_of_executed_units: 12\\n' >&2
exit 77
"""


def test_what_atheris_finds_is_told_with_its_bytes(monkeypatch, tmp_path):
    monkeypatch.setattr(guided_runs, "CACHE", tmp_path)
    program = tmp_path / "python"
    program.write_text(CRASH, encoding="utf-8")
    program.chmod(0o755)
    tally = guided_runs.tried_in(program, "csv", 1)

    [failure] = tally.failures
    assert (tally.inputs, failure.place, failure.smallest) == (12, "KeyError: 1", "b'ab'")


def test_where_atheris_cannot_be_had_one_sentence_says_so(monkeypatch, capsys):
    def refuse(*_):
        raise InstallationError("要 Python 3.11。")

    monkeypatch.setattr(guided_runs, "installed", refuse)
    assert guided_runs.guided(1) == {}
    assert capsys.readouterr().err == "没有用 Atheris 试字节：要 Python 3.11。\n"


def test_an_unknown_target_is_refused_with_the_known_ones(capsys):
    assert command.main(["nothing"]) == 2
    assert capsys.readouterr().err.startswith("没有 nothing；有的是：markdown、")


@pytest.mark.parametrize(("power", "steep"), [(1, False), (2, True)])
def test_what_is_quadratic_is_told_from_what_is_linear(monkeypatch, power, steep):
    monkeypatch.setattr(growth, "timed", lambda read, piece, count: 1e-5 * count**power)

    assert (growth.steepness(str, "字")[2] > growth.STEEP) is steep
