"""The history is read from tables that are checked row by row (RowError); see tests/models/hostile.py."""

APART = ("plots.models.history",)
