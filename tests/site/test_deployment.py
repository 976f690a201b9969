"""What the workflow and the lock files promise."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.searches import existing

ROOT = Path(__file__).resolve().parent.parent.parent
WRITING = {
    "pages.yml": {"publish"},
    "links.yml": {"links"},
    "updates.yml": {"updates"},
    "engines.yml": set(),
}  # jobs of each workflow
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PYTHON_LOCKS = sorted(ROOT.glob("requirements*.txt"))
NODE_LOCKS = [ROOT / "package-lock.json", ROOT / "tests" / "bench" / "package-lock.json"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_write_only_what_it_publishes_with_and_pins_its_actions(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert "timeout-minutes" in job, name
        for step in job["steps"]:
            assert re.search(r"^actions/[\w-]+@(v\d+|[0-9a-f]{40})$", step.get("uses", "actions/none@v0")), step
    writing = {name for name, job in workflow["jobs"].items() if "write" in job.get("permissions", {}).values()}
    assert writing == WRITING[path.name]


def test_updates_are_proposed_with_the_verdict_of_the_tests_and_never_merged():
    steps = yaml.safe_load((ROOT / ".github/workflows/updates.yml").read_text(encoding="utf-8"))["jobs"]["updates"][
        "steps"
    ]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[0] == "make lock UPGRADE=--upgrade"
    assert commands[-2] == "make test"
    assert "gh pr create" in commands[-1]
    assert not any("merge" in command for command in commands)


def test_the_site_is_published_only_from_main_and_after_the_tests():
    publish = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))["jobs"]["publish"]
    assert publish["needs"] == "test"
    assert "refs/heads/main" in publish["if"]
    [build] = [step for step in publish["steps"] if step.get("run") == "make site"]
    assert "base_url" in build["env"]["SITE_URL"]


@pytest.mark.parametrize("path", [*PYTHON_LOCKS, *NODE_LOCKS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lock_file_names_no_registry(path):
    assert not re.search(
        r'"resolved"|--(extra-)?index-url|--find-links|registry\.|pypi\.', path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(path):
    entries = re.split(r"\n(?=\w)", path.read_text(encoding="utf-8"))
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


@pytest.mark.parametrize(
    ("name", "groups"),
    [("requirements.txt", []), ("requirements-test.txt", ["test"]), ("requirements-notebook.txt", ["notebook"])],
)
def test_everything_that_is_required_is_locked(name, groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required = project["project"]["dependencies"] + [
        each for group in groups for each in project["dependency-groups"][group]
    ]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    names = {existing(re.match(r"[\w.-]+", each))[0].lower().replace("_", "-") for each in required}
    assert names <= {each.lower() for each in locked}


def test_the_build_environment_holds_no_test_tools():
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"^(pytest|playwright|hypothesis|ruff|mypy)==", locked, re.MULTILINE)


def test_continuous_integration_calls_what_everybody_calls():
    commands = [
        line
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set", "cd"))
    ]
    assert commands == ["make test"]
