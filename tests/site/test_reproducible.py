"""Two builds of one commit give the same bytes, whatever the folder, the time, the language, the number of cores and what is kept.

The one was made from the pages of a site without an address, the other from nothing.
"""

import pytest

from tests.project import Project

SURROUNDINGS = {
    "PYTHONHASHSEED": "20261124",
    "TZ": "Asia/Shanghai",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "2",  # the tests, and what they start, compute with one
}


@pytest.mark.slow
def test_a_build_from_nothing_in_another_folder_has_the_same_bytes_and_so_has_one_from_what_is_kept(
    deployed_site, server, tmp_path
):
    project = Project.create(tmp_path / "另一个 文件夹")
    done = project.run("scripts.build_site", "elsewhere", SITE_URL=server, **SURROUNDINGS)
    assert done.returncode == 0, done.stdout + done.stderr
    one, other = contents(deployed_site), contents(project.root / "elsewhere")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert len(list((project.cache / "pages").iterdir())) > len(list(project.root.glob("docs/posts/*.md")))
    done = project.run("scripts.build_site", "elsewhere", SITE_URL=server, **SURROUNDINGS)
    assert done.returncode == 0, done.stdout + done.stderr
    again = contents(project.root / "elsewhere")
    assert one.keys() == again.keys()
    assert [name for name in one if one[name] != again[name]] == []


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
