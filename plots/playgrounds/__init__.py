"""The playgrounds, one module per id: what can be set, and what is shown for it.

A module (``plots.playgrounds.lr`` for the id ``lr``) tells the engine, which is the other modules here:

``ID TITLE PRESETS``             its id, its Chinese title, and settings worth a button: (name, label, query)
``controls(texts)``              the controls that are shown while the texts of a setting are these
``compute(values)``              the result of one setting, all that is dear to compute; kept by the engine
``pictures(drawn)``              names of the pictures shown at once, and of those that may come after
``picture(name, drawn)``         one of them as plain data
``sentence(drawn, step)``        what is seen, in one or two Chinese sentences
``labels(drawn)``                one short name per setting that says in what they differ
``snippets(drawn, setting)``     code that does the same elsewhere: (name, code)
``figure(pairs)``                id of the registered figure that shows this setting

It runs in CPython and MicroPython (STYLE.md §4). Texts are what stands in the URL and in the fields; values are
what the controls read from them; ``drawn`` holds one `plots.playgrounds.state.Drawn` per compared setting.
"""
