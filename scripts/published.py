"""Add to ``tests/published.json`` what ``site/`` answers to and the list does not hold yet.

Usage: ``python -m scripts.published``.
"""

import json
import sys

from scripts.checks.published import LIST, addresses, missing, read
from scripts.shared.files import write_if_changed
from scripts.shared.html_page import read_pages
from scripts.shared.paths import ROOT


def main() -> int:
    site = ROOT / "site"
    if not site.is_dir():
        print("没有文件夹 site。先运行 make site。", file=sys.stderr)
        return 1
    known, found = read(), addresses(site, read_pages(site))
    new = missing(found, known)
    whole = {address: sorted({*known.get(address, []), *found.get(address, [])}) for address in {*known, *found}}
    content = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_if_changed(LIST, content.encode())
    print(f"{LIST.relative_to(ROOT)}：{len(whole)} 个地址，新增 {len(new)} 处。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
