"""Points, targets and settings for the properties of boosting."""

from hypothesis import strategies as st

HALVES = st.integers(-8, 8).map(lambda i: i / 2)  # exact sums, many equal values and gains
TENTHS = st.integers(-99, 99).map(lambda i: i / 10)  # inexact sums
FEATURES = st.integers(1, 3)
NUMBERS = HALVES | TENTHS


@st.composite
def samples(draw, coordinates=NUMBERS, targets=NUMBERS, features=FEATURES, most=20):
    """Return points and a target for each."""
    d = draw(features)
    points = draw(st.lists(st.lists(coordinates, min_size=d, max_size=d), min_size=1, max_size=most))
    return points, draw(st.lists(targets, min_size=len(points), max_size=len(points)))


CLASSIFIED = samples(targets=st.integers(0, 1))
WITH_GAPS = samples(coordinates=NUMBERS | st.none())

SETTINGS = st.fixed_dictionaries(
    {
        "eta": st.sampled_from([0.1, 0.3, 1.0]),
        "max_depth": st.integers(1, 4),
        "reg_lambda": st.sampled_from([0.0, 1.0, 3.5]),
        "reg_alpha": st.sampled_from([0.0, 0.5]),
        "gamma": st.sampled_from([0.0, 0.5, 4.0]),
        "min_child_weight": st.sampled_from([0.0, 1.0, 3.0]),
        "tree_method": st.sampled_from(["exact", "hist"]),
        "max_bin": st.sampled_from([2, 4, 256]),
    }
)
