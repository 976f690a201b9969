"""The optimizer, and the schedulers, which are our models."""

import sys

from plots.models import lr_schedules as lr_scheduler
from plots.stand_ins.training import SGD

sys.modules[f"{__name__}.lr_scheduler"] = lr_scheduler

__all__ = ["SGD", "lr_scheduler"]
