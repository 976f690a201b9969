"""The playgrounds, one package per id: what can be set, and what is shown for it.

What a package (``plots.playgrounds.lr`` for the id ``lr``) tells the engine, which is the modules here, is its
``PLAYGROUND``; playground.pyi says what that is.

It runs in CPython and MicroPython (STYLE.md §4). Texts are what stands in the URL and in the fields; values are
what the controls read from them; ``drawn`` holds one `plots.playgrounds.playground.Drawn` per compared setting.
"""
