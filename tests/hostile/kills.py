"""Builds that are killed at any moment: all their processes, or the first of them alone."""

import os
import random
import signal
import subprocess
import time
from typing import NamedTuple

from scripts.shared.project_copy import environment, module_command
from tests.hostile.projects import ADDRESS, HostileProject, contents

SEED = 20261129


class Kill(NamedTuple):
    """When a build is killed, as a share of the time that one takes, and whether all of it."""

    moment: float
    is_whole: bool


def kills(count: int) -> list[Kill]:
    """Return kills from the beginning of a build to its end, in any order."""
    chance = random.Random(SEED)
    moments = [(part + chance.random()) / count for part in range(count)]
    chance.shuffle(moments)
    return [Kill(moment, is_whole=index % 2 == 0) for index, moment in enumerate(moments)]


def seconds_of_a_build(project: HostileProject) -> float:
    start = time.monotonic()
    done = project.build_site()
    assert done.returncode == 0, done.stdout + done.stderr
    return time.monotonic() - start


def strike(project: HostileProject, kill: Kill, seconds: float) -> dict[str, bytes]:
    """Kill a build, and return the site that is there at once."""
    command = module_command("scripts.build_site")
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=environment(SITE_URL=ADDRESS),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(kill.moment * seconds)
        except subprocess.TimeoutExpired:
            end = os.killpg if kill.is_whole else os.kill
            end(process.pid, signal.SIGKILL)
    return contents(project.site, project.root)
