"""Our style sheets as they are sent: each that pages name with all that it imports, without comments and spaces.

An author opens small files, a reader asks for few. esbuild, from the locked node_modules, makes these of those.
"""

import re
import subprocess
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from scripts.shared.node import esbuild, refusal
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, numbered, place_in, read_text

OPTIONS = ("--bundle", "--minify", "--charset=utf8", "--external:*.woff2", "--loader=css", "--log-level=warning")
WHOLE_FOLDER = re.compile(r'@import "([^"]+/\*\.css)";')  # esbuild knows none


def bundle(files: Files, config: MkDocsConfig) -> None:
    """Bundle the style sheets among the files of the site that pages name, and leave out the others: their parts."""
    for sheet in config.extra_css:
        if not files.get_file_from_path(sheet):
            place = numbered(place_in(ROOT / "mkdocs.yml", sheet))
            raise SourceError(f"{place}：没有样式表 docs/{sheet}。改正 extra_css 里的路径，或补上文件。")
    for file in list(files):
        if file.src_dir == config.docs_dir and file.src_uri.endswith(".css"):
            if file.src_uri in config.extra_css:
                file.content_string = bundled(Path(file.src_dir, file.src_uri))
            else:
                files.remove(file)


def bundled(sheet: Path) -> str:
    """Return a sheet with what it imports; ``@import "folder/*.css"`` stands for all that is there."""

    def parts(found: re.Match[str]) -> str:
        paths = sorted(path.relative_to(sheet.parent).as_posix() for path in sheet.parent.glob(found[1]))
        return "".join(f'@import "{path}";' for path in paths)

    done = subprocess.run(
        [*esbuild(), *OPTIONS, f"--sourcefile={sheet.name}"],
        input=WHOLE_FOLDER.sub(parts, read_text(sheet)),
        cwd=sheet.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.stderr:  # of an unclosed brace it only warns
        raise SourceError(refusal(done.stderr, sheet.parent))
    return done.stdout
