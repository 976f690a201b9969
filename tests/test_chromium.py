"""How a browser is found or got, with the installers played by stand-ins."""

import pytest

from tests import chromium


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Return the list of commands that were run on a machine without a browser, where every installer fails."""
    commands = []

    def run(command):
        commands.append(" ".join(command))
        return False

    monkeypatch.setattr(chromium, "run", run)
    monkeypatch.setattr(chromium, "PLACES", ())
    monkeypatch.setattr(chromium, "playwright_browser", lambda: iter(()))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return commands


def put(folder, name, script="#!/bin/sh\nexit 0\n"):
    path = folder / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_installed_browser_is_taken_and_nothing_is_installed(machine, tmp_path):
    path = put(tmp_path, "google-chrome")
    assert chromium.find_browser() == path
    assert machine == []


def test_a_browser_that_does_not_start_is_passed_over(machine, tmp_path):
    put(tmp_path, "chromium", "#!/bin/sh\nexit 1\n")
    path = put(tmp_path, "google-chrome")
    assert chromium.find_browser() == path


@pytest.mark.parametrize(
    ("packages", "tried"),
    [
        (["chromium-headless-shell", "chromium"], ["chromium-headless-shell"]),
        (["chromium"], ["chromium-headless-shell", "chromium"]),
    ],
)
def test_root_gets_the_package_of_debian(machine, tmp_path, monkeypatch, packages, tried):
    put(tmp_path, "apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 0)

    def run(command):
        machine.append(" ".join(command))
        if "install" in command and command[-1] in packages:
            put(tmp_path, command[-1])
        return "install" not in command or command[-1] in packages

    monkeypatch.setattr(chromium, "run", run)
    assert chromium.find_browser() == str(tmp_path / packages[0])
    assert [command.split("apt-get")[1] for command in machine] == [
        " -qq update",
        *(f" -qq install --yes --no-install-recommends {package}" for package in tried),
    ]


def test_without_the_right_to_install_playwright_downloads_one(machine, tmp_path, monkeypatch):
    put(tmp_path, "apt-get")
    monkeypatch.setattr(chromium, "playwright_browser", lambda: (each for each in [put(tmp_path, "own")] if machine))
    assert chromium.find_browser() == str(tmp_path / "own")
    assert [command.split(" -m ")[1] for command in machine] == ["playwright install chromium"]


def test_sudo_is_used_only_where_it_asks_for_no_password(machine, tmp_path):
    put(tmp_path, "apt-get")
    put(tmp_path, "sudo")
    with pytest.raises(chromium.NoBrowserError):
        chromium.find_browser()
    assert machine[0] == "sudo -n true"
    assert not [command for command in machine if "apt-get" in command]


def test_where_none_can_be_had_one_sentence_says_what_to_install(machine):
    with pytest.raises(chromium.NoBrowserError, match=r"apt-get install chromium.*make test") as error:
        chromium.find_browser()
    assert "\n" not in str(error.value)
