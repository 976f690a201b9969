"""J and the mean silhouette for each k: a row each, with a bar for both."""

from plots.models.digits import significant
from plots.pictures.board import board, board_json, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.pictures.board import Box

TOP, ROW, BAR = 40.0, 26.0, 16.0  # upper edge of the first row, from one to the next, a bar
LEFT, RIGHT, LENGTH = 52.0, 282.0, 140.0  # where the bars of each half begin, and the longest
ROOM = 6.0  # between a bar and its number


def choosing_json(inertias: "list[float]", silhouettes: "list[float | None]", asked: int, note_text: str) -> str:
    """Return the board as JSON.

    Args:
        inertias, silhouettes: For k = 1, 2, …; a silhouette is None where there is none.
        asked: The k that the other pictures show.
        note_text: What is said below.
    """
    known = [each for each in silhouettes if each is not None]
    best = max(known) if known else None
    boxes: "list[Box]" = []
    notes = [note(LEFT, 16, "簇内平方和 J", size=13), note(RIGHT, 16, "平均轮廓系数", size=13)]
    table = [["k", "J", "平均轮廓系数"]]
    for i, (inertia, silhouette) in enumerate(zip(inertias, silhouettes)):
        y = TOP + ROW * i + BAR / 2
        k = i + 1
        notes.append(note(LEFT - 10, y, f"k = {k}", anchor="end", look="strong" if k == asked else "plain"))
        share = inertia / inertias[0] if inertias[0] else 0.0
        boxes.append(bar(LEFT, y, share, "series-1"))
        notes.append(note(LEFT + LENGTH * share + ROOM, y, significant(inertia, 4)))
        text = ""
        if silhouette is not None:
            text = significant(silhouette, 3)
            boxes.append(bar(RIGHT, y, max(silhouette, 0.0), "mark" if silhouette == best else "series-2"))
            notes.append(note(RIGHT + LENGTH * max(silhouette, 0.0) + ROOM, y, text))
        table.append([str(k), significant(inertia, 4), text])
    words = f"k 从 1 到 {len(inertias)}"
    picture = board(
        "choosing",
        "簇内平方和与平均轮廓系数随 k 变化",
        TOP + ROW * len(inertias) + 4,
        moments=[(words, [])],
        boxes=boxes,
        notes=notes,
        table=table,
    )
    picture["note"] = note_text
    return board_json(picture)


def bar(left: float, y: float, share: float, look: str) -> "Box":
    length = max(LENGTH * share, 1.0)
    return (left + length / 2, y, length, BAR, "", look)
