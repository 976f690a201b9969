"""Try a target on inputs that Hypothesis makes, and keep the smallest that breaks it."""

import time
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase
from hypothesis.strategies import SearchStrategy

from scripts.shared.limits import limited
from scripts.shared.paths import ROOT

DATABASE = ROOT / ".hypothesis" / "fuzz"
BATCH = 100  # inputs between two looks at the clock
SECONDS = 10.0  # of computing for one input; where it takes longer, something does not end
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink]


class Target(NamedTuple):
    """What is tried: a strategy for inputs, and a function that raises where something is wrong with one."""

    name: str
    inputs: SearchStrategy[Any]
    check: Callable[[Any], None]


class Failure(NamedTuple):
    """What went wrong: ``place`` is the same for all inputs that come to the same."""

    place: str
    smallest: str
    told: str


class Tally(NamedTuple):
    """How a target did."""

    inputs: int = 0
    seconds: float = 0.0
    failures: tuple[Failure, ...] = ()

    def plus(self, other: "Tally") -> "Tally":
        found = {failure.place: failure for failure in (*self.failures, *other.failures)}
        return Tally(self.inputs + other.inputs, self.seconds + other.seconds, tuple(found.values()))


def tried_for(target: Target, seconds: float, known: Collection[str] = ()) -> Tally:
    """Return how a target does for so long, with fresh seeds; a failure at a ``known`` place is none again."""
    started, tally = time.monotonic(), Tally()
    database = DirectoryBasedExampleDatabase(DATABASE)
    while (spent := time.monotonic() - started) < seconds:
        places = {*known, *(failure.place for failure in tally.failures)}
        tally = tally.plus(tried(target, BATCH, places, database=database))
    return tally._replace(seconds=spent)


def tried(target: Target, count: int, known: Collection[str] = (), *, database: ExampleDatabase | None = None) -> Tally:
    """Return how a target does on so many inputs; without a database they are the same each time."""
    inputs = 0
    found: dict[str, Failure] = {}

    def check(value: object) -> None:
        nonlocal inputs
        inputs += 1
        try:
            with limited(SECONDS):
                target.check(value)
        except Exception as error:
            place = place_of(error)
            if place not in known:
                found[place] = Failure(place, repr(value), "".join(traceback.format_exception(error, limit=-6)))
                raise

    check.__name__ = target.name  # by which the database tells targets apart
    options = settings(
        max_examples=count,
        database=database,
        derandomize=database is None,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    try:
        options(given(target.inputs)(check))()
    except Exception:
        if not found:
            raise  # of the strategy
    return Tally(inputs, 0.0, tuple(found.values()))  # the last of each place is the smallest


def place_of(error: BaseException) -> str:
    """Return what is wrong and the last line of ours where it is."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if ".venv" not in Path(frame.filename).parts]
    last = frames[-1]
    name = Path(last.filename)
    shown = name.relative_to(ROOT).as_posix() if name.is_relative_to(ROOT) else name.name
    return f"{type(error).__name__} {shown}:{last.lineno}"
