"""The playgrounds, one package per id, whose ``PLAYGROUND`` says what can be set and what is shown (playground.pyi).

Texts are what stands in the fields, values what the controls read from them; ``drawn`` holds a `Drawn` per setting.
"""
