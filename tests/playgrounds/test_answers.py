"""What is asked and what Python answers is what the page's modules are told to expect: tsc reads both."""

import json
import subprocess
from pathlib import Path

from hypothesis import given, settings

from plots import bridge
from plots.playgrounds import query
from scripts.assets.python_files import playground_ids
from scripts.shared.node import node
from tests.playgrounds.bridges import ask
from tests.playgrounds.settings import queries

ROOT = Path(__file__).resolve().parent.parent.parent
TYPES = ROOT / "overrides" / "assets" / "javascripts" / "playground" / "types"
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
OPTIONS = "--noEmit --allowJs --strict --ignoreConfig --skipLibCheck --target es2022 --lib es2023".split()
OPTIONS += ["--module", "esnext", "--moduleResolution", "bundler", "--types", ""]
EXAMPLES = 6  # of settings for each playground, beside those that have a name


class Talk:
    """What a page and a playground say to each other, as pairs of a type and a value.

    Args:
        id: Of the playground.
        slices: How often the page asks again, at most, for a picture that takes long.
    """

    def __init__(self, id, slices):
        self.id = id
        self.slices = slices
        self.said = []

    def begin(self, text):
        state = self.ask("open", query=text, page=True)
        self.ask_for_all_of(state)
        return state

    def turn(self, state, text):
        """Copy the first setting, where it may be compared, and write what another holds into its fields."""
        last = min(state["limits"]["settings"], 2) - 1
        edits = [{"setting": last, "path": [name], "text": each} for name, each in query.fields(text)]
        edits = [{"setting": 0, "op": "copy-setting"}, *edits]
        have = state["structure"]
        self.ask_for_all_of(self.ask("show", settings=state["settings"], edits=edits, have=have, prefix="x", step=2))

    def ask_for_all_of(self, state):
        shown = state["settings"]
        self.ask("sentence", settings=shown, step=1)
        for i in range(len(shown)):
            self.ask("snippets", settings=shown, setting=i)
        for name in [*(picture["name"] for picture in state["pictures"] or []), *state["more"]]:
            self.ask_until_whole(settings=shown, name=name)

    def ask(self, do, **request):
        """Return the answer; None where the setting has none. As in a page, code that is not ours waits at first."""
        asked = {"playground": self.id, "do": do, "run": do != "open", **request}
        answer = json.loads(bridge.handle(json.dumps(asked)))
        self.said.append(("Request", request))
        if "error" in answer:
            assert answer["error"]["type"] == "SettingError", answer
            return None
        self.said.append((f'Answers["{do}"]', answer["ok"]))
        return answer["ok"]

    def ask_until_whole(self, **request):
        """Ask for a picture now and when it is whole; what comes between is alike."""
        self.ask("picture", **request)
        for _ in range(self.slices):
            picture = ask("picture", playground=self.id, run=True, brief=True, **request)
            if picture is None or "progress" not in picture:
                break
        self.ask("picture", **request)


def complaints(folder, said):
    """Return what tsc says of values that are written into a module as constants of their types."""
    values = dict.fromkeys(f"{type} = {json.dumps(value)}" for type, value in said)
    lines = [f'import type {{ Answers, Request }} from "{TYPES.as_posix()}";']
    lines += [f"export const said{i}: {value};" for i, value in enumerate(values)]
    module = folder / "said.ts"
    module.write_text("\n".join(lines), encoding="utf-8")
    command = [node(), str(TSC), *OPTIONS, str(module)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout


def said_by(id):
    """Return what is said at the settings of a playground that have a name, and at random ones."""
    module, known, made = bridge.find(id), Talk(id, slices=1), Talk(id, slices=1000)
    for text in sorted({"", *(text for _, _, text in module.presets), *(text for text, _ in module.figures)}):
        known.begin(text)

    @settings(max_examples=EXAMPLES)
    @given(text=queries(id), other=queries(id))
    def turn_one_into_another(text, other):
        made.turn(made.begin(text), other)

    turn_one_into_another()
    return known.said + made.said


def test_what_is_said_at_any_setting_has_the_types_that_the_page_reads(tmp_path):
    """Of all playgrounds at once: to start tsc takes longer than to read what one says."""
    assert complaints(tmp_path, [each for id in playground_ids() for each in said_by(id)]) == ""


def test_an_answer_with_a_key_that_nobody_reads_is_found(tmp_path):
    state = ask("open", playground=playground_ids()[0], query="")
    assert complaints(tmp_path, [('Answers["open"]', state)]) == ""
    assert "more_label" in complaints(tmp_path, [('Answers["open"]', {**state, "more_label": ""})])
    assert "'sentence' is missing" in complaints(
        tmp_path, [('Answers["open"]', {name: value for name, value in state.items() if name != "sentence"})]
    )
