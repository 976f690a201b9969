"""The calculator of memory: what every GPU holds in one training setup, and what would make it fit.

GB are 10⁹ bytes, as in the ZeRO papers. What the picture does not need is imported where it is used.
"""

from plots.playgrounds.playground import Drawn, Playground, all_alike
from plots.playgrounds.zero_memory.examples import FIGURES, PRESETS
from plots.playgrounds.zero_memory.pictures import memory_picture
from plots.playgrounds.zero_memory.sentences import sentence
from plots.playgrounds.zero_memory.settings import SUBJECT, controls
from plots.playgrounds.zero_memory.sizes import Result, compute


def pictures(drawn: "list[Drawn[Result]]") -> "tuple[list[str], list[str]]":
    return ["memory"], []


def picture(name: str, drawn: "list[Drawn[Result]]") -> str:
    return memory_picture(drawn)


PLAYGROUND = Playground(
    id="zero-memory",
    title="显存计算器",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    roles=all_alike,  # colours tell what is held, and not whose it is
)
