"""Pictures as plain data, with their annotations: one description for the figure at rest and for the live picture.

What runs here runs in the page, too, and knows nothing of who draws it: `plots.figures.hands` draws with matplotlib, the
modules below overrides/assets/javascripts/playground/pictures/ draw in the page. Places are in the units of the data,
offsets and sizes in units of the figures, which are ``WIDTH`` units wide; colours are named by what they mean.
"""
