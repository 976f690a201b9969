"""Make of an article a file to be pasted into the editor of 公众号 or 知乎; see `scripts.pages.pasteable`.

Usage: ``python -m scripts.wechat my-post [folder]``; ``SITE_URL`` is where the site is, ``site/`` what was built last.
"""

import argparse
import difflib
import io
import os
import sys
from pathlib import Path
from urllib.parse import quote, urljoin

from scripts.pages.pasteable import PasteError, pasteable
from scripts.shared import front_matter
from scripts.shared.files import write_if_changed
from scripts.shared.paths import GENERATED, ROOT
from scripts.shared.site_address import encoded

FOLDER = ROOT / "build" / "wechat"
SCALE = 2  # pixels of a picture per unit of its figure


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="把一篇文章写成可以粘贴到公众号和知乎的 HTML")
    parser.add_argument("post", help="文章的 slug，或 docs/posts/ 里的文件名")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="写到哪个文件夹，默认 build/wechat")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="建好的站点，默认 site")
    given = parser.parse_args(arguments)
    try:
        slug = slug_of(given.post)
        path = given.folder / f"{slug}.html"
        content = pasted(slug, given.site, os.environ.get("SITE_URL", ""))
    except PasteError as error:
        print(error, file=sys.stderr)
        return 1
    write_if_changed(path, content.encode())
    print(f"{path}：{len(content.encode()) / 1e6:.1f} MB。用浏览器打开，全选、复制，粘贴到编辑器里；标题另填。")
    return 0


def slug_of(name: str) -> str:
    """Return the last part of a post's address."""
    slugs = {path.stem: str(front_matter.read(path).get("slug")) for path in front_matter.posts()}
    slugs |= {slug: slug for slug in slugs.values()}
    if name not in slugs:
        near = "、".join(difflib.get_close_matches(name, slugs, cutoff=0.3)) or "、".join(sorted(slugs))
        raise PasteError(f"没有文章 {name or '（空）'}。写成 make wechat POST=…，可以是 {near}。")
    return slugs[name]


def pasted(slug: str, site: Path, site_url: str) -> str:
    if not site_url:
        raise PasteError("没有设置 SITE_URL，二维码和注释不知道指向哪里。写成 make wechat POST=… SITE_URL=https://…/。")
    page = site / "posts" / slug / "index.html"
    if not page.is_file():
        raise PasteError(f"{site.name}/ 里没有 posts/{slug}/。先运行 make site。")
    address = urljoin(f"{encoded(site_url).rstrip('/')}/", quote(f"posts/{slug}/"))
    return pasteable(page.read_text(encoding="utf-8"), address=address, picture=picture)


def picture(id: str) -> tuple[str, bytes]:
    """Return a figure as these editors take it: a GIF where it moves, else a PNG in light colours."""
    moving = GENERATED / f"{id}.gif"
    if moving.is_file():
        return "image/gif", moving.read_bytes()
    from plots import registry, style
    from scripts.assets.figure_files import rasterised, settled

    found = [figure for module in registry.figure_modules() for figure in registry.figures(module) if figure.id == id]
    if not found:
        raise PasteError(f"图 {id} 由 notebook 画成，没有 PNG。在文章里换成 plots/figures/ 的图。")
    with style.applied(style.LIGHT):
        image = rasterised(settled(found[0].drawing.draw(style.LIGHT)), scale=SCALE)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return "image/png", file.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
