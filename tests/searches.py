"""Look for what has to be there."""

from typing import TypeVar

Thing = TypeVar("Thing")


def existing(thing: Thing | None) -> Thing:
    """Return what a search, a lookup or a measurement gave; the test fails where that is nothing."""
    assert thing is not None, "what the test looks for is not there"
    return thing
