"""Who holds what in one training step, as the trainer's ranks really hold it, moment by moment.

A row is a card, a strip is the flat list of all parameters from its first to its last element. Wide bars are kept
for the whole step; thin bars below them exist only for a while: a gathered layer, a bucket of gradients.
"""

from plots.models.zero.memory import STATES
from plots.models.zero.transport import NETWORK
from plots.pictures.board import board, note
from plots.pictures.zero import order
from plots.pictures.zero.words import look, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.trainer import Counts, Layout, Moment
    from plots.pictures.board import Box, Move, Picture

STRIP, LEFTS = 110.0, (34.0, 152.0, 270.0)  # width and left ends of the strips: parameters, gradients, optimizer
HELD, SENT = 417.0, 458.0  # centres of the columns of numbers
FIRST, ROW = 87.0, 37.0  # upper edge of the first row, and from one to the next
WIDE, THIN = 16.0, 8.0
FOOT = 17.0
OPTIMIZER = ("master", "momentum", "variance")
TEMPORARY = ("gathered", "bucket")
KEPT = ("parameters", "gradients") + OPTIMIZER
# What is shown at rest, by stage: the last moment of this phase and event.
AT_REST = (
    ("reduce", "all_reduce"),
    ("reduce", "reduce_scatter"),
    ("backward", "reduce_scatter"),
    ("backward", "reduce_scatter"),
)
PASSES = {"forward": "前向", "backward": "反向"}


def step_board(made: "list[Moment]", plan: "Layout", stage: int, columns: int = 0) -> "Picture":
    """Return the board of a training step.

    Args:
        made: The moments of one step.
        plan: Where the trainer has everything.
        stage: 0 to 3.
        columns: How many moments there is room for; as many as there are, if 0.
    """
    ranks, columns = len(made[0].gpu), columns or len(made)
    foot = FIRST + ROW * ranks + FOOT - 14
    used = [name for name in TEMPORARY if any(kind(held) == name for moment in made for held in moment.gpu[0])]
    notes = [note(left + STRIP / 2, 47, word(state), anchor="middle", size=13) for state, left in zip(STATES, LEFTS)]
    for x, words in ((HELD, "持有"), (SENT, "已发")):
        notes.append(note(x, 47, words, anchor="middle", size=13))
        notes.append(note(x, 66, "字节", anchor="middle"))
    notes += [note(4, FIRST + ROW * rank + 13, f"卡 {rank}") for rank in range(ranks)]
    notes.append(note(LEFTS[2], foot, "灰色：在 CPU 内存里" if any(made[0].cpu) else "三条：主权重、动量、方差"))
    if used:
        notes.append(note(LEFTS[0], foot, "细条：临时持有，用完就释放"))
    at_rest = AT_REST[stage]
    if all(moment.event != "reduce_scatter" for moment in made):  # as DeepSpeed does it
        at_rest = at_rest[0], "all_reduce"
    rests = [i for i, moment in enumerate(made) if (moment.phase, moment.event) == at_rest]
    top = foot + 12
    said = [step_words(made, i) for i in range(len(made))]
    key, meanings = order.key(made, top)
    picture = board(
        "board",
        "每张卡持有什么、发送了多少字节，各时刻的先后",
        top + order.height(ranks),
        moments=[
            (f"{said[i]}。{told(moment)}", changes(made, i, plan) + [order.ring(i, columns, top, ranks)])
            for i, moment in enumerate(made)
        ],
        moves=[moves_in(moment, plan) for moment in made],
        rest=rests[-1] if rests else 0,
        boxes=frame(made[0], plan, used) + order.cells(made, columns, top) + key,
        notes=notes + order.names(made, columns, top) + meanings,
        areas=order.areas(made, said, columns, top),
        table=step_table(made),
    )
    picture["columns"] = [order.place(0, columns), order.place(columns - 1, columns)]
    return picture


def frame(start: "Moment", plan: "Layout", used: "list[str]") -> "list[Box]":
    """Return what stays: the places for all lists, and those that are held for the whole step."""
    ranks = len(start.gpu)
    found = [
        across(2, bounds, plan, f"卡 {rank}" if ranks <= 4 else str(rank), "empty")
        for rank, bounds in enumerate(plan.slices)
    ]
    for rank in range(ranks):
        for name in KEPT:
            found += [bar(name, rank, bounds, plan, "empty") for bounds in plan.slices]
        found += [bar(name, rank, (0, plan.padded), plan, "empty") for name in used]
        for held in start.gpu[rank]:
            text = "" if held.name in OPTIMIZER else str(held.bytes)
            found.append(bar(held.name, rank, held[2:4], plan, look(held.state), text))
        found += [bar(held.name, rank, held[2:4], plan, "shade") for held in start.cpu[rank]]
    return found


def across(group: int, bounds: "tuple[int, int]", plan: "Layout", text: str, look: str) -> "Box":
    """Return the name of a part of a strip, above it."""
    left, right = [LEFTS[group] + STRIP * place / plan.padded for place in bounds]
    return (left + right) / 2, 67.0, right - left - 1.5, 20.0, text, look


def bar(name: str, rank: int, bounds: "tuple[int, int]", plan: "Layout", look: str, text: str = "") -> "Box":
    """Return the bar of some elements of a list, from the first to before the last."""
    group = 0 if name in ("parameters", "gathered") else 1 if name in ("gradients", "bucket") else 2
    top, height = 0.0, WIDE
    if name in TEMPORARY:
        top, height = WIDE + 2, THIN
    elif name in OPTIMIZER:
        top, height = (THIN + 1) * OPTIMIZER.index(name), THIN
    x, _, width, _, _, _ = across(group, bounds, plan, "", "")
    return x, FIRST + ROW * rank + top + height / 2, width, height, text, look


def changes(made: "list[Moment]", shown: int, plan: "Layout") -> "list[Box]":
    """Return what changes: the words, the layer at work, the temporary lists, the numbers.

    Lists that are sent or written have a ring round them.
    """
    moment = made[shown]
    found: "list[Box]" = [(240.0, 18.0, 460.0, 26.0, step_words(made, shown), "strong")]
    for group in range(2):
        for layer, bounds in enumerate(plan.units):
            look_of_layer = "mark" if layer == moment.layer else "plain"
            found.append(across(group, bounds, plan, f"第 {layer + 1} 层", look_of_layer))
    touched = involved(moment)
    for rank, holdings in enumerate(moment.gpu):
        for held in holdings + moment.cpu[rank]:
            if kind(held) in TEMPORARY:
                found.append(bar(kind(held), rank, held[2:4], plan, look(held.state)))
            if kind(held) in touched and is_touched(held, moment.layer, plan):
                found.append(bar(kind(held), rank, held[2:4], plan, "ring"))
        y = FIRST + ROW * rank + 13
        sends = any(message.source == rank for message in moment.messages)
        found.append((HELD, y, 36.0, 24.0, str(held_bytes(moment)[rank]), "plain"))
        found.append((SENT, y, 36.0, 24.0, str(moment.traffic.sent[rank]), "mark" if sends else "plain"))
    return found


def moves_in(moment: "Moment", plan: "Layout") -> "list[Move]":
    """Return the parts of a list that glide from card to card."""
    found: "list[Move]" = []
    for message in moment.messages:
        if message.link == NETWORK:
            name, bounds = involved(moment)[0], (message.start, message.stop)
            x, y, width, height, _, look = bar(name, message.source, bounds, plan, "mark")
            to_x, to_y, _, _, _, _ = bar(name, message.target, bounds, plan, look)
            found.append((x, y, to_x, to_y, width, height, "", look))
    return found


def involved(moment: "Moment") -> "tuple[str, ...]":
    """Return the lists that are sent or written in a moment."""
    if moment.event == "all_gather":
        return ("parameters",) if moment.phase == "update" else ("gathered",)
    if moment.event in ("reduce_scatter", "all_reduce"):
        return ("gradients",) if moment.phase == "reduce" else ("bucket", "gradients")
    return OPTIMIZER if moment.event == "adam" else ()


def kind(held: "Any") -> str:
    """Return what a list is called, of one of several layers without its number."""
    name: str = held.name
    return name.partition(" ")[0]


def is_touched(held: "Any", layer: "int | None", plan: "Layout") -> bool:
    """Return whether a list holds elements of a layer; of any, if none is named."""
    start, stop = (0, plan.padded) if layer is None else plan.units[layer]
    return bool(held.start < stop and start < held.stop)


def held_bytes(moment: "Moment") -> "list[int]":
    """Return the bytes of the model states that every card holds."""
    return [sum([held.bytes for held in holdings if held.state in STATES]) for holdings in moment.gpu]


def step_table(made: "list[Moment]") -> "list[list[str]]":
    """Return the moments as a table: what happens, and the bytes that every card holds and has sent."""
    ranks = range(len(made[0].gpu))
    table = [["时刻", "事件"] + [f"卡 {rank} {what}（字节）" for what in ("持有", "已发") for rank in ranks]]
    for i, moment in enumerate(made):
        numbers = held_bytes(moment) + list(moment.traffic.sent)
        table.append([str(i), step_words(made, i)] + [str(number) for number in numbers])
    return table


def step_words(made: "list[Moment]", shown: int) -> str:
    moment = made[shown]
    layer = "" if moment.layer is None else f"第 {moment.layer + 1} 层"
    passing = PASSES.get(moment.phase, "")
    if passing and any(each.micro for each in made):
        passing = f"微批 {moment.micro + 1} {passing}"
    if moment.event == "release":
        return f"{passing}：释放{layer}{freed(made, shown)}"
    if moment.event == "compute":
        return f"{passing}：计算{layer}"
    if moment.event == "all_gather":
        return f"{passing}：all-gather {layer}的参数" if passing else "all-gather 更新过的参数"
    if moment.event in ("reduce_scatter", "all_reduce"):
        collective = moment.event.replace("_", "-")
        return f"{passing}：{collective} {layer}的梯度" if passing else f"{collective} 全部梯度"
    if moment.event == "to_cpu":
        return f"{passing}：自己的一段梯度送到 CPU"
    if moment.event == "to_gpu":
        return "更新好的一段参数送回 GPU"
    if moment.event == "adam":
        return adam_words(made, shown)
    return "开始" if moment.event == "start" else "这一步结束"


def freed(made: "list[Moment]", shown: int) -> str:
    """Say what a moment has set free."""
    before, now = [[held.name for held in made[i].gpu[0]] for i in (shown - 1, shown)]
    return "梯度桶" if "bucket" in before and "bucket" not in now else "收集来的参数"


def adam_words(made: "list[Moment]", shown: int) -> str:
    """Say who updates what."""
    padded = max([held.stop for rank in made[0].gpu for held in rank])
    sizes = [held.stop - held.start for held in made[shown].gpu[0] if held.name == "master"]
    if padded in sizes:
        return "更新：每张卡都更新全部参数"
    return "更新：每张卡只更新自己的一段" if sizes else "更新：每张卡的 CPU 更新自己的一段"


def told(moment: "Moment") -> str:
    """Say what every card holds and has sent."""
    return f"各卡持有 {listed(held_bytes(moment))} 字节，{sent_so_far(moment.traffic)}"


def sent_so_far(traffic: "Counts") -> str:
    """Say what every card has sent, and moved to and from its CPU."""
    said = f"已发 {listed(traffic.sent)} 字节"
    if any(traffic.to_cpu) or any(traffic.to_gpu):
        said += f"，到 CPU {listed(traffic.to_cpu)}，回 GPU {listed(traffic.to_gpu)}"
    return said


def listed(numbers: "Any") -> str:
    """Return numbers in words, one where all are equal."""
    numbers = list(numbers)
    return str(numbers[0]) if min(numbers) == max(numbers) else "、".join([str(number) for number in numbers])
