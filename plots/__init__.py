"""What is computed and drawn: models, figures, playgrounds. Imports nothing, so that a page can load a part of it."""
