"""Draw the figures that are stale, and bring up to date what is made beside them: palette, icons, browser parts.

Usage: ``python -m scripts.build_figures [id …]``: without ids all that is stale, with ids just these in any case.
"""

import argparse
import sys

from scripts.assets import browser_parts, drawing, icons, palette_css
from scripts.shared.node import NodeError


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="绘制图：默认只画过期的")
    parser.add_argument("ids", nargs="*", metavar="id", help="只画这些图，无论是否过期，例如 momentum/path")
    try:
        for others in (palette_css, icons, browser_parts):
            others.build()
        drawing.build(parser.parse_args(arguments).ids)
    except (drawing.FigureError, FileNotFoundError, browser_parts.BrowserPartsError, NodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
