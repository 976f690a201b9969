"""The records of what other people's systems say: whole, of the programs as they are, and equal to what pages print."""

import json
import re

import pytest

from scripts.checks.code_blocks import DOCS, RUN, code_blocks, pages
from tests.evidence import environments
from tests.evidence.launches import launches

PROGRAMS = list(environments.programs())
RECORDS = {
    program.name: json.loads(program.record.read_text("utf-8")) for program in PROGRAMS if program.record.exists()
}
BLOCKS = [
    name for name in RECORDS if re.search(r"/blocks(-[\d.]+)?$", name)
]  # of the library that their environment is named for
# What a block asks for that the environment of its page has not; it stays without a record there.
ABSENT = re.compile(r"No module named '(torch|matplotlib)\b|name '(torch\w*|plt)' is not defined")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_program_has_a_record_of_what_it_is_now(program):
    record = RECORDS.get(program.name)
    assert record, f"{program.name} 还没有记录：make evidence"
    assert record["digest"] == program.digest(), f"{program.name} 比它的记录新：make evidence"
    assert record["command"] == f"python -m {program.module}"
    assert all(record[field] for field in ("date", "machine", "seen"))
    assert record["python"].startswith(f"{program.python}.")


def test_there_is_no_record_without_a_program():
    records = {path.name for path in environments.HERE.glob("*.json")}
    assert records == {program.record.name for program in PROGRAMS}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_record_names_the_versions_that_are_locked(program):
    locked = "\n".join(path.read_text("utf-8") for path in environments.locks(program.path.parent))
    for name, version in RECORDS[program.name]["system"].items():
        assert f"{name.lower()}=={version.partition('+')[0]} " in locked  # names in a lock file are in small letters


def test_a_page_tells_the_day_of_every_record_that_it_names():
    dates = {program.record.name: RECORDS[program.name]["date"] for program in PROGRAMS}
    named = [
        (f"{path.relative_to(DOCS)}:{number}", line, name)
        for path in sorted([*DOCS.glob("**/*.md"), *DOCS.glob("**/*.ipynb")])
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for name in re.findall(r"`(?:tests/evidence/)?([\w.-]+\.json)`", line)
        if name in dates
    ]

    assert named
    assert [f"{place}：{name} 是 {dates[name]} 的" for place, line, name in named if dates[name] not in line] == []


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_print_what_their_page_shows_where_the_library_is_the_real_one(name):
    library = name.partition("/")[0]
    asks = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    asking = [
        path for path in pages() if any(asks.search(block.code) for block in code_blocks(path) if block.kind == RUN)
    ]
    seen = RECORDS[name]["seen"]
    assert set(seen) == {path.relative_to(DOCS).as_posix() for path in asking}
    for path in asking:
        blocks = [block for block in code_blocks(path) if block.kind == RUN]
        outcomes = seen[path.relative_to(DOCS).as_posix()]
        assert [outcome["code"] for outcome in outcomes] == [block.code for block in blocks], (
            "页面改过了：make evidence"
        )
        for block, outcome in zip(blocks, outcomes, strict=True):
            if "error" in outcome:
                assert ABSENT.search(outcome["error"]), f"{path}:{block.line}: {outcome['error']}"
            else:
                assert outcome["printed"] == (block.output or ""), f"{path}:{block.line}"
        assert sum("printed" in outcome for outcome in outcomes) > len(blocks) / 2


def test_the_programs_that_pages_start_on_several_processes_ran_as_they_stand_and_print_what_is_shown():
    ran = [launch for name, record in RECORDS.items() if name.endswith("/training") for launch in record["seen"]]
    shown = [
        {"page": path.relative_to(DOCS).as_posix(), **launch._asdict()} for path in pages() for launch in launches(path)
    ]
    assert ran == shown, "页面改过了：make evidence"
    assert all(launch["printed"] for launch in shown)
