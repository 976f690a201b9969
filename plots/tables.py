"""The numbers of pictures as tables, as the page gives them out: ``table()`` of each kind in …/playground/pictures/."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

Picture = dict[str, Any]
Rows = list[list[Any]]

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
DECIMAL_FROM = 1e-6  # smaller numbers JavaScript writes with an exponent


def tables(shown: Sequence[Picture]) -> list[list[list[str]]]:
    """Return a table for each picture; those of the main one come first, unless all are of one form."""
    found = [(picture, TABLES[picture["kind"]](picture)) for picture in shown]
    alike = all(rows[0] == found[0][1][0] for _, rows in found)
    if not alike:
        found = [found[-1], *found[:-1]]
    named = [
        [[title_of(picture)], *rows] if index or (alike and len(found) > 1) else rows
        for index, (picture, rows) in enumerate(found)
    ]
    return [[[written(cell) for cell in row] for row in rows] for rows in named]


def table_of_lines(picture: Picture) -> Rows:
    """Return a row for each place, with what each curve is there."""
    titles = dict(picture.get("titles", []))
    columns = [dict(one.get("points") or enumerate(one["values"], one["start"])) for one in picture["series"]]
    places = sorted({place for column in columns for place in column})
    names = [one["label"] or f"{picture['y']['label']} {index}" for index, one in enumerate(picture["series"], start=1)]
    rows = [[titles.get(place, place), *(column.get(place, "") for column in columns)] for place in places]
    return [[picture["x"]["label"], *names], *rows]


def table_of_points(picture: Picture) -> Rows:
    """Return a row for each point, with its cluster."""
    labels = picture["moments"][0]["labels"] if picture["moments"] else None
    clusters = [ord(letter) - ord("0") for letter in labels] if labels else [""] * len(picture["points"])
    rows = [[x, y, cluster] for (x, y), cluster in zip(picture["points"], clusters, strict=True)]
    return [[*names_of_axes(picture), "簇的编号"], *rows]


def table_of_ensemble(picture: Picture) -> Rows:
    """Return the data, or what is left of them, and below them the trees of the round that is shown first."""
    moment = shown_first(picture)
    heights = moment.get("stems") or [y for _, y in picture["points"]]
    places = [[x, height] for (x, _), height in zip(picture["points"], heights, strict=True)]
    return [names_of_axes(picture), *places, [], *rows_of(moment)]


def shown_first(picture: Picture) -> dict[str, Any]:
    """Return the round at which a picture starts, or the last one where there are fewer."""
    moment: dict[str, Any] = picture["moments"][: picture["start"] + 1][-1]
    return moment


def rows_of(moment: dict[str, Any]) -> Rows:
    """Return what a round has: thresholds, parts of the plane, or stairs."""
    if "lines" in moment:
        chosen = [[depth, feature + 1, *best] for depth, feature, _, _, best in moment["lines"] if best]
        return [["层", "特征", "切在", "增益"], *chosen]
    if "boxes" in moment:
        return [["左", "下", "右", "上", "一档"], *moment["boxes"]]
    places, heights = moment.get("stairs", ([], []))
    return [["从", "到", "高"], *map(list, zip(places, places[1:], heights, strict=False))]


def names_of_axes(picture: Picture) -> list[str]:
    """Return what the axes of a plane are called."""
    return [plain(picture["plane"][axis]["label"]) for axis in ("x", "y")]


TABLES: dict[str, Callable[[Picture], Rows]] = {  # by kind of picture
    "board": lambda picture: picture["table"],
    "lines": table_of_lines,
    "steps": table_of_lines,
    "points": table_of_points,
    "ensemble": table_of_ensemble,
    "map": table_of_ensemble,
    "timeline": lambda picture: picture["table"],
}


def title_of(picture: Picture) -> str:
    """Return what a table of a picture is headed by."""
    label = plain(picture["plane"]["y"]["label"]) if "plane" in picture else ""
    return picture.get("label") or label or str(picture["name"])


def plain(text: str) -> str:
    """Return words without the dollars round their symbols: $F_{12}$ is F₁₂."""
    return re.sub(r"_\{?(\d+)\}?", lambda digits: digits[1].translate(LOWERED), text.replace("$", ""))


def written(cell: object) -> str:
    """Return a cell as JavaScript writes it: 1.0 is 1, and 1e-05 is 0.00001."""
    if not isinstance(cell, float):
        return str(cell)
    if cell.is_integer():
        return str(int(cell))
    text = repr(cell)
    return f"{Decimal(text):f}" if "e" in text and abs(cell) >= DECIMAL_FROM else text.replace("e-0", "e-")
