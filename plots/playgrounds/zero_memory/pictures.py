"""Which bars are shown: one for each stage, or for each compared setting, and one for what a node keeps off its GPUs."""

from plots.pictures.board import board_json
from plots.pictures.zero.memory import PLACES, Row, memory_board
from plots.pictures.zero.words import STAGES, amount
from plots.playgrounds.zero_memory.setups import card_name
from plots.playgrounds.zero_memory.sizes import on_gpu

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_memory.sizes import Result


def memory_picture(drawn: "list[Drawn[Result]]") -> str:
    """Return the bars and, of a single setting that does not fit, what would make it fit."""
    picture = memory_board(rows_of(drawn), are_compared=len(drawn) > 1)
    if len(drawn) == 1:
        found = drawn[0].result.cures
        picture["cures"] = [(cure.words, f"每张 GPU {amount(cure.bytes)}", cure.query) for cure in found]
    return board_json(picture)


def rows_of(drawn: "list[Drawn[Result]]") -> "list[Row]":
    """Return the rows, with the parts that hold anything."""
    rows = []
    for each in drawn:
        result: "Result" = each.result
        chosen, limit, card = result.setup.stage, result.hardware.gpu_bytes, card_name(each.values)
        for stage in range(len(STAGES)) if len(drawn) == 1 else [chosen]:
            parts = [(part.name, part.bytes) for part in on_gpu(result.parts[stage])]
            if each.values["reserved"]:
                parts.append(("reserved", each.values["reserved"] * 10**9))
            if len(drawn) == 1:
                rows.append(Row(STAGES[stage], parts, limit, "gpu", card, stage == chosen))
            else:
                rows.append(Row(each.label, parts, limit, "gpu", card, False))
        for place, held, capacity in result.hosts:
            name = PLACES[place] if len(drawn) == 1 else f"{each.label}：{PLACES[place]}"
            kept = [(part.name, part.bytes) for part in held if part.bytes > 0]
            rows.append(Row(name, kept, capacity, place, "", False))
    return rows
