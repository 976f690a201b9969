"""Where a reader goes on from a post or a notebook; ``overrides/partials/onward.html`` shows it.

The front matter of a post names its series and, in the order in which they are read, its notebooks; a notebook learns from there
which article it belongs to and what its neighbours are. The playgrounds are those that the post places. Related is what
uses the same terms of the glossary: the fewer texts use a term, the more it counts; one that most use says nothing, nor
does a term that is mentioned once.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from scripts.assets.python_files import playground, playground_ids
from scripts.markdown.playgrounds import OWN_PAGE, SCHEME, url_of
from scripts.notebooks.storage import Notebook
from scripts.pages import listings
from scripts.pages.listings import Post
from scripts.shared.glossary import ids_by_name
from scripts.shared.markdown_code import without_code

Uses = dict[str, dict[str, float]]  # by its source, by how much a text uses which term
PLACED = re.compile(rf"\({SCHEME}([\w-]+)")  # the id of a playground
FOOTNOTE = re.compile(r"^\[\^.*(?:\n {4}.*)*", re.MULTILINE)
SHORTEST = 2  # characters of a term: shorter ones are parts of other words
MENTIONS = 2  # of a term at least, in a text that uses it
SHARED, REASONS = 2, 3  # terms: how many make two texts related at least, how many are told at most
RELATED = 3  # texts at most


class Related(NamedTuple):
    """A text that shares terms with another, those first that say most."""

    text: Post | Notebook
    terms: list[str]


class Playground(NamedTuple):
    """A playground's own page."""

    title: str
    url: str


class Onward(NamedTuple):
    """Where one text leads; a post has no article, a notebook only that and what is related."""

    article: Post | None
    playgrounds: list[Playground]
    notebooks: list[Notebook]
    series: list[Post]  # the others of it, oldest first
    related: list[Related]


def add_globals(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the templates what leads on, by the source of a page, and the pages of notebooks their neighbours."""
    posts, notebooks = listings.posts_of(config), listings.all_notebooks(config)
    glossary = Path(config.docs_dir, "terms.md")
    env.globals["onward"] = onward(posts, notebooks, glossary.read_text(encoding="utf-8") if glossary.exists() else "")
    pages: list[Any] = [files.src_uris[source_of(each)].page for each in in_order(posts, notebooks)]
    for one, other in pairwise(pages):
        one.next_page, other.previous_page = other, one


def onward(posts: Sequence[Post], notebooks: Sequence[Notebook], glossary: str) -> dict[str, Onward]:
    """Return by its source where each text leads."""
    uses = weights({source_of(text): prose(text) for text in (*posts, *notebooks)}, terms(glossary))
    texts = {source_of(text): text for text in (*posts, *notebooks)}
    users = users_of(uses)
    found = {}
    for source, text in texts.items():
        is_post = not isinstance(text, Notebook)
        own = notebooks_of(text, notebooks) if is_post else []
        series = series_of(text, posts) if is_post else []
        article = None if is_post else next((post for post in posts if text in notebooks_of(post, notebooks)), None)
        named = {source_of(each) for each in (text, *own, *series, article) if each}
        near = [Related(texts[other], terms) for other, terms in related(uses[source], users, named)]
        found[source] = Onward(article, playgrounds_of(text) if is_post else [], own, series, near)
    return found


def source_of(text: Post | Notebook) -> str:
    """Return the path of a source below docs/."""
    return f"notebooks/{text.id}.ipynb" if isinstance(text, Notebook) else str(text.file.src_uri)


def notebooks_of(post: Post, notebooks: Iterable[Notebook]) -> list[Notebook]:
    """Return the notebooks that a post names and that are on the site."""
    by_id = {notebook.id: notebook for notebook in notebooks}
    return [by_id[id] for id in post.meta.get("notebooks", []) if id in by_id]


def in_order(posts: Sequence[Post], notebooks: Sequence[Notebook]) -> list[Notebook]:
    """Return the notebooks in the order in which they are read: post by post, then those that no post names."""
    named = [notebook for post in posts for notebook in notebooks_of(post, notebooks)]
    ids = dict.fromkeys(notebook.id for notebook in (*named, *notebooks))
    by_id = {notebook.id: notebook for notebook in notebooks}
    return [by_id[id] for id in ids]


def series_of(post: Post, posts: Iterable[Post]) -> list[Post]:
    name = post.meta.get("series")
    others = [each for each in posts if name and each is not post and each.meta.get("series") == name]
    return sorted(others, key=listings.newest_first)[::-1]


def playgrounds_of(post: Post) -> list[Playground]:
    placed = dict.fromkeys(PLACED.findall(post.markdown))
    return [Playground(playground(id).title, url_of(OWN_PAGE.format(id=id))) for id in placed if id in playground_ids()]


def terms(glossary: str) -> list[str]:
    """Return the terms in Chinese, longer ones first, so that 梯度累积 is found before 累积 is."""
    names = ids_by_name(glossary)
    return sorted((name for name in names if len(name) >= SHORTEST), key=lambda name: (-len(name), name))


def prose(text: Post | Notebook) -> str:
    """Return what a text says, in Markdown; what it refers to is said by others."""
    if isinstance(text, Notebook):
        markdown = "\n\n".join(cell.source for cell in text.cells if cell.kind == "markdown")
    else:
        markdown = text.markdown
    return FOOTNOTE.sub("", without_code(markdown))


def weights(texts: dict[str, str], terms: Sequence[str]) -> Uses:
    """Return for each text by how much it uses which term: tf-idf, of length 1."""
    pattern = re.compile("|".join(map(re.escape, terms)) or r"(?!)")
    counts = {
        source: {term: count for term, count in sorted(Counter(pattern.findall(text)).items()) if count >= MENTIONS}
        for source, text in texts.items()
    }
    spread = Counter(term for count in counts.values() for term in count)
    found = {}
    for source, count in counts.items():
        weight = {
            term: (1 + math.log(times)) * math.log(len(texts) / spread[term])
            for term, times in count.items()
            if 2 * spread[term] <= len(texts)
        }
        length = math.sqrt(sum(each * each for each in weight.values()))
        found[source] = {term: each / length for term, each in weight.items()}
    return found


def users_of(uses: Uses) -> dict[str, dict[str, float]]:
    """Return for each term by how much it is used by which text."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for source, weight in uses.items():
        for term, each in weight.items():
            found[term][source] = each
    return found


def related(
    use: dict[str, float], users: dict[str, dict[str, float]], named: Container[str]
) -> list[tuple[str, list[str]]]:
    """Return the sources of the texts nearest to one that uses terms so, except those ``named``, and the terms that say why."""
    shared: dict[str, dict[str, float]] = defaultdict(dict)
    for term, one in use.items():
        for source, two in users[term].items():
            shared[source][term] = one * two
    found = []
    for source, terms in shared.items():
        if len(terms) >= SHARED and source not in named:
            told = sorted(terms, key=lambda term: (-round(terms[term], 9), term))[:REASONS]
            found.append((-round(sum(terms.values()), 9), source, told))
    return [(source, told) for _, source, told in sorted(found)[:RELATED]]
