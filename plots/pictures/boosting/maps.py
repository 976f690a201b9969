"""Two classes of points over the probability that the sum of trees gives, round by round; see map.mjs."""

import json

from plots.pictures.boosting.rounds import side, whole
from plots.pictures.glyphs import glyphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.annotations import Place
    from plots.pictures.boosting.rounds import Picture

HEIGHT = 276  # with the losses below it makes a figure
LOWEST = 150  # of the plot on a phone: the scale has a row for each band
# The probabilities between the bands, and for each band the role and the opacity of its shade.
LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
BANDS = ((2, 0.42), (2, 0.24), (2, 0.09), (1, 0.09), (1, 0.24), (1, 0.42))


def map_json(
    picture: "Picture",
    points: "list[Place]",
    names: "list[str]",
    targets: "list[Any]",
    rounds: "list[tuple[str, Any]]",
    *,
    low: float,
    high: float,
) -> str:
    """Return two classes of points on a plane, and where the sum of trees tells them apart, as JSON."""
    picture["kind"] = "map"
    picture["plane"] = {"x": side("$x_1$", low, high), "y": side("$x_2$", low, high), "square": True}
    picture["labels"] = "".join(["0" if target else "1" for target in targets])
    picture["glyphs"] = glyphs(2)
    picture["lowest"] = LOWEST
    picture["levels"] = LEVELS
    picture["bands"] = BANDS
    moments = ['{"words":%s,"boxes":%s,%s}' % (json.dumps(words), kept.fit, kept.rest) for words, kept in rounds]
    return whole(picture, points, names, moments)
