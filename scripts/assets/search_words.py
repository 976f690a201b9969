"""The words of the search: our terms for the index, and a worker of the theme that cuts a query as the index was cut.

The theme's worker never tries a word that ends where the query ends, knows no way to put a phrase before its words, and
finds Chinese words by their beginning only. Its file is changed on the way to the site, at three places, so that it
asks ``overrides/assets/javascripts/search-words.js``: no file of the theme is kept here.
"""

import re
from pathlib import Path

import jieba
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

TERMS = "terms.md"
WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
CHANGES = (
    (
        'e=e.replace(new RegExp("\\\\p{sc=Han}+","gu"),s=>[...fe(s,this.index.invertedIndex)].join("* ")),e=ce(e)',
        "e=ce(inWords(e,this.index.invertedIndex))",
    ),
    ("this.index.search(e).reduce(", "ranked(this.index.search(within(e)),e,this.map).reduce("),
    ("e[s].startsWith(o.term)", "e[s].includes(o.term)"),  # which words of the query a section has
)


def learn_terms(docs: Path) -> None:
    """Let the index keep each Chinese term of the glossary in one piece."""
    if (docs / TERMS).exists():
        for term in terms((docs / TERMS).read_text(encoding="utf-8")):
            jieba.add_word(term)


def terms(glossary: str) -> list[str]:
    """Return what stands in the first columns of its tables; a term with a formula in it is no word."""
    cells = re.findall(r"^\|([^|{$]+)(?:\{[^}|]*\})?\s*\|", glossary, re.MULTILINE)
    return re.findall(r"[\u4e00-\u9fff]{2,}", "\n".join(cells))


def change_worker(files: Files) -> None:
    """Change the theme's worker among the files of the site."""
    for file in files:
        if WORKER.fullmatch(file.src_uri):
            file.content_string = changed(file.content_string, name=file.src_uri)


def changed(worker: str, *, name: str) -> str:
    for old, new in CHANGES:
        if worker.count(old) != 1:
            raise PluginError(
                f"主题的搜索程序 {name} 换了写法，找不到要改的 {old}。照新的写法改 scripts/assets/search_words.py 里的 CHANGES。"
            )
        worker = worker.replace(old, new)
    return f'{worker}\nimportScripts("../search-words.js");\n'
