"""The one door between a page and the playgrounds: JSON text in, JSON text out.

``handle(request)`` answers ``{"ok": …}`` or ``{"error": {"type", "message"}}`` and never raises. A request names
what to ``do``:

``open``      ``query``: the state for the query of a URL
``show``      ``settings`` (as the last answer had them), ``edit``, ``step``, ``structure``: the state after an edit
``picture``   ``settings``, ``step``, ``name``: one more picture of the state
``snippets``  ``settings``, ``setting``: the code for one setting, as pairs of name and text

and the ``playground``. ``compact`` leaves out what an article does not offer. Only with ``run`` is code run that is
not ours: the page sets it where the interpreter has been put in a cage.
"""

import json

from plots.playgrounds import markup, query
from plots.playgrounds.controls import SettingError
from plots.playgrounds.state import Drawn, Setting, edited, read_settings, strangers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_KEPT = 24  # results; a slider leaves one behind at each place

modules: "dict[str, Any]" = {}
results: "dict[str, Any]" = {}
recent: "list[str]" = []


def handle(text: str) -> str:
    """Return the answer to a request."""
    try:
        request = json.loads(text)
        return '{"ok":' + ANSWERS[request["do"]](playground(request["playground"]), request) + "}"
    except SettingError as problem:
        return failure("SettingError", problem.message)
    except ValueError as error:
        return failure("ValueError", str(error))
    except (Exception, SystemExit) as error:
        return failure(type(error).__name__, str(error))


def failure(kind: str, message: str) -> str:
    """Return the answer to a request that could not be met."""
    return json.dumps({"error": {"type": kind, "message": message}})


def playground(id: str) -> "Any":
    """Return the module of a playground, imported when it is first asked for."""
    if id not in modules:
        if not id or any(character not in "abcdefghijklmnopqrstuvwxyz-" for character in id):
            raise ValueError(f"no playground {id!r}")
        package = __import__("plots.playgrounds." + id.replace("-", "_"))
        modules[id] = getattr(package.playgrounds, id.replace("-", "_"))
    return modules[id]


def answer_open(module: "Any", request: "dict[str, Any]") -> str:
    """Return the state for a query."""
    return state(module, query.read(request.get("query", "")), request)


def answer_show(module: "Any", request: "dict[str, Any]") -> str:
    """Return the state after an edit."""
    settings = pairs_of(request)
    edit = request.get("edit")
    return state(module, edited(module, settings, edit) if edit else settings, request)


def answer_picture(module: "Any", request: "dict[str, Any]") -> str:
    """Return one picture."""
    drawn, problems, foreign = compute(module, read_settings(module, pairs_of(request)), request)
    if problems:
        raise problems[0][1]
    return "null" if foreign else module.picture(request["name"], drawn)


def answer_snippets(module: "Any", request: "dict[str, Any]") -> str:
    """Return the code for one setting."""
    settings = read_settings(module, pairs_of(request))
    setting = settings[request.get("setting", 0)]
    if setting.problems:
        raise setting.problems[0]
    return json.dumps([[name, text] for name, text in module.snippets(Drawn(setting.values, setting.pairs, None))])


ANSWERS = {"open": answer_open, "show": answer_show, "picture": answer_picture, "snippets": answer_snippets}


def pairs_of(request: "dict[str, Any]") -> "list[query.Pairs]":
    """Return the settings of a request."""
    return [[(name, text) for name, text in setting] for setting in request["settings"]]


def state(module: "Any", settings: "list[query.Pairs]", request: "dict[str, Any]") -> str:
    """Return the state: what the controls are, what they hold, what is wrong, what is seen."""
    read = read_settings(module, settings)
    compact = bool(request.get("compact"))
    prefix = request.get("prefix", module.ID)
    drawn, problems, foreign = compute(module, read, request)
    structure = markup.structure(read)
    answer = {
        "settings": [[[name, text] for name, text in setting.pairs] for setting in read],
        "query": query.write([setting.pairs for setting in read]),
        "structure": structure,
        "values": [markup.texts(setting) for setting in read],
        "limits": [markup.limits(setting) for setting in read],
        "problems": [
            {"setting": i, "path": markup.key(problem.path), "message": problem.message}
            for i, problem in problems + strangers(read)
        ],
        "foreign": foreign,
        "markup": None,
        "more": [],
        "sentence": "",
        "steps": read[0].values.get("until"),
    }
    if request.get("structure") != structure:
        answer["markup"] = [markup.setting_html(setting, i, prefix, compact=compact) for i, setting in enumerate(read)]
    pictures = "null"
    if drawn:
        names, answer["more"] = module.pictures(drawn)
        answer["sentence"] = module.sentence(drawn, request.get("step", 0))
        pictures = "[" + ",".join([module.picture(name, drawn) for name in names]) + "]"
    return json.dumps(answer)[:-1] + ',"pictures":' + pictures + "}"


def compute(
    module: "Any", settings: "list[Setting]", request: "dict[str, Any]"
) -> "tuple[list[Drawn], list[tuple[int, SettingError]], bool]":
    """Return the computed settings, what is wrong, and whether there is code to be run elsewhere.

    There are either computed settings or one of the reasons why there are none.
    """
    problems = [(i, problem) for i, setting in enumerate(settings) for problem in setting.problems]
    foreign = not request.get("run") and any(module.is_foreign(setting.values) for setting in settings)
    drawn: "list[Drawn]" = []
    if foreign or problems:
        return drawn, problems, foreign
    for i, setting in enumerate(settings):
        try:
            drawn.append(Drawn(setting.values, setting.pairs, result(module, setting)))
        except SettingError as problem:
            problems.append((i, problem))
    return ([] if problems else drawn), problems, foreign


def result(module: "Any", setting: Setting) -> "Any":
    """Return what the playground computes for a setting, from memory where it is there."""
    key = module.ID + "?" + setting.key()
    if key not in results:
        results[key] = module.compute(setting.values)
        recent.append(key)
        if len(recent) > MOST_KEPT:
            del results[recent.pop(0)]
    return results[key]
