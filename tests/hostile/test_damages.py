"""Whatever becomes of what is generated and kept, the next build makes it again as it was."""

import pytest

from tests.hostile.damages import damage, put_foreign_files
from tests.hostile.projects import HostileProject


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = HostileProject.create(tmp_path_factory.mktemp("damaged") / "project")
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.slow
def test_damaged_files_are_made_again_and_foreign_ones_removed_before_they_are_shipped(project):
    before = project.made()
    records = list(project.cache.glob("*.json"))
    damage([path for folder in (project.generated, project.cache) for path in files(folder) if path not in records], 0)
    put_foreign_files(project.generated)
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert project.made() == before


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 3])
def test_a_record_that_cannot_be_read_counts_as_none(project, first):
    before = project.made()
    damage(project.cache.glob("*.json"), first)
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert project.made() == before
