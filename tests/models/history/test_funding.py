"""Rounds by hand: sums that close, offers that are no rounds."""

from plots.models.history.funding import closed, funding_rounds, total
from tests.replays import history_tables as tables

ROUNDS = funding_rounds(tables.rounds())


def test_a_round_keeps_what_its_row_says_and_leaves_open_what_it_does_not():
    seed, series_a, offer = ROUNDS

    assert (seed.id, seed.amount, seed.cumulative, seed.lead, seed.valuation) == (
        "seed",
        4_000_000,
        4_000_000,
        "",
        None,
    )
    assert seed.others == ("A", "B")
    assert seed.sources == ("https://example.org/1",)
    assert series_a.sources == ("https://example.org/2", "https://example.org/3")
    assert series_a.cumulative == 4_000_000 + 15_000_000
    assert offer.cumulative is None


def test_a_declined_offer_adds_nothing_and_values_nothing():
    assert [one.id for one in closed(ROUNDS)] == ["seed", "series-a"]
    assert total(ROUNDS) == 19_000_000
    assert total([]) == 0
    assert [one.valuation for one in closed(ROUNDS)] == [None, 100_000_000]
