"""Libraries that the programs of an article import and that are not installed: as much of each as the programs use.

A folder here is a library. The page's interpreter and the tests of the articles find it under its own name; what it does
is computed by our models, which the oracle records hold equal to the library. An article that imports one says so.
"""
