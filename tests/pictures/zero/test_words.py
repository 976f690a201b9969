"""The words and numbers of the pictures of ZeRO."""

from plots.models.zero.budget import NAMES as PARTS
from plots.pictures.zero.words import NAMES, WORDS, amount, plain


def test_everything_that_the_budget_counts_has_a_word():
    assert NAMES[: len(PARTS)] == PARTS
    assert len(WORDS) == len(NAMES)


def test_the_unit_stands_with_every_amount():
    assert [amount(size) for size in (0, 5e8, 1.5e9, 999.6e9, 2.345e12)] == [
        "0 GB",
        "500 MB",
        "1.5 GB",
        "1 TB",
        "2.35 TB",
    ]
    assert plain(12345.6) == "12346"
