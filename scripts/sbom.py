"""Write what the site and its build consist of, as a software bill of materials (CycloneDX).

``required`` is what reaches a reader, ``excluded`` what only builds or tests. Versions and digests are those of the lock
files; equal files give equal bytes.

Usage: ``python -m scripts.sbom [file]``.
"""

import argparse
import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scripts.assets import browser_parts, licences
from scripts.assets.licences import Part
from scripts.shared.faults import told_in_a_sentence
from scripts.shared.files import write_if_changed
from scripts.shared.paths import ROOT

VERSION = "1.6"  # of the format
FILE = ROOT / "build" / "sbom.json"
LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
USE = "use"  # reader, build or test

Component = dict[str, Any]


@told_in_a_sentence
def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="写出网站和构建用到的软件清单（CycloneDX）")
    parser.add_argument("file", nargs="?", type=Path, default=FILE, help="写到哪个文件，默认 build/sbom.json")
    file = parser.parse_args(arguments).file
    browser_parts.build()
    found = bill()
    write_if_changed(file, f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode())
    uses = [each["properties"][0]["value"] for each in found["components"]]
    counts = "，".join(
        f"{words} {uses.count(use)} 个" for use, words in (("reader", "到读者"), ("build", "构建"), ("test", "测试"))
    )
    print(f"{file}：{counts}。")
    return 0


def bill() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped = {part.name: part for part in licences.parts()}
    # A package that is installed in two places is one; it is for tests only where neither is for more.
    ranked = sorted(
        [*of_python(shipped), *of_node(shipped)], key=lambda each: each["properties"][0]["value"], reverse=True
    )
    components = [each for _, each in sorted({each["purl"]: each for each in ranked}.items())]
    for each in components:
        if each["name"] == licences.THEME:
            each["components"] = [within(part) for part in shipped.values() if part.is_in_theme]
    itself = {"type": "application", "name": project["name"], "version": project["version"]}
    digest = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([itself, components]))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "serialNumber": f"urn:uuid:{digest}",
        "version": 1,
        "metadata": {"component": itself | {"licenses": [{"expression": project["license"]}]}},
        "components": components,
    }


def of_python(shipped: dict[str, Part]) -> Iterator[Component]:
    built_with = dict(LOCKED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    tested_with = dict(LOCKED.findall((ROOT / "requirements-test.txt").read_text(encoding="utf-8")))
    for name, version in (tested_with | built_with).items():
        use = "reader" if name in shipped else "build" if name in built_with else "test"
        yield component("pypi", name, version, use, shipped[name].licence if name in shipped else "")


def of_node(shipped: dict[str, Part]) -> Iterator[Component]:
    """Yield the packages of the lock file."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, facts in packages.items():
        name = path.rpartition("node_modules/")[2]
        if name:
            use = "reader" if name in shipped else "test" if facts.get("dev") else "build"
            digest = base64.b64decode(facts["integrity"].removeprefix("sha512-")).hex()
            hashes = [{"alg": "SHA-512", "content": digest}]
            yield component("npm", name, facts["version"], use, facts.get("license", "")) | {"hashes": hashes}


def component(kind: str, name: str, version: str, use: str, licence: str) -> Component:
    purl = f"pkg:{kind}/{quote(name, safe='/')}@{quote(version)}"
    found: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if licence:
        found["licenses"] = [{"expression": licence}]
    scope = "required" if use == "reader" else "excluded"
    return found | {"scope": scope, "properties": [{"name": USE, "value": use}]}


def within(part: Part) -> Component:
    """Return a package that the theme brings and whose version it does not tell."""
    purl = f"pkg:npm/{quote(part.name, safe='/')}"
    facts = {"type": "library", "bom-ref": f"{licences.THEME}/{part.name}", "name": part.name, "purl": purl}
    return facts | {"licenses": [{"expression": part.licence}], "scope": "required"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
