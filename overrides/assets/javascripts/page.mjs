/** What each page needs beside the theme's script, in one file: scripts/assets/page_script.py. */

import "./folded.mjs";
import "./footnotes.mjs";
import "./moving-figures.mjs";
import "./playgrounds.mjs";
import "./reachable.mjs";
import "./search.mjs";
