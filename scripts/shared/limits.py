"""An end for computing that has none."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def limited(seconds: float, *, doing: str = "算") -> Iterator[None]:
    """Raise TimeoutError in the block after so many seconds of computing, whatever else the machine does."""

    def stop(signal: int, frame: object) -> None:
        raise TimeoutError(f"{doing}了 {seconds:g} 秒还没有{doing}完")

    if not hasattr(signal, "ITIMER_PROF"):  # Windows
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
