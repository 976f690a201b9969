"""Builds that are killed, and builds on damaged files: what comes out is what would have come out.

The tests share a project: after the kills, what the records tell of is made again and must be as the killed builds left it.
"""

import pytest

from tests.hostile import kills
from tests.hostile.damages import damage, put_foreign_files
from tests.hostile.projects import HostileProject, contents

KILLS = 10
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = HostileProject.create(tmp_path_factory.mktemp("hostile") / "project")
    built(project)
    return project


def built(project):
    done = project.build_site()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one_and_the_next_one_finds_nothing_of_it(project):
    names, seconds = project.beside(), kills.seconds_of_a_build(project)
    all_kills = kills.kills(KILLS)
    for version, pair in enumerate(zip(all_kills[::2], all_kills[1::2], strict=True)):
        old = contents(project.site, project.root)
        project.edit(version)
        found = [kills.strike(project, kill, seconds) for kill in pair]
        built(project)
        new = contents(project.site, project.root)
        assert f"第 {version} 版。" in new["site/posts/short/index.html"].decode()
        for kill, site in zip(pair, found, strict=True):
            assert site in (old, new), kill
        assert project.beside() == names


def test_damaged_files_are_made_again_and_foreign_ones_removed_before_they_are_shipped(project):
    before = project.made()
    damage(project.made_files(), 0)
    put_foreign_files(project.generated)
    built(project)
    assert project.made() == before


def test_records_that_cannot_be_read_count_as_none_and_what_is_made_from_nothing_is_the_same(project):
    before = project.made()
    damage(project.records(), 0)
    built(project)
    assert project.made() == before
