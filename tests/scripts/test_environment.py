import ast
import sys
from pathlib import Path

import pytest

from scripts import environment


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a folder with lock files, and let the script take it for the project."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    for name in [
        *environment.REQUIREMENTS.values(),
        "requirements-bootstrap.txt",
        "pyproject.toml",
        "package-lock.json",
    ]:
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.fixture
def installed(monkeypatch):
    """Return the list of what is installed instead of installing it."""
    done: list[str] = []
    monkeypatch.setattr(environment, "install_python_packages", done.append)
    monkeypatch.setattr(
        environment,
        "install_node_packages",
        lambda *, with_tools: done.append("node and tools" if with_tools else "node"),
    )
    return done


def test_a_python_that_is_too_old_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"需要 Python ≥ 3\.11\.5"):
        environment.main(["build"])


def test_the_script_can_be_read_by_a_python_that_is_too_old():
    ast.parse(Path(environment.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("arguments", [[], ["all"], ["build", "test"]])
def test_a_wrong_call_gets_the_usage(arguments):
    with pytest.raises(SystemExit, match=r"environment\.py build\|test\|notebook"):
        environment.main(arguments)


@pytest.mark.parametrize("profile", environment.REQUIREMENTS)
def test_an_environment_is_installed_once(project, installed, profile):
    environment.main([profile])
    assert installed == [environment.REQUIREMENTS[profile], "node and tools" if profile == "test" else "node"]
    environment.main([profile])
    assert len(installed) == 2


def test_the_test_environment_is_a_build_environment_too(project, installed):
    environment.main(["test"])
    environment.main(["build"])
    assert installed == ["requirements-test.txt", "node and tools"]


def test_the_build_environment_has_no_test_tools(project, installed):
    environment.main(["build"])
    environment.main(["test"])
    assert installed == ["requirements.txt", "node", "requirements-test.txt", "node and tools"]


def test_jupyterlab_does_not_take_the_tests_tools_away(project, installed):
    environment.main(["test"])
    environment.main(["notebook"])
    assert installed[-1] == "node and tools"


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-bootstrap.txt", "pyproject.toml", "package-lock.json"]
)
def test_a_changed_lock_file_installs_again(project, installed, name):
    environment.main(["build"])
    (project / name).write_text("other", encoding="utf-8")
    environment.main(["build"])
    assert len(installed) == 4


def test_an_installation_that_was_broken_off_is_begun_again(project, installed, monkeypatch):
    def fail(**_):
        raise SystemExit("安装失败")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install_node_packages", fail)
        with pytest.raises(SystemExit):
            environment.main(["build"])
    environment.main(["build"])
    assert installed.count("requirements.txt") == 2


def test_a_command_that_fails_is_named_with_advice(project):
    with pytest.raises(SystemExit, match=r"安装失败：.*raise SystemExit\(3\).*网络"):
        environment.run(sys.executable, "-c", "raise SystemExit(3)")
