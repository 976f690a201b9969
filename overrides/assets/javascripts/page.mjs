/** What each page needs beside the theme's script, in one file: scripts/assets/page_script.py. */

import "./contents.mjs";
import "./dark-pictures.mjs";
import "./figures.mjs";
import "./filter.mjs";
import "./folded.mjs";
import "./links.mjs";
import "./moving-figures.mjs";
import "./page-tools.mjs";
import "./playgrounds.mjs";
import "./programs.mjs";
import "./reachable.mjs";
import "./search.mjs";
import "./tex.mjs";
import "./tips.mjs";
