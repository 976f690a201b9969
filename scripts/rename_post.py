"""Move a post to another address: ``python -m scripts.rename_post OLD NEW``; the old one goes on leading to it."""

import argparse
import sys

from scripts.shared.sources import shown
from scripts.starting import posts
from scripts.starting.templates import StartError


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="给文章换一个地址，旧地址照样打得开")
    parser.add_argument("old", help="现在的 slug")
    parser.add_argument("new", help="新的 slug")
    parsed = parser.parse_args(arguments)
    try:
        changed = posts.rename(parsed.old.strip(), parsed.new.strip())
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"改了 {'、'.join(map(shown, changed))}。旧地址 /posts/{parsed.old}/ 写进了 redirect_from。")
    print("接着运行 make site；发布之后再运行 .venv/bin/python -m scripts.published。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
