"""Execute the notebooks that are stale.

Usage: ``python -m scripts.build_notebooks [topic/name …]``: without names all that are stale, with names just these.
"""

import argparse
import sys

from scripts.notebooks import building
from scripts.notebooks.storage import NotebookError


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="执行 notebook：默认只执行过期的")
    parser.add_argument("ids", nargs="*", metavar="主题/名字", help="只执行这些，无论是否过期，例如 momentum/basics")
    try:
        building.build(parser.parse_args(arguments).ids)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
