"""Execute the notebooks that are stale.

Usage: ``python -m scripts.build_notebooks [topic/name …]``: without names all that are stale, with names just these.
"""

import argparse
import sys

from scripts.notebooks import building
from scripts.shared.faults import told_in_a_sentence
from scripts.shared.findings import exit_code
from scripts.shared.locks import DRAWING, alone
from scripts.shared.records import remove_unknown


@told_in_a_sentence
def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="执行 notebook：默认只执行过期的")
    parser.add_argument("ids", nargs="*", metavar="主题/名字", help="只执行这些，无论是否过期，例如 momentum/basics")
    ids = parser.parse_args(arguments).ids
    return exit_code(lambda: build(ids))


def build(ids: list[str]) -> None:
    with alone(DRAWING):
        building.build(ids)
        remove_unknown()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
