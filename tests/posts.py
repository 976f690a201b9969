"""The posts that the site shows, whatever these are, and its name."""

import re

from scripts.shared import front_matter
from scripts.shared.paths import ROOT
from scripts.shared.sources import read_text

NAME = re.findall(r"^site_name: '?(.*?)'?$", read_text(ROOT / "mkdocs.yml"), re.MULTILINE)[0].replace("''", "'")
SOURCES = [path for path in front_matter.posts() if not front_matter.read(path).held()]
FRONT = {f"posts/{front.get('slug')}/": front for front in map(front_matter.read, SOURCES)}
FRONT = dict(sorted(FRONT.items(), key=lambda post: (post[1].created, post[0]), reverse=True))  # the newest first
LONGEST = max(FRONT, key=lambda path: len(read_text(FRONT[path].path).splitlines()))  # to look at an article
