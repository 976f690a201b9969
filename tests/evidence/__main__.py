"""Run the systems that the articles speak of, and record what they say; the tests read only the records.

Usage: ``python -m tests.evidence [environment[/program] …]``: without one, all.
"""

import argparse
import subprocess
import sys
import time

from tests.evidence import environments
from tests.evidence.environments import InstallationError


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="运行文章谈到的系统，记下它们的结果")
    parser.add_argument("names", nargs="*", help="环境，或环境/程序；默认全部")
    names = parser.parse_args(arguments).names
    programs = [each for each in environments.programs() if not names or {each.name, each.environment} & set(names)]
    known = {name for each in environments.programs() for name in (each.name, each.environment)}
    if unknown := [name for name in names if name not in known]:
        print(f"没有 {'、'.join(unknown)}；有的是：{'、'.join(sorted(known))}。", file=sys.stderr)
        return 1
    return max((run(each) for each in programs), default=0)


def run(program: environments.Program) -> int:
    """Run a program and write its record; what fails leaves the record as it was, and says why."""
    print(f"{program.name}……", flush=True)
    began = time.monotonic()
    try:
        program.write_record(program.run())
    except (InstallationError, subprocess.SubprocessError) as error:
        print(f"{program.name}：{error} {program.record.name} 还是上一次的。", file=sys.stderr)
        return 1
    print(f"{program.name}：{time.monotonic() - began:.0f} 秒。", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
