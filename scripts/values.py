"""Write the values that pages name as the code gives them: ``[623.15](value:momentum/run.loss:.2f)``.

Usage: ``python -m scripts.values [--check]``: ends with 1 if a value does not exist; with ``--check`` nothing is written,
and a text that is not what the code gives counts, too.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.code_blocks import pages
from scripts.markdown.values import problem_of, value_links, with_values
from scripts.shared.files import write_if_changed
from scripts.shared.findings import Finding, findings_of
from scripts.shared.sources import SourceError, read_text, shown


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="把文中的数值写成代码给出的样子")
    parser.add_argument("--check", action="store_true", help="只检查，不改写")
    is_check = parser.parse_args(arguments).check
    found: list[Finding] = []
    for path in pages():
        try:
            source = read_text(path)
        except SourceError as error:
            found += findings_of(error)
            continue
        if not is_check and (right := with_values(source)) != source:
            write_if_changed(path, right.encode())
            print(f"改写了 {shown(path)}。")
            source = right
        found += findings(path, source)
    print("".join(f"{finding}\n" for finding in found), end="", file=sys.stderr)
    return 1 if found else 0


def findings(path: Path, source: str) -> Iterator[Finding]:
    for link in value_links(source):
        if problem := problem_of(link.text, link.address):
            yield Finding.of(f"{shown(path)}:{link.line}：{problem}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
