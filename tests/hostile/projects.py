"""A small project to be ill-treated, and what is looked at afterwards."""

from pathlib import Path

from tests.notebook_files import FIGURE, code, markdown, notebook_file
from tests.project import SmallProject

ADDRESS = "https://reader.invalid/blog/"  # so that there are cards, feeds and a sitemap
CELLS = [markdown("开头。"), code("print(3)"), code(f"{FIGURE}import matplotlib.pyplot as plt\n\nplt.plot([1, 2]);")]


class HostileProject(SmallProject):
    """A small project with a notebook."""

    @classmethod
    def create(cls, root: Path):
        self = super().create(root)
        notebook_file(root / "docs" / "notebooks" / "demo" / "plot.ipynb", *CELLS)
        return self

    @property
    def site(self) -> Path:
        return self.root / "site"

    def build_site(self, **variables: str):
        return self.run("scripts.build_site", SITE_URL=ADDRESS, **variables)

    def edit(self, version: int) -> None:
        """Change what the post says, and every third time what a figure shows."""
        post = self.root / "docs" / "posts" / "short.md"
        lines = post.read_text(encoding="utf-8").splitlines()
        post.write_text("\n".join([*lines[:-1], f"第 {version} 版。"]) + "\n", encoding="utf-8")
        if version % 3 == 0:
            self.write("plots/models/ramp.py", f'"""A model."""\n\n\ndef ramp(step):\n    return {version} * step\n')

    def made(self) -> dict[str, bytes]:
        """Return what builds have made: the site, what is generated, and the cache but for the locks."""
        return {
            name: content
            for folder in (self.site, self.generated, self.cache)
            for name, content in contents(folder, self.root).items()
            if not name.endswith(".lock")
        }

    def made_files(self) -> list[Path]:
        """Return the files that are generated or kept, but for what tells of them."""
        folders = (self.generated, self.cache)
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return [path for path in paths if path not in self.records() and path.suffix != ".lock"]

    def records(self) -> list[Path]:
        return sorted(self.cache.glob("*.json"))

    def beside(self) -> list[str]:
        """Return the names at the top."""
        return sorted(path.name for path in self.root.iterdir())


def contents(folder: Path, root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
