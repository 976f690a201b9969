"""What the blocks of code of the site's pages print where a library is the real one."""

import contextlib
import io
import json
import re
import sys
from pathlib import Path

from scripts.checks.code_blocks import DOCS, RUN, code_blocks, pages


def write_blocks(library: str) -> None:
    """Write what each block prints of the pages that import ``library`` to the file that the command line names."""
    asks = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    seen = {
        path.relative_to(DOCS).as_posix(): run(path)
        for path in pages()
        if any(asks.search(block.code) for block in code_blocks(path) if block.kind == RUN)
    }
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


def run(path: Path) -> list[dict[str, str]]:
    """Return what the blocks of a page print, from top to bottom in one namespace; of one that fails, its error."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    seen = []
    for block in code_blocks(path):
        if block.kind == RUN:
            printed = io.StringIO()
            outcome = {"code": block.code}
            try:
                with contextlib.redirect_stdout(printed):
                    exec(compile(block.code, str(path), "exec"), namespace)
                outcome["printed"] = printed.getvalue()
            except Exception as error:
                outcome["error"] = f"{type(error).__name__}: {error}"
            seen.append(outcome)
    return seen
