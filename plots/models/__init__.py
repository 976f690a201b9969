"""The arithmetic of the articles: numbers in, numbers out, in CPython and in MicroPython."""
