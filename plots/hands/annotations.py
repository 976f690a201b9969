"""Annotations, as overrides/assets/javascripts/playground/pictures/annotations.mjs draws them."""

from collections.abc import Callable
from typing import Any

from plots.hands.frame import Frame
from plots.marks import Chart
from plots.pictures.frame import AUXILIARY, AWAY, BAR, LATE, LEADING, LEVEL_DASH, MOMENT_DASH, NAME, RISE, TEXT

Annotation = dict[str, Any]

MIDDLE = RISE * TEXT  # from the foot of a line of words to its middle


def draw_annotations(frame: Frame, annotations: list[Annotation]) -> None:
    """Draw what a picture says beside its data."""
    for one in annotations:
        DRAWN[one["kind"]](frame, one)


def draw_level(frame: Frame, one: Annotation) -> None:
    """Draw a dashed line across with its words at an end."""
    place, is_left = frame.y(one["y"]), one["at"] == "left"
    frame.line([frame.left, frame.right], [place, place], frame.palette.muted, AUXILIARY, dash=LEVEL_DASH)
    foot = place + (AWAY + 2 * MIDDLE if one["below"] else -AWAY)
    x = frame.left if is_left else frame.right
    frame.write(one["text"], x, foot, anchor="start" if is_left else "end", halo=True)


def draw_moment(frame: Frame, one: Annotation) -> None:
    """Draw a dotted upright line with its words at its top, on the side with room."""
    place, end = frame.x(one["x"]), frame.top if one["top"] is None else frame.y(one["top"])
    frame.line([place, place], [frame.bottom, end], frame.palette.muted, AUXILIARY, dash=MOMENT_DASH)
    is_late = place > frame.left + LATE * (frame.right - frame.left)
    foot = end + MIDDLE + one["row"] * NAME
    frame.write(
        one["text"], place + (-AWAY if is_late else AWAY), foot, anchor="end" if is_late else "start", halo=True
    )


def draw_span(frame: Frame, one: Annotation) -> None:
    """Draw the measure of a length: a line between two bars."""
    start, end, place, ink = frame.x(one["start"]), frame.x(one["end"]), frame.y(one["y"]), frame.palette.ink
    frame.line([start, end], [place, place], ink, AUXILIARY, zorder=4)
    for side in (start, end):
        frame.line([side, side], [place - BAR, place + BAR], ink, AUXILIARY, zorder=4)
    if one["at"] == "end":
        frame.write(one["text"], end + AWAY, place + MIDDLE, halo=True)
    elif one["at"] == "start":
        frame.write(one["text"], start, place - AWAY, halo=True)
    else:
        frame.write(one["text"], (start + end) / 2, place - AWAY, anchor="middle", halo=True)


def draw_note(frame: Frame, one: Annotation) -> None:
    """Write words at a place, their middle as high as it is."""
    rows = one["text"].count("\n")
    foot = frame.y(one["y"]) - one["dy"] + (RISE - LEADING * rows / 2) * one["size"]
    colour = frame.palette.series[one["role"] - 1] if one["role"] else None
    x = frame.x(one["x"]) + one["dx"]
    frame.write(one["text"], x, foot, anchor=one["anchor"], colour=colour, size=one["size"], halo=True)


def draw_arrow(frame: Frame, one: Annotation) -> None:
    Chart(frame.axes, frame.palette).arrow(one["start"], one["end"], bend=one["bend"], gap=one["gap"])


def draw_ring(frame: Frame, one: Annotation) -> None:
    Chart(frame.axes, frame.palette).ring(*zip(*one["places"], strict=True))


def draw_shade(frame: Frame, one: Annotation) -> None:
    Chart(frame.axes, frame.palette).shade(one["start"], one["end"])


DRAWN: dict[str, Callable[[Frame, Annotation], None]] = {
    "level": draw_level,
    "moment": draw_moment,
    "span": draw_span,
    "note": draw_note,
    "arrow": draw_arrow,
    "ring": draw_ring,
    "shade": draw_shade,
}
