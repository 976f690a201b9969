"""What changed in a text since it was first published, as its author writes it down: ``revisions`` in its front matter.

Newest first. A revision tells ``what`` changed; a correction, what ``was`` said, what is said ``now`` and, if that is not plain,
``why``; ``at`` is the anchor of the place. The texts are Markdown of one line:

    revisions:
      - date: 2026-11-29
        was: “各自调到最好，余弦低一半”
        now: 低 43%
        why: 原来比的是没有调过的学习率
        at: why
      - date: 2022-06-05
        what: 首次发表。
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

TEXTS = ("what", "was", "now", "why")
MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)  # is all that is known of some


class Revision(NamedTuple):
    """A change; it is a correction where it says what was said before."""

    date: str
    what: str = ""
    was: str = ""
    now: str = ""
    why: str = ""
    at: str = ""


def revisions(meta: Mapping[str, Any]) -> list[Revision]:
    """Return the revisions of a page by its front matter, which is sound."""
    return [Revision(**{key: str(value) for key, value in each.items()}) for each in meta.get("revisions") or []]


def newest(found: list[Revision]) -> str:
    """Return the day of the last revision; nothing where there is none of which the day is known."""
    return max((each.date for each in found if not MONTH.fullmatch(each.date)), default="")


def shape_finding(value: Any) -> str:
    """Return what is wrong with the keys of ``revisions``, and how to mend it; what they hold is for front_matter.py."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return "要写成列表，每条有 date 和 what；更正写 date、was 和 now。"
    for number, each in enumerate(value, start=1):
        if unknown := sorted(map(str, each.keys() - set(Revision._fields))):
            return f"的第 {number} 条里不认识 {unknown[0]}。可用的有 {'、'.join(Revision._fields)}。"
        if "date" not in each:
            return f"的第 {number} 条没有日期。写一行 date: 2026-01-31。"
        has = {key: key in each for key in TEXTS}
        if has["what"] == has["was"] or has["was"] != has["now"] or (has["why"] and not has["was"]):
            return (
                f"的第 {number} 条要么写 what（改了什么），要么写 was 和 now（原来怎样说、现在怎样说）；why 只随后者。"
            )
    dates = [str(each["date"]) for each in value]
    if late := next((number for number in range(1, len(dates)) if dates[number] > dates[number - 1]), None):
        return f"的第 {late + 1} 条（{dates[late]}）比它前面的新。新的写在前面。"
    return ""
