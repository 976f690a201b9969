"""Write the notebooks as they are to be stored: without outputs, counts and what JupyterLab leaves in them.

Usage: ``python -m scripts.clean_notebooks [--check]``: with the option only say what is not so, and end with 1.
"""

import sys

from scripts.notebooks import storage
from scripts.shared.files import write_if_changed
from scripts.shared.findings import Finding
from scripts.shared.sources import shown


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("用法：python -m scripts.clean_notebooks [--check]", file=sys.stderr)
        return 1
    try:
        if arguments:
            findings = storage.misplaced()
            findings += [finding for path in storage.paths() for finding in storage.stored_findings(path)]
            print("".join(f"{Finding.of(finding)}\n" for finding in findings), end="")
            return 1 if findings else 0
        for path in storage.paths():
            stored = storage.stored(storage.parsed(path))
            if path.read_bytes().replace(b"\r\n", b"\n") != stored and write_if_changed(path, stored):
                print(f"清理了 {shown(path)}")
    except storage.NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
