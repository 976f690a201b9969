"""What builds the site; whichever of it runs, a console without ✓ or an emoji gets its number instead of an error."""

import io
import sys

if isinstance(sys.stdout, io.TextIOWrapper):  # in a notebook's kernel it is something else
    sys.stdout.reconfigure(errors="backslashreplace")  # as stderr does by itself
