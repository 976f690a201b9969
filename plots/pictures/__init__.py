"""Pictures as plain data, with their annotations: one description for the figure at rest and for the live picture.

`plots.hands` draws them with matplotlib. Places are in the units of the data, offsets and sizes in units of the figures,
which are ``WIDTH`` units wide; colours are named by what they mean.
"""
