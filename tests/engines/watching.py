"""A copy of the site whose pages say what they complain of, served as the site is."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment, module_command
from tests.static_server import serving

BASE = "/blog/"
WATCH = Path(__file__).with_name("watch.js")
# Whatever asks another host is refused by the browser itself, and told.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
FIRST = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><script src="{BASE}{WATCH.name}"></script>'


@contextlib.contextmanager
def watched(site: Path | None) -> Iterator[tuple[Path, str]]:
    """Serve a copy of a site, which is built where there is none; give the folder and the address of its first page."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "watched"
        with serving(copy, BASE) as address:
            shutil.copytree(site or built(Path(folder) / "site", address), copy)
            for page in copy.rglob("*.html"):
                text = page.read_text(encoding="utf-8")
                page.write_text(text.replace("<head>", f"<head>{FIRST}", 1), encoding="utf-8")
            shutil.copy(WATCH, copy)
            yield copy, address


def built(folder: Path, address: str) -> Path:
    """Return a folder with the site as it is deployed at an address; without one the theme leaves its navigation out."""
    subprocess.run(
        module_command("scripts.build_site", str(folder)), cwd=ROOT, env=environment(SITE_URL=address), check=True
    )
    return folder
