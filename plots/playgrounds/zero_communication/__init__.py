"""Communication by hand: the collectives on 2 to 8 ranks, and one training step of each stage, every byte counted.

Nothing here is computed from a formula but what the sentence compares with: the boxes show the lists of the models.
"""

from plots.playgrounds.playground import Drawn, Playground, all_alike, one_each
from plots.playgrounds.zero_communication.pictures import board
from plots.playgrounds.zero_communication.runs import Run, compute
from plots.playgrounds.zero_communication.sentences import sentence
from plots.playgrounds.zero_communication.settings import SUBJECT, controls

PRESETS = (
    ("stages", "对比：数据并行与 ZeRO-1", "stage=0&vs=stage%3D1"),
    ("accumulation", "梯度累积：ZeRO-1 与 ZeRO-2", "stage=1&micro_steps=2&vs=stage%3D2%26micro_steps%3D2"),
    ("deepspeed", "DeepSpeed 默认的 ZeRO-2：all-reduce", "stage=2&naive=true&vs=stage%3D2"),
    ("offload", "ZeRO-Offload", "stage=2&offload=true"),
    ("hidden", "盖得住：H100，8 条网卡", "run=overlap&tokens=4096"),
    ("one-link", "盖不住：每节点只有一条网卡", "run=overlap&tokens=4096&links=1"),
    ("all-reduce", "all-reduce 等于两步", "run=all_reduce"),
    ("eight", "八张卡的 all-reduce", "run=all_reduce&ranks=8"),
)
FIGURES = (
    ("stage=0", "zero/step-dp"),
    ("stage=1", "zero/step-zero1"),
    ("stage=2", "zero/step-zero2"),
    ("", "zero/step-zero3"),
)


def pictures(drawn: "list[Drawn[Run]]") -> "tuple[list[str], list[str]]":
    return one_each("board", drawn), []


def picture(name: str, drawn: "list[Drawn[Run]]") -> str:
    names = one_each("board", drawn)
    if name in names:
        return board(name, drawn, names.index(name))
    raise ValueError(f"no picture {name!r}")


PLAYGROUND = Playground(
    id="zero-communication",
    title="通信",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    varied=("stage", SUBJECT),
    roles=all_alike,  # colours tell what is held, and not whose it is
)
