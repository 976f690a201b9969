"""Notebooks: stored, executed, and turned into pages."""
