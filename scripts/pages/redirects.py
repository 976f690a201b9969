"""Pages that send readers from where a page once was to where it is: ``redirect_from: [/old/path/]`` in its front matter.

A server of files cannot answer that a page has moved; so a page says it to browsers, search engines and readers.
"""

from html import escape
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from scripts.markdown.source import relative_address
from scripts.pages.publishing import address_key, held, path_of, source_of_address
from scripts.shared import front_matter

PAGE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="《{title}》的旧地址。">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
{canonical}<meta http-equiv="refresh" content="0; url={to}">
</head>
<body>
<h1>这一页换了地址</h1>
<p>现在在这里：<a href="{to}">{title}</a></p>
<script>location.replace(document.querySelector("a").href + location.search + location.hash)</script>
</body>
</html>
"""  # without the script, what comes after the path would be lost


def add_pages(files: Files, config: MkDocsConfig, *, taken: dict[str, File]) -> None:
    """Add the pages; ``taken`` are all other files by their addresses.

    Raises:
        PluginError: If something else is at an old address.
    """
    written = [file for file in taken.values() if file.src_uri.endswith(".md") and file.generated_by is None]
    for file in written:
        front = front_matter.read(path_of(file))
        for old in [] if held(file) else front.get("redirect_from") or []:
            path = f"{old.removeprefix('/')}index.html" if old.endswith("/") else old.removeprefix("/")
            page = File.generated(config, path, content=content(front.get("title"), file.url, old, config.site_url))
            other = taken.setdefault(address_key(path), page)
            if other is not page:
                where = f" {source_of_address(other)} "
                raise PluginError(
                    f"{front.place('redirect_from')}：redirect_from 里的 {old} 已经是{where}的地址。删去它。"
                )
            files.append(page)


def content(title: str, url: str, old: str, site_url: str | None) -> str:
    """Return the page at ``old`` that leads to ``url``."""
    canonical = f'<link rel="canonical" href="{escape(urljoin(site_url, url))}">\n' if site_url else ""
    return PAGE.format(
        title=escape(title), canonical=canonical, to=escape(relative_address(url, old.removeprefix("/")))
    )
