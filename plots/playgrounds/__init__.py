"""The playgrounds, one module per id: what can be set, and what is shown for it.

What a module (``plots.playgrounds.lr`` for the id ``lr``) tells the engine, which is the other modules here, stands in
protocol.pyi, which no page loads.

It runs in CPython and MicroPython (STYLE.md §4). Texts are what stands in the URL and in the fields; values are
what the controls read from them; ``drawn`` holds one `plots.playgrounds.state.Drawn` per compared setting.
"""
