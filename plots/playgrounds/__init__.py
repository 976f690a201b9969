"""The playgrounds, one module per id: what can be set, and what is shown for it.

A module (``plots.playgrounds.lr`` for the id ``lr``) tells the engine, which is the other modules here:

``ID TITLE``                     its id and its Chinese title
``SUBJECT``                      name of the control that says what is played with
``IMPLIED``                      control -> (other control, text) that setting it implies
``PRESETS``                      settings worth a name: (name, label, query)
``FIGURES``                      settings that a registered figure shows: (query, figure id)
``MORE``                         what stands over the pictures that come later
``controls(texts)``              the controls that are shown while the texts of a setting are these
``compute(values)``              the result of one setting, all that is dear to compute; kept by the engine
``REST``                         the step that is shown at first, where that is not the first
``roles(settings)``              for each setting the place of its first curve in the palette, 1 to 4
``pictures(drawn)``              names of the pictures shown at once, and of those that may come later
``picture(name, drawn)``         one of them as JSON, or how far it is
``sentence(drawn, step)``        what is seen, in a few Chinese sentences
``snippets(values)``             code that does the same elsewhere: (name, code)

and where it needs them:

``MOST_SETTINGS``                how many settings are compared at most, if not ``query.MOST_SETTINGS``
``listing(query, page, href)``   all that a picture can show as a list in HTML that is XML, too; the page hides
                                 those ``data-item`` that are not among the picture's ``items``

A sentence may hold links, written as ``[name](address)``.

It runs in CPython and MicroPython (STYLE.md §4). Texts are what stands in the URL and in the fields; values are
what the controls read from them; ``drawn`` holds one `plots.playgrounds.state.Drawn` per compared setting.
"""
