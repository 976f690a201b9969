"""A CSV file as rows, where there is no ``csv`` module.

rows("id,name\\na,one\\nb,\\"two, three\\"\\n")       # [{"id": "a", "name": "one"}, {"id": "b", "name": "two, three"}]

The build reads the same files with ``csv`` and checks them (``plots.data.history``); this only takes them apart.
"""


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows below the header, each a dict of column to text.

    Args:
        text: As RFC 4180 has it: commas, line ends, quotes round cells that hold either, doubled quotes for a quote.

    Raises:
        ValueError: If a row has more or fewer cells than the header.
    """
    header = None
    found = []
    for number, cells in enumerate(records(text.lstrip("\ufeff").replace("\r\n", "\n"))):
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise ValueError(f"row {number} must have {len(header)} cells, got {len(cells)}")
        else:
            found.append(dict(zip(header, cells)))
    return found


def records(text: str) -> list[list[str]]:
    """Return the lines as lists of cells; a line end within quotes belongs to its cell."""
    pieces = text.split('"')  # by turns outside quotes and inside
    lines: list[list[str]] = [[""]]
    for i, piece in enumerate(pieces):
        if i % 2 == 1:
            lines[-1][-1] += piece
        elif piece == "" and 0 < i < len(pieces) - 1:
            lines[-1][-1] += '"'  # two quotes, and nothing between them
        else:
            for j, part in enumerate(piece.split("\n")):
                if j > 0:
                    lines.append([""])
                cells = part.split(",")
                lines[-1][-1] += cells[0]
                lines[-1].extend(cells[1:])
    return [line for line in lines if line != [""]]
