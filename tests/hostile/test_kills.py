"""Whatever moment a build is killed at, the site is the old one or the new one, and the next build knows nothing of it."""

import shutil

import pytest

from tests.hostile import kills
from tests.hostile.projects import HostileProject, contents

COUNT = 10


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return HostileProject.create(tmp_path_factory.mktemp("killed") / "project")


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one_and_nothing_else(project):
    kills.seconds_of_a_build(project)
    seconds, names = kills.seconds_of_a_build(project), project.beside()
    all_kills = kills.kills(COUNT)
    for version, pair in enumerate(zip(all_kills[::2], all_kills[1::2], strict=True)):
        old = contents(project.site, project.root)
        project.edit(version)
        found = [kills.strike(project, kill, seconds) for kill in pair]
        done = project.build()
        assert done.returncode == 0, done.stdout + done.stderr
        new = contents(project.site, project.root)
        assert f"第 {version} 版。" in new["site/posts/short/index.html"].decode()
        for kill, site in zip(pair, found, strict=True):
            assert site in (old, new), kill
        assert project.beside() == names
    after = project.made()
    for folder in (project.site, project.generated, project.cache):
        shutil.rmtree(folder)
    kills.seconds_of_a_build(project)
    from_nothing = project.made()
    assert after.keys() == from_nothing.keys()
    assert [name for name in after if after[name] != from_nothing[name]] == []
