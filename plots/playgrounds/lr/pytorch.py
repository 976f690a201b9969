"""The PyTorch scheduler that comes nearest to one of OneFlow's.

Most have a twin that gives the same rates. The others have one of the same name that gives other rates or knows fewer
arguments, or none, and then the nearest is taken; each record says which, and what is lost.
"""

from plots.models.lr_schedules import pytorch
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.lr.schedulers.record import result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.lr_schedules import Optimizer
    from plots.playgrounds.controls import Values


def nearest(name: str, values: "Values", optimizer: "Optimizer", base: float) -> "Any":
    """Return the PyTorch scheduler nearest to OneFlow's of that name; SettingError if it does not take these values."""
    record = record_of(name)
    record.refuse(values)
    return result(record.pytorch(values, base), lambda kind: getattr(pytorch, kind), optimizer)
