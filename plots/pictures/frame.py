"""The frame of all charts, in units of the figures: margins, type, widths of lines, dashes, dots.

`plots.style` and `plots.hands` read these numbers; the page's modules know them as ``FRAME``, put in by their bundler.
"""

WIDTH = 480  # of all figures
TEXT = 12  # size of type
LEADING = 1.35  # from line to line, by the size of the type
RISE = 0.37  # from the foot of a line to its middle: digits and Chinese stand in the middle

LEFT = 44  # of the plot, at least
RIGHT = 16
TOP = 26  # holds the name of the y axis
BOTTOM = 40  # holds the ticks and the name of the x axis
BARE = 12  # instead of BOTTOM above another picture, whose x axis serves both
LOWEST = 92  # height of a plot on a phone, and where names stand above it

NAME = 17  # height of a row of names
NAMES_SHARE = 0.3  # of the width, at most, for names at the ends of lines
DOTS_FROM = 6  # space between values from which each gets its dot

LINE, DOTTED, ASIDE = 2.0, 1.3, 1.6  # width of a line, of one that joins dots, of a helper line
BASE, GRID, AUXILIARY = 0.8, 0.6, 0.9  # of axes, of their grid, of what is said beside the data
AWAY = 6  # of words from what they name
LATE = 0.65  # of the width of a plot, from where on the words of a moment stand before it
BAR = 3.4  # half the height of the ends of a span
HEAD = (3.9, 1.9)  # of an arrow: its length, half its width
RING = 9  # diameter
READING_MS = 1200  # how long a step is shown that has a sentence, while one plays
# In widths of the line: by role from 1; of a helper line, of a second line of one role, of levels, moments and handles.
DASHES = ((), (5, 2), (1.5, 1.5), (7, 2, 1.5, 2))
ASIDE_DASH, SECOND_DASH, LEVEL_DASH, MOMENT_DASH, HANDLE_DASH = (2.5, 2.5), (1, 2), (4, 3), (1, 2), (3, 3)

CHARACTER, POINT = 0.58, 0.28  # widths of a digit or a Latin letter, and of a point or a space, by the size of the type


def text_width(text: str, size: float = TEXT) -> float:
    """Return about how wide ``text`` is: Chinese characters are as wide as they are high."""
    widths = [1.0 if ord(each) > 0x2E7F else POINT if each in " ." else CHARACTER for each in text if each != "$"]
    return sum(widths) * size


def dot_size(count: int) -> float:
    """Return the diameter of a dot in a row of ``count``: they stay apart."""
    return min(5.5, max(3.6, 120 / count))
