"""How the time grows with the input: where twice as much takes four times as long, something is quadratic.

What it says is looked at, not asserted: a machine that does much else at a time has its moods.
"""

import contextlib
import time
from collections.abc import Callable

from plots.playgrounds import calls, query
from scripts.checks import typography
from scripts.pages.reading_time import reading_minutes
from scripts.pages.search_index import keys_of
from scripts.shared.sources import SourceError
from tests.site_markdown import convert

SMALL_S = 0.03  # below which a time says little
STEEP = 2.8  # times as long for twice as much
LONGEST = 200_000  # characters

# What reads a text, and the pieces of which long ones are made; № is the number of the piece.
ROUTES: dict[str, tuple[Callable[[str], object], list[str]]] = {
    "Markdown": (
        convert,
        ["字 ", "字\n\n", "- 字\n", "**字** ", "*", "[", "`", "$x$ ", "| a | b |\n", "> ", "[^1]", "<b>", "&", "(", "学习率，"],
    ),
    "排版检查": (lambda text: [*typography.check(text)], ["字 ", "字a", "“", "`", "$", "[字](", "<", "**", "\\"]),
    "阅读时间": (reading_minutes, ["<p>字", "<b>", "&", "a'"]),
    "搜索的词": (lambda text: [*keys_of(text)], ["字", "a-", "aB", "1"]),
    "地址": (query.fields, ["a=1&", "%", "%41", "&", "№=1&", "vs=a%3D1&"]),
    "嵌套的文字": (calls.read, ["a(", "[", "a,", '"\\', " "]),
}  # fmt: skip


def growth() -> str:
    """Return a table of what grows faster than its input, and how long the longest took."""
    rows = []
    for name, (read, pieces) in ROUTES.items():
        for piece in pieces:
            length, seconds, ratio = steepness(read, piece)
            if ratio > STEEP:
                rows.append(f"| {name} | `{piece!r}` | {length} | {seconds:.2f} | {ratio:.1f} |")
    head = ["| 读它的 | 重复的一段 | 字符 | 秒 | 两倍长时的倍数 |", "| --- | --- | ---: | ---: | ---: |"]
    return "\n".join([*head, *rows]) if rows else "没有随长度的平方变慢的。"


def steepness(read: Callable[[str], object], piece: str) -> tuple[int, float, float]:
    """Return a length whose time says something, that time, and how many times as long twice as much takes."""
    count = 32
    while (seconds := timed(read, piece, count)) < SMALL_S and count * len(piece) < LONGEST:
        count *= 2
    once, twice = (min(timed(read, piece, count * times) for _ in range(2)) for times in (1, 2))
    return count * len(piece), twice, twice / once if seconds >= SMALL_S else 1.0


def timed(read: Callable[[str], object], piece: str, count: int) -> float:
    text = "".join(piece.replace("№", str(number)) for number in range(count))
    start = time.process_time()
    with contextlib.suppress(SourceError, ValueError):
        read(text)
    return time.process_time() - start


if __name__ == "__main__":
    print(growth())
