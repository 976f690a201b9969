"""Parameters that nothing updates."""

Parameter = list
