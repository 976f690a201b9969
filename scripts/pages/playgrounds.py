"""The list of the playgrounds, at the end of the page that lists them: what each is for, and the post that it is from.

That is the first post that places it. They stand in the order of the posts, newest first, and of their places there; what
one can do with a playground is the description of its page.
"""

import re
from collections.abc import Sequence
from typing import Any

from scripts.assets.python_files import playground_ids
from scripts.markdown.playgrounds import SCHEME
from scripts.shared import front_matter
from scripts.shared.paths import ROOT

Post = Any  # material.plugins.blog.structure.Post, which has no types
SOURCE = "playgrounds/index.md"
HEAD = "| 互动图 | 能做什么 | 来自 |\n| --- | --- | --- |\n"
PLACED = re.compile(rf"\({SCHEME}([\w-]+)")


def with_list(markdown: str, posts: Sequence[Post]) -> str:
    """Return the page with the list behind its text."""
    post_of: dict[str, Post | None] = {}
    for post in posts:
        for id in PLACED.findall(post.markdown):
            post_of.setdefault(id, post)
    ids = playground_ids()
    for id in ids:
        post_of.setdefault(id, None)
    rows = [row(id, post) for id, post in post_of.items() if id in ids]
    return f"{markdown.rstrip()}\n\n{HEAD}{''.join(rows)}" if rows else markdown


def row(id: str, post: Post | None) -> str:
    from plots.bridge import find  # it may have changed since the last build of ``serve``

    page = front_matter.read(ROOT / "docs" / "playgrounds" / f"{id}.md")
    description = str(page.get("description")).removesuffix("。")
    source = f"[{post.title}](../{post.file.src_uri})" if post else ""
    return f"| [{find(id).title}]({id}.md) | {description} | {source} |\n"
