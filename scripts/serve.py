"""Preview the site as ``mkdocs serve`` does, which asks us nothing before it has read mkdocs.yml: say here what is wrong with it.

Usage: ``python -m scripts.serve [option of mkdocs serve …]``.
"""

import sys

from mkdocs.__main__ import cli

from scripts.shared import mkdocs_messages
from scripts.shared.findings import told


def main(arguments: list[str]) -> int:
    config, wrong = mkdocs_messages.load()
    if config is None:
        print(told(wrong), file=sys.stderr)
        return 1
    cli(["serve", *arguments], prog_name="mkdocs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
