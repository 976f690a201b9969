"""Draw the pictures of the READMEs again: ``python -m scripts.pictures``; .github/figures holds figures under their ids."""

import shutil

from scripts.assets import drawing
from scripts.shared.paths import GENERATED, ROOT

FOLDER = ROOT / ".github" / "figures"


def main() -> None:
    paths = {path.relative_to(FOLDER).with_suffix("").as_posix(): path for path in sorted(FOLDER.rglob("*.svg"))}
    drawing.build(list(paths))
    for id, path in paths.items():
        shutil.copyfile(GENERATED / f"{id}.svg", path)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
