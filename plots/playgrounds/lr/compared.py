"""What is said of compared curves: how long they are the same, where they part, where each turns."""

from plots.pictures.annotations import arrow, moment, note, ring
from plots.playgrounds.lr.pictures import curves, parting, said_of
from plots.playgrounds.lr.room import Room
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.pictures.annotations import Annotation
    from plots.playgrounds.playground import Drawn

    Curve = tuple[int, list[float]]  # its role, its values
    Turn = tuple[int, int, float]  # role, step, value

WORDS = 0.2  # of the width of a plot: a few words
ROW = 0.14  # of the highest rate: height of a row of words
SEEN = 0.15  # of the highest rate: a distance that can be named
NOTHING = 0.001  # of the highest rate: what is lower lies on the axis


def said_of_several(drawn: "list[Drawn]", highest: float) -> "list[list[Annotation]]":
    """Return what is said beside compared curves, up to ``highest``."""
    lines = [(look["role"], series.values) for series, look in curves(drawn) if not look.get("aside")]
    first, *others = [said_of(each, highest) for each in drawn]
    return (
        common(lines, highest)
        + [group for group in first if all(group in other for other in others)]
        + turns(lines, highest)
    )


def common(lines: "list[Curve]", highest: float) -> "list[list[Annotation]]":
    """Return for how many steps the curves are the same, and where they are then if they are far apart."""
    step = parting([values for _, values in lines])
    if step is None or step < 2:
        return []
    found = [[Room(lines[0][1], highest).span(0, step, f"前 {step} 步相同", low=True), moment(step, top=highest)]]
    ends = [(role, values[step]) for role, values in lines]
    if max([end for _, end in ends]) - min([end for _, end in ends]) > SEEN * highest:
        words = [
            note(step, end, rounded(end), dx=-9, dy=-7, anchor="end", role=role)
            for role, end in ends
            if NOTHING < end / highest < 1
        ]
        found.append([ring([(step, end) for _, end in ends])] + words)
    return found


def turns(lines: "list[Curve]", highest: float) -> "list[list[Annotation]]":
    """Return the peaks after the start, and the lowest places before the end, where they differ."""
    peaks: "list[Turn]" = []
    lows: "list[Turn]" = []
    for role, values in lines:
        peak, low = max(values), min(values)
        if 0 < values.index(peak) < len(values) - 1:
            peaks.append((role, values.index(peak), peak))
        if NOTHING * highest < low < values[-1] * (1 - NOTHING):
            lows.append((role, values.index(low), low))
    all_values = [values for _, values in lines]
    return named("峰值", peaks, all_values, highest) + named("最低", lows, all_values, highest)


def named(what: str, turns: "list[Turn]", lines: "list[list[float]]", highest: float) -> "list[list[Annotation]]":
    """Return turns with their values, in the room below the curves or above them, unless all are the same."""
    if len({rounded(rate) for _, _, rate in turns}) < 2:
        return []
    last = len(lines[0]) - 1
    start = max([step for _, step, _ in turns]) + 0.05 * last
    there = [rate for values in lines for rate in values[int(start) : int(start + WORDS * last) + 1]]
    lowest = min(there) - ROW * highest
    top = lowest if lowest > ROW * (len(turns) - 0.7) * highest else max(there) + (0.5 + len(turns)) * ROW * highest
    found: "list[list[Annotation]]" = []
    for row, (rate, step, role) in enumerate(sorted([(rate, step, role) for role, step, rate in turns])[::-1]):
        at = (start, top - row * ROW * highest)
        found.append(
            [
                ring([(step, rate)]),
                note(at[0], at[1], f"{what} {rounded(rate)}", role=role),
                arrow(at, (step, rate), gap=7),
            ]
        )
    return found
