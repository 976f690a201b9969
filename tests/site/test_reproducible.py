"""Two builds of one commit give the same bytes, whatever the folder, the time, the language, the number of cores and what is kept.

The one was made from the figures, notebooks and pages of a site without an address, the other from nothing. That a build by
which nothing has changed does so, too, tests/hostile holds for a small project.
"""

import pytest

from scripts.shared.paths import CACHE, ROOT
from tests.project import Project

SURROUNDINGS = {
    "PYTHONHASHSEED": "20261124",
    "TZ": "Asia/Shanghai",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "2",  # the tests, and what they start, compute with one
}


@pytest.mark.slow
def test_a_build_from_nothing_in_another_folder_has_the_same_bytes_as_one_from_what_is_kept(
    deployed_site, server, tmp_path
):
    assert len([*(CACHE / "pages").iterdir()]) > len([*(ROOT / "docs" / "posts").glob("*.md")])
    project = Project.create(tmp_path / "另一个 文件夹")
    done = project.run("scripts.build_site", "elsewhere", SITE_URL=server, **SURROUNDINGS)
    assert done.returncode == 0, done.stdout + done.stderr
    one, other = contents(deployed_site), contents(project.root / "elsewhere")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
