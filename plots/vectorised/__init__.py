"""Second forms of models in NumPy that an article teaches beside the plain ones; tests hold both equal."""
