from pathlib import Path

import pytest

from scripts import lock
from scripts.shared.paths import ROOT


@pytest.mark.parametrize(
    "text",
    [
        '"node_modules/d3": {"resolved": "https://elsewhere.example/d3.tgz"}',
        "--index-url https://elsewhere.example/simple",
        "--extra-index-url https://elsewhere.example/simple",
        "--find-links /somewhere",
        "d3 @ https://elsewhere.example/d3.tgz",
    ],
)
def test_a_lock_file_that_says_where_packages_are_is_refused(tmp_path, capsys, text):
    path = tmp_path / "lock"
    path.write_text(text, encoding="utf-8")
    assert lock.names_a_registry(path)
    assert "只能有版本和哈希" in capsys.readouterr().err


def test_versions_hashes_and_the_homes_of_sponsors_are_fine(tmp_path):
    path = tmp_path / "lock"
    path.write_text('d3==7.9.0 \\\n    --hash=sha256:00\n"url": "https://opencollective.com/katex"\n', encoding="utf-8")
    assert not lock.names_a_registry(path)


@pytest.mark.parametrize("name", lock.LOCKED)
def test_each_lock_file_has_hashes_and_names_no_place(name):
    assert {"--generate-hashes", "--no-emit-index-url"} <= set(lock.options(name))


@pytest.mark.parametrize("name", lock.LOCKED)
def test_a_lock_file_is_resolved_for_its_python_and_else_for_every_system_from_the_oldest(name):
    options = [*lock.LOCKED[name], *lock.options(name)]
    own = (ROOT / name).with_name(".python-version")
    oldest = own.read_text("utf-8").split()[0] if own.exists() else "3.11.5"
    version = options[options.index("--python-version") + 1]
    assert version.startswith(oldest)
    assert {"--universal", "--python-platform"} & set(options)


def test_every_list_of_requirements_is_resolved():
    locks = [path for path in (ROOT / "tests").rglob("requirements.txt") if "==" in path.read_text(encoding="utf-8")]
    assert {path.relative_to(ROOT).as_posix() for path in locks} <= {*lock.LOCKED}


@pytest.mark.parametrize(("arguments", "command"), [([], "install"), (["--upgrade"], "update")])
def test_the_packages_of_node_move_with_those_of_python(monkeypatch, arguments, command):
    asked: list[list[str]] = []

    def run(words):
        asked.append(words)
        return True

    monkeypatch.setattr(lock, "run", run)
    assert lock.main(arguments) == 0
    assert [words[1] for words in asked if "npm" in Path(words[0]).name] == [command] * len(lock.LOCKED_BY_NPM)
    assert all(("--upgrade" in words) == bool(arguments) for words in asked if "compile" in words)
