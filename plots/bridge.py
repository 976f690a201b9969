"""The one door between a page and the playgrounds: JSON text in, JSON text out.

``handle(request)`` answers ``{"ok": …}`` or ``{"error": {"type", "message"}}`` and never raises. A request names the
``playground`` and what to ``do``:

``open``      ``query``: the state for the query of a URL
``show``      ``settings`` (as the last answer had them), ``edits``: the state after them
``picture``   ``settings``, ``name``: one more picture, or more of one; with ``"progress": 0…1`` to be asked for again;
              ``brief``: that may be all of the answer until then
``sentence``  ``settings``, ``step``: what is seen there
``snippets``  ``settings``, ``setting``: code for one setting, as pairs of name and text

With the first two may come ``step`` (where the reader looks), ``have`` (structures of the controls in the page, whose
markup is left out), ``prefix`` (of the ids in the markup) and ``page`` (whether it is the playground's own). Code that is
not ours is run only with ``run``, which the page adds where the interpreter is shut in.
"""

import json

from plots.playgrounds import query
from plots.playgrounds.controls import SettingError
from plots.playgrounds.playground import Drawn, Playground
from plots.playgrounds.state import Setting, read_settings, unknown_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.protocol import Request

    Problems = list[tuple[int, SettingError]]

MOST_KEPT = 32  # results; a slider leaves one behind at each place

results: "dict[str, object]" = {}
recent: "list[str]" = []


def handle(text: str) -> str:
    """Return the answer to a request."""
    try:
        request: "Request" = json.loads(text)
        return '{"ok":' + ANSWERS[request["do"]](find(request["playground"]), request) + "}"
    except SettingError as problem:
        return failure("SettingError", problem.message)
    except BaseException as error:
        return failure(type(error).__name__, str(error))


def failure(kind: str, message: str) -> str:
    """Return the answer to a request that could not be met."""
    return json.dumps({"error": {"type": kind, "message": message}})


def find(id: str) -> Playground:
    """Return a playground; its package is imported when it is first asked for."""
    if not id or any(character not in "abcdefghijklmnopqrstuvwxyz-" for character in id):
        raise ValueError(f"no playground {id!r}")
    found: Playground = imported(id.replace("-", "_"), "PLAYGROUND")
    return found


def imported(module: str, name: str) -> "Any":
    """Return what a module of the playgrounds holds under a name."""
    return getattr(__import__(f"plots.playgrounds.{module}", None, None, [name]), name)


def answer_open(playground: Playground, request: "Request") -> str:
    text = request.get("query", "")
    problems = [(0, SettingError(f"地址太长，只读了前 {query.LONGEST} 个字符。"))] if len(text) > query.LONGEST else []
    return state(playground, query.read(text), request, problems)


def answer_show(playground: Playground, request: "Request") -> str:
    settings = pairs_of(request)
    edits = request.get("edits", [])
    if edits:
        from plots.playgrounds.edits import edited  # nothing has been edited when the first picture is drawn
    for edit in edits:
        try:
            settings = edited(playground, settings, edit)
        except ValueError:
            continue  # its field has gone: what the reader did before took it away
    return state(playground, settings, request, [])


def answer_picture(playground: Playground, request: "Request") -> str:
    drawn, problems = compute(playground, read_settings(playground, pairs_of(request)), request)
    if problems:
        raise problems[0][1]
    if not drawn:
        return "null"
    if playground.advance(request["name"], drawn) and request.get("brief"):
        return '{"progress":0}'
    return playground.picture(request["name"], drawn)


def answer_sentence(playground: Playground, request: "Request") -> str:
    drawn, _ = compute(playground, read_settings(playground, pairs_of(request)), request)
    return json.dumps(playground.sentence(drawn, request.get("step") or 0) if drawn else "")


def answer_snippets(playground: Playground, request: "Request") -> str:
    setting = read_settings(playground, pairs_of(request))[request.get("setting", 0)]
    if setting.problems:
        raise setting.problems[0]
    written = imported(playground.id.replace("-", "_") + ".programs", "written")
    return json.dumps([[name, text] for name, text in written(setting.values)])


ANSWERS = {
    "open": answer_open,
    "show": answer_show,
    "picture": answer_picture,
    "sentence": answer_sentence,
    "snippets": answer_snippets,
}


def pairs_of(request: "Request") -> "list[query.Pairs]":
    return [[(name, text) for name, text in setting] for setting in request["settings"]]


def state(playground: Playground, settings: "list[query.Pairs]", request: "Request", before: "Problems") -> str:
    """Return the state; ``before`` is what was wrong already."""
    read = read_settings(playground, settings)
    page = bool(request.get("page"))
    step = request.get("step")
    if step is None:
        step = playground.first_step
    prefix = request.get("prefix", playground.id)
    have = request.get("have", [])
    drawn, problems = compute(playground, read, request)
    structures = [setting.structure(page=page) for setting in read]
    now, later = playground.pictures(drawn) if drawn else ([], [])
    answer = {
        "settings": [setting.pairs for setting in read],
        "query": query.write([setting.linked for setting in read]),
        "whole": all(setting.linked == setting.pairs for setting in read),
        "structure": structures,
        "markup": [
            None if i < len(have) and have[i] == structures[i] else setting_html(setting, f"{prefix}-{i}", page=page)
            for i, setting in enumerate(read)
        ],
        "values": [[[path, text] for path, text, _ in setting.fields()] for setting in read],
        "ranges": [setting.ranges() for setting in read],
        "labels": labels(read),
        "roles": playground.roles(read),
        "limits": {"settings": playground.most_settings},
        "problems": [
            {"setting": i, "path": problem.path, "message": problem.message}
            for i, problem in before + problems + unknown_names(read)
        ],
        "code": [
            {"setting": i, "path": path}
            for i, setting in enumerate(read)
            if not request.get("run")
            for path in setting.foreign()
        ],
        "more": later,
        "sentence": playground.sentence(drawn, step) if drawn else "",
    }
    pictures = "[" + ",".join([playground.picture(name, drawn) for name in now]) + "]" if drawn else "null"
    return json.dumps(answer)[:-1] + ',"pictures":' + pictures + "}"


def labels(settings: "list[Setting]") -> "list[str]":
    """Return one name per setting; what tells several apart is imported for several."""
    if len(settings) == 1:
        return [settings[0].subject()]
    from plots.playgrounds.labels import labels

    return labels(settings)


def setting_html(setting: Setting, prefix: str, *, page: bool) -> str:
    """Return the controls of a setting, which the page has of the first from the start: so they are imported here."""
    from plots.playgrounds.markup import setting_html

    return setting_html(setting, prefix, page=page)


def compute(playground: Playground, settings: "list[Setting]", request: "Request") -> "tuple[list[Drawn], Problems]":
    """Return the computed settings, or what is wrong; none whose code may not run."""
    drawn: "list[Drawn]" = []
    problems: "Problems" = [(i, problem) for i, setting in enumerate(settings) for problem in setting.problems]
    if problems:
        return drawn, problems
    names = labels(settings)
    for i, setting in enumerate(settings):
        if not request.get("run") and setting.foreign():
            continue
        try:
            drawn.append(Drawn(i, names[i], setting.values, result(playground, setting)))
        except SettingError as problem:
            problems.append((i, problem))
    return ([] if problems else drawn), problems


def result(playground: Playground, setting: Setting) -> object:
    """Return what the playground computes for a setting, from memory where it is there."""
    key = playground.id + "?" + setting.key()
    if key not in results:
        results[key] = playground.compute(setting.values)
        recent.append(key)
        if len(recent) > MOST_KEPT:
            del results[recent.pop(0)]
    return results[key]
