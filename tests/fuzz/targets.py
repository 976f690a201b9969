"""What is fuzzed: each target is a strategy and what must hold for whatever it makes."""

import importlib
import json
import pkgutil
import re
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from plots import bridge
from plots.models.digits import significant
from plots.playgrounds import query
from scripts.assets.python_files import playground_ids
from scripts.checks import typography
from scripts.notebooks import pages, storage
from scripts.notebooks.storage import NotebookError
from scripts.pages.reading_time import minutes_by_section, reading_minutes
from scripts.pages.search_index import keys_of
from scripts.shared import front_matter
from scripts.shared.revisions import revisions
from scripts.shared.sources import SourceError
from tests.fuzz import javascript
from tests.fuzz.markdown_texts import MARKS, documents, inline, junk, spoiled, words
from tests.fuzz.running import Target
from tests.playgrounds.settings import queries
from tests.site_markdown import convert

FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")
HERE = Path(FOLDER.name)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
TARGETS: dict[str, Target] = {}


def fuzzed(inputs: st.SearchStrategy[Any]) -> Callable[[Callable[[Any], None]], None]:
    """Make a target of a function."""

    def entered(check: Callable[[Any], None]) -> None:
        TARGETS[check.__name__] = Target(check.__name__, inputs, check)

    return entered


def require_sentence(text: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", text), text
    assert "Traceback" not in text, text


# Markdown


def converted(text: str) -> str | None:
    """Return the HTML, which is the same each time; None where a sentence says what is wrong."""
    try:
        html: str = convert(text)
    except SourceError as error:
        require_sentence(str(error))
        return None
    assert convert(text) == html
    assert not re.search(r"[\x02\x03]|wzxhzdk|klzzwxh", html), html
    return html


@fuzzed(documents)
def markdown(text: str) -> None:
    html = converted(text)
    if html is not None and not re.search("<(?!https?:)", text):
        require_balanced(html)


@fuzzed(spoiled(documents))
def spoiled_markdown(text: str) -> None:
    converted(text)


def require_balanced(html: str) -> None:
    """Check that what is opened is closed, in the order of what is open."""
    waiting: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in VOID:
                waiting.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert waiting[-1:] == [tag], html
            waiting.pop()

    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not waiting, html


@fuzzed(st.one_of(documents, spoiled(documents)))
def proofreading(text: str) -> None:
    for finding in typography.check(text):
        require_sentence(str(finding))
    typography.advice(text)


@fuzzed(
    st.lists(st.sampled_from([*MARKS, "<p>", "</p>", '<h2 id="a">', "</h2>", "<math>", "<pre>", "字"])).map("".join)
)
def reading_time(html: str) -> None:
    assert 1 <= reading_minutes(html) <= reading_minutes(html, with_folds=True)
    assert all(minutes >= 0 for minutes in minutes_by_section(html).values())


# Notebooks and front matter

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.just(1e400), st.just(10**400), words, junk, st.dates().map(str)
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
options = st.lists(
    st.sampled_from(
        ["#| figure: a", "#| alt: 图", "#| caption: 图", "#|   续", "#| english: 甲 = a；乙", "#|", "x = 1", "%x"]
    ),
    max_size=6,
).map("\n".join)
cell_sources = st.one_of(documents, options, junk)


def mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return the strategy for what is usual and, seldom, for anything."""
    return st.one_of(*[usual] * 8, values)


cells = st.fixed_dictionaries(
    {
        "cell_type": mostly(st.sampled_from(["code", "markdown", "raw"])),
        "source": mostly(st.one_of(cell_sources, cell_sources.map(lambda text: text.splitlines(keepends=True)))),
    },
    optional={
        "metadata": mostly(st.fixed_dictionaries({}, optional={"tags": mostly(st.just([*storage.TAGS][:1]))})),
        "outputs": values,
        "execution_count": values,
        "id": mostly(words),
    },
)
facts = {
    "title": mostly(words),
    "description": mostly(words),
    "date": mostly(st.dates().map(str)),
    "tags": mostly(st.lists(words, max_size=2)),
}
of_revisions = st.lists(
    st.fixed_dictionaries({"date": mostly(st.dates().map(str)), "what": mostly(words)}, optional={"at": values}),
    max_size=2,
)
notebooks = st.fixed_dictionaries(
    {"cells": mostly(st.lists(cells, max_size=4)), "metadata": mostly(st.fixed_dictionaries(facts, optional={"revisions": mostly(of_revisions)}))},
    optional={"nbformat": mostly(st.just(4)), "nbformat_minor": values},
)  # fmt: skip
bytes_of_notebooks = notebooks.map(lambda notebook: json.dumps(notebook, ensure_ascii=False))


@fuzzed(st.one_of(bytes_of_notebooks, bytes_of_notebooks, spoiled(bytes_of_notebooks)))
def notebook(text: str) -> None:
    path = HERE / "topic" / "name.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        read = storage.read(path)
        storage.tree_of(read)
        storage.stored_findings(path)
    except NotebookError as error:
        require_sentence(str(error))
        return
    form = storage.stored(storage.parsed(path))
    path.write_bytes(form)
    assert storage.stored(storage.parsed(path)) == form
    assert all(place for place, _ in storage.prose(read))
    converted("\n".join(pages.blocks(read, [])))


keys = st.one_of(st.sampled_from([*front_matter.POST, *front_matter.INSTEAD]), words)
of_yaml = st.one_of(
    st.dictionaries(keys, values, max_size=8).map(lambda value: yaml.safe_dump(value, allow_unicode=True)),
    st.lists(st.tuples(keys, st.one_of(words, junk, st.just("2026-01-31"), st.just("{created: 2026-01-31}")))).map(
        lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
    ),
    st.just(
        "title: 题\nslug: post\ndate: 2026-01-31\ndescription: 说明。\nrevisions:\n  - date: 2026-01-31\n    what: 首发\n"
    ),
)


@fuzzed(st.one_of(of_yaml, spoiled(of_yaml)))
def front_matters(text: str) -> None:
    path = HERE / "post.md"
    path.write_text(f"---\n{text}\n---\n\n正文。\n", encoding="utf-8", errors="replace")
    try:
        read = front_matter.read(path)
    except SourceError as error:
        require_sentence(str(error))
        return
    for schema in (front_matter.POST, front_matter.PAGE):
        for finding in front_matter.findings(read, schema):
            require_sentence(finding)
            assert re.match(r"post\.md:\d+：", finding), finding
    if not front_matter.findings(read, front_matter.POST):
        revisions(read.values())
        read.held()


# Playgrounds

NUMBERS = ["", *"0 -1 1e9 1e-9 nan 1/3 1/0 ９ true none __class__ 1,2;3,4 0: 0:1,1".split()]
texts = st.one_of(st.sampled_from(NUMBERS), st.integers(-3, 300).map(str), st.floats(-2, 20).map(str), junk, words)
names = st.sampled_from(
    sorted({control.name for id in playground_ids() for control in bridge.find(id).controls({})} | {"vs", "play", "x"})
)


def query_for(id: str) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(names, texts), max_size=6).map(query.joined)
    several = st.tuples(queries(id), st.lists(queries(id).map(query.encode), max_size=2)).map(
        lambda parts: "&vs=".join([parts[0], *parts[1]])
    )
    return st.one_of(several, spoiled(several), pairs, st.tuples(queries(id), pairs).map("&".join))


addresses = st.sampled_from(playground_ids()).flatmap(lambda id: st.tuples(st.just(id), query_for(id)))


def asked(do: str, id: str, **request: Any) -> Any:
    """Return what a playground answers, as a page can read it; None where a sentence says what is wrong."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    request = {"do": do, "playground": id, "page": True, **request}
    answer = json.loads(bridge.handle(json.dumps(request)), parse_constant=refuse)
    if "error" in answer:
        assert answer["error"]["type"] == "SettingError", answer
        require_sentence(answer["error"]["message"])
        return None
    return answer["ok"]


def looked_at(id: str, state: Any) -> None:
    """Ask for all that a page asks for when it shows a state."""
    for problem in state["problems"]:
        require_sentence(problem["message"])
        assert problem["message"].endswith("。")
    markup = "".join(filter(None, state["markup"]))
    require_balanced(markup)
    shown = state["settings"]
    asked("sentence", id, settings=shown, step=1)
    for picture in [*(each["name"] for each in state["pictures"] or []), *state["more"]]:
        asked("picture", id, settings=shown, name=picture)
    for setting in range(len(shown)):
        asked("snippets", id, settings=shown, setting=setting)


@fuzzed(addresses)
def address(pair: tuple[str, str]) -> None:
    id, text = pair
    state = asked("open", id, query=text)
    looked_at(id, state)
    again = asked("open", id, query=state["query"])
    assert again["query"] == state["query"]
    if state["whole"]:
        assert again["settings"] == state["settings"]


OPERATIONS = ["set"] * 8 + "add remove up down copy-setting remove-setting write preset reset".split()
edits = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(OPERATIONS), texts, st.integers(-1, 4)), min_size=1, max_size=8
)


@fuzzed(st.tuples(addresses, edits))
def editing(parts: tuple[tuple[str, str], list[tuple[int, str, str, int]]]) -> None:
    """A reader who turns whatever is there, one thing after the other."""
    (id, text), wanted = parts
    state = asked("open", id, query=text)
    for place, operation, written, index in wanted:
        fields = [(at, path) for at, each in enumerate(state["values"]) for path, _ in each]
        at, path = fields[place % len(fields)]
        presets = [name for name, _, _ in bridge.find(id).presets]
        edit = {"setting": at, "path": path, "op": operation, "text": written, "index": index}
        if operation == "preset" and presets:
            edit["text"] = presets[place % len(presets)]
        state = asked("show", id, settings=state["settings"], edits=[edit], have=state["structure"], step=place)
        assert 1 <= len(state["settings"]) <= bridge.find(id).most_settings
        assert asked("open", id, query=state["query"])["query"] == state["query"]
    looked_at(id, state)


lines = st.lists(st.tuples(texts, st.sampled_from([",", "，", ";", "\t", " ", ", "]), texts).map("".join), max_size=12)


# Playgrounds to which a reader can bring columns.
TABLED = [id for id in playground_ids() if "table" in bridge.find(id).implied]


def pasted_table(pair: tuple[str, str]) -> None:
    """Columns that a reader brings."""
    id, text = pair
    edit = {"setting": 0, "path": ["table"], "text": text}
    looked_at(id, asked("show", id, settings=[[]], edits=[edit]))


if TABLED:
    written_lines = st.one_of(lines.map("\n".join), lines.map("\r\n".join))
    fuzzed(st.tuples(st.sampled_from(TABLED), written_lines))(pasted_table)


@fuzzed(
    st.tuples(
        st.lists(st.tuples(names, st.text(max_size=9)), max_size=4, unique_by=lambda pair: pair[0]), st.booleans()
    )
)
def address_bar(parts: tuple[list[tuple[str, str]], bool]) -> None:
    """What Python writes into an address comes back as it was, through the page's own modules."""
    pairs, is_page = parts
    pairs = [(name, text) for name, text in pairs if name not in {"play", query.COMPARED}]
    written = query.write([pairs])
    dataset = {"page": ""} if is_page else {"anchor": "a/中"}
    came = javascript.ask("address", written, dataset)
    assert query.read(came or "") == [pairs]


# Numbers


@fuzzed(st.tuples(st.floats(-1e300, 1e300), st.integers(1, 12)))
def written_number(pair: tuple[float, int]) -> None:
    """Python and the page write a number alike."""
    assert javascript.ask("format", *pair) == significant(*pair)


# The search


@fuzzed(
    st.one_of(inline, st.lists(st.one_of(words, st.sampled_from(MARKS), st.text("学习率aAZé１Ｋ한ßα_-0"))).map("".join))
)
def search_words(text: str) -> None:
    """What a query asks for is in the index of a text that holds it."""
    known = {*keys_of(text)}
    assert [key for key in javascript.ask("keys", text) if (len(key) > 1 or key.isascii()) and key not in known] == []


for topic in pkgutil.iter_modules(
    [str(Path(__file__).parent / "topics")]
):  # what only one article's models are tried with
    importlib.import_module(f"tests.fuzz.topics.{topic.name}")
