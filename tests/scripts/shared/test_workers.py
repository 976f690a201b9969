"""Processes that work for a build: none outlives it, and one that the system ends is a sentence."""

import subprocess
import sys

import pytest

from scripts.shared.project_copy import environment

HEAD = """
import os, signal, sys, time
from scripts.shared.faults import told_in_a_sentence
from scripts.shared.workers import in_parallel
"""
TWICE = """
def twice(number):
    return 2 * number

print(sorted(in_parallel(twice, [1, 2, 3])), list(in_parallel(twice, [])))
"""
ENDED = """
def ended(number):
    os.kill(os.getpid(), signal.SIGKILL)

main = told_in_a_sentence(lambda arguments: len(list(in_parallel(ended, range({jobs})))))
sys.exit(main([]))
"""
WAITING = """
def waiting(number):
    print(number, flush=True)
    time.sleep(600)

list(in_parallel(waiting, [1, 2]))
"""


def start(program):
    command = [sys.executable, "-c", HEAD + program]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env=environment())


def test_each_job_comes_back_with_what_came_of_it():
    said, _ = start(TWICE).communicate()
    assert said == "[(1, 2), (2, 4), (3, 6)] []\n"


@pytest.mark.parametrize("jobs", [1, 3, 20_000], ids=["one", "few", "while the last are handed out"])
def test_that_the_system_ended_a_process_is_a_sentence(jobs):
    process = start(ENDED.format(jobs=jobs))
    _, said = process.communicate()
    assert process.returncode == 1
    assert said == "系统结束了一个画图或执行的进程，多半是内存不够。关掉别的程序后再运行一次。\n"


def test_no_process_waits_for_the_work_of_a_build_that_was_killed():
    build = start(WAITING)
    assert build.stdout.readline().strip().isdecimal()
    build.kill()
    build.communicate(timeout=60)  # what they print to is closed when the last of them has ended
