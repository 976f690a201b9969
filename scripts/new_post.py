"""Start a new post: ``python -m scripts.new_post slug 标题`` writes docs/posts/slug.md, a draft with its front matter."""

import argparse
import datetime
import re
import sys
from pathlib import Path

import yaml

from scripts.shared import front_matter
from scripts.shared.front_matter import CHINA, POSTS, TO_WRITE
from scripts.shared.sources import SourceError

BODY = """
从一个具体的问题开始，说读者读完能回答什么。这一段之前不放图和脚注。

<!-- more -->

## 小结 { #summary }

## 参考资料 { #references }
"""


class _Dumper(yaml.SafeDumper):
    """Writes a value twice rather than refer to the first: people change what is written, and one of two dates."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class PostError(Exception):
    """The post cannot be started; the message says why."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="新建一篇文章")
    parser.add_argument("slug", help="地址的最后一段，例如 momentum-visualized")
    parser.add_argument("title", help="标题")
    parsed = parser.parse_args(arguments)
    try:
        path = create(parsed.slug.strip(), parsed.title.strip(), today=datetime.datetime.now(CHINA).date())
    except PostError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"新建了 {path}。它是草稿：make serve 里看得到，make site 不发布；写完后删去 draft 一行。")
    return 0


def create(slug: str, title: str, *, today: datetime.date, posts: Path = POSTS) -> Path:
    """Write the draft and return its path.

    Raises:
        PostError: If the slug is no address or is taken, or the title is missing.
    """
    if not slug or not title:
        raise PostError("缺少 SLUG 或 TITLE。写成 make new-post SLUG=momentum-visualized TITLE=图解动量法")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or slug == "index":  # the list of all posts
        raise PostError(f"SLUG“{slug}”不能作地址。只用小写字母、数字和单个连字符，例如 momentum-visualized")
    path = posts / f"{slug}.md"
    if path.exists():
        raise PostError(f"{path} 已经存在。换一个 SLUG，或直接编辑它。")
    for other in front_matter.posts(posts):
        if slug_of(other) == slug:
            raise PostError(f"{other} 已经用了地址 {slug}。换一个 SLUG。")
    facts = {
        "title": title,
        "slug": slug,
        "date": {"created": today, "updated": today},
        "description": f"{TO_WRITE}用一句话说清这篇文章回答什么问题，搜索结果和分享卡片会显示它。",
        "tags": [],
        "draft": True,
        "revisions": [{"date": today, "what": "首次发表。"}],
    }
    written = yaml.dump(facts, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(f"---\n{written}---\n{BODY}", encoding="utf-8")
    return path


def slug_of(path: Path) -> str:
    try:
        return str(front_matter.read(path).get("slug")).casefold()
    except SourceError as error:
        raise PostError(str(error)) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
