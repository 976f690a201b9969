"""Add to ``tests/published.json`` what ``site/`` answers to and the list does not hold yet.

Usage: ``python -m scripts.published [--check]``: with the option only say what it lacks, and end with 1.
"""

import argparse
import json
import sys

from scripts.checks.published import LIST, addresses, missing, read
from scripts.shared.files import write_if_changed
from scripts.shared.html_page import read_pages
from scripts.shared.paths import ROOT


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="把站点的地址和锚点记进 tests/published.json")
    parser.add_argument("--check", action="store_true", help="只看少了什么")
    only_check = parser.parse_args(arguments).check
    site = ROOT / "site"
    if not site.is_dir():
        print("没有文件夹 site。先运行 make site。", file=sys.stderr)
        return 1
    known, found = read(), addresses(site, read_pages(site))
    new = missing(found, known)
    if only_check:
        if new:
            print(
                f"tests/published.json 里还没有 {'、'.join(new[:5])} 等 {len(new)} 处。运行 python -m scripts.published，连同改动一起提交。"
            )
        return 1 if new else 0
    whole = {address: sorted({*known.get(address, []), *found.get(address, [])}) for address in {*known, *found}}
    content = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_if_changed(LIST, content.encode())
    print(f"{LIST.relative_to(ROOT)}：{len(whole)} 个地址，新增 {len(new)} 处。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
