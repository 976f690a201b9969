"""The values that prose names, one module per topic: ``[623.15](value:momentum/run.loss:.2f)`` is held to one.

The functions of a module that take no arguments are its values: ``momentum/run`` is what ``plots.values.momentum.run()``
returns. A dotted path leads further, into dictionaries, named tuples and lists. They compute nothing that a model could.
"""
