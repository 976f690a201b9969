"""How boxes, lines and notes look, by name: in the figures, in their moments and in live pictures.

Colours are named as in `plots.style.Palette`, a series by its number from 1, the further colours going on from there. scripts/assets/palette_css.py writes this as a
style sheet for the page; `plots.style` makes colours of it for all else.
"""

from collections import namedtuple

from plots.pictures.glyphs import ROLES

SHADES = 7  # steps of each colour from the paper, in a GIF
TINT = 2 / SHADES  # of a colour in the paper, inside a box
CORNER = 2.5  # radius of the corners of a box, SVG units
RADIUS = 5.0  # of a point that walks, SVG units
SPACE = 7.0  # between the lines of a hatching, SVG units

# ``edge``, ``fill``: colours, or "none" to leave what is below; ``share``: of the fill in the paper.
Look = namedtuple("Look", "edge fill share width corner")
LineLook = namedtuple("LineLook", "colour width dash opacity")
NoteLook = namedtuple("NoteLook", "colour halo width weight")  # the colour of a halo, if any, and its width


def box(edge: str, fill: str = "paper", *, share: float = TINT, width: float = 1.0, corner: float = CORNER) -> Look:
    return Look(edge, fill, share, width, corner)


def bar(colour: str) -> Look:
    return box("paper", colour, share=1.0, width=0.8, corner=0.0)


LOOKS = {
    "blank": box("paper"),  # covers what stands in the figure at rest
    "empty": box("grid"),  # a place that holds nothing
    "plain": box("muted"),
    "strong": box("ink", width=1.6),
    "shade": box("muted", "muted"),
    "series-1": box("series-1", "series-1"),
    "series-2": box("series-2", "series-2"),
    "series-3": box("series-3", "series-3"),
    "series-4": box("series-4", "series-4"),
    "mark": box("mark", "mark", width=1.6),  # what the moment is about
    "ring": box("mark", "none", width=2.0),  # round a box that is there already
    "outline": box("muted", "none"),  # of a part of the plane
    "slot": box("muted", "muted", corner=0.0),  # what is done at a moment, among many
    "slot-1": box("series-1", "series-1", corner=0.0),
    "slot-2": box("series-2", "series-2", corner=0.0),
    "slot-3": box("series-3", "series-3", corner=0.0),
    "fits": box("ink", "ink", share=1.0),  # behind a verdict
    "exceeds": box("mark", "mark", share=1.0),
    "bar-1": bar("series-1"),
    "bar-2": bar("series-2"),
    "bar-3": bar("series-3"),
    "bar-4": bar("series-4"),
    "bar-5": bar("muted"),
    "bar-6": bar("muted"),
    "bar-7": bar("muted"),
}
# Of a cluster, by the role of its colour: the mark of a point and of the centre, and the part of the plane.
for number in range(1, 1 + ROLES):
    LOOKS[f"point-{number}"] = box(f"series-{number}", f"series-{number}", width=0.9)
    LOOKS[f"center-{number}"] = box("ink", f"series-{number}", share=1.0, width=1.6)
    LOOKS[f"cell-{number}"] = box("muted", f"series-{number}", share=0.12, width=0.9, corner=0.0)
# Parts of a bar differ in their hatching, too: its lines rise, fall, stand or lie, so far from one another.
HATCHES = {
    "bar-2": (("rising", SPACE),),
    "bar-3": (("falling", 1.6 * SPACE),),
    "bar-4": (("upright", SPACE),),
    "bar-5": (("level", SPACE / 1.5),),
    "bar-6": (("rising", SPACE), ("falling", SPACE)),
    "bar-7": (("upright", SPACE / 2),),
}
LINES = {
    "limit": LineLook("mark", 1.4, (5.6, 4.2), 1.0),
    "axis": LineLook("muted", 0.8, (), 1.0),
    "fits": LineLook("ink", 2.0, (), 1.0),  # a tick
    "exceeds": LineLook("mark", 2.0, (), 1.0),  # a cross
    "on-band": LineLook("paper", 3.0, (), 1.0),
    "hatch": LineLook("paper", 1.0, (), 0.55),
}
NOTES = {
    "plain": NoteLook("ink", "", 0, 400),
    "strong": NoteLook("ink", "", 0, 600),
    "quiet": NoteLook("muted", "", 0, 400),
    "mark": NoteLook("mark", "", 0, 400),
    "on-band": NoteLook("paper", "", 0, 600),
    "value": NoteLook("mark", "paper", 3, 600),  # of a point that walks
}
# Within a bar: the hatching keeps clear of the words.
NOTES.update(
    {"inside-" + name: NoteLook("paper", look.fill, 4, 400) for name, look in LOOKS.items() if name[:4] == "bar-"}
)
