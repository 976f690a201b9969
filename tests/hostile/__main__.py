"""Kill builds, damage what they made, and build where it is hard; print what came of it as a table.

Usage: ``python -m tests.hostile``; a minute or two for each ten lines. What this machine does not let one try is said so.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.shared.project_copy import environment, module_command
from tests.hostile import damages, kills
from tests.hostile.projects import ADDRESS, HostileProject, contents
from tests.hostile.surroundings import SURROUNDINGS, Surrounding

KILLS = 20
HELD, LOST, UNTRIED = "✓", "✗", "–"
Row = tuple[str, str, str]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        project = HostileProject.create(Path(folder) / "图解 project")
        seconds = kills.seconds_of_a_build(project)
        rows = []
        for row in rows_of(project, seconds):
            rows.append(row)
            print("　".join(row), flush=True)
    signs = [sign for sign, _, _ in rows]
    print(f"挡住 {signs.count(HELD)}，没有挡住 {signs.count(LOST)}，这里不能试 {signs.count(UNTRIED)}。")
    return 1 if LOST in signs else 0


def rows_of(project: HostileProject, seconds: float) -> Iterator[Row]:
    for way in damages.WAYS:
        yield after(project, f"生成的文件：{way.__name__}", lambda way=way: each(way, project.made_files()))
        yield after(project, f"缓存里的记录：{way.__name__}", lambda way=way: each(way, project.records()))
    yield after(project, "混进别的文件", lambda: damages.put_foreign_files(project.generated))
    for version, kill in enumerate(kills.kills(KILLS)):
        yield killed(project, kill, version, seconds)
    yield two_at_once(project)
    for surrounding in SURROUNDINGS:
        yield built_in(project, surrounding)


def each(way, paths) -> None:
    for path in paths:
        way(path)


def after(project: HostileProject, name: str, harm) -> Row:
    """Do harm, build, and tell whether all is as it was."""
    before = project.made()
    harm()
    done = project.build_site()
    return verdict(done.returncode == 0 and project.made() == before, name, done.stderr)


def killed(project: HostileProject, kill: kills.Kill, version: int, seconds: float) -> Row:
    names, old = project.beside(), contents(project.site, project.root)
    project.edit(version)
    found = kills.strike(project, kill, seconds)
    done = project.build_site()
    new = contents(project.site, project.root)
    held = done.returncode == 0 and found in (old, new) and project.beside() == names
    which = "整组进程" if kill.is_whole else "第一个进程"
    return verdict(held, f"在 {kill.moment:.0%} 处杀掉{which}（{'旧' if found == old else '新'}站点）", done.stderr)


def two_at_once(project: HostileProject) -> Row:
    command = module_command("scripts.build_site")
    surroundings = environment(SITE_URL=ADDRESS)
    with subprocess.Popen(command, cwd=project.root, env=surroundings, stderr=subprocess.PIPE) as first:
        before, done = project.made(), project.build_site()
        first.communicate()
    held = (first.returncode, done.returncode) == (0, 0) and project.made() == before
    return verdict(held, "两个构建同时开始", done.stderr)


def built_in(project: HostileProject, surrounding: Surrounding) -> Row:
    if subprocess.run([*surrounding.start, "true"], cwd=project.root, capture_output=True).returncode != 0:
        return UNTRIED, surrounding.name, "这台机器不让"
    before = project.made()
    surrounding.prepare(project)
    command = [*surrounding.start, *module_command("scripts.build_site")]
    variables = environment(SITE_URL=ADDRESS) | surrounding.variables
    done = subprocess.run(command, cwd=project.root, env=variables, capture_output=True)
    said = done.stderr.decode(errors="replace")
    site = {name: content for name, content in before.items() if name.startswith("site/")}
    is_kept = contents(project.site, project.root) == site
    is_told = surrounding.said in said and "Traceback" not in said and (done.returncode == 0) != bool(surrounding.said)
    again = project.build_site()
    held = is_kept and is_told and again.returncode == 0 and project.made() == before
    return verdict(held, surrounding.name, said)


def verdict(held: bool, name: str, said: str) -> Row:
    last = said.strip().splitlines()[-1] if said.strip() else ""
    return HELD if held else LOST, name, last if not held or "。" in last else ""


if __name__ == "__main__":
    sys.exit(main())
