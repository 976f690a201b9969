"""The pictures of the READMEs are the figures as they are drawn now."""

from scripts.pictures import FOLDER


def test_the_pictures_of_the_readmes_are_the_figures_as_they_are_drawn_now(rendered):
    for path in FOLDER.rglob("*.svg"):
        id = path.relative_to(FOLDER).with_suffix("").as_posix()
        assert path.read_bytes() == rendered[id][".svg"], "run python -m scripts.pictures"
